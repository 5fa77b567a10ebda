// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// stream is a log that hands out the same visits again and again.
type stream struct{ batches []*sequence.Visits }

func (s stream) Visits(_ context.Context, _ sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	for _, b := range s.batches {
		if err := yield(b); err != nil {
			return 0, err
		}
	}
	return int64(len(s.batches)), nil
}

func (stream) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

// visits makes n visits of the shop's steps by random customers.
func visits(n int) (s stream) {
	r := rand.New(rand.NewPCG(1, 1))
	const batch = 2048
	for len(s.batches)*batch < n {
		v := &sequence.Visits{}
		for range batch {
			v.Customer = append(v.Customer, 1+r.Uint32N(uint32(n/8)))
			v.Class = append(v.Class, uint16(r.IntN(6)))
			v.Time = append(v.Time, r.Int64N(90*86400*1e6))
			v.Seq = append(v.Seq, r.Int64())
			v.Key = append(v.Key, r.Uint64())
			v.Channel = append(v.Channel, 0)
			v.Undated = append(v.Undated, false)
		}
		s.batches = append(s.batches, v)
	}
	return s
}

// fed is a log of many visits to which few come at a time.
type fed struct {
	stream
	news     *sequence.Visits
	position int64
}

func (f *fed) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	switch {
	case len(s.Classes) == 0 || s.After == f.position:
		return f.position, nil
	case s.After > 0:
		return f.position, yield(f.news)
	}
	_, err := f.stream.Visits(ctx, s, yield)
	return f.position, err
}

// BenchmarkRefresh is about what few new visits cost among many. The longest
// refresh is told too: that in which all is copied together.
func BenchmarkRefresh(b *testing.B) {
	const n = 1 << 20
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + shopSteps)})
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		b.Fatal(err)
	}
	log, r := &fed{stream: visits(n), position: 1}, rand.New(rand.NewPCG(5, 5))
	x, err := sequence.Build(context.Background(), log, plan, sequence.Question{AsOf: sequencetest.At(b, "100d")})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var longest time.Duration
	for b.Loop() {
		log.news = &sequence.Visits{}
		for range 10 {
			log.news.Customer, log.news.Class = append(log.news.Customer, 1+r.Uint32N(n/8)), append(log.news.Class, uint16(r.IntN(6)))
			log.news.Time, log.news.Seq = append(log.news.Time, r.Int64N(90*86400)*1e6), append(log.news.Seq, 0)
			log.news.Key, log.news.Channel, log.news.Undated = append(log.news.Key, r.Uint64()), append(log.news.Channel, 0), append(log.news.Undated, false)
		}
		log.position++
		began := time.Now()
		if x, err = x.Refresh(context.Background(), log); err != nil {
			b.Fatal(err)
		}
		longest = max(longest, time.Since(began))
	}
	b.ReportMetric(float64(longest.Microseconds())/1000, "longest-ms")
}

func BenchmarkBuild(b *testing.B) {
	const n = 1 << 19
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + shopSteps)})
	if err := docs.Faults.Err(); err != nil {
		b.Fatal(err)
	}
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		b.Fatal(err)
	}
	log, q := visits(n), sequence.Question{AsOf: sequencetest.At(b, "100d")}
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if _, err := sequence.Build(context.Background(), log, plan, q); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/visit")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N*n), "B/visit")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N*n), "allocs/visit")
}
