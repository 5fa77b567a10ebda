// SPDX-License-Identifier: Apache-2.0

package draw

import "github.com/wendcx/wend/internal/define/draw/canvas"

// The measures of a page, in points before enlargement.
const (
	margin      = 22
	laneWidth   = 92
	phaseHeight = 17
	footHeight  = 26
	screenWidth = 152 // of a column on a screen
	leastWidth  = 80  // of a column on paper
	easyWidth   = 104 // of a column before anything is enlarged
	mostWidth   = 230
	mostScale   = 4.5
)

// layout is how a map is spread over pages.
type layout struct {
	scale         float64
	width, height float64 // of a page, before enlargement
	column        float64
	groups        [][]column
	ranges        []span // lanes of the pages below each other
	card, brief   float64
	stage         float64
	head          float64
	rows          []float64
}

// span is a range of lanes, [from, to).
type span struct{ from, to int }

// arrange finds the fewest pages on which everything stands at full size, then
// the largest size at which it still does. If even single columns are too tall
// for the paper, cells show fewer items and the others follow behind.
func (m *maker) arrange() *layout {
	if m.options.Paper.Width == 0 {
		return m.screen()
	}
	for _, limit := range []int{0, 12, 8, 6, 4, 3, 2, 1} {
		m.limit = limit
		if best := m.fewest(); best != nil {
			return m.enlarge(best)
		}
	}
	return m.tall()
}

// screen is one page, as wide and high as the map.
func (m *maker) screen() *layout {
	l := m.measure([][]column{m.columns}, screenWidth)
	l.scale = 1
	l.width = 2*margin + laneWidth + max(4, float64(len(m.columns)))*screenWidth
	l.head = m.headHeight(l.width)
	l.ranges = []span{{0, len(m.rows)}}
	l.height = l.need(l.ranges[0])
	return l
}

// fewest is the layout at full size with the fewest pages, nil if there is none.
func (m *maker) fewest() (best *layout) {
	p := m.options.Paper
	for k := 1; k <= max(1, len(m.columns)); k++ {
		groups := m.groups(k)
		l := m.fit(groups, p, 1)
		if l != nil && (best == nil || len(l.groups)*len(l.ranges) < len(best.groups)*len(best.ranges)) {
			best = l
		}
		if best != nil && len(groups) >= len(best.groups)*len(best.ranges) || (p.Width-2*margin-laneWidth)/float64(widest(groups)) > mostWidth {
			break
		}
	}
	return best
}

// enlarge finds the largest scale at which a layout's pages suffice.
func (m *maker) enlarge(best *layout) *layout {
	lo, hi := 1.0, mostScale
	for hi-lo > 0.01 {
		middle := (lo + hi) / 2
		l := m.fit(best.groups, m.options.Paper, middle)
		if l == nil || len(l.ranges) > len(best.ranges) {
			hi = middle
			continue
		}
		best, lo = l, middle
	}
	return best
}

// fit lays groups of columns out at a scale; nil where a lane is higher than a
// page, or columns narrower than words.
func (m *maker) fit(groups [][]column, p Paper, scale float64) *layout {
	width, height := p.Width/scale, p.Height/scale
	w := min(mostWidth, (width-2*margin-laneWidth)/float64(widest(groups)))
	if w < leastWidth || scale > 1 && w < easyWidth {
		return nil
	}
	l := m.measure(groups, w)
	l.scale, l.width, l.height = scale, width, height
	l.head = m.headHeight(width)
	for from := 0; from < len(l.rows); {
		r := span{from, from}
		for r.to < len(l.rows) && l.needFrom(r.from, r.to+1) <= height {
			r.to++
		}
		if r.to == r.from {
			return nil
		}
		l.ranges = append(l.ranges, r)
		from = r.to
	}
	if len(l.rows) == 0 {
		l.ranges = []span{{}}
	}
	if l.need(l.ranges[0]) > height {
		return nil
	}
	return l
}

// tall is the last resort: pages as high as they must be.
func (m *maker) tall() *layout {
	p := m.options.Paper
	groups := m.groups(max(1, len(m.columns)))
	l := m.measure(groups, min(mostWidth, p.Width-2*margin-laneWidth))
	l.scale, l.width = 1, p.Width
	l.head = m.headHeight(p.Width)
	l.ranges = []span{{0, len(l.rows)}}
	l.height = max(p.Height, l.need(l.ranges[0]))
	return l
}

// measure finds the heights of everything at a column width.
func (m *maker) measure(groups [][]column, w float64) *layout {
	l := &layout{column: w, groups: groups, stage: m.stageHeight(w)}
	for i := range m.columns {
		for _, brief := range []bool{false, true} {
			f := newFlow(m.dry, canvas.Box{W: w - 2*cellPad - 2*cardPad}, true)
			m.card(f, &m.columns[i], brief)
			if brief {
				l.brief = max(l.brief, f.used())
			} else {
				l.card = max(l.card, f.used())
			}
		}
	}
	if m.blank {
		l.card = 90
	}
	for i := range m.rows {
		l.rows = append(l.rows, m.rows[i].height(m, m.columns, w))
	}
	return l
}

// need is the height of a page with a range of lanes.
func (l *layout) need(r span) float64 { return l.needFrom(r.from, r.to) }

func (l *layout) needFrom(from, to int) float64 {
	h := 2*margin + l.head + phaseHeight + l.stage + l.cards(from) + footHeight
	for _, row := range l.rows[from:to] {
		h += row
	}
	if len(l.rows) == 0 {
		h += 40 // for saying that there is nothing
	}
	return h
}

// cards is the height of the cards' row: whole on the first page, brief below.
func (l *layout) cards(from int) float64 {
	if from == 0 {
		return l.card + 2*lanePad
	}
	return l.brief + 2*lanePad
}

// groups cuts the columns into at most k pages at the borders of stages, as even
// as can be; a stage that is longer than a page is cut within.
func (m *maker) groups(k int) [][]column {
	n := len(m.columns)
	if n == 0 {
		return [][]column{nil}
	}
	most := (n + k - 1) / k
	for ; ; most++ {
		if groups := m.packed(most); len(groups) <= k || most >= n {
			return groups
		}
	}
}

// packed fills pages with whole stages, up to most columns.
func (m *maker) packed(most int) (groups [][]column) {
	var page []column
	for from := 0; from < len(m.columns); {
		to := m.stageEnd(from)
		if len(page) > 0 && len(page)+to-from > most {
			groups, page = append(groups, page), nil
		}
		for to-from > most {
			groups = append(groups, m.columns[from:from+most])
			from += most
		}
		page = append(page, m.columns[from:to]...)
		from = to
	}
	if len(page) > 0 {
		groups = append(groups, page)
	}
	return groups
}

// stageEnd is the end of the stage that begins at a column.
func (m *maker) stageEnd(from int) int {
	to := from + 1
	for to < len(m.columns) && sameStage(&m.columns[to], &m.columns[from]) {
		to++
	}
	return to
}

func sameStage(a, b *column) bool { return a.Phase == b.Phase && a.Stage == b.Stage }

func widest(groups [][]column) int {
	most := 1
	for _, g := range groups {
		most = max(most, len(g))
	}
	return most
}
