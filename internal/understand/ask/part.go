// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Part is a part of the log: the events within a scope, of the customers of a
// segment.
type Part struct {
	Scope
	Segment string `query:"segment" help:"Only customers who are in this segment as of the moment asked about." placeholder:"ID"`
}

// Read reads the terms.
func (p *Part) Read(ctx context.Context, d *Desk) (of sequence.Scope, err error) {
	if of, err = p.Within(d.Clock()); err != nil || p.Segment == "" {
		return of, err
	}
	w, err := d.Workspace()
	if err != nil {
		return of, err
	}
	s, err := w.Segment(segment.ID(p.Segment))
	if err != nil {
		return of, err
	}
	of.Customers, err = sequence.Members(ctx, d.Log, s, of.AsOf)
	return of, err
}

// Overview tells what is in the part of the log.
func (p *Part) Overview(ctx context.Context, d *Desk) (*event.Overview, error) {
	of, err := p.Read(ctx, d)
	if err != nil {
		return nil, err
	}
	return d.Log.Overview(ctx, of)
}
