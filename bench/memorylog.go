// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// memoryLog is a log of events that are classified already: what Wend's index is
// built from where only questions are compared.
type memoryLog struct{ *events }

// batch is how many visits are handed over at a time.
const batch = 1 << 16

// Visits streams the events; see sequence.Log. The classes are names of
// touchpoints and nothing else.
func (l memoryLog) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	if len(s.Classes) == 0 {
		return int64(l.len()), nil
	}
	if s.Where != nil || s.Fields != nil || s.Of != nil {
		return 0, fmt.Errorf("events in memory cannot be selected like that: %+v", s)
	}
	var classOf [len(touchpoints)]int
	for i, name := range touchpoints {
		classOf[i] = slices.IndexFunc(s.Classes, func(m evidence.Matcher) bool { return m.Event == name })
	}
	end := l.len()
	if s.Upto > 0 {
		end = min(end, int(s.Upto))
	}
	v := newVisits()
	for at := int(s.After); at < end; at += batch {
		l.gather(v, s, &classOf, at, min(at+batch, end))
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := yield(v); err != nil {
			return 0, err
		}
	}
	return int64(l.len()), nil
}

// newVisits has room for a batch; what all visits have alike stays as it is.
func newVisits() *sequence.Visits {
	return &sequence.Visits{
		Customer: make([]uint32, batch), Class: make([]uint16, batch), Time: make([]int64, batch), Seq: make([]int64, batch),
		Key: make([]uint64, batch), Undated: make([]bool, batch), Channel: make([]uint16, batch),
	}
}

// gather fills v with the events [from, to) that are in the share.
func (l memoryLog) gather(v *sequence.Visits, s sequence.Selection, classOf *[len(touchpoints)]int, from, to int) {
	n := 0
	v.Customer, v.Class, v.Time, v.Key = v.Customer[:batch], v.Class[:batch], v.Time[:batch], v.Key[:batch]
	v.Seq, v.Undated, v.Channel = v.Seq[:batch], v.Undated[:batch], v.Channel[:batch]
	for i := from; i < to; i++ {
		c := l.customer[i]
		if s.Share[1] > 0 && int(c)%s.Share[1] != s.Share[0] {
			continue
		}
		v.Customer[n], v.Class[n], v.Time[n], v.Key[n] = c, uint16(classOf[l.step[i]]), int64(l.time[i])*1e6, uint64(i)
		n++
	}
	v.Customer, v.Class, v.Time, v.Key = v.Customer[:n], v.Class[:n], v.Time[:n], v.Key[:n]
	v.Seq, v.Undated, v.Channel = v.Seq[:n], v.Undated[:n], v.Channel[:n]
}

// Traits says of which tier each customer is; see sequence.Log.
func (l memoryLog) Traits(ctx context.Context, s sequence.Selection, yield func(sequence.Traits) error) error {
	if s.Of != nil {
		return fmt.Errorf("events in memory cannot be selected like that: %+v", s)
	}
	var objects [tiers][]byte
	for t := range objects {
		objects[t] = traitsOf(uint8(t))
	}
	for c := 1; c < len(l.tier) && ctx.Err() == nil; c++ {
		if err := yield(sequence.Traits{Customer: sequence.CustomerNo(c), Time: began * 1e6, Object: objects[l.tier[c]]}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// traitsOf is what an event says of a customer of a tier.
func traitsOf(tier uint8) []byte { return fmt.Appendf(nil, `{"tier":"t%d"}`, tier) }
