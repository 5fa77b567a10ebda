// SPDX-License-Identifier: Apache-2.0

// Package eventlogtest is the suite that every event log passes.
package eventlogtest

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
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

// Store is a place that holds one log, which can be closed and opened again.
type Store interface {
	Open(t *testing.T) eventlog.Log
}

// Run runs the suite; fresh gives an empty place for each test.
func Run(t *testing.T, fresh func(t *testing.T) Store) {
	for name, test := range map[string]func(*testing.T, Store){
		"KeepsEveryField":           keepsEveryField,
		"KeepsEachEventOnce":        keepsEachEventOnce,
		"ConcurrentAppends":         concurrentAppends,
		"InvalidEvents":             invalidEvents,
		"VisitsEqualEvaluation":     visitsEqualEvaluation,
		"VisitsSelections":          visitsSelections,
		"ReadersSeeOneMoment":       readersSeeOneMoment,
		"Traits":                    traits,
		"Overview":                  overview,
		"PropertiesAndCount":        propertiesAndCount,
		"Quarantine":                quarantine,
		"Erase":                     erase,
		"Backup":                    backup,
		"Cancel":                    cancel,
		"ALargeAppend":              aLargeAppend,
		"EmptyLog":                  emptyLog,
		"EqualTimesKeepTheirOrder":  equalTimesKeepTheirOrder,
		"CustomersKeepTheirNumbers": customersKeepTheirNumbers,
		"LargeAppendsTogether":      largeAppendsTogether,
		"ErasesOneCustomerOnly":     erasesOneCustomerOnly,
		"StreamsEvents":             streamsEvents,
	} {
		t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
	}
}

var start = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// minute is the time n minutes after the start.
func minute(n int) int64 { return start.Add(time.Duration(n) * time.Minute).UnixMicro() }

