// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// joiner forms instances of lots on all cores and joins them, in the order of the lots.
type joiner[S uint8 | uint16, T uint32 | int64] struct {
	*builder
	from *arrivals
	lots lots
	into *Columns[S, T]
	next atomic.Int64 // lot that nobody works on

	mu        sync.Mutex
	turn      *sync.Cond // joined, misfit or err has changed
	joined    int        // lots
	misfit    bool       // the lot after these does not fit into the columns
	err       error
	manners   mannered
	loose     map[uint32]int
	left      int // visits in lots to come
	arrived   int // those in lots that are joined; of which
	visits    int // so many are in instances,
	instances int // so many
}

// joinLots forms what is in lots, from one of them on, and appends it to b.into, of which into
// are the columns. It returns how many lots are joined; fewer than all where the next does not fit.
func joinLots[S uint8 | uint16, T uint32 | int64](ctx context.Context, b *builder, a *arrivals, l lots, from int, into *Columns[S, T]) (joined int, err error) {
	j := &joiner[S, T]{builder: b, from: a, lots: l, into: into, joined: from, loose: map[uint32]int{}}
	j.turn = sync.NewCond(&j.mu)
	j.next.Store(int64(from))
	for i := from; i < l.len(); i++ {
		j.left += l.size(i)
	}
	for _, m := range b.into.Manners {
		j.manners.of(m)
	}
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), l.len()-from) {
		group.Go(func() { j.work(ctx) })
	}
	group.Wait()
	b.into.values, b.into.loose = b.values.values, b.into.loose.with(j.loose)
	return j.joined, j.err
}

// work forms one lot after the other.
func (j *joiner[S, T]) work(ctx context.Context) {
	x := j.builder.into
	p := newPart[S, T](j.plan, j.q.Events, x.origin, x.Unit)
	f := &former{Plan: j.plan, arrivals: j.from, members: j.members.beside(), out: p, loose: map[uint32]int{}, valued: map[uint32]*forming{}}
	var in arranged
	for i := int(j.next.Add(1)) - 1; i < j.lots.len(); i = int(j.next.Add(1)) - 1 {
		p.clear()
		clear(f.loose)
		j.lots.arrange(i, j.plan, &in)
		for k := range in.customers() {
			if p.misfit || k%1024 == 0 && ctx.Err() != nil {
				break
			}
			if of := in.of(k); len(of) > 0 {
				f.customer(in.customer(k), of)
			}
		}
		if !j.take(i, p, f.loose, ctx.Err()) {
			return
		}
	}
}

// take appends a part when it is its turn; false if there is no going on.
func (j *joiner[S, T]) take(i int, p *part[S, T], loose map[uint32]int, err error) (ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	defer j.turn.Broadcast()
	for err == nil && j.err == nil && !j.misfit && j.joined < i {
		j.turn.Wait()
	}
	if j.err == nil {
		j.err = err
	}
	if j.err != nil || j.misfit {
		return false
	}
	numbers := renumbered[S](p.seen.list, &j.manners)
	if j.misfit = p.misfit || len(j.manners.list)-1 > int(^S(0)); j.misfit {
		return false
	}
	if j.err = j.reserve(i, len(p.Step), len(p.customer)); j.err != nil {
		return false
	}
	x := j.builder.into
	before := x.Len()
	x.Manners = j.manners.list
	x.rows.extend(&p.rows)
	j.into.join(p.Columns, numbers)
	x.block(before)
	for c, n := range loose {
		j.loose[c] = n
		x.Unassigned += n
	}
	j.joined++
	return true
}

// reserve makes room for the instances of a lot and, where that is missing, also for those of
// the lots to come, if they are like those before.
func (j *joiner[S, T]) reserve(lot, visits, instances int) error {
	j.left -= j.lots.size(lot)
	j.arrived += j.lots.size(lot)
	j.visits += visits
	j.instances += instances
	x := j.builder.into
	if cap(j.into.Step)-len(j.into.Step) >= visits && cap(x.customer)-len(x.customer) >= instances {
		return x.reserve(visits, instances) // which other columns may lack
	}
	more := float64(j.left) / float64(j.arrived)
	return x.reserve(roomy(visits+int(more*float64(j.visits))), roomy(instances+int(more*float64(j.instances))))
}

// renumbered gives the numbers of some manners among all.
func renumbered[S uint8 | uint16](list []Manner, all *mannered) []S {
	out := make([]S, len(list))
	for i, m := range list {
		out[i] = S(all.of(m))
	}
	return out
}
