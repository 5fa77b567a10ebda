// SPDX-License-Identifier: Apache-2.0

package stat

import "math"

// Clusters adds up hits among things that come in clusters, as the days on which
// a customer was active. Things of one cluster resemble each other, so that they
// say less than as many that are independent. The zero value is empty; Merge joins
// two of them. All sums are of integers: in which order does not matter.
type Clusters struct {
	N    int // clusters with anything
	Hits int
	Size int // things

	hh, hs, ss int // sums of squares and products
}

// Add takes one cluster in; one without anything is none.
func (c *Clusters) Add(hits, size int) {
	if size == 0 {
		return
	}
	c.N++
	c.Hits += hits
	c.Size += size
	c.hh += hits * hits
	c.hs += hits * size
	c.ss += size * size
}

// Merge takes all of o in.
func (c *Clusters) Merge(o Clusters) {
	c.N += o.N
	c.Hits += o.Hits
	c.Size += o.Size
	c.hh += o.hh
	c.hs += o.hs
	c.ss += o.ss
}

// Share estimates the share of hits. The interval is Wilson's for as many things
// as the clusters are worth by the variance of a ratio (Korn and Graubard 1998;
// Dean and Pagano 2015), and never for more than there are. Where all or none are
// hits every cluster counts as one. N is the number of clusters. ok is false below
// two.
//
//	hits of size 2 of 2, 0 of 2, 1 of 2, 3 of 3, 0 of 1  →  0.6 [0.150917, 0.926787]
func (c *Clusters) Share() (e Estimate, ok bool) {
	if c.N < 2 {
		return e, false
	}
	n, size, p := float64(c.N), float64(c.Size), float64(c.Hits)/float64(c.Size)
	worth := n
	if c.Hits > 0 && c.Hits < c.Size {
		spread := float64(c.hh) - 2*p*float64(c.hs) + p*p*float64(c.ss)
		t := t975(n - 1)
		worth = min(size, p*(1-p)*size*size*(n-1)/(n*spread)*(z95/t)*(z95/t))
	}
	if !(worth > 0) { // every cluster has the same share, but for rounding
		worth = size
	}
	e = Estimate{Value: p, N: c.N}
	e.Lo, e.Hi = wilson(p, worth)
	return e, true
}

// wilson is Wilson's interval of a share of n, which need be no whole number.
func wilson(p, n float64) (lo, hi float64) {
	zz := z95 * z95
	centre := (p + zz/(2*n)) / (1 + zz/n)
	half := z95 / (1 + zz/n) * math.Sqrt(p*(1-p)/n+zz/(4*n*n))
	return min(p, max(0, centre-half)), max(p, min(1, centre+half))
}
