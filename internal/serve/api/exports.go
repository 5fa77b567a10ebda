// SPDX-License-Identifier: Apache-2.0

package api

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/table"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// formats are those of downloads, with their types.
var formats = map[string]string{
	"csv":     "text/csv; charset=utf-8",
	"xlsx":    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"parquet": "application/vnd.apache.parquet",
}

type formatKey struct{}

// rowsHeader says how many rows a table that is downloaded has.
const rowsHeader = "Wend-Rows"

// writing writes a table to a file, whose ending says how, and returns how many
// rows it has.
type writing func(path string) (rows int, err error)

// download adds an operation whose answer is a file. get tells its name, without
// ending, and how to write it.
func download[I any](a *API, o operation, get func(context.Context, *I) (string, writing, error)) {
	op := o.huma()
	content := map[string]*huma.MediaType{}
	for _, t := range formats {
		content[t] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	}
	op.Responses["200"] = &huma.Response{Description: "The table, to keep.", Content: content, Headers: map[string]*huma.Param{
		rowsHeader: {Description: "How many rows the table has.", Schema: &huma.Schema{Type: huma.TypeInteger}},
	}}
	op.Parameters = append(op.Parameters, &huma.Param{Name: "format", In: "query", Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"csv", "xlsx", "parquet"}, Default: "csv"}})
	op.Middlewares = append(op.Middlewares, func(ctx huma.Context, next func(huma.Context)) {
		next(huma.WithValue(ctx, formatKey{}, cmp.Or(ctx.Query("format"), "csv")))
	})
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		out, err := written(ctx, in, get)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
	worded(a.huma.OpenAPI().Paths[op.Path].Get.Parameters, reflect.TypeFor[I]())
}

// written writes a table to a file and answers with it, so that what arrives is
// whole or nothing.
func written[I any](ctx context.Context, in *I, get func(context.Context, *I) (string, writing, error)) (*huma.StreamResponse, error) {
	format, _ := ctx.Value(formatKey{}).(string)
	kind, ok := formats[format]
	if !ok {
		return nil, fault.New(fault.Invalid, "tables are not written as %q", format).WithRemedy("write format=csv, xlsx or parquet")
	}
	name, write, err := get(ctx, in)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "wend-table-*")
	if err != nil {
		return nil, fmt.Errorf("write table: %w", err)
	}
	path := filepath.Join(dir, "table."+format)
	rows, err := write(path)
	if err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer func() { _ = os.RemoveAll(dir) }()
		f, err := os.Open(path)
		if err != nil {
			hc.SetStatus(http.StatusInternalServerError)
			return
		}
		defer func() { _ = f.Close() }()
		if info, err := f.Stat(); err == nil {
			hc.SetHeader("Content-Length", strconv.FormatInt(info.Size(), 10))
		}
		hc.SetHeader(rowsHeader, strconv.Itoa(rows))
		hc.SetHeader("Content-Type", kind)
		hc.SetHeader("Content-Disposition", fmt.Sprintf("attachment; filename=%q", plainName(name)+"."+format))
		_, _ = io.Copy(hc.BodyWriter(), f) // who has gone needs no answer
	}}, nil
}

// plainName keeps of a file's name what every system takes.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, name)
}

// named is the name of a question's table: the journey, the question, the day.
func named(journey, question string, asOf time.Time) string {
	return strings.Join([]string{cmp.Or(journey, "events"), question, asOf.Format(time.DateOnly)}, "-")
}

func tableOperation(question string) operation {
	o := questionOperation(question, "Download the answer as a table")
	o.ID, o.Path = "download"+title(question), o.Path+"/table"
	return o
}

// tabled adds the operation that downloads the answer to a question.
func tabled[I, R, D any](a *API, name string, of func(*I) (Subject, asked[R, D])) {
	download(a, tableOperation(name), func(ctx context.Context, in *I) (string, writing, error) {
		subject, q := of(in)
		docs, err := a.subject(ctx, subject)
		if err != nil {
			return "", nil, err
		}
		out, err := q(ctx, a.Desk, docs)
		if err != nil {
			return "", nil, err
		}
		return named(subject.Journey, name, out.About.AsOf), out.Table().Write, nil
	})
}

