// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"testing"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// TestMisleadingLook: transitions of many instances are measured by a look at some of
// them. Here those have other times than all the rest, so that nothing is where the
// look has it; or all have the same.
func TestMisleadingLook(t *testing.T) {
	const customers, steps = 30_000, 6
	for name, gap := range map[string]func(c int) int64{
		"misled": func(c int) int64 {
			if c/64%16 == 0 {
				return 1 + int64(c%7)
			}
			return 1_000 + int64(c%911)*37
		},
		"told": func(c int) int64 { return 1 + int64(c%911)*37 },
	} {
		log, lengths := &stream{}, []float64(nil)
		for c := 0; c < customers; {
			v := &sequence.Visits{}
			for ; c < customers && len(v.Customer) < 4096; c++ {
				for s := range steps {
					v.Customer, v.Class, v.Seq, v.Key = append(v.Customer, uint32(c+1)), append(v.Class, uint16(s)), append(v.Seq, 0), append(v.Key, 0)
					v.Time = append(v.Time, sequencetest.Start().UnixMicro()+int64(s)*gap(c)*1e6)
					v.Channel, v.Undated = append(v.Channel, 0), append(v.Undated, false)
				}
				lengths = append(lengths, float64(gap(c)))
			}
			log.batches = append(log.batches, v)
		}
		median, p90, mean := stat.Select(lengths, 0.5), stat.Select(lengths, 0.9), 0.0
		for _, l := range lengths {
			mean += l / customers
		}
		got := ok[*path.Transitions](t)(path.FollowsOf(ctx, built(t, log, eventsPlan(t, []string{"a", "b", "c", "d", "e", "f"}))))
		if len(got.Transitions) != steps-1 {
			t.Fatalf("%s: %d transitions", name, len(got.Transitions))
		}
		for _, to := range got.Transitions {
			if to.Count != customers || to.Instances != customers || *to.MedianS != median || *to.P90S != p90 || !near(*to.MeanS, mean) {
				t.Errorf("%s: %s %s: %d in %d, median %g (%g), p90 %g (%g), mean %g (%g)", name, to.From, to.To, to.Count, to.Instances, *to.MedianS, median, *to.P90S, p90, *to.MeanS, mean)
			}
		}
	}
}

func near(a, b float64) bool { return a-b < 1e-6*b && b-a < 1e-6*b }
