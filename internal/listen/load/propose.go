// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// rule writes the proposed rule for a table.
func (t *looked) rule(s *Suggestion) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - file: %q\n", t.pattern)
	if t.sheet != "" {
		fmt.Fprintf(&b, "    sheet: %s\n", scalar(t.sheet))
	}
	if t.format == CSV && t.dialect.encoding != "utf-8" {
		fmt.Fprintf(&b, "    encoding: %s\n", t.dialect.encoding)
	}
	if t.format == CSV && t.dialect.delimiter != ',' {
		fmt.Fprintf(&b, "    delimiter: %q\n", string(t.dialect.delimiter))
	}
	switch times := t.timeColumns(); {
	case t.isCounts():
		t.counts(&b, s)
	case t.isSurvey():
		t.survey(&b, s)
	case t.isWide(times):
		t.wide(&b, s, times)
	default:
		t.long(&b, s)
	}
	return b.String()
}

func (t *looked) timeColumns() (out []*guess) {
	for i := range t.columns {
		if isTime(&t.columns[i]) {
			out = append(out, &t.columns[i])
		}
	}
	return out
}

// line writes "key: value" with a comment behind it.
func line(b *strings.Builder, key, value, comment string) {
	text := fmt.Sprintf("    %s: %s", key, value)
	if comment != "" {
		text = fmt.Sprintf("%-33s # %s", text, oneLine(comment))
	}
	b.WriteString(text + "\n")
}

