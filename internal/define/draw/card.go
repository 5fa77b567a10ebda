// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"strconv"
	"strings"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/touchpoint"
)

func itoa(n int) string { return strconv.Itoa(n) }

// cardPad is the room between a card's border and what is on it.
const cardPad = 6

// card draws, or measures, a step's card. A brief card has number and title only.
func (m *maker) card(f *flow, col *column, brief bool) {
	f.gap(cardPad)
	f.row(14, func(b canvas.Box) { m.cardHead(f.c, b, col) })
	f.gap(2)
	f.text(strings.ToUpper(col.change), canvas.Type{Face: canvas.Bold, Size: 8, Color: accent}, 0)
	f.text(col.Title, stepType, 0)
	if brief {
		f.gap(cardPad)
		return
	}
	if col.Description != "" {
		f.gap(2)
		f.text(col.Description, smallType, 0)
	}
	f.gap(3)
	m.place(f, col)
	if col.owner != "" {
		m.pictured(f, iconPerson, muted, col.owner, smallType)
	}
	f.text(strings.Join(col.tags(m.segmentTitle), "; "), smallType, 0)
	for _, change := range col.changes {
		f.gap(1)
		f.text(change, canvas.Type{Face: canvas.Medium, Size: 8, Color: accent}, 0)
	}
	f.gap(cardPad)
}

// cardHead is the row of the number and the marks.
func (m *maker) cardHead(c *canvas.Canvas, b canvas.Box, col *column) {
	h := hues[col.Phase]
	c.Circle(b.X+7, b.Y+7, 7, canvas.Paint{Fill: h.bar})
	c.One(itoa(col.number), aligned(canvas.Type{Face: canvas.Bold, Size: 8, Color: white}, canvas.Middle), canvas.Box{X: b.X, Y: b.Y, W: 14, H: 14})
	x := b.Right() - 13
	if col.MomentOfTruth != nil {
		filled(c, iconStar, x, b.Y, 13, star)
		icon(c, iconStar, x, b.Y, 13, ink)
		x -= 15
	}
	if col.Repeatable {
		icon(c, iconRepeat, x, b.Y+1, 12, muted)
	}
}

// place is where the step happens and who starts it.
func (m *maker) place(f *flow, col *column) {
	if col.Contactless || col.touchpoint.Channel == "" {
		if col.Contactless {
			m.pictured(f, iconContactless, ink, "no contact", bodyType)
		}
		return
	}
	m.pictured(f, channelIcon(col.touchpoint.Channel, col.touchpoint.Mode), ink, col.channel, strongType)
	switch col.touchpoint.Direction {
	case touchpoint.Push:
		m.pictured(f, iconPush, ink, col.marks(), bodyType)
	case touchpoint.Pull:
		m.pictured(f, iconPull, ink, col.marks(), bodyType)
	default:
		f.text(col.marks(), bodyType, 14)
	}
}

// pictured writes a text behind a small picture.
func (m *maker) pictured(f *flow, path, color, text string, t canvas.Type) {
	const side, indent, narrow = 10, 14, 64
	top := f.y
	if f.b.W < narrow { // words stand below the picture, rather than broken beside it
		f.gap(side + 1)
		f.text(text, t, 0)
		if !f.dry {
			icon(f.c, path, f.b.X, top, side, color)
		}
		return
	}
	f.text(text, t, indent)
	if f.y-top < side {
		f.y = top + side
	}
	if !f.dry {
		icon(f.c, path, f.b.X, top, side, color)
	}
}

// cardFrame is the border of a card: whole for touchpoints of ours, dashed where
// somebody else holds it, dotted where there is no contact.
func cardFrame(c *canvas.Canvas, b canvas.Box, col *column) {
	h := hues[col.Phase]
	p := canvas.Paint{Fill: white, Stroke: h.bar, Width: 1}
	switch {
	case col.absent:
		p = canvas.Paint{Stroke: rule, Dash: "2 3"}
	case col.Contactless:
		p.Fill, p.Dash, p.Round = h.tint, "0.1 3.2", true
		p.Width = 1.4
	case col.touchpoint.Control != "" && col.touchpoint.Control != touchpoint.ByCompany:
		p.Dash = "5 3"
	}
	if col.MomentOfTruth != nil {
		p.Width = 2.2
	}
	c.Rect(b, 5, p)
}
