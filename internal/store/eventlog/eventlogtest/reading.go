// SPDX-License-Identifier: Apache-2.0

package eventlogtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/evidence/evidencetest"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// visitsEqualEvaluation holds Visits to what evaluating in Go gives, on random
// events and random matchers.
func visitsEqualEvaluation(t *testing.T, s Store) {
	l := s.Open(t)
	r := rand.New(rand.NewPCG(7, 7))
	names := []string{"a", "b", "c"}
	var events []event.Event
	for i := range 600 {
		rec := evidencetest.RandomRecord(r)
		e := event.Event{
			Source: "s", ID: fmt.Sprint(i), Customer: event.CustomerID(fmt.Sprint("c", r.IntN(20))), Name: names[r.IntN(3)], Time: minute(r.IntN(1000)), Seq: int64(i),
			Channel: []string{"", "phone", "web"}[r.IntN(3)], Properties: canonical(t, rec.Properties), Traits: canonical(t, rec.Traits), Context: canonical(t, rec.Context),
		}
		events = append(events, e)
	}
	for i := 0; i < len(events); i += 50 {
		mustAppend(t, l, events[i:i+50]...)
	}
	fields := []evidence.Field{{Scope: evidence.Properties, Path: []string{"a"}}, {Scope: evidence.EventField, Path: []string{"channel"}}}
	for round := range 25 {
		sel := sequence.Selection{Fields: fields, Channels: []string{"web", "phone"}}
		randomTree := func() *evidence.Tree {
			tree, faults := evidence.Parse(evidencetest.RandomTree(r, 1), evidence.Properties)
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			return tree
		}
		for range 1 + r.IntN(3) {
			sel.Classes = append(sel.Classes, evidence.Matcher{Event: names[r.IntN(3)], Where: randomTree()})
		}
		if round%2 == 1 {
			sel.Where = randomTree()
		}
		sel.Classes = append(sel.Classes, evidence.Matcher{Event: names[round%3]})
		got, _ := readVisits(t, l, sel)
		want := map[uint64]int{}
		for i := range events {
			e := &events[i]
			rec := e.Evidence()
			if c := slices.IndexFunc(sel.Classes, func(m evidence.Matcher) bool { return m.Match(&rec) }); c >= 0 && sel.Where.Eval(&rec) {
				want[event.KeyOf("s", e.ID)] = c
			}
		}
		if len(got) != len(want) {
			t.Fatalf("round %d: %d visits, want %d", round, len(got), len(want))
		}
		for _, v := range got {
			if c, ok := want[v.Key]; !ok || c != v.Class {
				t.Fatalf("round %d: %+v, want class %d %v", round, v, c, ok)
			}
		}
	}
}

