// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/stat"
)

// defaultTitle is that of a journey which nobody named.
const defaultTitle = "A discovered journey"

// proposal makes the document of a finished draft.
func (d *draft) proposal() *Proposal {
	return &Proposal{
		Limits: d.Limits, Instances: d.instances, Variants: len(d.all), Unique: d.unique, Collapsed: d.collapsed, Milestones: d.milestones, Anew: d.again,
		Steps: d.steps, LeftOut: d.leftOut, AnyOrder: d.anyOrder, Journey: d.journey(), idle: d.Idle,
	}
}

func (d *draft) journey() *journey.Journey {
	j := &journey.Journey{ID: d.ID, Title: onOneLine(d.Title), State: journey.AsIs, Status: journey.Draft, Instance: d.instance(), Links: d.links}
	if j.Title == "" {
		j.Title = defaultTitle
	}
	if j.ID == "" {
		j.ID = journey.ID(journey.Slug(j.Title))
	}
	for _, s := range d.stages {
		out := journey.Stage{Title: s.title}
		for i := s.from; i < s.to; i++ {
			out.Steps = append(out.Steps, d.step(i))
		}
		into := &j.Phases.During
		switch s.phase {
		case journey.Before:
			into = &j.Phases.Before
		case journey.After:
			into = &j.Phases.After
		}
		*into = append(*into, out)
	}
	return j
}

// onOneLine brings a title to what a document can hold.
func onOneLine(title string) string {
	space := func(r rune) rune {
		if unwritable(r) {
			return ' '
		}
		return r
	}
	return strings.Join(strings.Fields(strings.Map(space, title)), " ")
}

// step writes the step at a place.
func (d *draft) step(i int) journey.Step {
	s := &d.steps[i]
	out := journey.Step{
		ID: s.ID, Title: titleOf(s.Event), Optional: s.optional(d.Limits), Repeatable: s.repeatable(d.Limits),
		Evidence: []journey.Evidence{{Event: s.Event}},
	}
	d.onChannels(&out, d.kept[i])
	return out
}

// onChannels names the channel on which most of a step's events were, and as
// alternatives the others that are no exception.
func (d *draft) onChannels(s *journey.Step, name int) {
	set := d.Channels
	if set == nil {
		set = channel.NewSet()
	}
	known := slices.DeleteFunc(slices.Clone(d.channels[name]), func(c ChannelCount) bool {
		_, ok := set.Channel(c.Channel)
		return !ok || share(c.N, d.events[name]) < d.Limits.Step
	})
	for i, c := range known {
		t := touchpoint.Touchpoint{Channel: c.Channel}
		if i == 0 {
			s.Touchpoint = &t
			continue
		}
		s.Alternatives = append(s.Alternatives, journey.Alternative{Touchpoint: t})
	}
}

// instance says how visits become instances. Silence and length are said where
// the defaults would cut instances apart that were seen as one.
func (d *draft) instance() journey.Instance {
	out := journey.Instance{Idle: d.Idle}
	for i, ends := range d.endings {
		if ends {
			out.Completes = append(out.Completes, d.steps[i].ID)
		}
	}
	if d.By != "" {
		out.By = &journey.By{Property: d.By}
	}
	if out.Idle.IsZero() {
		out.Idle = wider(d.silences, journey.DefaultIdle)
	}
	out.Window = wider(d.lengths, journey.DefaultWindow)
	return out
}

// whole is the share of instances that the rules for instances leave whole.
const whole = 0.99

// wider returns the whole days that leave nearly all instances whole, if the
// default does not.
func wider(seconds []float64, otherwise time.Duration) calendar.Span {
	const day = 24 * time.Hour
	sorted := slices.DeleteFunc(slices.Clone(seconds), math.IsNaN)
	if slices.Sort(sorted); len(sorted) == 0 {
		return calendar.Span{}
	}
	days := math.Ceil(stat.Quantile(sorted, whole) / day.Seconds())
	switch {
	case days*day.Hours() <= otherwise.Hours():
		return calendar.Span{}
	case days > 50*366: // longer than a document can say sensibly
		return none()
	}
	return calendar.Of(time.Duration(days) * day)
}

// none is the span without a limit.
func none() calendar.Span {
	s, err := calendar.ParseSpan("none")
	if err != nil {
		panic(err) // it is a word of documents
	}
	return s
}

// ByEvent returns the journey with events for the ids of its steps, and with no
// limits of time but those of the log: for comparing it with the paths that it
// was made of. With
// leftOut the events that are no steps are in it, at the end of during, so that a
// plan of it sees them too; they are not part of the design.
func (p *Proposal) ByEvent(leftOut bool) *journey.Journey {
	j := *p.Journey
	event := map[journey.StepID]journey.StepID{}
	for _, s := range p.Steps {
		event[s.ID] = journey.StepID(s.Event)
	}
	j.Instance = journey.Instance{By: p.Journey.Instance.By, Idle: p.idle, Window: none()}
	if p.idle.IsZero() {
		j.Instance.Idle = none()
	}
	for _, id := range p.Journey.Instance.Completes {
		j.Instance.Completes = append(j.Instance.Completes, event[id])
	}
	j.Links = nil
	for _, l := range p.Journey.Links {
		j.Links = append(j.Links, journey.Link{From: event[l.From], To: event[l.To]})
	}
	j.Phases = journey.Phases{Before: byEvent(p.Journey.Phases.Before, event), During: byEvent(p.Journey.Phases.During, event), After: byEvent(p.Journey.Phases.After, event)}
	if leftOut && len(p.LeftOut) > 0 {
		j.Phases.During = append(j.Phases.During, p.rest())
	}
	return &j
}

func byEvent(stages []journey.Stage, event map[journey.StepID]journey.StepID) (out []journey.Stage) {
	for _, st := range stages {
		steps := slices.Clone(st.Steps)
		for i := range steps {
			steps[i].ID = event[steps[i].ID]
		}
		out = append(out, journey.Stage{Title: st.Title, Steps: steps})
	}
	return out
}

// rest is a stage of what is left out.
func (p *Proposal) rest() journey.Stage {
	st := journey.Stage{Title: "Left out"}
	for _, l := range p.LeftOut {
		st.Steps = append(st.Steps, journey.Step{ID: journey.StepID(l.Event), Title: l.Event, Optional: true, Evidence: []journey.Evidence{{Event: l.Event}}})
	}
	return st
}
