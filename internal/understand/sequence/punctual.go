// SPDX-License-Identifier: Apache-2.0

package sequence

import "context"

// punctual is a Log that withholds what is dated behind a moment, and notes of whom.
// So one wrong clock costs those who ask about now nothing: its events come in when
// they are due.
type punctual struct {
	Log
	moment int64
	early  early
}

// early are the customers who have something dated in the future, with the time of
// the first.
type early map[uint32]int64

func (e early) note(customer uint32, time int64) {
	if t, ok := e[customer]; !ok || time < t {
		e[customer] = time
	}
}

// due are the customers who have something that is due at a moment.
func (e early) due(moment int64) (out []uint32) {
	for c, t := range e {
		if t <= moment {
			out = append(out, c)
		}
	}
	return out
}

// Visits is part of Log.
func (l punctual) Visits(ctx context.Context, s Selection, yield func(*Visits) error) (int64, error) {
	return l.Log.Visits(ctx, s, func(v *Visits) error {
		all := true
		for i, t := range v.Time {
			if t > l.moment {
				l.early.note(v.Customer[i], t)
				all = false
			}
		}
		if all {
			return yield(v)
		}
		return yield(v.until(l.moment))
	})
}

// Traits is part of Log.
func (l punctual) Traits(ctx context.Context, s Selection, yield func(Traits) error) error {
	return l.Log.Traits(ctx, s, func(t Traits) error {
		if t.Time > l.moment {
			l.early.note(uint32(t.Customer), t.Time)
			return nil
		}
		return yield(t)
	})
}
