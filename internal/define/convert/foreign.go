// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// readForeign reads a map that people have made elsewhere: a grid, a step table
// or sticky notes. The sheet chosen is the map, else the one that looks most
// like one; all the text beside it goes to the parking lot.
func readForeign(format Format, sheets []*sheet, chosen *sheet) (*Draft, error) {
	if !slices.ContainsFunc(sheets, func(s *sheet) bool { return s.holdsText() }) {
		file := ""
		if len(sheets) > 0 {
			file = sheets[0].file
		}
		return nil, fault.New(fault.Invalid, "the file is empty").
			WithRemedy("it needs a heading row and a row per step, or a map; formulas need stored values: open and save it in a spreadsheet program").At(fault.Place{File: file})
	}
	k := newSketch(format)
	var pages []*page
	for _, s := range sheets {
		pages = append(pages, newPage(s))
	}
	best := bestPage(pages, chosen)
	cells := 0
	if best != nil {
		best.read(k)
		best.parkRest(k)
		cells = best.texts()
	}
	if k.report.Shape != ShapeUnknown {
		k.report.alarm(cells)
	}
	tellOthers(k, pages, best)
	for _, p := range pages {
		if p != best {
			p.parkRest(k)
			cells += p.texts()
		}
	}
	if k.report.Shape == ShapeUnknown {
		k.report.alarm(cells)
		k.report.strangers(sheets)
		k.report.remark("no headings were recognised, so all text is in the parking lot: give the columns or lanes names that are known, in English, French or German, and convert again. Known are %s",
			strings.Join(knownNames(headingsByName(false)), ", "))
	}
	return k.draft(sheets[0].file)
}

func (s *sheet) holdsText() bool {
	return slices.ContainsFunc(s.rows, func(row []string) bool {
		return slices.ContainsFunc(row, func(c string) bool { return tidy(c) != "" })
	})
}

// page is a sheet that is being read, with the cells that have found their
// place.
type page struct {
	*sheet
	used   map[[2]int]bool
	behind map[int]bool // columns that say nothing of the journey by themselves
}

func newPage(s *sheet) *page {
	return &page{sheet: s, used: map[[2]int]bool{}, behind: map[int]bool{}}
}

// texts counts the cells that say something of the journey.
func (p *page) texts() int {
	n := 0
	for row := range p.rows {
		for col := range p.rows[row] {
			if p.text(row, col) != "" && !p.behind[col] {
				n++
			}
		}
	}
	return n
}

// text is a cell as read.
func (p *page) text(row, col int) string { return tidy(p.at(row, col)) }

// take uses a cell.
func (p *page) take(row, col int) found {
	p.used[[2]int{row, col}] = true
	return found{text: p.text(row, col), where: p.where(row, col)}
}

// read finds out what kind of map the sheet is and reads it.
func (p *page) read(k *sketch) {
	if row, columns := p.noteHeadings(); row >= 0 {
		k.report.Shape = ShapeNotes
		p.readTitle(k, row)
		p.readNotes(k, row, columns)
		return
	}
	names := headingsByName(false)
	row, inRow := p.headingRow(names)
	col, inColumn := p.laneColumn(names)
	switch {
	case inColumn > inRow && inColumn >= 2:
		k.report.Shape = ShapeGrid
		p.readGrid(k, col, names)
	case inRow >= 2:
		k.report.Shape = ShapeTable
		p.readTitle(k, row)
		p.readTable(k, row, names)
	}
}

// The part of a sheet in which headings are looked for.
const (
	headRowsLooked = 30
	laneColsLooked = 4
)

// headingRow finds the row with the most headings that mean something, each
// meaning counted once.
func (p *page) headingRow(names map[string]meaning) (best, count int) {
	best = -1
	for row := range min(len(p.rows), headRowsLooked) {
		seen := map[meaning]bool{}
		for col := range p.rows[row] {
			seen[meaningOf(p.text(row, col), names)] = true
		}
		delete(seen, asNothing)
		if len(seen) > count {
			best, count = row, len(seen)
		}
	}
	return best, count
}

// laneColumn finds the column with the most lanes that mean something.
func (p *page) laneColumn(names map[string]meaning) (best, count int) {
	best = -1
	for col := range min(p.widest, laneColsLooked) {
		seen := map[meaning]bool{}
		for row := range p.rows {
			seen[meaningOf(p.text(row, col), names)] = true
		}
		delete(seen, asNothing)
		if len(seen) > count {
			best, count = col, len(seen)
		}
	}
	return best, count
}

// readTitle takes the journey's title from a text that stands alone above the
// map, or from the sheet's name where people chose one.
func (p *page) readTitle(k *sketch, above int) {
	for row := range above {
		if col, ok := p.loneCell(row); ok && k.title == "" {
			k.title = oneSpaced(p.take(row, col).text)
			k.report.read(k.title, p.where(row, col), "title")
		}
	}
	if k.title == "" && p.name != "" && !strings.HasPrefix(p.name, "Sheet") && !strings.HasPrefix(p.name, "Feuil") {
		k.title = oneSpaced(p.name)
	}
}

// loneCell finds the only text of a row.
func (p *page) loneCell(row int) (at int, ok bool) {
	at = -1
	for col := range p.rows[row] {
		if p.text(row, col) != "" {
			if at >= 0 {
				return 0, false
			}
			at = col
		}
	}
	return at, at >= 0
}

// readTable reads a table with a row per step. A merged cell counts for its
// first row; what groups steps is carried on from row to row anyway.
func (p *page) readTable(k *sketch, head int, names map[string]meaning) {
	c := &chart{n: len(p.rows) - head - 1}
	for col := range p.widest {
		heading := p.take(head, col)
		l := &lane{heading: heading.text, where: heading.where, meaning: meaningOf(heading.text, names)}
		for row := head + 1; row < len(p.rows); row++ {
			l.cells = append(l.cells, p.take(row, col))
		}
		if l.heading != "" || slices.ContainsFunc(l.cells, func(f found) bool { return f.text != "" }) {
			c.lanes = append(c.lanes, l)
		}
	}
	c.draw(k)
}

// parkRest keeps the text that nothing has read.
func (p *page) parkRest(k *sketch) {
	for _, e := range p.errors {
		k.park(found{text: e.text, where: p.where(e.row, e.col)}, errorCell, "")
	}
	for row := range p.rows {
		for col := range p.rows[row] {
			if f := (found{text: p.text(row, col), where: p.where(row, col)}); f.text != "" && !p.used[[2]int{row, col}] {
				k.park(f, "it stands beside the map", "")
			}
		}
	}
}
