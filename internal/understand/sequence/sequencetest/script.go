// SPDX-License-Identifier: Apache-2.0

// Package sequencetest lets tests write down events in shorthand and read them
// through a log in memory, which evaluates evidence in Go.
//
//	u1: view@0 cart[phone]@5m pay{order:7 total:19.5}@9m
//	u1: answer{after.overall:4 order:7 asked:1h}@2d
//	u1 traits: plan=gold@0
//
// An answer is a rating of 1 to 5 unless kind and max say otherwise; "-" for its
// value means that the customer was not there, about names the event it is
// about, and other pairs are properties of its own: numbers, true, false, null,
// texts (in quotes where they look like something else), a.b for a property
// within a property. Times are lengths after the first of March 2026, 09:00 UTC.
package sequencetest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

var start = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// Start is the moment from which times in scripts count.
func Start() time.Time { return start }

// At is the time a length after the start.
func At(t testing.TB, length string) time.Time {
	t.Helper()
	if length == "0" {
		return start
	}
	s, err := calendar.ParseSpan(strings.TrimPrefix(length, "-"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(length, "-") {
		return start.Add(-s.Length)
	}
	return start.Add(s.Length)
}

// Log is a log in memory.
type Log struct {
	events    []event.Event
	customers []event.CustomerID
}

// word is one event: a name with spaces kept by quotes around the whole.
var word = regexp.MustCompile(`([^\s\[\]{}@][^\[\]{}@]*?)(?:\[([^\]]*)\])?(?:\{([^}]*)\})?@(-?[0-9a-z.]+)(\?)?(?:\s+|$)`)

// Script reads shorthand into a log. A "?" behind a time makes the event
// undated.
func Script(t testing.TB, script string) *Log {
	t.Helper()
	l := &Log{}
	for line := range strings.SplitSeq(script, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		who, what, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("no customer in %q", line)
		}
		customer, traits := strings.CutSuffix(who, " traits")
		rest := strings.TrimSpace(what)
		for rest != "" {
			m := word.FindStringSubmatchIndex(rest)
			if m == nil || m[0] != 0 {
				t.Fatalf("cannot read %q", rest)
			}
			part := func(i int) string {
				if m[2*i] < 0 {
					return ""
				}
				return rest[m[2*i]:m[2*i+1]]
			}
			e := event.Event{Source: "script", Customer: event.CustomerID(customer), Name: part(1), Channel: part(2), Time: At(t, part(4)).UnixMicro(), Undated: part(5) != ""}
			if e.Properties = object(t, strings.Fields(part(3)), ":"); e.Name == "answer" {
				e.Name, e.Source, e.Properties = event.AnswerGiven, "survey", answer(t, part(3))
			}
			if traits {
				e.Traits, e.Name = object(t, []string{part(1)}, "="), "Traits Given"
			}
			l.Add(e)
			rest = rest[m[1]:]
		}
	}
	return l
}

// Add appends an event; it gets the next sequence number.
func (l *Log) Add(e event.Event) {
	e.Seq = int64(len(l.events))
	if e.ID == "" {
		e.ID = fmt.Sprint("e", len(l.events))
	}
	if !slices.Contains(l.customers, e.Customer) {
		l.customers = append(l.customers, e.Customer)
	}
	l.events = append(l.events, e)
}

// Erase removes all events of a customer; those of others keep their positions.
func (l *Log) Erase(customer event.CustomerID) {
	for i := range l.events {
		if e := &l.events[i]; e.Customer == customer {
			*e = event.Event{Customer: customer, Seq: e.Seq}
		}
	}
}

// value reads a number, true, false, null or a text, which quotes make of
// anything.
func value(v string) any {
	if text, quoted := strings.CutPrefix(v, "'"); quoted {
		return strings.TrimSuffix(text, "'")
	}
	var x any
	if json.Unmarshal([]byte(v), &x) == nil {
		return x
	}
	return v
}

// put sets a value in objects within objects.
func put(m map[string]any, path []string, v any) {
	if len(path) == 1 {
		m[path[0]] = v
		return
	}
	within, ok := m[path[0]].(map[string]any)
	if !ok {
		within = map[string]any{}
		m[path[0]] = within
	}
	put(within, path[1:], v)
}

// answer reads the shorthand of an answer.
func answer(t testing.TB, pairs string) []byte {
	t.Helper()
	a := event.Answer{Kind: event.RatingAnswer, Scale: &event.Scale{Min: 1, Max: 5}}
	for i, pair := range strings.Fields(pairs) {
		key, v, _ := strings.Cut(pair, ":")
		f, err := strconv.ParseFloat(v, 64)
		switch {
		case i == 0:
			a.Survey, a.Question, _ = strings.Cut(key, ".")
			a.Number, a.NotExperienced = f, v == "-"
		case key == "kind":
			if a.Kind = event.AnswerKind(v); a.Kind == event.NPSAnswer {
				a.Scale = &event.Scale{Max: 10}
			}
		case key == "max":
			a.Scale.Max = f
		case key == "direction":
			a.Scale.Direction = v
		case key == "asked":
			a.AskedAt = At(t, v).UnixMicro()
		case key == "about":
			a.About = &event.About{Source: "script", MessageID: v}
		case key == "step":
			a.About = &event.About{Step: v}
		case err == nil:
			a.More = append(a.More, event.Field{Name: key, JSON: event.AppendNumber(nil, f)})
		default:
			a.More = append(a.More, event.TextField(key, v))
		}
	}
	p := a.Append(nil)
	if why := event.CheckAnswer(p); why != "" {
		t.Fatalf("%s: %s", pairs, why)
	}
	return p
}

func object(t testing.TB, pairs []string, sign string) []byte {
	t.Helper()
	m := map[string]any{}
	for _, p := range pairs {
		k, v, ok := strings.Cut(p, sign)
		if !ok {
			t.Fatalf("no value in %q", p)
		}
		put(m, strings.Split(k, "."), value(v))
	}
	b, err := event.Object(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Customers is how many customers there are, or were.
func (l *Log) Customers() int { return len(l.customers) }

// Customer returns the customer behind a number.
func (l *Log) Customer(no uint32) event.CustomerID { return l.customers[no-1] }

func (l *Log) number(c event.CustomerID) uint32 { return uint32(slices.Index(l.customers, c) + 1) }

// Visits streams events in batches of three, newest first, so that nobody can
// rely on an order.
func (l *Log) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	batch := &sequence.Visits{Fields: make([][]string, len(s.Fields))}
	flush := func() error {
		texts := poisonable(batch.Fields)
		err := cmp.Or(ctx.Err(), yield(batch))
		clear(texts) // whoever kept a text without copying it keeps nothing
		batch = &sequence.Visits{Fields: make([][]string, len(s.Fields))}
		return err
	}
	for i := len(l.events) - 1; i >= 0; i-- {
		e := &l.events[i]
		rec := e.Evidence()
		class := slices.IndexFunc(s.Classes, func(m evidence.Matcher) bool { return m.Match(&rec) })
		if class < 0 || !s.Where.Eval(&rec) || !l.selects(i, s) {
			continue
		}
		batch.Customer = append(batch.Customer, l.number(e.Customer))
		batch.Class = append(batch.Class, uint16(class))
		batch.Time = append(batch.Time, e.Time)
		batch.Seq = append(batch.Seq, e.Seq)
		batch.Key = append(batch.Key, event.KeyOf(e.Source, e.ID))
		batch.Undated = append(batch.Undated, e.Undated)
		batch.Channel = append(batch.Channel, uint16(slices.Index(s.Channels, e.Channel)+1))
		for f, field := range s.Fields {
			batch.Fields[f] = append(batch.Fields[f], fieldOf(e, field))
		}
		if len(batch.Customer) == 3 {
			if err := flush(); err != nil {
				return 0, err
			}
		}
	}
	return int64(len(l.events)), flush()
}

// selects reports whether an event's time, position and customer are selected.
func (l *Log) selects(i int, s sequence.Selection) bool {
	e, position := &l.events[i], int64(i+1)
	if s.Until != 0 && e.Time > s.Until || position <= s.After || s.Upto > 0 && position > s.Upto {
		return false
	}
	customer := l.number(e.Customer)
	if s.Of != nil && !slices.Contains(s.Of, sequence.CustomerNo(customer)) {
		return false
	}
	return s.Share[1] == 0 || int(customer)%s.Share[1] == s.Share[0]
}

// poisonable moves the texts of a batch into memory that can be wiped.
func poisonable(fields [][]string) []byte {
	size := 0
	for _, column := range fields {
		for _, s := range column {
			size += len(s)
		}
	}
	memory := make([]byte, 0, size)
	for _, column := range fields {
		for i, s := range column {
			start := len(memory)
			memory = append(memory, s...)
			column[i] = unsafe.String(unsafe.SliceData(memory[start:]), len(s))
		}
	}
	return memory
}

// fieldOf reads a field below properties as JSON.
func fieldOf(e *event.Event, f evidence.Field) string {
	var v any
	if json.Unmarshal(e.Properties, &v) != nil {
		return ""
	}
	for _, key := range f.Path {
		m, ok := v.(map[string]any)
		if !ok || m[key] == nil {
			return ""
		}
		v = m[key]
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// Traits streams what the script says of customers.
func (l *Log) Traits(_ context.Context, s sequence.Selection, yield func(sequence.Traits) error) error {
	for i, e := range slices.Backward(l.events) {
		if len(e.Traits) == 0 || !l.selects(i, s) {
			continue
		}
		if err := yield(sequence.Traits{Customer: sequence.CustomerNo(l.number(e.Customer)), Time: e.Time, Object: e.Traits}); err != nil {
			return err
		}
	}
	return nil
}

// Count appends a hand count of a step over a period.
func (l *Log) Count(journey, step string, n float64, from, to time.Time) {
	c := event.Count{Journey: journey, Step: step, Count: n, From: from.UnixMicro(), To: to.UnixMicro()}
	properties, err := c.Properties()
	if err != nil {
		panic(err)
	}
	l.Add(event.Event{Source: "counts", Name: event.CountGiven, Time: c.From, Properties: properties})
}
