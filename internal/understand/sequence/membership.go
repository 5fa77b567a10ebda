// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
)

// Customers is a set of customers: those listed, ascending, or all but those.
type Customers struct {
	Numbers []uint32
	AllBut  bool
}

// Members returns the customers who are in a segment at a moment.
func Members(ctx context.Context, log Log, s *segment.Segment, moment time.Time) (*Customers, error) {
	m := &members{now: None, rules: []*segment.Rule{&s.Rule}}
	if err := m.read(ctx, log, Selection{Until: moment.UnixMicro()}, nil, nobody); err != nil {
		return nil, err
	}
	known := map[uint32]bool{}
	for c := range m.history.customers() {
		known[c] = true
	}
	for i := range m.times[0] {
		for c := range m.times[0][i].customers() {
			known[c] = true
		}
	}
	// Customers of whom nothing is known are all in it or all out of it.
	out := &Customers{AllBut: s.Rule.Holds(nil, func(int) int { return 0 })}
	asker := m.beside()
	for c := range known {
		if in := asker.at(c, moment.UnixMicro()) == 1; in != out.AllBut {
			out.Numbers = append(out.Numbers, c)
		}
	}
	slices.Sort(out.Numbers)
	return out, nil
}
