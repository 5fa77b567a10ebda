// SPDX-License-Identifier: Apache-2.0

// Package edit changes a journey by field, so that several people can work on
// one map at once: edits of different fields always merge, and two edits of one
// field are told apart by what each editor saw. Steps are addressed by their id,
// stages by phase and title. It is pure: a document and edits in, a text out.
// It may import define and fault.
package edit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// Op is what an edit does.
type Op string

// The operations.
const (
	Set         Op = "set"
	AddStep     Op = "add-step"
	MoveStep    Op = "move-step"
	RemoveStep  Op = "remove-step"
	AddStage    Op = "add-stage"
	RenameStage Op = "rename-stage"
	MoveStage   Op = "move-stage"
	RemoveStage Op = "remove-stage"
)

// Values lists the operations.
func (Op) Values() []string {
	return []string{
		string(Set), string(AddStep), string(MoveStep), string(RemoveStep),
		string(AddStage), string(RenameStage), string(MoveStage), string(RemoveStage),
	}
}

// Edit is one change. Which fields it needs depends on what it does:
//
//	{op: set, step, field, from, to}             a field of a step; without step, of the journey
//	{op: add-step, phase, stage, after, value}   value is the step's document; step may wish for an id
//	{op: move-step, step, phase, stage, after}
//	{op: remove-step, step}
//	{op: add-stage, phase, stage, after}         value may hold its steps
//	{op: rename-stage, phase, stage, to}
//	{op: move-stage, phase, stage, to_phase, after}
//	{op: remove-stage, phase, stage}
//
// From, To and Value are JSON as encoding/json decodes it. A removal may carry
// as value what its editor saw; it is a conflict if that is no longer so.
type Edit struct {
	Op    Op             `json:"op"`
	Step  journey.StepID `json:"step,omitempty"`
	Field string         `json:"field,omitempty"` // a path, as in touchpoint.channel
	From  any            `json:"from,omitempty"`  // what the editor saw; nil: nothing there
	To    any            `json:"to,omitempty"`    // nil removes

	Phase   journey.Phase `json:"phase,omitempty"`
	Stage   string        `json:"stage,omitempty"` // its title
	ToPhase journey.Phase `json:"to_phase,omitempty"`
	After   string        `json:"after,omitempty"` // id of a step, title of a stage; "": first
	Value   any           `json:"value,omitempty"`

	// Made is given with removals that take back: the outermost part of the
	// document that the set brought with it, as in touchpoint of
	// touchpoint.channel. It goes too, if nothing else has come to stand in it.
	Made string `json:"made,omitempty"`
}

// Applied is an edit that was made. Its From is the value it replaced, its To
// what stands there now, ids and places are those that came true.
type Applied struct {
	Edit
	Undo Edit `json:"undo"` // takes it back
}

// Conflict is an edit that was not made, because somebody else changed the same
// field since its editor looked.
type Conflict struct {
	Edit    Edit `json:"edit"`
	Current any  `json:"current"` // what stands there now
}

// Outcome is what came of a list of edits.
type Outcome struct {
	Journey   *journey.Journey   // as edited
	Document  *document.Document // its text, with comments and order kept; the one given where nothing changed
	Applied   []Applied
	Conflicts []Conflict
	Refused   fault.List // edits that make no sense, each with its place, as in edits[2].to.valence
}

// Rules are what edits are held to. The zero value holds them to nothing.
type Rules struct {
	Spent func(journey.StepID) bool                 // ids that are not given to new steps, although they are free
	May   func(*journey.Journey, Edit) *fault.Fault // why an edit is not allowed, nil where it is
}

