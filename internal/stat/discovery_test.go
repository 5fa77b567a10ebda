// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"math"
	"testing"
)

// An interval of 95 % that ends at 0 is chance in one of twenty; 2.576 standard
// deviations are one in a hundred.
func TestChance(t *testing.T) {
	for _, c := range []struct {
		e    Estimate
		want float64
	}{
		{Estimate{Value: 2, Lo: 0, Hi: 9}, 0.05},
		{Estimate{Value: -2, Lo: -9, Hi: 0}, 0.05},
		{Estimate{Value: 2.5758293035489, Lo: 2.5758293035489 - z95, Hi: 7}, 0.01},
		{Estimate{Value: -0.6744897501961, Lo: -9, Hi: z95 - 0.6744897501961}, 0.5},
		{Estimate{Value: 0, Lo: -1, Hi: 1}, 1},
		{Estimate{Value: 0, Lo: 0, Hi: 0}, 1},
		{Estimate{Value: 1, Lo: 1, Hi: 1}, 0},
	} {
		near(t, "chance", Chance(c.e), c.want)
	}
}

// Reference values: R's p.adjust(…, "BH").
func TestFalseDiscoveries(t *testing.T) {
	got := FalseDiscoveries([]float64{0.01, 0.04, 0.03, 0.005, 0.9, 0.03})
	for i, want := range []float64{0.03, 0.048, 0.045, 0.03, 0.9, 0.045} {
		if math.Abs(got[i]-want) > 1e-12 {
			t.Errorf("%v", got)
		}
	}
	if got := FalseDiscoveries(nil); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
