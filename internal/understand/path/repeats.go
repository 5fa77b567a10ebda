// SPDX-License-Identifier: Apache-2.0

package path

import (
	"math/bits"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// repeats is the kernel of rework. A visit to a step that was visited before is
// of one of six kinds: its channel is not known, the same or another, and it
// comes behind other steps or directly (plus one). The seventh is a first visit.
type repeats[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	channel   []uint16 // by manner
	steps     []before
	again     int // instances with any repetition
	instances int

	kinds    [][8]uint32  // by step and kind: visits
	patterns [][64]uint32 // by step and set of kinds: instances
	repeated []S          // steps of the instance at hand that were visited again
}

// The kinds.
const (
	unknownChannel = 0
	sameChannel    = 2
	otherChannel   = 4
	firstVisit     = 6
)

// before is what is known of the visits to a step.
type before struct {
	mark    uint32 // of the instance
	channel uint16 // of the last of them
	kinds   uint16 // that there were, a bit each
}

func newRepeats[S uint8 | uint16, T uint32 | int64](x *sequence.Instances, c *sequence.Columns[S, T]) *repeats[S, T] {
	n := len(x.Plan.Steps)
	k := &repeats[S, T]{Columns: c, steps: make([]before, n), kinds: make([][8]uint32, n), patterns: make([][64]uint32, n), repeated: make([]S, n+1)}
	for _, m := range x.Manners {
		k.channel = append(k.channel, m.Channel)
	}
	return k
}

// Observe looks at instances. Those whose visits are as many as their mask has
// bits have nothing twice.
func (k *repeats[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets, chosen := x.Offsets(), x.Chosen()
	for i := from; i < to; i++ {
		if chosen != nil && !chosen.Has(i) {
			continue
		}
		k.instances++
		if v, end := offsets[i], offsets[i+1]; int(end-v) > bits.OnesCount32(x.Mask(i)) {
			k.instance(k.Step[v:end], k.Manner[v:end], uint32(i)+1)
		}
	}
}

// instance counts what an instance did again. Nothing in it is decided by
// branches, which could not be foretold.
func (k *repeats[S, T]) instance(step, manner []S, mark uint32) {
	steps, kinds, repeated, n := k.steps, k.kinds, k.repeated, 0
	last := ^step[0]
	manner = manner[:len(step)]
	for j, s := range step {
		b, channel := &steps[s], k.channel[manner[j]]
		again := -one(b.mark == mark) // all bits, or none
		kind := sameOrOther(b.channel, channel) | one(s == last)
		kinds[s][(kind&again|firstVisit&^again)&7]++
		known := b.kinds & uint16(again)
		repeated[n] = s
		n += -again & one(known == 0)
		*b = before{mark, channel, known | uint16(again)&(1<<(kind&7))}
		last = s
	}
	for _, s := range repeated[:n] {
		k.patterns[s][steps[s].kinds&63]++
	}
	k.again += one(n > 0)
}

// sameOrOther compares channels, of which 0 is not known.
func sameOrOther(a, b uint16) int {
	known := one(a != 0) & one(b != 0)
	return (known + known&one(a != b)) * sameChannel
}

// Merge takes in what another kernel counted.
func (k *repeats[S, T]) Merge(o *repeats[S, T]) {
	k.instances += o.instances
	k.again += o.again
	for s := range k.kinds {
		addAll(k.kinds[s][:], o.kinds[s][:])
		addAll(k.patterns[s][:], o.patterns[s][:])
	}
}

// of are the repetitions at a step, all and those on the same channel and on
// another.
func (k *repeats[S, T]) of(step int) (all, same, other Again) {
	parts := [3]Again{}
	for kind := range firstVisit {
		n := int(k.kinds[step][kind])
		parts[kind/2].Visits += n
		parts[kind/2].SelfLoops += n * (kind % 2)
	}
	for p, n := range k.patterns[step] {
		all.note(p|p>>2|p>>4, int(n))
		for c := range parts {
			parts[c].note(p>>(2*c), int(n))
		}
	}
	for _, p := range parts {
		all.Visits += p.Visits
		all.SelfLoops += p.SelfLoops
	}
	return all, parts[1], parts[2]
}

// note counts n instances that came back (bit 0) or stayed (bit 1).
func (a *Again) note(kinds, n int) {
	a.Instances += n * one(kinds&3 != 0)
	a.Returns += n * (kinds & 1)
	a.InSelf += n * (kinds >> 1 & 1)
}
