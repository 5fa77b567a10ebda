// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/wendcx/wend/internal/listen/event"
)

// Suggestion is a proposed mapping. Text is a document with a comment on every
// guess; Notes say what could not be guessed.
type Suggestion struct {
	Text  string   `json:"text"`
	Notes []string `json:"notes"`
}

// Suggest looks at the first rows of files and proposes a mapping. Files that
// need none are named in the notes.
func Suggest(paths []string) (*Suggestion, error) {
	s := &Suggestion{Notes: []string{}}
	var rules []string
	zoned := true
	for _, path := range paths {
		t, err := look(path)
		if err != nil {
			return nil, err
		}
		if t == nil {
			s.Notes = append(s.Notes, filepath.Base(path)+" needs no mapping")
			continue
		}
		zoned = zoned && t.zoned
		rules = append(rules, t.rule(s))
	}
	var b strings.Builder
	b.WriteString("# A proposal: look it over, then wend import --data DIR --map THIS-FILE …\nwend: mapping/v1\n")
	if !zoned {
		b.WriteString("zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …\n")
	}
	b.WriteString("files:\n" + strings.Join(rules, ""))
	for _, n := range s.Notes {
		fmt.Fprintf(&b, "# %s\n", n)
	}
	s.Text = b.String()
	return s, nil
}

// looked is a table with what its first rows show.
type looked struct {
	name    string
	dialect dialect
	columns []guess
	rows    int
	zoned   bool // times carry their zone
	ndjson  bool
}

// guess is what is known of one column.
type guess struct {
	name     string
	values   []string // not empty
	distinct int
	time     []string // formats that fit all values
	number   bool
	boolean  bool
	score    []float64 // distinct whole numbers, where there are few
	taken    bool
}

// lookRows is how many rows are looked at.
const lookRows = 5000

// look reads the first rows of a file; nil for files that need no mapping.
func look(path string) (*looked, error) {
	var read atomic.Int64
	o, err := openTable(path, &Rule{}, &read, &shelves{})
	if err != nil {
		return nil, readError(path, 0, err)
	}
	defer func() { _ = o.close() }()
	if o.format == XES {
		return nil, nil
	}
	b, err := o.table.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, readError(path, 0, err)
	}
	if b == nil {
		b = &batch{}
	}
	if o.format == NDJSON && slices.Contains(b.names, "customer") && slices.Contains(b.names, "event") && slices.Contains(b.names, "time") {
		return nil, nil
	}
	t := &looked{name: filepath.Base(path), dialect: o.dialect, rows: min(b.rows(), lookRows), ndjson: o.format == NDJSON}
	for i, name := range o.table.columns().names {
		t.columns = append(t.columns, guessColumn(name, b, i))
	}
	for _, c := range t.columns {
		if len(c.time) > 0 && c.time[0] == "iso" {
			t.zoned = t.zoned || zonedText.MatchString(c.values[0])
		}
	}
	return t, nil
}

var zonedText = regexp.MustCompile(`(Z|[+-]\d\d:?\d\d)$`)

func guessColumn(name string, b *batch, column int) guess {
	g := guess{name: name, number: true, boolean: true}
	seen := map[string]bool{}
	for i := range min(b.rows(), lookRows) {
		v := strings.TrimSpace(b.row(i)[column])
		if v == "" {
			continue
		}
		g.values = append(g.values, v)
		seen[v] = true
		_, isNumber := number(v)
		g.number = g.number && isNumber && !leadingZero(v)
		_, isBoolean := boolean(v)
		g.boolean = g.boolean && isBoolean
	}
	g.distinct = len(seen)
	if len(g.values) == 0 {
		g.number, g.boolean = false, false
		return g
	}
	if formats, ok := detectTime(g.values); ok && !(g.number && len(g.values[0]) < 8) {
		g.time = formats
	}
	if g.number && g.distinct <= 12 {
		for v := range seen {
			f, _ := number(v)
			g.score = append(g.score, f)
		}
		slices.Sort(g.score)
	}
	return g
}

// leadingZero tells identifiers such as 007 from numbers.
func leadingZero(v string) bool { return len(v) > 1 && v[0] == '0' && v[1] >= '0' && v[1] <= '9' }

