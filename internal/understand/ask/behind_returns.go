// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/returns"
)

// BehindReturns asks who stands behind a number of the returns to a journey: the
// completed instances.
type BehindReturns struct {
	Returns
	Of
	What      string `query:"what" help:"The number: who completed it, and who of them returned or was only reminded." enum:"completed,returned,reminded,undated" default:"returned"`
	Contact   string `query:"contact" help:"Only where the last visit after delivery was on this channel; unknown, or none where there was no such visit." placeholder:"ID"`
	Iteration int    `query:"iteration" help:"Only the customer's first (1), second (2), or third and later (3). Default: all."`
}

// Ask answers the question.
func (b *BehindReturns) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		if _, err := b.spec(); err != nil {
			return nil, err
		}
		x, err := b.asked(ctx, d, docs, &b.Terms)
		if err != nil {
			return nil, err
		}
		set, err := returns.Behind(ctx, x, returns.Number(b.What), b.part())
		return &standing{x: x, set: set, what: b.What}, err
	})
}

// part reads the terms.
func (b *BehindReturns) part() returns.Part {
	p := returns.Part{Iteration: b.Iteration}
	switch c := channel.ID(b.Contact); c {
	case "":
	case "none":
		p.NoAfter = true
	case "unknown":
		c = ""
		p.Channel = &c
	default:
		p.Channel = &c
	}
	return p
}

// BehindMatrix asks who stands behind a number of the returns between journeys: the
// completed instances of one of them.
type BehindMatrix struct {
	Returns
	Page
	What  string `query:"what" help:"The number: who completed the journey left, and who of them went on or was only reminded." enum:"completed,returned,reminded,undated" default:"returned"`
	Left  string `query:"left" help:"The journey that was completed. Default: the first." placeholder:"ID"`
	Taken string `query:"taken" help:"The journey taken up. Default: whichever came first." placeholder:"ID"`
}

// Ask answers the question about some journeys.
func (b *BehindMatrix) Ask(ctx context.Context, d *Desk, journeys []*workspace.Documents) (*Standing, error) {
	ids := make([]string, len(journeys))
	for i, docs := range journeys {
		ids[i] = string(docs.Files[0].Journey.ID)
	}
	from, to := slices.Index(ids, b.Left), -1
	if b.Left == "" && len(ids) > 0 {
		from = 0
	}
	if from < 0 {
		return nil, unknown("journey", b.Left, ids)
	}
	if b.Taken != "" {
		if to = slices.Index(ids, b.Taken); to < 0 {
			return nil, unknown("journey", b.Taken, ids)
		}
	}
	return b.list(ctx, d, journeys[from], func() (*standing, error) {
		list, err := b.each(ctx, d, journeys)
		if err != nil {
			return nil, err
		}
		set, err := returns.BehindBetween(ctx, list, from, to, returns.Number(b.What))
		return &standing{x: list[from], set: set, what: b.What}, err
	})
}

// BehindContinuity asks who stands behind a number of how customers change
// channels.
type BehindContinuity struct {
	Continuity
	Of
	What string `query:"what" help:"The number: who switched at all, or kept to the channel they prefer; from a channel, a mode or a step to another; who repeated a step on another channel; who used a channel; who prefer a channel and used another." enum:"switched,kept,channels,modes,steps,repeated,used,preferred" default:"switched"`
	One  string `query:"one" help:"The channel, mode or step before; the one repeated or used; the one preferred. None: unknown." placeholder:"ID"`
	Next string `query:"next" help:"The one behind; the one used." placeholder:"ID"`
}

// Ask answers the question.
func (b *BehindContinuity) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Standing, error) {
	return b.list(ctx, d, docs, func() (*standing, error) {
		x, err := b.instances(ctx, d, docs)
		if err != nil {
			return nil, err
		}
		stated, err := continuity.Stated(ctx, d.Log, x, b.Preferred)
		if err != nil {
			return nil, err
		}
		if x, err = b.portion(&b.Terms, x); err != nil {
			return nil, err
		}
		set, err := continuity.Behind(ctx, x, continuity.Spec{Preferred: stated}, continuity.Number{What: continuity.What(b.What), From: b.One, To: b.Next})
		return &standing{x: x, set: set, what: b.What}, err
	})
}
