// SPDX-License-Identifier: Apache-2.0

package path

// tally counts the pairs of instances and the times between them. It is
// histogram.take and mark in one, without anything between.
func (f *flows[S, T]) tally(offsets []uint32, mark uint32) {
	groups, count, steps := f.h.groups, f.h.count, f.steps
	v := offsets[0]
	for _, end := range offsets[1:] {
		step, time := f.Step[v:end], f.Time[v:end]
		time = time[:len(step)]
		row, at := uint32(step[0])*steps, time[0]
		for j := 1; j < len(step); j++ {
			s, t := uint32(step[j]), time[j]
			g, d := &groups[row+s], t-at
			row, at = s*steps, t
			addLength(&g.sum, d)
			g.instances += uint32(one(g.last != mark))
			g.last = mark
			count[g.at.base+bucketOf(d)&g.at.mask]++
		}
		v = end
		mark++
	}
}

// gather keeps the times that may be wanted.
func (f *flows[S, T]) gather(offsets []uint32) {
	k, windows, steps := f.k, f.k.windows, f.steps
	v := offsets[0]
	for _, end := range offsets[1:] {
		for ; v+1 < end; v += windowedRoom - 1 {
			until := min(end, v+windowedRoom)
			step, time := f.Step[v:until], f.Time[v:until]
			time = time[:len(step)]
			n := k.room()
			row, at := uint32(step[0])*steps, time[0]
			for j := 1; j < len(step); j++ {
				s, t := uint32(step[j]), time[j]
				g, d := row+s, t-at
				row, at = s*steps, t
				k.kept[n%uint(len(k.kept))] = sample[T]{g, d}
				n += windows[g].hold(d)
			}
			k.n = n
		}
		v = end
	}
}
