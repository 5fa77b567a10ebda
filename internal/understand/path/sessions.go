// SPDX-License-Identifier: Apache-2.0

package path

// parted parts an instance's visits into paths and says how many are shown. An
// undated visit neither ends a silence nor begins one.
func (w *walk[S, T]) parted(v, end uint32) (paths int) {
	w.path = w.path[:0]
	last, known := T(0), false
	for at := v; at < end; at++ {
		dated := w.undated == nil || !w.undated[w.Manner[at]]
		if dated && known && w.gap > 0 && int64(w.Time[at]-last) >= w.gap {
			paths += w.finish()
		}
		if dated {
			last, known = w.Time[at], true
		}
		if n := len(w.path); w.Collapse && n > 0 && w.Step[w.path[n-1]] == w.Step[at] {
			w.path[n-1] = at
		} else {
			w.path = append(w.path, at)
		}
	}
	return paths + w.finish()
}

// finish goes along the path at hand if it has the anchors.
func (w *walk[S, T]) finish() (paths int) {
	begin, end := 0, len(w.path)
	if w.from >= 0 {
		begin = w.find(0, w.from)
	}
	if w.to >= 0 {
		end = w.find(begin+one(w.from >= 0), w.to) + 1
	}
	if begin < end && end <= len(w.path) {
		w.along(w.path[begin:end])
		paths = 1
	}
	w.path = w.path[:0]
	return paths
}

// find is the place of a step in the path, from a place on, or behind its end.
func (w *walk[S, T]) find(from, step int) int {
	for ; from < len(w.path); from++ {
		if int(w.Step[w.path[from]]) == step {
			return from
		}
	}
	return len(w.path)
}
