// SPDX-License-Identifier: Apache-2.0

package funnel_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/understand/funnel"
)

// people writes n customers who do the same.
func people(name string, n int, what string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s%d: %s\n", name, i, what)
	}
	return b.String()
}

// The cases that reference/behaviour.md names.
func TestCorrelates(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string // step, with among converted and others, odds
		skewed       bool
	}{
		{"C1", people("s", 5, "a@0 P@1m b@2m") + people("t", 5, "a@0 b@2m") + people("f", 5, "a@0 x@1m") + people("g", 5, "a@0"), []string{"P 5 0 11.0000", "x 0 5 0.0909"}, false},
		{"C2", people("s", 2, "a@0 P@1m b@2m") + people("t", 1, "a@0 b@2m") + people("f", 1, "a@0"), []string{"P 2 0 3.0000"}, false},
		{"C3", people("s", 5, "a@0 P@1m b@2m") + people("t", 1, "a@0 x@1m b@2m") + people("u", 5, "a@0 b@2m") + people("f", 1, "a@0 x@1m"), []string{"P 5 0 1.7143", "x 1 1 0.0909"}, true},
		{"only on the way", people("s", 3, "P@0 a@1m b@2m P@3m") + people("f", 3, "P@0 a@1m"), nil, false},
		{"nobody", "", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := events(t, c.script)
			for _, per := range []funnel.Per{funnel.Instance, funnel.Customer} {
				r, err := funnel.Correlates(context.Background(), x, spec(t, x, "a b", funnel.Spec{Per: per}))
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, s := range r.Steps {
					got = append(got, fmt.Sprintf("%s %d %d %.4f", s.Step, s.Converted, s.Others, s.Odds.Value))
					if s.Odds.Lo >= s.Odds.Value || s.Odds.Hi <= s.Odds.Value || s.Q <= 0 || s.Q > 1 {
						t.Errorf("%+v", s)
					}
				}
				if diff := cmp.Diff(c.want, got); diff != "" || r.Skewed != c.skewed {
					t.Errorf("%s%+v", diff, r)
				}
			}
		})
	}
}

// TestCorrelatesWithin: an unconverted actor's way ends with the window; q-values
// are Benjamini and Hochberg's of the probabilities.
func TestCorrelatesWithin(t *testing.T) {
	x := events(t, people("s", 20, "a@0 P@1m b@2m")+people("f", 20, "a@0 V@1m P@2h")+people("g", 4, "a@0 S@1m")+people("h", 4, "a@0 S@1m b@2m"))
	r, err := funnel.Correlates(context.Background(), x, spec(t, x, "a b", funnel.Spec{Window: hours}))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Steps) != 3 || r.Steps[0].Step != "P" || r.Steps[0].Others != 0 || r.Steps[1].Step != "S" || math.Abs(r.Steps[1].Q-1) > 1e-9 || r.Steps[2].Step != "V" {
		t.Fatalf("%+v", r.Steps)
	}
	// P: 21 * 25 / (5 * 1), sd = sqrt(1/21 + 1/5 + 1 + 1/25); of three, the lowest two have equal probabilities.
	sd := math.Sqrt(1.0/21 + 1.0/5 + 1 + 1.0/25)
	p := math.Erfc(math.Log(105) / sd / math.Sqrt2)
	if o := r.Steps[0].Odds; math.Abs(o.Value-105) > 1e-9 || math.Abs(o.Lo-105*math.Exp(-1.959964*sd)) > 1e-4 || math.Abs(r.Steps[0].Q-p*3/2) > 1e-12 {
		t.Errorf("%+v, q %g", o, p*3/2)
	}
}
