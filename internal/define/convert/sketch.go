// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
)

// found is a text of somebody's map with its place, and who wrote it on which
// day where the map says so.
type found struct{ text, where, author, date string }

// saying is another text of the same place.
func (f found) saying(text string) found {
	f.text = text
	return f
}

// sketch builds a journey from what is found in a map. Everything in it is a
// hypothesis; what finds no place goes to the parking lot.
type sketch struct {
	title   string
	head    journey.Journey // the rest of what is said of the whole
	stages  []*sketchStage
	parking []statement.Statement
	actors  []journey.ActorID
	report  Report

	channelNames map[string]channel.ID
}

func newSketch(format Format) *sketch {
	return &sketch{report: Report{Format: format, Shape: ShapeUnknown}, channelNames: channelsByName()}
}

type sketchStage struct {
	title string
	phase journey.Phase // empty: not said
	steps []*sketchStep
}

type sketchStep struct {
	journey.Step
	valence  *int
	numbered bool // the valence comes from a number
	label    found
}

// park keeps a text that has no place, with what is known of where it stood.
func (k *sketch) park(f found, why, about string) {
	known := slices.DeleteFunc([]string{f.author, about, f.where}, func(s string) bool { return s == "" })
	k.parking = append(k.parking, statement.Statement{Title: f.text, Basis: statement.Hypothesis, Source: strings.Join(known, ", "), Date: f.date})
	k.report.Parked = append(k.report.Parked, Parked{f.where, f.text, why})
}

// stage returns the last stage if it is the one named, else begins one.
func (k *sketch) stage(title string, phase journey.Phase) *sketchStage {
	if n := len(k.stages); n > 0 && k.stages[n-1].title == title && (phase == "" || k.stages[n-1].phase == phase) {
		return k.stages[n-1]
	}
	st := &sketchStage{title: title, phase: phase}
	k.stages = append(k.stages, st)
	return st
}

func (st *sketchStage) step(title string) *sketchStep {
	s := &sketchStep{Step: journey.Step{Title: oneSpaced(title)}}
	st.steps = append(st.steps, s)
	return s
}

// oneSpaced brings a text to one line.
func oneSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// placePhases gives a phase to stages that name none: that of a word they
// contain, else that of the stage before. Guesses never go back, since the
// order of the map is the design.
func (k *sketch) placePhases() {
	order := []journey.Phase{journey.Before, journey.During, journey.After}
	guessed := false
	at := k.firstPhase()
	for _, st := range k.stages {
		if st.phase != "" {
			at = st.phase
			continue
		}
		if p, ok := phaseSuggested(st.title); ok && slices.Index(order, p) > slices.Index(order, at) {
			at = p
		}
		st.phase, guessed = at, true
		k.report.read(st.title, "", "stage, "+string(at)+" (a guess)")
	}
	if guessed {
		k.report.remark("the map does not say which stages are before, during and after: check the phases")
	}
}

// firstPhase is the phase of stages at the head of which nothing is known: no
// later than the first that is.
func (k *sketch) firstPhase() journey.Phase {
	for _, st := range k.stages {
		if st.phase != "" {
			return st.phase
		}
		if p, ok := phaseSuggested(st.title); ok {
			return p
		}
	}
	return journey.During
}

// draft finishes the journey.
func (k *sketch) draft(file string) (*Draft, error) {
	k.placePhases()
	j := &k.head
	j.Title, j.Actors = k.title, k.actors
	if j.Title == "" {
		j.Title = titleOf(file)
	}
	for _, st := range k.stages {
		out := journey.Stage{Title: st.title}
		for _, s := range st.steps {
			out.Steps = append(out.Steps, k.step(s))
		}
		switch st.phase {
		case journey.Before:
			j.Phases.Before = append(j.Phases.Before, out)
		case journey.After:
			j.Phases.After = append(j.Phases.After, out)
		default:
			j.Phases.During = append(j.Phases.During, out)
		}
	}
	j.Parking = k.parking
	j, err := withIDs(file, j)
	if err != nil {
		return nil, err
	}
	return (&Draft{Journey: j, Report: k.report}).finish()
}

