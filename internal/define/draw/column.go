// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"strings"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
)

// column is one step of the map with all that is drawn of it.
type column struct {
	journey.Placed
	number     int
	touchpoint touchpoint.Touchpoint
	channel    string // its title
	owner      string
	links      []string
	promise    string       // how soon, and the service promised
	others     []string     // channels of the alternatives, by title
	figures    *StepFigures // nil: there are no figures at all
	change     string       // beside another map: new, gone or changed
	changes    []string     // in words
	absent     bool         // the other map has this step, this one has not
	other      *column      // in the map beside
}

// columnsOf prepares the steps of a journey.
func columnsOf(j *journey.Journey, w *journey.Workspace, figures *Figures) []column {
	steps := j.Steps()
	numbers, titles := map[journey.StepID]int{}, map[journey.StepID]string{}
	for i, s := range steps {
		numbers[s.ID], titles[s.ID] = i+1, s.Title
	}
	out := make([]column, len(steps))
	for i, s := range steps {
		t := w.Touchpoint(s.Step)
		out[i] = column{Placed: s, number: i + 1, touchpoint: t, channel: channelTitle(w, t.Channel), owner: role(w.Owner(s.Step))}
		out[i].promise = promiseWords(s.Expected, t.Promise, titles)
		for _, alt := range s.Alternatives {
			out[i].others = append(out[i].others, otherTitle(w, alt.Touchpoint))
		}
		for _, l := range j.Links {
			if l.From == s.ID {
				out[i].links = append(out[i].links, linkWords(l, numbers[l.To], titles[l.To]))
			}
		}
		if figures != nil {
			f := figures.Steps[s.ID]
			out[i].figures = &f
		}
	}
	return out
}

func linkWords(l journey.Link, number int, title string) string {
	words := "to " + itoa(number) + " " + title
	if l.Label != "" {
		words += ": " + l.Label
	}
	return words
}

// promiseWords is what is promised at a step.
func promiseWords(e *journey.Expected, service string, titles map[journey.StepID]string) string {
	var words []string
	switch {
	case e == nil:
	case e.By != nil:
		words = append(words, "by the date promised ("+e.By.Property+")")
	case !e.Within.IsZero():
		within := "within " + e.Within.String()
		if title := titles[e.Of]; title != "" {
			within += " of “" + title + "”"
		}
		words = append(words, within)
	}
	if service != "" {
		words = append(words, service)
	}
	return strings.Join(words, "; ")
}

// otherTitle is what people call an alternative: the library's title, else the
// channel's.
func otherTitle(w *journey.Workspace, t touchpoint.Touchpoint) string {
	if entry, ok := w.Touchpoints[t.Use]; ok && entry.Title != "" {
		return entry.Title
	}
	return channelTitle(w, w.Complete(t).Channel)
}

func channelTitle(w *journey.Workspace, id channel.ID) string {
	if c, ok := w.ChannelSet().Channel(id); ok && c.Title != "" {
		return c.Title
	}
	return string(id)
}

// role is an address without its host: reception@example.com is the reception.
func role(owner string) string {
	name, _, found := strings.Cut(owner, "@")
	if !found {
		return owner
	}
	return strings.ReplaceAll(name, "-", " ")
}

// marks are the facts of a touchpoint in words.
func (c *column) marks() string {
	var words []string
	for _, w := range []string{string(c.touchpoint.Direction), string(c.touchpoint.Nature), string(c.touchpoint.Mode)} {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ")
}

// tags are what makes a step special, in words.
func (c *column) tags(segments func(string) string) []string {
	var out []string
	switch c.touchpoint.Control {
	case touchpoint.ByPartner, touchpoint.ByCustomer, touchpoint.ByExternal:
		out = append(out, "in the hands of: "+string(c.touchpoint.Control))
	}
	if c.Actor != "" {
		out = append(out, "by: "+string(c.Actor))
	}
	if len(c.For) > 0 {
		var names []string
		for _, id := range c.For {
			names = append(names, segments(string(id)))
		}
		out = append(out, "only for "+strings.Join(names, ", "))
	}
	if c.Optional {
		out = append(out, "optional")
	}
	if c.Repeatable {
		out = append(out, "may repeat")
	}
	for _, title := range c.others {
		out = append(out, "or: "+title)
	}
	return out
}
