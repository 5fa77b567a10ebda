// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// unread tells that a heading was read as nothing, the name nearest to it, and
// all names that are known.
func (r *Report) unread(heading, place string, names map[string]meaning) {
	r.near(heading, place, names)
	r.remark("a heading read as nothing keeps its text in the parking lot: rename it to one that is known and convert again, "+
		"and the text moves there. Known are %s", strings.Join(knownNames(names), ", "))
}

// near tells of a heading read as nothing with the known name that looks like
// it, if one does.
func (r *Report) near(heading, place string, names map[string]meaning) {
	x := Reading{Heading: heading, Place: place, near: knownNear(heading, names)}
	r.Readings = append(r.Readings, x)
	if x.near != "" {
		r.remark("%s", x.nearest())
	}
}

// knownNames are the meanings that headings may have, in the order of the alphabet.
func knownNames(names map[string]meaning) []string {
	var out []string
	for _, m := range slices.Sorted(maps.Values(names)) {
		if m != asEither && m != asBoard && !slices.Contains(out, string(m)) {
			out = append(out, string(m))
		}
	}
	return out
}

// knownNear is the known name that looks most like a heading, after its
// meaning where they differ; empty where none looks like it.
func knownNear(heading string, names map[string]meaning) string {
	best, most := "", 0.0
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if share := alike(canonical(heading), name); share > most && names[name] != asEither && names[name] != asBoard {
			best, most = name, share
		}
	}
	m := string(names[best])
	switch {
	case most < likeness:
		return ""
	case best == canonical(m):
		return m
	}
	return fmt.Sprintf("%s (%s)", m, best)
}

// likeness is the share of common letter pairs from which on a name is worth
// telling beside its meaning.
const likeness = 0.55

// alike is the share of letter pairs that two texts have in common, 0 to 1
// (Dice's coefficient): night and nacht share one pair, ht, of eight: 0.25.
func alike(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	n, common := len(x)+len(y), 0
	for _, p := range x {
		if i := slices.Index(y, p); i >= 0 {
			y = slices.Delete(y, i, i+1)
			common++
		}
	}
	return 2 * float64(common) / float64(n)
}

func pairs(s string) []string {
	letters := []rune(s)
	var out []string
	for i := 1; i < len(letters); i++ {
		out = append(out, string(letters[i-1:i+1]))
	}
	return out
}

// strangersTold is how many texts of a file of which nothing is known are told
// with the names near them.
const strangersTold = 20

// strangers tells what stands where headings would, the first row and the first
// column of the first sheet with text, with the names that are known.
func (r *Report) strangers(sheets []*sheet) {
	names := headingsByName(false)
	i := slices.IndexFunc(sheets, (*sheet).holdsText)
	s := sheets[i]
	top := slices.IndexFunc(s.rows, func(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) != "" })
	var places [][2]int
	for col := range s.rows[top] {
		places = append(places, [2]int{top, col})
	}
	for row := top + 1; row < len(s.rows); row++ {
		places = append(places, [2]int{row, 0})
	}
	told := 0
	for _, at := range places {
		heading := oneSpaced(s.at(at[0], at[1]))
		if letters := strings.ContainsFunc(heading, unicode.IsLetter); letters && told < strangersTold && meaningOf(heading, names) == asNothing {
			r.near(heading, s.where(at[0], at[1]), names)
			told++
		}
	}
}

// alarm says so where most of the text of a file is in the parking lot. Cells
// is how many of its cells hold text; those read as headings are none of it.
func (r *Report) alarm(cells int) {
	for _, x := range r.Readings {
		if x.Place != "" {
			cells--
		}
	}
	parked := map[string]bool{}
	for _, p := range r.Parked {
		parked[p.Place] = true
	}
	if len(parked) > 0 && 2*len(parked) > cells {
		r.Alarm = fmt.Sprintf("most of the text (%d of %s) is in the parking lot, not in the journey's steps: "+
			"name the headings as Wend knows them (Stage, Step, Channel, Pains …) and convert again", len(parked), plural(max(cells, len(parked)), "cell"))
		r.Remarks = append([]string{r.Alarm}, r.Remarks...)
	}
}
