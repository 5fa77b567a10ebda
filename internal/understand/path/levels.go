// SPDX-License-Identifier: Apache-2.0

package path

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// LevelSpec says which paths a level graph shows. The zero value shows the first
// five steps of every instance.
type LevelSpec struct {
	Steps    int            // levels; 0: five
	From     journey.StepID // paths begin at its first visit, and those without it are left out; "": at their first step
	To       journey.StepID // paths end at its first visit (behind From's), and those without it are left out; "": at their last step
	Collapse bool           // visits to the same step in a row are one, at the time of the last
	Gap      time.Duration  // a silence that long parts an instance into paths; 0: none does
	Nodes    int            // steps shown at a level, the others together as one; 0: all
	Edges    int            // edges shown at a level; 0: all
	Untimed  bool           // times are not wanted, which takes half as long
}

// Sessions are the levels of raw events: repetitions collapse and half an hour
// of silence ends a path.
func Sessions(steps int) LevelSpec {
	return LevelSpec{Steps: steps, Collapse: true, Gap: 30 * time.Minute}
}

// Others stands for the steps at a level that are not among those shown.
const Others journey.StepID = ""

// Levels are the steps of paths by their place, the first being level 1. With To
// and without From the places count from the end: level 1 is To, level 2 the step
// before it.
type Levels struct {
	Instances int     `json:"instances"` // with a path
	Paths     int     `json:"paths"`
	Backward  bool    `json:"backward"` // levels count from the end
	Levels    []Level `json:"levels"`
}

// Level is one place in paths. Arrived = Kept + Others + Ended, and of the next
// level Arrived is Kept + Others.
type Level struct {
	Level   int    `json:"level"`
	Arrived int    `json:"arrived"` // paths with so many steps
	Kept    int    `json:"kept"`    // of them that go on along the edges shown
	Others  int    `json:"others"`  // that go on otherwise; from the last level: at all
	Ended   int    `json:"ended"`   // that have no further step
	Nodes   []Node `json:"nodes"`
	Edges   []Edge `json:"edges"`
}

// Node is a step at a level.
type Node struct {
	Step    journey.StepID `json:"step"` // or Others
	Arrived int            `json:"arrived"`
	Ended   int            `json:"ended"`
}

// Edge is a step at a level and the one at the next. From is the earlier of the
// two, in levels that count from the end too.
type Edge struct {
	From  journey.StepID `json:"from"` // or Others
	To    journey.StepID `json:"to"`   // or Others
	Count int            `json:"count"`
	Share stat.Estimate  `json:"share"` // of those that arrived at its step at this level
	Times
}

// maxLevels bounds what can be asked for.
const maxLevels = 100

// LevelsOf counts which steps the paths of the selected instances take, place by
// place, and how long from one to the next. A fault tells what of the spec is
// wrong; other errors are the context's.
//
//	u: a b c, v: a c  →  level 1: a 2, edges a b 1, a c 1; level 2: b 1, c 1 (ended 1), edge b c 1; level 3: c 1 (ended 1)
func LevelsOf(ctx context.Context, x *sequence.Instances, spec LevelSpec) (*Levels, error) {
	w, err := spec.rules(x)
	if err != nil {
		return nil, err
	}
	if c := x.Narrow(); c != nil {
		return levels(ctx, x, c, w)
	}
	return levels(ctx, x, x.Wide(), w)
}

// rules are a spec in the terms of a plan.
type rules struct {
	LevelSpec
	steps    int // of the plan
	from, to int // -1: none
	gap      int64
}

func (s LevelSpec) rules(x *sequence.Instances) (r rules, err error) {
	if s.Steps == 0 {
		s.Steps = 5
	}
	if s.Steps < 1 || s.Steps > maxLevels {
		return r, fault.New(fault.Invalid, "%d levels", s.Steps).WithRemedy("ask for 1 to %d", maxLevels)
	}
	if s.Gap < 0 || s.Nodes < 0 || s.Edges < 0 {
		return r, fault.New(fault.Invalid, "a gap or limit below zero").WithRemedy("leave it out to have none")
	}
	r = rules{LevelSpec: s, steps: len(x.Plan.Steps), gap: (s.Gap.Microseconds() + x.Unit - 1) / x.Unit}
	if r.from, err = stepNamed(x, s.From); err != nil {
		return r, err
	}
	r.to, err = stepNamed(x, s.To)
	return r, err
}

// stepNamed is the index of a step, -1 for "".
func stepNamed(x *sequence.Instances, id journey.StepID) (int, error) {
	if id == "" {
		return -1, nil
	}
	for s := range x.Plan.Steps {
		if x.Plan.Steps[s].ID == id {
			return s, nil
		}
	}
	return 0, fault.New(fault.NotFound, "there is no step %q", id).WithRemedy("name one of the journey's steps")
}

// backward reports whether levels count from the end.
func (r *rules) backward() bool { return r.to >= 0 && r.from < 0 }

// plain reports whether paths are instances as they are.
func (r *rules) plain() bool { return r.from < 0 && r.to < 0 && !r.Collapse && r.gap == 0 }
