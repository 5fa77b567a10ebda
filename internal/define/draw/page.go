// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/define/draw/canvas"
)

// page draws some columns with some lanes.
func (m *maker) page(arranged *layout, cols []column, r span) *canvas.Canvas {
	l := arranged.filling(cols)
	c := canvas.New(m.fonts, l.width, l.height)
	c.Rect(c.Size, 0, canvas.Paint{Fill: white})
	m.head(c, l)
	y := margin + l.head
	y = m.phases(c, l, cols, y)
	y = m.cards(c, l, cols, r.from > 0, y)
	extra := l.spare(m.rows, r)
	for i := r.from; i < r.to; i++ {
		h := l.rows[i] + extra[i-r.from]
		m.lane(c, l, &m.rows[i], cols, canvas.Box{X: margin, Y: y, W: laneWidth + float64(len(cols))*l.column, H: h}, i%2 == 1)
		y += h
	}
	if len(m.columns) == 0 {
		c.Text("There are no steps yet. Add phases, stages and steps to the journey's document.", leadType, canvas.Box{X: margin, Y: y + 10, W: l.width - 2*margin})
	}
	return c
}

// filling is the layout with columns as wide as the page allows: a page with fewer
// than the widest is filled too, within reason.
func (l *layout) filling(cols []column) *layout {
	own := *l
	if n := float64(len(cols)); n > 0 {
		own.column = min((l.width-2*margin-laneWidth)/n, 1.6*l.column)
	}
	return &own
}

// spare shares out the height that a page has left: half to lanes that grow, the
// rest to all, without tearing the map apart.
func (l *layout) spare(rows []lane, r span) []float64 {
	out := make([]float64, r.to-r.from)
	left := l.height - l.need(r)
	if left <= 0 || len(out) == 0 {
		return out
	}
	for i := range out {
		if rows[r.from+i].grows {
			out[i] = min(left*0.5, l.rows[r.from+i])
			left -= out[i]
		}
	}
	for i := range out {
		out[i] += min(left/float64(len(out)), 0.25*l.rows[r.from+i])
	}
	return out
}

// phases draws the bars of phases and stages and returns the y below them.
func (m *maker) phases(c *canvas.Canvas, l *layout, cols []column, y float64) float64 {
	left := margin + float64(laneWidth)
	for from := 0; from < len(cols); {
		to := from + 1
		for to < len(cols) && cols[to].Phase == cols[from].Phase {
			to++
		}
		b := canvas.Box{X: left + float64(from)*l.column, Y: y, W: float64(to-from) * l.column, H: phaseHeight}
		c.Rect(canvas.Box{X: b.X + 1, Y: b.Y, W: b.W - 2, H: b.H}, 2, canvas.Paint{Fill: hues[cols[from].Phase].bar})
		c.One(strings.ToUpper(string(cols[from].Phase)), phaseType, canvas.Box{X: b.X + 10, Y: b.Y, W: b.W - 16, H: b.H})
		from = to
	}
	y += phaseHeight
	for from := 0; from < len(cols); {
		to := from + 1
		for to < len(cols) && sameStage(&cols[to], &cols[from]) {
			to++
		}
		m.stageBar(c, cols[from], canvas.Box{X: left + float64(from)*l.column, Y: y + 2, W: float64(to-from) * l.column, H: l.stage - 4})
		from = to
	}
	return y + l.stage
}

// stageHeight is the height of the stages' bar at a column width.
func (m *maker) stageHeight(w float64) float64 {
	h := 24.0
	for from := 0; from < len(m.columns); {
		to := m.stageEnd(from)
		h = max(h, m.dry.Height(m.columns[from].Stage, stageType, stageRoom(float64(to-from)*w))+10)
		h = max(h, m.dry.Height(m.columns[from].Stage, stageType, stageRoom(w))+10) // where a page cuts it
		from = to
	}
	return h
}

func stageRoom(width float64) float64 { return width - 26 }

