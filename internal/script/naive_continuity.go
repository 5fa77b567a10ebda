// SPDX-License-Identifier: Apache-2.0

package script

import (
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// naiveContinuity answers continuity.
func naiveContinuity(x *sequence.Instances) *Table {
	c := naive.ContinuityOf(x, nil)
	out := newTable(continuityColumns)
	for pair, n := range c.Channels {
		out.add("channel", pair[0], pair[1], n[0], n[1])
	}
	for pair, n := range c.Steps {
		if n[0] > 0 {
			out.add("step", pair[0], pair[1], n[0], n[1])
		}
	}
	for step, n := range c.Repeats {
		if n[1] > 0 {
			out.add("repeat", step, "", "", n[1])
		}
	}
	out.add("stay", "", "", c.Stays, "")
	out.add("unknown", "", "", c.Unknown, "")
	out.sort(3)
	return out
}
