// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
)

// readCJML reads the planned journey of a CJML file, leniently: actors that
// nobody declared are taken as they are, unknown elements are told and their
// text is parked. What a person has lived is no design and is left out.
func readCJML(name string, src []byte) (*Draft, error) {
	root, err := parseXML(name, src)
	if err != nil {
		return nil, err
	}
	planned, err := plannedJourney(name, root)
	if err != nil {
		return nil, err
	}
	r := &cjmlReader{sketch: newSketch(CJML), phases: map[string]cjmlPhase{}, used: map[string]bool{}, ids: map[string]bool{}}
	r.report.Shape = ShapeCJML
	for _, c := range root.children {
		if c != planned {
			r.strange(c)
		}
	}
	r.read(planned)
	return r.draft(name)
}

// plannedJourney finds the one planned journey of a file.
func plannedJourney(name string, root *element) (*element, error) {
	var planned []*element
	actual := false
	for _, c := range append([]*element{root}, root.children...) {
		if strings.EqualFold(c.name, "plannedJourney") {
			planned = append(planned, c)
		}
		actual = actual || strings.EqualFold(c.name, "actualJourney")
	}
	switch {
	case len(planned) == 1:
		return planned[0], nil
	case len(planned) > 1:
		return nil, fault.New(fault.Invalid, "the file holds %d planned journeys", len(planned)).WithRemedy("give each a file of its own").At(planned[1].place)
	case actual:
		return nil, fault.New(fault.Invalid, "the file holds what somebody has lived, no design").WithRemedy("a journey is made of a plannedJourney; import what happened as events").At(fault.Place{File: name})
	}
	return nil, fault.New(fault.Invalid, "the file holds no plannedJourney").WithRemedy("the top element is CJML, with a plannedJourney in it").At(root.place)
}

type cjmlReader struct {
	*sketch
	phases map[string]cjmlPhase
	order  []string
	used   map[string]bool // phases with steps
	users  []string        // actors who are end users
	others []string        // actors who are service providers
	ids    map[string]bool // of steps
}

// strange tells of an element that has no place in a design, and parks its
// text.
func (r *cjmlReader) strange(e *element) {
	if strings.HasPrefix(e.name, "actual") || e.name == "touchpointExperience" || e.name == "compliance" || e.name == "timestamps" {
		r.report.read(e.name, e.where(), "what somebody has lived, no design: left out")
		return
	}
	r.report.read(e.name, e.where(), "")
	r.parkTexts(e, e.name)
}

func (r *cjmlReader) parkTexts(e *element, path string) {
	if e.text != "" {
		r.park(found{text: e.text, where: e.where()}, "the element is not known", path)
	}
	for _, c := range e.children {
		r.parkTexts(c, path+" > "+c.name)
	}
}

func (r *cjmlReader) read(e *element) {
	for _, part := range []string{"journeyPhases", "actors"} { // what touchpoints refer to comes first
		for _, c := range e.children {
			if strings.EqualFold(c.name, part) {
				r.part(c)
			}
		}
	}
	for _, c := range e.children {
		if !strings.EqualFold(c.name, "journeyPhases") && !strings.EqualFold(c.name, "actors") {
			r.part(c)
		}
	}
	for _, id := range r.order {
		if p := r.phases[id]; !r.used[id] {
			r.park(found{text: p.Name, where: id}, "no touchpoint belongs to the phase", "journeyPhase")
		}
	}
}

func (r *cjmlReader) part(c *element) {
	switch strings.ToLower(c.name) {
	case "journeyid":
		r.head.ID = journey.ID(journey.Slug(c.text))
		if r.title == "" {
			r.title = oneSpaced(c.text)
		}
	case "journeytitle":
		if c.text != "" {
			r.title = oneSpaced(c.text)
		}
	case "journeyshortsummary":
		r.head.Goal = c.text
	case "journeylongsummary":
		r.head.Scenario = c.text
	case "journeystatus":
		r.status(c)
	case "journeyphases":
		r.each(c, "journeyPhase", r.phase)
	case "actors":
		r.actorsOf(c)
	case "touchpoints":
		for _, t := range c.children {
			r.touchpoint(t)
		}
	default:
		r.strange(c)
	}
}

func (r *cjmlReader) each(list *element, name string, read func(*element)) {
	for _, c := range list.children {
		if !strings.EqualFold(c.name, name) {
			r.strange(c)
			continue
		}
		read(c)
	}
}

func (r *cjmlReader) status(c *element) {
	status := journey.Status(strings.ToLower(c.text))
	if slices.Contains(status.Values(), string(status)) {
		r.head.Status = status
		return
	}
	if c.text != "" {
		r.park(found{text: c.text, where: c.where()}, "no status is called so", c.name)
	}
}

func (r *cjmlReader) phase(c *element) {
	p := cjmlPhase{ID: c.attr("phaseID"), Name: oneSpaced(c.value("phaseName")), Description: c.value("phaseDescription")}
	if p.Name == "" {
		p.Name = p.ID
	}
	if _, ok := phaseNamed(p.Description); !ok && p.Description != "" {
		r.park(found{text: p.Description, where: c.where()}, "a stage has no description", "phase “"+p.Name+"”")
	}
	r.phases[p.ID] = p
	r.order = append(r.order, p.ID)
}

