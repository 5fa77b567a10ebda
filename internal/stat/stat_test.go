// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// near fails unless got is within 1e-6 of want.
func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6 {
		t.Errorf("%s = %.9f, want %.9f", what, got, want)
	}
}

func nearEstimate(t *testing.T, what string, got Estimate, value, lo, hi float64) {
	t.Helper()
	near(t, what+" value", got.Value, value)
	near(t, what+" lo", got.Lo, lo)
	near(t, what+" hi", got.Hi, hi)
}

// Reference values: R prop.test and the published tables named in the design's
// reference on surveys.
func TestShare(t *testing.T) {
	cases := []struct {
		k, n   int
		lo, hi float64
	}{
		{0, 10, 0, 0.277532799862889},
		{1, 10, 0.017876213095072, 0.404150048808504},
		{8, 10, 0.490162471536642, 0.943317848545625},
		{10, 10, 0.722467200137111, 1},
		{41, 50, 0.692039, 0.902298},
		{11246, 11576, 0.96830124098, 0.974371423307},
		{2206, 2688, 0.805727924586, 0.834725841497},
	}
	for _, c := range cases {
		nearEstimate(t, "share", Share(c.k, c.n), float64(c.k)/float64(c.n), c.lo, c.hi)
	}
}

func TestDifferenceOfShares(t *testing.T) {
	nearEstimate(t, "56/70 - 48/80", Difference(Share(56, 70), Share(48, 80)), 0.2, 0.0524314, 0.3338727)
	nearEstimate(t, "9/10 - 3/10", Difference(Share(9, 10), Share(3, 10)), 0.6, 0.1705226, 0.8090182)
}

func TestNPS(t *testing.T) {
	cases := []struct {
		p, n, d       int
		value, lo, hi float64
	}{
		{5, 3, 2, 30, -19.0506, 65.2045},
		{50, 30, 20, 30, 14.0511, 44.2013},
		{12, 5, 3, 45, 8.4311, 69.8297},
		{10, 0, 0, 100, 47.50, 100},
		{0, 0, 5, -100, -100, -17.49},
	}
	for _, c := range cases {
		got := NPS(c.p, c.n, c.d)
		for _, pair := range [][2]float64{{got.Value, c.value}, {got.Lo, c.lo}, {got.Hi, c.hi}} {
			if math.Abs(pair[0]-pair[1]) > 5e-3 { // as many digits as the reference prints
				t.Errorf("NPS(%d,%d,%d) = %v, want %v [%v, %v]", c.p, c.n, c.d, got, c.value, c.lo, c.hi)
				break
			}
		}
	}
	// An airport's 2,746 answers, computed independently to 12 digits.
	nearEstimate(t, "airport", NPS(1436, 968, 342), 39.8397669337, 37.182360717, 42.4102184027)
}

func TestMean(t *testing.T) {
	var m Moments
	for _, x := range []float64{5, 4, 4, 3, 5, 2, 5, 4, 4, 5} {
		m.Add(x)
	}
	nearEstimate(t, "mean", m.Estimate(), 4.1, 3.388628355, 4.811371645)

	var one Moments
	one.Add(3)
	if e := one.Estimate(); !math.IsInf(e.Lo, -1) || !math.IsInf(e.Hi, 1) {
		t.Errorf("one value cannot have an interval: %v", e)
	}
}

// Differences of means must be covered in about 95 of 100 pairs of samples.
func TestDifferenceOfMeansCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	const rounds = 4000
	covered := 0
	for range rounds {
		var a, b Moments
		for range 20 {
			a.Add(4 + r.NormFloat64())
		}
		for range 35 {
			b.Add(3.5 + 2*r.NormFloat64())
		}
		if e := Difference(a.Estimate(), b.Estimate()); e.Lo <= 0.5 && 0.5 <= e.Hi {
			covered++
		}
	}
	if share := float64(covered) / rounds; share < 0.94 || share > 0.97 {
		t.Errorf("coverage %.3f", share)
	}
}

func TestMomentsMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var whole, left, right Moments
	for i := range 1000 {
		x := r.NormFloat64()*3 + 7
		whole.Add(x)
		if i%3 == 0 {
			left.Add(x)
		} else {
			right.Add(x)
		}
	}
	left.Merge(right)
	left.Merge(Moments{})
	if left.N != whole.N {
		t.Fatal("count lost in merge")
	}
	near(t, "mean", left.Mean, whole.Mean)
	near(t, "variance", left.Variance(), whole.Variance())
}

