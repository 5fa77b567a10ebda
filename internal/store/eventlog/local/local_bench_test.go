// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// clicks makes n events that no log has yet.
func clicks(n, from int) []event.Event {
	out := make([]event.Event, n)
	for i := range out {
		out[i] = event.Event{
			Source: "web", ID: fmt.Sprint("m-", from+i), Customer: event.CustomerID(fmt.Sprint("c-", (from+i)%5000)), Name: []string{"Viewed", "Added", "Paid"}[i%3],
			Time: int64(1_700_000_000_000_000 + from + i), Seq: int64(i), Channel: "website", Properties: []byte(`{"page":"/products/1","price":9.5}`),
		}
	}
	return out
}

// perEvent reports cost by the event.
func perEvent(b *testing.B, n int, do func(i int)) {
	b.Helper()
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	i := 0
	for b.Loop() {
		do(i)
		i++
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/event")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N*n), "B/event")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N*n), "allocs/event")
}

func open(b *testing.B) *Log {
	b.Helper()
	l, err := Open(context.Background(), b.TempDir(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	return l
}

func appendAll(b *testing.B, l *Log, events []event.Event) {
	if _, err := l.Append(context.Background(), events); err != nil {
		b.Fatal(err)
	}
}

// again gives events another identity.
func again(events []event.Event, i int) []event.Event {
	for k := range events {
		events[k].ID, events[k].Repeat = "", uint32(i)
	}
	return events
}

func BenchmarkAppendBulk(b *testing.B) {
	l, n := open(b), 50_000
	events := clicks(n, 0)
	perEvent(b, n, func(i int) { appendAll(b, l, again(events, i)) })
}

func BenchmarkAppendHundred(b *testing.B) {
	l, n := open(b), 100
	events := clicks(n, 0)
	perEvent(b, n, func(i int) { appendAll(b, l, again(events, i)) })
}

func BenchmarkAppendDuplicates(b *testing.B) {
	l, n := open(b), 20_000
	events := clicks(n, 0)
	appendAll(b, l, events)
	perEvent(b, n, func(int) { appendAll(b, l, events) })
}

func BenchmarkVisits(b *testing.B) {
	l, n := open(b), 500_000
	for i := range 5 {
		appendAll(b, l, clicks(n/5, i*n/5))
	}
	s := sequence.Selection{
		Classes: []evidence.Matcher{{Event: "Viewed"}, {Event: "Added"}, {Event: "Paid"}},
		Fields:  []evidence.Field{{Scope: evidence.Properties, Path: []string{"page"}}}, Channels: []string{"website"},
	}
	perEvent(b, n, func(int) {
		seen := 0
		if _, err := l.Visits(context.Background(), s, func(v *sequence.Visits) error { seen += len(v.Customer); return nil }); err != nil || seen != n {
			b.Fatal(seen, err)
		}
	})
}
