// SPDX-License-Identifier: Apache-2.0

package path

import (
	"math/bits"

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
// compared. The top bit of b tells which.
type key struct{ a, b uint64 }

// hashed reports whether the key is but a hash.
func (k key) hashed() bool { return k.b>>63 == 1 }

// hash spreads keys evenly.
func (k key) hash() uint64 {
	hi, lo := bits.Mul64(k.a^root2, k.b^root3)
	return hi ^ lo
}

// writing says how paths are written into keys: so many bits a step, and so many
// steps a word behind a leading one.
type writing struct{ bits, steps int }

func writingOf(steps int) writing {
	w := writing{bits: max(1, bits.Len(uint(max(1, steps)-1)))}
	w.steps = 62 / w.bits
	return w
}

// key writes a path down.
func keyOf[S uint8 | uint16](w writing, path []S) (k key) {
	switch {
	case len(path) <= w.steps:
		k.a = word(w, path)
	case len(path) <= 2*w.steps:
		k.a, k.b = word(w, path[:w.steps]), word(w, path[w.steps:])
	default:
		for ; len(path) > w.steps; path = path[w.steps:] {
			k.mix(word(w, path[:w.steps]))
		}
		k.mix(word(w, path))
		k.b |= 1 << 63
	}
	return k
}

// word packs a few steps.
func word[S uint8 | uint16](w writing, path []S) uint64 {
	out := uint64(1)
	for _, s := range path {
		out = out<<(w.bits&63) | uint64(s)
	}
	return out
}

// mix takes a word into a hash.
func (k *key) mix(word uint64) {
	hi, lo := bits.Mul64(k.a^word^root2, root7)
	k.a = hi ^ lo
	hi, lo = bits.Mul64(k.b^word^root3, root5)
	k.b = k.a + hi ^ lo
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

// keyed is the kernel that writes the paths of instances down. Keys fall into
// 1<<parts parts, by their hashes.
type keyed[S uint8 | uint16, T uint32 | int64] struct {
	*sequence.Columns[S, T]
	writing
	only  sequence.Set // instances; nil: all
	parts int
	runs  []run
	noted []noted
	part  []uint16
}

// Observe looks at instances.
func (k *keyed[S, T]) Observe(x *sequence.Instances, from, to int) {
	k.noted, k.part = k.noted[:0], k.part[:0]
	starts := make([]uint32, 1<<k.parts+2)
	offsets := x.Offsets()
	for i := from; i < to; i++ {
		if k.only != nil && !k.only.Has(i) {
			continue
		}
		key := keyOf(k.writing, k.Step[offsets[i]:offsets[i+1]])
		part := uint16(key.hash() >> (64 - k.parts)) // a shift by 64 gives 0
		k.noted, k.part = append(k.noted, noted{key: key, instance: uint32(i)}), append(k.part, part)
		starts[part+2]++
	}
	for p := 1; p < len(starts); p++ {
		starts[p] += starts[p-1]
	}
	r := run{from, starts[:len(starts)-1], make([]noted, len(k.noted))}
	for j, p := range k.part {
		r.noted[starts[p+1]] = k.noted[j]
		starts[p+1]++
	}
	k.runs = append(k.runs, r)
}

// Merge takes in what another kernel wrote down.
func (k *keyed[S, T]) Merge(o *keyed[S, T]) { k.runs = append(k.runs, o.runs...) }
