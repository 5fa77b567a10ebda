// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"

	"github.com/wendcx/wend/internal/define/draw/canvas"
)

// leftOver is what had no room in a cell.
type leftOver struct {
	number      int
	step, title string
	items       []item
	color       string
}

// leftOvers draws the pages behind the map: everything that had no room on it.
func (m *maker) leftOvers(l *layout) (pages []*canvas.Canvas) {
	if len(m.cut) == 0 {
		return nil
	}
	const gutter = 18
	n := max(1, int((l.width-2*margin+gutter)/(220+gutter)))
	w := (l.width - 2*margin - gutter*float64(n-1)) / float64(n)
	bottom := l.height - margin - footHeight
	top := 0.0
	var c *canvas.Canvas
	column := n // the next column to begin, n: a new page
	var f *flow
	next := func() {
		if column == n {
			c = canvas.New(m.fonts, l.width, l.height)
			c.Rect(c.Size, 0, canvas.Paint{Fill: white})
			c.One("More on the steps: "+m.journey.Title, stepType, canvas.Box{X: margin, Y: margin, W: l.width - 2*margin, H: 16})
			top, column = margin+24, 0
			pages = append(pages, c)
		}
		f = newFlow(c, canvas.Box{X: margin + float64(column)*(w+gutter), Y: top, W: w}, false)
		column++
	}
	next()
	// room begins a new column where a text would not fit below.
	room := func(draw func(f *flow)) {
		dry := newFlow(m.dry, canvas.Box{W: w}, true)
		draw(dry)
		if f.y+dry.used() > bottom && f.used() > 0 {
			next()
		}
		draw(f)
	}
	for _, cut := range m.cut {
		room(func(f *flow) {
			f.gap(6)
			title := cut.title
			if cut.number > 0 {
				title = fmt.Sprintf("%d %s: %s", cut.number, cut.step, cut.title)
			}
			f.text(title, strongType, 0)
		})
		for _, it := range cut.items {
			room(func(f *flow) {
				f.gap(2)
				m.item(f, it, bodyType, cut.color)
			})
		}
	}
	return pages
}
