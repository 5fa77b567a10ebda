// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"cmp"
	"math"
	"slices"
)

// Follow is one subject watched for Time; Happened says that the event came at
// Time, otherwise watching ended there (censored).
type Follow struct {
	Time     float64
	Happened bool
}

// Incidence estimates the share of subjects for whom the event has happened by
// the horizon, taking into account that some were watched for less time
// (Kaplan and Meier 1958; Greenwood's variance on the log(-log) scale, as R's
// survfit conf.type="log-log"). It reorders follows. N is the number of
// subjects and must be positive. When nothing happened the interval is that of
// 0 events among those watched to the horizon; ok is false when nobody was
// watched that long and nothing can be said.
func Incidence(follows []Follow, horizon float64) (e Estimate, ok bool) {
	slices.SortFunc(follows, func(a, b Follow) int {
		if c := cmp.Compare(a.Time, b.Time); c != 0 {
			return c
		}
		switch { // events before censorings at the same time
		case a.Happened == b.Happened:
			return 0
		case a.Happened:
			return -1
		}
		return 1
	})
	n := len(follows)
	survival, greenwood := 1.0, 0.0
	i := 0
	for i < n && follows[i].Time <= horizon {
		t, risk, events := follows[i].Time, n-i, 0
		for i < n && follows[i].Time == t {
			if follows[i].Happened {
				events++
			}
			i++
		}
		survival *= 1 - float64(events)/float64(risk)
		greenwood += float64(events) / (float64(risk) * float64(risk-events))
	}
	watched := 0
	for _, f := range follows {
		if f.Time >= horizon {
			watched++
		}
	}
	switch {
	case survival == 1 && watched == 0:
		return Estimate{N: n}, false
	case survival == 1:
		return Estimate{Hi: Share(0, watched).Hi, N: n}, true
	case survival == 0:
		return Estimate{Value: 1, Lo: Share(n, n).Lo, Hi: 1, N: n}, true
	}
	l := math.Log(-math.Log(survival))
	half := z95 * math.Sqrt(greenwood) / math.Abs(math.Log(survival))
	return Estimate{
		Value: 1 - survival,
		Lo:    1 - math.Exp(-math.Exp(l-half)),
		Hi:    1 - math.Exp(-math.Exp(l+half)),
		N:     n,
	}, true
}
