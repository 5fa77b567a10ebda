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

	people present
}

// Subscription is one screen that listens.
type Subscription struct {
	hub    *Hub
	topics []string
	c      chan Message
	missed bool
}

// Subscribe listens to Everywhere and to topics until Close.
func (h *Hub) Subscribe(topics ...string) *Subscription {
	s := &Subscription{hub: h, topics: topics, c: make(chan Message, buffer)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs == nil {
		h.subs = map[*Subscription]struct{}{}
	}
	h.subs[s] = struct{}{}
	return s
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
	delete(s.hub.subs, s)
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
