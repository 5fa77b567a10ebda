// SPDX-License-Identifier: Apache-2.0

package returns

import (
	"cmp"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// result sums up what was followed.
func (k *kernel) result(x *sequence.Instances, s Spec) *Result {
	within := s.within(k.list, x.Plan.Journey)
	out := &Result{Journey: x.Plan.Journey.ID, WithinS: within, All: rateOf(k.list, within), Curve: curve(k.list, s.horizons(within))}
	out.ByChannel, out.NoAfter = byChannel(k.list, within, x.Plan.Channels)
	out.ByIteration = byIteration(k.list, within)
	return out
}

// within is the horizon of rates in seconds: what is asked for, else as long as a
// tenth of the instances were watched, for beyond that a rate would hang on a
// few, and within the journey's window.
func (s Spec) within(list []followed, j *journey.Journey) float64 {
	if s.Horizon > 0 {
		return s.Horizon.Seconds()
	}
	long := tenth(list)
	if w := j.Window().Seconds(); w > 0 {
		return min(long, w)
	}
	return long
}

// tenth is how long, in seconds, a tenth of the instances were watched.
func tenth(list []followed) float64 {
	var watched []float64
	for i := range list {
		if !list[i].undated {
			watched = append(watched, seconds(list[i].watched))
		}
	}
	if len(watched) == 0 {
		return 0
	}
	return stat.Select(watched, 0.9)
}

func seconds(micro int64) float64 { return float64(micro) / 1e6 }

// rateOf sums up what followed some instances.
func rateOf(list []followed, within float64) Rate {
	r := Rate{Completed: len(list)}
	follows, times, watched := make([]stat.Follow, 0, len(list)), []float64{}, 0
	for i := range list {
		f := &list[i]
		if !f.undated && seconds(f.watched) >= within {
			watched++
		}
		switch f.fate {
		case returned:
			r.Returned++
		case reminded:
			r.Reminded++
		}
		switch {
		case f.undated:
			r.Undated++
		case f.fate == returned:
			follows = append(follows, stat.Follow{Time: seconds(f.after), Happened: true})
			times = append(times, seconds(f.after))
		default:
			follows = append(follows, stat.Follow{Time: seconds(f.watched)})
		}
	}
	r.Time = median(times)
	if enough(watched, len(follows)) {
		r.Rate = incidences(follows, []float64{within})[0]
	}
	return r
}

// enough reports whether so many of n were watched that a rate does not hang on
// a few.
func enough(watched, n int) bool { return watched*10 >= n }

// incidences are the rates within times that ascend, nil where nothing can be said. It
// can be said that all returned only if all were seen to: where watching the others
// ended before, the estimate is 1 as soon as the last one returns, whose interval
// would be far too short.
func incidences(follows []stat.Follow, within []float64) []*stat.Estimate {
	if len(follows) == 0 {
		return make([]*stat.Estimate, len(within))
	}
	lost := slices.ContainsFunc(follows, func(f stat.Follow) bool { return !f.Happened })
	out := stat.Incidences(follows, within)
	for i, e := range out {
		if e != nil && e.Value == 1 && lost {
			out[i] = nil
		}
	}
	return out
}

// median sums up times, which it sorts; nil of none.
func median(times []float64) *Time {
	if len(times) == 0 {
		return nil
	}
	slices.Sort(times)
	t := &Time{MedianS: stat.Quantile(times, 0.5), N: len(times)}
	if lo, hi, ok := stat.QuantileInterval(times, 0.5); ok {
		t.LoS, t.HiS = &lo, &hi
	}
	return t
}

// curve is the rate within several times, which ascend.
func curve(list []followed, horizons []time.Duration) []Point {
	var follows []stat.Follow
	var watched []int64
	for i := range list {
		f := &list[i]
		switch {
		case f.undated:
			continue
		case f.fate == returned:
			follows = append(follows, stat.Follow{Time: seconds(f.after), Happened: true})
		default:
			follows = append(follows, stat.Follow{Time: seconds(f.watched)})
		}
		watched = append(watched, f.watched)
	}
	slices.Sort(watched)
	out, within := make([]Point, len(horizons)), make([]float64, len(horizons))
	for i, h := range horizons {
		short, _ := slices.BinarySearch(watched, h.Microseconds())
		within[i] = h.Seconds()
		out[i] = Point{WithinS: within[i], Watched: len(watched) - short}
	}
	for i, rate := range incidences(follows, within) {
		if enough(out[i].Watched, len(watched)) {
			out[i].Rate = rate
		}
	}
	return out
}

// byChannel parts the instances by the channel of their last visit after
// delivery.
func byChannel(list []followed, within float64, channels []channel.ID) (out []ChannelRate, none *Rate) {
	parts := map[uint16][]followed{}
	for _, f := range list {
		parts[f.channel] = append(parts[f.channel], f)
	}
	out = []ChannelRate{}
	for c, part := range parts {
		r := rateOf(part, within)
		if c == noAfter {
			none = &r
			continue
		}
		out = append(out, ChannelRate{channels[c], r})
	}
	slices.SortFunc(out, func(a, b ChannelRate) int {
		return cmp.Or(cmp.Compare(b.Completed, a.Completed), cmp.Compare(a.Channel, b.Channel))
	})
	return out, none
}

// byIteration parts the instances by which of their customer's they were.
func byIteration(list []followed, within float64) []IterationRate {
	var parts [lastIteration][]followed
	for _, f := range list {
		parts[f.iteration-1] = append(parts[f.iteration-1], f)
	}
	out := []IterationRate{}
	for n, part := range parts {
		if len(part) > 0 {
			out = append(out, IterationRate{n + 1, n+1 == lastIteration, rateOf(part, within)})
		}
	}
	return out
}
