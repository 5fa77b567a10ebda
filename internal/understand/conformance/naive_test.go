// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/understand/naive"
)

// smallNet makes a net of a few places from bytes. Its first place has a token at
// the beginning, its last one at the end.
func smallNet(b []byte) naive.Net {
	next := func() int {
		if len(b) == 0 {
			return 0
		}
		v := int(b[0])
		b = b[1:]
		return v
	}
	places := 2 + next()%4
	n := naive.Net{Initial: make([]int, places), Final: make([]int, places)}
	n.Initial[0], n.Final[places-1] = 1, 1
	for range 1 + next()%8 {
		t := naive.NetTransition{Label: []string{"", "A", "B", "C", "D", "A"}[next()%6]}
		shape, at := next(), next()
		t.In = append(t.In, at%places)
		if shape&3 == 3 {
			t.In = append(t.In, (at/places)%places)
		}
		at = next()
		t.Out = append(t.Out, at%places)
		if shape&12 == 12 {
			t.Out = append(t.Out, (at/places)%places)
		}
		n.Transitions = append(n.Transitions, t)
	}
	return n
}

// modelOf makes our model of a naive net.
func modelOf(n naive.Net) *Model {
	m := &Model{places: len(n.Initial)}
	places := func(list []int) (out []int32) {
		for _, p := range list {
			out = append(out, int32(p))
		}
		return out
	}
	tokens := func(list []int) marking {
		b := make([]byte, len(list))
		for i, t := range list {
			b[i] = byte(t)
		}
		return marking(b)
	}
	for _, t := range n.Transitions {
		l := int32(silent)
		if t.Label != "" {
			if l = m.label(t.Label); l < 0 {
				m.Labels = append(m.Labels, t.Label)
				l = int32(len(m.Labels) - 1)
			}
		}
		m.transitions = append(m.transitions, transition{l, places(t.In), places(t.Out)})
	}
	m.initial, m.final = tokens(n.Initial), tokens(n.Final)
	return m
}

// replay is what the model does in an alignment: the visits that it allows and
// the steps left out, in their order.
func replay(m *Model, path []string, marks []mark) (run []string, err error) {
	for at := range len(path) + 1 {
		for ; len(marks) > 0 && int(marks[0].at) == at && marks[0].label != extra; marks = marks[1:] {
			run = append(run, m.Labels[marks[0].label])
		}
		if at == len(path) {
			break
		}
		if len(marks) > 0 && int(marks[0].at) == at {
			marks = marks[1:]
			continue
		}
		run = append(run, path[at])
	}
	if len(marks) > 0 {
		return run, fmt.Errorf("%d marks are out of order", len(marks))
	}
	return run, nil
}

// holds fails unless the alignment is one: what it says that the model does, the
// model can do.
func holds(t *testing.T, n naive.Net, m *Model, path []string, prefix bool, f *found) {
	t.Helper()
	run, err := replay(m, path, f.marks)
	if err != nil {
		t.Fatalf("%v: %v", path, err)
	}
	if d, ok := n.Align(run, prefix, most); !ok || d != 0 {
		t.Fatalf("%+v: %v, prefix %v, is aligned by %v, which deviates by %d", n, path, prefix, f.marks, d)
	}
}

const most = 60 // markings of nets that are looked at

func labelsOf(m *Model, path []string) (out []int32) {
	for _, name := range path {
		out = append(out, m.label(name))
	}
	return out
}

// FuzzAlign: both engines find as few deviations as Bellman and Ford do, whatever
// they looked at before, and with a small bound an alignment that is not better.
func FuzzAlign(f *testing.F) {
	f.Add([]byte{2, 3, 1, 0, 0, 1, 2, 0, 1, 2, 3, 0, 2, 3}, "ABC", "AXC")
	f.Add([]byte{3, 7, 0, 12, 0, 11, 1, 0, 1, 3, 2, 0, 2, 4, 0, 3, 19, 0, 0, 0, 3, 1}, "BAB", "B")
	f.Add([]byte{0, 1, 1, 0, 0, 1, 0, 0, 1, 0}, "", "AAAA")
	f.Fuzz(func(t *testing.T, net []byte, one, two string) {
		n := smallNet(net)
		m := modelOf(n)
		g := begin(m).graph(most)
		if g == nil || len(one)+len(two) > 24 {
			return
		}
		engines := map[string]engine{"columns": newColumns(g), "search": newSearch(begin(m))}
		for round, text := range []string{one, two, one} {
			path := strings.Split(text, "")
			if text == "" {
				path = nil
			}
			for _, prefix := range []bool{false, true} {
				want, ok := n.Align(path, prefix, most)
				if !ok {
					return
				}
				for name, e := range engines {
					l, err := e.leg(context.Background(), e.start(), labelsOf(m, path), prefix, 1<<20)
					if want < 0 {
						if !errors.Is(err, errNoWay) {
							t.Fatalf("%s: %+v has no way for %v, found %+v", name, n, path, l)
						}
						continue
					}
					if err != nil || !l.done || len(l.marks) != want || l.least != want {
						t.Fatalf("%s, round %d: %+v with %v, prefix %v: %+v %v, want %d", name, round, n, path, prefix, l, err, want)
					}
					holds(t, n, m, path, prefix, &found{l.marks, l.least})
				}
				if want >= 0 {
					bounded(t, n, m, engines, path, prefix, want)
				}
			}
		}
	})
}

