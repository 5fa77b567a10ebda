// SPDX-License-Identifier: Apache-2.0

// Package eventlogtest is the suite that every event log passes.
package eventlogtest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wendcx/wend/internal/define/evidence"
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
		"NewestEvents":              newestEvents,
		"FindsCustomers":            findsCustomers,
		"PartOfTheQuarantine":       partOfTheQuarantine,
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
	got, err := s.Open(t).Quarantined(context.Background(), event.Aside{})
	if err != nil || len(got) != 2 {
		t.Fatalf("%d rows, %v", len(got), err)
	}
	if got[1].ID <= 0 || got[1].At.IsZero() || got[0].ID <= got[1].ID {
		t.Errorf("rows %d at %s and %d", got[1].ID, got[1].At, got[0].ID)
	}
	if diff := cmp.Diff(bad, got[1], cmpopts.IgnoreFields(event.Quarantined{}, "ID", "At")); diff != "" {
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
		if q, _ := l.Quarantined(context.Background(), event.Aside{}); len(q) != 0 {
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
	position, err := l.Backup(context.Background(), target, nil)
	if err != nil || position != 30 {
		t.Fatalf("position %d %v", position, err)
	}
	mustAppend(t, l, event.Event{Source: "s", ID: "late", Customer: "a", Name: "E", Time: minute(99)})
	if _, err := l.Backup(context.Background(), target, nil); err == nil {
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
