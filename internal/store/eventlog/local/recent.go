// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"slices"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// recent returns the events beyond a position, and the log's position, where DuckDB's table has
// none of them: a question about what came last need not wait until they are there. ok is
// false where others must be asked.
func (l *Log) recent(ctx context.Context, s *sequence.Selection) (rows []row, position int64, ok bool, err error) {
	if err := ctx.Err(); err != nil || len(s.Fields) > 0 { // fields are told as DuckDB writes JSON
		return nil, 0, false, err
	}
	l.write.Lock()
	defer l.write.Unlock()
	if err := l.unpack(); err != nil {
		return nil, 0, false, err
	}
	v := l.views.current()
	rows = l.tail.fresh
	if len(rows) == 0 || rows[0].position > s.After+1 || slices.ContainsFunc(v.segments, func(o *segment) bool { return o.last > s.After }) {
		return nil, 0, false, nil
	}
	return beyond(rows, s.After), v.position, true, nil
}

// admits reports whether a selection has a customer's event, whatever it says.
func admits(s *sequence.Selection, of map[uint32]struct{}, r *row) bool {
	if s.Upto != 0 && r.position > s.Upto || s.Until != 0 && r.Time > s.Until {
		return false
	}
	if _, ok := of[r.customer]; !ok && s.Of != nil {
		return false
	}
	return s.Share[1] == 0 || int(r.customer)%s.Share[1] == s.Share[0]
}

// customersOf are the customers of a selection as a set.
func customersOf(s *sequence.Selection) map[uint32]struct{} {
	out := make(map[uint32]struct{}, len(s.Of))
	for _, c := range s.Of {
		out[uint32(c)] = struct{}{}
	}
	return out
}

// visitsAmong classifies events as visitsQuery does.
func visitsAmong(rows []row, s *sequence.Selection) *sequence.Visits {
	out, of := &sequence.Visits{}, customersOf(s)
	classes := map[string][]int{} // by name of events
	for i, m := range s.Classes {
		classes[m.Event] = append(classes[m.Event], i)
	}
	channels := map[string]uint16{}
	for i, name := range s.Channels {
		if _, ok := channels[name]; !ok {
			channels[name] = uint16(i + 1)
		}
	}
	for i := range rows {
		r := &rows[i]
		candidates := classes[r.Name]
		if len(candidates) == 0 || !admits(s, of, r) {
			continue
		}
		e := r.Evidence()
		k := slices.IndexFunc(candidates, func(c int) bool { return s.Classes[c].Where.Eval(&e) })
		if k < 0 || !s.Where.Eval(&e) {
			continue
		}
		out.Customer, out.Class = append(out.Customer, r.customer), append(out.Class, uint16(candidates[k]))
		out.Time, out.Seq, out.Key = append(out.Time, r.Time), append(out.Seq, r.Seq), append(out.Key, r.key)
		out.Undated, out.Channel = append(out.Undated, r.Undated), append(out.Channel, channels[r.Channel])
	}
	return out
}

// traitsAmong yields what events said of customers.
func traitsAmong(rows []row, s sequence.Selection, yield func(sequence.Traits) error) error {
	of := customersOf(&s)
	s.Share = [2]int{} // traits are told of all
	for i := range rows {
		if r := &rows[i]; len(r.Traits) > 0 && admits(&s, of, r) {
			if err := yield(sequence.Traits{Customer: sequence.CustomerNo(r.customer), Time: r.Time, Object: r.Traits}); err != nil {
				return err
			}
		}
	}
	return nil
}