func (r *cjmlReader) actorsOf(list *element) {
	for _, c := range list.children {
		id := c.attr("actorID")
		if id == "" {
			id = c.attr("actorIDref")
		}
		name := c.value("actorName") + c.value("companyName")
		switch strings.ToLower(c.name) {
		case "enduser":
			r.users = append(r.users, id)
			if slug := journey.ActorID(journey.Slug(id)); id != customerActor && !slices.Contains(r.sketch.actors, slug) {
				r.sketch.actors = append(r.sketch.actors, slug)
			}
			r.report.read(strings.TrimSpace(id+" "+name), c.where(), "customer")
		case "serviceprovider":
			r.others = append(r.others, id)
			r.report.read(strings.TrimSpace(id+" "+name), c.where(), "company")
		default:
			r.strange(c)
		}
	}
}

// touchpoint reads a communication point or an action.
func (r *cjmlReader) touchpoint(e *element) {
	point := strings.EqualFold(e.name, "plannedCommunicationPoint")
	if !point && !strings.EqualFold(e.name, "plannedAction") {
		r.strange(e)
		return
	}
	initiator, receiver := cjmlSide(e.child("initiator")), cjmlSide(e.child("receiver"))
	st := r.stageOf(e)
	user, other := initiator, receiver
	if r.isUser(receiver.actor) && !r.isUser(initiator.actor) {
		user, other = receiver, initiator
	}
	title := oneSpaced(user.label)
	if title == "" {
		title, other.label = oneSpaced(other.label), ""
	}
	if title == "" {
		title = e.value("touchpointID")
	}
	if title == "" {
		title = st.title
	}
	s := st.step(title)
	r.id(s, e.value("touchpointID"))
	if point {
		s.Touchpoint = &touchpoint.Touchpoint{Direction: r.direction(initiator.actor), Control: cjmlControl(other.actor)}
	} else {
		s.Contactless, s.Control = true, cjmlControl(initiator.actor)
	}
	if r.isUser(user.actor) && user.actor != customerActor {
		r.actor(s, found{text: user.actor, where: e.where()}, "actor")
	}
	if other.label != "" {
		r.tell(s, asFrontstage, found{text: other.label, where: e.where()})
	}
	r.rest(s, e)
}

// rest reads the elements of a touchpoint that are neither id nor ends.
func (r *cjmlReader) rest(s *sketchStep, e *element) {
	for _, c := range e.children {
		f := found{text: c.text, where: c.where()}
		switch strings.ToLower(c.name) {
		case "touchpointid", "belongsto", "initiator", "receiver":
		case "channel":
			r.channel(s, c)
		case "comment":
			if f.text != "" {
				r.tell(s, asDescription, f)
			}
		case "category":
			r.category(s, f)
		default:
			r.strange(c)
		}
	}
}

func (r *cjmlReader) channel(s *sketchStep, c *element) {
	name := c.value("channelName")
	if name == "" {
		name = c.text
	}
	id, ok := r.channelNames[plain(name)]
	switch {
	case name == "":
	case ok && s.Touchpoint != nil:
		s.Touchpoint.Channel = id
		if string(id) != name {
			r.report.became(c.where(), "channel", name, string(id))
		}
	default:
		r.park(found{text: name, where: c.where()}, "no channel is known by this name", "channel of “"+s.Title+"”")
	}
}

func (r *cjmlReader) category(s *sketchStep, f found) {
	nature := touchpoint.Nature(strings.ToLower(f.text))
	switch {
	case f.text == "":
	case s.Touchpoint != nil && slices.Contains(nature.Values(), string(nature)):
		s.Touchpoint.Nature = nature
	default:
		r.park(f, "no field of a step takes it", "category of “"+s.Title+"”")
	}
}

// side is one end of a communication.
type side struct{ actor, label string }

func cjmlSide(e *element) side {
	s := side{actor: e.child("refersTo").attr("actorIDref")}
	if s.actor == "" {
		s.actor = e.child("refersTo").attr("actorID")
	}
	for _, name := range []string{"initiatorLabel", "receiverLabel", "label"} {
		if s.label == "" {
			s.label = e.value(name)
		}
	}
	return s
}

func (r *cjmlReader) isUser(actor string) bool { return slices.Contains(r.users, actor) }

// direction says who begins, if the actor is one that was declared.
func (r *cjmlReader) direction(initiator string) touchpoint.Direction {
	switch {
	case r.isUser(initiator):
		return touchpoint.Pull
	case slices.Contains(r.others, initiator):
		return touchpoint.Push
	case initiator != "":
		r.report.remark("the actor %q is not declared, so its touchpoints have no direction", initiator)
	}
	return ""
}

// cjmlControl reads back the providers that stand for who controls a step.
func cjmlControl(actor string) touchpoint.Control {
	if c := touchpoint.Control(actor); c == touchpoint.ByPartner || c == touchpoint.ByExternal {
		return c
	}
	return ""
}

// stageOf finds the stage of a touchpoint by its phase.
func (r *cjmlReader) stageOf(e *element) *sketchStage {
	id := e.child("belongsTo").attr("phaseIDref")
	p, ok := r.phases[id]
	switch {
	case id == "":
		return r.stage("Journey", "")
	case !ok:
		r.report.remark("the phase %q is not declared", id)
		return r.stage(id, "")
	}
	r.used[id] = true
	phase, _ := phaseNamed(p.Description)
	return r.stage(p.Name, phase)
}

// id keeps the id of a touchpoint, once.
func (r *cjmlReader) id(s *sketchStep, id string) {
	if id == "" {
		return
	}
	slug := journey.Slug(id)
	if r.ids[slug] {
		r.report.remark("two touchpoints have the id %q", id)
		return
	}
	r.ids[slug] = true
	s.ID = journey.StepID(slug)
}