func canonical(t *testing.T, object []byte) []byte {
	t.Helper()
	if object == nil {
		return nil
	}
	b, err := event.Canonical(object)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func visitsSelections(t *testing.T, s Store) {
	l := s.Open(t)
	place := func(id string, customer event.CustomerID, at int, channel string) event.Event {
		return event.Event{Source: "s", ID: id, Customer: customer, Name: "E", Time: minute(at), Channel: channel, Properties: []byte(`{"order":"` + id + `","n":` + fmt.Sprint(at) + `}`)}
	}
	mustAppend(t, l, place("1", "a", 1, "web"), place("2", "b", 2, "phone"))
	mustAppend(t, l, place("3", "a", 3, "fax"), place("4", "c", 4, ""))
	ids := func(sel sequence.Selection) string {
		t.Helper()
		sel.Classes = []evidence.Matcher{{Event: "E"}}
		sel.Fields = []evidence.Field{{Scope: evidence.Properties, Path: []string{"order"}}, {Scope: evidence.Properties, Path: []string{"n"}}, {Scope: evidence.Properties, Path: []string{"none"}}}
		sel.Channels = []string{"phone", "web"}
		var out []string
		visits, position := readVisits(t, l, sel)
		if position != 4 {
			t.Errorf("position %d", position)
		}
		for _, v := range visits {
			out = append(out, fmt.Sprintf("%s:%s:%d", v.Customer, v.Fields, v.Channel))
		}
		return strings.Join(out, " ")
	}
	where, faults := evidence.Parse(map[string]any{"n": map[string]any{"gt": 2.0}}, evidence.Properties)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	cases := []struct {
		sel  sequence.Selection
		want string
	}{
		{sequence.Selection{}, `a:"1"|1|:2 a:"3"|3|:0 b:"2"|2|:1 c:"4"|4|:0`},
		{sequence.Selection{Upto: 2, Of: []sequence.CustomerNo{1, 2}}, `a:"1"|1|:2 b:"2"|2|:1`},
		{sequence.Selection{After: 1, Upto: 3}, `a:"3"|3|:0 b:"2"|2|:1`},
		{sequence.Selection{After: 2}, `a:"3"|3|:0 c:"4"|4|:0`},
		{sequence.Selection{Until: minute(2)}, `a:"1"|1|:2 b:"2"|2|:1`},
		{sequence.Selection{Where: where}, `a:"3"|3|:0 c:"4"|4|:0`},
		{sequence.Selection{Of: []sequence.CustomerNo{2, 3}}, `b:"2"|2|:1 c:"4"|4|:0`},
		{sequence.Selection{Of: []sequence.CustomerNo{}}, ``},
	}
	for _, c := range cases {
		if got := ids(c.sel); got != c.want {
			t.Errorf("%+v\n got %s\nwant %s", c.sel, got, c.want)
		}
	}
	shares := ids(sequence.Selection{Share: [2]int{0, 2}}) + " " + ids(sequence.Selection{Share: [2]int{1, 2}})
	parts := strings.Fields(shares)
	slices.Sort(parts)
	if got := strings.Join(parts, " "); got != cases[0].want {
		t.Errorf("the shares together: %s", got)
	}
}

// readersSeeOneMoment reads while others append: a reader sees whole appends
// only, and never fewer than before.
func readersSeeOneMoment(t *testing.T, s Store) {
	l := s.Open(t)
	const rounds = 120
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range rounds {
			pair := []event.Event{
				{Source: "s", ID: fmt.Sprint(i, "a"), Customer: "c", Name: "E", Time: minute(i)},
				{Source: "s", ID: fmt.Sprint(i, "b"), Customer: "d", Name: "E", Time: minute(i)},
			}
			if _, err := l.Append(context.Background(), pair); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	last := 0
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		visits, position := readVisits(t, l, sequence.Selection{Classes: []evidence.Matcher{{Event: "E"}}})
		if len(visits)%2 != 0 || len(visits) < last || int64(len(visits)) != position {
			t.Fatalf("%d visits at position %d after %d", len(visits), position, last)
		}
		last = len(visits)
	}
	if last != 2*rounds {
		t.Errorf("%d visits in the end", last)
	}
}

func traits(t *testing.T, s Store) {
	l := s.Open(t)
	mustAppend(t, l,
		event.Event{Source: "s", ID: "1", Customer: "a", Name: "E", Time: minute(1), Traits: []byte(`{"plan":"tin"}`)},
		event.Event{Source: "s", ID: "2", Customer: "a", Name: "E", Time: minute(5), Traits: []byte(`{"plan":"gold"}`)},
		event.Event{Source: "s", ID: "3", Customer: "b", Name: "E", Time: minute(2)},
	)
	read := func(s sequence.Selection) (out []string) {
		t.Helper()
		err := l.Traits(context.Background(), s, func(x sequence.Traits) error {
			out = append(out, fmt.Sprintf("%d@%d %s", x.Customer, (x.Time-minute(0))/60e6, x.Object))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff([]string{`1@1 {"plan":"tin"}`, `1@5 {"plan":"gold"}`}, read(sequence.Selection{})); diff != "" {
		t.Error(diff)
	}
	for _, s := range []sequence.Selection{{Until: minute(4)}, {Upto: 1}, {Upto: 1, Of: []sequence.CustomerNo{1}}} {
		if diff := cmp.Diff([]string{`1@1 {"plan":"tin"}`}, read(s)); diff != "" {
			t.Errorf("%+v: %s", s, diff)
		}
	}
	if diff := cmp.Diff([]string{`1@5 {"plan":"gold"}`}, read(sequence.Selection{After: 1})); diff != "" {
		t.Error(diff)
	}
	if got := read(sequence.Selection{Of: []sequence.CustomerNo{2}}); got != nil {
		t.Error(got)
	}
}

func overview(t *testing.T, s Store) {
	l := s.Open(t)
	e := func(id string, customer event.CustomerID, name string, at int) event.Event {
		return event.Event{Source: "s", ID: id, Customer: customer, Name: name, Time: minute(at), Channel: "web", Properties: []byte(`{"n":` + fmt.Sprint(at) + `}`)}
	}
	answer := e("7", "a", event.AnswerGiven, 90)
	answer.Channel = ""
	mustAppend(t, l, e("1", "a", "view", 0), e("2", "a", "pay", 10), e("3", "b", "view", 5), e("4", "c", "view", 1), e("5", "c", "view", 2), e("6", "c", "help", 31), answer)
	got, err := l.Overview(context.Background(), eventlog.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	at := func(n int) time.Time { return time.UnixMicro(minute(n)).UTC() }
	first, last := at(0), at(90)
	want := &event.Overview{
		Events: 7, Customers: 3, Position: 7, First: &first, Last: &last,
		Names: []event.Name{
			{Name: "view", Events: 4, Customers: 3, First: at(0), Last: at(5)}, {Name: event.AnswerGiven, Events: 1, Customers: 1, First: at(90), Last: at(90)},
			{Name: "help", Events: 1, Customers: 1, First: at(31), Last: at(31)}, {Name: "pay", Events: 1, Customers: 1, First: at(10), Last: at(10)},
		},
		Sources: []event.Source{{Source: "s", Events: 7, First: at(0), Last: at(90)}},
		Starts:  map[string]int64{"view": 3}, Ends: map[string]int64{"pay": 1, "view": 1, "help": 1}, Channels: map[string]int64{"web": 6},
		Durations: &event.Durations{N: 3, Min: 0, P25: 300, Median: 600, Mean: 800, P75: 1200, P90: 1560, P95: 1680, Max: 1800},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Error(diff)
	}
	where, _ := evidence.Parse(map[string]any{"n": map[string]any{"lte": 5.0}}, evidence.Properties)
	if names, err := l.Names(context.Background(), eventlog.Scope{}); err != nil || !slices.Equal(names, namesOf(got)) {
		t.Errorf("names %q of %+v %v", names, got.Names, err)
	}
	part, err := l.Overview(context.Background(), eventlog.Scope{Where: where, From: at(1), To: at(5)})
	if err != nil {
		t.Fatal(err)
	}
	if part.Events != 2 || part.Customers != 1 || part.Starts["view"] != 1 {
		t.Errorf("the part: %+v", part)
	}
	numbers := map[event.CustomerID]uint32{}
	for n := range uint32(3) {
		id, err := l.Customers(context.Background(), []sequence.CustomerNo{sequence.CustomerNo(n + 1)})
		if err != nil {
			t.Fatal(err)
		}
		numbers[id[0]] = n + 1
	}
	for _, c := range []struct {
		of     eventlog.Scope
		events int64
	}{
		{eventlog.Scope{AsOf: at(10)}, 5}, {eventlog.Scope{AsOf: at(9)}, 4},
		{eventlog.Scope{Customers: &sequence.Customers{Numbers: []uint32{numbers["a"], numbers["b"]}}}, 4},
		{eventlog.Scope{Customers: &sequence.Customers{Numbers: []uint32{numbers["c"]}, AllBut: true}}, 4},
		{eventlog.Scope{Customers: &sequence.Customers{}}, 0}, {eventlog.Scope{Customers: &sequence.Customers{AllBut: true}}, 7},
	} {
		if o, err := l.Overview(context.Background(), c.of); err != nil || o.Events != c.events {
			t.Errorf("%+v: %d events, %v", c.of, o.Events, err)
		}
	}
	if list, err := l.Timeline(context.Background(), "c", eventlog.Scope{Where: where, AsOf: at(1)}, 0); err != nil || len(list) != 1 || list[0].ID != "4" {
		t.Errorf("a part of a timeline: %v %v", list, err)
	}
}

func propertiesAndCount(t *testing.T, s Store) {
	l := s.Open(t)
	mustAppend(t, l,
		event.Event{Source: "s", ID: "1", Customer: "a", Name: "E", Time: minute(1), Properties: []byte(`{"color":"red","size":5}`)},
		event.Event{Source: "s", ID: "2", Customer: "b", Name: "E", Time: minute(2), Properties: []byte(`{"color":"blue","size":"XL"}`)},
		event.Event{Source: "s", ID: "3", Customer: "a", Name: "E", Time: minute(3)},
		event.Event{Source: "s", ID: "4", Customer: "b", Name: "F", Time: minute(3)},
	)
	got, err := l.Properties(context.Background(), "E")
	if err != nil {
		t.Fatal(err)
	}
	want := []event.Property{
		{Name: "color", Events: 2, Sampled: 3, Types: []string{"text"}, Distinct: 2, Examples: []string{`"blue"`, `"red"`}},
		{Name: "size", Events: 2, Sampled: 3, Types: []string{"number", "text"}, Distinct: 2, Examples: []string{`"XL"`, `5`}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	red, _ := evidence.Parse(map[string]any{"color": "red"}, evidence.Properties)
	reds, f := evidence.Matcher{Event: "E", Where: red}, evidence.Matcher{Event: "F"}
	for _, c := range []struct {
		of   eventlog.Scope
		any  []evidence.Matcher
		want event.Matched
	}{
		{eventlog.Scope{}, nil, event.Matched{Events: 4, Customers: 2, Each: []event.Share{}}},
		{eventlog.Scope{}, []evidence.Matcher{{Event: "E"}}, event.Matched{Events: 3, Customers: 2, Each: []event.Share{{Events: 3, Customers: 2}}}},
		{eventlog.Scope{}, []evidence.Matcher{reds, f}, event.Matched{Events: 2, Customers: 2, Each: []event.Share{{Events: 1, Customers: 1}, {Events: 1, Customers: 1}}}},
		{eventlog.Scope{}, []evidence.Matcher{{Event: "E"}, reds}, event.Matched{Events: 3, Customers: 2, Each: []event.Share{{Events: 3, Customers: 2}, {Events: 1, Customers: 1}}}},
		{eventlog.Scope{To: time.UnixMicro(minute(2))}, []evidence.Matcher{{Event: "E"}, f}, event.Matched{Events: 1, Customers: 1, Each: []event.Share{{Events: 1, Customers: 1}, {}}}},
		{eventlog.Scope{}, []evidence.Matcher{{Event: "G"}}, event.Matched{Each: []event.Share{{}}}},
	} {
		c.want.Position = 4
		got, err := l.Count(context.Background(), c.of, c.any...)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%+v: %s %v", c.any, diff, err)
		}
	}
}

func emptyLog(t *testing.T, s Store) {
	l := s.Open(t)
	if r := mustAppend(t, l); r.Position != 0 || r.Added != 0 {
		t.Errorf("%+v", r)
	}
	if o, err := l.Overview(context.Background(), eventlog.Scope{}); err != nil || o.Events != 0 || o.Durations != nil {
		t.Errorf("%+v %v", o, err)
	}
	if visits, _ := readVisits(t, l, sequence.Selection{Classes: []evidence.Matcher{{Event: "E"}}}); len(visits) != 0 {
		t.Errorf("%d visits", len(visits))
	}
	if got, err := l.Timeline(context.Background(), "a", eventlog.Scope{}, 0); err != nil || len(got) != 0 {
		t.Errorf("%v %v", got, err)
	}
}

func equalTimesKeepTheirOrder(t *testing.T, s Store) {
	l := s.Open(t)
	var want []string
	var events []event.Event
	for i := range 20 {
		name := fmt.Sprint("n", (i*7)%20)
		want = append(want, name)
		events = append(events, event.Event{Source: "s", ID: fmt.Sprint((i * 13) % 20), Customer: "a", Name: name, Time: minute(1), Seq: int64(i)})
	}
	slices.Reverse(events)
	mustAppend(t, l, events...)
	got, err := l.Timeline(context.Background(), "a", eventlog.Scope{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range got {
		names = append(names, e.Name)
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

// namesOf are the names in an overview but for answers and counts, ascending.
func namesOf(o *event.Overview) (out []string) {
	for _, n := range o.Names {
		if !event.Reserved(n.Name) {
			out = append(out, n.Name)
		}
	}
	slices.Sort(out)
	return out
}

// newestEvents: the events that came last come first, also where what came before
// lies sealed, and one page after the other gives every one once.
func newestEvents(t *testing.T, s Store) {
	l := s.Open(t)
	var want []string
	for i := range 400 {
		e := event.Event{Source: "s", ID: fmt.Sprint(i), Customer: event.CustomerID(fmt.Sprint("u", i%7)), Name: fmt.Sprint("E", i%3), Time: minute(400 - i), Properties: fmt.Appendf(nil, `{"n":%d}`, i)}
		mustAppend(t, l, e)
		if i%3 != 0 && i >= 10 {
			want = append(want, e.ID)
		}
	}
	where, err := evidence.ParseExpression("n>=10", evidence.Properties)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(want)
	any := []evidence.Matcher{{Event: "E1"}, {Event: "E2"}}
	var got []string
	for before := int64(0); ; {
		page, err := l.Newest(context.Background(), eventlog.Scope{Where: where}, any, before, 30)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			got = append(got, e.ID)
		}
		before = page[len(page)-1].Position
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	last, err := l.Newest(context.Background(), eventlog.Scope{}, nil, 0, 1)
	if err != nil || len(last) != 1 || last[0].ID != "399" || last[0].Position != 400 || string(last[0].Properties) != `{"n":399}` {
		t.Errorf("%+v %v", last, err)
	}
}

// findsCustomers by how their ids begin and by what events said of them, not by
// the names of traits, and never by what was erased.
func findsCustomers(t *testing.T, s Store) {
	l := s.Open(t)
	said := func(id, traits string, at int) event.Event {
		return event.Event{Source: "s", ID: id + fmt.Sprint(at), Customer: event.CustomerID(id), Name: "E", Time: minute(at), Traits: []byte(traits)}
	}
	mustAppend(t, l,
		said("u-1", `{"email":"Erika@example.com","name":"Erika"}`, 1), said("u-2", `{"email":"bob@example.com"}`, 2),
		said("v-3", `{"note":"knows \"Bob\"","tags":["x","mail"]}`, 3), said("u-4", `{"age":42}`, 4), said("u-1", `{"email":"erika@example.org"}`, 9),
	)
	if _, err := l.Erase(context.Background(), "u-2"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text   string
		before sequence.CustomerNo
		limit  int
		want   string
	}{
		{"", 0, 10, "u-4 v-3 u-1"}, {"", 4, 1, "v-3"}, {"", 1, 10, ""}, {"U-", 0, 10, "u-4 u-1"}, {"u-2", 0, 10, ""}, {"erika@example.c", 0, 10, "u-1"}, {"ERIKA", 0, 10, "u-1"},
		{"email", 0, 10, ""}, {"bob@", 0, 10, ""}, {`"bob"`, 0, 10, "v-3"}, {"mail", 0, 10, "v-3"}, {"42", 0, 10, "u-4"}, {"example", 0, 10, "u-1"}, {"a", 0, 1, "v-3"},
	} {
		numbers, err := l.Search(context.Background(), c.text, c.before, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		ids, err := l.Customers(context.Background(), numbers)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, id := range ids {
			got = append(got, string(id))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q before %d: %q, want %q", c.text, c.before, got, c.want)
		}
	}
	numbers, err := l.Numbers(context.Background(), []event.CustomerID{"u-4", "nobody", "u-1", "u-2", ""})
	if err != nil || numbers[0] == 0 || numbers[2] == 0 || numbers[1]+numbers[3]+numbers[4] != 0 {
		t.Fatalf("%v %v", numbers, err)
	}
	seen, err := l.Seen(context.Background(), []sequence.CustomerNo{numbers[2], 99, numbers[0]})
	at := func(n int) time.Time { return time.UnixMicro(minute(n)).UTC() }
	want := []event.Seen{{Events: 2, First: at(1), Last: at(9)}, {}, {Events: 1, First: at(4), Last: at(4)}}
	if diff := cmp.Diff(want, seen); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func partOfTheQuarantine(t *testing.T, s Store) {
	l := s.Open(t)
	var rows []event.Quarantined
	for i, r := range []event.Reason{event.BadTime, event.BadTime, event.NoCustomer, event.BadRow} {
		q := event.Quarantined{Source: []event.SourceID{"a", "b"}[i/2], Reason: r, Message: fmt.Sprint("Message ", i), Raw: fmt.Appendf(nil, "Row %d", i)}
		q.File, q.Line, q.Import = []string{"x.csv", "y.xlsx!Sheet", "y.xlsx!Other", "y.xlsx.csv"}[i], i, []string{"first", "first", "", ""}[i]
		rows = append(rows, q)
	}
	if err := l.Quarantine(context.Background(), rows); err != nil {
		t.Fatal(err)
	}
	rows[1].Import, rows[1].Line = "second", 7 // what comes again is kept once
	if err := l.Quarantine(context.Background(), rows[1:2]); err != nil {
		t.Fatal(err)
	}
	all, err := l.Quarantined(context.Background(), event.Aside{})
	if err != nil || len(all) != 4 {
		t.Fatalf("%d rows %v", len(all), err)
	}
	for _, c := range []struct {
		of   event.Aside
		want string
	}{
		{event.Aside{}, "3 2 1 0"}, {event.Aside{Source: "a"}, "1 0"}, {event.Aside{Reason: event.BadTime, Source: "b"}, ""}, {event.Aside{Files: []string{"y.xlsx"}}, "2 1"},
		{event.Aside{Files: []string{"x.csv", "y.xlsx.csv"}}, "3 0"}, {event.Aside{Text: "ROW 2"}, "2"}, {event.Aside{Text: "message"}, "3 2 1 0"}, {event.Aside{Text: "100%"}, ""},
		{event.Aside{Import: "first", Loaded: []string{"x.csv", "y.xlsx"}}, "2 1 0"}, {event.Aside{Import: "second", Loaded: []string{"y.xlsx"}, Reason: event.BadTime}, "1"},
		{event.Aside{Import: "third", Loaded: []string{"x.csv", "y.xlsx"}}, "2"}, {event.Aside{Import: "first"}, "1 0"}, {event.Aside{Import: "first", Files: []string{"x.csv"}}, "0"},
		{event.Aside{Limit: 2}, "3 2"}, {event.Aside{Limit: 2, Before: all[1].ID}, "1 0"},
	} {
		got, err := l.Quarantined(context.Background(), c.of)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, q := range got {
			lines = append(lines, fmt.Sprint(q.Line))
		}
		if strings.Join(lines, " ") != c.want {
			t.Errorf("%+v: %s, want %s", c.of, lines, c.want)
		}
	}
	refused, err := l.Refused(context.Background())
	if err != nil || len(refused) != 4 || refused[0] != (event.Refused{Source: "a", File: "x.csv", Reason: event.BadTime, Rows: 1}) {
		t.Errorf("%+v %v", refused, err)
	}
}
