// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"github.com/wendcx/wend/internal/stat"
)

// grid prints rows of text in aligned columns. Columns whose head begins with
// ">" are aligned to the right.
type grid struct {
	head []string
	rows [][]string
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// section adds a line that stands across all columns.
func (g *grid) section(title string) { g.rows = append(g.rows, []string{"\x00" + title}) }

func (g *grid) print(w io.Writer) {
	widths := make([]int, len(g.head))
	for i, h := range g.head {
		widths[i] = runewidth.StringWidth(strings.TrimPrefix(h, ">"))
	}
	for _, r := range g.rows {
		for i, c := range r {
			if !strings.HasPrefix(c, "\x00") {
				widths[i] = max(widths[i], runewidth.StringWidth(c))
			}
		}
	}
	line := func(cells []string) {
		var b strings.Builder
		for i, c := range cells {
			pad := strings.Repeat(" ", widths[i]-runewidth.StringWidth(c))
			if i > 0 {
				b.WriteString("  ")
			}
			if strings.HasPrefix(g.head[i], ">") {
				b.WriteString(pad + c)
			} else {
				b.WriteString(c + pad)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
	heads := make([]string, len(g.head))
	for i, h := range g.head {
		heads[i] = strings.TrimPrefix(h, ">")
	}
	line(heads)
	for _, r := range g.rows {
		if title, ok := strings.CutPrefix(r[0], "\x00"); ok {
			fmt.Fprintln(w, title)
			continue
		}
		line(r)
	}
}

// clip shortens a text to n columns.
func clip(s string, n int) string { return runewidth.Truncate(s, n, "…") }

// percent writes a share with its interval.
func percent(e *stat.Estimate) string {
	if e == nil {
		return "–"
	}
	return fmt.Sprintf("%s %% (%s–%s)", oneDigit(100*e.Value), oneDigit(100*e.Lo), oneDigit(100*e.Hi))
}

func oneDigit(x float64) string { return fmt.Sprintf("%.1f", x) }

// count writes a number that may not be known.
func count(n *int) string {
	if n == nil {
		return "–"
	}
	return fmt.Sprint(*n)
}

// span writes a length of time in seconds in the unit that suits it.
func span(seconds float64) string {
	a := math.Abs(seconds)
	switch {
	case a >= 2*86400:
		return fmt.Sprintf("%.1f d", seconds/86400)
	case a >= 2*3600:
		return fmt.Sprintf("%.1f h", seconds/3600)
	case a >= 120:
		return fmt.Sprintf("%.1f min", seconds/60)
	}
	return fmt.Sprintf("%.0f s", seconds)
}

// stamp writes a time for people.
func stamp(t time.Time) string { return t.Format("2006-01-02 15:04:05") }
