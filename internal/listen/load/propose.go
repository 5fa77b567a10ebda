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
	fmt.Fprintf(&b, "  - file: %q\n", t.name)
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
	case len(times) >= 3 && t.oneRowEach():
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

// oneRowEach reports whether hardly any customer has two rows.
func (t *looked) oneRowEach() bool {
	c := t.find(customerWords, anything)
	if c == nil {
		return false
	}
	c.taken = false
	return 10*c.distinct > 9*t.rows
}

// line writes "key: value" with a comment behind it.
func line(b *strings.Builder, key, value, comment string) {
	text := fmt.Sprintf("    %s: %s", key, value)
	if comment != "" {
		text = fmt.Sprintf("%-33s # %s", text, comment)
	}
	b.WriteString(text + "\n")
}

// scalar writes a text as YAML.
func scalar(s string) string {
	if regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_ .-]*$`).MatchString(s) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off"}, strings.ToLower(s)) {
		return strings.TrimSpace(s)
	}
	return strconv.Quote(s)
}

// customer writes whose row it is. otherwise is proposed where no column tells.
func (t *looked) customer(b *strings.Builder, s *Suggestion, otherwise string) {
	c := t.find(customerWords, anything)
	if c == nil && otherwise != "" {
		line(b, "customer", otherwise, "no column tells, so each row is a customer of its own")
		return
	}
	if c == nil {
		line(b, "customer", "CHOOSE-A-COLUMN", "whose row it is")
		s.Notes = append(s.Notes, t.called()+": no column looks like a customer; name one")
		return
	}
	line(b, "customer", scalar(c.name), fmt.Sprintf("%d different in %d rows, as in %s", c.distinct, t.rows, c.values[0]))
}

// when writes when it happened.
func (t *looked) when(b *strings.Builder, s *Suggestion, c *guess) {
	if c == nil {
		line(b, "time", "CHOOSE-A-COLUMN", "when it happened")
		s.Notes = append(s.Notes, t.called()+": no column looks like a time; name one")
		return
	}
	line(b, "time", timeValue(c), "as in "+c.values[0])
	t.guessed(s, c)
}

// guessed notes that a column's times can be read in several ways.
func (t *looked) guessed(s *Suggestion, c *guess) {
	if len(c.time) > 1 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s: the column %s can be read as %s", t.called(), c.name, strings.Join(c.time, " or ")))
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
	few := func(c *guess) bool {
		return anything(c) && !isTime(c) && (c.distinct <= 200 || c.distinct*4 < len(c.values))
	}
	if c := t.find(eventWords, few); c != nil {
		line(b, "event", scalar(c.name), fmt.Sprintf("%d different, as in %s", c.distinct, c.values[0]))
	} else {
		line(b, "event", "{value: NAME-THE-EVENT}", "every row is the same event")
		s.Notes = append(s.Notes, t.called()+": no column looks like an event's name")
	}
	t.when(b, s, when)
	if c := t.find(channelWords, few); c != nil {
		line(b, "channel", scalar(c.name), "as in "+c.values[0])
	}
	if c := t.find(idWords, func(c *guess) bool { return c.distinct == len(c.values) && anything(c) }); c != nil {
		line(b, "id", scalar(c.name), "unique, so a row sent twice counts once")
	}
	t.rest(b, s)
}

// rest writes what is left as traits and properties.
func (t *looked) rest(b *strings.Builder, s *Suggestion) {
	var traits, properties []string
	for i := range t.columns {
		c := &t.columns[i]
		switch {
		case c.taken || len(c.values) == 0:
		case c.name == strconv.Itoa(i+1) && c.distinct == len(c.values): // a row number that nobody named
		case traitWords.MatchString(c.name) && !c.number && !isTime(c):
			traits = append(traits, scalar(c.name))
		case c.number && !isIdentifier(c):
			properties = append(properties, fmt.Sprintf("      %s: {column: %s, type: number%s}\n", scalar(c.name), scalar(c.name), t.decimal(s, c)))
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
		s.Notes = append(s.Notes, fmt.Sprintf("%s: in the column %s %s; decimal: says which", t.called(), c.name, why))
	}
	if !slices.ContainsFunc(c.values, func(v string) bool { return strings.Contains(v, ",") }) {
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

// wide writes a rule for a table with several times a row: an order with its
// stages.
func (t *looked) wide(b *strings.Builder, s *Suggestion, times []*guess) {
	for _, c := range times {
		c.taken = true
		for _, other := range times { // written like another one, which tells
			if len(other.time) == 1 && slices.Contains(c.time, other.time[0]) {
				c.time = other.time
			}
		}
	}
	t.customer(b, s, "")
	t.rest(b, s)
	b.WriteString("    events:                       # name each; remove what is no event\n")
	for _, c := range times {
		fmt.Fprintf(b, "      - {event: %s, time: %s}\n", scalar(title(c.name)), timeValue(c))
		t.guessed(s, c)
	}
}

// title makes a name of a column's: order_approved_at gives Order Approved.
func title(column string) string {
	parts := strings.FieldsFunc(column, func(r rune) bool { return r == '_' || r == ' ' || r == '-' || r == '.' })
	parts = slices.DeleteFunc(parts, func(p string) bool {
		return slices.Contains([]string{"at", "date", "time", "timestamp", "ts", "on"}, strings.ToLower(p))
	})
	for i, p := range parts {
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return cmp.Or(strings.Join(parts, " "), column)
}

// isSurvey reports whether many columns hold answers on scales.
func (t *looked) isSurvey() bool {
	scales := 0
	for i := range t.columns {
		if _, ok := scaleOf(&t.columns[i]); ok {
			scales++
		}
	}
	return scales >= 4 && scales*3 >= len(t.columns)
}

// survey writes a rule for a survey table.
func (t *looked) survey(b *strings.Builder, s *Suggestion) {
	name, _, _ := strings.Cut(t.name, ".")
	name = cmp.Or(t.sheet, name)
	line(b, "kind", "survey", "one row a respondent, one column a question")
	line(b, "survey", scalar(name), "")
	t.customer(b, s, strconv.Quote(name+"-{#}"))
	if c := t.find(timeWords, isTime); c != nil {
		t.when(b, s, c)
	} else {
		line(b, "time", "{value: 2026-01-01}", "when it was answered")
		s.Notes = append(s.Notes, t.called()+": no column looks like a time; give the date of the survey")
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
