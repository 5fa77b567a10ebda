// SPDX-License-Identifier: Apache-2.0

package edit

import (
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// stages returns the stages of a phase, or refuses the edit.
func (a *applier) stages(field string, p journey.Phase) *[]journey.Stage {
	switch phases := &a.Journey.Phases; p {
	case journey.Before:
		return &phases.Before
	case journey.During:
		return &phases.During
	case journey.After:
		return &phases.After
	}
	a.refuse(field, fault.New(fault.Invalid, "%q is no phase", p).WithRemedy("one of before, during, after"))
	return nil
}

// stage finds a stage by phase and title, or refuses the edit.
func (a *applier) stage(p journey.Phase, title string) *journey.Stage {
	stages := a.stages("phase", p)
	if stages == nil {
		return nil
	}
	i := stageAt(*stages, title)
	if i < 0 {
		a.refuse("stage", fault.New(fault.NotFound, "the stage %q is not there any more", title).WithRemedy("look at the map again; somebody may have renamed, moved or removed it"))
		return nil
	}
	return &(*stages)[i]
}

func stageAt(stages []journey.Stage, title string) int {
	return slices.IndexFunc(stages, func(s journey.Stage) bool { return s.Title == title })
}

func stepAt(steps []journey.Step, id string) int {
	return slices.IndexFunc(steps, func(s journey.Step) bool { return string(s.ID) == id })
}

// newTitle reports whether a stage may have a title in a phase, where it would
// be found by it; if not it refuses the edit.
func (a *applier) newTitle(field string, stages []journey.Stage, title string) bool {
	if title == "" {
		a.refuse(field, fault.New(fault.Invalid, "the stage has no title").WithRemedy("a word or two, as in Discover"))
		return false
	}
	if stageAt(stages, title) >= 0 {
		a.refuse(field, fault.New(fault.Conflict, "the phase has a stage %q already", title).WithRemedy("give it another title"))
		return false
	}
	return true
}

// stepAfter inserts a step behind the one with id after: "" is the front, and
// the end where that step stands here no more. It returns what it stands behind.
func stepAfter(st *journey.Stage, s journey.Step, after string) string {
	i := 0
	if after != "" {
		if i = stepAt(st.Steps, after) + 1; i == 0 {
			i = len(st.Steps)
		}
	}
	st.Steps = slices.Insert(st.Steps, i, s)
	if i == 0 {
		return ""
	}
	return string(st.Steps[i-1].ID)
}

// takeStep takes a step out of its stage and returns what it stood behind.
func (a *applier) takeStep(s journey.Placed) (after string) {
	st := &(*a.stages("phase", s.Phase))[a.stageOf(s)]
	i := stepAt(st.Steps, string(s.ID))
	if i > 0 {
		after = string(st.Steps[i-1].ID)
	}
	st.Steps = slices.Delete(st.Steps, i, i+1)
	return after
}

// stageOf is the position of a step's stage in its phase.
func (a *applier) stageOf(s journey.Placed) int {
	return slices.IndexFunc(*a.stages("phase", s.Phase), func(st journey.Stage) bool {
		return st.Title == s.Stage && stepAt(st.Steps, string(s.ID)) >= 0
	})
}

func (a *applier) addStep(e Edit) {
	v, faults := part(stepPart).decode(document.Encode(e.Value))
	s := v.(*journey.Step)
	switch {
	case e.Value == nil || s.Title == "" && len(faults) == 0:
		a.refuse("value.title", fault.New(fault.Invalid, "the step has no title").WithRemedy("say in the customer's words what happens"))
		return
	case len(faults) > 0:
		a.refuseAll("value", faults)
		return
	}
	if there, taken := a.Journey.Step(s.ID); taken && s.ID != "" {
		if equal(document.Encode(there.Step), document.Encode(s)) { // sent twice
			a.done(e, Edit{Op: RemoveStep, Step: s.ID})
			return
		}
		a.refuse("value.id", fault.New(fault.Conflict, "there is a step %q already", s.ID).WithRemedy("leave the id out, it is made from the title"))
		return
	}
	st := a.stage(e.Phase, e.Stage)
	if st == nil {
		return
	}
	if s.ID == "" {
		s.ID = a.idFor(s.Title, e.Step)
	}
	e.After = stepAfter(st, *s, e.After)
	e.Step, e.Value = s.ID, plain(document.Encode(s))
	a.done(e, Edit{Op: RemoveStep, Step: s.ID})
}

// idFor is the id of a new step: the one wished for, if it is free, else one
// made from the title.
func (a *applier) idFor(title string, wish journey.StepID) journey.StepID {
	if wish == "" {
		return a.newID(title)
	}
	if _, taken := a.Journey.Step(wish); !taken && !a.spent(wish) && wish == journey.StepID(journey.Slug(string(wish))) {
		return wish
	}
	id := a.newID(title)
	a.given[wish] = id
	return id
}

// newID makes an id from a title that no step has or ever had.
func (a *applier) newID(title string) journey.StepID {
	base := journey.StepID(journey.Slug(title))
	for id, n := base, 2; ; n++ {
		if _, taken := a.Journey.Step(id); !taken && !a.spent(id) {
			return id
		}
		id = journey.StepID(fmt.Sprintf("%s-%d", base, n))
	}
}

func (a *applier) moveStep(e Edit) {
	s, ok := a.step(e.Step)
	if !ok || a.stage(e.Phase, e.Stage) == nil {
		return
	}
	moved := *s.Step
	undo := Edit{Op: MoveStep, Step: e.Step, Phase: s.Phase, Stage: s.Stage}
	undo.After = a.takeStep(s)
	e.After = stepAfter(a.stage(e.Phase, e.Stage), moved, e.After)
	a.done(e, undo)
}

func (a *applier) removeStep(e Edit) {
	s, ok := a.step(e.Step)
	if !ok {
		return
	}
	was := plain(document.Encode(s.Step))
	if seen, faults := part(stepPart).decode(document.Encode(e.Value)); e.Value != nil && (len(faults) > 0 || !equal(document.Encode(seen), document.Encode(s.Step))) {
		a.conflict(e, was)
		return
	}
	e.Value, e.Phase, e.Stage = was, s.Phase, s.Stage
	e.After = a.takeStep(s)
	a.done(e, Edit{Op: AddStep, Phase: e.Phase, Stage: e.Stage, After: e.After, Value: was})
}

// stageAfter inserts a stage behind the one with the title after: "" is the
// front, and the end where there is none such. It returns what it stands behind.
func stageAfter(stages *[]journey.Stage, s journey.Stage, after string) string {
	i := 0
	if after != "" {
		if i = stageAt(*stages, after) + 1; i == 0 {
			i = len(*stages)
		}
	}
	*stages = slices.Insert(*stages, i, s)
	if i == 0 {
		return ""
	}
	return (*stages)[i-1].Title
}

// takeStage takes a stage out and returns what it stood behind.
func takeStage(stages *[]journey.Stage, title string) (s journey.Stage, after string) {
	i := stageAt(*stages, title)
	if i > 0 {
		after = (*stages)[i-1].Title
	}
	s = (*stages)[i]
	*stages = slices.Delete(*stages, i, i+1)
	return s, after
}

func stagePart() any { return &journey.Stage{} }

func (a *applier) addStage(e Edit) {
	stages := a.stages("phase", e.Phase)
	if stages == nil || !a.newTitle("stage", *stages, e.Stage) {
		return
	}
	s := &journey.Stage{}
	if e.Value != nil {
		v, faults := part(stagePart).decode(document.Encode(e.Value))
		if len(faults) > 0 {
			a.refuseAll("value", faults)
			return
		}
		s = v.(*journey.Stage)
	}
	s.Title = e.Stage
	if !a.newSteps(s.Steps) {
		return
	}
	e.After = stageAfter(stages, *s, e.After)
	e.Value = plain(document.Encode(s))
	a.done(e, Edit{Op: RemoveStage, Phase: e.Phase, Stage: e.Stage})
}

// newSteps gives ids to the steps of a new stage, or refuses the edit for one
// that is there already.
func (a *applier) newSteps(steps []journey.Step) bool {
	given := map[journey.StepID]bool{}
	for i := range steps {
		s := &steps[i]
		_, taken := a.Journey.Step(s.ID)
		if s.ID != "" && (taken || given[s.ID]) {
			a.refuse(document.Index("value.steps", i)+".id", fault.New(fault.Conflict, "there is a step %q already", s.ID).WithRemedy("leave the id out, it is made from the title"))
			return false
		}
		given[s.ID] = true
	}
	known := a.spent
	a.spent = func(id journey.StepID) bool { return given[id] || known(id) }
	defer func() { a.spent = known }()
	for i := range steps {
		if s := &steps[i]; s.ID == "" {
			s.ID = a.newID(s.Title)
			given[s.ID] = true
		}
	}
	return true
}

func (a *applier) renameStage(e Edit) {
	to, isText := e.To.(string)
	if !isText {
		a.refuse("to", fault.New(fault.Invalid, "the new title is no text").WithRemedy("as in to: Discover"))
		return
	}
	st := a.stage(e.Phase, e.Stage)
	if st == nil {
		return
	}
	if to != e.Stage && !a.newTitle("to", *a.stages("phase", e.Phase), to) {
		return
	}
	st.Title = to
	a.done(e, Edit{Op: RenameStage, Phase: e.Phase, Stage: to, To: e.Stage})
}

func (a *applier) moveStage(e Edit) {
	if e.ToPhase == "" {
		e.ToPhase = e.Phase
	}
	into := a.stages("to_phase", e.ToPhase)
	if into == nil || a.stage(e.Phase, e.Stage) == nil {
		return
	}
	if e.ToPhase != e.Phase && !a.newTitle("to_phase", *into, e.Stage) {
		return
	}
	s, was := takeStage(a.stages("phase", e.Phase), e.Stage)
	e.After = stageAfter(into, s, e.After)
	a.done(e, Edit{Op: MoveStage, Phase: e.ToPhase, Stage: e.Stage, ToPhase: e.Phase, After: was})
}

func (a *applier) removeStage(e Edit) {
	st := a.stage(e.Phase, e.Stage)
	if st == nil {
		return
	}
	was := plain(document.Encode(st))
	if seen, faults := part(stagePart).decode(document.Encode(e.Value)); e.Value != nil && (len(faults) > 0 || !equal(document.Encode(seen), document.Encode(st))) {
		a.conflict(e, was)
		return
	}
	e.Value = was
	_, e.After = takeStage(a.stages("phase", e.Phase), e.Stage)
	a.done(e, Edit{Op: AddStage, Phase: e.Phase, Stage: e.Stage, After: e.After, Value: was})
}
