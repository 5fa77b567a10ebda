// SPDX-License-Identifier: Apache-2.0

package event

import "testing"

// TestLedger: entering a count again corrects it, and what is right is left.
func TestLedger(t *testing.T) {
	var kept []Count
	enter := func(step string, n float64) bool {
		t.Helper()
		e, ok, err := Enter(Ledger(kept), Count{Journey: "j", Step: step, Unit: "customers", From: 1767225600e6, To: 1767830400e6, Count: n})
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return false
		}
		c, read := CountOf(&e)
		if reason, why := e.Check(); !read || reason != "" || e.Time != c.From {
			t.Fatalf("%+v %s", e, why)
		}
		kept = append(kept, c)
		return true
	}
	for _, c := range []struct {
		step  string
		n     float64
		fresh bool
	}{{"door", 120, true}, {"door", 120, false}, {"door", 90, true}, {"till", 5.5, true}, {"door", 90, false}, {"door", 0, true}, {"door", 7, true}} {
		if got := enter(c.step, c.n); got != c.fresh {
			t.Errorf("%s %g: %t", c.step, c.n, got)
		}
	}
	got := Ledger(kept)
	if len(got) != 2 || got[0].Step != "door" || got[0].Count.Count != 7 || got[0].Entries != 4 || got[1].Count.Count != 5.5 {
		t.Errorf("%+v", got)
	}
	if _, ok := CountOf(&Event{Name: "Seen", Properties: []byte(`{"count":3}`)}); ok {
		t.Error("an event is no count")
	}
}
