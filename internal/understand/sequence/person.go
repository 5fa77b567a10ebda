// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"encoding/json"
	"maps"
	"math/bits"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/segment"
)

// Only is a log in which nobody but some customers ever did anything: what is
// built from it is about them alone, and costs as little as they did. In a journey
// of accounts it knows nothing of an account's other people.
func Only(log Log, customers ...CustomerNo) Log { return only{log, customers} }

type only struct {
	Log
	of []CustomerNo
}

// Visits is part of Log.
func (o only) Visits(ctx context.Context, s Selection, yield func(*Visits) error) (int64, error) {
	s.Of = o.among(s.Of)
	return o.Log.Visits(ctx, s, yield)
}

// Traits is part of Log.
func (o only) Traits(ctx context.Context, s Selection, yield func(Traits) error) error {
	s.Of = o.among(s.Of)
	return o.Log.Traits(ctx, s, yield)
}

// among keeps those of some customers whom the log knows.
func (o only) among(of []CustomerNo) []CustomerNo {
	if of == nil {
		return o.of
	}
	out := []CustomerNo{}
	for _, c := range of {
		if slices.Contains(o.of, c) {
			out = append(out, c)
		}
	}
	return out
}

// TraitsOf returns what is known of customers at a moment, as JSON objects, one
// each: of each trait what was said last. nil where nothing is known.
func TraitsOf(ctx context.Context, log Log, customers []CustomerNo, moment time.Time) ([]json.RawMessage, error) {
	out := make([]json.RawMessage, len(customers))
	if len(customers) == 0 {
		return out, nil
	}
	m := &members{now: None, rules: []*segment.Rule{nil}}
	if err := m.readTraits(ctx, log, Selection{Of: customers, Until: moment.UnixMicro()}, nobody); err != nil {
		return nil, err
	}
	for i, c := range customers {
		known := map[string]json.RawMessage{}
		for _, k := range m.history.of(uint32(c)) {
			var said map[string]json.RawMessage
			if json.Unmarshal([]byte(m.objects[k.object]), &said) == nil {
				maps.Copy(known, said)
			}
		}
		if len(known) == 0 {
			continue
		}
		var err error
		if out[i], err = json.Marshal(known); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// InSegments tells in which of some segments a customer is at a moment.
func InSegments(ctx context.Context, log Log, customer CustomerNo, list []*segment.Segment, moment time.Time) ([]bool, error) {
	out := make([]bool, 0, len(list))
	for part := range slices.Chunk(list, maxSegments) {
		m := &members{now: None}
		for _, s := range part {
			m.rules = append(m.rules, &s.Rule)
		}
		if err := m.read(ctx, log, Selection{Of: []CustomerNo{customer}, Until: moment.UnixMicro()}, nil, nobody); err != nil {
			return nil, err
		}
		held := m.at(uint32(customer), moment.UnixMicro())
		for i := range part {
			out = append(out, held>>i&1 == 1)
		}
	}
	return out, nil
}

// StateOf tells in which state of a lifecycle a customer is at a moment: an index
// in l.States, or -1 where no rule holds.
func StateOf(ctx context.Context, log Log, customer CustomerNo, w *journey.Workspace, l *lifecycle.Lifecycle, moment time.Time) (int, error) {
	m := &members{now: None, rules: rulesOf(l)}
	x := &Instances{Plan: &Plan{Workspace: w}, Question: Question{AsOf: moment}}
	done, err := x.completions(ctx, Only(log, customer), m.rules)
	if err != nil {
		return -1, err
	}
	if err := m.read(ctx, log, Selection{Of: []CustomerNo{customer}, Until: moment.UnixMicro()}, done, nobody); err != nil {
		return -1, err
	}
	if held := m.at(uint32(customer), moment.UnixMicro()); held != 0 {
		return bits.TrailingZeros64(held), nil
	}
	return -1, nil
}

// rulesOf are the rules of a lifecycle's states; nil holds for everybody.
func rulesOf(l *lifecycle.Lifecycle) (out []*segment.Rule) {
	for i := range l.States {
		var rule *segment.Rule
		if w := &l.States[i].When.Rule; !w.IsZero() {
			rule = w
		}
		out = append(out, rule)
	}
	return out
}

// Has reports whether a customer is in the set.
func (c *Customers) Has(customer uint32) bool {
	_, listed := slices.BinarySearch(c.Numbers, customer)
	return listed != c.AllBut
}
