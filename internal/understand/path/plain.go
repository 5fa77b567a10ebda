// SPDX-License-Identifier: Apache-2.0

package path

// count counts the levels of instances that are paths as they are.
func (w *walk[S, T]) count(offsets []uint32) {
	c, steps, levels := w.counts, uint32(w.steps), uint32(w.Steps)
	v := offsets[0]
	for _, end := range offsets[1:] {
		step := w.Step[v:min(end, v+levels)]
		node, below := uint32(step[0]), steps
		c.first[node]++
		for _, s := range step[1:] {
			c.edges[node*steps+uint32(s)]++
			node = below + uint32(s)
			below += steps
		}
		if end-v <= levels {
			c.ended[node]++
		}
		v = end
	}
	c.paths += len(offsets) - 1
	c.instances += len(offsets) - 1
}

// sendPlain sends the times of instances that are paths as they are.
func (w *walk[S, T]) sendPlain(offsets []uint32) {
	shown, steps, levels := w.shown.group, uint32(w.steps), uint32(w.Steps)
	v := offsets[0]
	for _, end := range offsets[1:] {
		step, time := w.Step[v:min(end, v+levels)], w.Time[v:min(end, v+levels)]
		v = end
		if len(step) == 1 {
			continue
		}
		group, length := w.out.room(len(step) - 1)
		node, below, at := uint32(step[0]), steps, time[0]
		for j := range group {
			s, t := uint32(step[j+1]), time[j+1]
			group[j], length[j] = shown[node*steps+s], t-at
			node, at = below+s, t
			below += steps
		}
	}
}
