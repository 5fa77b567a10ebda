// SPDX-License-Identifier: Apache-2.0

package naive

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// FunnelSpec is what a funnel is, by the names of steps.
type FunnelSpec struct {
	Steps       [][]string
	Optional    []bool // by step
	Order       string // ordered, strict or unordered
	Window      int64  // microseconds
	PerCustomer bool
	From, To    int64 // entries in [From, To)
	Exclusions  []FunnelExclusion
}

// FunnelExclusion are steps that spoil chains between two steps of the funnel.
type FunnelExclusion struct {
	Steps    []string
	From, To int
}

// FunnelMoment is when a step of a funnel was reached.
type FunnelMoment struct {
	Step    int
	Time    int64
	Undated bool
}

// Funnelled is an actor who entered a funnel: since when, in which instance, and
// the steps of the chain that counts.
type Funnelled struct {
	Entry    int64
	Instance int
	Excluded bool
	Reached  []FunnelMoment
}

// funnelVisit is a visit as a funnel sees it.
type funnelVisit struct {
	time     int64
	instance int
	serves   []int // steps of the funnel
	spoils   []int // last steps of the chains it spoils
	entry    bool
	undated  bool
}

// Funnel follows every actor and tells how far each came.
func Funnel(x *sequence.Instances, s *FunnelSpec) (out []Funnelled) {
	for _, visits := range funnelActors(x, s) {
		var f Funnelled
		if s.Order == "unordered" {
			f = s.unordered(visits)
		} else {
			f = s.ordered(visits)
		}
		if first := slices.IndexFunc(visits, s.begins); first >= 0 {
			f.Entry, f.Instance = visits[first].time, visits[first].instance
			out = append(out, f)
		}
	}
	return out
}

// begins reports whether a chain may begin with a visit.
func (s *FunnelSpec) begins(v funnelVisit) bool {
	return v.entry && (slices.Contains(v.serves, 0) || s.Order == "unordered" && len(v.serves) > 0)
}

// funnelActors collects the visits of every actor.
func funnelActors(x *sequence.Instances, s *FunnelSpec) (out [][]funnelVisit) {
	of := map[uint32]int{}
	for i := range x.Len() {
		if from, to := x.Of(x.Customer(i)); i < from || i >= to || !s.PerCustomer && !x.Has(i) {
			continue
		}
		at, known := of[x.Customer(i)]
		if !known || !s.PerCustomer {
			at = len(out)
			out, of[x.Customer(i)] = append(out, nil), at
		}
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			one := s.visit(string(x.Plan.Steps[x.Step(v)].ID), x.Time(i, v))
			one.instance, one.undated = i, x.Undated(v)
			one.entry = one.entry && x.Has(i)
			out[at] = append(out[at], one)
		}
	}
	for _, visits := range out {
		slices.SortStableFunc(visits, func(a, b funnelVisit) int {
			early := func(v funnelVisit) int {
				if v.entry {
					return 0
				}
				return 1
			}
			return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(early(a), early(b)))
		})
	}
	return out
}

func (s *FunnelSpec) visit(step string, time int64) funnelVisit {
	v := funnelVisit{time: time, entry: s.From <= time && time < s.To}
	for k, names := range s.Steps {
		if slices.Contains(names, step) {
			v.serves = append(v.serves, k)
		}
	}
	for _, e := range s.Exclusions {
		for k := e.From; k < e.To && slices.Contains(e.Steps, step); k++ {
			if !slices.Contains(v.spoils, k) {
				v.spoils = append(v.spoils, k)
			}
		}
	}
	slices.Sort(v.spoils)
	return v
}

func alike(a, b funnelVisit) bool {
	return slices.Equal(a.serves, b.serves) && slices.Equal(a.spoils, b.spoils)
}

// attempt is a chain: where it is and how it came there.
type attempt struct {
	path   []FunnelMoment
	start  int64
	spoilt bool
}

func (a *attempt) step() int {
	if len(a.path) == 0 {
		return -1
	}
	return a.path[len(a.path)-1].Step
}

// funnelling follows one actor through a funnel with an order.
type funnelling struct {
	*FunnelSpec
	live []attempt
	best *attempt // the first that came furthest
}

