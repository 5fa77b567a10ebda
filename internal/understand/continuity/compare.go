// SPDX-License-Identifier: Apache-2.0

package continuity

import (
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// Difference is how two segments or periods differ, a minus b: differences of
// shares of instances with Newcombe's interval. A switch that one side never saw
// counts as a share of none there.
type Difference struct {
	Switched *stat.Estimate      `json:"switched"`
	Kept     *stat.Estimate      `json:"kept"` // to the preferred channel
	Channels []ChannelDifference `json:"channels"`
	Modes    []ModeDifference    `json:"modes"`
	Repeats  []RepeatDifference  `json:"repeats"`
}

// ChannelDifference is the difference of one kind of switch.
type ChannelDifference struct {
	From  channel.ID     `json:"from"`
	To    channel.ID     `json:"to"`
	Share *stat.Estimate `json:"share"`
}

// ModeDifference is the difference of one change of mode.
type ModeDifference struct {
	From  channel.Mode   `json:"from"`
	To    channel.Mode   `json:"to"`
	Share *stat.Estimate `json:"share"`
}

// RepeatDifference is the difference of starting over at one step.
type RepeatDifference struct {
	Step  journey.StepID `json:"step"`
	Share *stat.Estimate `json:"share"`
}

// Compare tells how a differs from b.
//
//	30 of 100 instances switched in a, 20 of 100 in b  →  +0.1 [-0.02, 0.22]
func Compare(a, b *Result) *Difference {
	d := &Difference{Switched: difference(a.Switched, b.Switched), Kept: difference(a.Preferred.Kept, b.Preferred.Kept)}
	d.Channels, d.Modes, d.Repeats = []ChannelDifference{}, []ModeDifference{}, []RepeatDifference{}
	for _, x := range join(a.channels(), b.channels(), a.Instances, b.Instances) {
		d.Channels = append(d.Channels, ChannelDifference{x.key[0], x.key[1], x.share})
	}
	for _, x := range join(a.modes(), b.modes(), a.Instances, b.Instances) {
		d.Modes = append(d.Modes, ModeDifference{x.key[0], x.key[1], x.share})
	}
	for _, x := range join(a.repeats(), b.repeats(), 0, 0) {
		d.Repeats = append(d.Repeats, RepeatDifference{x.key, x.share})
	}
	return d
}

// keyed is a share, or a difference of shares, of what a key names.
type keyed[K comparable] struct {
	key   K
	share *stat.Estimate
}

func (r *Result) channels() (out []keyed[[2]channel.ID]) {
	for _, s := range r.Channels {
		out = append(out, keyed[[2]channel.ID]{[2]channel.ID{s.From, s.To}, s.Share})
	}
	return out
}

func (r *Result) modes() (out []keyed[[2]channel.Mode]) {
	for _, s := range r.Modes {
		out = append(out, keyed[[2]channel.Mode]{[2]channel.Mode{s.From, s.To}, s.Share})
	}
	return out
}

func (r *Result) repeats() (out []keyed[journey.StepID]) {
	for _, s := range r.Repeats {
		out = append(out, keyed[journey.StepID]{s.Step, s.Share})
	}
	return out
}

// join puts two lists side by side: what a has in its order, then what only b
// has. Where one side has no entry its share is none of n instances.
func join[K comparable](a, b []keyed[K], nA, nB int) (out []keyed[K]) {
	for _, x := range a {
		other := share(0, nB)
		if i := slices.IndexFunc(b, func(y keyed[K]) bool { return y.key == x.key }); i >= 0 {
			other = b[i].share
		}
		out = append(out, keyed[K]{x.key, difference(x.share, other)})
	}
	for _, y := range b {
		if !slices.ContainsFunc(a, func(x keyed[K]) bool { return x.key == y.key }) {
			out = append(out, keyed[K]{y.key, difference(share(0, nA), y.share)})
		}
	}
	return out
}

func difference(a, b *stat.Estimate) *stat.Estimate {
	if a == nil || b == nil {
		return nil
	}
	d := stat.Difference(*a, *b)
	return &d
}
