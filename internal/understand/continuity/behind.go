// SPDX-License-Identifier: Apache-2.0

package continuity

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Number names one of the numbers of a Result that instances stand behind.
type Number struct {
	What     What
	From, To string // ids of channels, modes or steps
}

// What says which number is meant.
type What string

// The numbers; the first two are of all, Repeated and Using of one, the others of a pair.
const (
	Switched     What = "switched"  // Result.Switched
	Kept         What = "kept"      // Preferred.Kept
	OfChannels   What = "channels"  // Switch.Instances
	OfModes      What = "modes"     // ModeSwitch.Instances
	OfSteps      What = "steps"     // StepSwitch.Instances
	Repeated     What = "repeated"  // Repeat.Instances, of the step From
	Using        What = "used"      // Used.Instances, of the channel From
	OfPreference What = "preferred" // Pair.Instances: who prefer From and used To
)

// Behind returns the instances behind a number, as many as Of counts for the same
// spec. It returns what is wrong with the number, or the context's error.
//
//	u: view[website] pay[phone]  →  website → phone: u
func Behind(ctx context.Context, x *sequence.Instances, s Spec, n Number) (sequence.Set, error) {
	count, err := n.in(x.Plan)
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *keeper { return newKeeper(newKernel(x.Plan, s.Preferred), x, count) })
	if err != nil {
		return nil, err
	}
	return k.Found, nil
}

// in returns how to read the number off what was counted.
func (n Number) in(p *sequence.Plan) (func(*kernel) int, error) {
	var from, to int
	var err error
	pair := func(place func(id string) (int, error)) {
		if from, err = place(n.From); err == nil {
			to, err = place(n.To)
		}
	}
	switch n.What {
	case Switched:
		return func(k *kernel) int { return k.switched }, nil
	case Kept:
		return func(k *kernel) int { return k.kept }, nil
	case OfChannels:
		pair(channelIn(p))
		return func(k *kernel) int { return k.matrix[from*k.n+to].instances }, err
	case OfPreference:
		pair(channelIn(p))
		return func(k *kernel) int { return k.used[from*k.n+to].instances }, err
	case Using:
		from, err = channelIn(p)(n.From)
		return func(k *kernel) int { return k.visits[from].instances }, err
	case OfModes:
		pair(mode)
		return func(k *kernel) int { return k.modes[from*len(modes)+to].instances }, err
	case OfSteps:
		pair(stepIn(p))
		return func(k *kernel) int { return k.pairs.at(from, to).switched.instances }, err
	case Repeated:
		from, err = stepIn(p)(n.From)
		return func(k *kernel) int { return k.steps[from].repeated }, err
	}
	return nil, fault.New(fault.Invalid, "continuity has no number %q that customers stand behind", n.What).
		WithRemedy("one of switched, kept, channels, modes, steps, repeated, used, preferred")
}

// channelIn finds channels of a plan; "" is an unknown one.
func channelIn(p *sequence.Plan) func(id string) (int, error) {
	ids := make([]string, len(p.Channels))
	for i, id := range p.Channels {
		ids[i] = string(id)
	}
	return func(id string) (int, error) { return place("channel", id, ids) }
}

// stepIn finds steps of a plan.
func stepIn(p *sequence.Plan) func(id string) (int, error) {
	ids := make([]string, len(p.Steps))
	for i := range p.Steps {
		ids[i] = string(p.Steps[i].ID)
	}
	return func(id string) (int, error) { return place("step", id, ids) }
}

// mode finds a mode; "" is that of channels that have none.
func mode(id string) (int, error) {
	ids := make([]string, len(modes))
	for i, m := range modes {
		ids[i] = string(m)
	}
	return place("mode", id, ids)
}

// place is where an id stands.
func place(what, id string, ids []string) (int, error) {
	if i := slices.Index(ids, id); i >= 0 {
		return i, nil
	}
	f := fault.New(fault.NotFound, "the %s %q is not known", what, id)
	if near := fault.Nearest(id, ids); near != "" {
		return 0, f.WithRemedy("did you mean %q?", near)
	}
	return 0, f.WithRemedy("name one that the answer names")
}

// keeper is a kernel that keeps the instances that add to a number.
type keeper struct {
	*kernel
	*sequence.Watch
}

func newKeeper(k *kernel, x *sequence.Instances, count func(*kernel) int) *keeper {
	out := &keeper{k, sequence.NewWatch(x, func() int { return count(k) })}
	k.beside = out.Counted
	return out
}

// Merge takes in what another kernel kept.
func (k *keeper) Merge(o *keeper) { k.Found.Unite(o.Found) }
