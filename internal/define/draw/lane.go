// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/statement"
)

// lane is a row of the map.
type lane struct {
	title string
	line  string // a line of the blueprint above it, by name
	least float64
	cell  func(m *maker, f *flow, col *column)
	// across draws over all columns of a page; cells stand below it.
	across func(m *maker, c *canvas.Canvas, cols []column, area canvas.Box, w float64)
	label  func(m *maker, c *canvas.Canvas, area canvas.Box) // below the title
	grows  bool                                              // takes room that is left
	need   func(m *maker, cols []column, w float64) float64  // instead of the cells' height
	side   *maker                                            // whose columns it shows: of the map beside; nil: of this one
}

// on returns the map and the columns that a lane shows.
func (l *lane) on(m *maker, cols []column) (*maker, []column) {
	if l.side == nil {
		return m, cols
	}
	out := make([]column, len(cols))
	for i := range cols {
		out[i] = *cols[i].other
	}
	return l.side, out
}

// lanePad is the room within a lane above and below its cells, and beside them.
const lanePad, cellPad = 5, 4

// height is what the lane needs for columns of a width.
func (l *lane) height(m *maker, cols []column, w float64) float64 {
	m, cols = l.on(m, cols)
	need := l.least
	if l.need != nil {
		need = l.need(m, cols, w)
	}
	if l.cell != nil {
		for i := range cols {
			if cols[i].absent {
				continue
			}
			f := newFlow(m.dry, canvas.Box{W: w - 2*cellPad}, true)
			l.cell(m, f, &cols[i])
			need = max(need, f.used()+2*lanePad)
		}
	}
	title := newFlow(m.dry, canvas.Box{W: laneWidth - 14}, true)
	title.text(l.title, laneType, 0)
	need = max(need, title.used()+2*lanePad)
	if l.line != "" {
		need += lineHeight
	}
	return need
}

// lineHeight is the room of a blueprint's line.
const lineHeight = 13

// item is one entry of a list in a cell.
type item struct {
	text  string
	basis statement.Basis
	marks int // severity, 0: none
}

func items(list []statement.Statement) []item {
	out := make([]item, len(list))
	for i, s := range list {
		basis := s.Basis
		if basis == "" {
			basis = statement.Hypothesis
		}
		text := s.Title
		if from := strings.TrimSpace(s.Source + " " + s.Date); from != "" {
			text += " (" + from + ")"
		}
		out[i] = item{text, basis, s.Severity}
	}
	return out
}

func texts(list statement.Texts) []item {
	out := make([]item, len(list))
	for i, s := range list {
		out[i] = item{text: s}
	}
	return out
}

// list writes items, as many as the map's limit lets it; the others stand on the
// pages behind the map.
func (m *maker) list(f *flow, col *column, what string, all []item, t canvas.Type, color string) {
	shown := all
	if m.limit > 0 && len(all) > m.limit {
		shown = all[:m.limit]
	}
	for i, it := range shown {
		if i > 0 {
			f.gap(2)
		}
		m.item(f, it, t, color)
	}
	if rest := all[len(shown):]; len(rest) > 0 {
		f.gap(2)
		f.text(fmt.Sprintf("and %d more, on the last pages", len(rest)), canvas.Type{Face: canvas.Italic, Size: 8, Color: muted}, 0)
		if !f.dry {
			m.cut = append(m.cut, leftOver{col.number, col.Title, what, rest, color})
		}
	}
}

// dotRadius is the size of the dots before entries.
const dotRadius = 2.6

// item writes one entry: its basis as a dot, hollow for a hypothesis, half full
// for research, full for data; its severity as bars.
func (m *maker) item(f *flow, it item, t canvas.Type, color string) {
	indent := 0.0
	if it.basis != "" {
		indent = 9
		if !f.dry {
			basisDot(f.c, f.b.X+3.2, f.y+t.LineHeight()/2, dotRadius, it.basis, color)
		}
	}
	f.text(it.text, t, indent)
	if it.marks > 0 {
		f.gap(1.5)
		f.row(5, func(b canvas.Box) {
			for k := range 5 {
				p := canvas.Paint{Stroke: color, Width: 0.6}
				if k < it.marks {
					p.Fill = color
				}
				f.c.Rect(canvas.Box{X: b.X + indent + float64(k)*7, Y: b.Y, W: 5.5, H: 3.4}, 0, p)
			}
		})
	}
}

// basisDot says how well something is known: hollow for a hypothesis, half full
// for research, full for data.
func basisDot(c *canvas.Canvas, x, y, r float64, basis statement.Basis, color string) {
	p := canvas.Paint{Fill: white, Stroke: color, Width: max(0.9, 0.45*r)}
	if basis == statement.Data {
		p.Fill = color
	}
	c.Circle(x, y, r, p)
	if basis == statement.Research {
		c.Path(fmt.Sprintf("M%.2f %.2fa%.2f %.2f 0 0 0 0 %.2fz", x, y-r, r, r, 2*r), canvas.Paint{Fill: color})
	}
}
