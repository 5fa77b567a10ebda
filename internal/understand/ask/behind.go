// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Behind asks which instances stand behind a number of a scorecard or of a
// question about paths: as many as it says, for the same terms.
type Behind struct {
	Terms
	What    string   `query:"what" help:"The number: all, completed, abandoned, ongoing, unripe; of a step reached, continued, left, ended, waiting, skipped, repeated, failed, late, overdue, answered; of paths transition, variant, starts, ends." default:"all" placeholder:"NUMBER"`
	Step    string   `query:"step" help:"The step that the number is of; of a transition the one it comes from." placeholder:"STEP"`
	Next    string   `query:"next" help:"Of a transition: the step behind." placeholder:"STEP"`
	Path    []string `query:"path,explode" help:"Of a variant: its steps, in order. Repeat for each." placeholder:"STEP" sep:"none"`
	Persona string   `query:"persona" help:"Only customers in the segment this persona stands for." placeholder:"ID"`
	On      string   `query:"on" help:"Whose number it is: a scorecard's, in which channel and actor choose visits, or one of paths, in which they choose instances. Default: a scorecard's, where it has the number." enum:",scorecard,paths" default:""`
	Page
}

// Standing are the instances that stand behind a number, those that started last
// first.
type Standing struct {
	About     About    `json:"about"`
	What      string   `json:"what"`
	Step      string   `json:"step,omitempty"` // of a funnel with an order: that the number is of
	StepTitle string   `json:"step_title,omitempty"`
	Per       string   `json:"per"`             // what the number counts: each instance, or each customer, listed with one of theirs
	N         int      `json:"n"`               // instances behind the number
	Times     int      `json:"times,omitempty"` // the number itself, where it counts what an instance may do several times
	Customers int      `json:"customers"`       // different ones
	Instances []Listed `json:"instances"`
	Next      string   `json:"next,omitempty"` // where to go on; "": there are no more
}

// Ask answers the question.
func (b *Behind) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	if err := b.single(); err != nil {
		return nil, err
	}
	return b.list(ctx, d, docs, func() (*standing, error) {
		x, chosen, err := b.find(ctx, d, docs)
		return &standing{x: x, set: chosen, what: cmp.Or(b.What, string(scorecard.AllNumber))}, err
	})
}

// onPaths are the numbers that questions about paths have and scorecards have not.
var onPaths = []string{"transition", "variant", "starts", "ends"}

// find finds the instances behind the number.
func (b *Behind) find(ctx context.Context, d *Desk, docs *workspace.Documents) (*sequence.Instances, sequence.Set, error) {
	number := scorecard.Number(cmp.Or(b.What, string(scorecard.AllNumber)))
	if docs == nil || b.Events || b.On == "paths" || slices.Contains(onPaths, b.What) {
		x, err := b.instances(ctx, d, docs)
		if err != nil {
			return nil, nil, err
		}
		chosen, err := b.along(x, string(number))
		return x, chosen, err
	}
	q, err := b.asCard(d, docs)
	if err != nil {
		return nil, nil, err
	}
	return scorecard.Behind(ctx, d.Index, docs.Files[0].Journey, &docs.Workspace, q, journey.StepID(b.Step), number)
}

// asCard reads the terms as a scorecard does.
func (b *Behind) asCard(d *Desk, docs *workspace.Documents) (scorecard.Question, error) {
	base, err := b.question(d.Clock())
	if err != nil {
		return scorecard.Question{}, err
	}
	q := scorecard.Question{Question: base, Channel: channel.ID(b.Channel), Actor: journey.ActorID(b.Actor)}
	return scorecard.ForPersona(docs.Workspace, q, b.Persona)
}

// along are the instances behind a number that questions about paths have.
func (b *Behind) along(x *sequence.Instances, what string) (sequence.Set, error) {
	steps := map[string]int{}
	var ids []string
	for i := range x.Plan.Steps {
		ids = append(ids, string(x.Plan.Steps[i].ID))
		steps[ids[i]] = i
	}
	index := func(id string) (int, error) {
		i, ok := steps[id]
		switch {
		case id == "":
			return 0, fault.New(fault.Invalid, "the number %q is of a step", what).WithRemedy("name the step")
		case !ok:
			return 0, unknown("step", id, ids)
		}
		return i, nil
	}
	in, err := b.test(x, what, index)
	if err != nil {
		return nil, err
	}
	out := sequence.NewSet(x.Len())
	for i := range x.Len() {
		if x.Has(i) && in(i) {
			out.Add(i)
		}
	}
	return out, nil
}

// test returns what an instance must fulfil to stand behind a number.
func (b *Behind) test(x *sequence.Instances, what string, index func(string) (int, error)) (func(i int) bool, error) {
	switch what {
	case "all":
		return func(int) bool { return true }, nil
	case "unripe":
		return func(i int) bool { return !x.Ripe(i) }, nil
	case "completed", "abandoned", "ongoing":
		return func(i int) bool { return x.Outcome(i).String() == what }, nil
	case "variant":
		return b.variant(x, index)
	case "reached", "repeated", "failed", "starts", "ends", "transition":
	default:
		return nil, fault.New(fault.Invalid, "there is no number %q of paths", what).WithRemedy("one of all, completed, abandoned, ongoing, unripe, reached, repeated, failed, transition, variant, starts, ends")
	}
	step, err := index(b.Step)
	if err != nil {
		return nil, err
	}
	next := -1
	if what == "transition" {
		if next, err = index(b.Next); err != nil {
			return nil, err
		}
	}
	return func(i int) bool {
		from, to := x.Visits(i)
		switch what {
		case "starts":
			return x.Step(from) == step
		case "ends":
			return x.Step(to-1) == step
		}
		n := 0
		for v := from; v < to; v++ {
			if x.Step(v) == step && (what != "transition" || v+1 < to && x.Step(v+1) == next) && (what != "failed" || x.Failed(v)) {
				n++
			}
		}
		return n > 1 || n == 1 && what != "repeated"
	}, nil
}

// variant tells the instances with a path from others.
func (b *Behind) variant(x *sequence.Instances, index func(string) (int, error)) (func(i int) bool, error) {
	path := make([]int, len(b.Path))
	for k, id := range b.Path {
		var err error
		if path[k], err = index(id); err != nil {
			return nil, err
		}
	}
	if len(path) == 0 {
		return nil, fault.New(fault.Invalid, "a variant is a list of steps").WithRemedy("name its steps with path, in order")
	}
	return func(i int) bool {
		from, to := x.Visits(i)
		if to-from != len(path) {
			return false
		}
		for k, s := range path {
			if x.Step(from+k) != s {
				return false
			}
		}
		return true
	}, nil
}
