// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
)

// Plan is a journey made ready to run: its steps, its matchers and its rules
// with every default filled in. A Plan is immutable and safe for concurrent
// use.
type Plan struct {
	Journey   *journey.Journey
	Workspace *journey.Workspace
	Steps     []Step
	Segments  []segment.ID // whose membership instances carry, in the order of their bits
	Channels  []channel.ID // that visits carry; index 0 is "", unknown

	claims       []claim
	matchers     []evidence.Matcher // of the claims
	classes      []class
	channelNames []string // as events call them
	channelOf    []uint16 // name -> index in Channels
	byField      []evidence.Field
	idle, window int64 // microseconds, 0: none
	startsAny    bool
}

// Step is a step of a plan.
type Step struct {
	journey.Placed
	Index      int
	Touchpoint touchpoint.Touchpoint // completed from library and channel
	Owner      string
	Starts     bool // may start an instance that the document restricts
	Completes  bool
	Observed   bool
	AdHoc      bool // no step of the design: an event marked as a touchpoint
}

// Active reports whether reaching the step is a sign that customers came by
// themselves: they pulled, or something was transacted.
func (s *Step) Active() bool {
	return s.Touchpoint.Direction == touchpoint.Pull || s.Touchpoint.Nature == touchpoint.Transactional
}

// claim is a matcher with what a match means.
type claim struct {
	step    uint16
	failed  bool
	channel uint16 // of the alternative or the touchpoint; index in Channels
	forced  bool   // the alternative's channel goes before the event's own
	forBits uint64 // the step exists for these segments only; 0: for all
}

// class is what the log tells apart: events that the first of the claims has,
// or, where its step does not exist for the customer, the next.
type class struct {
	matcher evidence.Matcher
	tries   []uint16
}

// maxSegments bounds how many segments one question can tell apart.
const maxSegments = 64

// NewPlan prepares a journey. extra names segments whose membership is wanted
// beside those that the journey itself refers to.
func NewPlan(j *journey.Journey, w *journey.Workspace, extra ...segment.ID) (*Plan, error) {
	p := &Plan{Journey: j, Workspace: w, idle: j.Idle().Microseconds(), window: j.Window().Microseconds(), startsAny: len(j.Instance.Starts) == 0}
	completing := j.Completing()
	for i, s := range j.Steps() {
		p.Steps = append(p.Steps, Step{
			Placed: s, Index: i, Touchpoint: w.Touchpoint(s.Step), Owner: w.Owner(s.Step), Observed: s.Observed(),
			Starts: slices.Contains(j.Instance.Starts, s.ID), Completes: slices.Contains(completing, s.ID),
		})
	}
	if len(p.Steps) > 1<<16-1 {
		return nil, fmt.Errorf("the journey has %d steps", len(p.Steps))
	}
	if j.Instance.By != nil {
		p.byField = []evidence.Field{{Scope: evidence.Properties, Path: strings.Split(j.Instance.By.Property, ".")}}
	}
	p.planChannels()
	if err := p.planSegments(extra); err != nil {
		return nil, err
	}
	p.planClaims()
	return p, nil
}

// NewPlanAdHoc is NewPlan with events that the design does not know as steps
// behind its own: a visit to one joins an instance that is open and never begins
// one.
func NewPlanAdHoc(j *journey.Journey, w *journey.Workspace, events []string, extra ...segment.ID) (*Plan, error) {
	if len(events) == 0 {
		return NewPlan(j, w, extra...)
	}
	wider := *j
	stage := journey.Stage{Title: "not in the design"}
	for _, name := range events {
		id := journey.StepID(name)
		if slices.ContainsFunc(j.Steps(), func(s journey.Placed) bool { return s.ID == id }) {
			id += " (event)"
		}
		stage.Steps = append(stage.Steps, journey.Step{ID: id, Title: name, Optional: true, Evidence: []journey.Evidence{{Event: name}}})
	}
	wider.Phases.After = append(slices.Clone(j.Phases.After), stage)
	p, err := NewPlan(&wider, w, extra...)
	if err != nil {
		return nil, err
	}
	for i := len(p.Steps) - len(events); i < len(p.Steps); i++ {
		p.Steps[i].AdHoc, p.Steps[i].Completes = true, false
	}
	return p, nil
}

// planChannels numbers the channels of the workspace and the names by which
// events call them.
func (p *Plan) planChannels() {
	set := p.Workspace.ChannelSet()
	p.Channels = append([]channel.ID{""}, set.IDs()...)
	names := set.Names()
	p.channelNames = slices.Sorted(maps.Keys(names))
	for _, name := range p.channelNames {
		p.channelOf = append(p.channelOf, p.channelIndex(names[name]))
	}
}

