// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// columnSet numbers the columns of a table and of what is joined to it.
type columnSet struct {
	names []string
	index map[string]int
	open  bool // rows name their columns themselves: the set holds those that a rule names
	used  map[int]bool
}

func newColumnSet(names []string, open bool) *columnSet {
	c := &columnSet{index: map[string]int{}, open: open, used: map[int]bool{}}
	for _, n := range names {
		c.add(n)
	}
	return c
}

func (c *columnSet) add(name string) int {
	i := len(c.names)
	c.names = append(c.names, name)
	c.index[name] = i
	return i
}

// binder resolves a rule against the columns of a table and tells everything
// that does not fit.
type binder struct {
	rule    *Rule
	columns *columnSet
	faults  *fault.List
	check   *document.Check
	zone    *time.Location
	samples func(s *slot, numbers bool) []string // what a slot holds in the file's first rows; without numbers, not what the file itself calls one
	source  event.SourceID
}

// column returns the number of a column, or reports that there is none.
func (b *binder) column(at, name string) int {
	if i, ok := b.columns.index[name]; ok {
		b.columns.used[i] = true
		return i
	}
	if b.columns.open {
		i := b.columns.add(name)
		b.columns.used[i] = true
		return i
	}
	remedy := "the columns are " + strings.Join(b.columns.names, ", ")
	if len(b.columns.names) == 1 {
		remedy = fmt.Sprintf("there is a single column, %q: is the delimiter another one?", b.columns.names[0])
	} else if near := fault.Nearest(name, b.columns.names); near != "" {
		remedy = fmt.Sprintf("did you mean %q?", near)
	}
	b.check.Fault(at, remedy, "%s has no column %q", b.rule.File, name)
	return -1
}

// slot is a bound Value.
type slot struct {
	column   int // -1: constant or template
	constant string
	parts    []slotPart
	codes    Codes
	given    bool
}

type slotPart struct {
	literal string
	column  int // -1: literal, rowNumber
}

// rowNumber stands for the number of the row, from 1: the column "#" of every
// table that has none of that name.
const rowNumber = -2

func (b *binder) slot(at string, v Value) slot {
	s := slot{column: -1, constant: v.Constant, codes: v.Codes, given: !v.IsZero()}
	switch {
	case v.Column == "#" && b.part(at, "#") == rowNumber:
		s.parts = []slotPart{{column: rowNumber}}
	case v.Column != "":
		s.column = b.column(at, v.Column)
	case v.Template != "":
		rest := v.Template
		for _, m := range templatePart.FindAllStringSubmatchIndex(v.Template, -1) {
			start := len(v.Template) - len(rest)
			s.parts = append(s.parts, slotPart{literal: v.Template[start:m[0]], column: -1}, slotPart{column: b.part(at, v.Template[m[2]:m[3]])})
			rest = v.Template[m[1]:]
		}
		s.parts = append(s.parts, slotPart{literal: rest, column: -1})
	}
	return s
}

// part returns the column of a part of a template.
func (b *binder) part(at, name string) int {
	if _, there := b.columns.index[name]; name == "#" && !there {
		return rowNumber
	}
	return b.column(at, name)
}

// when is a bound Time.
type when struct {
	column int // -1: constant, or none
	clock  clock
	micros int64
	offset int16
	given  bool
}

func (b *binder) when(at string, t Time) when {
	w := when{column: -1, given: !t.IsZero()}
	if !w.given {
		return w
	}
	zone := b.zone
	if t.Zone != "" {
		var err error
		if zone, err = calendar.Zone(t.Zone); err != nil {
			b.check.Fault(at+".zone", "write Europe/Berlin or -03:00", "%q is no time zone", t.Zone)
			return w
		}
	}
	s := slot{column: -1, constant: t.Constant}
	if t.Column != "" {
		if s.column = b.column(at, t.Column); s.column < 0 {
			return w
		}
		w.column = s.column
	}
	c := b.clock(at, Value{Column: t.Column, Constant: t.Constant}, &s, t.Format, zone)
	if c == nil {
		return w
	}
	w.clock = *c
	if t.Constant != "" {
		var err error
		if w.micros, w.offset, err = w.clock.read(t.Constant); err != nil {
			b.check.Fault(at+".value", "write 2026-05-01 or 2026-05-01T09:00:00Z", "%v", err)
		}
	}
	return w
}

// clock prepares to read the times of a slot, in the format given or the one
// that the file's first rows show; nil when there is no such format.
func (b *binder) clock(at string, v Value, s *slot, format string, zone *time.Location) *clock {
	if format == "" && s.constant == "" {
		format = b.detect(at, v, s)
	}
	c, err := newClock(format, zone)
	if err != nil {
		b.check.Fault(at+".format", "", "%v", err)
		return nil
	}
	return c
}

// called says in a fault what a value is taken from.
func (v Value) called() string {
	if v.Column != "" {
		return fmt.Sprintf("the column %q", v.Column)
	}
	return fmt.Sprintf("%q", v.Template+v.Constant)
}

