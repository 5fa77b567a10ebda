// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// LevelNumber names one of the numbers of a level graph. Steps that are not among
// those shown stand together as Others, as in Levels.
type LevelNumber struct {
	What  LevelWhat
	Level int            // from 1
	Step  journey.StepID // at the level; or Others
	Next  journey.StepID // of WentOn: at the level behind it; or Others
}

// LevelWhat says which number of a step at a level is meant.
type LevelWhat string

// The numbers.
const (
	Arrived LevelWhat = "arrived" // Node.Arrived
	Ended   LevelWhat = "ended"   // Node.Ended
	WentOn  LevelWhat = "went-on" // Edge.Count, with Step nearer to where levels count from
)

// LevelsBehind returns the instances whose paths count in a number of a level
// graph, and how many of their paths do: as many as LevelsOf counts for the same
// spec. An instance has several paths only with a Gap. A fault tells what of the
// spec or the number is wrong; other errors are the context's.
//
//	u: a b c, v: a c  →  went on from a at level 1 to c: v
func LevelsBehind(ctx context.Context, x *sequence.Instances, spec LevelSpec, n LevelNumber) (behind sequence.Set, paths int, err error) {
	r, err := spec.rules(x)
	if err != nil {
		return nil, 0, err
	}
	if last := r.Steps - one(n.What == WentOn); n.Level < 1 || n.Level > last {
		return nil, 0, fault.New(fault.Invalid, "there is no such number at level %d", n.Level).WithRemedy("levels are 1 to %d", last)
	}
	f := &levelFilter{level: n.Level - 1, what: n.What}
	if f.here, f.next, err = spec.meant(ctx, x, n); err != nil {
		return nil, 0, err
	}
	if c := x.Narrow(); c != nil {
		return standing(ctx, x, c, r, f)
	}
	return standing(ctx, x, x.Wide(), r, f)
}

// meant tells of each step of the plan whether it is the number's, or the one
// behind.
func (s LevelSpec) meant(ctx context.Context, x *sequence.Instances, n LevelNumber) (here, next []bool, err error) {
	var shown *Levels
	if n.Step == Others || n.What == WentOn && n.Next == Others {
		s.Untimed = true
		if shown, err = LevelsOf(ctx, x, s); err != nil {
			return nil, nil, err
		}
	}
	if here, err = shown.steps(x, n.Level, n.Step); err != nil {
		return nil, nil, err
	}
	switch n.What {
	case Arrived, Ended:
	case WentOn:
		next, err = shown.steps(x, n.Level+1, n.Next)
	default:
		err = fault.New(fault.Invalid, "levels have no number %q that customers stand behind", n.What).WithRemedy("one of arrived, ended, went-on")
	}
	return here, next, err
}

// steps tells of each step of the plan whether it is of that name or, with Others,
// not among those shown at a level.
func (l *Levels) steps(x *sequence.Instances, level int, id journey.StepID) ([]bool, error) {
	out := make([]bool, len(x.Plan.Steps))
	if id != Others {
		s, err := stepNamed(x, id)
		if err == nil {
			out[s] = true
		}
		return out, err
	}
	if level > len(l.Levels) {
		return out, nil // nobody came so far
	}
	for s := range out {
		out[s] = true
	}
	for _, n := range l.Levels[level-1].Nodes {
		if n.Step != Others {
			s, err := stepNamed(x, n.Step)
			if err != nil {
				return nil, err
			}
			out[s] = false
		}
	}
	return out, nil
}

// levelFilter says what of the counts of one instance is meant.
type levelFilter struct {
	what       LevelWhat
	level      int // from 0
	here, next []bool
}

func standing[S uint8 | uint16, T uint32 | int64](
	ctx context.Context, x *sequence.Instances, c *sequence.Columns[S, T], r rules, f *levelFilter,
) (sequence.Set, int, error) {
	r.Steps = f.level + 2 // what is behind does not matter, and of the last level it is not counted who goes on
	undated := undatedManners(x)
	k, err := sequence.Run(ctx, x, func() *stand[S, T] {
		counts := &levelCounts{first: make([]uint32, r.steps), ended: make([]uint32, r.Steps*r.steps)}
		return &stand[S, T]{walk: &walk[S, T]{Columns: c, rules: &r, undated: undated, counts: counts}, f: f, found: sequence.NewSet(x.Len())}
	})
	if err != nil {
		return nil, 0, err
	}
	return k.found, k.paths, nil
}

// stand is a kernel that lets a walk count one instance after the other, and so
// learns who adds to a number.
type stand[S uint8 | uint16, T uint32 | int64] struct {
	*walk[S, T]
	f     *levelFilter
	found sequence.Set
	paths int
}

// Observe looks at instances.
func (k *stand[S, T]) Observe(x *sequence.Instances, from, to int) {
	offsets := x.Offsets()
	for i := from; i < to; i++ {
		if !x.Has(i) {
			continue
		}
		k.instance(offsets[i], offsets[i+1])
		if n := k.f.take(k.counts, k.steps); n > 0 {
			k.found.Add(i)
			k.paths += n
		}
	}
}

// Merge takes in what another kernel learned.
func (k *stand[S, T]) Merge(o *stand[S, T]) {
	k.found.Unite(o.found)
	k.paths += o.paths
}

// take reads the number off the counts of one instance, and clears them: who
// arrived at a step ended there or went on from it.
func (f *levelFilter) take(c *levelCounts, steps int) (n int) {
	ended := c.ended[f.level*steps:][:steps]
	if f.what != WentOn {
		for s, of := range f.here {
			if of {
				n += int(ended[s])
			}
		}
	}
	clear(c.ended)
	if f.what == Ended || c.rare.n == 0 {
		c.rare.clear()
		return n
	}
	for _, k := range c.rare.slots {
		if k.key == 0 {
			continue
		}
		node, next := (k.key-1)/uint64(steps), (k.key-1)%uint64(steps)
		if int(node)/steps == f.level && f.here[int(node)%steps] && (f.next == nil || f.next[next]) {
			n += int(k.count)
		}
	}
	c.rare.clear()
	return n
}

// clear takes all keys out of the set.
func (s *keySet) clear() {
	if s.n > 0 {
		clear(s.slots)
		s.n = 0
	}
}