func (p *Plan) channelIndex(id channel.ID) uint16 {
	return uint16(max(0, slices.Index(p.Channels, id)))
}

// planSegments gives a bit to every segment that counts.
func (p *Plan) planSegments(extra []segment.ID) error {
	add := func(ids ...segment.ID) {
		for _, id := range ids {
			if id != "" && !slices.Contains(p.Segments, id) {
				p.Segments = append(p.Segments, id)
			}
		}
	}
	if p.Journey.Audience != nil {
		add(p.Journey.Audience.Segments...)
	}
	for _, s := range p.Steps {
		add(s.For...)
	}
	add(extra...)
	if len(p.Segments) > maxSegments {
		return fmt.Errorf("%d segments in one question; at most %d are told apart", len(p.Segments), maxSegments)
	}
	for _, id := range p.Segments {
		if _, err := p.Workspace.Segment(id); err != nil {
			return err
		}
	}
	return nil
}

// plain reports whether no segment asks what customers did.
func (p *Plan) plain() bool {
	return !slices.ContainsFunc(p.Segments, func(id segment.ID) bool { return len(p.Workspace.Segments[id].Rule.Behaviours()) > 0 })
}

// bit returns the bit of a segment that the plan knows.
func (p *Plan) bit(id segment.ID) int { return slices.Index(p.Segments, id) }

// mask returns the bits of segments.
func (p *Plan) mask(ids []segment.ID) uint64 {
	var m uint64
	for _, id := range ids {
		m |= 1 << p.bit(id)
	}
	return m
}

func (p *Plan) planClaims() {
	for _, c := range p.Journey.Claims() {
		s := &p.Steps[c.Step]
		out := claim{step: uint16(c.Step), failed: c.Failed, channel: p.channelIndex(s.Touchpoint.Channel), forBits: p.mask(s.For)}
		if c.Alternative >= 0 {
			out.channel = p.channelIndex(p.Workspace.Complete(s.Alternatives[c.Alternative].Touchpoint).Channel)
			out.forced = true
		}
		p.matchers = append(p.matchers, c.Evidence.Matcher())
		p.claims = append(p.claims, out)
	}
	p.planClasses()
}

// planClasses decides what the log tells apart: the claims, in order. A claim of
// a step that exists for some only comes together with each that could have the
// event of others, since the log names one class for an event.
func (p *Plan) planClasses() {
	for i := range p.claims {
		p.addClasses(p.matchers[i], []uint16{uint16(i)})
	}
}

// addClasses adds the classes of events that match what has been tried, most
// special first.
func (p *Plan) addClasses(m evidence.Matcher, tries []uint16) {
	last := tries[len(tries)-1]
	if p.claims[last].forBits != 0 {
		for next := int(last) + 1; next < len(p.claims); next++ {
			if p.matchers[next].Event == m.Event && p.claims[next].step != p.claims[last].step {
				both := evidence.Matcher{Event: m.Event, Where: evidence.And(m.Where, p.matchers[next].Where)}
				p.addClasses(both, append(slices.Clone(tries), uint16(next)))
			}
		}
	}
	p.classes = append(p.classes, class{m, tries})
}

// selection asks the log for the plan's visits.
func (p *Plan) selection(q Question) Selection {
	s := Selection{Where: q.Where, Fields: p.byField, Channels: p.channelNames, Until: q.AsOf.UnixMicro()}
	for _, c := range p.classes {
		s.Classes = append(s.Classes, c.matcher)
	}
	return s
}

// startsNew reports whether a visit to the step begins a new instance behind a
// completed one.
func (p *Plan) startsNew(step uint16) bool {
	if p.startsAny {
		return p.Steps[step].Phase == journey.Before
	}
	return p.Steps[step].Starts
}

// mayStart reports whether an instance may begin with a visit to the step.
func (p *Plan) mayStart(step uint16) bool {
	return !p.Steps[step].AdHoc && (p.startsAny || p.Steps[step].Starts)
}

// Question says what part of the data is asked about.
type Question struct {
	Where     *evidence.Tree // only events for which this holds make visits and answers
	Segment   segment.ID     // only instances whose customer was in it; "": all
	From, To  time.Time      // only instances that started in [From, To); zero ends are open
	AsOf      time.Time      // what happened later is ignored; required
	TraitsNow bool           // segments by traits as known at AsOf, not at the instance's start

	OnChannel channel.ID      // only instances with a visit on it; "": all
	ByActor   journey.ActorID // only instances with a visit by somebody in this role; "": all

	// PerCustomer counts only each customer's first instance among those chosen.
	PerCustomer bool

	// Events keeps which event each visit was, for Find.
	Events bool
}