// detect finds the format of times from the file's first rows. A few rows that
// hold no time are the rows' fault.
func (b *binder) detect(at string, v Value, s *slot) string {
	samples := b.samples(s, true)
	if len(samples) == 0 {
		return "iso"
	}
	formats, ok := detectTime(samples)
	if !ok {
		formats = mostly(samples)
	}
	from := "column: " + v.Column
	if v.Template != "" {
		from = fmt.Sprintf("template: %q", v.Template)
	}
	switch len(formats) {
	case 0:
		b.check.Fault(at, "say how it is written: {"+from+", format: \"%d/%m/%Y %H:%M\"}", "%s holds no times that are known, as in %q", v.called(), samples[0])
		return "iso"
	case 1:
		return formats[0]
	}
	c, _ := newClock(formats[0], time.UTC)
	shown := slices.IndexFunc(samples, func(s string) bool { return fits(c, []string{s}) })
	b.check.Fault(at, fmt.Sprintf("say which: {%s, format: %q} or %q", from, formats[0], formats[1]), "%q in %s can be read in more than one way", samples[shown], v.called())
	return formats[0]
}

// boundField is a property or trait in an event's JSON object.
type boundField struct {
	name  string
	key   string // as it stands in JSON, with the colon
	slot  slot
	kind  FieldType
	clock *clock
	typed bool // by the file's own types

	decimal Decimal // of a number
}

// fields binds properties or traits; several sets are joined, later ones win.
// The result is sorted by name, as canonical JSON wants it.
func (b *binder) fields(at string, sets ...Fields) []boundField {
	byName := map[string]boundField{}
	for _, set := range sets {
		for _, name := range slices.Sorted(maps.Keys(set.List)) {
			rule := set.List[name]
			f := boundField{name: name, slot: b.slot(at+"."+name, rule.value()), kind: rule.Type, typed: rule.Type == "" && b.columns.open}
			switch rule.Type {
			case TimeType:
				f.clock = b.clock(at+"."+name, rule.value(), &f.slot, rule.Format, b.zone)
			case NumberType:
				f.decimal = b.decimal(at+"."+name, rule.value().called(), &f.slot, cmp.Or(rule.Decimal, b.rule.Decimal))
			}
			byName[name] = f
		}
	}
	var out []boundField
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		f := byName[name]
		f.key = string(event.AppendText(nil, name)) + ":"
		out = append(out, f)
	}
	return out
}

// all lists the columns that a "*" takes: those not used otherwise.
func (b *binder) all(sets ...Fields) Fields {
	out := Fields{List: map[string]FieldRule{}}
	if !slices.ContainsFunc(sets, func(f Fields) bool { return f.All }) {
		return out
	}
	for i, name := range b.columns.names {
		if !b.columns.used[i] {
			out.List[name] = FieldRule{Column: name}
		}
	}
	return out
}

// boundEvent is a bound EventRule.
type boundEvent struct {
	name       slot
	time       when
	when       Condition
	undated    []when
	channel    slot
	id         slot
	properties []boundField
	traits     []boundField
	star       bool // properties: "*"
}

// boundAnswer is a bound AnswerRule.
type boundAnswer struct {
	rule       *AnswerRule
	value      int
	column     string
	decimal    Decimal
	time       when
	asked      when
	when       Condition
	step       slot
	message    slot
	source     event.SourceID
	id         slot
	properties []boundField
	traits     []boundField
}

// boundCount is a bound count rule.
type boundCount struct {
	step, count, period, channel slot
	decimal                      Decimal
	journey, unit                string
	zone                         *time.Location
}

// program is a rule bound to a table.
type program struct {
	rule     *Rule
	source   event.SourceID
	columns  *columnSet
	base     int // columns of the table itself
	joins    []boundJoin
	where    Condition
	customer slot
	events   []boundEvent
	answers  []boundAnswer
	count    *boundCount
	zone     *time.Location
}

// boundJoin is a loaded join.
type boundJoin struct {
	key    int
	lookup *lookup
	rule   *Join
}

// bind binds the rule. Joins have been bound before.
func (b *binder) bind(p *program) {
	r := b.rule
	p.where = b.condition("where", r.Where)
	if r.Kind == CountFile {
		b.bindCount(p)
		return
	}
	p.customer = b.slot("customer", r.Customer)
	if r.native {
		for _, name := range nativeKeys {
			b.column("", name)
		}
	}
	if r.Kind == SurveyFile {
		b.bindSurvey(p)
		return
	}
	for i, e := range r.Events {
		p.events = append(p.events, b.bindEvent(document.Index("events", i), e))
	}
	if len(r.Events) == 0 && (!r.Event.IsZero() || !r.Time.IsZero() && len(r.Answers) == 0) {
		p.events = append(p.events, b.bindEvent("", &EventRule{}))
	}
	for i, a := range r.Answers {
		p.answers = append(p.answers, b.bindAnswer(document.Index("answers", i), a))
	}
	b.bindStars(p)
}

func (b *binder) condition(at string, c Condition) Condition {
	for _, name := range c.columns() {
		b.column(at, name)
	}
	return c
}

