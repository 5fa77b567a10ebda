// SPDX-License-Identifier: Apache-2.0

package returns

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"
	"sync"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Matrix tells how customers went on from each of several journeys to each:
//
//	{"within_s": 7776000, "rows": [
//	  {"from": "get-help", "any": {"completed": 90, "returned": 41, …},
//	   "to": [{"to": "get-help", "completed": 90, "returned": 12, …},
//	          {"to": "buy-online", "completed": 90, "returned": 35, …}]}, …]}
type Matrix struct {
	WithinS float64 `json:"within_s"` // the horizon of every rate
	Rows    []Row   `json:"rows"`     // in the order of the journeys given
}

// Row tells how customers went on from a journey that they completed.
type Row struct {
	From journey.ID `json:"from"`
	Any  Rate       `json:"any"` // to whichever of the journeys came first
	To   []Cell     `json:"to"`
}

// Cell tells how they went on to one journey. A customer may go on to several.
type Cell struct {
	To journey.ID `json:"to"`
	Rate
}

// Between tells, from each of the journeys to each, how many completed instances
// were followed by a new one. All must be read from the same log, as of the same
// moment. Rates look as far as the Spec says; with no horizon, as long as a tenth
// of all completed instances were watched, and within 365 days. Where a journey
// is of accounts, a person counts as their account in all.
//
//	help: u done@1d; shop: u view@3d  →  help → shop: 1 completed, 1 returned after 2 d
func Between(ctx context.Context, list []*sequence.Instances, s Spec) (*Matrix, error) {
	sides, err := sidesOf(ctx, list)
	if err != nil {
		return nil, err
	}
	return matrix(list, sides, s), nil
}

// sidesOf looks at all journeys.
func sidesOf(ctx context.Context, list []*sequence.Instances) ([]*side, error) {
	sides := make([]*side, len(list))
	owner := accounts(list)
	var group sync.WaitGroup
	for i, x := range list {
		if !x.Question.AsOf.Equal(list[0].Question.AsOf) {
			return nil, errors.New("returns between journeys: they are asked as of different moments")
		}
		group.Go(func() { sides[i] = sideOf(ctx, x, owner) })
	}
	group.Wait()
	return sides, ctx.Err()
}

// accounts tells under which number a person counts.
func accounts(list []*sequence.Instances) func(uint32) uint32 {
	i := slices.IndexFunc(list, func(x *sequence.Instances) bool { return x.Plan.Journey.Grain == journey.Account })
	if i < 0 {
		return func(person uint32) uint32 { return person }
	}
	return list[i].Owner
}

// side is a journey seen from both its ends. Both lists are in the order of
// customers.
type side struct {
	done  []completed
	begun []begun
}

// completed is the end of an instance.
type completed struct {
	customer uint32
	instance uint32
	moment
}

// begun is the beginning of an instance.
type begun struct {
	customer uint32
	start    int64
	again    moment // when the customer came by themselves in this or any later one
}

// sideOf looks at all instances of a journey.
func sideOf(ctx context.Context, x *sequence.Instances, owner func(uint32) uint32) *side {
	s, k, live := &side{}, newKernel(x.Plan), x.Ask(sequence.Question{})
	for i := range x.Len() {
		if i%(1<<15) == 0 && ctx.Err() != nil {
			return s
		}
		if !live.Has(i) {
			continue
		}
		c := owner(x.Customer(i))
		s.begun = append(s.begun, begun{c, x.Start(i), k.own(x, i)})
		if v := x.Completion(i); v >= 0 && x.Has(i) {
			s.done = append(s.done, completed{c, uint32(i), moment{x.Time(i, v), x.Undated(v)}})
		}
	}
	s.order()
	return s
}

// own is byThemselves of either layout.
func (k *kernel) own(x *sequence.Instances, i int) moment {
	if c := x.Narrow(); c != nil {
		return byThemselves(k.active, c, x, i)
	}
	return byThemselves(k.active, x.Wide(), x, i)
}

// order puts both lists in order, and looks ahead.
func (s *side) order() {
	byDone := func(a, b completed) int { return cmp.Compare(a.customer, b.customer) }
	byStart := func(a, b begun) int {
		return cmp.Or(cmp.Compare(a.customer, b.customer), cmp.Compare(a.start, b.start))
	}
	if !slices.IsSortedFunc(s.done, byDone) {
		slices.SortStableFunc(s.done, byDone)
	}
	if !slices.IsSortedFunc(s.begun, byStart) {
		slices.SortStableFunc(s.begun, byStart)
	}
	for i := len(s.begun) - 2; i >= 0; i-- {
		if s.begun[i].customer == s.begun[i+1].customer {
			s.begun[i].again = earlier(s.begun[i].again, s.begun[i+1].again)
		}
	}
}

// after finds what followed each completed instance of s in another journey.
func (s *side) after(o *side, now int64) []followed {
	out := make([]followed, 0, len(s.done))
	from, to := 0, 0
	for i, d := range s.done {
		if i == 0 || d.customer != s.done[i-1].customer {
			from, to = o.of(d.customer, to)
		}
		f := followed{watched: now - d.time, undated: d.undated}
		later := from + sort.Search(to-from, func(n int) bool { return o.begun[from+n].start > d.time })
		if later < to {
			f.fate = reminded
			if at := o.begun[later].again; at.time != sequence.None {
				f.fate, f.after, f.undated = returned, at.time-d.time, d.undated || at.undated
			}
		}
		out = append(out, f)
	}
	return out
}

// of is the range of what a customer began, which is not before a place.
func (s *side) of(customer uint32, before int) (from, to int) {
	for from = before; from < len(s.begun) && s.begun[from].customer < customer; from++ {
	}
	for to = from; to < len(s.begun) && s.begun[to].customer == customer; to++ {
	}
	return from, to
}

// matrix crosses all sides.
func matrix(list []*sequence.Instances, sides []*side, s Spec) *Matrix {
	m := &Matrix{WithinS: s.Horizon.Seconds(), Rows: []Row{}}
	if m.WithinS <= 0 {
		m.WithinS = commonHorizon(list, sides)
	}
	for i, x := range list {
		row := Row{From: x.Plan.Journey.ID, To: []Cell{}}
		var whichever []followed
		for k, o := range list {
			cell := sides[i].after(sides[k], x.Question.AsOf.UnixMicro())
			row.To = append(row.To, Cell{o.Plan.Journey.ID, rateOf(cell, m.WithinS)})
			whichever = first(whichever, cell)
		}
		row.Any = rateOf(whichever, m.WithinS)
		m.Rows = append(m.Rows, row)
	}
	return m
}

// commonHorizon is how far all rates look where nothing else is said.
func commonHorizon(list []*sequence.Instances, sides []*side) float64 {
	var all []followed
	for i, s := range sides {
		for _, d := range s.done {
			all = append(all, followed{watched: list[i].Question.AsOf.UnixMicro() - d.time, undated: d.undated})
		}
	}
	return min(tenth(all), (365 * day).Seconds())
}

// first joins what followed the same instances in several journeys: the return
// that came first, else a reminder in any. It keeps the first list.
func first(known, more []followed) []followed {
	if known == nil {
		return more
	}
	for i, f := range more {
		if was := &known[i]; f.fate > was.fate || f.fate == returned && f.after < was.after {
			*was = f
		}
	}
	return known
}
