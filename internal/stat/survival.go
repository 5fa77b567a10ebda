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
// 0 events among those watched to the horizon; when it happened to all who were
// still watched, while others no longer were, it begins where it was sure before.
// It is nil when nobody was watched that long and nothing can be said.
func Incidence(follows []Follow, horizon float64) *Estimate {
	return Incidences(follows, []float64{horizon})[0]
}

// Incidences is Incidence at several horizons, which ascend.
func Incidences(follows []Follow, horizons []float64) []*Estimate {
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
	n, i := len(follows), 0
	c := curve{survival: 1}
	last := c // before all who were left had it happen
	out := make([]*Estimate, len(horizons))
	for k, horizon := range horizons {
		for i < n && follows[i].Time <= horizon {
			t, risk, events := follows[i].Time, n-i, 0
			for i < n && follows[i].Time == t {
				if follows[i].Happened {
					events++
				}
				i++
			}
			if events == risk {
				last = c
			}
			c.survival *= 1 - float64(events)/float64(risk)
			c.greenwood += float64(events) / (float64(risk) * float64(risk-events))
			c.events += events
		}
		short, _ := slices.BinarySearchFunc(follows, horizon, func(f Follow, h float64) int { return cmp.Compare(f.Time, h) })
		out[k] = c.estimate(last, n, n-short)
	}
	return out
}

// estimate is the share of n to whom it has happened, of whom some were watched to the
// end of the curve. last is the curve before all who were left had it happen.
func (c curve) estimate(last curve, n, watched int) *Estimate {
	switch {
	case c.survival == 1 && watched == 0:
		return nil
	case c.survival == 1:
		return &Estimate{Hi: Share(0, watched).Hi, N: n}
	case c.survival == 0 && c.events == n:
		return &Estimate{Value: 1, Lo: Share(n, n).Lo, Hi: 1, N: n}
	case c.survival == 0: // it ends with a few who were watched longest: as much as was sure before
		lo := 0.0
		if last.survival < 1 {
			lo, _ = last.interval()
		}
		return &Estimate{Value: 1, Lo: lo, Hi: 1, N: n}
	}
	lo, hi := c.interval()
	return &Estimate{Value: 1 - c.survival, Lo: lo, Hi: hi, N: n}
}

// curve is a Kaplan-Meier curve at one time: the share to whom it has not
// happened, Greenwood's sum, and how often it happened.
type curve struct {
	survival, greenwood float64
	events              int
}

// interval is the 95 % interval of the share to whom it has happened.
func (c curve) interval() (lo, hi float64) {
	l := math.Log(-math.Log(c.survival))
	half := z95 * math.Sqrt(c.greenwood) / math.Abs(math.Log(c.survival))
	return 1 - math.Exp(-math.Exp(l-half)), 1 - math.Exp(-math.Exp(l+half))
}
