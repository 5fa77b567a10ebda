// SPDX-License-Identifier: Apache-2.0

package naive

import (
	"slices"
	"time"
)

// PathRules say what of instances is a path; see path.LevelSpec.
type PathRules struct {
	From, To string
	Collapse bool
	Gap      time.Duration
}

// Paths cuts instances into paths.
func Paths(instances []Instance, r PathRules) (out [][]Visit) {
	for _, one := range instances {
		for _, session := range sessions(one.Visits, r.Gap) {
			if p := r.anchored(r.collapsed(session)); len(p) > 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

// sessions parts visits where a dated one comes so long behind the dated one
// before it.
func sessions(visits []Visit, gap time.Duration) (out [][]Visit) {
	var last *Visit
	for i, v := range visits {
		if i == 0 || gap > 0 && !v.Undated && last != nil && v.Time-last.Time >= gap.Microseconds() {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], v)
		if !v.Undated {
			last = &v
		}
	}
	return out
}

// collapsed keeps the last of visits to the same step in a row.
func (r PathRules) collapsed(visits []Visit) (out []Visit) {
	for i, v := range visits {
		if !r.Collapse || i+1 == len(visits) || visits[i+1].Step != v.Step {
			out = append(out, v)
		}
	}
	return out
}

// anchored cuts a path at the anchors; nil where it lacks one.
func (r PathRules) anchored(p []Visit) []Visit {
	begin := 0
	if r.From != "" {
		if begin = slices.Index(stepsOf(p), r.From); begin < 0 {
			return nil
		}
	}
	p = p[begin:]
	if r.To == "" {
		return p
	}
	for i, v := range p {
		if v.Step == r.To && (i > 0 || r.From == "") {
			return p[:i+1]
		}
	}
	return nil
}

// Level is what there is at one place of paths.
type Level struct {
	Arrived, Ended map[string]int          // by step
	Edges          map[[2]string]int       // earlier step, later step
	Seconds        map[[2]string][]float64 // ascending
}

// Levels counts the first places of paths; with backward, the last.
func Levels(paths [][]Visit, places int, backward bool) []Level {
	out := make([]Level, places)
	for k := range out {
		l := &out[k]
		*l = Level{map[string]int{}, map[string]int{}, map[[2]string]int{}, map[[2]string][]float64{}}
		for _, p := range paths {
			if k >= len(p) {
				continue
			}
			at, next := k, k+1
			if backward {
				at, next = len(p)-1-k, len(p)-2-k
			}
			l.Arrived[p[at].Step]++
			if k+1 == len(p) {
				l.Ended[p[at].Step]++
			}
			if k+1 == len(p) || k+1 == places {
				continue
			}
			a, b := p[min(at, next)], p[max(at, next)]
			e := [2]string{a.Step, b.Step}
			l.Edges[e]++
			if s, known := between(a, b); known {
				l.Seconds[e] = append(l.Seconds[e], s)
			}
		}
		for _, s := range l.Seconds {
			slices.Sort(s)
		}
	}
	return out
}
