// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
)

// measure counts what becomes flags and links: who passed a step by, had it
// twice in a row, went back from it.
func (d *draft) measure() {
	n := len(d.kept)
	d.endings = d.typicalEnds()
	ids := stepIDs(d.namesOf(d.kept))
	d.steps = make([]Step, n)
	for i, name := range d.kept {
		d.steps[i] = Step{ID: ids[i], Event: d.names[name], Events: d.events[name], Instances: d.touched[name], Ends: d.ends[name]}
	}
	d.back, d.over = square(n), make([]int, n)
	m := &meter{draft: d, seen: newMarks(n), twice: newMarks(n), gap: newMarks(n), arc: newMarks(n * n)}
	for _, p := range d.paths {
		m.path(p)
	}
}

// namesOf returns the names of numbers.
func (d *draft) namesOf(numbers []int) []string {
	out := make([]string, len(numbers))
	for i, name := range numbers {
		out[i] = d.names[name]
	}
	return out
}

// meter counts one path after the other.
type meter struct {
	*draft
	seen, twice, gap, arc *marks
}

func (m *meter) path(p Path) {
	m.seen.next()
	m.twice.next()
	m.gap.next()
	m.arc.next()
	furthest, done := 0, false
	for i, step := range p.Steps {
		if i > 0 {
			m.transition(int(p.Steps[i-1]), int(step), p.N)
		}
		m.seen.first(int(step))
		furthest = max(furthest, int(step))
		done = done || m.endings[step]
	}
	for step := range m.steps {
		if !m.seen.has(step) && (done || step < furthest) {
			m.steps[step].PassedBy += p.N
		}
	}
}

// transition counts one step directly behind another.
func (m *meter) transition(from, to, n int) {
	if from == to {
		if m.twice.first(to) {
			m.steps[to].AtOnce += n
		}
		return
	}
	if to > from {
		return
	}
	for gap := to; gap < from; gap++ {
		if m.gap.first(gap) {
			m.over[gap] += n
		}
	}
	if m.seen.has(to) && m.arc.first(from*len(m.steps)+to) {
		m.back[from][to] += n
	}
}

// optional reports whether a step may be left out: of those who went as far or
// further, too many did.
func (s *Step) optional(l Limits) bool {
	return share(s.PassedBy, s.PassedBy+s.Instances) >= l.Optional
}

func (s *Step) repeatable(l Limits) bool { return share(s.AtOnce, s.Instances) >= l.Repeatable }

// settle turns counts into links back and into groups without an order. A group
// of optional steps gets a link too, from its last to its first: then each order of
// them is as designed. A map of milestones has no loops: its steps come once.
func (d *draft) settle() {
	arcs := d.loops()
	for _, g := range d.withoutOrder() {
		d.anyOrder = append(d.anyOrder, d.namesOf(d.kept[g[0]:g[1]]))
		if !slices.ContainsFunc(d.steps[g[0]:g[1]], func(s Step) bool { return !s.optional(d.Limits) }) {
			arcs = append(arcs, arc{from: g[1] - 1, to: g[0], label: "in any order"})
		}
	}
	if d.milestones {
		return
	}
	ways := d.silentWays()
	var links []arc
	for _, a := range arcs {
		if !reaches(ways, a.from+1, a.to) {
			ways[a.from+1] = append(ways[a.from+1], a.to)
			links = append(links, a)
		}
	}
	slices.SortFunc(links, func(a, b arc) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	for _, a := range links {
		d.links = append(d.links, journey.Link{From: d.steps[a.from].ID, To: d.steps[a.to].ID, Label: a.label})
	}
}

// arc is a way back from a step to one before it.
type arc struct {
	from, to, n int
	label       string
}

// loops lists the ways back that enough instances took, the most frequent first.
func (d *draft) loops() (out []arc) {
	for from := range d.steps {
		for to := range from {
			if n := d.back[from][to]; n > 0 && share(n, d.steps[from].Instances) >= d.Limits.Loop {
				out = append(out, arc{from: from, to: to, n: n})
			}
		}
	}
	slices.SortFunc(out, func(a, b arc) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	return out
}

// silentWays lists from where to where the map leads without a visit: past
// optional steps, and back to repeat one. Place i is in front of step i.
func (d *draft) silentWays() [][]int {
	ways := make([][]int, len(d.steps)+1)
	for i := range d.steps {
		if d.steps[i].optional(d.Limits) {
			ways[i] = append(ways[i], i+1)
		}
		if d.steps[i].repeatable(d.Limits) {
			ways[i+1] = append(ways[i+1], i)
		}
	}
	return ways
}

// reaches reports whether the map already leads from one place to another.
func reaches(ways [][]int, from, to int) bool {
	seen := make([]bool, len(ways))
	seen[from] = true
	for open := []int{from}; len(open) > 0; {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		for _, next := range ways[at] {
			if !seen[next] {
				seen[next] = true
				open = append(open, next)
			}
		}
	}
	return seen[to]
}

// eitherWay is the share of the rarer order of two steps from which on neither is
// the typical one.
const eitherWay = 0.25

// withoutOrder groups neighbours, as [from, to), of which every two come one way
// about as often as the other.
func (d *draft) withoutOrder() (out [][2]int) {
	for from := 0; from < len(d.steps); {
		to := from + 1
		for to < len(d.steps) && d.mixes(from, to) {
			to++
		}
		if to > from+1 {
			out = append(out, [2]int{from, to})
		}
		from = to
	}
	return out
}

// mixes reports whether a step comes before and behind each of those from from
// on.
func (d *draft) mixes(from, step int) bool {
	for i := from; i < step; i++ {
		both := d.before[i][step] + d.before[step][i]
		if share(both, d.instances) < d.Limits.Step || share(min(d.before[i][step], d.before[step][i]), both) < eitherWay {
			return false
		}
	}
	return true
}
