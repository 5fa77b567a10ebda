// SPDX-License-Identifier: Apache-2.0

package scorecard

import "context"

// states tells in which states of the workspace's lifecycles the customers were
// when their instances began.
func (r *run) states(ctx context.Context) error {
	if r.card.Basis != ByEvents {
		return nil
	}
	for _, l := range r.plan.Workspace.Lifecycles {
		at, err := r.States(ctx, r.log, l)
		if err != nil {
			return err
		}
		counts := make([]int, len(l.States)+1) // the last: no rule held
		all := 0
		for i, state := range at {
			if !r.Has(i) {
				continue
			}
			if state < 0 {
				state = len(l.States)
			}
			counts[state]++
			all++
		}
		for i, n := range counts {
			s := StateShare{Lifecycle: l.ID, Instances: n, Share: share(n, all)}
			if i < len(l.States) {
				s.State, s.Title = l.States[i].ID, l.States[i].Title
			} else if n == 0 {
				continue
			}
			r.card.Lifecycle = append(r.card.Lifecycle, s)
		}
	}
	return nil
}
