// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var (
	// A date or a number in a file's name: 2026-01-15, 20260115, Q1_2026, KW05.
	dated     = regexp.MustCompile(`(?i)((?:19|20)\d\d|\d{6,}|\d\d?[-._]\d\d?[-._]\d{2,4})([-._ T]?(\d+|q[1-4]|(kw|w)\d+))*|(q[1-4]|(kw|w)\d\d?)[-._ ]?(19|20)\d\d`)
	quarters  = regexp.MustCompile(`(?i)(^|[^\pL\d])(q[1-4]|kw\d+|w\d+|v\d+)($|[^\pL\d])`)
	numerals  = regexp.MustCompile(`\d+`)
	noLetters = regexp.MustCompile(`[^\pL]+`)
	extension = regexp.MustCompile(`(?i)(\.(csv|tsv|txt|json|ndjson|jsonl|xlsx|parquet|xes|gz|zst|zip))+$`)
)

// stem is a file's name without what differs from one export to the next.
func stem(file string) string {
	name := extension.ReplaceAllString(filepath.Base(file), "")
	name = quarters.ReplaceAllString(name, "$1$3")
	name = numerals.ReplaceAllString(dated.ReplaceAllString(name, ""), "")
	name = noLetters.ReplaceAllStringFunc(name, func(s string) string {
		if strings.Contains(s, "_") {
			return "_"
		}
		return "-"
	})
	return cmp.Or(strings.Trim(name, "-_"), "import")
}

// sourceOf is the source of what files hold: one, for a mapping has one.
func sourceOf(tables []*looked) string {
	var names []string
	for _, t := range tables {
		if name := stem(t.name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names[:min(3, len(names))], "-")
}

// pattern is a name for the file and for later exports of it, where its name
// looks dated.
func pattern(file string) string {
	name := extension.ReplaceAllString(file, "")
	glob := dated.ReplaceAllString(name, "*")
	if glob == name || strings.ContainsAny(name, `*?[\`) || !regexp.MustCompile(`\pL`).MatchString(glob) {
		return file
	}
	return glob + file[len(name):]
}

// match gives each table the pattern of its rule, and drops a table that the
// rule of an earlier one reads: another export of the same.
func match(tables []*looked, s *Suggestion) (out []*looked) {
	for i, t := range tables {
		t.pattern = pattern(t.name)
		drop := false
		for _, before := range tables[:i] {
			if before.name == t.name || before.pattern != t.pattern {
				continue
			}
			if drop = before.sheet == t.sheet && slices.EqualFunc(before.columns, t.columns, func(a, b guess) bool { return a.name == b.name }); drop {
				s.hint("same-rule", t.name+" goes by the rule of "+before.name, "table", t.name, "other", before.name)
				break
			}
			before.pattern, t.pattern = before.name, t.name // alike by name only
		}
		if !drop {
			out = append(out, t)
		}
	}
	return out
}

var (
	camel     = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)
	nameParts = regexp.MustCompile(`[_\s.-]+`)
	timeParts = []string{"at", "date", "time", "timestamp", "datetime", "ts", "on", "dt", "utc", "am", "um", "datum", "uhrzeit", "zeit", "zeitpunkt", "le", "heure"}
)

// title makes a name of a column's: order_approved_at gives Order Approved.
func title(column string) string {
	parts := nameParts.Split(camel.ReplaceAllString(column, "$1 $2"), -1)
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" || slices.Contains(timeParts, strings.ToLower(p)) })
	for i, p := range parts {
		letters := []rune(p)
		parts[i] = strings.ToUpper(string(letters[:1])) + string(letters[1:])
	}
	return cmp.Or(strings.Join(parts, " "), column)
}
