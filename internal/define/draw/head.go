// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/statement"
)

// headHeight is the height of the head on a page of a width.
func (m *maker) headHeight(width float64) float64 {
	c := canvas.New(m.fonts, width, 0)
	f := newFlow(c, m.headBox(width), true)
	m.headText(f)
	return max(f.used(), m.scorebox(width, c, true)) + 10
}

// headBox leaves room at the right for the journey's own figures.
func (m *maker) headBox(width float64) canvas.Box {
	b := canvas.Box{X: margin, Y: margin, W: width - 2*margin}
	if m.figures != nil {
		b.W -= scoreboxWidth + 20
		if m.options.Paper.Width == 0 { // a wide map: what is at the right is out of sight
			b.W = min(b.W, 560)
		}
	}
	return b
}

// head draws the title, the promise on top, and the journey's figures.
func (m *maker) head(c *canvas.Canvas, l *layout) {
	m.headText(newFlow(c, m.headBox(l.width), false))
	m.scorebox(l.width, c, false)
}

func (m *maker) headText(f *flow) {
	j := m.journey
	if j.Promise != "" {
		f.text("“"+strings.Trim(j.Promise, `"“”`)+"”", leadType, 0)
		f.gap(2)
	}
	f.text(j.Title, titleType, 0)
	var facts []string
	for _, x := range []struct{ name, text string }{{"Goal", j.Goal}, {"Scenario", j.Scenario}, {"For", m.audience()}, {"Owner", role(j.Owner)}, {"From", scope(j)}, {"Status", m.status()}} {
		if x.text != "" {
			facts = append(facts, x.name+": "+x.text)
		}
	}
	if j.State == journey.ToBe || j.State == journey.Ideal {
		facts = append([]string{"This is how it is to be."}, facts...)
	}
	f.text(strings.Join(facts, "\u00a0 · \u00a0"), as(bodyType, muted), 0)
	if m.figures != nil {
		if m.figures.Only != "" {
			f.gap(2)
			f.text("Figures only of: "+m.figures.Only, strongType, 0)
		}
		for _, note := range m.figures.Notes {
			f.gap(2)
			f.text(note, as(strongType, pain), 0)
		}
	}
}

// scope is where the journey begins and ends.
func scope(j *journey.Journey) string {
	if j.Scope == nil {
		return ""
	}
	return strings.TrimSpace(j.Scope.From + " to " + j.Scope.To)
}

// status is how far the document has come, and whether anybody looked at it
// lately.
func (m *maker) status() string {
	j := m.journey
	words := string(j.Status)
	r := j.Review
	if r == nil || r.Every.IsZero() {
		return words
	}
	words = strings.TrimPrefix(words+", to be reviewed every "+r.Every.String(), ", ")
	if last, err := time.Parse(time.DateOnly, r.Last); err == nil {
		words += ", last " + day(last)
		if now := m.options.Date; !now.IsZero() && now.Sub(last) > r.Every.Length {
			words += ": STALE"
		}
	}
	return words
}

// audience is whose map it is, in words.
func (m *maker) audience() string {
	a := m.journey.Audience
	if a == nil {
		return ""
	}
	var names []string
	for _, id := range a.Personas {
		names = append(names, m.personaName(id))
	}
	for _, id := range a.Segments {
		names = append(names, m.segmentTitle(string(id)))
	}
	return strings.Join(names, ", ")
}

const scoreboxWidth = 190

// scorebox holds the figures of the journey as a whole.
func (m *maker) scorebox(width float64, c *canvas.Canvas, dry bool) float64 {
	x := m.figures
	if x == nil {
		return 0
	}
	f := newFlow(c, canvas.Box{X: m.headBox(width).Right() + 20, Y: margin, W: scoreboxWidth}, dry)
	what := "journeys"
	if x.Basis == "answers" {
		what = "respondents"
	}
	f.text(thousands(x.Instances)+" "+what, stepType, 0)
	if x.Completion != nil {
		f.text(fmt.Sprintf("%s reach the end %s, n %s", percent(x.Completion.Value), interval(x.Completion, percentDigits), thousands(x.Completion.N)), bodyType, 0)
	}
	if x.Overall != nil {
		f.gap(3)
		f.text("The journey as a whole", smallType, 0)
		m.bullet(f, x.Overall)
	}
	return f.used()
}

// foot says on every page what it is, when it was drawn, and what the signs mean.
func (m *maker) foot(pages []*canvas.Canvas) {
	for i, c := range pages {
		y := c.Size.H - margin - footHeight + 8
		c.LineTo(margin, y, c.Size.W-margin, y, canvas.Paint{Stroke: rule, Width: 0.6})
		about := m.about()
		if len(pages) > 1 {
			about = append(about, fmt.Sprintf("page %d of %d", i+1, len(pages)))
		}
		t := aligned(smallType, canvas.End)
		words := strings.Join(about, "\u00a0 · \u00a0")
		width := min(c.Width(words, t)+1, (c.Size.W-2*margin)*0.6)
		c.One(words, t, canvas.Box{X: c.Size.W - margin - width, Y: y + 3, W: width, H: 12})
		m.legend(c, canvas.Box{X: margin, Y: y + 3, W: c.Size.W - 2*margin - width - 16, H: 12})
	}
}

// about is what the foot says of the map.
func (m *maker) about() []string {
	var out []string
	if m.blank {
		return []string{ours}
	}
	if m.figures != nil {
		out = append(out, "figures as of "+day(m.figures.AsOf.UTC()))
	}
	if m.options.Version > 0 {
		out = append(out, fmt.Sprintf("version %d", m.options.Version))
	}
	if d := m.options.Date; !d.IsZero() && m.figures == nil {
		out = append(out, day(d))
	}
	return append(out, ours)
}

// legend explains the signs, as many as there is room for.
func (m *maker) legend(c *canvas.Canvas, b canvas.Box) {
	x := b.X
	entry := func(words string, sign func(x, y float64), room float64) {
		need := room + c.Width(words, smallType) + 14
		if x+need > b.Right() {
			return
		}
		sign(x, b.Y+b.H/2)
		c.One(words, smallType, canvas.Box{X: x + room, Y: b.Y, W: need - room, H: b.H})
		x += need
	}
	dot := func(basis statement.Basis) func(x, y float64) {
		return func(x, y float64) { basisDot(c, x+3, y, dotRadius, basis, ink) }
	}
	if m.figures != nil {
		entry("measured", func(x, y float64) {
			c.Rect(canvas.Box{X: x, Y: y - 3, W: 6, H: 6}, 0, canvas.Paint{Fill: measure})
		}, 9)
	}
	entry("hypothesis", dot(statement.Hypothesis), 9)
	entry("research", dot(statement.Research), 9)
	entry("data", dot(statement.Data), 9)
	if m.onePager {
		return
	}
	entry("moment of truth", func(x, y float64) {
		filled(c, iconStar, x, y-5, 10, star)
		icon(c, iconStar, x, y-5, 10, ink)
	}, 13)
	frame := func(p canvas.Paint) func(x, y float64) {
		return func(x, y float64) { c.Rect(canvas.Box{X: x, Y: y - 4, W: 13, H: 8}, 2, p) }
	}
	entry("in other hands", frame(canvas.Paint{Fill: white, Stroke: ink, Dash: "3 2"}), 17)
	entry("no contact", frame(canvas.Paint{Fill: white, Stroke: ink, Width: 1.4, Dash: "0.1 2.6", Round: true}), 17)
}

// day writes a date for people.
func day(t time.Time) string { return t.Format("2 January 2006") }
