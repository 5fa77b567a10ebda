// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/stat"
)

// numberLanes are the lanes of live figures: there are none without figures.
func (m *maker) numberLanes(add func(has func(*column) bool, l lane)) {
	if m.figures == nil {
		return
	}
	has := func(of func(*StepFigures) bool) func(*column) bool {
		return func(c *column) bool { return c.figures != nil && of(c.figures) }
	}
	add(has(func(f *StepFigures) bool { return f.Observed || f.Reach != nil }), lane{title: m.reachTitle(), cell: (*maker).reach})
	add(has(func(f *StepFigures) bool { return f.Time != nil }), lane{title: "Time", cell: (*maker).time})
	add(has(func(f *StepFigures) bool { return f.Score != nil }), lane{title: "Satisfaction against target", cell: (*maker).score})
}

func (m *maker) reachTitle() string {
	if m.figures != nil && m.figures.Basis == "answers" {
		return "Experienced by"
	}
	return "Reach and drop-off"
}

// reach is how many get there, and how many leave.
func (m *maker) reach(f *flow, col *column) {
	x := col.figures
	if x == nil {
		return
	}
	if x.Reach == nil {
		notObserved(f)
		return
	}
	if e := x.ReachRate; e != nil {
		f.row(9, func(b canvas.Box) {
			f.c.Rect(canvas.Box{X: b.X, Y: b.Y, W: b.W, H: 7}, 0, canvas.Paint{Fill: white, Stroke: measure, Width: 0.7})
			f.c.Rect(canvas.Box{X: b.X, Y: b.Y, W: b.W * min(1, e.Value), H: 7}, 0, canvas.Paint{Fill: measure})
		})
		f.text(percent(e.Value)+" "+interval(e, percentDigits), strongType, 0)
		f.text("n "+thousands(e.N), smallType, 0)
	}
	f.text(thousands(*x.Reach)+" came here", bodyType, 0)
	if x.Dropped != nil && *x.Dropped > 0 {
		m.pictured(f, iconLeave, pain, thousands(*x.Dropped)+" leave here", as(bodyType, pain))
	}
	if x.Failed != nil && *x.Failed > 0 {
		f.text(thousands(*x.Failed)+" saw it fail", smallType, 0)
	}
}

// notObserved stands where nothing is measured: never a zero.
func notObserved(f *flow) {
	f.row(9, func(b canvas.Box) {
		f.c.Rect(canvas.Box{X: b.X, Y: b.Y, W: b.W, H: 7}, 0, canvas.Paint{Fill: white, Stroke: muted, Width: 0.7, Dash: "2 2"})
	})
	f.text("not observed", canvas.Type{Face: canvas.Italic, Size: 8, Color: muted}, 0)
}

// time is how long it takes to get there.
func (m *maker) time(f *flow, col *column) {
	x := col.figures
	if x == nil || x.Time == nil || col.number == 1 && x.Time.Since == "" {
		return // before the first step there is none: it would be that of repeats
	}
	f.text(Span(x.Time.MedianS), strongType, 0)
	since := "since the step before"
	switch {
	case x.Time.Until != "":
		since = "from “" + x.Time.Since + "” to “" + x.Time.Until + "”"
	case x.Time.Since != "":
		since = "since “" + x.Time.Since + "”"
	}
	f.text(fmt.Sprintf("%s; 9 of 10 within %s; n %s", since, Span(x.Time.P90S), thousands(x.Time.N)), smallType, 0)
	if l := x.Time.Late; l != nil {
		m.pictured(f, iconClock, pain, percent(l.Value)+" late "+interval(l, percentDigits), as(bodyType, pain))
	}
}

// score is a bullet: the scale, the value with its interval, the target as a
// line, and in words on which side it lies.
func (m *maker) score(f *flow, col *column) {
	if col.figures != nil && col.figures.Score != nil {
		m.bullet(f, col.figures.Score)
	}
}

func (m *maker) bullet(f *flow, s *Score) {
	if s.N == 0 || math.IsNaN(s.Value) {
		f.text(fmt.Sprintf("too few answers (n %d)", s.N), smallType, 0)
		return
	}
	f.row(14, func(b canvas.Box) {
		at := func(v float64) float64 {
			return b.X + b.W*min(1, max(0, (v-s.Min)/(s.Max-s.Min)))
		}
		f.c.Rect(canvas.Box{X: b.X, Y: b.Y + 3, W: b.W, H: 7}, 0, canvas.Paint{Fill: white, Stroke: muted, Width: 0.7})
		f.c.Rect(canvas.Box{X: b.X, Y: b.Y + 3, W: at(s.Value) - b.X, H: 7}, 0, canvas.Paint{Fill: measure})
		f.c.LineTo(at(s.Lo), b.Y+11.5, at(s.Hi), b.Y+11.5, canvas.Paint{Stroke: ink, Width: 1.2})
		if s.Target != nil {
			f.c.LineTo(at(*s.Target), b.Y, at(*s.Target), b.Y+13, canvas.Paint{Stroke: ink, Width: 1.8})
		}
	})
	f.text(s.words(), strongType, 0)
	f.text(fmt.Sprintf("(%s–%s) n %s", s.format(s.Lo), s.format(s.Hi), thousands(s.N)), smallType, 0)
	if s.Target != nil {
		m.reading(f, s)
	}
}

// reading says on which side of the target a score lies: with a sign that points
// there, and in words.
func (m *maker) reading(f *flow, s *Score) {
	color := readingColor(s.Reading)
	words := cmp.Or(s.Reading, "target") + " " + s.format(*s.Target)
	sign, ok := map[string]string{"below target": iconBelow, "above target": iconAbove, "at target": iconAt}[s.Reading]
	if !ok {
		f.text(words, as(strongType, color), 0)
		return
	}
	top := f.y
	f.text(words, as(strongType, color), 12)
	if !f.dry {
		filled(f.c, sign, f.b.X, top+1, 9, color)
	}
}

func readingColor(reading string) string {
	switch reading {
	case "below target":
		return pain
	case "above target", "at target":
		return gain
	}
	return muted
}

// words is the score's value with its name.
func (s *Score) words() string {
	switch s.Kind {
	case "nps":
		return "NPS " + s.format(s.Value)
	case "csat":
		return s.format(s.Value) + " satisfied"
	case "ces":
		return "effort " + s.format(s.Value)
	}
	return s.format(s.Value) + " of " + number(s.Max)
}

func (s *Score) format(v float64) string {
	switch s.Kind {
	case "csat":
		return percent(v)
	case "nps":
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

func percentDigits(v float64) string { return strconv.FormatFloat(100*v, 'f', 1, 64) }

func percent(v float64) string { return percentDigits(v) + " %" }

func interval(e *stat.Estimate, format func(float64) string) string {
	return "(" + format(e.Lo) + "–" + format(e.Hi) + ")"
}

// number writes a number as short as it is.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// thousands writes a count with thin spaces.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u00a0" + s[i:]
	}
	return s
}

// Span writes a length of time in the unit that suits it, as people say it.
func Span(seconds float64) string {
	abs := math.Abs(seconds)
	for _, u := range []struct {
		unit   string
		length float64
		from   float64
	}{{"d", 86400, 36 * 3600}, {"h", 3600, 5400}, {"min", 60, 100}} {
		if abs >= u.from {
			return strconv.FormatFloat(seconds/u.length, 'f', 1, 64) + " " + u.unit
		}
	}
	return strconv.FormatFloat(seconds, 'f', 0, 64) + " s"
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
