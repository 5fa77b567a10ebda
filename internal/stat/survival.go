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
// ok is false when nobody was watched that long and nothing can be said.
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
	c := curve{survival: 1}
	last := c // before all who were left had it happen
	for i := 0; i < n && follows[i].Time <= horizon; {
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
	watched := 0
	for _, f := range follows {
		if f.Time >= horizon {
			watched++
		}
	}
	switch {
	case c.survival == 1 && watched == 0:
		return Estimate{N: n}, false
	case c.survival == 1:
		return Estimate{Hi: Share(0, watched).Hi, N: n}, true
	case c.survival == 0 && c.events == n:
		return Estimate{Value: 1, Lo: Share(n, n).Lo, Hi: 1, N: n}, true
	case c.survival == 0: // it ends with a few who were watched longest: as much as was sure before
		lo := 0.0
		if last.survival < 1 {
			lo, _ = last.interval()
		}
		return Estimate{Value: 1, Lo: lo, Hi: 1, N: n}, true
	}
	lo, hi := c.interval()
	return Estimate{Value: 1 - c.survival, Lo: lo, Hi: hi, N: n}, true
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
