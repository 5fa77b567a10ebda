// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"fmt"
	"testing"
	"time"
)

func TestDoor(t *testing.T) {
	now := time.Unix(0, 0)
	d := NewDoor(func() time.Time { return now })
	guess := func(address, account string) time.Duration { _, wait := d.Knock(address, account); return wait }

	for i := range 10 { // an account, from everywhere and however it is written
		if wait := guess(fmt.Sprint("192.0.2.", i), []string{"ada", " ADA"}[i%2]); wait != 0 {
			t.Fatalf("try %d waits %v", i, wait)
		}
	}
	if wait := guess("192.0.2.99", "ada"); wait != time.Minute {
		t.Errorf("the eleventh waits %v", wait)
	}
	if wait := guess("192.0.2.99", "bo"); wait != 0 {
		t.Errorf("another account waits %v", wait)
	}
	now = now.Add(45 * time.Second)
	if wait := guess("192.0.2.99", "ada"); wait != 15*time.Second {
		t.Errorf("then it waits %v", wait)
	}
	now = now.Add(15 * time.Second)
	if wait := guess("192.0.2.99", "ada"); wait != 0 {
		t.Errorf("after its time it waits %v", wait)
	}

	for i := range 20 { // an address, at everybody
		if wait := guess("2001:db8::1", fmt.Sprint(i)); wait != 0 {
			t.Fatalf("try %d waits %v", i, wait)
		}
	}
	if wait := guess("2001:db8::2", "x"); wait != 3*time.Second {
		t.Errorf("a neighbour in the same network waits %v", wait)
	}
	if wait := guess("2001:db8:0:1::2", "x"); wait != 0 {
		t.Errorf("another network waits %v", wait)
	}
}

// Who gets in is not held up, however often.
func TestDoorDoesNotCountThoseWhoEnter(t *testing.T) {
	d := NewDoor(func() time.Time { return time.Unix(0, 0) })
	for i := range 100 {
		enter, wait := d.Knock("192.0.2.1", "ada")
		if wait != 0 {
			t.Fatalf("time %d waits %v", i, wait)
		}
		enter()
	}
	for i := range 100 {
		if enter, wait := d.Knock("192.0.2.2", ""); wait == 0 {
			enter()
		} else {
			t.Fatalf("time %d waits %v", i, wait)
		}
	}
}

// Memory is bounded, and what is under attack is not forgotten.
func TestLimiterForgetsTheOldest(t *testing.T) {
	l := newLimiter(func() time.Time { return time.Unix(0, 0) }, 1, time.Minute)
	l.take("attacked")
	for i := range 3 * maxBuckets {
		l.take(fmt.Sprint(i))
		if i%1000 == 0 && l.take("attacked") == 0 {
			t.Fatal("it was forgotten")
		}
	}
	if len(l.buckets) != maxBuckets || l.recent.Len() != maxBuckets {
		t.Errorf("%d and %d are kept", len(l.buckets), l.recent.Len())
	}
}
