// SPDX-License-Identifier: Apache-2.0

package continuity

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/stat"
)

// result sums up what was counted.
func (k *kernel) result(top int) *Result {
	out := &Result{Journey: k.plan.Journey.ID, Instances: k.instances, Stays: k.stays, Unknown: k.unknown, Switched: share(k.switched, k.instances)}
	out.Channels, out.Modes = k.channelSwitches(), k.modeSwitches()
	for _, c := range out.Channels {
		out.Switches += c.Count
	}
	out.Transitions = out.Stays + out.Switches + out.Unknown
	if out.Steps = k.stepSwitches(); len(out.Steps) > top {
		out.Steps = out.Steps[:top]
	}
	out.Repeats, out.Preferred = k.repeats(), k.preferred()
	return out
}

// share is a share, nil of nothing.
func share(k, n int) *stat.Estimate {
	if n == 0 {
		return nil
	}
	e := stat.Share(k, n)
	return &e
}

// channelSwitches lists the matrix; equally frequent ones come in the order of
// the channels.
func (k *kernel) channelSwitches() []Switch {
	out := []Switch{}
	for i, c := range k.matrix {
		if c.count > 0 {
			out = append(out, Switch{k.plan.Channels[i/k.n], k.plan.Channels[i%k.n], c.count, c.instances, share(c.instances, k.instances)})
		}
	}
	slices.SortStableFunc(out, func(a, b Switch) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

func (k *kernel) modeSwitches() []ModeSwitch {
	out := []ModeSwitch{}
	for i, c := range k.modes {
		if c.count > 0 {
			out = append(out, ModeSwitch{modes[i/len(modes)], modes[i%len(modes)], c.count, c.instances, share(c.instances, k.instances)})
		}
	}
	slices.SortStableFunc(out, func(a, b ModeSwitch) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// stepSwitches lists the pairs of steps with a switch between them, most
// frequent first, equals in the designed order.
func (k *kernel) stepSwitches() []StepSwitch {
	type placed struct {
		key uint64
		*pair
	}
	var list []placed
	for i := range k.pairs.pairs {
		if p := &k.pairs.pairs[i]; p.switched.count > 0 {
			list = append(list, placed{k.pairs.keys[i], p})
		}
	}
	slices.SortFunc(list, func(a, b placed) int {
		return cmp.Or(cmp.Compare(b.switched.count, a.switched.count), cmp.Compare(a.key, b.key))
	})
	out, n := []StepSwitch{}, uint64(k.pairs.n)
	for _, p := range list {
		out = append(out, StepSwitch{
			k.plan.Steps[p.key/n].ID, k.plan.Steps[p.key%n].ID, p.switched.count, p.switched.instances, share(p.switched.instances, p.passed.instances),
		})
	}
	return out
}

func (k *kernel) repeats() []Repeat {
	out := []Repeat{}
	for i := range k.steps {
		s := &k.steps[i]
		if s.reached == 0 {
			continue
		}
		r := Repeat{Step: k.plan.Steps[i].ID, Instances: s.repeated, Share: share(s.repeated, s.reached)}
		r.Associated = Effect{With: share(s.with.k, s.with.n), Without: share(s.without.k, s.without.n)}
		r.Associated.Difference = difference(r.Associated.With, r.Associated.Without)
		out = append(out, r)
	}
	return out
}

func (k *kernel) preferred() Preferred {
	out := Preferred{Customers: k.customers, Stated: k.byStatement, Kept: share(k.kept, k.known), Channels: []Used{}, Pairs: []Pair{}}
	for c := 1; c < k.n; c++ {
		v, on := k.visits[c], k.used[c*k.n+c]
		if v.count > 0 || k.fans[c] > 0 {
			out.Channels = append(out.Channels, Used{k.plan.Channels[c], v.count, v.instances, k.fans[c], on.count, share(on.instances, v.instances)})
		}
	}
	for i, c := range k.used {
		if c.count > 0 {
			out.Pairs = append(out.Pairs, Pair{k.plan.Channels[i/k.n], k.plan.Channels[i%k.n], c.count, c.instances})
		}
	}
	return out
}
