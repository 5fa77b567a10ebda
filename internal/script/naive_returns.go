// SPDX-License-Identifier: Apache-2.0

package script

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// naiveReturns answers returns within a length of time.
func naiveReturns(x *sequence.Instances, q *Question) (*Table, error) {
	if q.Within == 0 {
		return nil, declined("returns within no time")
	}
	out := newTable(returnColumns)
	groups := map[string][]naive.Followed{"all": nil}
	for _, f := range naive.Returns(x, x) {
		channel := cmp.Or(f.Channel, "unknown")
		groups[channel] = append(groups[channel], f)
		n := fmt.Sprint(min(f.Iteration, 3))
		groups[n] = append(groups[n], f)
		groups["all"] = append(groups["all"], f)
	}
	var order []string
	for of := range groups {
		order = append(order, of)
	}
	slices.SortFunc(order, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(a, b))
	})
	for _, of := range order {
		out.addFollowed(of, groups[of], q.Within)
	}
	return out, nil
}

// rank puts all first, then channels, none and iterations.
func rank(of string) int {
	switch of {
	case "all":
		return 0
	case "none":
		return 2
	case "1", "2", "3":
		return int(of[0])
	}
	return 1
}

// addFollowed adds what followed some instances.
func (t *Table) addFollowed(of string, list []naive.Followed, within time.Duration) {
	returned, reminded, undated := 0, 0, 0
	var times []float64
	for _, f := range list {
		switch {
		case f.Returned:
			returned++
		case f.Reminded:
			reminded++
		}
		switch {
		case f.Undated:
			undated++
		case f.Returned:
			times = append(times, float64(f.After)/1e6)
		}
	}
	t.add(of, len(list), returned, reminded, undated, kaplanMeier(list, within.Microseconds()), middle(times))
}

// kaplanMeier is the share who would have returned within a time if all had been
// watched that long; "-" where less than a tenth were, and where all that are
// left returned and others were not watched until then.
func kaplanMeier(list []naive.Followed, within int64) any {
	list = slices.DeleteFunc(slices.Clone(list), func(f naive.Followed) bool { return f.Undated })
	watched, lost, still := 0, false, 1.0
	for _, at := range times(list, within) {
		risk, events := 0, 0
		for _, f := range list {
			if f.Returned && f.After == at {
				events++
			}
			if f.Returned && f.After >= at || !f.Returned && f.Watched >= at {
				risk++
			}
		}
		still *= 1 - float64(events)/float64(risk)
	}
	for _, f := range list {
		if lost = lost || !f.Returned; f.Watched >= within {
			watched++
		}
	}
	if len(list) == 0 || watched*10 < len(list) || still == 0 && lost {
		return unknown
	}
	return share(1 - still)
}

// times are those of the returns within a time, each once.
func times(list []naive.Followed, within int64) []int64 {
	out := map[int64]bool{}
	for _, f := range list {
		if f.Returned && f.After <= within {
			out[f.After] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// middle is the median of times; nil of none.
func middle(times []float64) *float64 {
	n := len(times)
	if n == 0 {
		return nil
	}
	slices.Sort(times)
	m := (times[(n-1)/2] + times[n/2]) / 2
	return &m
}
