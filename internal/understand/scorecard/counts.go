// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"context"
	"strconv"
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// readCounts adds up the hand counts of every step whose period lies within the
// question's.
func (r *run) readCounts(ctx context.Context) error {
	r.counts = map[int]float64{}
	s := sequence.Selection{Until: r.q.AsOf.UnixMicro()}
	for _, name := range []string{"count", "from", "to"} {
		s.Fields = append(s.Fields, evidence.Field{Scope: evidence.Properties, Path: []string{name}})
	}
	for i := range r.plan.Steps {
		where, _ := evidence.Parse(map[string]any{
			"step": string(r.plan.Steps[i].ID),
			"any":  []any{map[string]any{"journey": string(r.journey.ID)}, map[string]any{"journey": map[string]any{"exists": false}}},
		}, evidence.Properties)
		s.Classes = append(s.Classes, evidence.Matcher{Event: event.CountGiven, Where: where})
	}
	if len(s.Classes) == 0 {
		return nil
	}
	_, err := r.log.Visits(ctx, s, func(v *sequence.Visits) error {
		for i, class := range v.Class {
			n, err := strconv.ParseFloat(v.Fields[0][i], 64)
			if err == nil && r.within(sequence.Text(v.Fields[1][i]), sequence.Text(v.Fields[2][i])) {
				r.counts[int(class)] += n
			}
		}
		return nil
	})
	return err
}

// within reports whether a count's period lies within the question's.
func (r *run) within(from, to string) bool {
	f, errF := time.Parse(time.RFC3339, from)
	t, errT := time.Parse(time.RFC3339, to)
	return errF == nil && errT == nil && (r.q.From.IsZero() || !f.Before(r.q.From)) && (r.q.To.IsZero() || !t.After(r.q.To))
}