// Apply makes edits in order and returns what came of each. An edit that
// conflicts, makes no sense or is not allowed is left out, the others are made.
// The error is for documents that cannot be written.
func Apply(doc *document.Document, edits []Edit, rules Rules) (*Outcome, error) {
	a := &applier{Outcome: &Outcome{Journey: read(doc)}, spent: rules.Spent, given: map[journey.StepID]journey.StepID{}}
	if a.spent == nil {
		a.spent = func(journey.StepID) bool { return false }
	}
	before := doc.Says(a.Journey)
	for i, e := range edits {
		a.at = document.Index("edits", i)
		e = a.known(e)
		if rules.May != nil {
			if f := rules.May(a.Journey, e); f != nil {
				a.refuse("", f)
				continue
			}
		}
		a.apply(e)
	}
	var err error
	if a.Document, err = doc.Patch(before, document.Encode(a.Journey), func(d *document.Document) any { return read(d) }); err != nil {
		return nil, fmt.Errorf("write edited journey: %w", err)
	}
	return a.Outcome, nil
}

// read reads a journey; its own faults are for those who validate it.
func read(doc *document.Document) *journey.Journey {
	var ignored fault.List
	return journey.ReadShared(doc, &ignored)
}

// Undo returns the edits that take back what was applied, in the order in which
// to make them.
func Undo(applied []Applied) []Edit {
	var out []Edit
	for _, a := range slices.Backward(applied) {
		out = append(out, a.Undo)
	}
	return out
}

// Owns reports whether an edit touches nothing but what a step says whose owner
// has the given e-mail address: the step's own owner, else that of its
// touchpoint in the library. Where a step stands, and whether it exists, is not
// for its owner alone to say.
func Owns(w *journey.Workspace, j *journey.Journey, email string, e Edit) bool {
	s, ok := j.Step(e.Step)
	return ok && e.Op == Set && email != "" && strings.EqualFold(w.Owner(s.Step), email)
}

// applier makes edits one after the other.
type applier struct {
	*Outcome
	spent func(journey.StepID) bool
	at    string                            // place of the edit in the list
	given map[journey.StepID]journey.StepID // ids that new steps got instead of those wished for
}

// known gives the steps that an edit names the ids they got.
func (a *applier) known(e Edit) Edit {
	if id, ok := a.given[e.Step]; ok {
		e.Step = id
	}
	if id, ok := a.given[journey.StepID(e.After)]; ok {
		e.After = string(id)
	}
	return e
}

func (a *applier) apply(e Edit) {
	switch e.Op {
	case Set:
		a.set(e)
	case AddStep:
		a.addStep(e)
	case MoveStep:
		a.moveStep(e)
	case RemoveStep:
		a.removeStep(e)
	case AddStage:
		a.addStage(e)
	case RenameStage:
		a.renameStage(e)
	case MoveStage:
		a.moveStage(e)
	case RemoveStage:
		a.removeStage(e)
	default:
		a.refuse("op", fault.New(fault.Invalid, "%q is no operation", e.Op).WithRemedy("one of %s", strings.Join(e.Op.Values(), ", ")))
	}
}

// refuse leaves an edit out and says why.
func (a *applier) refuse(field string, f *fault.Fault) {
	f.Field = document.Join(a.at, field)
	a.Refused.Add(f)
}

// refuseAll leaves an edit out for the faults of a value that was decoded.
func (a *applier) refuseAll(field string, faults fault.List) {
	for _, f := range faults {
		inner := f.Field
		f.Place = fault.Place{}
		a.refuse(field, f)
		if inner != "" {
			f.Field = document.Join(f.Field, inner)
		}
	}
}

func (a *applier) done(e, undo Edit) { a.Applied = append(a.Applied, Applied{e, undo}) }

func (a *applier) conflict(e Edit, current any) {
	a.Conflicts = append(a.Conflicts, Conflict{e, current})
}

// step finds the step an edit names, or refuses the edit.
func (a *applier) step(id journey.StepID) (journey.Placed, bool) {
	s, ok := a.Journey.Step(id)
	switch {
	case id == "":
		a.refuse("step", fault.New(fault.Invalid, "the edit names no step").WithRemedy("give the id of the step"))
	case !ok:
		a.refuse("step", fault.New(fault.NotFound, "the step %q is not there any more", id).WithRemedy("look at the map again; somebody may have removed it"))
	}
	return s, ok && id != ""
}