// bounded checks what is found within a few nodes.
func bounded(t *testing.T, n naive.Net, m *Model, engines map[string]engine, path []string, prefix bool, want int) {
	for name, e := range engines {
		for _, bound := range []int{0, 1, 3, 10} {
			a, err := newAligner(context.Background(), m, 1<<20)
			if errors.Is(err, errNoWay) {
				return // to the end, from the beginning
			}
			a.bound = bound
			f, err := a.search(context.Background(), e, labelsOf(m, path), prefix)
			if err != nil || len(f.marks) < want || f.least > want || len(f.marks) > len(path)+len(a.shortest) {
				t.Fatalf("%s within %d: %+v with %v, prefix %v: %+v %v, want %d", name, bound, n, path, prefix, f, err, want)
			}
			holds(t, n, m, path, prefix, f)
		}
	}
}

// TestBound: a design in which much may happen side by side is compared all the
// same, and what is not exact says so.
func TestBound(t *testing.T) {
	n, path := sideBySide(24)
	m := modelOf(n)
	a, err := newAligner(context.Background(), m, 5000)
	if err != nil {
		t.Fatal(err)
	}
	if a.Shortest() != 24 || !a.approximate {
		t.Errorf("the shortest way has %d steps, approximate %v", a.Shortest(), a.approximate)
	}
	e := a.take()
	as := labelsOf(m, path)
	for _, c := range []struct {
		name        string
		path        []int32
		prefix      bool
		least, most int
	}{
		{"as designed", as, false, 0, 0},
		{"the other way round", reversed(as), false, 0, 0},
		{"one left out", as[1:], false, 1, 1},
		{"half of it", as[:12], false, 1, 12},
		{"half of it, going on", as[:12], true, 0, 0},
		{"every step twice", append(slices.Clone(as), as...), false, 1, 24},
		{"nothing", nil, false, 1, 24},
	} {
		f, err := a.find(context.Background(), e, c.path, c.prefix)
		if err != nil || len(f.marks) > c.most || len(f.marks) < c.least || f.least > len(f.marks) {
			t.Errorf("%s: %+v %v", c.name, f, err)
			continue
		}
		t.Logf("%s: %d deviations, at least %d", c.name, len(f.marks), f.least)
	}
}

// sideBySide is a net of n steps that may come in any order.
func sideBySide(n int) (net naive.Net, path []string) {
	net = naive.Net{Initial: make([]int, 2*n+2), Final: make([]int, 2*n+2)}
	net.Initial[0], net.Final[2*n+1] = 1, 1
	split, join := naive.NetTransition{In: []int{0}}, naive.NetTransition{Out: []int{2*n + 1}}
	for i := range n {
		name := fmt.Sprintf("s%02d", i)
		path = append(path, name)
		net.Transitions = append(net.Transitions, naive.NetTransition{Label: name, In: []int{1 + i}, Out: []int{1 + n + i}})
		split.Out, join.In = append(split.Out, 1+i), append(join.In, 1+n+i)
	}
	net.Transitions = append(net.Transitions, split, join)
	return net, path
}

func reversed(path []int32) []int32 {
	out := slices.Clone(path)
	slices.Reverse(out)
	return out
}

// TestSearchIsCancelled: a long search ends when nobody waits for it.
func TestSearchIsCancelled(t *testing.T) {
	n, path := sideBySide(30)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := newSearch(begin(modelOf(n)))
	if _, err := s.leg(ctx, 0, labelsOf(modelOf(n), path[:1]), false, 1<<30); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := newAligner(ctx, modelOf(n), 0); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	a := open(t, writeNet(t, "p0 A p1", "p1 B p2"))
	if _, err := a.find(ctx, a.take(), make([]int32, 5000), false); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
