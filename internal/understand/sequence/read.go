// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"math"
	"strings"
	"sync"
)

// arrivals are visits as they come from the log, in no order, but those of a crowd of
// customers together.
type arrivals struct {
	sheets      []*sheet
	crowds      []crowd // the k-th has the customers from k<<crowdBits on
	slab        []arrival
	total       int
	first, last int64 // the earliest and the latest time
	grain       int64 // the coarsest unit in which all times are whole
	undated     bool  // some are
	acted       bool  // actors are known
	position    int64
	*dictionary
}

// arrival is a visit as it came.
type arrival struct {
	time     int64
	key      uint64
	customer uint16 // within the crowd
	class    uint16
	own      uint16
	actor    uint8
	undated  bool
}

// sheet are up to sheetRows visits. seq is nil where all are 0, and value where nobody
// asks.
type sheet struct {
	visits []arrival
	seq    []int64
	value  []uint32
}

// crowd are customers whose numbers begin alike: so few that their visits are put in
// order within the caches of a core.
type crowd struct {
	sheets []uint32 // places in arrivals.sheets; full but for the last
	total  int
}

const (
	sheetBits = 12
	sheetRows = 1 << sheetBits
	crowdBits = 13
	crowdSize = 1 << crowdBits
)

func newArrivals(values *dictionary) *arrivals {
	return &arrivals{grain: second, first: math.MaxInt64, last: None, dictionary: values}
}

// row finds where a visit arrived.
func (a *arrivals) row(at uint32) (*sheet, int) {
	return a.sheets[at>>sheetBits], int(at & (sheetRows - 1))
}

// sequence is the sender's number of a visit.
func (c *sheet) sequence(i int) int64 {
	if c.seq == nil {
		return 0
	}
	return c.seq[i]
}

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

// open returns the sheet that takes more visits of a crowd in, and its place.
func (a *arrivals) open(k uint32) (c *sheet, at uint32) {
	for int(k) >= len(a.crowds) {
		a.crowds = append(a.crowds, crowd{})
	}
	of := &a.crowds[k]
	if n := len(of.sheets); n > 0 {
		at = of.sheets[n-1]
		if c = a.sheets[at]; len(c.visits) < sheetRows {
			return c, at
		}
	}
	c, at = &sheet{}, uint32(len(a.sheets))
	if len(of.sheets) > 0 { // many come
		c.visits = a.room()
	}
	a.sheets, of.sheets = append(a.sheets, c), append(of.sheets, at)
	return c, at
}

// room is memory for a sheet. Where there are many they come from larger and larger
// pieces, for which the system has less to do.
func (a *arrivals) room() []arrival {
	if cap(a.slab) < sheetRows {
		a.slab = ample[arrival](sheetRows * (1 + min(len(a.sheets)/8, 256)))
	}
	out := a.slab[:0:sheetRows]
	a.slab = a.slab[sheetRows:cap(a.slab)]
	return out
}

// add takes one more visit into a sheet.
func (c *sheet) add(v arrival, seq int64) {
	if n := len(c.visits); n == cap(c.visits) {
		more := make([]arrival, n, min(max(16, 16*n), sheetRows))
		copy(more, c.visits)
		c.visits = more
	}
	if seq != 0 && c.seq == nil {
		c.seq = make([]int64, len(c.visits), sheetRows)
	}
	c.visits = append(c.visits, v)
	if c.seq != nil {
		c.seq = append(c.seq, seq)
	}
}

// take copies visits of a batch from one on, as long as they are of one crowd and there
// is room, and returns the first that is not copied.
func (a *arrivals) take(p *Plan, v *Visits, from int, who *people) (to int) {
	crowd := who.owner(v.Customer[from]) >> crowdBits
	c, _ := a.open(crowd)
	end := min(len(v.Customer), from+sheetRows-len(c.visits))
	first, last := a.first, a.last
	for to = from; to < end; to++ {
		customer := who.owner(v.Customer[to])
		if customer>>crowdBits != crowd {
			break
		}
		x := arrival{time: v.Time[to], key: v.Key[to], customer: uint16(customer % crowdSize), class: v.Class[to], undated: v.Undated[to]}
		if name := v.Channel[to]; name > 0 {
			x.own = p.channelOf[name-1]
		}
		if who != nil {
			x.actor = who.part(v.Customer[to])
		}
		c.add(x, v.Seq[to])
		first, last = min(first, x.time), max(last, x.time)
		if x.time%a.grain != 0 {
			a.grain = grainOf(a.grain, x.time)
		}
		a.undated = a.undated || x.undated
	}
	if len(v.Fields) > 0 {
		for _, raw := range v.Fields[0][from:to] {
			c.value = append(c.value, a.number(raw))
		}
	}
	a.first, a.last, a.acted = first, last, who != nil
	a.total += to - from
	a.crowds[crowd].total += to - from
	return to
}
