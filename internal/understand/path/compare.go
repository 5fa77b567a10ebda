// SPDX-License-Identifier: Apache-2.0

package path

import (
	"cmp"
	"maps"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// Compared is one figure of two answers; nil where a side does not know it.
type Compared struct {
	A          *stat.Estimate `json:"a"`
	B          *stat.Estimate `json:"b"`
	Difference *stat.Estimate `json:"difference"` // A - B, n is the sum
}

// compared puts two estimates side by side. They must rest on different
// instances: of two segments or two periods.
func compared(a, b *stat.Estimate) Compared {
	c := Compared{A: a, B: b}
	if a != nil && b != nil {
		d := stat.Difference(*a, *b)
		c.Difference = &d
	}
	return c
}

// shareOf is a share, nil of nothing.
func shareOf(k, n int) *stat.Estimate {
	if n == 0 {
		return nil
	}
	e := stat.Share(k, n)
	return &e
}

// VariantsDifference compares variants.
type VariantsDifference struct {
	Variants []VariantDifference `json:"variants"` // the greatest differences first
	Unlisted int                 `json:"unlisted"` // variants left out, since the other side's list ends before them
}

// VariantDifference is one variant on both sides; times in seconds.
type VariantDifference struct {
	Steps  []journey.StepID `json:"steps"`
	Share  Compared         `json:"share"`
	Median Compared         `json:"median_s"` // duration
}

// CompareVariants compares the shares of all variants that at least one side has
// least instances of. Each side is best asked for all its variants (top 0): what
// the list of a side does not have, though it is cut short, cannot be compared
// and is counted as unlisted.
//
//	a: view pay 60 of 100, b: view pay 40 of 100  →  view pay +0.2 [0.061, 0.329]
func CompareVariants(a, b *Variants, least int) *VariantsDifference {
	out := &VariantsDifference{Variants: []VariantDifference{}}
	left, right := byPath(a), byPath(b)
	for _, path := range union(left, right) {
		va, vb := left[path], right[path]
		if max(va.Instances, vb.Instances) < least {
			continue
		}
		if va.Steps == nil && len(a.Top) < a.Variants || vb.Steps == nil && len(b.Top) < b.Variants {
			out.Unlisted++
			continue
		}
		d := VariantDifference{Steps: va.Steps, Share: compared(shareOf(va.Instances, a.Instances), shareOf(vb.Instances, b.Instances)), Median: compared(va.Duration.median(), vb.Duration.median())}
		if d.Steps == nil {
			d.Steps = vb.Steps
		}
		out.Variants = append(out.Variants, d)
	}
	slices.SortStableFunc(out.Variants, func(p, q VariantDifference) int { return greater(p.Share, q.Share) })
	return out
}

// byPath finds variants by their steps.
func byPath(v *Variants) map[string]Variant {
	out := make(map[string]Variant, len(v.Top))
	for _, one := range v.Top {
		path := ""
		for _, s := range one.Steps {
			path += string(s) + "\x00"
		}
		out[path] = one
	}
	return out
}

// union are the keys of both, in order.
func union[K cmp.Ordered, V any](a, b map[K]V) []K {
	keys := slices.Concat(slices.Collect(maps.Keys(a)), slices.Collect(maps.Keys(b)))
	slices.Sort(keys)
	return slices.Compact(keys)
}

// greater orders by the size of differences, the greatest first and those that
// are not known last.
func greater(p, q Compared) int {
	size := func(c Compared) float64 {
		if c.Difference == nil {
			return -1
		}
		return max(c.Difference.Value, -c.Difference.Value)
	}
	return cmp.Compare(size(q), size(p))
}
