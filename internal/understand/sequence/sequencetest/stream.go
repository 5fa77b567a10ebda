// SPDX-License-Identifier: Apache-2.0

package sequencetest

import (
	"context"
	"math/rand/v2"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// Stream is a log that hands out the same visits whatever is asked, for
// benchmarks.
type Stream struct{ all *sequence.Visits }

// Random makes n visits: of n/16 customers to some steps on some channels, within
// some days after Start. It is the same every time.
func Random(n, steps, channels, days int) Stream {
	r, s := rand.New(rand.NewPCG(1, 1)), &sequence.Visits{}
	for range n {
		s.Customer = append(s.Customer, 1+r.Uint32N(uint32(n/16)))
		s.Class = append(s.Class, uint16(r.IntN(steps)))
		s.Time = append(s.Time, Start().UnixMicro()+r.Int64N(int64(days)*86400)*1e6)
		s.Seq = append(s.Seq, r.Int64())
		s.Key = append(s.Key, r.Uint64())
		s.Channel = append(s.Channel, uint16(r.IntN(channels)))
		s.Undated = append(s.Undated, false)
	}
	return Stream{s}
}

// Visits hands out the visits in one batch; of no classes only the position.
func (s Stream) Visits(_ context.Context, q sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	if len(q.Classes) == 0 {
		return 1, nil
	}
	return 1, yield(s.all)
}

// Traits says nothing of anybody.
func (Stream) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}