// oneLine keeps a comment on its line, whatever cells and headings hold.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// scalar writes a text as YAML.
func scalar(s string) string {
	if regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_ .-]*$`).MatchString(s) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off"}, strings.ToLower(s)) {
		return strings.TrimSpace(s)
	}
	return strconv.Quote(s)
}

// when writes when it happened.
func (t *looked) when(b *strings.Builder, s *Suggestion, c *guess) {
	if c == nil {
		line(b, "time", "CHOOSE-A-COLUMN", "when it happened")
		s.hint("no-time", t.called()+": no column looks like a time; name one", "table", t.called())
		return
	}
	line(b, "time", timeValue(c), "as in "+c.example)
	t.guessed(s, c)
}

// misfits notes the few values that are not what the column's others are.
func (t *looked) misfits(s *Suggestion, c *guess, code, what string, values ...any) {
	if len(c.misfits) == 0 {
		return
	}
	shown := slices.Compact(slices.Sorted(slices.Values(c.misfits)))
	list := strings.Join(shown[:min(3, len(shown))], ", ")
	if len(shown) > 3 {
		list += ", …"
	}
	fit := len(c.values) - len(c.misfits)
	text := fmt.Sprintf("%s: in the column %s %d of %d values are %s; not: %s; rows with those go into quarantine", t.called(), c.name, fit, len(c.values), what, list)
	s.hint(code, text, append(values, "table", t.called(), "column", c.name, "fit", fit, "all", len(c.values), "others", list)...)
}

// guessed notes that a column's times can be read in several ways, and what of
// it is no time.
func (t *looked) guessed(s *Suggestion, c *guess) {
	t.misfits(s, c, "no-times", "times")
	if len(c.time) > 1 {
		text := fmt.Sprintf("%s: the column %s can be read as %s", t.called(), c.name, strings.Join(c.time, " or "))
		s.hint("times-both-ways", text, "table", t.called(), "column", c.name, "formats", strings.Join(c.time, ", "))
	}
}

func timeValue(c *guess) string {
	if c.time[0] == "iso" {
		return scalar(c.name)
	}
	return fmt.Sprintf("{column: %s, format: %q}", scalar(c.name), c.time[0])
}

// long writes a rule for a table with one event a row.
func (t *looked) long(b *strings.Builder, s *Suggestion) {
	when := t.find(timeWords, isTime)
	if when == nil {
		if times := t.timeColumns(); len(times) > 0 {
			when = times[0]
			when.taken = true
		}
	}
	t.customer(b, s, "")
	if c := t.find(eventWords, t.few); c != nil {
		line(b, "event", scalar(c.name), fmt.Sprintf("%d different, as in %s", c.distinct, c.values[0]))
	} else {
		line(b, "event", "{value: NAME-THE-EVENT}", "every row is the same event")
		s.hint("no-event", t.called()+": no column looks like an event's name", "table", t.called())
	}
	t.when(b, s, when)
	t.channel(b)
	if c := t.rowID(); c != nil {
		c.taken = c.taken || slices.ContainsFunc(idWords, func(w *regexp.Regexp) bool { return w.MatchString(spelt(c.name)) })
		line(b, "id", t.messageID(c), "unique, so a row sent twice counts once and a corrected one is told")
	}
	t.rest(b, s)
}

// channel writes where things happened.
func (t *looked) channel(b *strings.Builder) {
	if c := t.find(channelWords, t.few); c != nil {
		line(b, "channel", scalar(c.name), "as in "+c.values[0])
	}
}

// messageID writes a row's id. Where files share the source, each tells its own.
func (t *looked) messageID(c *guess) string {
	if t.shared && !strings.ContainsAny(c.name, "{}") {
		return strconv.Quote("{" + c.name + "}-" + stem(t.called()))
	}
	return scalar(c.name)
}

// few reports whether a column holds names rather than data.
func (t *looked) few(c *guess) bool {
	return anything(c) && !isTime(c) && (c.distinct <= 200 || c.distinct*4 < len(c.values))
}

// rest writes what is left as traits and properties.
func (t *looked) rest(b *strings.Builder, s *Suggestion) {
	var traits, properties []string
	for i := range t.columns {
		c := &t.columns[i]
		switch {
		case c.taken || len(c.values) == 0:
		case c.name == strconv.Itoa(i+1) && c.distinct == len(c.values): // a row number that nobody named
		case traitWords.MatchString(c.name) && !c.number && !isTime(c), t.constant(c, t.own):
			traits = append(traits, scalar(c.name))
		case c.number && !isIdentifier(c):
			properties = append(properties, fmt.Sprintf("      %s: {column: %s, type: number%s}\n", scalar(c.name), scalar(c.name), t.decimal(s, c)))
			t.misfits(s, c, "no-numbers", "numbers")
		case isTime(c):
			properties = append(properties, fmt.Sprintf("      %s: {column: %s, type: time%s}\n", scalar(c.name), scalar(c.name), formatOfGuess(c)))
			t.guessed(s, c)
		default:
			properties = append(properties, fmt.Sprintf("      %s: %s\n", scalar(c.name), scalar(c.name)))
		}
	}
	if len(traits) > 0 {
		line(b, "traits", "["+strings.Join(traits, ", ")+"]", "facts about the customer")
	}
	if len(properties) > 0 {
		b.WriteString("    properties:\n" + strings.Join(properties, ""))
	}
}

// decimal writes which sign stands before fractions, where there are commas.
func (t *looked) decimal(s *Suggestion, c *guess) string {
	d := c.decimal
	if len(c.either) > 0 {
		if d = "."; t.dialect.delimiter == ';' { // the comma is taken
			d = ","
		}
		why := bothWays(c.either[0])
		if len(c.either) > 1 {
			why = strings.Join(c.either, " and ")
		}
		text := fmt.Sprintf("%s: in the column %s %s; decimal: says which", t.called(), c.name, why)
		s.hint("numbers-both-ways", text, "table", t.called(), "column", c.name, "values", strings.Join(c.either, ", "))
	}
	if d == "" || !slices.ContainsFunc(c.values, func(v string) bool { return strings.Contains(v, ",") }) {
		return ""
	}
	return fmt.Sprintf(", decimal: %q", string(d))
}

func formatOfGuess(c *guess) string {
	if c.time[0] == "iso" {
		return ""
	}
	return fmt.Sprintf(", format: %q", c.time[0])
}

// isSurvey reports whether many columns hold answers on scales.
func (t *looked) isSurvey() bool {
	scales := 0
	for i := range t.columns {
		if _, ok := scaleOf(&t.columns[i]); ok {
			scales++
		}
	}
	share := 3
	if len(t.timeColumns()) > 1 { // an order has small numbers too
		share = 2
	}
	return scales >= 4 && scales*share >= len(t.columns)
}

// survey writes a rule for a survey table.
func (t *looked) survey(b *strings.Builder, s *Suggestion) {
	name := cmp.Or(t.sheet, stem(t.name))
	line(b, "kind", "survey", "one row a respondent, one column a question")
	line(b, "survey", scalar(name), "")
	t.customer(b, s, strconv.Quote(name+"-{#}"))
	if c := t.find(timeWords, isTime); c != nil {
		t.when(b, s, c)
	} else {
		line(b, "time", "{value: 2026-01-01}", "when it was answered")
		s.hint("no-survey-date", t.called()+": no column looks like a time; give the date of the survey", "table", t.called())
	}
	b.WriteString("    questions:                    # codes are guesses: look them up in the survey's dictionary\n")
	for i := range t.columns {
		c := &t.columns[i]
		q, ok := scaleOf(c)
		if c.taken || !ok {
			continue
		}
		c.taken = true
		codes := ""
		var list []string
		for _, code := range []string{"0", "6", "11"} {
			if m := q.Codes[code]; m != "" {
				list = append(list, code+": "+m)
			}
		}
		if len(list) > 0 {
			codes = ", codes: {" + strings.Join(list, ", ") + "}"
		}
		fmt.Fprintf(b, "      %s: {kind: %s, scale: {min: %g, max: %g}%s}\n", scalar(c.name), q.Kind, q.Scale.Min, q.Scale.Max, codes)
	}
}

var (
	stepWords   = words(`step`, `touchpoint`, `station`)
	countWords  = words(`count`, `n`, `number`, `visitors`, `customers`, `volume`)
	periodWords = words(`period`, `week`, `month`, `day`, `date`)
)

// isCounts reports whether the table holds hand counts.
func (t *looked) isCounts() bool {
	free := *t
	free.columns = slices.Clone(t.columns)
	return len(t.columns) <= 6 && free.find(stepWords, anything) != nil && free.find(countWords, func(c *guess) bool { return c.number }) != nil && free.find(periodWords, anything) != nil
}

func (t *looked) counts(b *strings.Builder, s *Suggestion) {
	line(b, "kind", "counts", "hand-counted volumes")
	line(b, "step", scalar(t.find(stepWords, anything).name), "ids of steps")
	count := t.find(countWords, func(c *guess) bool { return c.number })
	line(b, "count", scalar(count.name), "")
	if d := strings.TrimPrefix(t.decimal(s, count), ", decimal: "); d != "" {
		line(b, "decimal", d, "the sign before fractions")
	}
	line(b, "period", scalar(t.find(periodWords, anything).name), "as 2026-W05, 2026-02 or 2026-02-03")
	if c := t.find(channelWords, anything); c != nil {
		line(b, "channel", scalar(c.name), "")
	}
}