// step finishes a step: a word for a feeling is only a feeling with a valence.
func (k *sketch) step(s *sketchStep) journey.Step {
	switch {
	case s.valence != nil:
		s.Feeling = &journey.Feeling{Valence: s.valence, Label: s.label.text, Basis: statement.Hypothesis}
	case s.label.text != "":
		k.park(s.label, "the words do not say how good or bad it feels", "feeling at “"+s.Title+"”")
	}
	return s.Step
}

// titleOf makes a title from a file's name.
func titleOf(file string) string {
	base := filepath.Base(file)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	if t := oneSpaced(strings.NewReplacer("_", " ", "-", " ").Replace(base)); t != "" {
		return t
	}
	return "A journey"
}

// withIDs writes a journey and reads it back, which fills in the ids and shows
// that it can be read.
func withIDs(file string, j *journey.Journey) (*journey.Journey, error) {
	text, err := document.YAML(journey.Kind, j)
	if err != nil {
		return nil, err
	}
	docs, err := document.Parse(file, text)
	if err != nil {
		return nil, fault.New(fault.Invalid, "the draft cannot be read back: %v", err).At(fault.Place{File: file})
	}
	return decode(docs[0], func(f *fault.Fault) { f.Place = fault.Place{File: file} })
}

// tell puts a text where its meaning says, or into the parking lot.
func (k *sketch) tell(s *sketchStep, m meaning, f found) {
	about := fmt.Sprintf("%s of “%s”", m, s.Title)
	switch m {
	case asDescription:
		k.once(&s.Description, f, about)
	case asOwner:
		k.once(&s.Owner, f, about)
	case asActor:
		k.actor(s, f, about)
	case asChannel, asTouchpoint:
		k.channels(s, f, about)
	case asImportance:
		k.importance(s, f, about)
	case asMoment:
		k.moment(s, f)
	case asOptional:
		yes, known := truth(f.text)
		if !known {
			k.park(f, "neither yes nor no", about)
			return
		}
		s.Optional = yes
		k.report.became(f.where, "optional", f.text, fmt.Sprint(yes))
	default:
		if !k.list(s, m, f) {
			k.park(f, "no field of a step takes it", about)
		}
	}
}

// once fills a field that holds one text.
func (k *sketch) once(field *string, f found, about string) {
	if *field != "" && *field != f.text {
		k.park(f, "there is one already", about)
		return
	}
	*field = f.text
}

func (k *sketch) actor(s *sketchStep, f found, about string) {
	id := journey.ActorID(journey.Slug(f.text))
	if s.Actor != "" && s.Actor != id {
		k.park(f, "there is one already", about)
		return
	}
	s.Actor = id
	if !slices.Contains(k.actors, id) {
		k.actors = append(k.actors, id)
	}
	k.report.became(f.where, "actor", f.text, string(id))
}

func (k *sketch) importance(s *sketchStep, f found, about string) {
	x, rest, ok := leadingNumber(f.text)
	if !ok || rest != "" || x < 1 || x > 5 || s.Importance != nil {
		k.park(f, "importance is a number from 1 to 5", about)
		return
	}
	s.Importance = &journey.Importance{Default: &x}
	k.report.became(f.where, "importance", f.text, fmt.Sprint(x))
}

// moment takes a mark for a moment of truth, a reason for its reason, and other
// words for why it is one.
func (k *sketch) moment(s *sketchStep, f found) {
	yes, known := truth(f.text)
	if known && !yes {
		k.report.became(f.where, "moment of truth", f.text, "no")
		return
	}
	if s.MomentOfTruth == nil {
		s.MomentOfTruth = &journey.MomentOfTruth{Basis: statement.Hypothesis}
	}
	reason := journey.Reason(strings.ReplaceAll(plain(f.text), " ", "-"))
	switch {
	case known:
		k.report.became(f.where, "moment of truth", f.text, "yes")
	case slices.Contains(reason.Values(), string(reason)):
		s.MomentOfTruth.Reason = reason
		k.report.became(f.where, "moment of truth", f.text, string(reason))
	case s.MomentOfTruth.Why == "":
		s.MomentOfTruth.Why = f.text
	default:
		s.MomentOfTruth.Why += "\n" + f.text
	}
}

