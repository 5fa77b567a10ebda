// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// quoting says which texts a cell or a line would not keep as they are. Those
// are written as JSON strings; all others stand as they are, so that a quotation
// typed by people keeps its marks.
type quoting func(s string) bool

// write returns s as it stands in a cell.
func (q quoting) write(s string) string {
	if !q.needed(s) {
		return s
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return s
	}
	return strings.ReplaceAll(escaped(strings.TrimSuffix(b.String(), "\n")), "_x", `\u005fx`)
}

// escaped writes JSON so that XML and YAML take its characters for no more than
// characters.
func escaped(json string) string {
	var b strings.Builder
	for _, r := range json {
		if r != '\n' && unsafeRune(r) || r == '\u2028' || r == '\u2029' {
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// read is the inverse of write.
func (q quoting) read(cell string) string {
	if s, ok := unquoted(cell); ok && q.needed(s) {
		return s
	}
	return cell
}

// needed is also true of texts that look like what write makes.
func (q quoting) needed(s string) bool {
	if q(s) {
		return true
	}
	inner, ok := unquoted(s)
	return ok && q.needed(inner)
}

func unquoted(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	var inner string
	err := json.Unmarshal([]byte(s), &inner)
	return inner, err == nil
}

// wholeCell is for texts that have a cell to themselves.
func wholeCell(s string) bool {
	return s == "" || strings.TrimSpace(s) != s || strings.ContainsFunc(s, unsafeRune) || sheetEscape.MatchString(s)
}

// sheetEscape is what XLSX writes for characters that XML cannot hold.
var sheetEscape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// oneLine is for texts that share a cell, a line each.
func oneLine(s string) bool { return wholeCell(s) || strings.ContainsAny(s, "\n\u2028\u2029\u0085") }

// besideInline is for lines among which inline YAML may stand.
func besideInline(s string) bool { return oneLine(s) || s[0] == '{' }

// besideMarks is for statements, which carry marks behind their text.
func besideMarks(s string) bool {
	if besideInline(s) {
		return true
	}
	m := statementLine.FindStringSubmatch(s)
	return m != nil && m[2]+m[3] != ""
}

// unsafeRune reports what CSV, XML or a spreadsheet would change.
func unsafeRune(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == 0xfeff || r == 0xfffe || r == 0xffff || r == utf8.RuneError
}
