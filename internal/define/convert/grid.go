// SPDX-License-Identifier: Apache-2.0

package convert

import "slices"

// readGrid reads a grid: stages or steps as columns, lanes as rows. The lanes'
// names are in column label; the rows above the first lane are the heads of the
// columns.
func (p *page) readGrid(k *sketch, label int, names map[string]meaning) {
	first := p.firstLane(label, names)
	heads := p.headRows(label, first, names)
	top := first
	if len(heads) > 0 {
		top = heads[0]
		p.tellStranger(k, heads, label, names)
	}
	p.readTitle(k, top)
	c := &chart{n: p.widest - label - 1, grid: true}
	var unnamed []*lane
	for _, row := range heads {
		l := p.gridLane(row, label, names)
		c.lanes = append(c.lanes, l)
		if l.meaning == asNothing {
			unnamed = append(unnamed, l)
		}
	}
	nameHeads(c, unnamed)
	for row := top; row < first; row++ {
		if name := p.text(row, label); name != "" && !slices.Contains(heads, row) {
			c.lanes = append(c.lanes, p.gridLane(row, label, names)) // a lane that says nothing, among the heads
		}
	}
	for row := first; row < len(p.rows); row++ {
		if p.blank(row) {
			continue
		}
		l := p.gridLane(row, label, names)
		if n := len(c.lanes); l.heading == "" && n > 0 && row > first {
			l.heading, l.where, l.meaning = c.lanes[n-1].heading, c.lanes[n-1].where, c.lanes[n-1].meaning // the lane above goes on
		}
		c.lanes = append(c.lanes, l)
	}
	p.tellSpans(k, first, label)
	c.draw(k)
}

// firstLane is the first row whose name is that of a lane, not of a head.
func (p *page) firstLane(label int, names map[string]meaning) int {
	for row := range p.rows {
		if m := meaningOf(p.text(row, label), names); m != asNothing && (!m.structural() || m == asTouchpoint) {
			return row
		}
	}
	return len(p.rows)
}

// headRows are the rows directly above the lanes that name columns, up to three.
// A row with a name of its own that says nothing is a head only where no other
// is: above the heads people write whose map it is.
func (p *page) headRows(label, first int, names map[string]meaning) []int {
	var heads []int
	for row := first - 1; row >= 0 && len(heads) < 3; row-- {
		texts, spans := p.textsBeside(row, label)
		strange := p.text(row, label) != "" && !meaningOf(p.text(row, label), names).structural()
		if texts == 0 && p.spannedFromAbove(row) {
			continue // the lower part of heads that span rows
		}
		if strange && p.headNamed(row, label, names) {
			continue // a lane whose name says nothing, below a head that has one
		}
		if texts == 0 || strange && len(heads) > 0 || texts == 1 && !spans && p.text(row, label) == "" {
			break
		}
		heads = append(heads, row)
	}
	slices.Reverse(heads)
	return heads
}

// headNamed reports whether a row above names its columns' stages or steps.
func (p *page) headNamed(below, label int, names map[string]meaning) bool {
	for row := range below {
		if texts, _ := p.textsBeside(row, label); texts > 1 && meaningOf(p.text(row, label), names).structural() {
			return true
		}
	}
	return false
}

// tellStranger tells of a row that is taken for the heads of the columns though
// its name does not say so.
func (p *page) tellStranger(k *sketch, heads []int, label int, names map[string]meaning) {
	for _, row := range heads {
		if name := p.text(row, label); name != "" && !meaningOf(name, names).structural() {
			k.report.remark("%q is not known, and is taken for the columns' stages because no row above the lanes is named so: "+
				"if it is none, name the row that holds them Stage or Step and convert again", oneSpaced(name))
		}
	}
}

// textsBeside counts the texts of a row that stand right of the lanes' names,
// and tells whether one spans columns.
func (p *page) textsBeside(row, label int) (texts int, spans bool) {
	for col := label + 1; col < len(p.rows[row]); col++ {
		if p.text(row, col) != "" {
			texts++
		}
	}
	return texts, slices.ContainsFunc(p.merged, func(m area) bool { return m.top == row && m.left > label && m.right > m.left })
}

func (p *page) spannedFromAbove(row int) bool {
	return slices.ContainsFunc(p.merged, func(m area) bool { return m.top < row && row <= m.bottom })
}

// gridLane takes a row as a lane. A name that spans rows is the name of each.
func (p *page) gridLane(row, label int, names map[string]meaning) *lane {
	at := row
	for _, m := range p.merged {
		if m.left <= label && label <= m.right && m.top <= row && row <= m.bottom {
			at = m.top
		}
	}
	name := p.take(row, label)
	if at != row {
		name = found{text: p.text(at, label), where: p.where(at, label)}
	}
	l := &lane{heading: name.text, where: name.where, meaning: meaningOf(name.text, names)}
	for col := label + 1; col < p.widest; col++ {
		l.cells = append(l.cells, p.take(row, col))
	}
	return l
}

// nameHeads gives the unnamed heads of columns the meanings that are left, from
// the bottom up: steps, stages, phases. A single head names stages.
func nameHeads(c *chart, unnamed []*lane) {
	left := []meaning{asPhase, asStage, asStep}
	left = slices.DeleteFunc(left, func(m meaning) bool { return c.first(m) != nil })
	if len(c.lanes) == 1 {
		left = []meaning{asStage}
	}
	if c.first(asEither) != nil {
		left = slices.DeleteFunc(left, func(m meaning) bool { return m == asStep })
	}
	if len(unnamed) == 2 && unnamed[0].allPhases() {
		left = slices.DeleteFunc(left, func(m meaning) bool { return m == asStep })
	}
	for i := len(unnamed) - 1; i >= 0 && len(left) > 0; i-- {
		unnamed[i].meaning, left = left[len(left)-1], left[:len(left)-1]
	}
}

// tellSpans tells of texts that span columns: they are told of the first step
// alone.
func (p *page) tellSpans(k *sketch, first, label int) {
	for _, m := range p.merged {
		if m.top >= first && m.left > label && m.right > m.left && p.text(m.top, m.left) != "" {
			k.report.remark("the text in %s spans columns up to %s: it stands at the first of their steps", p.where(m.top, m.left), p.where(m.top, m.right))
		}
	}
}
