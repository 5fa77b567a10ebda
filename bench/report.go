// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// report is the text that the benchmarks write, by sections.
type report struct{ sections []section }

// section is a heading of the second level and what stands below it.
type section struct{ title, text string }

// readReport reads the report; one that is not there is empty.
func readReport(path string) (*report, error) {
	src, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the report: %w", err)
	}
	r := &report{}
	for i, s := range strings.Split("\n"+string(src), "\n## ") {
		if i > 0 {
			title, text, _ := strings.Cut(s, "\n")
			r.sections = append(r.sections, section{title, strings.TrimSpace(text)})
		}
	}
	return r, nil
}

// replace puts a text in the place of a section's, or behind all others.
func (r *report) replace(title, text string) {
	s := section{title, strings.TrimSpace(text)}
	if i := slices.IndexFunc(r.sections, func(o section) bool { return o.title == title }); i >= 0 {
		r.sections[i] = s
		return
	}
	r.sections = append(r.sections, s)
}

// String is the report's text.
func (r *report) String() string {
	var b strings.Builder
	fmt.Fprint(&b, "# Benchmarks\n\nMade by `make bench`, part by part.\n")
	for _, s := range r.sections {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", s.title, s.text)
	}
	return b.String()
}

// write replaces the report's file.
func (r *report) write(path string) error { return os.WriteFile(path, []byte(r.String()), 0o644) }

// grid is a table of the report.
type grid struct {
	head []string
	rows [][]string
}

// add adds a row.
func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// String is the table in Markdown; all columns but the first are numbers.
func (g *grid) String() string {
	var b strings.Builder
	line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	line(g.head)
	b.WriteString("|---" + strings.Repeat("|---:", len(g.head)-1) + "|\n")
	for _, r := range g.rows {
		line(r)
	}
	return b.String()
}

// span writes seconds with three digits that count.
func span(seconds float64) string {
	switch {
	case seconds < 1e-4:
		return fmt.Sprintf("%.1f µs", seconds*1e6)
	case seconds < 0.0995:
		return fmt.Sprintf("%.3g ms", seconds*1e3)
	case seconds < 0.9995:
		return fmt.Sprintf("%.0f ms", seconds*1e3)
	case seconds < 99.95:
		return fmt.Sprintf("%.3g s", seconds)
	}
	return fmt.Sprintf("%.0f s", seconds)
}

// times writes a ratio.
func times(ratio float64) string {
	if ratio < 9.95 {
		return fmt.Sprintf("%.1f×", ratio)
	}
	return fmt.Sprintf("%.0f×", ratio)
}
