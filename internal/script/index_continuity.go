// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// continuityColumns are those of continuity: pairs of visits on one channel
// (stay), on unknown ones, or switches, by channels and by steps; and steps that
// were begun anew on another channel. What of, from and to are the same stand
// together, in the order of their names.
const continuityColumns = "of from to count instances"

// indexContinuity answers continuity.
func indexContinuity(ctx context.Context, x *sequence.Instances) (*Table, error) {
	r, err := continuity.Of(ctx, x, continuity.Spec{Top: 1000})
	if err != nil {
		return nil, err
	}
	out := newTable(continuityColumns)
	for _, s := range r.Channels {
		out.add("channel", string(s.From), string(s.To), s.Count, s.Instances)
	}
	for _, s := range r.Steps {
		out.add("step", string(s.From), string(s.To), s.Count, s.Instances)
	}
	for _, s := range r.Repeats {
		if s.Instances > 0 {
			out.add("repeat", string(s.Step), "", "", s.Instances)
		}
	}
	out.add("stay", "", "", r.Stays, "")
	out.add("unknown", "", "", r.Unknown, "")
	out.sort(3)
	return out, nil
}

// sort puts rows in the order of their first n cells.
func (t *Table) sort(n int) {
	slices.SortFunc(t.Rows, func(a, b []string) int { return slices.Compare(a[:n], b[:n]) })
}
