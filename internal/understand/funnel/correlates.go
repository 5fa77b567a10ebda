// SPDX-License-Identifier: Apache-2.0

package funnel

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Correlations tell what those who converted did otherwise than those who did not.
// That a step goes with conversion does not say that it causes it.
type Correlations struct {
	Converted int         `json:"converted"` // of those whose entry is ripe
	Others    int         `json:"others"`    // who did not
	Skewed    bool        `json:"skewed"`    // one side has more than ten times the other: odds are shaky
	Steps     []Correlate `json:"steps"`     // the highest odds come first
}

// Correlate is a step of the plan that is none of the funnel's, and who visited it
// on the way: from their entry until they converted, or as long as they could.
type Correlate struct {
	Step      journey.StepID `json:"step"`
	Title     string         `json:"title,omitempty"`
	Converted int            `json:"converted"` // with a visit
	Others    int            `json:"others"`    // with a visit
	Odds      stat.Estimate  `json:"odds"`      // ratio of the odds to convert, with against without
	Q         float64        `json:"q"`         // the share of false findings if this and all with a lower q are believed
}

// skew is beyond which ratio of converted and others odds are shaky.
const skew = 10

// Correlates compares, for each other step of the plan that somebody visited, who
// converted with who did not. One is added to each of the four counts, so that
// odds are never without bound; the interval is Wald's for the logarithm, and q is
// Benjamini and Hochberg's (1995). It returns what is wrong with the spec, or the
// context's error.
//
//	10 converted, 5 of them with help; 10 did not, none with help  →  odds 11
func Correlates(ctx context.Context, x *sequence.Instances, s Spec) (*Correlations, error) {
	r, err := newRules(x, &s)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *correlator { return newCorrelator(x, r) })
	if err != nil {
		return nil, err
	}
	return k.result(x), nil
}

// correlator is a kernel that notes what else actors did.
type correlator struct {
	*kernel
	x      *sequence.Instances
	total  [2]int   // did not convert, converted
	with   [2][]int // by step of the plan
	seen   []int    // by step of the plan: the actor who visited it last
	actors int      // so far
}

func newCorrelator(x *sequence.Instances, r *rules) *correlator {
	n := len(x.Plan.Steps)
	c := &correlator{kernel: newKernel(x, r, nil, true), x: x, with: [2][]int{make([]int, n), make([]int, n)}, seen: make([]int, n)}
	c.beside = c.note
	return c
}

// Merge takes in what another kernel noted.
func (c *correlator) Merge(o *correlator) {
	for k := range c.total {
		c.total[k] += o.total[k]
		for p, n := range o.with[k] {
			c.with[k][p] += n
		}
	}
}

// note notes what an actor did on the way.
func (c *correlator) note(t *trail, ripe bool, from, to int) {
	if !ripe || t.excluded {
		return
	}
	converted, until := 0, int64(math.MaxInt64)
	if last := t.steps[len(t.steps)-1]; last.step == c.size-1 {
		converted, until = 1, last.time
	} else if c.rules.window != Endless {
		until = t.entry.time + c.rules.window
	}
	c.total[converted]++
	c.actors++
	for i := from; i < to; i++ {
		if c.live.Has(i) {
			c.visits(i, t.entry.time, until, c.with[converted])
		}
	}
}

// visits counts the steps that an instance visited in [since, until], once for an
// actor.
func (c *correlator) visits(i int, since, until int64, with []int) {
	from, to := c.x.Visits(i)
	for v := from; v < to; v++ {
		p := c.x.Step(v)
		if t := c.x.Time(i, v); t < since || t > until || c.seen[p] == c.actors || c.kinds[c.kindOf[p]].steps != 0 {
			continue
		}
		c.seen[p] = c.actors
		with[p]++
	}
}

func (c *correlator) result(x *sequence.Instances) *Correlations {
	out := &Correlations{Converted: c.total[1], Others: c.total[0], Steps: []Correlate{}}
	out.Skewed = max(c.total[0], c.total[1]) > skew*min(c.total[0], c.total[1])
	for p := range x.Plan.Steps {
		if s, f := c.with[1][p], c.with[0][p]; s+f > 0 {
			one := Correlate{Step: x.Plan.Steps[p].ID, Title: x.Plan.Steps[p].Title, Converted: s, Others: f}
			one.Odds, one.Q = odds(s, out.Converted-s, f, out.Others-f)
			out.Steps = append(out.Steps, one)
		}
	}
	chances := make([]float64, len(out.Steps))
	for i := range out.Steps {
		chances[i] = out.Steps[i].Q
	}
	for i, q := range stat.FalseDiscoveries(chances) {
		out.Steps[i].Q = q
	}
	slices.SortStableFunc(out.Steps, func(a, b Correlate) int { return cmp.Compare(b.Odds.Value, a.Odds.Value) })
	return out
}

// odds is the ratio of odds of four counts, and the probability of one as far from
// 1 where there is nothing.
func odds(with, without, othersWith, othersWithout int) (e stat.Estimate, p float64) {
	a, b, c, d := float64(with)+1, float64(without)+1, float64(othersWith)+1, float64(othersWithout)+1
	l, sd := math.Log(a*d/(b*c)), math.Sqrt(1/a+1/b+1/c+1/d)
	half := 1.959963984540054 * sd
	e = stat.Estimate{Value: a * d / (b * c), Lo: math.Exp(l - half), Hi: math.Exp(l + half), N: with + without + othersWith + othersWithout}
	return e, math.Erfc(math.Abs(l) / sd / math.Sqrt2)
}
