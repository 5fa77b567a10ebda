// SPDX-License-Identifier: Apache-2.0

package scorecard

import "github.com/wendcx/wend/internal/understand/returns"

// returns follows completed instances to the customer's next instance.
func (r *run) returns() *Return {
	all, within := returns.All(r.Instances, returns.Spec{})
	if all.Completed == 0 {
		return nil
	}
	out := &Return{Completed: all.Completed, Returned: all.Returned, Reminded: all.Reminded, Rate: all.Rate, WithinS: within}
	if all.Time != nil {
		out.MedianS = &all.Time.MedianS
	}
	return out
}
