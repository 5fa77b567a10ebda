// SPDX-License-Identifier: Apache-2.0

// Package path tells which ways customers took: variants, transitions between
// steps with their times, and rework. It asks instances that are built already;
// with a plan of events no journey is needed. It may import define, stat and
// sequence.
package path

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Variants are all instances by the order of their steps.
type Variants struct {
	Instances int       `json:"instances"`
	Variants  int       `json:"variants"` // different ones
	Top       []Variant `json:"top"`
}

// Variant is all instances with the same path.
type Variant struct {
	Steps     []journey.StepID `json:"steps"`
	Instances int              `json:"instances"`
	Share     float64          `json:"share"` // of all instances
}

// VariantsOf counts the selected instances by their paths. The most frequent come
// first, equals in the order of their steps; of all of them only top are listed,
// every one with top 0.
//
//	u: view cart pay, v: view pay, w: view pay  →  view pay 2, view cart pay 1
func VariantsOf(x *sequence.Instances, top int) *Variants {
	counts := map[string]int{}
	out := &Variants{Top: []Variant{}}
	var key []byte
	for i := range x.Len() {
		if !x.Has(i) {
			continue
		}
		out.Instances++
		key = key[:0]
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			key = binary.LittleEndian.AppendUint16(key, uint16(x.Step(v)))
		}
		if n, known := counts[string(key)]; known {
			counts[string(key)] = n + 1
		} else {
			counts[string(key)] = 1
		}
	}
	out.Variants = len(counts)
	for k, n := range counts {
		v := Variant{Instances: n, Share: float64(n) / float64(out.Instances)}
		for b := []byte(k); len(b) > 0; b = b[2:] {
			v.Steps = append(v.Steps, x.Plan.Steps[binary.LittleEndian.Uint16(b)].ID)
		}
		out.Top = append(out.Top, v)
	}
	slices.SortFunc(out.Top, func(a, b Variant) int {
		return cmp.Or(cmp.Compare(b.Instances, a.Instances), slices.Compare(a.Steps, b.Steps))
	})
	if top > 0 && top < len(out.Top) {
		out.Top = out.Top[:top]
	}
	return out
}