// exports adds the operations that download what is no plain question.
func (a *API) exports() {
	download(a, tableOperation("scorecard"), a.cardTable)
	download(a, tableOperation("matrix"), func(ctx context.Context, in *matrixQuestion) (string, writing, error) {
		m, err := a.matrix(ctx, in)
		if err != nil {
			return "", nil, err
		}
		now := a.Clock().UTC()
		return named("journeys", "returns", now), ask.MatrixTable(m.Body, now).Write, nil
	})
	events := operation{ID: "downloadEvents", Method: http.MethodGet, Path: "/events/table", Summary: "Download events, in the order in which they came", Tag: "Events", Action: people.ExportCustomers}
	download(a, events, a.eventTable)
	customers := operation{ID: "downloadCustomers", Method: http.MethodGet, Path: "/customers/table", Summary: "Download the customers that a search finds", Tag: "Customers", Action: people.ExportCustomers}
	download(a, customers, a.customerTable)
}

// cardTable is the table of a scorecard, or of those of groups, or of two that
// are compared.
func (a *API) cardTable(ctx context.Context, in *scorecardQuestion) (string, writing, error) {
	docs, err := a.journeyOf(ctx, in.Subject)
	if err != nil {
		return "", nil, err
	}
	var t *ask.Table
	switch {
	case in.By != "" && in.Against != "":
		err = fault.New(fault.Invalid, "by and against are two questions").WithRemedy("ask one after the other")
	case in.By != "":
		var groups *scorecard.Groups
		if groups, err = in.Split(ctx, a.Desk, docs); err == nil {
			t = ask.CardsTable(groups)
		}
	case in.Against != "":
		both, err := a.comparison(ctx, in)
		if err != nil {
			return "", nil, err
		}
		t = ask.CardsTable(&scorecard.Groups{By: "group", Groups: []scorecard.Group{{Value: both.Body.A.Value, Card: both.Body.A.Answer}, {Value: both.Body.B.Value, Card: both.Body.B.Answer}}})
	default:
		var card *scorecard.Card
		if card, err = in.Ask(ctx, a.Desk, docs); err == nil {
			t = ask.CardTable(card)
		}
	}
	if err != nil {
		return "", nil, err
	}
	return named(in.Journey, "scorecard", a.Clock().UTC()), t.Write, nil
}

type eventTableInput struct {
	ask.Part
	Names    []string         `query:"name,explode" doc:"Only events of these names."`
	Customer event.CustomerID `query:"customer" doc:"Only events of this customer."`
}

// eventTable writes the events of a part of the log.
func (a *API) eventTable(ctx context.Context, in *eventTableInput) (string, writing, error) {
	sought := eventsInput{Part: in.Part, Names: in.Names, Customer: in.Customer}
	of, matchers, err := sought.part(ctx, a)
	if err != nil {
		return "", nil, err
	}
	if err := a.People.Note(ctx, auth.From(ctx), "events.export", "events", ofWhom(in)); err != nil {
		return "", nil, err
	}
	return "events-" + of.AsOf.UTC().Format(time.DateOnly), func(path string) (int, error) {
		return writeRows(path, ask.EventColumns(), func(row func(...any) error) error {
			return a.Log.Events(ctx, of, func(e *event.Entry) error {
				if len(matchers) > 0 && !slices.Contains(in.Names, e.Name) {
					return nil
				}
				return row(ask.EventRow(e)...)
			})
		})
	}, nil
}

// ofWhom says in the audit which events are meant, without a customer's id.
func ofWhom(in *eventTableInput) string {
	if in.Customer != "" {
		return "of customer:" + hidden(in.Customer)
	}
	return strings.Join(in.Names, ", ")
}

type customerTableInput struct {
	Text    string `query:"q" doc:"How the id begins, or what stands in a trait."`
	Segment string `query:"segment" doc:"Only customers who are in this segment now."`
}

// customerTable writes all customers that a search finds.
func (a *API) customerTable(ctx context.Context, in *customerTableInput) (string, writing, error) {
	q, now := ask.Customers{Text: in.Text, Segment: in.Segment}, a.Clock().UTC()
	detail := ""
	if in.Segment != "" {
		detail = "segment " + in.Segment // what was searched for may be somebody's name
	}
	if err := a.People.Note(ctx, auth.From(ctx), "customers.export", "customers", detail); err != nil {
		return "", nil, err
	}
	return "customers-" + now.Format(time.DateOnly), func(path string) (int, error) {
		return writeRows(path, ask.CustomerColumns(), func(row func(...any) error) error {
			return q.Each(ctx, a.Desk, func(k *ask.Known) error { return row(ask.CustomerRow(now, q.Words(), k)...) })
		})
	}, nil
}

// writeRows writes a table whose rows come one after the other, and returns how
// many they are.
func writeRows(path string, columns []table.Column, each func(row func(...any) error) error) (int, error) {
	f, err := table.Create(path, columns)
	if err != nil {
		return 0, err
	}
	if err := each(f.Row); err != nil {
		f.Discard()
		return 0, err
	}
	return f.Rows(), f.Close()
}
