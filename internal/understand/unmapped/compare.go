// SPDX-License-Identifier: Apache-2.0

package unmapped

import (
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/stat"
)

// Difference is how the touchpoints of two segments or periods differ, a minus b:
// differences of shares of instances with Newcombe's interval.
type Difference struct {
	Touched     *stat.Estimate         `json:"touched"`
	Touchpoints []TouchpointDifference `json:"touchpoints"` // in a's order, then in b's
}

// TouchpointDifference is the difference of one touchpoint.
type TouchpointDifference struct {
	Name    string         `json:"name"`
	Channel channel.ID     `json:"channel"`
	Share   *stat.Estimate `json:"share"`
}

// Compare tells how a differs from b. A touchpoint that one side does not list is
// left out, unless that side lists all it found: then its share there is none.
//
//	chat in 30 of 100 instances in a, in 20 of 100 in b  →  +0.1 [-0.02, 0.22]
func Compare(a, b *Result) *Difference {
	d := &Difference{Touched: difference(a.Touched, b.Touched), Touchpoints: []TouchpointDifference{}}
	for _, t := range a.Touchpoints {
		if of, ok := b.share(&t); ok {
			d.Touchpoints = append(d.Touchpoints, TouchpointDifference{t.Name, t.Channel, difference(t.Share, of)})
		}
	}
	for _, t := range b.Touchpoints {
		if of, ok := a.share(&t); ok && !a.lists(&t) {
			d.Touchpoints = append(d.Touchpoints, TouchpointDifference{t.Name, t.Channel, difference(of, t.Share)})
		}
	}
	return d
}

// share is a touchpoint's share; ok is false where it is not known.
func (r *Result) share(t *Touchpoint) (e *stat.Estimate, ok bool) {
	if i := r.find(t); i >= 0 {
		return r.Touchpoints[i].Share, true
	}
	return share(0, r.Instances), r.Different == len(r.Touchpoints)
}

func (r *Result) lists(t *Touchpoint) bool { return r.find(t) >= 0 }

func (r *Result) find(t *Touchpoint) int {
	return slices.IndexFunc(r.Touchpoints, func(o Touchpoint) bool { return o.Name == t.Name && o.Channel == t.Channel })
}
