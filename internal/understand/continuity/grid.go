// SPDX-License-Identifier: Apache-2.0

package continuity

// cell counts something that may occur several times in an instance.
type cell struct {
	count, instances int
	last             uint32 // instance that was counted last
}

// see counts an occurrence in an instance.
func (c *cell) see(instance uint32) {
	c.count++
	if c.last != instance {
		c.last = instance
		c.instances++
	}
}

func (c *cell) add(o *cell) {
	c.count += o.count
	c.instances += o.instances
}

// pair counts how often one step follows another.
type pair struct {
	passed   cell // on known channels
	switched cell // to another channel
}

// grid is the pairs of n steps, made as they occur.
type grid struct {
	n     int
	dense []int32          // place in pairs, plus one; nil where it would be large
	large map[uint64]int32 // the same
	keys  []uint64
	pairs []pair
}

// maxDense bounds the table of all pairs: a thousand steps.
const maxDense = 1 << 20

func newGrid(n int) *grid {
	g := &grid{n: n}
	if n*n <= maxDense {
		g.dense = make([]int32, n*n)
	} else {
		g.large = map[uint64]int32{}
	}
	return g
}

// at is the pair of two steps.
func (g *grid) at(from, to int) *pair {
	key := uint64(from)*uint64(g.n) + uint64(to)
	var place int32
	if g.dense != nil {
		place = g.dense[key]
	} else {
		place = g.large[key]
	}
	if place == 0 {
		place = g.add(key)
	}
	return &g.pairs[place-1]
}

func (g *grid) add(key uint64) int32 {
	g.keys, g.pairs = append(g.keys, key), append(g.pairs, pair{})
	place := int32(len(g.pairs))
	if g.dense != nil {
		g.dense[key] = place
	} else {
		g.large[key] = place
	}
	return place
}

// merge takes another grid's counts in.
func (g *grid) merge(o *grid) {
	for i, key := range o.keys {
		p := g.at(int(key/uint64(g.n)), int(key%uint64(g.n)))
		p.passed.add(&o.pairs[i].passed)
		p.switched.add(&o.pairs[i].switched)
	}
}
