// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
)

// lineage is what instances share with those that were refreshed from them: the
// memory of their columns. Only the newest may append behind itself.
type lineage struct {
	tip    int // instances that the newest has
	values *dictionary
}

// Refresh returns instances that know also what came to the log since x was
// read, and what has changed about some customers (an erasure, a split). Only
// customers whom that touches are formed anew; x stays as it is for those who
// read it.
func (x *Instances) Refresh(ctx context.Context, log Log, changed ...uint32) (*Instances, error) {
	if x.people != nil { // whoever joins an account moves the visits of others
		return Build(ctx, log, x.Plan, x.Question)
	}
	if len(changed) == 0 {
		now, err := log.Visits(ctx, Selection{}, func(*Visits) error { return nil })
		if err != nil || now == x.Position {
			return x, err
		}
	}
	x.lineage.values.mu.Lock()
	defer x.lineage.values.mu.Unlock()
	r := &refresh{builder: builder{log: log, plan: x.Plan, q: x.Question, values: x.lineage.values, members: x.members, o: Options{Progress: func(int) {}}}, old: x}
	if err := r.changes(ctx, changed); err != nil {
		return nil, err
	}
	if len(r.touched) == 0 {
		if r.until == x.Position {
			return x, nil
		}
		out := *x
		out.Position, out.until = r.until, x.Question.AsOf.UnixMicro()
		out.keepNothing()
		return &out, nil
	}
	if err := r.gather(ctx); err != nil {
		return nil, err
	}
	return r.apply(ctx)
}

// refresh forms some customers anew.
type refresh struct {
	builder
	old     *Instances
	news    *arrivals           // visits that are new
	fresh   []visitBy           // they, by customer
	touched []uint32            // customers, ascending
	reread  map[uint32]struct{} // of these, those who must be read from the log
	runs    []run               // by touched customer: the instances they have so far
	visits  [][]visit           // and all their visits
	first   int64
	grain   int64
}

// visitBy is a visit of somebody.
type visitBy struct {
	visit
	customer uint32
}

// byCustomer are the visits that arrived, those of a customer together.
func (a *arrivals) byCustomer() []visitBy {
	out := make([]visitBy, 0, a.total)
	for k, crowd := range a.crowds {
		from := len(out)
		for _, at := range crowd.sheets {
			for i, v := range a.sheets[at].visits {
				out = append(out, visitBy{visit{time: v.time, at: at<<sheetBits | uint32(i), class: v.class, own: v.own}, uint32(k)<<crowdBits + uint32(v.customer)})
			}
		}
		slices.SortFunc(out[from:], func(a, b visitBy) int { return cmp.Compare(a.customer, b.customer) })
	}
	return out
}

// visitsOf takes the visits of a customer off the front of a list by customer, and of those
// before.
func visitsOf(list []visitBy, customer uint32, into []visit) (of []visit, rest []visitBy) {
	of = into[:0]
	for len(list) > 0 && list[0].customer <= customer {
		if list[0].customer == customer {
			of = append(of, list[0].visit)
		}
		list = list[1:]
	}
	return of, list
}

// changes finds out what is new and whom it touches.
func (r *refresh) changes(ctx context.Context, changed []uint32) error {
	s := r.plan.selection(r.q)
	s.After = r.old.Position
	news, err := r.plan.read(ctx, r.log, s, nil, r.values, func(int) {})
	if err != nil {
		return err
	}
	r.news, r.until, r.fresh = news, news.position, news.byCustomer()
	r.reread = map[uint32]struct{}{}
	for _, v := range r.fresh {
		r.touched = append(r.touched, v.customer)
	}
	touch := func(c uint32, again bool) {
		if again {
			r.reread[c] = struct{}{}
		}
		r.touched = append(r.touched, c)
	}
	for _, c := range changed {
		touch(c, true)
	}
	if r.until > r.old.Position {
		since := Selection{After: r.old.Position, Upto: r.until, Until: r.q.AsOf.UnixMicro()}
		if r.members, err = r.members.again(ctx, r.log, since, touch); err != nil {
			return err
		}
	}
	slices.Sort(r.touched)
	r.touched = slices.Compact(r.touched)
	return nil
}

