// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/understand/ask"
)

// rolled adds the operation that downloads every instance behind a number, beside
// the one that lists them page by page.
func rolled[I any](a *API, o operation, list func(context.Context, *I) (*ask.Standing, error)) {
	o.ID, o.Path, o.Action = "download"+title(o.ID), o.Path+"/table", people.ExportCustomers
	o.Summary = "Download every instance behind a number"
	download(a, o, func(ctx context.Context, in *I) (string, writing, error) {
		roll := &ask.Roll{Of: ask.Particulars(in)}
		any(in).(interface{ Into(*ask.Roll) }).Into(roll)
		if _, err := list(ctx, in); err != nil {
			return "", nil, err
		}
		if err := a.People.Note(ctx, auth.From(ctx), "customers.export", "customers", roll.Words()); err != nil {
			return "", nil, err
		}
		return named(string(roll.About.Journey), "customers", roll.About.AsOf), func(path string) (int, error) { return roll.Write(ctx, path) }, nil
	})
}