func TestQuantile(t *testing.T) {
	x := []float64{1, 2, 3, 4}
	near(t, "median", Quantile(x, 0.5), 2.5)
	near(t, "p90", Quantile(x, 0.9), 3.7)
	near(t, "p0", Quantile(x, 0), 1)
	near(t, "p100", Quantile(x, 1), 4)
	near(t, "single", Quantile([]float64{9}, 0.5), 9)
}

func TestQuantileInterval(t *testing.T) {
	x := make([]float64, 20)
	for i := range x {
		x[i] = float64(i + 1)
	}
	// Tables give ranks 6 and 15 for the median of 20.
	lo, hi, ok := QuantileInterval(x, 0.5)
	if !ok || lo != 6 || hi != 15 {
		t.Errorf("median of 20: [%v, %v] %v, want [6, 15]", lo, hi, ok)
	}
	if _, _, ok := QuantileInterval(x[:5], 0.5); ok {
		t.Error("five values cannot bound a median")
	}
}

// The interval of a median must cover it in about 95 of 100 samples.
func TestQuantileIntervalCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const rounds = 4000
	covered := 0
	x := make([]float64, 41)
	for range rounds {
		for i := range x {
			x[i] = r.ExpFloat64()
		}
		slices.Sort(x)
		lo, hi, ok := QuantileInterval(x, 0.5)
		if ok && lo <= math.Ln2 && math.Ln2 <= hi {
			covered++
		}
	}
	if share := float64(covered) / rounds; share < 0.945 || share > 0.985 {
		t.Errorf("coverage %.3f", share)
	}
}

// Ten subjects, three of them lost before day 6, worked by hand.
func TestIncidence(t *testing.T) {
	f := []Follow{{1, true}, {2, true}, {2, false}, {3, true}, {5, false}, {6, true}, {8, true}, {8, false}, {9, false}, {12, true}}
	e := Incidence(f, 6)
	s := 0.9 * (1 - 1.0/9) * (1 - 1.0/7) * (1 - 1.0/5)
	g := 1.0/(10*9) + 1.0/(9*8) + 1.0/(7*6) + 1.0/(5*4)
	half := z95 * math.Sqrt(g) / math.Abs(math.Log(s))
	l := math.Log(-math.Log(s))
	if e == nil || e.N != 10 {
		t.Fatalf("%v", e)
	}
	nearEstimate(t, "incidence", *e, 1-s, 1-math.Exp(-math.Exp(l-half)), 1-math.Exp(-math.Exp(l+half)))
	if e.Lo > e.Value || e.Hi < e.Value {
		t.Errorf("value outside its interval: %v", e)
	}
}

func TestIncidencesAreEachHorizons(t *testing.T) {
	follows := []Follow{{1, true}, {2, true}, {2, false}, {3, true}, {5, false}, {6, true}, {8, true}, {8, false}, {9, false}, {12, true}}
	horizons := []float64{0, 1, 1.5, 2, 6, 6, 9, 12, 13}
	got := Incidences(slices.Clone(follows), horizons)
	for i, h := range horizons {
		if want := Incidence(slices.Clone(follows), h); !reflect.DeepEqual(got[i], want) {
			t.Errorf("within %v: %v, alone %v", h, got[i], want)
		}
	}
}

func TestIncidenceAtTheEdges(t *testing.T) {
	if e := Incidence([]Follow{{10, false}, {10, false}}, 5); e == nil || e.Value != 0 || e.Hi < 0.5 {
		t.Errorf("nothing happened to two: %v", e)
	}
	if e := Incidence([]Follow{{1, false}}, 5); e != nil {
		t.Error("nobody watched to the horizon: nothing can be said")
	}
	// Four of twenty, then the only one who was watched for so long.
	follows := []Follow{{30, true}}
	for i := range 19 {
		follows = append(follows, Follow{float64(1 + i), i < 4})
	}
	before := Incidence(slices.Clone(follows), 29)
	if e := Incidence(follows, 40); e == nil || e.Value != 1 || e.Hi != 1 || e.Lo != before.Lo || e.Lo > 0.2 {
		t.Errorf("one is not all: %v, before %v", e, before)
	}
	if e := Incidence([]Follow{{1, true}, {2, true}}, 5); e == nil || e.Value != 1 || e.Lo <= 0 || e.Hi != 1 {
		t.Errorf("all happened: %v", e)
	}
}
