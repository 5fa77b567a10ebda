// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// benched are models of few and of many states, with all variants of their logs.
var benched = []string{"bpic2012_complete.inductive_02", "bpic2012_complete.happy_path", "receipt.inductive_02", "itsm_collapsed.inductive_00", "ecom.funnel"}

func variantsOf(b testing.TB, model string) (list []aligned, visits int) {
	b.Helper()
	reference.Lines(b, func(line []byte) {
		var x aligned
		if err := json.Unmarshal(line, &x); err != nil {
			b.Fatal(err)
		}
		list = append(list, x)
		visits += len(x.Variant)
	}, "data", "logs", "expected", model+".alignments.jsonl.gz")
	return list, visits
}

// BenchmarkAlign makes a model ready and aligns each variant once, on one core.
func BenchmarkAlign(b *testing.B) {
	logs := reference.Path(b, "data", "logs")
	for _, name := range benched {
		list, visits := variantsOf(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a := open(b, filepath.Join(logs, "models", name+".pnml"))
				for _, v := range list {
					if _, err := a.Align(v.Variant, false); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*visits), "ns/visit")
		})
	}
}

// told is a log of variants: each as often as it occurred, a visit an hour.
type told struct {
	list  []aligned
	class map[string]uint16
}

func (l told) Visits(_ context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	customer := uint32(0)
	for _, one := range l.list {
		for range one.Cases * min(1, len(s.Classes)) {
			customer++
			v := &sequence.Visits{}
			for k, name := range one.Variant {
				v.Customer = append(v.Customer, customer)
				v.Class = append(v.Class, l.class[name])
				v.Time = append(v.Time, int64(k)*3600e6)
				v.Seq = append(v.Seq, int64(k))
				v.Key = append(v.Key, uint64(customer)<<16|uint64(k))
				v.Channel = append(v.Channel, 0)
				v.Undated = append(v.Undated, false)
			}
			if err := yield(v); err != nil {
				return 0, err
			}
		}
	}
	return 1, nil
}

func (told) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

// retold builds the instances of variants, without a journey.
func retold(b testing.TB, list []aligned) *sequence.Instances {
	b.Helper()
	l := told{list, map[string]uint16{}}
	var names []string
	for _, one := range list {
		for _, name := range one.Variant {
			if _, ok := l.class[name]; !ok {
				l.class[name] = uint16(len(names))
				names = append(names, name)
			}
		}
	}
	plan, err := sequence.EventsPlan(names, &journey.Workspace{})
	if err != nil {
		b.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), l, plan, sequence.Question{AsOf: time.UnixMicro(1e15)})
	if err != nil {
		b.Fatal(err)
	}
	return x
}

func readModel(b testing.TB, name string) *Model {
	b.Helper()
	f, err := os.Open(filepath.Join(reference.Path(b, "data", "logs"), "models", name+".pnml"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	m, err := ReadPNML(name, f)
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// BenchmarkLog compares whole logs with models, on all cores: without a cache,
// and with one that knows every variant.
func BenchmarkLog(b *testing.B) {
	for _, name := range benched {
		list, _ := variantsOf(b, name)
		x, m := retold(b, list), readModel(b, name)
		for _, cache := range []*Cache{nil, NewCache(64 << 20)} {
			b.Run(fmt.Sprintf("%s/cached=%v", name, cache != nil), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Check(context.Background(), x, m, Options{Whole: true, Cache: cache}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*int(x.Offsets()[x.Len()])), "ns/visit")
			})
		}
	}
}

// TestLogsAgainstTheReference: over whole logs the sums and the mean fitness are
// those of the variants' reference alignments.
func TestLogsAgainstTheReference(t *testing.T) {
	for _, name := range benched {
		list, _ := variantsOf(t, name)
		var want Share
		for _, v := range list {
			want.Instances += v.Cases
			want.Deviations += v.Cases * v.Deviations
			want.Fitness += float64(v.Cases) * v.Fitness
			if v.Deviations == 0 {
				want.Fitting += v.Cases
			}
		}
		want.Fitness /= float64(want.Instances)
		got, err := Check(context.Background(), retold(t, list), readModel(t, name), Options{Whole: true})
		if err != nil {
			t.Fatal(err)
		}
		if d := got.Fitness - want.Fitness; d > 1e-9 || d < -1e-9 {
			t.Errorf("%s: fitness %g, want %g", name, got.Fitness, want.Fitness)
		}
		if want.Fitness = got.Fitness; got.Share != want || got.Variants != len(list) {
			t.Errorf("%s: %+v of %d variants, want %+v of %d", name, got.Share, got.Variants, want, len(list))
		}
	}
}
