// SPDX-License-Identifier: Apache-2.0

package path

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// parallel parts [0, n) into ranges of so many and works on them, on all cores.
func parallel(n, grain int, work func(from, to int)) {
	workers := min(runtime.GOMAXPROCS(0), (n+grain-1)/grain)
	var next atomic.Int64
	share := func() {
		for {
			from := int(next.Add(int64(grain))) - grain
			if from >= n {
				return
			}
			work(from, min(from+grain, n))
		}
	}
	var group sync.WaitGroup
	for w := 1; w < workers; w++ {
		group.Go(share)
	}
	share()
	group.Wait()
}

// eachRun calls do for every run of instances that are in a set; nil: all.
func eachRun(set sequence.Set, from, to int, do func(from, to int)) {
	if set == nil {
		do(from, to)
		return
	}
	for from = set.Next(from); from < to; {
		end := from + 1
		for end < to && set.Has(end) {
			end++
		}
		do(from, end)
		from = set.Next(end)
	}
}
