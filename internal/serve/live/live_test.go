// SPDX-License-Identifier: Apache-2.0

package live

import (
	"strconv"
	"testing"
	"time"
)

func listen(t *testing.T, h *Hub, topics ...string) *Subscription {
	t.Helper()
	s, ok := h.Subscribe("ada", topics...)
	if !ok {
		t.Fatal("refused")
	}
	return s
}

func TestNobodyListensWithoutEnd(t *testing.T) {
	var h Hub
	first := listen(t, &h)
	for range most - 1 {
		listen(t, &h)
	}
	if _, ok := h.Subscribe("ada"); ok {
		t.Error("one person may open any number")
	}
	if _, ok := h.Subscribe("bo"); !ok {
		t.Error("one person keeps others out")
	}
	first.Close()
	first.Close()
	listen(t, &h)
	if _, ok := h.Subscribe("ada"); ok {
		t.Error("closing twice made room twice")
	}
}

// A client's name is its person's own: others who call theirs the same neither
// take its place nor close it.
func TestNobodyTakesAnothersPlace(t *testing.T) {
	var h Hub
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	h.Seen("journey:a", Presence{Client: "1", Person: "ada", Name: "Ada"}, now)
	h.Seen("journey:a", Presence{Client: "1", Person: "mallory", Name: "Mallory"}, now)
	h.Left("journey:a", "mallory", "1", now)
	if here := h.Present("journey:a", now); len(here) != 1 || here[0].Name != "Ada" {
		t.Errorf("%v", here)
	}
	for i := range 2 * mostPresent {
		h.Seen("journey:a", Presence{Client: strconv.Itoa(i), Person: "mallory"}, now)
	}
	if here := h.Present("journey:a", now); len(here) != mostPresent {
		t.Errorf("%d are there", len(here))
	}
}

func TestMessagesReachWhomTheyConcern(t *testing.T) {
	var h Hub
	a, b := listen(t, &h, "journey:a"), listen(t, &h, "journey:b")
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
	s := listen(t, &h)
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
	s := listen(t, &h, "journey:a")
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
	h.Left("journey:a", "", "2", now)
	if here := h.Present("journey:a", now); len(here) != 0 {
		t.Errorf("%v", here)
	}
}
