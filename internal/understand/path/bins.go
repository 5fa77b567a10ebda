// SPDX-License-Identifier: Apache-2.0

package path

import (
	"time"

	"github.com/wendcx/wend/internal/stat"
)

const day = 24 * time.Hour

// borders are the lengths at which bins of durations begin, in the units people
// think in.
func borders() [bins]time.Duration {
	return [bins]time.Duration{
		0, time.Second, 10 * time.Second, 30 * time.Second,
		time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute,
		time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour,
		day, 2 * day, 4 * day, 7 * day, 14 * day, 30 * day, 60 * day, 90 * day, 180 * day, 365 * day, 730 * day,
	}
}

// bins is how many there are.
const bins = 24

// binned names counted bins, from the first with any to the last.
func binned(counts []uint32) []Bin {
	out, n := []Bin{}, 0
	for _, c := range counts {
		n += int(c)
	}
	at, left := borders(), n
	for b, c := range counts {
		if left == 0 || c == 0 && left == n {
			continue
		}
		left -= int(c)
		one := Bin{FromS: at[b].Seconds(), Count: int(c), Share: stat.Share(int(c), n)}
		if b+1 < bins {
			end := at[b+1].Seconds()
			one.ToS = &end
		}
		out = append(out, one)
	}
	return out
}