func mustAppend(t testing.TB, l eventlog.Log, events ...event.Event) event.Receipt {
	t.Helper()
	r, err := l.Append(context.Background(), events)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// visit is one row of Visits, copied.
type visit struct {
	Customer event.CustomerID
	Class    int
	Time     int64
	Seq      int64
	Key      uint64
	Undated  bool
	Channel  int
	Fields   string
}

func readVisits(t testing.TB, l eventlog.Log, s sequence.Selection) ([]visit, int64) {
	t.Helper()
	var out []visit
	var numbers []sequence.CustomerNo
	position, err := l.Visits(context.Background(), s, func(v *sequence.Visits) error {
		for i := range v.Customer {
			var fields []string
			for _, f := range v.Fields {
				fields = append(fields, strings.Clone(f[i]))
			}
			numbers = append(numbers, sequence.CustomerNo(v.Customer[i]))
			out = append(out, visit{"", int(v.Class[i]), v.Time[i], v.Seq[i], v.Key[i], v.Undated[i], int(v.Channel[i]), strings.Join(fields, "|")})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ids, err := l.Customers(context.Background(), numbers)
	if err != nil {
		t.Fatal(err)
	}
	for i := range out {
		out[i].Customer = ids[i]
	}
	slices.SortFunc(out, func(a, b visit) int {
		if c := strings.Compare(string(a.Customer), string(b.Customer)); c != 0 {
			return c
		}
		return int(a.Time - b.Time + a.Seq - b.Seq)
	})
	return out, position
}

func keepsEveryField(t *testing.T, s Store) {
	l := s.Open(t)
	want := event.Event{
		Source: "shop", ID: "m-1", Customer: "ünï 1", Name: "Order Placed", Time: minute(1), Offset: -180, Undated: true, Seq: 7, Channel: "web site",
		Properties: []byte(`{"a":{"b":[1,null,"x\"y"]},"n":1.5}`), Traits: []byte(`{"plan":"gold"}`), Context: []byte(`{"page":{"path":"/"}}`),
	}
	bare := event.Event{Source: "shop", Customer: "ünï 1", Name: "x", Time: minute(2)}
	mustAppend(t, l, want, bare)
	check := func(l eventlog.Log) {
		t.Helper()
		got, err := l.Timeline(context.Background(), "ünï 1", eventlog.Scope{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 {
			t.Fatalf("%d events", len(got))
		}
		if diff := cmp.Diff(want, got[0].Event); diff != "" {
			t.Error(diff)
		}
		if got[0].Key != event.KeyOf("shop", "m-1") || got[0].Position != 1 || got[1].Position != 2 {
			t.Errorf("key %x, positions %d %d", got[0].Key, got[0].Position, got[1].Position)
		}
		if len(got[1].Properties)+len(got[1].Traits)+len(got[1].Context) != 0 {
			t.Errorf("objects out of nothing: %+v", got[1])
		}
		newest, err := l.Timeline(context.Background(), "ünï 1", eventlog.Scope{}, 1)
		if err != nil || len(newest) != 1 || newest[0].Name != "x" {
			t.Errorf("the newest: %+v %v", newest, err)
		}
	}
	check(l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	check(s.Open(t))
}

func keepsEachEventOnce(t *testing.T, s Store) {
	l := s.Open(t)
	order := event.Event{Source: "shop", ID: "m-1", Customer: "c", Name: "Order Placed", Time: minute(1)}
	changed := order
	changed.Channel = "phone"
	elsewhere := order
	elsewhere.Source = "till"
	row := event.Event{Source: "file", Customer: "c", Name: "Row", Time: minute(2)}
	second := row
	second.Repeat = 1

	r := mustAppend(t, l, order, order, changed, elsewhere, row, row, second)
	if r.Added != 4 || len(r.Duplicates) != 2 || !slices.Equal(r.Conflicts, []int{2}) || r.Customers != 1 || r.Position != 4 {
		t.Errorf("first append: %+v", r)
	}
	again := func(when string) {
		t.Helper()
		r := mustAppend(t, l, order, changed, elsewhere, row, second)
		if r.Added != 0 || len(r.Duplicates) != 4 || !slices.Equal(r.Conflicts, []int{1}) || r.Position != 4 || len(r.Touched) != 0 {
			t.Errorf("%s: %+v", when, r)
		}
	}
	again("at once")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = s.Open(t)
	again("after opening again")
	for i := range 400 { // enough for a log under test to seal and merge
		mustAppend(t, l, event.Event{Source: "shop", ID: fmt.Sprint("x", i), Customer: "d", Name: "Other", Time: minute(i)})
	}
	r = mustAppend(t, l, order, changed, elsewhere, row, second)
	if r.Added != 0 || len(r.Duplicates) != 4 || len(r.Conflicts) != 1 || r.Position != 404 {
		t.Errorf("much later: %+v", r)
	}
	if got, _ := l.Timeline(context.Background(), "c", eventlog.Scope{}, 0); len(got) != 4 || got[0].Channel != "" {
		t.Errorf("kept: %+v", got)
	}
}

func concurrentAppends(t *testing.T, s Store) {
	l := s.Open(t)
	const workers, each = 8, 60
	var wg sync.WaitGroup
	var mu sync.Mutex
	added, duplicates := 0, 0
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range each {
				// every event is sent by two workers
				id := fmt.Sprintf("m-%d-%d", w/2, i)
				r, err := l.Append(context.Background(), []event.Event{{Source: "s", ID: id, Customer: event.CustomerID(id[:3]), Name: "E", Time: minute(i)}})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				added, duplicates = added+r.Added, duplicates+len(r.Duplicates)
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	if added != workers/2*each || duplicates != workers/2*each {
		t.Errorf("added %d, duplicates %d", added, duplicates)
	}
	stats, err := l.Stats(context.Background())
	if err != nil || stats.Events != int64(added) || stats.Position != int64(added) {
		t.Errorf("stats %+v %v", stats, err)
	}
	seen := map[int64]bool{}
	got, err := l.Timeline(context.Background(), "m-0", eventlog.Scope{}, 0)
	if err != nil || len(got) != each {
		t.Errorf("%d events of m-0, %v", len(got), err)
	}
	for _, e := range got {
		seen[e.Position] = true
	}
	if len(seen) != len(got) {
		t.Error("two events share a position")
	}
}

func invalidEvents(t *testing.T, s Store) {
	l := s.Open(t)
	for _, e := range []event.Event{{}, {Source: "s", Customer: "c", Time: minute(1)}, {Source: "s", Name: "n", Time: minute(1)}, {Source: "s", Name: "n", Customer: "c"}} {
		e.Time = max(e.Time-1, e.Time)
		if e.Time == 0 {
			e.Time = -1 << 60
		}
		if _, err := l.Append(context.Background(), []event.Event{e}); err == nil {
			t.Errorf("%+v was kept", e)
		}
	}
	if stats, _ := l.Stats(context.Background()); stats.Events != 0 {
		t.Errorf("%d events kept", stats.Events)
	}
}

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
			rec := evidence.Record{Name: e.Name, Channel: e.Channel, Source: string(e.Source), Customer: string(e.Customer), Properties: e.Properties, Traits: e.Traits, Context: e.Context}
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
	read := func(until int64) (out []string) {
		t.Helper()
		err := l.Traits(context.Background(), until, func(x sequence.Traits) error {
			out = append(out, fmt.Sprintf("%d@%d %s", x.Customer, (x.Time-minute(0))/60e6, x.Object))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff([]string{`1@1 {"plan":"tin"}`, `1@5 {"plan":"gold"}`}, read(0)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{`1@1 {"plan":"tin"}`}, read(minute(4))); diff != "" {
		t.Error(diff)
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
		Starts: map[string]int64{"view": 3}, Ends: map[string]int64{"pay": 1, "view": 1, "help": 1}, Channels: map[string]int64{"web": 6},
		Durations: &event.Durations{N: 3, Min: 0, P25: 300, Median: 600, Mean: 800, P75: 1200, P90: 1560, P95: 1680, Max: 1800},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
		t.Error(diff)
	}
	where, _ := evidence.Parse(map[string]any{"n": map[string]any{"lte": 5.0}}, evidence.Properties)
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
		event.Event{Source: "s", ID: "2", Customer: "a", Name: "E", Time: minute(2), Properties: []byte(`{"color":"blue","size":"XL"}`)},
		event.Event{Source: "s", ID: "3", Customer: "a", Name: "E", Time: minute(3)},
		event.Event{Source: "s", ID: "4", Customer: "a", Name: "F", Time: minute(3)},
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
	for _, c := range []struct {
		m    evidence.Matcher
		want int64
	}{{evidence.Matcher{Event: "E"}, 3}, {evidence.Matcher{Event: "E", Where: red}, 1}, {evidence.Matcher{Event: "G"}, 0}} {
		if n, err := l.Count(context.Background(), c.m); err != nil || n != c.want {
			t.Errorf("%+v: %d %v", c.m, n, err)
		}
	}
}

func quarantine(t *testing.T, s Store) {
	l := s.Open(t)
	bad := event.Quarantined{Source: "s", Reason: event.BadTime, Message: "no such day", Raw: []byte("31/02/2020,\xff")}
	bad.File, bad.Line, bad.Column = "a.csv", 7, 3
	other := bad
	other.Line, other.Raw = 8, make([]byte, 2*event.MaxRaw)
	if err := l.Quarantine(context.Background(), []event.Quarantined{bad, other}); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := s.Open(t).Quarantined(context.Background(), 0)
	if err != nil || len(got) != 2 {
		t.Fatalf("%d rows, %v", len(got), err)
	}
	if diff := cmp.Diff(bad, got[1]); diff != "" {
		t.Error(diff)
	}
	if len(got[0].Raw) != event.MaxRaw {
		t.Errorf("%d bytes kept", len(got[0].Raw))
	}
}

func erase(t *testing.T, s Store) {
	l := s.Open(t)
	secret := event.Event{Source: "s", ID: "m1", Customer: "erika.mustermann@example.com", Name: "E", Time: minute(1), Properties: []byte(`{"mail":"erika.mustermann@example.com"}`)}
	row := event.Event{Source: "f", Customer: "erika.mustermann@example.com", Name: "E", Time: minute(2)}
	mustAppend(t, l, secret, event.Event{Source: "s", ID: "m2", Customer: "other", Name: "E", Time: minute(1)}, row)
	bad := event.Quarantined{Source: "f", Reason: event.BadTime, Message: "x", Raw: []byte("erika.mustermann@example.com,x")}
	if err := l.Quarantine(context.Background(), []event.Quarantined{bad}); err != nil {
		t.Fatal(err)
	}
	n, err := l.Erase(context.Background(), "erika.mustermann@example.com")
	if err != nil || n != 2 {
		t.Fatalf("erased %d %v", n, err)
	}
	check := func(l eventlog.Log, when string) {
		t.Helper()
		if got, _ := l.Timeline(context.Background(), "erika.mustermann@example.com", eventlog.Scope{}, 0); len(got) != 0 {
			t.Errorf("%s: %d events left", when, len(got))
		}
		if got, _ := l.Timeline(context.Background(), "other", eventlog.Scope{}, 0); len(got) != 1 {
			t.Errorf("%s: %d events of another", when, len(got))
		}
		if q, _ := l.Quarantined(context.Background(), 0); len(q) != 0 {
			t.Errorf("%s: %d rows in quarantine", when, len(q))
		}
		r := mustAppend(t, l, secret, row)
		if r.Added != 0 || len(r.Duplicates) != 2 {
			t.Errorf("%s: a retry brought %d events back", when, r.Added)
		}
	}
	check(l, "at once")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if p, ok := s.(interface{ Holds(text string) string }); ok {
		if where := p.Holds("erika.mustermann"); where != "" {
			t.Errorf("the id still stands in %s", where)
		}
	}
	l = s.Open(t)
	check(l, "later")
	if n, err := l.Erase(context.Background(), "nobody"); n != 0 || err != nil {
		t.Errorf("erasing nobody: %d %v", n, err)
	}
	fresh := secret
	fresh.ID = "m9"
	if r := mustAppend(t, l, fresh); r.Added != 1 || r.Position != 4 {
		t.Errorf("a new event of the same customer: %+v", r)
	}
}

func backup(t *testing.T, s Store) {
	l := s.Open(t)
	for i := range 30 {
		mustAppend(t, l, event.Event{Source: "s", ID: fmt.Sprint(i), Customer: "a", Name: "E", Time: minute(i)})
	}
	target := t.TempDir() + "/copy"
	position, err := l.Backup(context.Background(), target)
	if err != nil || position != 30 {
		t.Fatalf("position %d %v", position, err)
	}
	mustAppend(t, l, event.Event{Source: "s", ID: "late", Customer: "a", Name: "E", Time: minute(99)})
	if _, err := l.Backup(context.Background(), target); err == nil {
		t.Error("a backup was written over another")
	}
	if p, ok := s.(interface {
		OpenAt(t *testing.T, dir string) eventlog.Log
	}); ok {
		got, err := p.OpenAt(t, target).Timeline(context.Background(), "a", eventlog.Scope{}, 0)
		if err != nil || len(got) != 30 {
			t.Errorf("the copy holds %d events, %v", len(got), err)
		}
	}
}

func cancel(t *testing.T, s Store) {
	l := s.Open(t)
	mustAppend(t, l, event.Event{Source: "s", ID: "1", Customer: "a", Name: "E", Time: minute(1)})
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := l.Visits(ctx, sequence.Selection{Classes: []evidence.Matcher{{Event: "E"}}}, func(*sequence.Visits) error { return nil }); err == nil {
		t.Error("a cancelled question was answered")
	}
	enough := fmt.Errorf("enough")
	if _, err := l.Visits(context.Background(), sequence.Selection{Classes: []evidence.Matcher{{Event: "E"}}}, func(*sequence.Visits) error { return enough }); err == nil || !strings.Contains(err.Error(), "enough") {
		t.Errorf("the reader's own error came back as %v", err)
	}
	if r := mustAppend(t, l, event.Event{Source: "s", ID: "2", Customer: "a", Name: "E", Time: minute(1)}); r.Added != 1 {
		t.Error("the log did not go on")
	}
}

func aLargeAppend(t *testing.T, s Store) {
	l := s.Open(t)
	const n = 5000
	events := make([]event.Event, n)
	for i := range events {
		events[i] = event.Event{Source: "s", ID: fmt.Sprint(i), Customer: event.CustomerID(fmt.Sprint("c", i%97)), Name: "E", Time: minute(i), Properties: []byte(fmt.Sprintf(`{"i":%d}`, i))}
	}
	mustAppend(t, l, events[:10]...)
	r := mustAppend(t, l, events...)
	if r.Added != n-10 || len(r.Duplicates) != 10 || r.Customers != 87 || r.Position != n {
		t.Errorf("%d added, %d duplicates, %d customers, position %d", r.Added, len(r.Duplicates), r.Customers, r.Position)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = s.Open(t)
	r = mustAppend(t, l, events...)
	if r.Added != 0 || len(r.Duplicates) != n {
		t.Errorf("again: %+v", r)
	}
	visits, position := readVisits(t, l, sequence.Selection{Classes: []evidence.Matcher{{Event: "E"}}, Fields: []evidence.Field{{Scope: evidence.Properties, Path: []string{"i"}}}})
	if len(visits) != n || position != n {
		t.Fatalf("%d visits at %d", len(visits), position)
	}
	sum := 0
	for _, v := range visits {
		var i int
		if err := json.Unmarshal([]byte(v.Fields), &i); err != nil {
			t.Fatal(err)
		}
		sum += i
	}
	if sum != n*(n-1)/2 {
		t.Errorf("the properties add up to %d", sum)
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

func customersKeepTheirNumbers(t *testing.T, s Store) {
	l := s.Open(t)
	for i := range 50 {
		mustAppend(t, l, event.Event{Source: "s", ID: fmt.Sprint(i), Customer: event.CustomerID(fmt.Sprint("c", i)), Name: "E", Time: minute(i)})
	}
	numbers := []sequence.CustomerNo{1, 7, 50}
	before, err := l.Customers(context.Background(), numbers)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	after, err := s.Open(t).Customers(context.Background(), numbers)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" || before[1] != "c6" {
		t.Error(diff, before)
	}
}
