// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// A reading between positions is the same in however many segments and in the tail.
func TestReadingBetweenPositions(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{BulkRows: 100, MergeRows: 150, PartRows: 250})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	n := 0
	for _, size := range []int{100, 120, 7, 300, 110, 20} {
		if _, err := l.Append(t.Context(), clicks(size, n)); err != nil {
			t.Fatal(err)
		}
		n += size
	}
	v := l.views.current()
	if last := v.parts(int64(n-20), 0, math.MaxInt64); len(v.segments) < 2 || len(last) != 1 || last[0] == v.from() {
		t.Fatalf("%d segments; the last positions are read from %q", len(v.segments), last)
	}
	if whole, parts := v.parts(0, 0, math.MaxInt64), v.parts(0, 0, 250); len(whole) != 1 || whole[0] != v.from() || len(parts) < 2 {
		t.Fatalf("%d parts of %q", len(parts), whole)
	}
	names := []string{"Viewed", "Added", "Paid"}
	var classes []evidence.Matcher
	for _, name := range names {
		classes = append(classes, evidence.Matcher{Event: name})
	}
	for _, between := range [][2]int64{{0, 0}, {0, 100}, {99, 101}, {100, 220}, {226, 0}, {300, 520}, {527, 640}, {637, 0}, {650, 0}, {657, 0}} {
		got := 0
		_, err := l.Visits(t.Context(), sequence.Selection{Classes: classes, After: between[0], Upto: between[1]}, func(v *sequence.Visits) error {
			got += len(v.Time)
			return nil
		})
		upto := int(between[1])
		if upto == 0 {
			upto = n
		}
		if want := upto - int(between[0]); err != nil || got != want {
			t.Errorf("between %v: %d events, want %d (%v)", between, got, want, err)
		}
	}
}

// Only so many questions go through all events at once. Who waits may give up, and what
// looks at no events waits for nobody.
func TestScansWaitTheirTurn(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	all := sequence.Selection{Classes: []evidence.Matcher{{Event: "Viewed"}}}
	read := func(ctx context.Context, s sequence.Selection) error {
		_, err := l.Visits(ctx, s, func(*sequence.Visits) error { return nil })
		return err
	}
	for range cap(l.scans) {
		l.scans <- struct{}{}
	}
	given, giveUp := context.WithCancel(t.Context())
	giveUp()
	if err := read(given, all); !errors.Is(err, context.Canceled) {
		t.Errorf("who gave up while waiting: %v", err)
	}
	if err := read(t.Context(), sequence.Selection{}); err != nil {
		t.Errorf("the position: %v", err)
	}
	<-l.scans
	if err := read(t.Context(), all); err != nil || len(l.scans) != cap(l.scans)-1 {
		t.Errorf("when there is room: %v, %d at work", err, len(l.scans))
	}
}
