// SPDX-License-Identifier: Apache-2.0

package discover

import "slices"

// scattered returns all paths with their repeats collapsed if nearly every one is
// unique even so, else nil.
func (d *draft) scattered() []Path {
	if d.instances < enough || share(len(d.all), d.instances) <= d.Limits.Unique {
		return nil
	}
	if short := d.withoutRepeats(); share(len(short), d.instances) > d.Limits.Unique {
		return short
	}
	return nil
}

// withoutRepeats returns all paths with their repeats collapsed.
func (s *sample) withoutRepeats() []Path {
	out := make([]Path, len(s.all))
	for i, p := range s.all {
		out[i] = Path{collapsed(p.Steps), p.N}
	}
	return merged(out)
}

// longestRepeat bounds the runs of events whose repetition is seen.
const longestRepeat = 8

// collapsed returns a path in which runs that follow themselves stand once.
//
//	a a b c b c d  →  a b c d
func collapsed(path []uint16) []uint16 {
	out := slices.Clone(path)
	for before := -1; before != len(out); {
		before = len(out)
		for run := 1; run <= min(longestRepeat, len(out)/2); run++ {
			out = withoutRuns(out, run)
		}
	}
	return out
}

// withoutRuns drops runs of one length that follow themselves.
func withoutRuns(path []uint16, run int) []uint16 {
	out := path[:0]
	for _, step := range path {
		out = append(out, step)
		if n := len(out); n >= 2*run && slices.Equal(out[n-run:], out[n-2*run:n-run]) {
			out = out[:n-run]
		}
	}
	return out
}

// chooseMilestones keeps of the frequent names those that come once and in a
// stable order. Where fewer than two do, there are no milestones to show. An event
// that comes once, but anywhere, may pass for one: it does come behind the first
// and before the last.
func (d *draft) chooseMilestones(short []Path, why []Why) {
	several := d.several(short)
	var once []int
	for _, name := range d.kept {
		if share(several[name], d.touched[name]) <= d.Limits.Again {
			once = append(once, name)
		}
	}
	slices.Sort(once)
	if once = d.placed(once); len(once) < 2 {
		return
	}
	for _, name := range d.kept {
		if !slices.Contains(once, name) {
			why[name] = NoPlace
		}
	}
	d.kept, d.milestones = once, true
}

// placed drops, one by one, the name whose order among the others is the least
// decided, until all are decided enough.
func (d *draft) placed(names []int) []int {
	before := precedence(d.only(names), len(names))
	in := make([]bool, len(names))
	for i := range in {
		in[i] = true
	}
	for {
		worst, least := -1, d.Limits.Place
		for i := range names {
			if !in[i] {
				continue
			}
			if x := decided(before, in, i); x < least {
				worst, least = i, x
			}
		}
		if worst < 0 {
			break
		}
		in[worst] = false
	}
	var out []int
	for i, name := range names {
		if in[i] {
			out = append(out, name)
		}
	}
	return out
}

// decided is how far the order of a name among the others is: over all the
// instances that it shares with each, |those before − those behind| ÷ all. One
// that shares none has no place.
func decided(before [][]int, in []bool, i int) float64 {
	apart, all := 0, 0
	for j := range before {
		if in[j] && j != i {
			apart += max(before[i][j]-before[j][i], before[j][i]-before[i][j])
			all += before[i][j] + before[j][i]
		}
	}
	return share(apart, all)
}
