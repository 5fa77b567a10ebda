// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Moments accumulates count, mean and sum of squared deviations in one pass
// (Welford 1962). The zero value is empty; Merge joins two of them, so kernels
// can run in parallel.
type Moments struct {
	N    int
	Mean float64
	ss   float64
}

// Add takes one value in.
func (m *Moments) Add(x float64) {
	m.N++
	d := x - m.Mean
	m.Mean += d / float64(m.N)
	m.ss += d * (x - m.Mean)
}

// Merge takes all of o in.
func (m *Moments) Merge(o Moments) {
	if o.N == 0 {
		return
	}
	n := m.N + o.N
	d := o.Mean - m.Mean
	m.ss += o.ss + d*d*float64(m.N)*float64(o.N)/float64(n)
	m.Mean += d * float64(o.N) / float64(n)
	m.N = n
}

// Variance is the sample variance (n-1), 0 below two values.
func (m Moments) Variance() float64 {
	if m.N < 2 {
		return 0
	}
	return m.ss / float64(m.N-1)
}

// Estimate is the mean with its t interval. One value has no interval: Lo and
// Hi are infinite then. N must be positive.
//
//	5 4 4 3 5 2 5 4 4 5: 4.1 [3.388628, 4.811372]
func (m Moments) Estimate() Estimate {
	if m.N < 2 {
		return Estimate{Value: m.Mean, Lo: math.Inf(-1), Hi: math.Inf(1), N: m.N}
	}
	half := t975(float64(m.N-1)) * math.Sqrt(m.Variance()/float64(m.N))
	return Estimate{Value: m.Mean, Lo: m.Mean - half, Hi: m.Mean + half, N: m.N}
}

// t975 is the 97.5 % quantile of Student's t with df degrees of freedom.
func t975(df float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile(0.975)
}
