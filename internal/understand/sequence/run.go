// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Kernel answers a question by looking at instances in ranges. K is the kernel's
// own type. A kernel that observed some ranges and one that observed others,
// merged, know what one that observed all of them would.
type Kernel[K any] interface {
	// Observe looks at the instances [from, to). A range never parts the
	// instances of a customer. Whether the question is about an instance is
	// for the kernel to ask.
	Observe(x *Instances, from, to int)
	// Merge takes in what another kernel observed, which is then lost.
	Merge(other K)
}

// chunk is about how many instances are observed at a time: what takes about a
// millisecond, so that a question can be cancelled and shares the cores.
const chunk = 1 << 15

// Run asks a question of all instances, on all cores: each works on ranges with
// a kernel of its own, made by fresh, and the kernels are merged at the end. It
// ends early with the context's error.
func Run[K Kernel[K]](ctx context.Context, x *Instances, fresh func() K) (K, error) {
	workers := max(1, min(runtime.GOMAXPROCS(0), (x.Len()+chunk-1)/chunk))
	kernels := make([]K, workers)
	var next atomic.Int64
	work := func(w int) {
		kernels[w] = fresh()
		for ctx.Err() == nil {
			from := int(next.Add(chunk)) - chunk
			if from >= x.Len() {
				return
			}
			kernels[w].Observe(x, x.aligned(from), x.aligned(from+chunk))
		}
	}
	var group sync.WaitGroup
	for w := 1; w < workers; w++ {
		group.Go(func() { work(w) })
	}
	work(0)
	group.Wait()
	runtime.KeepAlive(x) // whose columns may be unmapped when nobody knows it
	if err := ctx.Err(); err != nil {
		var none K
		return none, err
	}
	for _, k := range kernels[1:] {
		kernels[0].Merge(k)
	}
	return kernels[0], nil
}

// aligned moves the beginning of a range to the first instance of a customer.
func (x *Instances) aligned(i int) int {
	if i >= x.Len() {
		return x.Len()
	}
	for i > 0 && i < x.Len() && x.customer[i] == x.customer[i-1] {
		i++
	}
	return i
}
