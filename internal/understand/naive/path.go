// SPDX-License-Identifier: Apache-2.0

package naive

import (
	"cmp"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// Variant is all instances with the same path.
type Variant struct {
	Steps     []string
	Instances int
	Outcomes  map[sequence.Outcome]int
	Seconds   []float64 // from first to last visit, ascending, where known
}

// Variants lists the different paths, the most frequent first, equals in the
// order of their steps.
func Variants(instances []Instance) (out []Variant) {
	at := map[string]int{}
	for _, one := range instances {
		steps := stepsOf(one.Visits)
		path := strings.Join(steps, "\x00")
		if _, known := at[path]; !known {
			at[path] = len(out)
			out = append(out, Variant{Steps: steps, Outcomes: map[sequence.Outcome]int{}})
		}
		v := &out[at[path]]
		v.Instances++
		v.Outcomes[one.Outcome]++
		if s, known := between(one.Visits[0], one.Visits[len(one.Visits)-1]); known {
			v.Seconds = append(v.Seconds, s)
		}
	}
	for i := range out {
		slices.Sort(out[i].Seconds)
	}
	slices.SortFunc(out, func(a, b Variant) int {
		return cmp.Or(cmp.Compare(b.Instances, a.Instances), slices.Compare(a.Steps, b.Steps))
	})
	return out
}

// stepsOf are the steps of visits.
func stepsOf(visits []Visit) (out []string) {
	for _, v := range visits {
		out = append(out, v.Step)
	}
	return out
}

// between is the time from a visit to another in seconds, if it is known.
func between(a, b Visit) (seconds float64, known bool) {
	return float64(b.Time-a.Time) / 1e6, !a.Undated && !b.Undated
}

// Follow is one step directly behind another.
type Follow struct {
	From, To         string
	Count, Instances int
	Seconds          []float64 // ascending
}

// Follows lists the pairs of steps in the order of their names.
func Follows(instances []Instance) (out []Follow) {
	type pair struct{ from, to string }
	all, in := map[pair]*Follow{}, map[pair]map[int]bool{}
	for i, one := range instances {
		for k := 1; k < len(one.Visits); k++ {
			a, b := one.Visits[k-1], one.Visits[k]
			p := pair{a.Step, b.Step}
			if all[p] == nil {
				all[p], in[p] = &Follow{From: a.Step, To: b.Step}, map[int]bool{}
			}
			all[p].Count++
			in[p][i] = true
			if s, known := between(a, b); known {
				all[p].Seconds = append(all[p].Seconds, s)
			}
		}
	}
	for p, t := range all {
		slices.Sort(t.Seconds)
		t.Instances = len(in[p])
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Follow) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}

// Again is what was done again at a step: all, on the same channel ("same"), on
// another ("other"), or where that is not known ("").
type Again struct{ Instances, Visits, SelfLoops, InSelf, Returns int }

// Rework counts repetitions by step and by how the channel is related to that of
// the step's visit before; "all" are all of them. again are the instances with
// any.
func Rework(instances []Instance) (steps map[string]map[string]Again, again int) {
	steps = map[string]map[string]Again{}
	for _, one := range instances {
		places := map[string][]int{}
		for k, v := range one.Visits {
			places[v.Step] = append(places[v.Step], k)
		}
		if len(places) < len(one.Visits) {
			again++
		}
		for step, at := range places {
			for _, relation := range []string{"all", "same", "other", ""} {
				a := repetitions(one.Visits, at, relation)
				if a.Instances > 0 {
					if steps[step] == nil {
						steps[step] = map[string]Again{}
					}
					b := steps[step][relation]
					steps[step][relation] = Again{a.Instances + b.Instances, a.Visits + b.Visits, a.SelfLoops + b.SelfLoops, a.InSelf + b.InSelf, a.Returns + b.Returns}
				}
			}
		}
	}
	return steps, again
}

// repetitions counts those of one step in one instance.
func repetitions(visits []Visit, at []int, relation string) (a Again) {
	for k := 1; k < len(at); k++ {
		before, now := visits[at[k-1]], visits[at[k]]
		is := "other"
		switch {
		case before.Channel == "" || now.Channel == "":
			is = ""
		case before.Channel == now.Channel:
			is = "same"
		}
		if relation != "all" && relation != is {
			continue
		}
		a.Instances = 1
		a.Visits++
		if at[k] == at[k-1]+1 {
			a.SelfLoops++
			a.InSelf = 1
		} else {
			a.Returns = 1
		}
	}
	return a
}

// Durations are the lengths in seconds, ascending: from the first visit to the
// last by outcome and of all ("all"), and up to completion ("completion"); known
// ones only.
func Durations(x *sequence.Instances) map[string][]float64 {
	out := map[string][]float64{}
	for i := range x.Len() {
		if !x.Has(i) {
			continue
		}
		from, to := x.Visits(i)
		if !x.Undated(from) && !x.Undated(to-1) {
			s := float64(x.End(i)-x.Start(i)) / 1e6
			out["all"] = append(out["all"], s)
			out[x.Outcome(i).String()] = append(out[x.Outcome(i).String()], s)
		}
		if d, ok := x.Duration(i); ok {
			out["completion"] = append(out["completion"], float64(d.Microseconds())/1e6)
		}
	}
	for _, s := range out {
		slices.Sort(s)
	}
	return out
}
