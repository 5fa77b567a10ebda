// SPDX-License-Identifier: Apache-2.0

package cohort

import "github.com/wendcx/wend/internal/stat"

// FlowTotals is the customers of all periods that are over, each counted once in
// every period in which they were active. A customer's periods resemble each
// other, so the intervals rest on customers; below two of them there are none.
type FlowTotals struct {
	Customers    int            `json:"customers"` // active in any of the periods
	Active       int            `json:"active"`    // summed up over the periods
	New          *stat.Estimate `json:"new_share"` // of the active, as the next two
	Returning    *stat.Estimate `json:"returning_share"`
	Resurrecting *stat.Estimate `json:"resurrecting_share"`
	Kept         *stat.Estimate `json:"kept"` // returning, of returning and dormant
}

// flowTotals adds up what customers are over the periods.
type flowTotals [4]stat.Clusters

// add takes in what one customer was; of dormant it adds up the kept.
func (t *flowTotals) add(own flow) {
	active := own[isNew] + own[isReturning] + own[isResurrecting]
	for _, what := range [...]int{isNew, isReturning, isResurrecting} {
		t[what].Add(own[what], active)
	}
	t[isDormant].Add(own[isReturning], own[isReturning]+own[isDormant])
}

func (t *flowTotals) merge(o *flowTotals) {
	for what := range t {
		t[what].Merge(o[what])
	}
}

func (t *flowTotals) shares() FlowTotals {
	of := func(what int) *stat.Estimate {
		if e, ok := t[what].Share(); ok {
			return &e
		}
		return nil
	}
	return FlowTotals{t[isNew].N, t[isNew].Size, of(isNew), of(isReturning), of(isResurrecting), of(isDormant)}
}
