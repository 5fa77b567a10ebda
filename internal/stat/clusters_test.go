// SPDX-License-Identifier: Apache-2.0

package stat

import (
	"math/rand/v2"
	"testing"
)

func clustersOf(of ...[2]int) (c Clusters) {
	for _, one := range of {
		c.Add(one[0], one[1])
	}
	return c
}

// Values computed in Python from the formulas, with scipy's quantile of t.
func TestClusters(t *testing.T) {
	c := clustersOf([2]int{2, 2}, [2]int{0, 2}, [2]int{0, 0}, [2]int{1, 2}, [2]int{3, 3}, [2]int{0, 1})
	e, ok := c.Share()
	nearEstimate(t, "five clusters", e, 0.6, 0.1509174419, 0.9267871988)
	if !ok || e.N != 5 || c.Hits != 6 || c.Size != 10 {
		t.Errorf("%+v %+v", e, c)
	}
	for _, one := range []struct {
		name string
		of   Clusters
		same Estimate
	}{
		{"none: of as many as there are clusters", clustersOf([2]int{0, 5}, [2]int{0, 5}, [2]int{0, 5}), Share(0, 3)},
		{"all", clustersOf([2]int{5, 5}, [2]int{5, 5}, [2]int{5, 5}), Share(3, 3)},
		{"equal clusters: of as many as there are things", clustersOf([2]int{1, 3}, [2]int{1, 3}, [2]int{1, 3}), Share(3, 9)},
	} {
		if e, ok := one.of.Share(); !ok || e.N != 3 {
			t.Errorf("%s: %+v", one.name, e)
		} else {
			nearEstimate(t, one.name, e, one.same.Value, one.same.Lo, one.same.Hi)
		}
	}
	one := clustersOf([2]int{1, 3})
	if e, ok := one.Share(); ok {
		t.Errorf("one cluster has no interval: %+v", e)
	}
	one.Merge(clustersOf([2]int{2, 4}))
	if one != clustersOf([2]int{2, 4}, [2]int{1, 3}) {
		t.Errorf("%+v", one)
	}
}

// Customers differ in how often they are active and in how often they hit; the
// interval must cover the share of all in about 95 of 100 samples, where that of
// independent things does not.
func TestClustersCover(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	customer := func() (hits, size int) {
		p := 0.15
		if size = 1 + r.IntN(4); r.IntN(3) == 0 {
			p, size = 0.9, 6+r.IntN(10)
		}
		for range size {
			if r.Float64() < p {
				hits++
			}
		}
		return hits, size
	}
	const truth = (0.15*2.5*2 + 0.9*10.5) / (2.5*2 + 10.5)
	const rounds = 4000
	covered, naive := 0, 0
	for range rounds {
		var c Clusters
		for range 50 {
			c.Add(customer())
		}
		if e, _ := c.Share(); e.Lo <= truth && truth <= e.Hi {
			covered++
		}
		if e := Share(c.Hits, c.Size); e.Lo <= truth && truth <= e.Hi {
			naive++
		}
	}
	if share := float64(covered) / rounds; share < 0.93 || share > 0.98 {
		t.Errorf("coverage %.3f", share)
	}
	if share := float64(naive) / rounds; share > 0.85 {
		t.Errorf("the customers are hardly clusters: %.3f", share)
	}
}
