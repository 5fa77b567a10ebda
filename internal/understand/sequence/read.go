// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"slices"
	"strings"
	"sync"
)

// arrivals are visits as they come from the log, in no order.
type arrivals struct {
	customer [][]uint32
	visits   [][]visit
	total    int
	highest  uint32 // customer
	first    int64  // the earliest time
	last     int64  // the latest
	grain    int64  // the coarsest unit in which all times are whole
	position int64
	*dictionary
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
	millisecond = 1_000
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
	a := &arrivals{grain: second, last: None, dictionary: values}
	var err error
	a.position, err = log.Visits(ctx, s, func(v *Visits) error {
		a.take(p, v, who)
		tell(len(v.Customer))
		return ctx.Err()
	})
	return a, err
}

// take copies a batch.
func (a *arrivals) take(p *Plan, v *Visits, who *people) {
	n := len(v.Customer)
	customers, visits := slices.Clone(v.Customer), make([]visit, n)
	for i := range visits {
		t := v.Time[i]
		x := &visits[i]
		*x = visit{time: t, seq: v.Seq[i], key: v.Key[i], class: v.Class[i], claim: p.classes[v.Class[i]].tries[0], undated: v.Undated[i]}
		if name := v.Channel[i]; name > 0 {
			x.own = p.channelOf[name-1]
		}
		if who != nil {
			x.actor = who.part(customers[i])
			customers[i] = who.owner(customers[i])
		}
		a.highest = max(a.highest, customers[i])
		if a.total+i == 0 || t < a.first {
			a.first = t
		}
		a.last = max(a.last, t)
		if t%a.grain != 0 {
			a.grain = grainOf(a.grain, t)
		}
	}
	if len(v.Fields) > 0 {
		for i, raw := range v.Fields[0] {
			visits[i].value = a.number(raw)
		}
	}
	a.customer, a.visits, a.total = append(a.customer, customers), append(a.visits, visits), a.total+n
}
