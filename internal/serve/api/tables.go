// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// rows gives the rows of a list one after the other.
type rows[T any] func(give func(*T) error) error

// these are the rows of a list that is there already.
func these[T any](list []T) rows[T] {
	return func(give func(*T) error) error {
		for i := range list {
			if err := give(&list[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

// paged are the rows of a list that is read page by page: get returns the page
// before a place, 0 for the first, and where the next one lies, 0 for nowhere.
func paged[T any](get func(before int64) (page []T, next int64, err error)) rows[T] {
	return func(give func(*T) error) error {
		for before := int64(0); ; {
			page, next, err := get(before)
			if err == nil {
				err = these(page)(give)
			}
			if err != nil || next == 0 {
				return err
			}
			before = next
		}
	}
}

// pageRows is how many rows of a list are read at once.
const pageRows = 1000

// list adds the operation that downloads a whole list. of tells which things are
// meant, "" for all, and their rows.
func list[I, T any](a *API, o operation, of func(context.Context, *I) (only string, each rows[T], err error)) {
	name := o.ID
	o.Method, o.ID = http.MethodGet, "download"+title(o.ID)
	download(a, o, func(ctx context.Context, in *I) (string, writing, error) {
		only, each, err := of(ctx, in)
		if err != nil {
			return "", nil, err
		}
		asOf, err := a.asOf(in)
		if err != nil {
			return "", nil, err
		}
		return name + "-" + asOf.Format(time.DateOnly), func(path string) (int, error) {
			l := ask.ListingOf[T](asOf, only)
			return writeRows(path, l.Columns(), func(row func(...any) error) error {
				return each(func(of *T) error { return row(l.Row(of)...) })
			})
		}, nil
	})
}

// asOf is the moment that a request asks about: now, unless it says another.
func (a *API) asOf(in any) (time.Time, error) {
	now := a.Clock().UTC()
	terms, ok := in.(interface {
		Within(now time.Time) (sequence.Scope, error)
	})
	if !ok {
		return now, nil
	}
	of, err := terms.Within(now)
	return of.AsOf.UTC(), err
}

// tables adds the operations that download lists.
func (a *API) tables() {
	a.tablesOfData()
	a.tablesOfDocuments()
	list(a, operation{ID: "audit", Path: "/audit/table", Summary: "Download who did what", Tag: "Workspace", Action: people.ReadAudit}, a.auditTable)
	list(a, operation{ID: "people", Path: "/people/table", Summary: "Download who works in the workspace", Tag: "People", Action: people.ReadJourneys}, func(ctx context.Context, _ *struct{}) (string, rows[Person], error) {
		out, err := a.listPeople(ctx, nil)
		return "", these(out.Body.People), err
	})
	list(a, operation{ID: "notes", Path: "/notes/table", Summary: "Download what happened on which days", Tag: "Notes", Action: people.ReadJourneys}, func(ctx context.Context, _ *struct{}) (string, rows[Note], error) {
		out, err := a.listNotes(ctx, nil)
		return "", these(out.Body.Notes), err
	})
	list(a, operation{ID: "imports", Path: "/imports/table", Summary: "Download the list of imports", Tag: "Imports", Action: people.ImportData}, func(context.Context, *struct{}) (string, rows[importRow], error) {
		var list []importRow
		for _, i := range a.Uploads.List() {
			list = append(list, importRowOf(&i))
		}
		return "", these(list), nil
	})
	list(a, operation{ID: "importFiles", Path: "/imports/{id}/table", Summary: "Download what became of each file of an import", Tag: "Imports", Action: people.ImportData}, func(_ context.Context, in *ImportPath) (string, rows[fileRow], error) {
		i, err := a.Uploads.Import(in.ID)
		return "import " + string(in.ID), these(filesOf(&i)), err
	})
}

// auditTableInput says which entries of the audit are downloaded.
type auditTableInput struct {
	On string    `query:"on" doc:"Only what was done to this." example:"person:ada@example.com"`
	By people.ID `query:"by" doc:"Only what this person did."`
}

func (a *API) auditTable(ctx context.Context, in *auditTableInput) (string, rows[Entry], error) {
	var only []string
	if in.On != "" {
		only = append(only, "on "+in.On)
	}
	if in.By != "" {
		only = append(only, "by "+string(in.By))
	}
	return strings.Join(only, "; "), paged(func(before int64) ([]Entry, int64, error) {
		out, err := a.listAudit(ctx, &auditInput{Before: before, On: in.On, By: in.By, Limit: pageRows})
		return out.Body.Entries, out.Body.Next, err
	}), auth.From(ctx).Need(people.ReadAudit)
}

// importRow is an import as a table has it.
type importRow struct {
	ID         upload.ID     `json:"id"`
	State      upload.State  `json:"state"`
	By         string        `json:"by"`
	ReceivedAt time.Time     `json:"received_at"`
	StartedAt  *time.Time    `json:"started_at"`
	EndedAt    *time.Time    `json:"ended_at"`
	Files      string        `json:"files"`
	Bytes      int64         `json:"bytes"`
	Result     *ImportTotals `json:"result"`
	Problem    string        `json:"problem"`
}

// fileRow is what became of a file of an import as a table has it.
type fileRow struct {
	load.FileResult
	Reasons string `json:"reasons"`
}

// filesOf are the files of an import, none where nothing has become of them yet.
func filesOf(i *upload.Import) (out []fileRow) {
	if i.Result == nil {
		return nil
	}
	for _, f := range i.Result.Files {
		var why []string
		for _, reason := range slices.Sorted(maps.Keys(f.Reasons)) {
			why = append(why, fmt.Sprintf("%s: %d", reason, f.Reasons[reason]))
		}
		out = append(out, fileRow{f, strings.Join(why, ", ")})
	}
	return out
}

func importRowOf(i *upload.Import) importRow {
	r := importRow{ID: i.ID, State: i.State, By: i.By, ReceivedAt: i.ReceivedAt, StartedAt: i.StartedAt, EndedAt: i.EndedAt, Files: namesIn(i), Bytes: i.Bytes, Result: totalsOf(i)}
	if i.Problem != nil {
		r.Problem = i.Problem.Message
	}
	return r
}
