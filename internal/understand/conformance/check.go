// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Options say how instances are compared with a model. The zero value is fine.
type Options struct {
	Whole    bool                             // every instance is taken as over
	Accept   []Accepted                       // deviations that are counted apart
	Variants int                              // how many of the most frequent variants are listed with their alignments
	MaxNodes int                              // explored at most for one alignment; 0: DefaultNodes (and never more than 262,144 states of the model)
	Score    func(i int) (v float64, ok bool) // satisfaction with an instance, all on one scale; called by one goroutine; nil: none is known
	Cache    *Cache                           // remembers models and alignments; nil: none
	Brief    bool                             // leave out what goes along with deviations
}

// checking is a comparison under way.
type checking struct {
	*gathered
	m        *Model
	o        *Options
	kinds    *kinds
	allowed  []int               // by kind; -1: any number
	aligners map[uint64]*Aligner // by required parts
	deviates [][]deviates        // by variant, of those over
}

// Check aligns the selected instances with a model, each variant once, on all
// cores. The model's labels are ids of steps. It fails with the context's error,
// and where no way leads through the model.
//
//	design view → pay → get; u: view pay get, v: view get  →  1 of 2 fit, fitness
//	(1 + 0.8) ÷ 2, 1 deviation: pay missing in 1 of 2
func Check(ctx context.Context, x *sequence.Instances, m *Model, o Options) (*Result, error) {
	c, err := checked(ctx, x, m, &o)
	if err != nil {
		return nil, err
	}
	out := c.sumUp()
	if err := c.associate(ctx, out); err != nil {
		return nil, err
	}
	return out, nil
}

// checked aligns the selected instances with a model.
func checked(ctx context.Context, x *sequence.Instances, m *Model, o *Options) (*checking, error) {
	c := &checking{m: m, o: o, kinds: kindsOf(m, x.Plan), aligners: map[uint64]*Aligner{}}
	var err error
	if c.allowed, err = c.kinds.allow(o.Accept); err != nil {
		return nil, err
	}
	if c.gathered, err = gather(ctx, x, m, o.Whole); err != nil {
		return nil, err
	}
	if err := c.prepare(ctx); err != nil {
		return nil, err
	}
	return c, c.align(ctx)
}

// prepare makes an aligner for each form of the design that occurs.
func (c *checking) prepare(ctx context.Context) error {
	if err := c.aligner(ctx, 0); err != nil {
		return err
	}
	for i := range c.variants {
		if err := c.aligner(ctx, c.variants[i].required); err != nil {
			return err
		}
	}
	return nil
}

func (c *checking) aligner(ctx context.Context, required uint64) (err error) {
	if c.aligners[required] != nil {
		return nil
	}
	m, bound := c.m.form(required), cmp.Or(c.o.MaxNodes, DefaultNodes)
	if c.o.Cache != nil {
		c.aligners[required], err = c.o.Cache.Aligner(ctx, m, bound)
	} else {
		c.aligners[required], err = newAligner(ctx, m, bound)
	}
	return err
}

