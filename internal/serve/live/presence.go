// SPDX-License-Identifier: Apache-2.0

package live

import (
	"slices"
	"strings"
	"time"
)

// patience is how long somebody counts as present without a sign of life.
const patience = 45 * time.Second

// Presence is somebody who looks at a journey, and where.
type Presence struct {
	Client string `json:"client"` // one open screen
	Person string `json:"person"`
	Name   string `json:"name"`
	Step   string `json:"step,omitempty"`
	Field  string `json:"field,omitempty"`

	seen time.Time
}

// screen is one open screen of a person: nobody takes the place of another's by
// calling it the same.
type screen struct{ person, client string }

// present are the screens that look, by topic.
type present map[string]map[screen]Presence

// mostPresent bounds the screens that look at one thing, as many as are shown.
const mostPresent = 200

// Here is who looks at a journey, as screens are told.
type Here struct {
	Journey string     `json:"journey"`
	People  []Presence `json:"people"`
}

// Here lists who looks at what a topic is about.
func (h *Hub) Here(topic string, now time.Time) Here {
	_, about, _ := strings.Cut(topic, ":")
	return Here{about, h.Present(topic, now)}
}

// Seen notes where somebody is and tells the others when it changed.
func (h *Hub) Seen(topic string, p Presence, now time.Time) {
	h.mu.Lock()
	if h.people == nil {
		h.people = present{}
	}
	gone := h.people.forget(topic, now)
	here, at := h.people[topic], screen{p.Person, p.Client}
	before, known := here[at]
	if !known && len(here) >= mostPresent {
		h.mu.Unlock()
		return
	}
	if here == nil {
		here = map[screen]Presence{}
		h.people[topic] = here
	}
	p.seen = now
	here[at] = p
	before.seen = now
	changed := !known || before != p || gone
	h.mu.Unlock()
	if changed {
		h.tellPresence(topic, now)
	}
}

// Left notes that a person's screen was closed.
func (h *Hub) Left(topic, person, client string, now time.Time) {
	h.mu.Lock()
	at := screen{person, client}
	_, known := h.people[topic][at]
	delete(h.people[topic], at)
	h.mu.Unlock()
	if known {
		h.tellPresence(topic, now)
	}
}

// Present lists who looks, by name.
func (h *Hub) Present(topic string, now time.Time) []Presence {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.people.forget(topic, now)
	out := make([]Presence, 0, len(h.people[topic]))
	for _, p := range h.people[topic] {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Presence) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.Client, b.Client)
	})
	return out
}

func (h *Hub) tellPresence(topic string, now time.Time) {
	h.Publish(Message{Topic: topic, Kind: "presence", Data: h.Here(topic, now)})
}

// forget drops those who gave no sign of life, and tells whether there were any.
func (p present) forget(topic string, now time.Time) (gone bool) {
	for at, one := range p[topic] {
		if now.Sub(one.seen) > patience {
			delete(p[topic], at)
			gone = true
		}
	}
	if len(p[topic]) == 0 {
		delete(p, topic)
	}
	return gone
}
