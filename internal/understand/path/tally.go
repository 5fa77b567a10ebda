// SPDX-License-Identifier: Apache-2.0

package path

// tally counts the pairs of instances and the times between them. It is
// histogram.take and mark in one, without anything between.
func (f *flows[S, T]) tally(offsets []uint32, mark uint32) {
	groups, count, steps := f.h.groups, f.h.count, f.steps
	kept, n := f.h.kept.room(0)
	v := offsets[0]
	for _, end := range offsets[1:] {
		step, time := f.Step[v:end], f.Time[v:end]
		time = time[:len(step)]
		if int(n)+len(step) > keptRoom {
			f.h.kept.fill(n)
			if len(step) > keptRoom {
				f.slowly(v, end, mark)
				f.b.flush()
				step, time = step[:1], time[:1]
			}
			kept, n = f.h.kept.room(len(step))
		}
		row, at := uint32(step[0])*steps, time[0]
		for j := 1; j < len(step); j++ {
			s, t := uint32(step[j]), time[j]
			g, d := &groups[row+s], t-at
			row, at = s*steps, t
			addLength(&g.sum, d)
			g.instances += uint32(one(g.last != mark))
			g.last = mark
			cell := g.at.base + bucketOf(d)&g.at.mask
			c := count[cell]
			count[cell] = c + 1
			kept[n%keptRoom] = sample[T]{cell, d}
			n += c >> likelyBit
		}
		v = end
		mark++
	}
	f.h.kept.fill(n)
}
