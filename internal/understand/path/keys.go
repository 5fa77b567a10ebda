// SPDX-License-Identifier: Apache-2.0

package path

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// Digits without a pattern, for hashes: the fractions of the square roots of the
// first primes.
const (
	root2 = 0x6a09e667f3bcc909
	root3 = 0xbb67ae8584caa73b
	root5 = 0x3c6ef372fe94f82b
	root7 = 0xa54ff53a5f1d36f1
)

// key stands for a path. A short path is written into it, so that equal keys are
// equal paths; of a long one it is a hash, and paths with equal keys have to be
// compared. The top bit tells which.
type key uint64

const isHash = 1 << 63

// hashed reports whether the key is but a hash.
func (k key) hashed() bool { return k&isHash != 0 }

// hash spreads keys evenly.
func (k key) hash() uint64 {
	hi, lo := bits.Mul64(uint64(k)^root2, root3)
	return hi ^ lo
}

// mix takes a few steps, packed, into a hash.
func (k key) mix(word uint64) key {
	hi, lo := bits.Mul64(uint64(k)^word^root5, root7)
	return key(hi ^ lo)
}

// writer writes the paths of instances down as keys.
type writer[S uint8 | uint16] struct {
	step  []S
	few   []uint8 // step, where no step's number has more than four bits; else nil
	bits  int     // of a step
	steps int     // that a word has room for behind a leading one
}

func writerOf[S uint8 | uint16](step []S, steps int) writer[S] {
	w := writer[S]{step: step, bits: max(1, bits.Len(uint(max(1, steps)-1)))}
	w.steps = 62 / w.bits
	if w.bits <= 4 {
		w.few, _ = any(step).([]uint8)
	}
	return w
}

// key writes down the path of the visits [from, to).
func (w *writer[S]) key(from, to uint32) (k key) {
	if w.few != nil {
		return keyOfFew(w.few, int(from), int(to))
	}
	path := w.step[from:to]
	if len(path) <= w.steps {
		return key(w.word(path))
	}
	for ; len(path) > w.steps; path = path[w.steps:] {
		k = k.mix(w.word(path[:w.steps]))
	}
	return k.mix(w.word(path)) | isHash
}

// word packs a few steps.
func (w *writer[S]) word(path []S) uint64 {
	out := uint64(1)
	for _, s := range path {
		out = out<<(w.bits&63) | uint64(s)
	}
	return out
}

// keyOfFew is the key of a path whose steps have four bits each, which takes no loop
// where it is short.
func keyOfFew(step []uint8, from, to int) (k key) {
	if to-from <= 15 {
		return key(fifteen(step, from, to-from))
	}
	for ; to-from > 15; from += 15 {
		k = k.mix(fifteen(step, from, 15))
	}
	return k.mix(fifteen(step, from, to-from)) | isHash
}

// fifteen packs up to so many steps, behind them a one.
func fifteen(step []uint8, from, n int) uint64 {
	var near [16]uint8
	b := near[:]
	if from+16 <= len(step) {
		b = step[from : from+16]
	} else {
		copy(b, step[from:])
	}
	all := nibbles(binary.LittleEndian.Uint64(b)) | nibbles(binary.LittleEndian.Uint64(b[8:]))<<32
	end := uint64(1) << (4 * n & 63)
	return all&(end-1) | end
}

// nibbles packs eight bytes, each of four bits.
func nibbles(x uint64) uint64 {
	x = (x | x>>4) & 0x00ff00ff00ff00ff
	x = (x | x>>8) & 0x0000ffff0000ffff
	return uint64(uint32(x | x>>16))
}

// noted is an instance with the key of its path; group is filled in later.
type noted struct {
	key
	instance uint32
	group    uint32 // number of the path within its part
}

// run is a stretch of instances by the part that their keys fall into: those of
// part p are noted[starts[p]:starts[p+1]].
type run struct {
	from   int
	starts []uint32
	noted  []noted
}

// spare are pieces of memory that are no longer needed: to get as much anew, a page after
// the other, takes longer than to group what lies in it.
type spare[E any] struct{ pool sync.Pool }

// take returns memory with room for n; what is in it is left over.
func (s *spare[E]) take(n int) []E {
	at, ok := s.pool.Get().(*[]E)
	if !ok {
		return make([]E, n)
	}
	return slices.Grow((*at)[:0], n)[:n]
}

// give gives memory back; nobody may look at it any more.
func (s *spare[E]) give(memory []E) { s.pool.Put(&memory) }

var (
	spareNoted spare[noted]
	spareKinds spare[kind]
)

// keyed is the kernel that writes the paths of instances down. Keys fall into
// 1<<parts parts, by their hashes.
type keyed[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	writer[S]
	only  sequence.Set // instances; nil: all
	parts int
	runs  []run
	noted []noted
	part  []uint16
}

// Observe looks at instances.
func (k *keyed[S, T]) Observe(x *sequence.Instances, from, to int) {
	k.noted, k.part = slices.Grow(k.noted[:0], to-from), slices.Grow(k.part[:0], to-from)
	starts := make([]uint32, 1<<k.parts+2)
	offsets := x.Offsets()
	eachRun(k.only, from, to, func(from, to int) {
		at := offsets[from]
		for i := from; i < to; i++ {
			end := offsets[i+1]
			key := k.key(at, end)
			at = end
			part := uint16(key.hash() >> (64 - k.parts)) // a shift by 64 gives 0
			k.noted, k.part = append(k.noted, noted{key: key, instance: uint32(i)}), append(k.part, part)
			starts[part+2]++
		}
	})
	for p := 1; p < len(starts); p++ {
		starts[p] += starts[p-1]
	}
	r := run{from, starts[:len(starts)-1], spareNoted.take(len(k.noted))}
	for j, p := range k.part {
		r.noted[starts[p+1]] = k.noted[j]
		starts[p+1]++
	}
	k.runs = append(k.runs, r)
}

// Merge takes in what another kernel wrote down.
func (k *keyed[S, T]) Merge(o *keyed[S, T]) { k.runs = append(k.runs, o.runs...) }
