// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// seeds are what fuzzing begins with, and all that an ordinary test tries.
func seeds(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 5))
	for n := range 60 {
		b := make([]byte, 1+3*n)
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		f.Add(b)
	}
}

// decoded reads bytes as instances: the first says how, and then three are an
// event. nil: they are too many or too few.
func decoded(t *testing.T, b []byte) *sequence.Instances {
	if len(b) == 0 || len(b) > 400 {
		return nil
	}
	plan, finest := journeyPlan(t), int64(time.Second/time.Microsecond)
	if b[0]&1 == 1 {
		finest = 1 // makes wide columns
	}
	names := []string{"a", "b", "c", "d", "e", "f"}
	if b[0]&12 != 0 {
		// 40 steps have more pairs than are measured at once, 600 more than have
		// numbers of their own.
		all := make([]string, map[byte]int{4: 40, 8: 600, 12: 6}[b[0]&12])
		for i := range all {
			all[i] = fmt.Sprintf("e%03d", (i*7)%len(all))
		}
		plan = eventsPlan(t, all)
		names = []string{all[0], all[1], all[2], all[len(all)-1], all[len(all)/2], all[3]}
	}
	log, at := &sequencetest.Log{}, sequencetest.Start().UnixMicro()
	for e := range slices.Chunk(b[1:], 3) {
		if len(e) < 3 {
			break
		}
		at += int64(e[2]&31) * int64(e[2]&31) * 1e8 // up to a day
		log.Add(event.Event{
			Source: "s", Customer: event.CustomerID(fmt.Sprint("c", e[0]&3)), Name: names[e[1]%6], Time: at + int64(e[1]>>4)*finest,
			Channel: []string{"", "store", "phone", "email"}[e[0]>>2&3], Undated: e[2]>>5 == 7 && b[0]&2 == 2,
		})
	}
	q := sequence.Question{AsOf: time.UnixMicro(at + 86_400e6)}
	if b[0]&16 == 16 {
		q.From = sequencetest.Start().Add(36 * time.Hour)
	}
	x, err := sequence.Build(ctx, log, plan, q)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
