// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"cmp"
	"slices"
	"strings"

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
	changes := journey.Diff(before, after)
	mark(m.columns, second.columns, changes)
	for _, c := range changes {
		if c.Step == "" {
			second.changes = append(second.changes, c.Words)
		}
	}
	m.beside = second
	return m.draw()
}

// sideBySide puts the steps of two maps into as many columns each, the same step in
// the same column; a step that replaces others stands with the first of them. A
// step that one map lacks is absent there.
func sideBySide(a, b []column) (left, right []column) {
	only := func(c column) column {
		return column{Placed: journey.Placed{Step: &journey.Step{ID: c.ID, Title: c.Title}, Phase: c.Phase, Stage: c.Stage}, absent: true}
	}
	next := 0 // of b
	for _, x := range a {
		at := slices.IndexFunc(b, func(c column) bool { return pairs(&x, &c, a) })
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

// pairs reports whether a step is the same in both maps, or y takes its place: of
// several that y replaces the first stands beside it.
func pairs(x, y *column, a []column) bool {
	if x.ID == y.ID {
		return true
	}
	if len(y.Replaces) == 0 || slices.ContainsFunc(a, func(c column) bool { return c.ID == y.ID }) {
		return false
	}
	first := slices.IndexFunc(a, func(c column) bool { return slices.Contains(y.Replaces, c.ID) })
	return first >= 0 && a[first].ID == x.ID
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
			if by := replacing(b, a[i].ID); by != "" {
				a[i].change, a[i].changes = "replaced", []string{"by “" + by + "”"}
			}
			continue
		case !a[i].absent && a[i].ID != b[i].ID:
			a[i].change = "replaced"
			b[i].change, b[i].changes = "new", []string{"in place of " + replacedBy(a, b[i].Replaces)}
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

// replacing is the title of the step that takes the place of another, "" where
// none does.
func replacing(b []column, id journey.StepID) string {
	i := slices.IndexFunc(b, func(c column) bool { return !c.absent && slices.Contains(c.Replaces, id) })
	if i < 0 {
		return ""
	}
	return b[i].Title
}

// replacedBy lists the steps that a new one takes the place of.
func replacedBy(a []column, ids []journey.StepID) string {
	var titles []string
	for _, c := range a {
		if !c.absent && slices.Contains(ids, c.ID) {
			titles = append(titles, "“"+c.Title+"”")
		}
	}
	return strings.Join(titles, ", ")
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

// blockHeight is the height of the head, bars and cards of the second map.
func (m *maker) blockHeight(_ []column, w float64) float64 {
	l := m.measure([][]column{m.columns}, w)
	return 2*lanePad + m.blockHead(newFlow(m.dry, canvas.Box{W: max(4*w, 300)}, true)) + phaseHeight + l.stage + l.cards(0)
}

// blockHead is what the second map says of itself, and what changed in the
// journey as a whole.
func (m *maker) blockHead(f *flow) float64 {
	m.headText(f)
	for _, words := range m.changes {
		f.text("Changed: "+words, canvas.Type{Face: canvas.Medium, Size: 8, Color: accent}, 0)
	}
	f.gap(6)
	return f.used()
}

// block draws the bars and cards of the second map.
func (m *maker) block(c *canvas.Canvas, cols []column, area canvas.Box, w float64) {
	l := m.measure([][]column{m.columns}, w)
	head := m.blockHead(newFlow(c, canvas.Box{X: area.X, Y: area.Y + lanePad, W: min(area.W, max(4*w, 300))}, false))
	y := m.phases(c, l, cols, area.Y+lanePad+head)
	m.cardRow(c, l, cols, canvas.Box{X: area.X, Y: y, W: area.W, H: l.cards(0)}, false)
}
