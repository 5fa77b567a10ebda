// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"
	"math/bits"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// counted are variants with their instances among some.
type counted struct {
	only                sequence.Set // nil: all that a Dict knows
	instances, variants int
	count               []uint32 // by variant, of those that have several in all
}

// all counts all instances of a Dict.
func (d *Dict) all() counted {
	return counted{instances: d.instances, variants: len(d.first), count: d.count}
}

// counted counts the instances that a question is about.
func (d *Dict) counted(ctx context.Context, x *sequence.Instances) (c counted, err error) {
	c.only = x.Chosen()
	k, err := sequence.Run(ctx, x, func() *census {
		return &census{of: d.of, only: c.only, alone: uint32(len(d.count)), count: make([]uint32, len(d.count)+aside)}
	})
	if err != nil {
		return c, err
	}
	c.count, c.instances = k.count[:len(d.count)], c.only.Count()
	several := 0
	for _, n := range c.count {
		several += int(n)
		c.variants += one(n > 0)
	}
	c.variants += c.instances - several
	return c, nil
}

// census is the kernel that counts variants. Those of single instances are put
// aside, in several places: one would be waited for again and again.
type census struct {
	of    []uint32
	only  sequence.Set
	alone uint32 // the first variant of a single instance
	count []uint32
}

// aside is how many places there are, a power of two.
const aside = 256

// Observe looks at instances.
func (k *census) Observe(_ *sequence.Instances, from, to int) {
	of, count, alone := k.of, k.count, k.alone
	for w := from >> 6; w <= (to-1)>>6; w++ {
		for word := part64(k.only[w], w<<6, from, to); word != 0; word &= word - 1 {
			v := of[w<<6+bits.TrailingZeros64(word)]
			count[min(v, alone+v%aside)]++
		}
	}
}

// part64 are the bits of a word, the first being of instance at, that are of
// instances in [from, to).
func part64(word uint64, at, from, to int) uint64 {
	if at < from {
		word &= ^uint64(0) << (from - at)
	}
	if to < at+64 {
		word &= 1<<(to-at) - 1
	}
	return word
}

// Merge takes in what another kernel counted.
func (k *census) Merge(o *census) { addAll(k.count, o.count) }
