// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
)

// sample is a log brought to one order, whatever order it came in: names
// sorted, paths sorted, each once.
type sample struct {
	names     []string
	channels  [][]ChannelCount // by name, the most frequent first
	all       []Path
	instances int
	again     int // instances that were cut off others
	silences  []float64
	lengths   []float64

	events  []int // by name
	touched []int // instances with the name
	ends    []int // instances with which it was the last new one
}

// read brings a log to order.
func read(log Log) (*sample, error) {
	s := &sample{silences: log.Silences, lengths: log.Lengths}
	number := map[string]int{}
	for _, e := range log.Events {
		number[e.Name] = 0
	}
	s.names = slices.Sorted(maps.Keys(number))
	for i, name := range s.names {
		number[name] = i
	}
	counts := make([]map[channel.ID]int, len(s.names))
	for _, e := range log.Events {
		of := number[e.Name]
		for _, c := range e.Channels {
			if counts[of] == nil {
				counts[of] = map[channel.ID]int{}
			}
			counts[of][c.Channel] += c.N
		}
	}
	for _, of := range counts {
		s.channels = append(s.channels, sorted(of))
	}
	if err := s.take(log, number); err != nil {
		return nil, err
	}
	s.all = merged(s.all)
	s.count()
	return s, nil
}

// take reads the paths.
func (s *sample) take(log Log, number map[string]int) error {
	if len(log.Events) > math.MaxUint16 {
		return fmt.Errorf("discover: %d names of events", len(log.Events))
	}
	s.all = make([]Path, 0, len(log.Paths))
	for _, p := range log.Paths {
		steps := make([]uint16, len(p.Steps))
		for i, at := range p.Steps {
			if int(at) >= len(log.Events) {
				return fmt.Errorf("discover: a path has event %d of %d", at, len(log.Events))
			}
			steps[i] = uint16(number[log.Events[at].Name])
		}
		s.all = append(s.all, Path{steps, p.N})
	}
	return nil
}

// sorted lists counts, the highest first, equals by name.
func sorted(counts map[channel.ID]int) (out []ChannelCount) {
	for id, n := range counts {
		out = append(out, ChannelCount{id, n})
	}
	slices.SortFunc(out, func(a, b ChannelCount) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Channel, b.Channel)) })
	return out
}

// merged sorts paths and adds up those that are the same. Empty ones and those of
// nobody are dropped.
func merged(paths []Path) []Path {
	paths = slices.DeleteFunc(paths, func(p Path) bool { return p.N <= 0 || len(p.Steps) == 0 })
	slices.SortFunc(paths, func(a, b Path) int { return slices.Compare(a.Steps, b.Steps) })
	out := paths[:0]
	for _, p := range paths {
		if n := len(out); n > 0 && slices.Equal(out[n-1].Steps, p.Steps) {
			out[n-1].N += p.N
			continue
		}
		out = append(out, p)
	}
	return out
}

// count counts what single names have.
func (s *sample) count() {
	n := len(s.names)
	s.instances, s.events, s.touched, s.ends = 0, make([]int, n), make([]int, n), make([]int, n)
	seen := newMarks(n)
	for _, p := range s.all {
		s.instances += p.N
		last := uint16(0)
		seen.next()
		for _, name := range p.Steps {
			s.events[name] += p.N
			if seen.first(int(name)) {
				s.touched[name] += p.N
				last = name
			}
		}
		s.ends[last] += p.N
	}
}

// only returns the paths with nothing but the chosen names, renumbered to their
// places in chosen.
func (s *sample) only(chosen []int) []Path {
	place := make([]int, len(s.names))
	for i := range place {
		place[i] = -1
	}
	for i, name := range chosen {
		place[name] = i
	}
	var out []Path
	for _, p := range s.all {
		var steps []uint16
		for _, name := range p.Steps {
			if place[name] >= 0 {
				steps = append(steps, uint16(place[name]))
			}
		}
		out = append(out, Path{steps, p.N})
	}
	return merged(out)
}

// marks tells what was met for the first time since the last next.
type marks struct {
	round int
	last  []int
}

func newMarks(n int) *marks { return &marks{last: make([]int, n)} }

func (m *marks) next() { m.round++ }

func (m *marks) has(i int) bool { return m.last[i] == m.round }

func (m *marks) first(i int) bool {
	if m.last[i] == m.round {
		return false
	}
	m.last[i] = m.round
	return true
}

// share is n ÷ of, and 0 of nothing.
func share(n, of int) float64 {
	if of <= 0 {
		return 0
	}
	return float64(n) / float64(of)
}
