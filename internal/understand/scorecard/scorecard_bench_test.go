// SPDX-License-Identifier: Apache-2.0

package scorecard_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/wendcx/wend/internal/understand/scorecard"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// stream is a log that hands out the same visits again and again, to whoever
// asks for the shop's steps.
type stream struct{ columns sequence.Visits }

func (s *stream) Visits(_ context.Context, of sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	if len(of.Classes) > 0 && of.Classes[0].Event == "ad" {
		return 1, yield(&s.columns)
	}
	return 1, nil
}

func (*stream) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

// From visits to a scorecard, the log's part apart.
func BenchmarkCompute(b *testing.B) {
	const n = 1 << 18
	docs, _ := read(b, fmt.Sprintf(shop, ", expected: {of: pay, within: 2d}"), "")
	r := rand.New(rand.NewPCG(1, 1))
	log := &stream{}
	v := &log.columns
	for range n {
		v.Customer = append(v.Customer, 1+r.Uint32N(n/8))
		v.Class = append(v.Class, uint16(r.IntN(6)))
		v.Time = append(v.Time, sequencetest.At(b, "0").UnixMicro()+r.Int64N(90*86400*1e6))
		v.Seq, v.Key, v.Channel, v.Undated = append(v.Seq, r.Int64()), append(v.Key, r.Uint64()), append(v.Channel, 0), append(v.Undated, false)
	}
	q := scorecard.Question{Question: sequence.Question{AsOf: sequencetest.At(b, "100d")}}
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if _, err := scorecard.Compute(context.Background(), log, docs.Files[0].Journey, &docs.Workspace, q); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/visit")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N*n), "B/visit")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N*n), "allocs/visit")
}
