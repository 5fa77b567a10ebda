// SPDX-License-Identifier: Apache-2.0

package path

// batch collects lengths of time for a sink, which takes many at once.
type batch[T uint32 | int64] struct {
	to     sink[T]
	group  []uint32
	length []T
}

// batchSize is how many lengths fit into the nearest cache beside what is done
// with them.
const batchSize = 1 << 11

// room makes place for n more lengths, all of which must be filled in.
func (b *batch[T]) room(n int) (group []uint32, length []T) {
	if len(b.group)+n > cap(b.group) {
		b.flush()
		if n > cap(b.group) {
			b.group, b.length = make([]uint32, 0, max(n, batchSize)), make([]T, 0, max(n, batchSize))
		}
	}
	at := len(b.group)
	b.group, b.length = b.group[:at+n], b.length[:at+n]
	return b.group[at:], b.length[at:]
}

// flush hands on what was collected.
func (b *batch[T]) flush() {
	if len(b.group) > 0 {
		b.to.take(b.group, b.length)
	}
	b.group, b.length = b.group[:0], b.length[:0]
}
