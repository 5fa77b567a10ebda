// SPDX-License-Identifier: Apache-2.0

// Package live tells open screens what changes, as it changes: drafts and
// versions, progress, the freshness of the data, and who else is looking. It
// keeps nothing: a screen that missed something reads it anew. It imports nothing
// of ours.
package live

import (
	"slices"
	"sync"
)

// Everywhere is the topic that every subscriber hears.
const Everywhere = ""

// Message is something that changed.
type Message struct {
	Topic string // as "journey:buy-online"; Everywhere for all
	Kind  string // as "draft"
	Data  any    // written as JSON
}

// buffer is how many messages a slow screen may be behind before it is told to
// read everything anew.
const buffer = 64

// Hub passes messages to subscribers. The zero value is ready to use; it is safe
// for concurrent use.
type Hub struct {
	mu   sync.Mutex
	subs map[*Subscription]struct{}
	of   map[string]int // subscriptions, by person

	people present
}

// Subscription is one screen that listens.
type Subscription struct {
	hub    *Hub
	person string
	topics []string
	c      chan Message
	missed bool
}

// most bounds the screens that one person has open.
const most = 64

// Subscribe listens to Everywhere and to topics until Close; ok is false for a
// person who listens too often already.
func (h *Hub) Subscribe(person string, topics ...string) (s *Subscription, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of[person] >= most {
		return nil, false
	}
	if h.subs == nil {
		h.subs, h.of = map[*Subscription]struct{}{}, map[string]int{}
	}
	s = &Subscription{hub: h, person: person, topics: topics, c: make(chan Message, buffer)}
	h.subs[s] = struct{}{}
	h.of[person]++
	return s, true
}

// C is where messages arrive.
func (s *Subscription) C() <-chan Message { return s.c }

// Missed tells, once, whether messages were lost because nobody took them.
func (s *Subscription) Missed() bool {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	was := s.missed
	s.missed = false
	return was
}

// Close ends the subscription.
func (s *Subscription) Close() {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	if _, open := s.hub.subs[s]; !open {
		return
	}
	delete(s.hub.subs, s)
	if s.hub.of[s.person]--; s.hub.of[s.person] == 0 {
		delete(s.hub.of, s.person)
	}
}

// Publish tells everybody whom it concerns. It never waits: who does not keep up
// misses messages, and is told so.
func (h *Hub) Publish(m Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs {
		if m.Topic != Everywhere && !slices.Contains(s.topics, m.Topic) {
			continue
		}
		select {
		case s.c <- m:
		default:
			s.missed = true
		}
	}
}
