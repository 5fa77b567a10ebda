// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// columns are visits as they come from the log, not yet in instances.
type columns struct {
	customer []uint32
	class    []uint16
	claim    []uint16 // the first of the class's claims, until an instance is found
	time     []int64
	seq      []int64
	key      []uint64
	channel  []uint16 // as the event names it: index in channelNames plus one; 0: unknown
	noDate   []bool
	value    []uint32 // index in values; 0: none
	values   []string
	actor    []uint8 // as in people; nil: nobody's part is known
	position int64
}

// byOwner notes who made each visit and puts accounts in the place of people.
func (c *columns) byOwner(p *people) {
	if p == nil {
		return
	}
	c.actor = make([]uint8, len(c.customer))
	for i, person := range c.customer {
		c.actor[i] = p.part(person)
		c.customer[i] = p.owner(person)
	}
}

// read takes the plan's visits out of the log.
func (p *Plan) read(ctx context.Context, log Log, q Question) (*columns, error) {
	c := &columns{values: []string{""}}
	known := map[string]uint32{"": 0}
	var err error
	c.position, err = log.Visits(ctx, p.selection(q), func(v *Visits) error {
		c.customer = append(c.customer, v.Customer...)
		c.class = append(c.class, v.Class...)
		for _, class := range v.Class {
			c.claim = append(c.claim, p.classes[class].tries[0])
		}
		c.time = append(c.time, v.Time...)
		c.seq = append(c.seq, v.Seq...)
		c.key = append(c.key, v.Key...)
		c.noDate = append(c.noDate, v.Undated...)
		c.channel = append(c.channel, v.Channel...)
		if len(v.Fields) == 0 {
			return nil
		}
		for _, raw := range v.Fields[0] {
			text := Text(raw) // 17 and "17" are one order, null and "" are none
			n, ok := known[text]
			if !ok {
				text = strings.Clone(text)
				n = uint32(len(c.values))
				known[text] = n
				c.values = append(c.values, text)
			}
			c.value = append(c.value, n)
		}
		return nil
	})
	return c, err
}

// visitChannel decides a visit's channel: the matched alternative's, else the
// event's own if the workspace knows it, else the touchpoint's.
func (p *Plan) visitChannel(claim, name uint16) uint16 {
	c := &p.claims[claim]
	if !c.forced && name > 0 {
		return p.channelOf[name-1]
	}
	return c.channel
}

// order returns the visits' indexes by customer, time, sequence, designed order
// of the steps and identity. Customers are dense numbers, so a counting sort
// does most of the work.
func (p *Plan) order(c *columns) []uint32 {
	highest := uint32(0)
	for _, n := range c.customer {
		highest = max(highest, n)
	}
	starts := make([]uint32, highest+2)
	for _, n := range c.customer {
		starts[n+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	order := make([]uint32, len(c.customer))
	next := slices.Clone(starts[:len(starts)-1])
	for i, n := range c.customer {
		order[next[n]] = uint32(i)
		next[n]++
	}
	compare := func(a, b uint32) int {
		return cmp.Or(
			cmp.Compare(c.time[a], c.time[b]),
			cmp.Compare(c.seq[a], c.seq[b]),
			cmp.Compare(p.claims[c.claim[a]].step, p.claims[c.claim[b]].step),
			cmp.Compare(c.key[a], c.key[b]),
		)
	}
	for i := 0; i+1 < len(starts); i++ {
		if of := order[starts[i]:starts[i+1]]; len(of) > 1 && !slices.IsSortedFunc(of, compare) {
			slices.SortFunc(of, compare)
		}
	}
	return order
}