// gather collects all visits of the touched customers: from the instances they
// stand in where these tell enough, else from the log.
func (r *refresh) gather(ctx context.Context) error {
	r.first, r.grain = r.old.origin, r.old.Unit
	r.note(r.news)
	again := r.recall()
	if len(again) == 0 {
		return nil
	}
	s := r.plan.selection(r.q)
	s.Upto = r.until
	for _, k := range again {
		s.Of = append(s.Of, CustomerNo(r.touched[k]))
	}
	var err error
	if len(r.reread) > 0 { // they may have said less than is known
		if r.members, err = r.members.again(ctx, r.log, Selection{Of: s.Of, Upto: r.until, Until: s.Until}, nobody); err != nil {
			return err
		}
	}
	a, err := r.plan.read(ctx, r.log, s, nil, r.values, func(int) {})
	if err != nil {
		return err
	}
	r.note(a)
	rest, order, shift := a.byCustomer(), a.order(r.plan), r.news.join(a)
	for _, k := range again {
		r.visits[k], rest = visitsOf(rest, r.touched[k], nil)
		slices.SortFunc(r.visits[k], order)
		for i := range r.visits[k] {
			r.visits[k][i].at += shift
		}
	}
	return nil
}

// recall finds what the touched customers' instances tell, on all cores, and returns the
// places of those about whom they do not tell enough.
func (r *refresh) recall() (again []int) {
	r.runs, r.visits = make([]run, len(r.touched)), make([][]visit, len(r.touched))
	workers := runtime.GOMAXPROCS(0)
	if r.old.key != nil { // keys are kept where new ones arrive
		workers = 1
	}
	lists := make([][]int, workers)
	recall := r.old.recaller(r.news)
	var group sync.WaitGroup
	for w := range workers {
		from, to := len(r.touched)*w/workers, len(r.touched)*(w+1)/workers
		group.Go(func() { lists[w] = r.recallSome(from, to, recall) })
	}
	group.Wait()
	return slices.Concat(lists...)
}

// recallSome is recall for some of the touched customers.
func (r *refresh) recallSome(from, to int, with recaller) (again []int) {
	if from == to {
		return nil
	}
	first, _ := slices.BinarySearchFunc(r.fresh, r.touched[from], func(v visitBy, c uint32) int { return cmp.Compare(v.customer, c) })
	rest, news := r.fresh[first:], []visit(nil)
	for k := from; k < to; k++ {
		c := r.touched[k]
		news, rest = visitsOf(rest, c, news)
		r.runs[k].from, r.runs[k].to = r.old.Of(c)
		if _, must := r.reread[c]; !must {
			if all, ok := with.recall(r.runs[k], news); ok {
				r.visits[k] = all
				continue
			}
		}
		again = append(again, k)
	}
	return again
}

// join puts others behind a and returns how far their places move.
func (a *arrivals) join(o *arrivals) (shift uint32) {
	shift = uint32(len(a.sheets)) << sheetBits
	a.sheets = append(a.sheets, o.sheets...)
	a.undated, a.acted, a.last = a.undated || o.undated, a.acted || o.acted, max(a.last, o.last)
	return shift
}

// note keeps the unit and the earliest time that visits need.
func (r *refresh) note(a *arrivals) {
	if a.total > 0 {
		r.first, r.grain = min(r.first, a.first), min(r.grain, a.grain)
	}
}

// apply appends the touched customers' instances and strikes out the former ones.
func (r *refresh) apply(ctx context.Context) (*Instances, error) {
	out := r.old.fork()
	out.Position, out.members, out.read, out.until = r.until, r.members, max(out.read, r.news.last), r.q.AsOf.UnixMicro()
	in, none := &arranged{list: r.touched, starts: make([]uint32, 1, len(r.touched)+1)}, map[uint32]int{}
	for k, c := range r.touched {
		for i := r.runs[k].from; i < r.runs[k].to; i++ {
			out.dead.Add(i)
		}
		if n := out.loose.of(c); n > 0 {
			out.Unassigned, none[c] = out.Unassigned-n, 0
		}
		in.visits = append(in.visits, r.visits[k]...)
		in.starts = append(in.starts, uint32(len(in.visits)))
	}
	out.loose = out.loose.with(none)
	r.into = out
	if err := r.form(ctx, r.news, in.inList(runtime.GOMAXPROCS(0)), r.first, r.grain); err != nil {
		return nil, err
	}
	out, err := out.tidied()
	if err != nil {
		return nil, err
	}
	out.lineage.tip = out.Len()
	out.derive()
	return out, nil
}

// fork copies x so that instances can be appended. Where others were appended
// behind x before, the columns are copied too.
func (x *Instances) fork() *Instances {
	out := *x
	out.blocks, out.Manners = slices.Clone(x.blocks), slices.Clone(x.Manners)
	out.dead = x.dead.upTo(x.Len())
	if x.narrow != nil {
		c := *x.narrow
		out.narrow = &c
	} else {
		c := *x.wide
		out.wide = &c
	}
	if x.lineage.tip == x.Len() {
		return &out
	}
	out.lineage = &lineage{values: x.lineage.values}
	out.rows = x.rows.clip()
	out.narrow.clip()
	out.wide.clip()
	return &out
}