// bindEvent binds an event; what it does not say is the rule's.
func (b *binder) bindEvent(at string, e *EventRule) boundEvent {
	r := b.rule
	own := func(field string, v, rules Value) slot {
		if !v.IsZero() {
			return b.slot(document.Join(at, field), v)
		}
		return b.slot(field, rules)
	}
	out := boundEvent{
		name: own("event", e.Event.Value, r.Event), channel: own("channel", e.Channel, r.Channel), id: own("id", e.ID, r.ID),
		when:   b.condition(document.Join(at, "when"), e.When),
		traits: b.fields("traits", r.Traits),
	}
	if !e.Time.IsZero() {
		out.time = b.when(document.Join(at, "time"), e.Time)
	} else {
		out.time = b.when("time", r.Time)
	}
	for i, column := range e.Undated {
		out.undated = append(out.undated, b.when(document.Index(document.Join(at, "undated"), i), Time{Column: column, Format: e.Time.Format, Zone: e.Time.Zone}))
	}
	out.properties = b.fields(document.Join(at, "properties"), r.Properties, e.Properties)
	out.star = r.Properties.All || e.Properties.All
	return out
}

// bindStars gives events with properties: "*" the columns nobody else uses.
func (b *binder) bindStars(p *program) {
	rest := b.all(b.rule.Properties, Fields{All: slices.ContainsFunc(p.events, func(e boundEvent) bool { return e.star })})
	for i := range p.events {
		if e := &p.events[i]; e.star && !b.columns.open {
			known := Fields{List: map[string]FieldRule{}}
			maps.Copy(known.List, rest.List)
			for _, f := range e.properties {
				delete(known.List, f.name) // what is named goes before a column of that name
			}
			extra := b.fields("properties", known)
			e.properties = append(e.properties, extra...)
			slices.SortFunc(e.properties, func(x, y boundField) int { return cmp.Compare(x.name, y.name) })
		}
	}
}

func (b *binder) bindAnswer(at string, a *AnswerRule) boundAnswer {
	r := b.rule
	out := boundAnswer{
		rule: a, value: b.column(document.Join(at, "value"), a.Value), column: a.Value,
		when: b.condition(document.Join(at, "when"), a.When), asked: b.when(document.Join(at, "asked_at"), a.AskedAt),
		step: b.slot(document.Join(at, "about.step"), a.About.Step), message: b.slot(document.Join(at, "about.message_id"), a.About.MessageID),
		source: cmp.Or(a.About.Source, b.source), id: b.slot(document.Join(at, "id"), a.ID),
		properties: b.fields(document.Join(at, "properties"), r.Properties, a.Properties), traits: b.fields("traits", r.Traits),
	}
	if a.Question == "" {
		out.rule.Question = a.Value
	}
	if a.Kind.Numeric() && out.value >= 0 {
		out.decimal = b.decimal(document.Join(at, "value"), Value{Column: a.Value}.called(), &slot{column: out.value}, r.Decimal)
	}
	if !a.Time.IsZero() {
		out.time = b.when(document.Join(at, "time"), a.Time)
	} else {
		out.time = b.when("time", r.Time)
	}
	for _, p := range out.properties {
		if slices.Contains(answerProperties, p.name) {
			b.check.Fault(document.Join(at, "properties."+p.name), "give it another name", "an answer has a property %q of its own", p.name)
		}
	}
	return out
}

// answerProperties are the names an answer keeps for itself.
var answerProperties = []string{"survey", "question", "kind", "value", "scale", "asked_at", "about", "experienced"}

// bindSurvey makes an answer of every column that a question names.
func (b *binder) bindSurvey(p *program) {
	r := b.rule
	matched := map[string]bool{}
	for _, column := range slices.Clone(b.columns.names) {
		key := r.questionKey(column)
		if key == "" {
			continue
		}
		matched[key] = true
		q := r.question(key)
		q.Question = cmp.Or(q.Question, column)
		p.answers = append(p.answers, b.bindAnswer("questions."+key, &AnswerRule{QuestionRule: q, Survey: r.Survey, Value: column}))
	}
	for _, key := range slices.Sorted(maps.Keys(r.Questions)) {
		if !matched[key] {
			b.column("questions."+key, key)
		}
	}
}

// questionKey returns the entry of questions that names a column: its own, else
// the longest pattern that matches.
func (r *Rule) questionKey(column string) string {
	if _, ok := r.Questions[column]; ok {
		return column
	}
	best := ""
	for key := range r.Questions {
		if ok, _ := path.Match(key, column); ok && (len(key) > len(best) || len(key) == len(best) && key < best) {
			best = key
		}
	}
	return best
}

func (b *binder) bindCount(p *program) {
	r := b.rule
	p.count = &boundCount{
		step: b.slot("step", r.Step), count: b.slot("count", r.Count), period: b.slot("period", r.Period), channel: b.slot("channel", r.Channel),
		journey: r.Journey, unit: cmp.Or(r.Unit, "customers"), zone: b.zone,
	}
	p.count.decimal = b.decimal("count", r.Count.called(), &p.count.count, r.Decimal)
}
