// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

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
	k, err := sequence.Run(ctx, x, func() *census { return &census{d: d, only: c.only, count: make([]uint32, len(d.count))} })
	if err != nil {
		return c, err
	}
	c.count, c.instances, c.variants = k.count, k.alone, k.alone
	for _, n := range k.count {
		c.instances += int(n)
		c.variants += one(n > 0)
	}
	return c, nil
}

// census is the kernel that counts variants.
type census struct {
	d     *Dict
	only  sequence.Set
	count []uint32
	alone int // instances with a path that no other has
}

// Observe looks at instances.
func (k *census) Observe(_ *sequence.Instances, from, to int) {
	for i, v := range k.d.of[from:to] {
		if !k.only.Has(from + i) {
			continue
		}
		if int(v) < len(k.count) {
			k.count[v]++
		} else {
			k.alone++
		}
	}
}

// Merge takes in what another kernel counted.
func (k *census) Merge(o *census) {
	addAll(k.count, o.count)
	k.alone += o.alone
}
