// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/persona"
)

// The emotion lane: a scale of five valences, the stated curve of customers at
// large, those of personas who feel otherwise, and what was measured.
const curveLeast = 88 // from +2 to -2

// words stand above and below the curve, wrapped to the column.
func (m *maker) curvePad(cols []column, w float64) float64 {
	lines := 1
	for i := range cols {
		if f := cols[i].Feeling; f != nil && !cols[i].absent {
			lines = max(lines, len(m.fonts.Wrap(f.Label, bodyType.Face, bodyType.Size, w-4)))
		}
	}
	return 5 + float64(lines)*bodyType.LineHeight()
}

// curve is one line over the columns.
type curve struct {
	name   string
	dash   string
	values []*float64
	labels []string
	width  float64
	color  string
}

func (m *maker) emotionLane() lane {
	need := func(m *maker, cols []column, w float64) float64 {
		h := curveLeast + 2*m.curvePad(cols, w)
		if m.measured() {
			h += 12 // the figures stand below
		}
		return h
	}
	return lane{title: "Emotion", need: need, grows: true, across: (*maker).drawEmotion, label: (*maker).emotionLegend}
}

// stated are the curves that the document states: of all, and of each persona who
// feels otherwise somewhere.
func (m *maker) stated(cols []column) []curve {
	all := curve{name: "customers", width: 1.8, color: accent, values: make([]*float64, len(cols)), labels: make([]string, len(cols))}
	for i := range cols {
		if f := cols[i].Feeling; f != nil && !cols[i].absent {
			v := float64(f.Felt())
			all.values[i], all.labels[i] = &v, f.Label
		}
	}
	out := []curve{all}
	dashes := []string{"6 3", "2 2.5", "8 3 2 3"}
	for k, id := range m.personas() {
		own := curve{name: m.personaName(id), dash: dashes[k%len(dashes)], width: 1.1, color: muted, values: make([]*float64, len(cols)), labels: make([]string, len(cols))}
		for i := range cols {
			own.values[i] = all.values[i]
			if f := cols[i].Feeling; f != nil && f.Personas[id] != nil {
				v := float64(f.Personas[id].Felt())
				own.values[i] = &v
			}
		}
		out = append(out, own)
	}
	return out
}

// personas are those who feel otherwise at some step, in the order of their ids.
func (m *maker) personas() []persona.ID {
	differs := map[persona.ID]bool{}
	for i := range m.columns {
		if f := m.columns[i].Feeling; f != nil {
			for id := range f.Personas {
				differs[id] = true
			}
		}
	}
	return sorted(differs)
}

func (m *maker) personaName(id persona.ID) string {
	p, ok := m.workspace.Personas[id]
	if !ok || p.Name == "" {
		return string(id)
	}
	name, _, _ := strings.Cut(p.Name, ",")
	return name
}

// measured reports whether any emotion was measured.
func (m *maker) measured() bool {
	for i := range m.columns {
		if f := m.columns[i].figures; f != nil && f.Emotion != nil {
			return true
		}
	}
	return false
}

func (m *maker) drawEmotion(c *canvas.Canvas, cols []column, area canvas.Box, w float64) {
	plot := area
	if m.measured() {
		plot.H -= 12 // the figures stand below
	}
	pad := m.curvePad(cols, w)
	m.scale = func(v float64) float64 { return plot.Y + pad + (2-v)/4*(plot.H-2*pad) }
	y := m.scale
	x := func(i int) float64 { return area.X + (float64(i)+0.5)*w }
	for v := -2; v <= 2; v++ {
		p := canvas.Paint{Stroke: rule, Width: 0.6, Dash: "2 3"}
		if v == 0 {
			p = canvas.Paint{Stroke: muted, Width: 0.7}
		}
		c.LineTo(area.X, y(float64(v)), area.Right(), y(float64(v)), p)
	}
	if m.blank {
		return
	}
	curves := m.stated(cols)
	for _, line := range slices.Backward(curves) {
		c.Path(line.path(x, y), canvas.Paint{Stroke: line.color, Width: line.width, Dash: line.dash, Round: line.dash == ""})
	}
	for i := range cols {
		v := curves[0].values[i]
		if v == nil {
			continue
		}
		basisDot(c, x(i), y(*v), 4, cols[i].Feeling.Basis, accent)
		label := canvas.Box{X: area.X + float64(i)*w + 2, Y: y(*v) + 5, W: w - 4}
		if *v >= 0 {
			label.Y = y(*v) - 5 - c.Height(curves[0].labels[i], bodyType, label.W)
		}
		c.Text(curves[0].labels[i], labelType, label)
	}
	m.drawMeasured(c, cols, area, w, x, y)
}

