// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Wrap breaks a text into lines no longer than width, where Unicode allows a
// break, and inside words that are longer than a line. Empty text has no lines.
func (f *Fonts) Wrap(text string, face Face, size, width float64) []string {
	var lines []string
	for _, paragraph := range strings.Split(strings.TrimSpace(clean(text)), "\n") {
		lines = append(lines, f.wrapParagraph(strings.TrimSpace(paragraph), face, size, width)...)
	}
	return lines
}

func (f *Fonts) wrapParagraph(text string, face Face, size, width float64) (lines []string) {
	line := ""
	flush := func() {
		if line = strings.TrimRight(line, " "); line != "" {
			lines = append(lines, line)
		}
		line = ""
	}
	for state := -1; text != ""; {
		var segment string
		segment, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		if f.Width(strings.TrimRight(line+segment, " "), face, size) <= width {
			line += segment
			continue
		}
		flush()
		for f.Width(strings.TrimRight(segment, " "), face, size) > width {
			head := f.head(segment, face, size, width)
			lines = append(lines, head)
			segment = segment[len(head):]
		}
		line = segment
	}
	flush()
	return lines
}

// head is as much of a word as fits, at least one letter.
func (f *Fonts) head(word string, face Face, size, width float64) string {
	n := 0
	for rest, state := word, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if n > 0 && f.Width(word[:n+len(cluster)], face, size) > width {
			break
		}
		n += len(cluster)
	}
	return word[:n]
}

// Clip shortens a text to one line, with an ellipsis where it was cut.
func (f *Fonts) Clip(text string, face Face, size, width float64) string {
	text = strings.Join(strings.Fields(clean(text)), " ")
	if f.Width(text, face, size) <= width {
		return text
	}
	room := width - f.Width("…", face, size)
	return strings.TrimRight(f.head(text, face, size, room), " ") + "…"
}

// clean turns what cannot stand in XML, and tabs, into spaces.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r < ' ', r == 0x7f, r == 0xfffe, r == 0xffff:
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}
