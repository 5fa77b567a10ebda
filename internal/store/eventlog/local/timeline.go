// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Timeline returns one customer's events in order of time; see eventlog.Log.
func (l *Log) Timeline(ctx context.Context, customer event.CustomerID, of eventlog.Scope, limit int) ([]eventlog.Entry, error) {
	var out []eventlog.Entry
	err := l.read(ctx, func(v *view) error {
		no := l.lookup(customer)
		if no == 0 {
			return nil
		}
		var q evidence.Query
		q.Write(fmt.Sprintf("SELECT %s FROM %s WHERE customer_no = %d AND ", columnList, v.from(), no))
		writeScope(&q, of)
		q.Write(" ORDER BY time DESC, seq DESC, key DESC")
		if limit > 0 {
			q.Write(fmt.Sprintf(" LIMIT %d", limit))
		}
		return l.duck.scan(ctx, q.Text.String(), q.Args, func(r array.RecordReader) error {
			for _, e := range entries(r.RecordBatch()) {
				out = append(out, cloneEntry(e))
			}
			return nil
		})
	})
	slices.Reverse(out)
	return out, err
}

// Events streams whole events by position; see eventlog.Log.
func (l *Log) Events(ctx context.Context, of eventlog.Scope, yield func(*eventlog.Entry) error) error {
	return l.read(ctx, func(v *view) error {
		var q evidence.Query
		q.Write(fmt.Sprintf("SELECT %s FROM %s WHERE ", columnList, v.from()))
		writeScope(&q, of)
		q.Write(" ORDER BY position")
		return l.duck.scan(ctx, q.Text.String(), q.Args, func(r array.RecordReader) error {
			batch := entries(r.RecordBatch())
			for i := range batch {
				if err := yield(&batch[i]); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// lookup returns the number of a customer, 0 when the log does not know them.
func (l *Log) lookup(customer event.CustomerID) uint32 {
	l.write.Lock()
	defer l.write.Unlock()
	if customer == "" {
		return 0
	}
	return l.customers.find(string(customer))
}

// Customers returns the customers behind numbers; see eventlog.Log.
func (l *Log) Customers(_ context.Context, numbers []sequence.CustomerNo) ([]event.CustomerID, error) {
	l.write.Lock()
	defer l.write.Unlock()
	out := make([]event.CustomerID, len(numbers))
	for i, n := range numbers {
		if n == 0 || int(n) > l.customers.len() {
			return nil, fmt.Errorf("there is no customer number %d", n)
		}
		out[i] = event.CustomerID(l.customers.text(uint32(n)))
	}
	return out, nil
}

// entries reads whole events from a record with all columns of columnList. The
// texts point into the record.
func entries(r arrow.RecordBatch) []eventlog.Entry {
	out := make([]eventlog.Entry, r.NumRows())
	position := r.Column(0).(*array.Int64)
	customer, name := texts(r.Column(1)), texts(r.Column(3))
	at := r.Column(4).(*array.Timestamp)
	offset, undated, seq := r.Column(5).(*array.Int16), r.Column(6).(*array.Boolean), r.Column(7).(*array.Int64)
	channel, properties, traits, around := texts(r.Column(8)), texts(r.Column(9)), texts(r.Column(10)), texts(r.Column(11))
	source, id, key := texts(r.Column(12)), texts(r.Column(13)), r.Column(14).(*array.Uint64)
	for i := range out {
		out[i] = eventlog.Entry{
			Position: position.Value(i), Key: key.Value(i),
			Event: event.Event{
				Source: event.SourceID(source[i]), ID: id[i], Customer: event.CustomerID(customer[i]), Name: name[i],
				Time: int64(at.Value(i)), Offset: offset.Value(i), Undated: undated.Value(i), Seq: seq.Value(i), Channel: channel[i],
				Properties: []byte(properties[i]), Traits: []byte(traits[i]), Context: []byte(around[i]),
			},
		}
	}
	return out
}

// cloneEntry copies the texts that point into a record.
func cloneEntry(e eventlog.Entry) eventlog.Entry {
	e.Source, e.ID = event.SourceID(strings.Clone(string(e.Source))), strings.Clone(e.ID)
	e.Customer, e.Name, e.Channel = event.CustomerID(strings.Clone(string(e.Customer))), strings.Clone(e.Name), strings.Clone(e.Channel)
	return e
}
