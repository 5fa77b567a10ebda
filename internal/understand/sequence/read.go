// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"math"
	"strings"
	"sync"
)

// arrivals are visits as they come from the log, in no order.
type arrivals struct {
	chunks          []*arrived // full but for the last
	total           int
	lowest, highest uint32 // customer
	first, last     int64  // the earliest and the latest time
	grain           int64  // the coarsest unit in which all times are whole
	undated         bool   // some are
	position        int64
	*dictionary
}

// arrived are up to chunkRows visits as columns. value and actor are nil where
// nobody asks for them.
type arrived struct {
	customer []uint32
	time     []int64
	seq      []int64
	key      []uint64
	class    []uint16
	own      []uint16
	undated  []bool
	value    []uint32
	actor    []uint8
}

// chunkRows is the number of visits in a full chunk.
const chunkRows = 1 << 16

func newArrivals(values *dictionary) *arrivals {
	return &arrivals{grain: second, lowest: math.MaxUint32, first: math.MaxInt64, last: None, dictionary: values}
}

// row finds where a visit arrived.
func (a *arrivals) row(at uint32) (*arrived, int) { return a.chunks[at/chunkRows], int(at % chunkRows) }

// dictionary numbers the values of instance.by. mu is held while instances that
// share it are refreshed.
type dictionary struct {
	mu     sync.Mutex
	values []string
	known  map[string]uint32
}

func newDictionary() *dictionary {
	return &dictionary{values: []string{""}, known: map[string]uint32{"": 0}}
}

// number gives a value its number.
func (d *dictionary) number(raw string) uint32 {
	text := Text(raw) // 17 and "17" are one order, null and "" are none
	n, ok := d.known[text]
	if !ok {
		text = strings.Clone(text)
		n = uint32(len(d.values))
		d.known[text] = n
		d.values = append(d.values, text)
	}
	return n
}

// The units of time.
const (
	second      = 1_000_000
	microsecond = 1
)

// grainOf returns the coarser of the unit at hand and what a time needs.
func grainOf(grain, t int64) int64 {
	for grain > microsecond && t%grain != 0 {
		grain /= 1000
	}
	return grain
}

// read takes visits out of the log; accounts stand in the place of their people.
func (p *Plan) read(ctx context.Context, log Log, s Selection, who *people, values *dictionary, tell func(int)) (*arrivals, error) {
	a := newArrivals(values)
	var err error
	a.position, err = log.Visits(ctx, s, func(v *Visits) error {
		for from := 0; from < len(v.Customer); {
			from = a.take(p, v, from, who)
		}
		tell(len(v.Customer))
		return ctx.Err()
	})
	return a, err
}

// open returns the chunk that takes more visits in.
func (a *arrivals) open() *arrived {
	if n := len(a.chunks); n > 0 && len(a.chunks[n-1].time) < chunkRows {
		return a.chunks[n-1]
	}
	c := &arrived{}
	if len(a.chunks) > 0 { // many come
		c = &arrived{
			customer: make([]uint32, 0, chunkRows), time: make([]int64, 0, chunkRows), seq: make([]int64, 0, chunkRows), key: make([]uint64, 0, chunkRows),
			class: make([]uint16, 0, chunkRows), own: make([]uint16, 0, chunkRows), undated: make([]bool, 0, chunkRows),
		}
	}
	a.chunks = append(a.chunks, c)
	return c
}

// take copies visits [from, to) of a batch into a chunk and returns to.
func (a *arrivals) take(p *Plan, v *Visits, from int, who *people) (to int) {
	c := a.open()
	to = min(len(v.Customer), from+chunkRows-len(c.time))
	begin := len(c.time)
	c.customer = append(c.customer, v.Customer[from:to]...)
	c.time, c.seq, c.key = append(c.time, v.Time[from:to]...), append(c.seq, v.Seq[from:to]...), append(c.key, v.Key[from:to]...)
	c.class, c.undated = append(c.class, v.Class[from:to]...), append(c.undated, v.Undated[from:to]...)
	for _, name := range v.Channel[from:to] {
		own := uint16(0)
		if name > 0 {
			own = p.channelOf[name-1]
		}
		c.own = append(c.own, own)
	}
	if len(v.Fields) > 0 {
		for _, raw := range v.Fields[0][from:to] {
			c.value = append(c.value, a.number(raw))
		}
	}
	if who != nil {
		for i, person := range c.customer[begin:] {
			c.actor = append(c.actor, who.part(person))
			c.customer[begin+i] = who.owner(person)
		}
	}
	a.measure(c, begin)
	return to
}

// measure notes the bounds of what was added to a chunk.
func (a *arrivals) measure(c *arrived, begin int) {
	for _, n := range c.customer[begin:] {
		a.lowest, a.highest = min(a.lowest, n), max(a.highest, n)
	}
	first, last := a.first, a.last
	for _, t := range c.time[begin:] {
		first, last = min(first, t), max(last, t)
		if t%a.grain != 0 {
			a.grain = grainOf(a.grain, t)
		}
	}
	a.first, a.last = first, last
	for _, u := range c.undated[begin:] {
		a.undated = a.undated || u
	}
	a.total += len(c.time) - begin
}
