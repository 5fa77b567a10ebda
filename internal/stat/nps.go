// SPDX-License-Identifier: Apache-2.0

package stat

import "math"

// NPS estimates a net promoter score, 100 (promoters - detractors) / n, with
// the adjusted Wald interval (three answers added: 0.75 promoters, 1.5
// passives, 0.75 detractors; Rocks 2016). n counts those who answered and must
// be positive. The value is the plain score; only the interval is adjusted.
//
//	NPS(5, 3, 2) = 30 [-19.0506, 65.2045]
func NPS(promoters, passives, detractors int) Estimate {
	n := promoters + passives + detractors
	na := float64(n) + 3
	p := (float64(promoters) + 0.75) / na
	d := (float64(detractors) + 0.75) / na
	half := z95 * math.Sqrt((p+d-(p-d)*(p-d))/na)
	value := 100 * float64(promoters-detractors) / float64(n)
	return Estimate{
		Value: value,
		Lo:    min(value, max(-100, 100*(p-d-half))),
		Hi:    max(value, min(100, 100*(p-d+half))),
		N:     n,
	}
}