// The words by which columns are known, best first.
var (
	customerWords = words(`customer_?(unique_?)?id`, `user_?id`, `client_?id`, `visitor_?id`, `person_?id`, `member_?id`, `account_?id`, `case[:_ ]?(concept:name|id)`, `patient_?id`, `anonymous_?id`, `resp(ondent)?(_?(num|id|no))?`, `customer`, `user`, `email`, `session_?id`, `number`, `id`)
	eventWords    = words(`event(_?(name|type))?`, `activity(_?name)?`, `concept:name`, `action`, `step`, `page(_?name)?`, `incident_state`, `state`, `status`, `type`, `name`)
	timeWords     = words(`time:timestamp`, `(event_?)?time(stamp)?`, `timestamp`, `occurred_?at`, `created_?at`, `sys_updated_at`, `date(_?time)?`, `at`, `ts`)
	channelWords  = words(`channel`, `case:channel`, `contact_type`, `medium`)
	idWords       = words(`message_?id`, `event_?id`, `uuid`)
	traitWords    = regexp.MustCompile(`(?i)(plan|segment|cohort|lifecycle|country|city|state$|age|gender|sex|acquisition|tier|language)`)
)

func words(patterns ...string) (out []*regexp.Regexp) {
	for _, p := range patterns {
		out = append(out, regexp.MustCompile(`(?i)^`+p+`$`))
	}
	return out
}

// find takes the first free column that one of the words names and fits.
func (t *looked) find(words []*regexp.Regexp, fits func(*guess) bool) *guess {
	for _, w := range words {
		for i := range t.columns {
			c := &t.columns[i]
			if !c.taken && w.MatchString(c.name) && fits(c) {
				c.taken = true
				return c
			}
		}
	}
	return nil
}

func anything(c *guess) bool { return len(c.values) > 0 }

func isTime(c *guess) bool { return len(c.time) > 0 }

