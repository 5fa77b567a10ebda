// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Holding asks how many customers a segment holds, or a rule of which no segment
// has been made yet.
type Holding struct {
	AsOf string `query:"as_of" help:"Who they are as of this date or time. Default: now." placeholder:"DATE"`
}

// Held tells how many customers a rule holds for.
type Held struct {
	Customers int64          `json:"customers"`
	Of        int64          `json:"of"`    // all who were seen up to the moment
	Share     *stat.Estimate `json:"share"` // customers of all; nil where there are none
	AsOf      time.Time      `json:"as_of"`
	Position  int64          `json:"position"` // of the log
}

// Ask answers the question for a rule.
func (h *Holding) Ask(ctx context.Context, d *Desk, rule *segment.Rule) (*Held, error) {
	of, err := (&Scope{AsOf: h.AsOf}).Within(d.Clock())
	if err != nil {
		return nil, err
	}
	return d.Held(ctx, rule, of.AsOf)
}

// Kept answers the question for a segment of the workspace.
func (h *Holding) Kept(ctx context.Context, d *Desk, id segment.ID) (*Held, error) {
	w, err := d.Workspace()
	if err != nil {
		return nil, err
	}
	s, err := w.Segment(id)
	if err != nil {
		return nil, err
	}
	return h.Ask(ctx, d, &s.Rule)
}

// Held counts the customers for whom a rule holds at a moment, among all who were
// seen by then.
func (d *Desk) Held(ctx context.Context, rule *segment.Rule, moment time.Time) (*Held, error) {
	members, err := sequence.Members(ctx, d.Log, &segment.Segment{Rule: *rule}, moment)
	if err != nil {
		return nil, err
	}
	all, err := d.Log.Count(ctx, sequence.Scope{AsOf: moment})
	if err != nil {
		return nil, err
	}
	inside, err := d.Log.Count(ctx, sequence.Scope{AsOf: moment, Customers: members})
	if err != nil {
		return nil, err
	}
	out := &Held{Customers: min(inside.Customers, all.Customers), Of: all.Customers, AsOf: moment.UTC(), Position: all.Position}
	if out.Of > 0 {
		share := stat.Share(int(out.Customers), int(out.Of))
		out.Share = &share
	}
	return out, nil
}
