// SPDX-License-Identifier: Apache-2.0

package live

import (
	"testing"
	"time"
)

func TestMessagesReachWhomTheyConcern(t *testing.T) {
	var h Hub
	a, b := h.Subscribe("journey:a"), h.Subscribe("journey:b")
	h.Publish(Message{Topic: "journey:a", Kind: "draft"})
	h.Publish(Message{Kind: "events"})
	if got := []string{(<-a.C()).Kind, (<-a.C()).Kind, (<-b.C()).Kind}; got[0] != "draft" || got[1] != "events" || got[2] != "events" {
		t.Error(got)
	}
	b.Close()
	h.Publish(Message{Kind: "events"})
	select {
	case m := <-b.C():
		t.Errorf("%v reached one who left", m)
	default:
	}
}

func TestASlowScreenIsToldThatItMissedSomething(t *testing.T) {
	var h Hub
	s := h.Subscribe()
	for range buffer + 1 {
		h.Publish(Message{Kind: "events"})
	}
	if !s.Missed() || s.Missed() {
		t.Error("a loss must be told, once")
	}
}

func TestPresence(t *testing.T) {
	var h Hub
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	s := h.Subscribe("journey:a")
	h.Seen("journey:a", Presence{Client: "1", Name: "Ada"}, now)
	h.Seen("journey:a", Presence{Client: "2", Name: "Bo", Step: "checkout"}, now.Add(time.Second))
	h.Seen("journey:a", Presence{Client: "2", Name: "Bo", Step: "checkout"}, now.Add(2*time.Second)) // nothing new
	for range 2 {
		<-s.C()
	}
	select {
	case m := <-s.C():
		t.Errorf("told again of the same: %v", m)
	default:
	}
	if here := h.Present("journey:a", now.Add(patience+time.Second)); len(here) != 1 || here[0].Name != "Bo" {
		t.Errorf("%v", here)
	}
	h.Left("journey:a", "2", now)
	if here := h.Present("journey:a", now); len(here) != 0 {
		t.Errorf("%v", here)
	}
}