// stageBar is an arrow with the stage's name.
func (m *maker) stageBar(c *canvas.Canvas, col column, b canvas.Box) {
	h := hues[col.Phase]
	const tip = 8
	c.Path(fmt.Sprintf("M%.2f %.2fh%.2fl%d %.2fl-%d %.2fh-%.2fl%d -%.2fz", b.X+1, b.Y, b.W-tip-2, tip, b.H/2, tip, b.H/2, b.W-tip-2, tip, b.H/2), canvas.Paint{Fill: h.mid})
	room := canvas.Box{X: b.X + 13, W: stageRoom(b.W)}
	room.H = c.Height(col.Stage, stageType, room.W)
	room.Y = b.Y + (b.H-room.H)/2
	c.Text(col.Stage, stageType, room)
}

// cards draws the row of step cards and returns the y below it.
func (m *maker) cards(c *canvas.Canvas, l *layout, cols []column, brief bool, y float64) float64 {
	h := l.cards(0)
	if brief {
		h = l.cards(1)
	}
	m.laneTitle(c, "Steps", canvas.Box{X: margin, Y: y, W: laneWidth, H: h})
	m.cardRow(c, l, cols, canvas.Box{X: margin + laneWidth, Y: y, H: h}, brief)
	return y + h
}

// cardRow draws the cards from the left of a box.
func (m *maker) cardRow(c *canvas.Canvas, l *layout, cols []column, at canvas.Box, brief bool) {
	for i := range cols {
		b := canvas.Box{X: at.X + float64(i)*l.column + cellPad, Y: at.Y + lanePad, W: l.column - 2*cellPad, H: at.H - 2*lanePad}
		col := &cols[i]
		cardFrame(c, b, col)
		if m.blank || col.absent {
			continue
		}
		c.Begin("step-"+string(col.ID), "")
		m.card(newFlow(c, canvas.Box{X: b.X + cardPad, Y: b.Y, W: b.W - 2*cardPad}, false), col, brief)
		c.End()
	}
}

// laneTitle writes a lane's name at its left.
func (m *maker) laneTitle(c *canvas.Canvas, title string, b canvas.Box) {
	c.Text(title, laneType, canvas.Box{X: b.X, Y: b.Y + lanePad, W: b.W - 14})
}

// lane draws one row.
func (m *maker) lane(c *canvas.Canvas, l *layout, row *lane, cols []column, b canvas.Box, shaded bool) {
	m, cols = row.on(m, cols)
	if row.line != "" {
		m.blueprintLine(c, row.line, b)
		b.Y += lineHeight
		b.H -= lineHeight
	}
	if shaded {
		c.Rect(b, 0, canvas.Paint{Fill: faint})
	}
	c.LineTo(b.X, b.Bottom(), b.Right(), b.Bottom(), canvas.Paint{Stroke: rule, Width: 0.6})
	m.laneTitle(c, row.title, canvas.Box{X: b.X, Y: b.Y, W: laneWidth, H: b.H})
	area := canvas.Box{X: b.X + laneWidth, Y: b.Y, W: b.W - laneWidth, H: b.H}
	if row.across != nil {
		row.across(m, c, cols, area, l.column)
		if row.label != nil {
			row.label(m, c, canvas.Box{X: b.X, Y: b.Y, W: laneWidth, H: b.H})
		}
	}
	for i := range cols {
		x := area.X + float64(i)*l.column
		if m.blank {
			c.Rect(canvas.Box{X: x + cellPad, Y: b.Y + 3, W: l.column - 2*cellPad, H: b.H - 6}, 3, canvas.Paint{Stroke: rule, Width: 0.7, Dash: "2 2"})
		}
		if row.cell == nil || cols[i].absent {
			continue
		}
		row.cell(m, newFlow(c, canvas.Box{X: x + cellPad, Y: b.Y + lanePad, W: l.column - 2*cellPad}, false), &cols[i])
	}
}

// blueprintLine parts what customers meet from what they do not see.
func (m *maker) blueprintLine(c *canvas.Canvas, name string, b canvas.Box) {
	t := canvas.Type{Face: canvas.Italic, Size: 8, Color: muted}
	y := b.Y + lineHeight/2
	words := c.Width(name, t)
	c.One(name, t, canvas.Box{X: b.X, Y: b.Y, W: words + 1, H: lineHeight})
	c.LineTo(b.X+words+6, y, b.Right(), y, canvas.Paint{Stroke: ink, Width: 0.9, Dash: "6 3"})
}
