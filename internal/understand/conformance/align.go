// SPDX-License-Identifier: Apache-2.0

package conformance

// Aligner finds optimal alignments with one model. What it explored of the model
// serves all that follow. It is not safe for concurrent use.
type Aligner struct {
	model *Model
	start int32
	final int32

	// The search at hand. A node is a place in the path and a state of the model.
	dist  table
	queue deque

	shortest int // visible steps of the shortest way through the model
}

// NewAligner prepares a model.
func NewAligner(m *Model) (*Aligner, error) {
	a := &Aligner{model: m, start: m.start()}
	a.final = m.number(m.final)
	way, err := a.align(nil, false)
	a.shortest = way.Deviations
	return a, err
}

// Shortest is the number of visible steps of the shortest way through the model.
func (a *Aligner) Shortest() int { return a.shortest }

// Alignment is an optimal alignment: of several equally good ones, one.
type Alignment struct {
	Deviations int
	Extra      []string // visits that the model does not allow there
	Missing    []string // steps that the path left out
}

// Align finds the deviations of a path: the least number of its visits that the
// model does not allow and of required steps that it left out. The path of an
// instance that goes on (prefix) need not lead to the model's end.
//
//	model A → B → C, path A X C: the visit X and the missing B are 2 deviations
func (a *Aligner) Align(path []string, prefix bool) (Alignment, error) {
	labels := make([]int32, len(path))
	for i, name := range path {
		labels[i] = a.model.label(name)
	}
	out, err := a.align(labels, prefix)
	for _, at := range out.extra {
		out.Extra = append(out.Extra, path[at])
	}
	for _, l := range out.missing {
		out.Missing = append(out.Missing, a.model.Labels[l])
	}
	return out.Alignment, err
}

// Fitness is 1 − deviations ÷ (visits + visible steps of the shortest way), and
// 1 where that sum is 0.
func (a *Aligner) Fitness(visits, deviations int) float64 {
	whole := visits + a.shortest
	if whole == 0 {
		return 1
	}
	return 1 - float64(deviations)/float64(whole)
}

// way is an alignment in numbers: places in the path, labels of the model.
type way struct {
	Alignment
	extra, missing []int32
}

// align searches by cost: nodes that cost nothing more come first.
func (a *Aligner) align(path []int32, prefix bool) (way, error) {
	a.dist.reset()
	a.queue.reset()
	begin := visited{state: a.start}
	a.dist.improve(begin.key(), 0, begin.key(), silent)
	a.queue.pushFront(begin)
	for {
		n, ok := a.queue.pop()
		if !ok {
			return way{}, errNoWay
		}
		if !a.dist.settle(n.key()) {
			continue
		}
		if int(n.at) == len(path) && (prefix || n.state == a.final) {
			return a.back(n), nil
		}
		if int(n.at) < len(path) {
			a.push(n, visited{n.at + 1, n.state, n.cost + 1}, silent) // the model does not have it
		}
		edges, err := a.model.edges(n.state)
		if err != nil {
			return way{}, err
		}
		for _, e := range edges {
			switch {
			case e.label == silent:
				a.push(n, visited{n.at, e.to, n.cost}, silent)
				continue
			case int(n.at) < len(path) && path[n.at] == e.label:
				a.push(n, visited{n.at + 1, e.to, n.cost}, e.label)
			}
			a.push(n, visited{n.at, e.to, n.cost + 1}, e.label) // the path left it out
		}
	}
}

// push queues a node if no way as cheap is known.
func (a *Aligner) push(from, n visited, label int32) {
	if !a.dist.improve(n.key(), n.cost, from.key(), label) {
		return
	}
	if n.cost > from.cost {
		a.queue.pushBack(n)
	} else {
		a.queue.pushFront(n)
	}
}

// back follows the way to a node backwards.
func (a *Aligner) back(n visited) (out way) {
	out.Deviations = int(n.cost)
	for key := n.key(); ; {
		s := a.dist.find(key)
		if s.from == key {
			return out
		}
		before := a.dist.find(s.from)
		if s.cost > before.cost {
			if at, was := int32(key>>32), int32(s.from>>32); at > was {
				out.extra = append(out.extra, was)
			} else {
				out.missing = append(out.missing, s.label)
			}
		}
		key = s.from
	}
}

// visited is a node with its cost.
type visited struct{ at, state, cost int32 }

func (n visited) key() uint64 { return uint64(uint32(n.at))<<32 | uint64(uint32(n.state)) }
