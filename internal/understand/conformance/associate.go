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
	"github.com/wendcx/wend/internal/stat"
)

// Deviation is one kind of deviation at one step, or failed visits there, among
// the instances that are over: how often, and how those with it differ from
// those without. The differences are associated with the deviation, which says
// nothing of what causes what.
//
// Compared are the instances that are over and have it with those that are over
// and do not. An instance that had ended before a step that is missing says
// nothing of what leaving it out goes along with: it is in neither of the two.
type Deviation struct {
	Class        Class          `json:"class"`
	Step         journey.StepID `json:"step"`
	Instances    int            `json:"instances"`
	Occurrences  int            `json:"occurrences"`
	Share        stat.Estimate  `json:"share"`         // of the instances that are over
	EndedBefore  int            `json:"ended_before"`  // of the instances, with nothing behind the missing step
	ByDefinition bool           `json:"by_definition"` // it says of itself whether an instance was completed
	Completion   *Effect        `json:"completion"`    // share completed, of ripe instances
	Duration     *Effect        `json:"duration_s"`    // median from start to last visit, of those at known times
	Satisfaction *Effect        `json:"satisfaction"`  // mean of the caller's scores
}

// Effect is a figure of the instances with a deviation, of those without, and the
// difference with − without. It is null where one of them are fewer than five,
// or too few for an interval.
type Effect struct {
	With       stat.Estimate `json:"with"`
	Without    stat.Estimate `json:"without"`
	Difference stat.Estimate `json:"difference"`

	// Q is the share of false findings if this effect and all of the answer with a lower q are
	// believed: among many deviations some differ by chance.
	Q float64 `json:"q"`
}

// tooFew is the number of instances below which nothing is compared.
const tooFew = 5

// association compares instances by one kind after the other.
type association struct {
	*checking
	occur  []int          // that occur
	holds  [][]holder     // by kind, the profiles that have it
	lasted []lasted       // instances at known times, shortest first
	scores []stat.Moments // by profile
}

// holder is a profile that has a kind of deviation.
type holder struct {
	profile int
	early   bool
}

// lasted is the length of an instance from its first visit to its last.
type lasted struct {
	time    int64 // microseconds
	profile uint32
}

// associate lists the deviations, on all cores. The kinds in most instances come
// first, equals by class and step.
func (c *checking) associate(ctx context.Context, out *Result) error {
	a := &association{checking: c, holds: make([][]holder, c.kinds.len())}
	a.hold()
	if !c.o.Brief {
		a.measure(out.Instances)
	}
	out.ByDeviation = make([]Deviation, len(a.occur))
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, min(runtime.GOMAXPROCS(0), len(a.occur))) {
		group.Go(func() {
			s := &sides{of: make([]side, len(c.profiles))}
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(a.occur) {
					return
				}
				out.ByDeviation[i] = a.deviation(a.occur[i], out.Instances, s)
			}
		})
	}
	group.Wait()
	slices.SortFunc(out.ByDeviation, func(a, b Deviation) int {
		return cmp.Or(cmp.Compare(b.Instances, a.Instances), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Step, b.Step))
	})
	correct(out.ByDeviation)
	return ctx.Err()
}

// correct gives each effect its q.
func correct(list []Deviation) {
	var effects []*Effect
	var chances []float64
	for i := range list {
		for _, e := range []*Effect{list[i].Completion, list[i].Duration, list[i].Satisfaction} {
			if e != nil {
				effects, chances = append(effects, e), append(chances, stat.Chance(e.Difference))
			}
		}
	}
	for i, q := range stat.FalseDiscoveries(chances) {
		effects[i].Q = q
	}
}

// hold lists who has which kind.
func (a *association) hold() {
	for i := range a.profiles {
		p := &a.profiles[i]
		if p.over == 0 {
			continue
		}
		for _, d := range a.deviates[p.variant] {
			a.holds[d.kind] = append(a.holds[d.kind], holder{i, d.early})
		}
		for _, d := range a.failures(*p) {
			a.holds[d.kind] = append(a.holds[d.kind], holder{i, false})
		}
	}
	for kind, list := range a.holds {
		if len(list) > 0 {
			a.occur = append(a.occur, kind)
		}
	}
}

// failures counts the visits of a profile that failed.
func (c *checking) failures(p profile) (out []deviates) {
	if !c.failing {
		return nil
	}
	from, to := c.x.Visits(int(p.first))
	for v := from; v < to; v++ {
		if c.x.Failed(v) {
			out = count(out, deviates{kind: c.kinds.failed(c.x.Step(v)), n: 1})
		}
	}
	return out
}

// measure looks at each instance that is over: how long it lasted, what it
// scored.
func (a *association) measure(over int) {
	a.scores, a.lasted = make([]stat.Moments, len(a.profiles)), make([]lasted, 0, over)
	for i := range a.x.Len() {
		if !a.isOver(i) {
			continue
		}
		p := a.profile(i)
		if from, last := int(a.x.Offsets()[i]), a.x.Last(i); !a.x.Undated(from) && !a.x.Undated(last) {
			a.lasted = append(a.lasted, lasted{a.x.Time(i, last) - a.x.Time(i, from), uint32(p)})
		}
		if a.o.Score != nil {
			if v, ok := a.o.Score(i); ok {
				a.scores[p].Add(v)
			}
		}
	}
	slices.SortFunc(a.lasted, func(a, b lasted) int { return cmp.Compare(a.time, b.time) })
}

// deviation tells of one kind.
func (a *association) deviation(kind, over int, s *sides) Deviation {
	k := a.kinds
	d := Deviation{Class: k.class(kind), Step: k.step(kind), ByDefinition: k.defines(kind)}
	for _, h := range a.holds[kind] {
		p := &a.profiles[h.profile]
		d.Instances += p.over
		if h.early {
			d.EndedBefore += p.over
		}
		d.Occurrences += p.over * a.times(kind, p)
	}
	d.Share = stat.Share(d.Instances, over)
	if a.o.Brief {
		return d
	}
	s.set(a.holds[kind])
	defer s.clear(a.holds[kind])
	if !d.ByDefinition && !a.whole {
		d.Completion = s.completion(a.profiles)
	}
	d.Duration = s.duration(a.lasted)
	d.Satisfaction = s.satisfaction(a.scores)
	return d
}

// times is how often a kind occurs in each instance of a profile.
func (a *association) times(kind int, p *profile) int {
	list := a.deviates[p.variant]
	if a.kinds.class(kind) == Failed {
		list = a.failures(*p)
	}
	for _, d := range list {
		if d.kind == kind {
			return d.n
		}
	}
	return 0
}
