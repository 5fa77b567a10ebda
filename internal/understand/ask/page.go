// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Page says which of the instances behind a number are listed.
type Page struct {
	Limit int    `query:"limit" help:"How many instances to list." default:"50"`
	After string `query:"after" help:"Go on behind this place: next of the answer before." placeholder:"PLACE"`

	roll *Roll // takes in all of them; nil: nobody asks for that
}

// mostListed bounds one answer.
const mostListed = 1000

// Listed is an instance, for people to look at.
type Listed struct {
	Customer  event.CustomerID `json:"customer"`
	Instance  int              `json:"instance"`        // the customer's n-th
	Value     string           `json:"value,omitempty"` // of instance.by
	Start     time.Time        `json:"start"`
	Last      time.Time        `json:"last"`
	Completed *time.Time       `json:"completed,omitempty"`
	Outcome   string           `json:"outcome"`
	At        journey.StepID   `json:"at"` // the step visited last
	AtTitle   string           `json:"at_title,omitempty"`
	Visits    int              `json:"visits"`
}

// standing is what was found behind a number.
type standing struct {
	x     *sequence.Instances
	set   sequence.Set
	what  string
	per   string // "": instance
	times int    // see Standing
	asked period // that was asked about, where x is of all time

	step, title string // see Standing
}

// about says what the list is about.
func (f *standing) about(docs *workspace.Documents) About {
	a := aboutOf(f.x, docs)
	if !f.asked.from.IsZero() {
		a.Filter.From = &f.asked.from
	}
	if !f.asked.to.IsZero() {
		a.Filter.To = &f.asked.to
	}
	return a
}

// list lists what is found behind a number.
func (p *Page) list(ctx context.Context, d *Desk, docs *workspace.Documents, find func() (*standing, error)) (*Standing, error) {
	if p.Limit < 1 || p.Limit > mostListed {
		return nil, fault.New(fault.Invalid, "limit %d: %d instances are listed at most", p.Limit, mostListed).WithRemedy("ask for the next with after")
	}
	after, err := parsePlace(p.After)
	if err != nil {
		return nil, err
	}
	f, err := find()
	if err != nil {
		return nil, err
	}
	if p.roll != nil {
		p.roll.fill(d, docs, f)
	}
	out := &Standing{About: f.about(docs), What: f.what, Step: f.step, StepTitle: f.title, Times: f.times, Instances: []Listed{}}
	out.Per = cmp.Or(f.per, "instance")
	page := p.choose(f.x, f.set, after, out)
	if err := d.list(ctx, f.x, page, out); err != nil {
		return nil, err
	}
	if n := len(page); n == p.Limit {
		out.Next = placeOf(f.x, page[n-1]).String()
	}
	return out, nil
}

// place is where an instance stands in a list: behind those that started later.
type place struct {
	start     int64 // microseconds UTC
	customer  uint32
	iteration int
}

// String writes a place so that parsePlace reads it.
func (p *place) String() string {
	return fmt.Sprintf("%d.%d.%d", p.start, p.customer, p.iteration)
}

// parsePlace reads a place; "" is the beginning, nil.
func parsePlace(text string) (*place, error) {
	if text == "" {
		return nil, nil
	}
	var p place
	if n, err := fmt.Sscanf(strings.ReplaceAll(text, ".", " "), "%d %d %d", &p.start, &p.customer, &p.iteration); err != nil || n != 3 {
		return nil, fault.New(fault.Invalid, "after %q is no place in a list", text).WithRemedy("send back what next of the answer before says")
	}
	return &p, nil
}

func placeOf(x *sequence.Instances, i int) *place {
	from, _ := x.Of(x.Customer(i))
	return &place{x.Start(i), x.Customer(i), i - from + 1}
}

// compare orders places.
func (p *place) compare(o *place) int {
	return cmp.Or(cmp.Compare(o.start, p.start), cmp.Compare(p.customer, o.customer), cmp.Compare(p.iteration, o.iteration))
}

// choose counts what was chosen and picks the first instances behind a place, in
// one pass.
func (p *Page) choose(x *sequence.Instances, chosen sequence.Set, after *place, out *Standing) (page []int) {
	var places []*place // of page, in order
	last := uint32(0)
	for i := range x.Len() {
		if !chosen.Has(i) {
			continue
		}
		out.N++
		if c := x.Customer(i); c != last {
			out.Customers, last = out.Customers+1, c
		}
		if start := x.Start(i); len(places) == p.Limit && start < places[p.Limit-1].start || after != nil && start > after.start {
			continue
		}
		here := placeOf(x, i)
		if after != nil && here.compare(after) <= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(places, here, (*place).compare)
		places, page = slices.Insert(places, at, here), slices.Insert(page, at, i)
		if len(places) > p.Limit {
			places, page = places[:p.Limit], page[:p.Limit]
		}
	}
	return page
}

// list describes instances.
func (d *Desk) list(ctx context.Context, x *sequence.Instances, page []int, out *Standing) error {
	numbers := make([]sequence.CustomerNo, len(page))
	for k, i := range page {
		numbers[k] = sequence.CustomerNo(x.Customer(i))
	}
	ids, err := d.Log.Customers(ctx, numbers)
	if err != nil {
		return err
	}
	for k, i := range page {
		l := listed(x, i)
		l.Customer = ids[k]
		out.Instances = append(out.Instances, l)
	}
	return nil
}

// listed describes an instance, but for whose it is.
func listed(x *sequence.Instances, i int) Listed {
	first, _ := x.Of(x.Customer(i))
	from, to := x.Visits(i)
	at := &x.Plan.Steps[x.Step(to-1)]
	l := Listed{
		Instance: i - first + 1, Value: x.Value(i), Start: time.UnixMicro(x.Start(i)).UTC(), Last: time.UnixMicro(x.End(i)).UTC(), Outcome: x.Outcome(i).String(),
		At: at.ID, AtTitle: at.Title, Visits: to - from,
	}
	if c := x.Completed(i); c != sequence.None {
		done := time.UnixMicro(c).UTC()
		l.Completed = &done
	}
	return l
}
