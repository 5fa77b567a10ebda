// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"strings"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/table"
)

// EventColumns are the columns of exported events.
func EventColumns() []table.Column {
	return []table.Column{
		{Name: "position", Kind: table.Integer}, {Name: "customer"}, {Name: "event"}, {Name: "time", Kind: table.Time}, {Name: "undated", Kind: table.Truth},
		{Name: "channel"}, {Name: "source"}, {Name: "message_id"}, {Name: "properties"}, {Name: "traits"},
	}
}

// EventRow is the row of an event. Properties and traits are JSON.
func EventRow(e *event.Entry) []any {
	return []any{e.Position, said(string(e.Customer)), e.Name, e.At(), e.Undated, said(e.Channel), string(e.Source), e.MessageID(), said(string(e.Properties)), said(string(e.Traits))}
}

// CustomerColumns are the columns of exported customers: behind the moment asked
// about and which of them were asked for.
func CustomerColumns() []table.Column {
	return []table.Column{
		{Name: "as_of", Kind: table.Time}, {Name: "only"}, {Name: "customer"}, {Name: "name"}, {Name: "email"}, {Name: "events", Kind: table.Integer},
		{Name: "first", Kind: table.Time}, {Name: "last", Kind: table.Time}, {Name: "traits"},
	}
}

// CustomerRow is the row of a customer. Traits are JSON.
func CustomerRow(asOf time.Time, only string, k *Known) []any {
	return []any{asOf, only, string(k.Customer), said(k.Name), said(k.Email), k.Events, k.First, k.Last, string(k.Traits)}
}

// Words say which customers are asked for, "" for all.
func (q *Customers) Words() string {
	var parts []string
	if q.Segment != "" {
		parts = append(parts, "segment "+q.Segment)
	}
	if q.Text != "" {
		parts = append(parts, "search "+q.Text)
	}
	return strings.Join(parts, "; ")
}

// said is a text, nil where there is none.
func said(s string) any {
	if s == "" {
		return nil
	}
	return s
}
