// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

var ctx = context.Background()

// instances reads a script of events without a journey: every name is a step.
func instances(t testing.TB, script string) *sequence.Instances {
	t.Helper()
	names := []string{"a", "b", "c", "d", "e", "/", "/about", "/pricing", "/help", "/1", "/2", "/3", "/4"}
	return built(t, sequencetest.Script(t, script), eventsPlan(t, names))
}

func eventsPlan(t testing.TB, names []string) *sequence.Plan {
	t.Helper()
	plan, err := sequence.EventsPlan(names, &journey.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func built(t testing.TB, log sequence.Log, plan *sequence.Plan) *sequence.Instances {
	t.Helper()
	x, err := sequence.Build(ctx, log, plan, sequence.Question{AsOf: sequencetest.At(t, "9000d")})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// journeyPlan is a journey of steps a to f; f completes.
func journeyPlan(t testing.TB) *sequence.Plan {
	t.Helper()
	text := "wend: journey/v1\nid: j\ntitle: J\ninstance: {idle: 2d, window: 30d}\nphases:\n  during:\n    - stage: S\n      steps:\n"
	for _, s := range "abcdef" {
		text += fmt.Sprintf("        - {id: %c, title: %c, evidence: [%c]}\n", s, s, s)
	}
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte(text)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// ok returns a result that has no error.
func ok[R any](t testing.TB) func(R, error) R {
	return func(r R, err error) R {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

// timesOf are the times that ascending seconds should give.
func timesOf(seconds []float64) (t path.Times) {
	if t.N = len(seconds); t.N == 0 {
		return t
	}
	sum := 0.0
	for _, s := range seconds {
		sum += s
	}
	mean, median, p90 := sum/float64(t.N), stat.Quantile(seconds, 0.5), stat.Quantile(seconds, 0.9)
	t.MeanS, t.MedianS, t.P90S = &mean, &median, &p90
	if lo, hi, ok := stat.QuantileInterval(seconds, 0.5); ok {
		t.MedianLoS, t.MedianHiS = &lo, &hi
	}
	return t
}

// same compares; means may differ by how sums are rounded.
func same(t testing.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(1e-12, 0), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: %s", what, diff)
	}
}

// stream is a log of many visits, whatever is asked.
type stream struct{ batches []*sequence.Visits }

func (s *stream) Visits(_ context.Context, of sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	if len(of.Classes) == 0 {
		return 1, nil
	}
	for _, b := range s.batches {
		if err := yield(b); err != nil {
			return 0, err
		}
	}
	return 1, nil
}

func (*stream) Traits(context.Context, sequence.Selection, func(sequence.Traits) error) error {
	return nil
}

// crowd simulates so many customers: ten visits on average, steps that depend on
// the one before, times that are lognormal, some on another channel; one visit
// in undated is undated.
func crowd(t testing.TB, customers, steps, undated int) *sequence.Instances {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	follows := make([][256]int, steps+1)
	for s := range follows {
		next, left := 0, 0
		for i := range follows[s] {
			if left--; left < 0 {
				next, left = r.IntN(steps), r.IntN(60)
			}
			follows[s][i] = next
		}
	}
	log := &stream{}
	for c := 0; c < customers; {
		v := &sequence.Visits{}
		for ; c < customers && len(v.Customer) < 4096; c++ {
			at, step := sequencetest.Start().Unix()+r.Int64N(60*86_400), steps
			for range max(1, int(math.Round(math.Exp(2-0.02+0.8*r.NormFloat64())))) {
				step = follows[step][r.IntN(256)]
				v.Customer, v.Class, v.Time = append(v.Customer, uint32(c+1)), append(v.Class, uint16(step)), append(v.Time, at*1e6)
				v.Seq, v.Key, v.Channel = append(v.Seq, 0), append(v.Key, 0), append(v.Channel, uint16(r.IntN(4)))
				v.Undated = append(v.Undated, undated > 0 && r.IntN(undated) == 0)
				at += 1 + int64(min(30*86_400, 3_600*math.Exp(2*r.NormFloat64())))
			}
		}
		log.batches = append(log.batches, v)
	}
	names := make([]string, steps)
	for s := range names {
		names[s] = fmt.Sprintf("s%03d", s)
	}
	return built(t, log, eventsPlan(t, names))
}
