// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
)

// validator finds what is wrong with a decoded journey, all in one pass.
type validator struct {
	*Journey
	*Workspace
	check *document.Check
	steps map[StepID]Placed
}

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

func (v *validator) run() {
	v.head()
	v.stepIDs()
	v.instance()
	v.overall()
	v.links()
	v.dates("parking", v.Parking)
	for _, s := range v.Steps() {
		v.step(s)
	}
	v.claims()
}

func (v *validator) head() {
	c := v.check
	if v.Title == "" {
		c.Fault("title", "give it a title, as in: I buy hiking gear online", "the journey has no title")
	}
	if !idPattern.MatchString(string(v.ID)) {
		c.Fault("id", "lower-case letters, digits and hyphens", "%q is no id", v.ID)
	}
	if v.Journey.State == ToBe && v.Improves == "" {
		c.Warn("state", "name the as-is journey: improves: "+string(v.ID), "the to-be journey does not say what it improves")
	}
	if v.Improves != "" && v.Journey.State != ToBe && v.Journey.State != Ideal {
		c.Fault("improves", "write state: to-be", "an as-is journey improves nothing")
	}
	if a := v.Audience; a != nil {
		v.segments("audience.segments", a.Segments)
		for i, p := range a.Personas {
			if _, ok := v.Personas[p]; !ok {
				c.Fault(document.Index("audience.personas", i), known("personas", slices.Sorted(maps.Keys(v.Personas)), p), "the persona %q is not known", p)
			}
		}
	}
	if v.Review != nil {
		v.date("review.last", v.Review.Last)
	}
	for _, p := range v.Phases.list() {
		for i, stage := range p.stages {
			if stage.Title == "" {
				c.Fault(document.Index("phases."+string(p.phase), i), "write stage: Discover", "the stage has no title")
			}
		}
	}
	if v.Journey.Value != nil && (v.Journey.Value.Event == "" || v.Journey.Value.Property == "") {
		c.Fault("value", "write value: {event: Order Completed, property: revenue, currency: EUR}", "the value needs an event and a property")
	}
}

// known lists what a reference could have meant, the nearest first.
func known[T ~string](what string, names []T, got T) string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = string(n)
	}
	if near := fault.Nearest(string(got), list); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(list) == 0 {
		return "the workspace has no " + what + " yet"
	}
	if len(list) > 40 {
		list = append(list[:40], "…")
	}
	remedy := "known are " + strings.Join(list, ", ")
	if kind := map[string]string{"channels": "channels", "touchpoints": "touchpoints", "segments": "segments", "calendars": "calendars", "personas": "persona"}[what]; kind != "" {
		remedy += "; or add it in a document beside this one that begins wend: " + kind + "/v1"
	}
	return remedy
}

func (v *validator) segments(path string, ids []segment.ID) {
	for i, id := range ids {
		v.segment(document.Index(path, i), id)
	}
}

func (v *validator) segment(path string, id segment.ID) {
	if _, ok := v.Segments[id]; !ok {
		v.check.Fault(path, known("segments", slices.Sorted(maps.Keys(v.Segments)), id), "the segment %q is not known", id)
	}
}

func (v *validator) date(path, text string) {
	if _, err := time.Parse(time.DateOnly, text); err != nil && text != "" {
		v.check.Fault(path, "write 2026-05-02", "%q is no date", text)
	}
}

func (v *validator) stepIDs() {
	v.steps = map[StepID]Placed{}
	for _, s := range v.Steps() {
		first, twice := v.steps[s.ID]
		switch {
		case s.Title == "":
			v.check.Fault(s.Path+".title", "say in the customer's words what happens", "the step %q has no title", s.ID)
		case !idPattern.MatchString(string(s.ID)):
			v.check.Fault(s.Path+".id", "lower-case letters, digits and hyphens", "%q is no id", s.ID)
		}
		if twice {
			v.check.Fault(s.Path+".id", "an id is given once", "two steps have the id %q: %s and %s", s.ID, quoteTitle(first), quoteTitle(s))
			continue
		}
		v.steps[s.ID] = s
	}
}

func quoteTitle(s Placed) string { return fmt.Sprintf("%q", s.Title) }

// ref reports a step id that does not exist.
func (v *validator) ref(path string, id StepID) (Placed, bool) {
	s, ok := v.steps[id]
	if !ok {
		v.check.Fault(path, known("steps", slices.Sorted(maps.Keys(v.steps)), id), "there is no step %q", id)
	}
	return s, ok
}