// drawMeasured draws what was measured: points with their intervals, joined
// where neighbours have both.
func (m *maker) drawMeasured(c *canvas.Canvas, cols []column, area canvas.Box, w float64, x func(int) float64, y func(float64) float64) {
	if !m.measured() {
		return
	}
	line := curve{values: make([]*float64, len(cols))}
	for i := range cols {
		if f := cols[i].figures; f != nil && f.Emotion != nil {
			line.values[i] = &f.Emotion.Value
		}
	}
	stated := x
	x = func(i int) float64 { return stated(i) + 9 } // beside the stated point, which it would hide
	c.Path(line.path(x, y), canvas.Paint{Stroke: measure, Width: 2.4, Round: true})
	for i, v := range line.values {
		if v == nil {
			continue
		}
		e := cols[i].figures.Emotion
		c.LineTo(x(i), y(max(e.Lo, -2)), x(i), y(min(e.Hi, 2)), canvas.Paint{Stroke: measure, Width: 1.2})
		c.Rect(canvas.Box{X: x(i) - 3.6, Y: y(*v) - 3.6, W: 7.2, H: 7.2}, 0, canvas.Paint{Fill: measure, Stroke: white, Width: 0.8})
		text := fmt.Sprintf("%+.1f (%+.1f to %+.1f)", e.Value, e.Lo, e.Hi)
		c.One(text, aligned(as(smallType, measure), canvas.Middle), canvas.Box{X: area.X + float64(i)*w + 1, Y: area.Bottom() - 12, W: w - 2, H: 11})
	}
}

// path is the curve as SVG path data: smooth between neighbours, with gaps where
// nothing is known, never beyond its points.
func (l *curve) path(x func(int) float64, y func(float64) float64) string {
	var b strings.Builder
	last := -1
	for i, v := range l.values {
		if v == nil {
			continue
		}
		if last < 0 || l.gap(last, i) {
			fmt.Fprintf(&b, "M%.2f %.2f", x(i), y(*v))
		} else {
			middle := (x(last) + x(i)) / 2
			fmt.Fprintf(&b, "C%.2f %.2f %.2f %.2f %.2f %.2f", middle, y(*l.values[last]), middle, y(*v), x(i), y(*v))
		}
		last = i
	}
	return b.String()
}

// gap reports whether a measured curve is broken between two points: it joins
// neighbours only. Stated curves, which have labels, go on.
func (l *curve) gap(from, to int) bool { return l.labels == nil && to-from > 1 }

// emotionLegend stands below the lane's title: what the lines are, and faces
// beside the scale.
func (m *maker) emotionLegend(c *canvas.Canvas, area canvas.Box) {
	for _, v := range []int{2, 0, -2} {
		face(c, v, area.Right()-17, m.scale(float64(v))-7, 14, ink)
	}
	var lines []curve
	for _, c := range m.columns {
		if c.Feeling != nil {
			lines = m.stated(nil)
			break
		}
	}
	if m.measured() {
		lines = append(lines, curve{name: "measured", width: 2.4, color: measure})
	}
	for i, l := range lines {
		at := canvas.Box{X: area.X, Y: area.Y + 18 + float64(i)*12, W: area.W - 22, H: 11}
		if at.Bottom() > area.Bottom() {
			return
		}
		c.LineTo(at.X, at.Y+5.5, at.X+16, at.Y+5.5, canvas.Paint{Stroke: l.color, Width: l.width, Dash: l.dash})
		c.One(l.name, smallType, canvas.Box{X: at.X + 20, Y: at.Y, W: at.W - 20, H: 11})
	}
}