// rule writes the proposed rule for a table.
func (t *looked) rule(s *Suggestion) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - file: %q\n", t.name)
	if !t.ndjson && t.dialect.encoding != "utf-8" {
		fmt.Fprintf(&b, "    encoding: %s\n", t.dialect.encoding)
	}
	if !t.ndjson && t.dialect.delimiter != ',' {
		fmt.Fprintf(&b, "    delimiter: %q\n", string(t.dialect.delimiter))
	}
	switch times := t.timeColumns(); {
	case t.isCounts():
		t.counts(&b)
	case t.isSurvey():
		t.survey(&b, s)
	case len(times) >= 3 && t.find(eventWords[:4], func(c *guess) bool { return !isTime(c) }) == nil:
		t.wide(&b, times)
	default:
		for i := range t.columns {
			t.columns[i].taken = false
		}
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

// customer writes whose row it is.
func (t *looked) customer(b *strings.Builder, s *Suggestion) {
	c := t.find(customerWords, anything)
	if c == nil {
		line(b, "customer", "CHOOSE-A-COLUMN", "whose row it is")
		s.Notes = append(s.Notes, t.name+": no column looks like a customer; name one")
		return
	}
	line(b, "customer", scalar(c.name), fmt.Sprintf("%d different in %d rows, as in %s", c.distinct, t.rows, c.values[0]))
}

// when writes when it happened.
func (t *looked) when(b *strings.Builder, s *Suggestion, c *guess) {
	if c == nil {
		line(b, "time", "CHOOSE-A-COLUMN", "when it happened")
		s.Notes = append(s.Notes, t.name+": no column looks like a time; name one")
		return
	}
	line(b, "time", timeValue(c), "as in "+c.values[0])
	if len(c.time) > 1 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s: the column %s can be read as %s", t.name, c.name, strings.Join(c.time, " or ")))
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
	t.customer(b, s)
	few := func(c *guess) bool {
		return anything(c) && !isTime(c) && (c.distinct <= 200 || c.distinct*4 < len(c.values))
	}
	if c := t.find(eventWords, few); c != nil {
		line(b, "event", scalar(c.name), fmt.Sprintf("%d different, as in %s", c.distinct, c.values[0]))
	} else {
		line(b, "event", "{value: NAME-THE-EVENT}", "every row is the same event")
		s.Notes = append(s.Notes, t.name+": no column looks like an event's name")
	}
	t.when(b, s, when)
	if c := t.find(channelWords, few); c != nil {
		line(b, "channel", scalar(c.name), "as in "+c.values[0])
	}
	if c := t.find(idWords, func(c *guess) bool { return c.distinct == len(c.values) && anything(c) }); c != nil {
		line(b, "id", scalar(c.name), "unique, so a row sent twice counts once")
	}
	t.rest(b)
}

// rest writes what is left as traits and properties.
func (t *looked) rest(b *strings.Builder) {
	var traits, properties []string
	for i := range t.columns {
		c := &t.columns[i]
		switch {
		case c.taken || len(c.values) == 0:
		case traitWords.MatchString(c.name) && !c.number:
			traits = append(traits, scalar(c.name))
		case c.number && !isIdentifier(c):
			properties = append(properties, fmt.Sprintf("      %s: {column: %s, type: number}\n", scalar(c.name), scalar(c.name)))
		case isTime(c):
			properties = append(properties, fmt.Sprintf("      %s: {column: %s, type: time%s}\n", scalar(c.name), scalar(c.name), formatOfGuess(c)))
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

func formatOfGuess(c *guess) string {
	if c.time[0] == "iso" {
		return ""
	}
	return fmt.Sprintf(", format: %q", c.time[0])
}

var identifierName = regexp.MustCompile(`(?i)(^|_|:)(id|no|num|number|zip|code|plz)$`)

func isIdentifier(c *guess) bool { return identifierName.MatchString(c.name) }

// wide writes a rule for a table with several times a row: an order with its
// stages.
func (t *looked) wide(b *strings.Builder, times []*guess) {
	for _, c := range times {
		c.taken = true
	}
	t.customer(b, &Suggestion{})
	t.rest(b)
	b.WriteString("    events:                       # name each; remove what is no event\n")
	for _, c := range times {
		fmt.Fprintf(b, "      - {event: %s, time: %s}\n", scalar(title(c.name)), timeValue(c))
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

// scaleOf guesses the scale of a column of few whole numbers.
func scaleOf(c *guess) (q QuestionRule, ok bool) {
	if len(c.score) < 4 {
		return q, false
	}
	lo, hi := c.score[0], c.score[len(c.score)-1]
	for _, v := range c.score {
		if v != float64(int(v)) || v < 0 || v > 11 {
			return q, false
		}
	}
	q.Kind = event.RatingAnswer
	switch {
	case hi <= 5:
		q.Scale = &event.Scale{Min: 1, Max: 5}
	case hi == 6:
		q.Scale, q.Codes = &event.Scale{Min: 1, Max: 5}, Codes{"6": notExperienced}
	case hi == 7:
		q.Scale = &event.Scale{Min: 1, Max: 7}
	default:
		q.Kind, q.Scale = event.NPSAnswer, &event.Scale{Min: 0, Max: 10}
		if hi == 11 {
			q.Codes = Codes{"11": blank}
		}
		return q, true
	}
	if lo == 0 {
		if q.Codes == nil {
			q.Codes = Codes{}
		}
		q.Codes["0"] = blank
	}
	return q, true
}

// survey writes a rule for a survey table.
func (t *looked) survey(b *strings.Builder, s *Suggestion) {
	name, _, _ := strings.Cut(t.name, ".")
	line(b, "kind", "survey", "one row a respondent, one column a question")
	line(b, "survey", scalar(name), "")
	t.customer(b, s)
	if c := t.find(timeWords, isTime); c != nil {
		t.when(b, s, c)
	} else {
		line(b, "time", "{value: 2026-01-01}", "when it was answered")
		s.Notes = append(s.Notes, t.name+": no column looks like a time; give the date of the survey")
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

func (t *looked) counts(b *strings.Builder) {
	line(b, "kind", "counts", "hand-counted volumes")
	line(b, "step", scalar(t.find(stepWords, anything).name), "ids of steps")
	line(b, "count", scalar(t.find(countWords, func(c *guess) bool { return c.number }).name), "")
	line(b, "period", scalar(t.find(periodWords, anything).name), "as 2026-W05, 2026-02 or 2026-02-03")
	if c := t.find(channelWords, anything); c != nil {
		line(b, "channel", scalar(c.name), "")
	}
}