func (v *validator) instance() {
	in, c := v.Instance, v.check
	if in.By != nil && in.By.Property == "" {
		c.Fault("instance.by", "write by: {property: order_id}", "the property is not named")
	}
	for i, id := range in.Starts {
		v.mustBeObserved(document.Index("instance.starts", i), id, (*Step).Observed, "no instance can start there")
	}
	for i, id := range in.Completes {
		v.mustBeObserved(document.Index("instance.completes", i), id, (*Step).provable, "no instance can ever complete")
	}
	for _, s := range []struct {
		path  string
		needs bool
	}{{"instance.idle", in.Idle.NeedsCalendar()}, {"instance.window", in.Window.NeedsCalendar()}, {"instance.ripe", in.Ripe.NeedsCalendar()}} {
		if s.needs {
			c.Fault(s.path, "write it on the clock, as in 30d", "working time has no meaning here")
		}
	}
	idle, window := v.Idle(), v.Window()
	if idle > 0 && window > 0 && idle > window {
		c.Warn("instance.idle", "make the window longer, or idle shorter", "a silence of %s never ends an instance that lasts at most %s", in.Idle, v.windowText())
	}
}

func (v *validator) windowText() string {
	if v.Instance.Window.IsZero() {
		return "365d"
	}
	return v.Instance.Window.String()
}

// mustBeObserved reports a step that rules rest on and that nothing can prove,
// once anything in the journey is observed at all.
func (v *validator) mustBeObserved(path string, id StepID, seen func(*Step) bool, so string) {
	s, ok := v.ref(path, id)
	if ok && !seen(s.Step) && slices.ContainsFunc(v.Steps(), func(s Placed) bool { return s.Observed() }) {
		v.check.Fault(path, "give the step evidence, or name another", "the step %q has no evidence, so %s", id, so)
	}
}

func (v *validator) overall() {
	if v.Overall == nil {
		return
	}
	v.question("overall", &v.Overall.Question)
	v.target("overall.target", v.Overall.Target, &v.Overall.Question)
}

func (v *validator) question(path string, q *Question) {
	if q == nil {
		return
	}
	if q.Survey == "" || q.Question == "" {
		remedy := "write {survey: after-delivery, question: overall}"
		if strings.HasSuffix(path, ".emotion") {
			remedy += "; how it feels by your own judgement stands under feeling: {valence: 1}"
		}
		v.check.Fault(path, remedy, "the question needs a survey and a question")
	}
	if q.Scale != nil && q.Scale.Min >= q.Scale.Max {
		v.check.Fault(path+".scale", "write {min: 1, max: 5}", "the scale runs from %g to %g", q.Scale.Min, q.Scale.Max)
	}
}

// target checks a level wanted against the range of its score, where known.
func (v *validator) target(path string, t Target, q *Question) {
	v.date(path+".by", t.By)
	lo, hi, known := scoreRange(q)
	check := func(path string, x float64) {
		if known && (x < lo || x > hi) {
			v.check.Fault(path, fmt.Sprintf("the score runs from %g to %g", lo, hi), "the target %g is off the scale", x)
		}
	}
	if t.Default != nil {
		check(path, *t.Default)
	}
	for _, id := range slices.Sorted(maps.Keys(t.Segments)) {
		v.segment(path+".segments."+string(id), id)
		check(path+".segments."+string(id), t.Segments[id])
	}
}

// scoreRange returns the range of a question's score, where the document says
// enough to know it.
func scoreRange(q *Question) (lo, hi float64, known bool) {
	if q == nil {
		return 0, 0, false
	}
	switch q.Score {
	case CSAT:
		return 0, 1, true
	case NPS:
		return -100, 100, true
	}
	if q.Scale == nil {
		return 0, 0, false
	}
	return q.Scale.Min, q.Scale.Max, true
}

func (v *validator) links() {
	for i, l := range v.Links {
		path := document.Index("links", i)
		v.ref(path+".from", l.From)
		v.ref(path+".to", l.To)
	}
}

func (v *validator) step(s Placed) {
	v.touchpoint(s)
	v.segments(s.Path+".for", s.For)
	if s.Actor != "" && !slices.Contains(v.Actors, s.Actor) {
		v.check.Fault(s.Path+".actor", known("actors", v.Actors, s.Actor), "the actor %q is not listed under actors", s.Actor)
	}
	v.expected(s)
	v.question(s.Path+".satisfaction", s.Satisfaction)
	v.question(s.Path+".expectation", s.Expectation)
	v.question(s.Path+".emotion", s.Emotion)
	v.target(s.Path+".target", s.Target, s.Satisfaction)
	v.importance(s)
	v.feeling(s)
	for i, q := range s.Quotes {
		v.date(document.Index(s.Path+".quotes", i)+".date", q.Date)
	}
	for _, lane := range []struct {
		name string
		list []statement.Statement
	}{{"pains", s.Pains}, {"gains", s.Gains}, {"ideas", s.Ideas}} {
		v.dates(s.Path+"."+lane.name, lane.list)
	}
}

