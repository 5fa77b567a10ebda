// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/journey"
)

// Shape is how a file was laid out.
type Shape string

// The shapes.
const (
	ShapeDocument Shape = "document"   // a journey document
	ShapeOwn      Shape = "wend table" // a table that Wend wrote
	ShapeTable    Shape = "step table" // one row per step, under other headings
	ShapeGrid     Shape = "grid"       // stages or steps as columns, lanes as rows
	ShapeNotes    Shape = "notes"      // sticky notes, one row each
	ShapeCJML     Shape = "cjml"
	ShapeUnknown  Shape = "unknown" // everything is in the parking lot
)

// Report tells what became what. All of it is a proposal for people to check.
type Report struct {
	Alarm    string      `json:"-"` // most of the text is in the parking lot; the first of the remarks too
	Format   Format      `json:"format"`
	Shape    Shape       `json:"shape"`
	Stages   int         `json:"stages"`
	Steps    int         `json:"steps"`
	Readings []Reading   `json:"readings"` // which heading was read as what
	Values   []Became    `json:"values"`   // values that are written otherwise now
	Parked   []Parked    `json:"parked"`   // text that is in the parking lot
	Remarks  []string    `json:"remarks"`  // what else to know
	Left     []Unwritten `json:"left"`     // what the format written to has no place for
}

// Reading is a heading, a lane, a colour or an element with what it was taken
// for.
type Reading struct {
	Heading string `json:"heading"`
	Place   string `json:"place,omitempty"`
	As      string `json:"as"` // empty: nothing, its text is in the parking lot

	near string // of a heading read as nothing: the known name that looks like it; a remark says it too
}

// nearest is the remark about a heading that looks like a known one.
func (x Reading) nearest() string {
	return fmt.Sprintf("%q is read as nothing; the nearest name known is %s", x.Heading, x.near)
}

// Became is a value that is written otherwise in the draft.
type Became struct {
	Place  string `json:"place"`
	Field  string `json:"field"`
	Was    string `json:"was"`
	Became string `json:"became"`
}

// Parked is a text in the parking lot and why it is there.
type Parked struct {
	Place string `json:"place"`
	Text  string `json:"text"`
	Why   string `json:"why"`
}

// Unwritten is a field that the format written to has no place for, with how
// many steps say something there.
type Unwritten struct {
	Field string `json:"field"`
	Steps int    `json:"steps"`
}

func (r *Report) read(heading, place, as string) {
	r.Readings = append(r.Readings, Reading{Heading: heading, Place: place, As: as})
}

func (r *Report) became(place, field, was, now string) {
	r.Values = append(r.Values, Became{place, field, was, now})
}

func (r *Report) remark(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); !slices.Contains(r.Remarks, s) {
		r.Remarks = append(r.Remarks, s)
	}
}

// count fills in how much was read.
func (r *Report) count(j *journey.Journey) {
	r.Steps = len(j.Steps())
	r.Stages = len(j.Phases.Before) + len(j.Phases.During) + len(j.Phases.After)
}

// complete makes empty lists of missing ones, for JSON.
func (r *Report) complete() {
	r.Readings = append([]Reading{}, r.Readings...)
	r.Values = append([]Became{}, r.Values...)
	r.Parked = append([]Parked{}, r.Parked...)
	r.Remarks = append([]string{}, r.Remarks...)
	r.Left = append([]Unwritten{}, r.Left...)
}

// Print writes the report for people.
func (r *Report) Print(w io.Writer) {
	if r.Alarm != "" {
		fmt.Fprintf(w, "WARNING: %s\n", r.Alarm)
	}
	fmt.Fprintf(w, "read as %s: %s, %s\n", r.Shape, plural(r.Stages, "stage"), plural(r.Steps, "step"))
	section(w, "what was read as what", r.Readings, func(x Reading) string {
		as := x.As
		if as == "" {
			as = "(parking lot)"
		}
		if x.near != "" {
			as += "; the nearest name known is " + x.near
		}
		return fmt.Sprintf("%s %q → %s", x.Place, x.Heading, as)
	})
	section(w, "values written otherwise", r.Values, func(x Became) string {
		return fmt.Sprintf("%s %s %q → %s", x.Place, x.Field, x.Was, x.Became)
	})
	section(w, "in the parking lot", r.Parked, func(x Parked) string { return fmt.Sprintf("%s %q: %s", x.Place, x.Text, x.Why) })
	said := func(s string) bool {
		return s == r.Alarm || slices.ContainsFunc(r.Readings, func(x Reading) bool { return x.near != "" && s == x.nearest() })
	}
	section(w, "to know", slices.DeleteFunc(slices.Clone(r.Remarks), said), func(s string) string { return s })
	section(w, "not in the file written", r.Left, func(x Unwritten) string {
		if x.Steps == 0 {
			return "the journey's " + x.Field
		}
		return fmt.Sprintf("%s of %s", x.Field, plural(x.Steps, "step"))
	})
}

func section[T any](w io.Writer, title string, items []T, line func(T) string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(w, "%s:\n", title)
	for _, item := range items {
		fmt.Fprintf(w, "  %s\n", strings.TrimSpace(line(item)))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
