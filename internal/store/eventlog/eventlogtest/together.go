// SPDX-License-Identifier: Apache-2.0

package eventlogtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
)

// largeAppendsTogether: however many large appends wait for each other, what has
// been acknowledged is there, at a position, and counted once.
func largeAppendsTogether(t *testing.T, s Store) {
	const callers, each = 5, 30_000
	l := s.Open(t)
	var all sync.WaitGroup
	for c := range callers {
		all.Go(func() {
			events := make([]event.Event, each)
			for i := range events {
				events[i] = event.Event{Source: "s", ID: fmt.Sprint(c, "-", i), Customer: event.CustomerID(fmt.Sprint("u", i%100)), Name: "Seen", Time: minute(i)}
			}
			r, err := l.Append(context.Background(), events)
			if err != nil || r.Added != each || r.Position < each {
				t.Errorf("caller %d: %d added at position %d, %v", c, r.Added, r.Position, err)
			}
			clear(events) // the memory is the caller's again
		})
	}
	all.Wait()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	stats, err := s.Open(t).Stats(context.Background())
	if err != nil || stats.Events != callers*each {
		t.Errorf("%d events after opening again, want %d; %v", stats.Events, callers*each, err)
	}
}

// streamsEvents: all events of a scope come, whole, in the order in which they
// were appended, and reading stops when the reader does.
func streamsEvents(t *testing.T, s Store) {
	l := s.Open(t)
	var want []string
	for i := range 300 {
		e := event.Event{Source: "s", ID: fmt.Sprint(i), Customer: event.CustomerID(fmt.Sprint("u", i%7)), Name: fmt.Sprint("E", i%3), Time: minute(300 - i), Properties: fmt.Appendf(nil, `{"n":%d}`, i)}
		mustAppend(t, l, e)
		if i%3 == 1 {
			want = append(want, fmt.Sprintf("%s %s %s %s", e.ID, e.Customer, e.Name, e.Properties))
		}
	}
	where, err := evidence.ParseExpression("n>=0", evidence.Properties)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := l.Events(context.Background(), eventlog.Scope{Where: where}, func(e *eventlog.Entry) error {
		if e.Name == "E1" {
			got = append(got, fmt.Sprintf("%s %s %s %s", e.ID, e.Customer, e.Name, e.Properties))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	enough, n := errors.New("enough"), 0
	if err := l.Events(context.Background(), eventlog.Scope{}, func(*eventlog.Entry) error { n++; return enough }); !errors.Is(err, enough) || n != 1 {
		t.Errorf("%d events, %v", n, err)
	}
}

// erasesOneCustomerOnly: an erasure that runs beside appends leaves nothing of
// the customer, and takes no quarantined row that only holds the id's letters.
func erasesOneCustomerOnly(t *testing.T, s Store) {
	l := s.Open(t)
	rows := []event.Quarantined{
		{Source: "s", Reason: "time", Raw: []byte("2,2021-13-45")},
		{Source: "s", Reason: "time", Raw: []byte("1,yesterday")},
		{Source: "s", Reason: "time", Raw: []byte("31,31/31/2011")},
	}
	for i := range rows {
		rows[i].File, rows[i].Line = "f.csv", i+1
	}
	for range 2 { // what comes again is kept once
		if err := l.Quarantine(context.Background(), rows); err != nil {
			t.Fatal(err)
		}
	}
	mustAppend(t, l, event.Event{Source: "s", ID: "0", Customer: "1", Name: "Seen", Time: minute(0)})
	var all sync.WaitGroup
	all.Go(func() {
		for i := range 200 {
			mustAppend(t, l, event.Event{Source: "s", ID: fmt.Sprint("a", i), Customer: "1", Name: "Seen", Time: minute(i)})
		}
	})
	for range 5 {
		if _, err := l.Erase(context.Background(), "1"); err != nil {
			t.Error(err)
		}
	}
	all.Wait()
	if _, err := l.Erase(context.Background(), "1"); err != nil {
		t.Fatal(err)
	}
	stats, err := l.Stats(context.Background())
	if err != nil || stats.Events != 0 || stats.Quarantined != 2 {
		t.Errorf("%d events and %d quarantined rows are left, want 0 and 2; %v", stats.Events, stats.Quarantined, err)
	}
}