func (v *validator) dates(path string, list []statement.Statement) {
	for i, s := range list {
		v.date(document.Index(path, i)+".date", s.Date)
	}
}

func (v *validator) touchpoint(s Placed) {
	c := v.check
	if s.Contactless && s.Touchpoint != nil {
		c.Fault(s.Path+".contactless", "keep one of them", "a contactless step has no touchpoint")
	}
	if s.Touchpoint == nil {
		return
	}
	v.touchpointParts(s.Path+".touchpoint", *s.Touchpoint)
	for i, a := range s.Alternatives {
		path := document.Index(s.Path+".alternatives", i)
		v.touchpointParts(path, a.Touchpoint)
		if a.Channel == "" && a.Use == "" {
			c.Fault(path, "write {channel: phone, evidence: [...]}", "the alternative names no channel")
		}
	}
	control := v.Touchpoint(s.Step).Control
	if v.Workspace.Owner(s.Step) == "" && (control == touchpoint.ByCompany || control == touchpoint.ByPartner) {
		c.Warn(s.Path+".touchpoint", "add owner: to the step or to its touchpoint in the library", "the touchpoint %q has no owner", s.ID)
	}
}

func (v *validator) touchpointParts(path string, t touchpoint.Touchpoint) {
	if _, ok := v.Touchpoints[t.Use]; !ok && t.Use != "" {
		v.check.Fault(path+".use", known("touchpoints", slices.Sorted(maps.Keys(v.Touchpoints)), t.Use), "the touchpoint %q is not in the library", t.Use)
	}
	if _, ok := v.ChannelSet().Channel(t.Channel); !ok && t.Channel != "" {
		v.check.Fault(path+".channel", known[channel.ID]("channels", v.ChannelSet().IDs(), t.Channel), "the channel %q is not known", t.Channel)
	}
}

func (v *validator) expected(s Placed) {
	e := s.Expected
	if e == nil {
		return
	}
	c, path := v.check, s.Path+".expected"
	dated, timed := e.By != nil, !e.Within.IsZero()
	if !dated && !timed && e.Of == "" {
		c.Fault(path, "write {within: 2d}, {of: step, within: 2d} or {by: {event: …, property: …}}", "nothing is expected")
	}
	if dated && timed {
		c.Fault(path, "keep within or by", "a step is expected within a time or by a date, not both")
	}
	if dated && (e.By.Event == "" || e.By.Property == "") {
		c.Fault(path+".by", "write by: {event: Order Placed, property: promised_for}", "a dated promise needs an event and a property")
	}
	if e.Of != "" {
		v.ref(path+".of", e.Of)
	}
	if e.Of == s.ID {
		c.Fault(path+".of", "name the step before", "a step cannot be expected after itself")
	}
	if e.Within.NeedsCalendar() {
		if _, ok := v.Calendars[e.Calendar]; !ok {
			c.Fault(path+".calendar", known("calendars", slices.Sorted(maps.Keys(v.Calendars)), e.Calendar), "working time needs a calendar, and %q is not known", e.Calendar)
		}
	} else if e.Calendar != "" {
		c.Fault(path+".calendar", `write within: "2 working days"`, "the calendar has nothing to count")
	}
	if e.Compare != "" && !dated {
		c.Fault(path+".compare", "remove it, or give by:", "only a dated promise is compared by %s", e.Compare)
	}
	if _, err := calendar.Zone(e.Zone); err != nil {
		c.Fault(path+".zone", "an IANA name such as America/Sao_Paulo, or an offset such as -03:00, belongs here", "%q is no time zone", e.Zone)
	}
}

func (v *validator) importance(s Placed) {
	i := s.Importance
	if i == nil {
		return
	}
	path := s.Path + ".importance"
	check := func(path string, x float64) {
		if x < 1 || x > 5 {
			v.check.Fault(path, "a number from 1 to 5 belongs here", "the importance %g is off the scale", x)
		}
	}
	if i.Default != nil {
		check(path, *i.Default)
	}
	for _, id := range slices.Sorted(maps.Keys(i.Segments)) {
		v.segment(path+".segments."+string(id), id)
		check(path+".segments."+string(id), i.Segments[id])
	}
	v.question(path+".asked", i.Asked)
}

func (v *validator) feeling(s Placed) {
	if s.Feeling == nil {
		return
	}
	for _, p := range slices.Sorted(maps.Keys(s.Feeling.Personas)) {
		if _, ok := v.Personas[p]; !ok {
			v.check.Fault(s.Path+".feeling.personas."+string(p), known("personas", slices.Sorted(maps.Keys(v.Personas)), p), "the persona %q is not known", p)
		}
	}
}
