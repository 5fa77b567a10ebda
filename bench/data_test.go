// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSimulate(t *testing.T) {
	e := simulate(20_000)
	if n := float64(e.len()) / 20_000; n < 9.8 || n > 10.2 {
		t.Errorf("%g events a customer", n)
	}
	seen := [len(touchpoints)]int{}
	for i, s := range e.step {
		seen[s]++
		if i > 0 && (e.customer[i] < e.customer[i-1] || e.customer[i] == e.customer[i-1] && e.time[i] <= e.time[i-1]) {
			t.Fatalf("event %d is out of order", i)
		}
	}
	for s, n := range seen {
		if n == 0 {
			t.Errorf("nobody was at %s", touchpoints[s])
		}
	}
	if e.customers() != 20_000 || e.customer[e.len()-1] != 20_000 {
		t.Errorf("%d customers, the last is %d", e.customers(), e.customer[e.len()-1])
	}
	if diff := cmp.Diff(e.first(4_096).step, simulate(5_000).first(4_096).step); diff != "" {
		t.Error(diff)
	}
}
