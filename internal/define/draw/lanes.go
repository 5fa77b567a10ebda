// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"math"
	"strings"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/statement"
)

// blankLanes are the rows of a grid to map by hand.
func (m *maker) blankLanes() []lane {
	var out []lane
	for _, title := range []string{"Does", "Thinks", "Emotion", "Moments of truth", "Pains", "Gains", "Ideas", "Frontstage", "Backstage", "Support"} {
		l := lane{title: title, least: 46, line: blueprintLines[title]}
		if title == "Emotion" {
			l = m.emotionLane()
		}
		out = append(out, l)
	}
	return out
}

// blueprintLines stand above the lanes of the blueprint.
var blueprintLines = map[string]string{"Frontstage": "line of interaction", "Backstage": "line of visibility", "Support": "line of internal interaction"}

// lanes are the rows that have something in them, from what customers do down to
// what carries it.
func (m *maker) lanes() []lane {
	if m.blank {
		return m.blankLanes()
	}
	var out []lane
	add := func(has func(*column) bool, l lane) {
		for i := range m.columns {
			if has(&m.columns[i]) {
				out = append(out, l)
				return
			}
		}
	}
	texted := func(title string, color string, of func(*column) statement.Texts) {
		add(func(c *column) bool { return len(of(c)) > 0 }, lane{title: title, cell: func(m *maker, f *flow, col *column) {
			m.list(f, col, title, texts(of(col)), as(bodyType, color), color)
		}})
	}
	stated := func(title, color string, of func(*column) []statement.Statement) {
		add(func(c *column) bool { return len(of(c)) > 0 }, lane{title: title, cell: func(m *maker, f *flow, col *column) {
			m.list(f, col, title, items(of(col)), bodyType, color)
		}})
	}
	add(func(c *column) bool { return c.MomentOfTruth != nil }, lane{title: "Moments of truth", cell: (*maker).moment})
	texted("Does", ink, func(c *column) statement.Texts { return c.Does })
	add(func(c *column) bool { return len(c.Thinks) > 0 }, lane{title: "Thinks", cell: func(m *maker, f *flow, col *column) {
		m.list(f, col, "Thinks", texts(quoted(col.Thinks)), quoteType, ink)
	}})
	texted("Needs", ink, func(c *column) statement.Texts { return c.Needs })
	texted("Asks", ink, func(c *column) statement.Texts { return c.Questions })
	add(func(c *column) bool { return c.Feeling != nil || c.figures != nil && c.figures.Emotion != nil }, m.emotionLane())
	m.numberLanes(add)
	add(func(c *column) bool { return c.Importance != nil || c.Target.Default != nil }, lane{title: "Importance and target", cell: (*maker).worth})
	add(func(c *column) bool { return c.promise != "" }, lane{title: "Promise", cell: func(m *maker, f *flow, col *column) {
		if col.promise != "" {
			m.pictured(f, iconClock, ink, col.promise, bodyType)
		}
	}})
	stated("Pains", pain, func(c *column) []statement.Statement { return c.Pains })
	stated("Gains", gain, func(c *column) []statement.Statement { return c.Gains })
	stated("Ideas", idea, func(c *column) []statement.Statement { return c.Ideas })
	add(func(c *column) bool { return len(c.links) > 0 }, lane{title: "Leads on", cell: func(m *maker, f *flow, col *column) {
		for _, l := range col.links {
			m.pictured(f, iconPush, muted, l, bodyType)
		}
	}})
	add(func(c *column) bool { return len(c.Quotes) > 0 }, lane{title: "In their words", cell: func(m *maker, f *flow, col *column) {
		m.list(f, col, "In their words", quotes(col.Quotes), quoteType, ink)
	}})
	backstage := func(title string, of func(*journey.Backstage) statement.Texts) {
		has := func(c *column) bool { return c.Backstage != nil && len(of(c.Backstage)) > 0 }
		add(has, lane{title: title, line: blueprintLines[title], cell: func(m *maker, f *flow, col *column) {
			if col.Backstage != nil {
				m.list(f, col, title, texts(of(col.Backstage)), bodyType, ink)
			}
		}})
	}
	backstage("Frontstage", func(b *journey.Backstage) statement.Texts { return b.Frontstage })
	backstage("Backstage", func(b *journey.Backstage) statement.Texts { return b.Backstage })
	backstage("Support", func(b *journey.Backstage) statement.Texts { return b.Support })
	return out
}

func quoted(list statement.Texts) statement.Texts {
	out := make(statement.Texts, len(list))
	for i, s := range list {
		out[i] = "“" + strings.Trim(s, `"“”`) + "”"
	}
	return out
}

func quotes(list []journey.Quote) []item {
	out := make([]item, len(list))
	for i, q := range list {
		out[i] = item{text: "“" + strings.Trim(q.Text, `"“”`) + "”"}
		if q.Source != "" {
			out[i].text += " (" + q.Source + ")"
		}
	}
	return out
}

// moment says why a step makes or breaks the relation.
func (m *maker) moment(f *flow, col *column) {
	t := col.MomentOfTruth
	if t == nil {
		return
	}
	top := f.y
	reason := strings.ReplaceAll(string(t.Reason), "-", " ")
	if t.Basis != "" {
		reason += " (" + string(t.Basis) + ")"
	}
	f.text(reason, strongType, 14)
	if !f.dry {
		filled(f.c, iconStar, f.b.X, top, 11, star)
		icon(f.c, iconStar, f.b.X, top, 11, ink)
	}
	f.text(t.Why, bodyType, 0)
}

// worth is a step's stated importance and the level wanted.
func (m *maker) worth(f *flow, col *column) {
	if im := col.Importance; im != nil && im.Default != nil {
		f.row(11, func(b canvas.Box) {
			for k := range 5 {
				p := canvas.Paint{Stroke: accent, Width: 0.8, Fill: white}
				if float64(k) < *im.Default {
					p.Fill = accent
				}
				f.c.Circle(b.X+4+float64(k)*10, b.Y+5.5, 3.6, p)
			}
			f.c.One(number(*im.Default)+" of 5", smallType, canvas.Box{X: b.X + 54, Y: b.Y, W: max(0, b.W-54), H: 11})
		})
	}
	if im := col.Importance; im != nil {
		for _, id := range sorted(im.Segments) {
			f.text(m.segmentTitle(string(id))+" "+number(im.Segments[id])+" of 5", smallType, 0)
		}
	}
	if col.Target.Default != nil {
		words := "target " + level(*col.Target.Default)
		if col.Target.By != "" {
			words += " by " + col.Target.By
		}
		f.text(words, bodyType, 0)
	}
	for _, id := range sorted(col.Target.Segments) {
		f.text(m.segmentTitle(string(id))+" "+level(col.Target.Segments[id]), smallType, 0)
	}
}

// level writes a target: those of shares as percent.
func level(v float64) string {
	if v > 0 && v <= 1 {
		return number(math.Round(1000*v)/10) + " %"
	}
	return number(v)
}
