// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strings"
)

// bestPage is the sheet chosen, else the one that looks most like a map: the
// first of those that look so equally. It is nil where none looks like one.
func bestPage(pages []*page, chosen *sheet) *page {
	var best *page
	most := 0
	for _, p := range pages {
		if p.sheet == chosen {
			return p
		}
		if n := p.likeness(); n > most {
			best, most = p, n
		}
	}
	return best
}

// ofJourneys are meanings that lists of other things seldom have.
var ofJourneys = []meaning{asPhase, asStage, asEither, asTouchpoint, asChannel, asFeeling, asMoment, asDoes, asFrontstage, asBackstage, asSupport}

// justNames are headings of a step that lists of anything begin with.
var justNames = strings.Fields("name nom bezeichnung title titre titel")

// likeness says how much a sheet looks like a map; 0: not at all. A heading that
// means something counts, one that only journeys have counts twice, and a list
// of things with names counts less than its headings say.
func (p *page) likeness() int {
	if row, columns := p.noteHeadings(); row >= 0 {
		return 10 + 10*len(columns)
	}
	names := headingsByName(false)
	row, inRow := p.headingRow(names)
	col, inColumn := p.laneColumn(names)
	var headings []string
	grid := inColumn > inRow && inColumn >= 2
	switch {
	case grid:
		for row := range p.rows {
			headings = append(headings, p.text(row, col))
		}
	case inRow >= 2:
		for col := range p.rows[row] {
			headings = append(headings, p.text(row, col))
		}
	default:
		return 0
	}
	seen, anyName, staged := map[meaning]bool{}, false, false
	for _, h := range headings {
		m := meaningOf(h, names)
		seen[m] = true
		anyName = anyName || slices.Contains(justNames, canonical(h))
		staged = staged || m == asPhase || m == asStage || m == asEither
	}
	delete(seen, asNothing)
	score := 10 * len(seen)
	for m := range seen {
		if slices.Contains(ofJourneys, m) {
			score += 10
		}
	}
	if anyName && !staged {
		score -= 25
	}
	if grid {
		score += 10
	}
	return max(score+sheetNameSays(p.name), 1)
}

// sheetNameSays is what the name of a sheet adds to its likeness.
func sheetNameSays(name string) int {
	low := strings.ToLower(name)
	has := func(words string) bool {
		return slices.ContainsFunc(strings.Fields(words), func(w string) bool { return strings.Contains(low, w) })
	}
	switch {
	case has("persona glossar legend lies readme lookup"):
		return -20
	case has("journey parcours map blueprint reise"):
		return 20
	}
	return 0
}

// tellOthers names the sheets with text that are not the map.
func tellOthers(k *sketch, pages []*page, best *page) {
	var others []string
	for _, p := range pages {
		if p != best && p.holdsText() {
			others = append(others, p.name)
		}
	}
	if best == nil || len(others) == 0 || k.report.Shape == ShapeUnknown {
		return
	}
	k.report.remark("the map is read from the sheet %q; the text of other sheets is in the parking lot: %s. --sheet NAME chooses another", best.name, strings.Join(others, ", "))
}