// ordered splits visits into what happened at one time: visits alike one after the
// other, others together.
func (s *FunnelSpec) ordered(visits []funnelVisit) Funnelled {
	f := &funnelling{FunnelSpec: s}
	relevant := slices.Clone(visits)
	if s.Order != "strict" {
		relevant = slices.DeleteFunc(relevant, func(v funnelVisit) bool { return len(v.serves)+len(v.spoils) == 0 })
	}
	for len(relevant) > 0 && !f.done() {
		n := 1
		for n < len(relevant) && relevant[n].time == relevant[0].time {
			n++
		}
		tie := relevant[:n]
		relevant = relevant[n:]
		same := !slices.ContainsFunc(tie, func(v funnelVisit) bool { return !alike(v, tie[0]) })
		serve := slices.ContainsFunc(tie, func(v funnelVisit) bool { return len(v.serves) > 0 })
		if !same && serve {
			f.move(tie)
			continue
		}
		for _, v := range tie {
			f.spoil(v)
			f.move([]funnelVisit{v})
			if s.Order == "strict" {
				f.live = slices.DeleteFunc(f.live, func(a attempt) bool { return !slices.Contains(v.serves, a.step()) })
			}
		}
	}
	switch {
	case f.best == nil:
		return Funnelled{}
	case f.best.spoilt:
		return Funnelled{Excluded: true}
	}
	return Funnelled{Reached: f.best.path}
}

func (f *funnelling) done() bool {
	return f.best != nil && !f.best.spoilt && f.best.step() == len(f.Steps)-1
}

// spoil spoils the attempts that wait for something else.
func (f *funnelling) spoil(v funnelVisit) {
	hit := func(a *attempt) {
		if slices.Contains(v.spoils, a.step()) && v.time-a.start <= f.Window {
			a.spoilt = true
		}
	}
	for i := range f.live {
		hit(&f.live[i])
	}
	if f.best != nil {
		hit(f.best)
	}
}

// move lets every attempt, and a new one, go on with visits at one time in the best
// order. Of those that come to a step the one that began last stays there.
func (f *funnelling) move(tie []funnelVisit) {
	before := append(slices.Clone(f.live), attempt{start: tie[0].time})
	slices.SortStableFunc(before, func(a, b attempt) int {
		return cmp.Or(cmp.Compare(b.start, a.start), cmp.Compare(b.step(), a.step()))
	})
	var spoilt []attempt
	for _, a := range before {
		steps := f.way(a.step(), tie, a.spoilt)
		if len(steps) == 0 {
			continue
		}
		if a.start < tie[0].time-f.Window {
			continue
		}
		if a.spoilt {
			a.path = append(slices.Clone(a.path), FunnelMoment{Step: steps[0]})
			spoilt = append(spoilt, a)
			continue
		}
		if f.Order != "strict" {
			f.live = slices.DeleteFunc(f.live, func(o attempt) bool { return o.start == a.start && o.step() == a.step() })
		}
		for i, k := range steps {
			a.path = append(slices.Clone(a.path), FunnelMoment{k, tie[0].time, !dated(tie, k)})
			f.arrive(a, i == len(steps)-1 || f.Order == "strict")
		}
	}
	for _, a := range spoilt {
		f.note(a)
	}
}

// arrive puts an attempt at its step, where it stays or not, unless one is there
// that began later or is the same.
func (f *funnelling) arrive(a attempt, stays bool) {
	for _, o := range f.live {
		if o.step() == a.step() && o.start >= a.start {
			return
		}
	}
	f.live = slices.DeleteFunc(f.live, func(o attempt) bool { return o.step() == a.step() })
	if stays {
		f.live = append(f.live, a)
	}
	f.note(a)
}

// note remembers an attempt that came further than any before.
func (f *funnelling) note(a attempt) {
	if f.best == nil || a.step() > f.best.step() || a.step() == f.best.step() && f.best.spoilt {
		f.best = &a
	}
}

// way finds by trying which steps can be reached from one with some visits, each
// used once: as far as possible, and with as many steps. One that was spoilt goes
// to one more step at most, the furthest.
func (f *funnelling) way(from int, tie []funnelVisit, spoilt bool) (best []int) {
	used := make([]bool, len(tie))
	var try func(path []int)
	try = func(path []int) {
		if better(path, best) {
			best = slices.Clone(path)
		}
		if spoilt && len(path) == 1 {
			return
		}
		at := from
		if len(path) > 0 {
			at = path[len(path)-1]
		}
		for k := at + 1; k < len(f.Steps); k++ {
			for i, v := range tie {
				if !used[i] && slices.Contains(v.serves, k) && (k > 0 || v.entry) {
					used[i] = true
					try(append(path, k))
					used[i] = false
				}
			}
			if !f.Optional[k] {
				break
			}
		}
	}
	try(nil)
	return best
}

func better(a, b []int) bool {
	switch {
	case len(a) == 0:
		return false
	case len(b) == 0 || a[len(a)-1] != b[len(b)-1]:
		return len(b) == 0 || a[len(a)-1] > b[len(b)-1]
	}
	return len(a) > len(b)
}

// dated reports whether one of the visits to a step has a time.
func dated(tie []funnelVisit, k int) bool {
	return slices.ContainsFunc(tie, func(v funnelVisit) bool { return slices.Contains(v.serves, k) && !v.undated })
}
