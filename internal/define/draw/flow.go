// SPDX-License-Identifier: Apache-2.0

package draw

import "github.com/wendcx/wend/internal/define/draw/canvas"

// flow fills a box from its top. A dry flow draws nothing and only measures, so
// that what is measured is what is drawn.
type flow struct {
	c   *canvas.Canvas
	b   canvas.Box // H is of no account
	y   float64    // next free y
	dry bool
}

// newFlow begins at the top of a box.
func newFlow(c *canvas.Canvas, b canvas.Box, dry bool) *flow {
	return &flow{c: c, b: b, y: b.Y, dry: dry}
}

// used is the height filled so far.
func (f *flow) used() float64 { return f.y - f.b.Y }

// gap leaves room.
func (f *flow) gap(h float64) { f.y += h }

// text writes a wrapped text, indented on the left.
func (f *flow) text(s string, t canvas.Type, indent float64) {
	if s == "" {
		return
	}
	b := canvas.Box{X: f.b.X + indent, Y: f.y, W: f.b.W - indent}
	if f.dry {
		f.y += f.c.Height(s, t, b.W)
		return
	}
	f.y += f.c.Text(s, t, b)
}

// row reserves a line of the given height and draws on it.
func (f *flow) row(h float64, draw func(b canvas.Box)) {
	if !f.dry {
		draw(canvas.Box{X: f.b.X, Y: f.y, W: f.b.W, H: h})
	}
	f.y += h
}
