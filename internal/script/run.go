// SPDX-License-Identifier: Apache-2.0

package script

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Variable makes Run write the first engine's answers into the scripts.
const Variable = "UPDATE_SCRIPTS"

// Tally counts which engine answered what.
type Tally struct {
	answered, declined map[string]map[string]int // engine, verb
}

// NewTally returns an empty tally.
func NewTally() *Tally {
	return &Tally{answered: map[string]map[string]int{}, declined: map[string]map[string]int{}}
}

// Count counts a question that an engine answered, or declined with an error
// that says so.
func (t *Tally) Count(e Engine, q *Question, err error) {
	in := t.answered
	if errors.Is(err, ErrDeclined) {
		in = t.declined
	}
	if in[e.Name()] == nil {
		in[e.Name()] = map[string]int{}
	}
	in[e.Name()][q.Verb]++
}

// Declined is how many questions an engine did not answer.
func (t *Tally) Declined(engine string) (n int) {
	for _, k := range t.declined[engine] {
		n += k
	}
	return n
}

// String says for each engine how many questions it answered, and of which kind.
func (t *Tally) String() string {
	var b strings.Builder
	for _, engine := range slices.Sorted(maps.Keys(t.answered)) {
		n := 0
		var kinds []string
		for _, verb := range slices.Sorted(maps.Keys(t.answered[engine])) {
			n += t.answered[engine][verb]
			kinds = append(kinds, fmt.Sprintf("%s %d", verb, t.answered[engine][verb]))
		}
		fmt.Fprintf(&b, "%-8s answered %3d, declined %2d: %s\n", engine, n, t.Declined(engine), strings.Join(kinds, ", "))
	}
	return b.String()
}

// Run asks every question of a script on every engine and compares the answers
// with the tables that the script shows. It adds to the tally.
func Run(t *testing.T, path string, tally *Tally, engines ...Engine) {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Read(path, string(src))
	if err != nil {
		t.Fatal(err)
	}
	answers := map[*Asked]*Table{}
	for _, a := range f.Asked {
		answers[a] = ask(t, a, tally, engines)
	}
	if os.Getenv(Variable) != "" {
		if err := os.WriteFile(path, []byte(f.With(answers)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// ask asks one question of every engine and returns the table that belongs into
// the script: the one that it shows, or, where tables are written, the first
// whole answer with the columns that it shows.
func ask(t *testing.T, a *Asked, tally *Tally, engines []Engine) (shown *Table) {
	t.Helper()
	shown = a.Want
	write := os.Getenv(Variable) != ""
	for _, e := range engines {
		got, err := e.Answer(t.Context(), a.World, a.Question)
		tally.Count(e, a.Question, err)
		if errors.Is(err, ErrDeclined) {
			continue
		}
		if err == nil && write && !got.part {
			shown, write = got, false
			if a.Want != nil {
				shown, err = got.only(a.Want.Columns)
			}
		}
		if err == nil {
			err = Differ(shown, got)
		}
		if err != nil {
			t.Errorf("%s: %s: %s: %s: %v", a.Place, a.Case, a.Question.Text, e.Name(), err)
		}
	}
	return shown
}

// Differ tells in what an answer differs from the table that is shown; nil: in
// nothing.
func Differ(shown, got *Table) error {
	if shown == nil {
		return fmt.Errorf("no table is shown; the answer is\n%s", got)
	}
	want, got, err := both(shown, got)
	if err != nil {
		return err
	}
	if diff := cmp.Diff(want.lines(), got.lines()); diff != "" {
		return fmt.Errorf("(-script +engine)\n%s", diff)
	}
	return nil
}
