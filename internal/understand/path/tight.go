// SPDX-License-Identifier: Apache-2.0

package path

import (
	"math"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// tight does what flows.tally and bounds do where visits are narrow and steps few, as
// nearly always, in one loop over the visits of all instances: what leads from one
// instance to the next is counted apart. That costs less than a loop for each instance,
// of which no machine can guess the end.
type tight struct {
	*sequence.Columns[uint8, uint32]
	h      *histogram[uint32]
	steps  int
	pairs  grid           // those of instances, and behind them those that lead to the next
	starts [tallied]uint8 // by visit: 1 where an instance starts
}

// grid holds pairs by row of the first step, and second step.
type grid [2 << (2 * rowBits)]pair

const (
	rowBits  = 5
	tightRow = 1<<rowBits - 1     // there are fewer steps; the row of none
	apart    = 1 << (2 * rowBits) // where those between instances begin

	// tallied is how many visits are tallied at a time: few enough for the nearest cache.
	tallied = 1 << 12
)

// pair is a tally that fits: of lengths that 64 bits can add up.
type pair struct {
	sum             uint64
	last, instances uint32
	from            uint32 // its cells begin here, for bucketOf + bucketOf0
}

// newTight returns a kernel for a histogram of all pairs; nil where it is not for these
// columns.
func newTight(x *sequence.Instances, h *histogram[uint32]) *tight {
	steps := len(x.Plan.Steps)
	if x.Narrow() == nil || steps > tightRow {
		return nil
	}
	k := &tight{Columns: x.Narrow(), h: h, steps: steps}
	for p := range k.pairs {
		k.pairs[p].from = h.groups[h.size].at.base - bucketOf0
	}
	for a := range steps {
		for b := range steps {
			k.pairs[a<<rowBits|b].from = h.groups[a*steps+b].at.base - bucketOf0
		}
	}
	return k
}

// tally counts the pairs of instances and the times between them. mark is the mark of
// the first.
func (k *tight) tally(offsets []uint32, mark uint32) {
	v, end := offsets[0], offsets[len(offsets)-1]
	offsets = offsets[:len(offsets)-1]
	z := underway{mark: mark - 1, row: tightRow << rowBits}
	for v < end {
		to := min(v+tallied, end)
		starts := k.starts[:to-v]
		clear(starts)
		for len(offsets) > 0 && offsets[0] < to {
			starts[offsets[0]-v] = 1
			offsets = offsets[1:]
		}
		kept, n := k.h.kept.room(len(starts))
		z.kept = n
		z.tally(&k.pairs, k.h.count, k.Step[v:to], k.Time[v:to], starts, kept)
		k.h.kept.fill(z.kept)
		v = to
	}
	k.pairs[apart|z.row|tightRow].instances++ // the last instance ends
}

// underway is what is known when some visits were tallied and others follow.
type underway struct {
	row        uint   // of the step before
	time, mark uint32 // of the visit before
	kept       uint32 // how many lengths are
}

// tally tallies some visits.
func (z *underway) tally(pairs *grid, count []uint32, step []uint8, time []uint32, starts []uint8, kept *[keptRoom]sample[uint32]) {
	row, at, mark, n := z.row, z.time, z.mark, z.kept
	time, starts = time[:len(step)], starts[:len(step)]
	for j := range step {
		s, t, start := uint(step[j]), time[j], uint(starts[j])
		mark += uint32(start)
		p, d := &pairs[(row|s|start<<(2*rowBits))&(2*apart-1)], t-at
		row, at = s<<rowBits, t
		p.sum += uint64(d)
		p.instances += uint32(one(p.last != mark))
		p.last = mark
		cell := p.from + math.Float32bits(float32(int64(uint64(d)+1)))>>unusedBits
		c := count[cell]
		count[cell] = c + 1
		kept[n%keptRoom] = sample[uint32]{cell, d}
		n += c >> likelyBit
	}
	z.row, z.time, z.mark, z.kept = row, at, mark, n
}

// fold hands on what was tallied, and with which steps instances start and end.
func (k *tight) fold(starts, ends []int) {
	for a := range k.steps {
		for b := range k.steps {
			p, g := &k.pairs[a<<rowBits|b], &k.h.groups[a*k.steps+b]
			g.sum.lo += p.sum
			g.instances += p.instances
			p.sum, p.instances = 0, 0
		}
	}
	for p := range k.pairs[apart:] {
		between := &k.pairs[apart|p]
		if a := p >> rowBits; a < len(ends) {
			ends[a] += int(between.instances)
		}
		if b := p & tightRow; b < len(starts) {
			starts[b] += int(between.instances)
		}
		between.instances = 0
	}
}
