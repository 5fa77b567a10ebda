// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"cmp"
	"slices"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/journey"
)

// Beside draws two maps below each other, step under step, and marks what
// differs: new, gone and changed steps, and in words what changed. The first is
// how it is, the second how it is to be.
func Beside(before *journey.Journey, beforeIn *journey.Workspace, after *journey.Journey, afterIn *journey.Workspace, o Options) (*Drawing, error) {
	m, err := newMaker(before, beforeIn, nil, o)
	if err != nil {
		return nil, err
	}
	second := &maker{journey: after, workspace: afterIn, options: o, fonts: m.fonts, dry: m.dry}
	m.columns, second.columns = sideBySide(columnsOf(before, beforeIn, nil), columnsOf(after, afterIn, nil))
	for i := range m.columns {
		m.columns[i].other = &second.columns[i]
	}
	mark(m.columns, second.columns, journey.Diff(before, after))
	m.beside = second
	return m.draw()
}

// sideBySide puts the steps of two maps into as many columns each, the same step in
// the same column. A step that one map lacks is absent there.
func sideBySide(a, b []column) (left, right []column) {
	in := func(list []column, id journey.StepID) int {
		return slices.IndexFunc(list, func(c column) bool { return c.ID == id })
	}
	only := func(c column) column {
		return column{Placed: journey.Placed{Step: &journey.Step{ID: c.ID, Title: c.Title}, Phase: c.Phase, Stage: c.Stage}, absent: true}
	}
	next := 0 // of b
	for _, x := range a {
		at := in(b, x.ID)
		for ; at >= next && next < at; next++ { // what b has before it
			left, right = append(left, only(b[next])), append(right, b[next])
		}
		if at >= 0 && at == next {
			left, right = append(left, x), append(right, b[at])
			next++
			continue
		}
		left, right = append(left, x), append(right, only(x))
	}
	for ; next < len(b); next++ {
		left, right = append(left, only(b[next])), append(right, b[next])
	}
	return left, right
}

// mark notes what differs on both sides.
func mark(a, b []column, changes []journey.Change) {
	elsewhere := func(list []column, id journey.StepID) bool {
		return slices.ContainsFunc(list, func(c column) bool { return c.ID == id && !c.absent })
	}
	for i := range a {
		switch {
		case b[i].absent && elsewhere(b, a[i].ID):
			a[i].change = "moved"
			continue
		case b[i].absent:
			a[i].change = "gone"
			continue
		case a[i].absent && elsewhere(a, b[i].ID):
			b[i].change = "moved"
		case a[i].absent:
			b[i].change = "new"
			continue
		}
		for _, c := range changes {
			if c.Step == b[i].ID {
				b[i].change = cmp.Or(b[i].change, "changed")
				b[i].changes = append(b[i].changes, c.Words)
			}
		}
	}
}

// besideLanes are the lanes of the second map: its bars and cards, and then its
// own lanes.
func (m *maker) besideLanes() []lane {
	second := m.beside
	if second == nil {
		return nil
	}
	title := "How it is to be"
	if second.journey.State == journey.AsIs || second.journey.State == "" {
		title = "The other version"
	}
	out := []lane{{title: title, side: second, need: (*maker).blockHeight, across: (*maker).block}}
	for _, l := range second.lanes() {
		l.side = second
		out = append(out, l)
	}
	return out
}

// blockHeight is the height of the bars and cards of the second map.
func (m *maker) blockHeight(_ []column, w float64) float64 {
	l := m.measure([][]column{m.columns}, w)
	return 2*lanePad + phaseHeight + l.stage + l.cards(0)
}

// block draws the bars and cards of the second map.
func (m *maker) block(c *canvas.Canvas, cols []column, area canvas.Box, w float64) {
	l := m.measure([][]column{m.columns}, w)
	y := m.phases(c, l, cols, area.Y+lanePad)
	m.cardRow(c, l, cols, canvas.Box{X: area.X, Y: y, W: area.W, H: l.cards(0)}, false)
}
