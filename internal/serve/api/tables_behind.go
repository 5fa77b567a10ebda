// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/understand/ask"
)

// rolled adds the operation that downloads every instance behind a number, beside
// the one that lists them page by page.
func rolled[I any](a *API, o operation, list func(context.Context, *I) (*ask.Standing, error)) {
	o.ID, o.Path, o.Action = "download"+title(o.ID), o.Path+"/table", people.ExportCustomers
	o.Summary = "Download every instance behind a number"
	download(a, o, func(ctx context.Context, in *I) (string, func(string) error, error) {
		roll := &ask.Roll{Of: particulars(in)}
		any(in).(interface{ Into(*ask.Roll) }).Into(roll)
		out, err := list(ctx, in)
		if err != nil {
			return "", nil, err
		}
		if err := a.People.Note(ctx, auth.From(ctx), "customers.export", "customers", strings.TrimSpace("behind "+out.What+" "+roll.Of)); err != nil {
			return "", nil, err
		}
		return named(string(roll.About.Journey), "customers", roll.About.AsOf), func(path string) error {
			return writeRows(path, roll.Columns, func(row func(...any) error) error { return roll.Rows(ctx, row) })
		}, nil
	})
}

// general are the parameters that say not which number is meant: an answer says of
// itself what they chose, or they choose pages.
var general = []string{"journey", "version", "what", "segment", "channel", "actor", "from", "to", "as_of", "where", "per", "traits", "limit", "after"}

// particulars says in words what a request asks for beside its general terms.
func particulars(in any) string {
	var words []string
	v := reflect.ValueOf(in).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		name, _, _ := strings.Cut(f.Tag.Get("query"), ",")
		of := v.FieldByIndex(f.Index)
		if name == "" || of.IsZero() || slices.Contains(general, name) || fmt.Sprint(of.Interface()) == f.Tag.Get("default") {
			continue
		}
		if list, ok := of.Interface().([]string); ok {
			words = append(words, name+" "+strings.Join(list, " > "))
			continue
		}
		words = append(words, fmt.Sprintf("%s %v", name, of.Interface()))
	}
	return strings.Join(words, "; ")
}
