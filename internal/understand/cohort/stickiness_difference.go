// SPDX-License-Identifier: Apache-2.0

package cohort

import "github.com/wendcx/wend/internal/stat"

// StickinessDifference is how the stickiness of two segments or periods differs, a
// minus b. What is not known on one side is nil.
type StickinessDifference struct {
	Mean      *stat.Estimate  `json:"mean"` // number of periods in which a customer is active
	Histogram []BarDifference `json:"histogram"`
}

// BarDifference is the difference of the shares of customers who were active in so
// many periods.
type BarDifference struct {
	Periods int            `json:"periods"`
	Share   *stat.Estimate `json:"share"` // of those active in any
}

// CompareStickiness tells how the stickiness in a differs from that in b. Both
// must be of as many periods, the last one over in both or in neither: otherwise
// nothing can be said, the mean is nil and the histogram empty. The interval of
// each mean is that of t, and of their difference Zou and Donner's (2008).
//
//	a: 1 1 2 3 periods, b: 1 1 1 2  →  mean +0.5 [-1.22, 2.22]; 1 period -0.25, 2 periods 0, 3 periods +0.25
func CompareStickiness(a, b *Stickiness) *StickinessDifference {
	d := &StickinessDifference{Histogram: []BarDifference{}}
	if a.Periods != b.Periods || a.Incomplete != b.Incomplete {
		return d
	}
	d.Mean = difference(a.mean(), b.mean())
	for n := 1; n <= max(len(a.Histogram), len(b.Histogram)); n++ {
		d.Histogram = append(d.Histogram, BarDifference{n, difference(a.share(n), b.share(n))})
	}
	return d
}

// mean is the number of periods in which a customer is active. It is nil below two
// customers and where all are alike: then nothing is known of how they spread.
func (s *Stickiness) mean() *stat.Estimate {
	var m stat.Moments
	for _, bar := range s.Histogram {
		m.Merge(stat.Moments{N: bar.Customers, Mean: float64(bar.Periods)})
	}
	if m.Variance() == 0 {
		return nil
	}
	e := m.Estimate()
	return &e
}

// share is the share of the customers who were active in n periods.
func (s *Stickiness) share(n int) *stat.Estimate {
	if n <= len(s.Histogram) {
		return s.Histogram[n-1].Share
	}
	return share(0, s.Customers)
}
