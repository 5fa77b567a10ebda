// SPDX-License-Identifier: Apache-2.0

// Package stat holds Wend's statistics: estimates with their intervals, plain
// numbers in and out. It knows no journeys, does no I/O, and imports nothing
// of ours but fault. All intervals are 95 % and two-sided.
package stat

// z95 is the 97.5 % quantile of the standard normal distribution.
const z95 = 1.959963984540054

// Estimate is a number with its 95 % interval and the count it rests on.
// Value lies in [Lo, Hi]. The unit is that of Value: shares are 0..1, an NPS
// is -100..100, times are seconds.
type Estimate struct {
	Value float64 `json:"value"`
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
	N     int     `json:"n"`
}

// Sub returns the estimate of c - e: the same uncertainty around a constant.
func (e Estimate) Sub(c float64) Estimate {
	return Estimate{Value: c - e.Value, Lo: c - e.Hi, Hi: c - e.Lo, N: e.N}
}
