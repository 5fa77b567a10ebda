// SPDX-License-Identifier: Apache-2.0

package app

import (
	"math"
	"runtime/debug"

	"github.com/KimMachineGun/automemlimit/memlimit"
)

// memory is how many bytes instances and the query engine may take: a quarter and
// an eighth of what GOMEMLIMIT allows or, without it, of what the container or the
// machine has.
func memory() (instances, engine int64) {
	total := debug.SetMemoryLimit(-1)
	if total == math.MaxInt64 {
		found, err := memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)()
		if total = int64(found); err != nil || total == 0 {
			total = 4 << 30
		}
	}
	return max(total/4, 64<<20), max(total/8, 512<<20)
}