// channels reads a list of channels: the first is the step's, the others are
// alternatives of it.
func (k *sketch) channels(s *sketchStep, f found, about string) {
	names := k.channelNames
	split := func(r rune) bool { return strings.ContainsRune("\n,;/+&|", r) }
	parts := strings.FieldsFunc(f.text, split)
	if _, whole := names[plain(f.text)]; whole || slices.Contains(noContact, plain(f.text)) {
		parts = []string{f.text}
	}
	for _, part := range parts {
		part = unbulleted(part)
		id, ok := names[strings.Join(strings.Fields(plain(part)), " ")]
		switch {
		case part == "":
		case slices.Contains(noContact, plain(part)) && s.Touchpoint == nil:
			s.Contactless = true
			k.report.became(f.where, "channel", part, "contactless")
		case !ok || s.Contactless:
			k.park(f.saying(part), "no channel is known by this name", about)
		default:
			s.meet(touchpoint.Touchpoint{Channel: id})
			k.report.became(f.where, "channel", part, string(id))
		}
	}
}

// meet adds a channel to a step.
func (s *sketchStep) meet(t touchpoint.Touchpoint) {
	if s.Touchpoint == nil {
		s.Touchpoint = &t
		return
	}
	same := func(a journey.Alternative) bool { return a.Channel == t.Channel }
	if s.Touchpoint.Channel != t.Channel && !slices.ContainsFunc(s.Alternatives, same) {
		s.Alternatives = append(s.Alternatives, journey.Alternative{Touchpoint: t})
	}
}

// list adds the lines of a text to one of a step's lists.
func (k *sketch) list(s *sketchStep, m meaning, f found) bool {
	texts := map[meaning]*statement.Texts{asDoes: &s.Does, asThinks: &s.Thinks, asNeeds: &s.Needs, asQuestions: &s.Questions}
	if m == asFrontstage || m == asBackstage || m == asSupport {
		if s.Backstage == nil {
			s.Backstage = &journey.Backstage{}
		}
		texts[asFrontstage], texts[asBackstage], texts[asSupport] = &s.Backstage.Frontstage, &s.Backstage.Backstage, &s.Backstage.Support
	}
	statements := map[meaning]*[]statement.Statement{asPains: &s.Pains, asGains: &s.Gains, asIdeas: &s.Ideas}
	for line := range strings.SplitSeq(f.text, "\n") {
		if line = unbulleted(line); line == "" {
			continue
		}
		switch {
		case texts[m] != nil:
			*texts[m] = append(*texts[m], line)
		case statements[m] != nil:
			*statements[m] = append(*statements[m], k.statement(line, f))
		case m == asQuotes:
			s.Quotes = append(s.Quotes, journey.Quote{Text: line, Source: f.author, Date: f.date})
		default:
			return false
		}
	}
	return true
}

// statement reads a line with its severity, if one is given as (4).
func (k *sketch) statement(line string, f found) statement.Statement {
	s := statement.Statement{Title: line, Basis: statement.Hypothesis, Source: f.author, Date: f.date}
	if m := statementLine.FindStringSubmatch(line); m != nil && m[1] != "" && m[2] != "" && m[3] == "" {
		s.Title, s.Severity = m[1], int(m[2][0]-'0')
		k.report.became(f.where, "severity", line, m[2])
	}
	return s
}

// unbulleted takes the sign of a list off a line.
func unbulleted(line string) string {
	line = strings.TrimSpace(line)
	for _, b := range []string{"- ", "• ", "* ", "– ", "— ", "· ", "•", "▪ ", "○ "} {
		if rest, ok := strings.CutPrefix(line, b); ok {
			return strings.TrimSpace(rest)
		}
	}
	return line
}
