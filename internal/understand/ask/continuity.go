// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/unmapped"
)

// Continuity asks how customers change channels, and where they have to start
// over.
type Continuity struct {
	Terms
	Top       int    `query:"top" help:"How many pairs of steps to list." default:"20"`
	Preferred string `query:"preferred" help:"The trait in which customers say which channel they prefer. Default: preferred_channel; of the others the channel they use most counts." placeholder:"TRAIT"`
}

// Ask answers the question.
func (c *Continuity) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[continuity.Result, continuity.Difference], error) {
	x, err := c.instances(ctx, d, docs)
	if err != nil {
		return nil, err
	}
	stated, err := continuity.Stated(ctx, d.Log, x, c.Preferred)
	if err != nil {
		return nil, err
	}
	s := continuity.Spec{Top: c.Top, Preferred: stated}
	return answer(&c.Terms, x, docs, kernel[continuity.Result, continuity.Difference]{
		ask:    func(x *sequence.Instances) (*continuity.Result, error) { return continuity.Of(ctx, x, s) },
		differ: continuity.Compare,
	})
}

// Unmapped asks what happens on the way that the map does not know.
type Unmapped struct {
	Terms
	Top int `query:"top" help:"How many to list." default:"30"`
}

// Ask answers the question.
func (u *Unmapped) Ask(ctx context.Context, d *Desk, docs *workspace.Documents) (*Answer[unmapped.Result, unmapped.Difference], error) {
	if u.Events {
		return nil, fault.New(fault.Invalid, "without a map nothing is unmapped").WithRemedy("name a journey, or make one with wend journey discover")
	}
	return about(ctx, d, docs, &u.Terms, kernel[unmapped.Result, unmapped.Difference]{
		ask:    func(x *sequence.Instances) (*unmapped.Result, error) { return d.unmapped(ctx, x, u.Top) },
		differ: unmapped.Compare,
	})
}
