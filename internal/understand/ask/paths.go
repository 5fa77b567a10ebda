// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"strconv"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// LeastVariant is the number of instances from which a variant is compared.
const LeastVariant = 5

// Variants asks for the different orders of steps, the most frequent first.
type Variants struct {
	Terms
	Top string `query:"top" help:"How many to list, or all." default:"20"`
}

// Listed is how many variants to list, 0 for all.
func (v *Variants) Listed() (int, error) {
	if v.Top == "all" {
		return 0, nil
	}
	top, err := strconv.Atoi(v.Top)
	if err != nil || top < 1 {
		return 0, fault.New(fault.Invalid, "top %q is no number", v.Top).WithRemedy("write 50, or all")
	}
	return top, nil
}

// Ask answers the question.
func (v *Variants) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[path.Variants, path.VariantsDifference], error) {
	top, err := v.Listed()
	if err != nil {
		return nil, err
	}
	if v.Against != "" {
		top = 0 // those that one side lists the other may have too
	}
	return about(ctx, d, docs, &v.Terms, kernel[path.Variants, path.VariantsDifference]{
		ask:    func(x *sequence.Instances) (*path.Variants, error) { return path.VariantsOf(ctx, x, top) },
		differ: func(a, b *path.Variants) *path.VariantsDifference { return path.CompareVariants(a, b, LeastVariant) },
	})
}

// about builds the instances and answers.
func about[R, D any](ctx context.Context, d *Desk, docs *workspace.Documents, t *Terms, k kernel[R, D]) (*Answer[R, D], error) {
	x, err := t.instances(ctx, d, docs)
	if err != nil {
		return nil, err
	}
	return answer(t, x, docs, k)
}

// Transitions asks which steps follow each other, how often and how fast.
type Transitions struct{ Terms }

// Ask answers the question.
func (q *Transitions) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[path.Transitions, path.TransitionsDifference], error) {
	return about(ctx, d, docs, &q.Terms, kernel[path.Transitions, path.TransitionsDifference]{
		ask:    func(x *sequence.Instances) (*path.Transitions, error) { return path.TransitionsOf(ctx, x) },
		differ: path.CompareTransitions,
	})
}

// Rework asks what is done again: on the same channel, or on another.
type Rework struct{ Terms }

// Ask answers the question.
func (q *Rework) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[path.Reworked, path.ReworkDifference], error) {
	return about(ctx, d, docs, &q.Terms, kernel[path.Reworked, path.ReworkDifference]{
		ask:    func(x *sequence.Instances) (*path.Reworked, error) { return path.ReworkOf(ctx, x) },
		differ: path.CompareRework,
	})
}

// Durations asks how long it takes, by what it came to.
type Durations struct{ Terms }

// Ask answers the question.
func (q *Durations) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[path.Durations, path.DurationsDifference], error) {
	return about(ctx, d, docs, &q.Terms, kernel[path.Durations, path.DurationsDifference]{
		ask:    func(x *sequence.Instances) (*path.Durations, error) { return path.DurationsOf(ctx, x) },
		differ: path.CompareDurations,
	})
}

// Levels asks for the first steps, level by level, as a graph whose totals add up.
type Levels struct {
	Terms
	Levels   int    `query:"levels" help:"How many levels." default:"5"`
	Starting string `query:"starting" help:"Paths begin at the first visit to this step." placeholder:"STEP"`
	Ending   string `query:"ending" help:"Paths end at the first visit to this step; alone, levels count from it backwards." placeholder:"STEP"`
	Collapse bool   `query:"collapse" help:"Visits to the same step in a row are one."`
	Gap      string `query:"gap" help:"A silence that long begins a new path, as in 30m." placeholder:"TIME"`
	Top      int    `query:"top" help:"How many steps to show at a level; the others stand together." default:"8"`
}

// Ask answers the question.
func (q *Levels) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[path.Levels, path.LevelsDifference], error) {
	spec, err := q.spec()
	if err != nil {
		return nil, err
	}
	return about(ctx, d, docs, &q.Terms, kernel[path.Levels, path.LevelsDifference]{
		ask:    func(x *sequence.Instances) (*path.Levels, error) { return path.LevelsOf(ctx, x, spec) },
		differ: path.CompareLevels,
	})
}

// spec reads the terms.
func (q *Levels) spec() (s path.LevelSpec, err error) {
	s = path.LevelSpec{Steps: q.Levels, From: journey.StepID(q.Starting), To: journey.StepID(q.Ending), Collapse: q.Collapse, Nodes: q.Top}
	switch {
	case q.Levels < 1:
		return s, fault.New(fault.Invalid, "levels %d shows nothing", q.Levels).WithRemedy("ask for one level at least")
	case q.Top < 0:
		return s, fault.New(fault.Invalid, "top %d is no number of steps", q.Top).WithRemedy("write 0 for all")
	case q.Against != "":
		s.Nodes = 0 // what stands among others on one side cannot be compared
	}
	if q.Gap == "" {
		return s, nil
	}
	gap, err := calendar.ParseSpan(q.Gap)
	if err != nil || gap.Unit != calendar.Absolute && gap.Unit != calendar.None {
		return s, fault.New(fault.Invalid, "gap %q is no length of time", q.Gap).WithRemedy("write 30m or 2h")
	}
	s.Gap = gap.Length
	return s, nil
}
