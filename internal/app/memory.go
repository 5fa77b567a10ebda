// SPDX-License-Identifier: Apache-2.0

package app

import "github.com/KimMachineGun/automemlimit/memlimit"

// memory is how many bytes instances and the query engine may take: a quarter and
// an eighth of what the machine, or the container, has.
func memory() (instances, engine int64) {
	total, err := memlimit.ApplyFallback(memlimit.FromCgroup, memlimit.FromSystem)()
	if err != nil || total == 0 {
		total = 4 << 30
	}
	return max(int64(total/4), 256<<20), max(int64(total/8), 512<<20)
}
