// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/unmapped"
)

// Scores tells how satisfied customers said they were with each instance as a
// whole, on one scale: that of the first answer; answers on others are left
// aside. of is nil where the journey asks no question about the whole, or nobody
// answered. The instances must want events.
func (d *Desk) Scores(ctx context.Context, x *sequence.Instances) (of func(instance int) (float64, bool), scale event.Scale, err error) {
	said, scale, err := d.said(ctx, x)
	if said == nil || err != nil {
		return nil, scale, err
	}
	return func(i int) (float64, bool) { s, ok := said[i]; return s.value, ok }, scale, nil
}

// score is how satisfied a customer was with an instance, and when they said so.
type score struct {
	value float64
	at    int64
}

// unmapped tells of events that the journey's map does not know.
func (d *Desk) unmapped(ctx context.Context, x *sequence.Instances, top int) (*unmapped.Result, error) {
	names, err := d.Log.Names(ctx, sequence.Scope{Where: x.Question.Where, AsOf: x.Question.AsOf})
	if err != nil {
		return nil, err
	}
	said, _, err := d.said(ctx, x)
	if err != nil {
		return nil, err
	}
	s := unmapped.Spec{Names: names, Top: top}
	if said != nil {
		s.Score = func(i int) (float64, int64, bool) { s, ok := said[i]; return s.value, s.at, ok }
	}
	return unmapped.Of(ctx, x, d.Index, s)
}

// said are the scores of instances, nil where there are none.
func (d *Desk) said(ctx context.Context, x *sequence.Instances) (scores map[int]score, scale event.Scale, err error) {
	o := x.Plan.Journey.Overall
	if o == nil {
		return nil, scale, nil
	}
	answers, err := satisfaction.Read(ctx, d.Index, x, []satisfaction.Ask{{Question: o.Question}})
	if err != nil {
		return nil, scale, err
	}
	scores = map[int]score{}
	for _, one := range answers[0].List {
		if one.Absent || one.Instance < 0 {
			continue
		}
		if len(scores) == 0 {
			scale = one.Scale
		}
		if one.Scale == scale {
			scores[one.Instance] = score{one.Value, one.Time}
		}
	}
	if len(scores) == 0 {
		return nil, scale, nil
	}
	return scores, scale, nil
}
