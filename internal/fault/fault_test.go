// SPDX-License-Identifier: Apache-2.0

package fault

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestErrorSaysPlaceThenWrongThenRight(t *testing.T) {
	cases := []struct {
		fault *Fault
		want  string
	}{
		{New(Invalid, "no title"), "no title"},
		{New(Invalid, "no title").At(Place{"a.yaml", 3, 5}), "a.yaml:3:5: no title"},
		{New(Invalid, "no title").At(Place{File: "a.yaml", Line: 3}).WithRemedy("give it %q", "title"), `a.yaml:3: no title; give it "title"`},
		{&Fault{Message: "no owner", Warning: true, Place: Place{Line: 2}}, "2: warning: no owner"},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, c.fault.Error()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestListIsAnErrorOnlyBeyondWarnings(t *testing.T) {
	var l List
	if l.Err() != nil {
		t.Error("an empty list is no error")
	}
	l.Add(&Fault{Message: "look", Warning: true})
	if l.Err() != nil {
		t.Error("warnings alone are no error")
	}
	l.Add(New(NotFound, "gone"))
	wrapped := fmt.Errorf("open: %w", l.Err())
	var f *Fault
	if !errors.As(wrapped, &f) {
		t.Fatal("a list opens to its faults")
	}
	if got := CodeOf(New(NotFound, "x")); got != NotFound {
		t.Errorf("CodeOf = %s", got)
	}
	if got := CodeOf(errors.New("x")); got != Internal {
		t.Errorf("CodeOf(other) = %s", got)
	}
}

func TestSortByPlace(t *testing.T) {
	l := List{{Message: "c", Place: Place{"a", 2, 1}}, {Message: "a", Place: Place{"a", 1, 9}}, {Message: "d", Place: Place{"b", 1, 1}}, {Message: "b", Place: Place{"a", 1, 9}}}
	l.Sort()
	got := ""
	for _, f := range l {
		got += f.Message
	}
	if got != "abcd" {
		t.Errorf("order %q", got)
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"touchpoint", "title", "target", "evidence"}
	for word, want := range map[string]string{"touchpont": "touchpoint", "titel": "title", "evidense": "evidence", "banana": "", "tilte": "title", "evi": "evidence", "ti": "", "t": ""} {
		if got := Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