// align aligns every variant, and sorts out what deviates.
func (c *checking) align(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	c.deviates = make([][]deviates, len(c.variants))
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, min(runtime.GOMAXPROCS(0), len(c.variants)/16)) {
		group.Go(func() {
			w := worker{c: c, engines: map[uint64]engine{}}
			defer w.release()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(c.variants) {
					return
				}
				if err := w.align(ctx, i); err != nil {
					cancel(err)
				}
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}

// worker aligns variants, one at a time.
type worker struct {
	c       *checking
	engines map[uint64]engine
	path    []int32
}

func (w *worker) align(ctx context.Context, i int) (err error) {
	c, v := w.c, &w.c.variants[i]
	a := c.aligners[v.required]
	if w.engines[v.required] == nil {
		w.engines[v.required] = a.take()
	}
	e := w.engines[v.required]
	w.path = w.path[:0]
	from, to := c.x.Visits(int(v.first))
	for k := from; k < to; k++ {
		w.path = append(w.path, c.kinds.label[c.x.Step(k)])
	}
	if v.ongoing > 0 {
		if v.begun, err = a.find(ctx, e, w.path, true); err != nil {
			return err
		}
	}
	if v.over > 0 {
		if v.ended, err = a.find(ctx, e, w.path, false); err != nil {
			return err
		}
		c.deviates[i] = c.kinds.of(v.ended, c.x, v.first)
	}
	return nil
}

// release gives the engines back.
func (w *worker) release() {
	for required, e := range w.engines {
		w.c.aligners[required].idle.Put(e)
	}
}

// sumUp adds the variants up, in their order.
func (c *checking) sumUp() *Result {
	base := c.aligners[0]
	out := &Result{Variants: len(c.variants), Shortest: base.Shortest(), Approximate: Approximate{Shortest: base.approximate}}
	var over, ongoing sums
	for i := range c.variants {
		v := &c.variants[i]
		if v.over > 0 {
			c.add(&over, &out.Approximate, v, v.over, v.ended, c.deviates[i])
		}
		if v.ongoing > 0 {
			c.add(&ongoing, &out.Approximate, v, v.ongoing, v.begun, c.kinds.of(v.begun, c.x, v.first))
		}
		if v.over > 0 && v.ended.least < len(v.ended.marks) || v.ongoing > 0 && v.begun.least < len(v.begun.marks) {
			out.Approximate.Variants++
		}
	}
	out.Fit, out.Ongoing = over.fit(), ongoing.fit()
	c.byStep(out)
	out.Top = c.top()
	return out
}

// add takes n instances of a variant in, with what deviates in each.
func (c *checking) add(s *sums, far *Approximate, v *variant, n int, f *found, list []deviates) {
	a := c.aligners[v.required]
	from, to := c.x.Visits(int(v.first))
	all, accepted := c.deviations(f, list)
	s.add(n, a.Fitness(to-from, all), a.Fitness(to-from, all-accepted), all, accepted)
	if f.least < all {
		far.Instances += n
		far.Excess += n * (all - f.least)
	}
}

// deviations counts those of an alignment, and the accepted ones among them.
func (c *checking) deviations(f *found, list []deviates) (all, accepted int) {
	for _, d := range list {
		accepted += c.accepted(d)
	}
	return len(f.marks), accepted
}

// accepted is how many deviations of a kind are accepted in one path.
func (c *checking) accepted(d deviates) int {
	if most := c.allowed[d.kind]; most >= 0 {
		return min(d.n, most)
	}
	return d.n
}

// byStep counts deviations by class and by step. The steps with most of them come
// first, equals by name.
func (c *checking) byStep(out *Result) {
	occurrences := make([]int, c.kinds.len())
	for i, list := range c.deviates {
		for _, d := range list {
			occurrences[d.kind] += d.n * c.variants[i].over
		}
	}
	for _, p := range c.profiles {
		for _, d := range c.failures(p) {
			occurrences[d.kind] += d.n * p.over
		}
	}
	out.Classes, out.BySteps = map[Class]int{Missing: 0, OutOfOrder: 0, AdHoc: 0, Failed: 0}, []StepDeviates{}
	steps := map[journey.StepID]*StepDeviates{}
	for kind, n := range occurrences {
		if n > 0 {
			out.Classes[c.kinds.class(kind)] += n
			id := c.kinds.step(kind)
			if steps[id] == nil {
				steps[id] = &StepDeviates{Step: id}
			}
			*steps[id].of(c.kinds.class(kind)) += n
		}
	}
	for _, s := range steps {
		out.BySteps = append(out.BySteps, *s)
	}
	slices.SortFunc(out.BySteps, func(a, b StepDeviates) int {
		return cmp.Or(cmp.Compare(b.all(), a.all()), cmp.Compare(a.Step, b.Step))
	})
}

func (s *StepDeviates) of(c Class) *int {
	switch c {
	case Missing:
		return &s.Missing
	case OutOfOrder:
		return &s.OutOfOrder
	case AdHoc:
		return &s.AdHoc
	}
	return &s.Failed
}

func (s StepDeviates) all() int { return s.Missing + s.OutOfOrder + s.AdHoc }
