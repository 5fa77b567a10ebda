// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// Paper is what a map is drawn on. The zero Paper is a screen: one page, as large
// as the map needs.
type Paper struct {
	Name          string
	Width, Height float64 // points, landscape
}

// millimetre is one in points.
const millimetre = 72 / 25.4

// Papers are the sizes that maps are cut for.
func Papers() []Paper {
	var out []Paper
	for _, p := range []struct {
		name string
		w, h float64
	}{{"A4", 297, 210}, {"A3", 420, 297}, {"A2", 594, 420}, {"A1", 841, 594}, {"A0", 1189, 841}} {
		out = append(out, Paper{p.name, p.w * millimetre, p.h * millimetre})
	}
	return out
}

// PaperNamed returns a paper by its name; "screen" and "" are the screen.
func PaperNamed(name string) (Paper, error) {
	if name == "" || strings.EqualFold(name, "screen") {
		return Paper{}, nil
	}
	papers := Papers()
	i := slices.IndexFunc(papers, func(p Paper) bool { return strings.EqualFold(p.Name, name) })
	if i < 0 {
		return Paper{}, fault.New(fault.Invalid, "there is no paper %q", name).WithRemedy("one of screen, A4, A3, A2, A1, A0")
	}
	return papers[i], nil
}
