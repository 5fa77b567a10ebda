// SPDX-License-Identifier: Apache-2.0

package cohort

import (
	"context"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// CellNumber names a number of retention: a cell of a row, or the row's size.
type CellNumber struct {
	Size  bool      // Row.Size; else Cell.Count
	All   bool      // of Result.All
	Start time.Time // else of the row of the period in which this moment lies
	Group *string   // or of the row of that group
	After int       // Cell.After
}

// FlowNumber is one of the numbers of a period's flows.
type FlowNumber string

// The numbers.
const (
	ActiveNumber       FlowNumber = "active"
	NewNumber          FlowNumber = "new"
	ReturningNumber    FlowNumber = "returning"
	ResurrectingNumber FlowNumber = "resurrecting"
	DormantNumber      FlowNumber = "dormant"
)

// Behind returns the customers behind a number of retention, as many as Of
// counts for the same spec, each with the last of the instances that the question
// is about. It returns what is wrong with the spec or the number, or the
// context's error.
//
//	a: x@0d x@1d; b: x@0d  →  of those who first came on day 0, a day later: a
func Behind(ctx context.Context, x *sequence.Instances, s Spec, n CellNumber) (sequence.Set, error) {
	return keep(ctx, x, s, func(c *calendar) *retention { return newRetention(c, x.Plan) }, func(c *calendar, r *retention) (func(*retention) int, error) {
		if n.After < 0 || n.After >= r.columns {
			return nil, fault.New(fault.Invalid, "there is no column %d", n.After).WithRemedy("between 0 and %d", r.columns-1)
		}
		switch {
		case n.All && c.spec.Mode != FirstTouch:
			return nil, fault.New(fault.Invalid, "only retention of first touch has a row of all").WithRemedy("name a row")
		case n.All && n.Size:
			return func(r *retention) int { return sum(r.size) }, nil
		case n.All:
			return func(r *retention) int { return r.sumOver()[n.After] }, nil
		case n.Group != nil:
			return r.numberOf(x.Plan, n)
		}
		row, err := c.row(n.Start)
		if err == nil && !n.Size && row+n.After > c.n {
			err = fault.New(fault.Invalid, "%d periods after %s are not looked at", n.After, moment(n.Start)).
				WithRemedy("ask for an earlier period, or one that begins sooner")
		}
		if n.Size {
			return func(r *retention) int { return r.size[row] }, err
		}
		return func(r *retention) int { return r.counts[row*r.columns+n.After] }, err
	})
}

// numberOf is a number of a group's row.
func (r *retention) numberOf(p *sequence.Plan, n CellNumber) (func(*retention) int, error) {
	for g := range r.groups {
		switch {
		case r.group(p, g) != *n.Group:
		case n.Size:
			return func(r *retention) int { return sum(r.sizes[g*(r.n+1):][:r.n+1]) }, nil
		default:
			return func(r *retention) int { return r.grouped[g*r.columns+n.After] }, nil
		}
	}
	return nil, fault.New(fault.NotFound, "retention has no group %q", *n.Group).WithRemedy("ask for the groups with first, and name one of them")
}

// FlowsBehind returns the customers behind a number of a period's flows, as many
// as FlowsOf counts for the same spec, each with the last of the instances that
// the question is about. at lies in the period.
//
//	a: x@1d x@2d x@4d  →  returning on day 2: a
func FlowsBehind(ctx context.Context, x *sequence.Instances, s Spec, at time.Time, n FlowNumber) (sequence.Set, error) {
	what, ok := map[FlowNumber][]int{
		ActiveNumber: {isNew, isReturning, isResurrecting}, NewNumber: {isNew}, ReturningNumber: {isReturning},
		ResurrectingNumber: {isResurrecting}, DormantNumber: {isDormant},
	}[n]
	if !ok {
		return nil, fault.New(fault.Invalid, "flows have no number %q that customers stand behind", n).
			WithRemedy("one of active, new, returning, resurrecting, dormant")
	}
	fresh := func(c *calendar) *flows { return &flows{calendar: c, periods: make([]flow, c.n+1)} }
	return keep(ctx, x, s, fresh, func(c *calendar, _ *flows) (func(*flows) int, error) {
		p, err := c.row(at)
		return func(f *flows) (n int) {
			for _, k := range what {
				n += f.periods[p][k]
			}
			return n
		}, err
	})
}

// StickinessBehind returns the customers who were active in so many periods, as
// many as StickinessOf counts for the same spec, each with the last of the
// instances that the question is about.
//
//	a: x@0d x@1d; b: x@5d  →  in 2 days: a
func StickinessBehind(ctx context.Context, x *sequence.Instances, s Spec, periods int) (sequence.Set, error) {
	return keep(ctx, x, s, func(c *calendar) bars { return make(bars, c.n+1) }, func(c *calendar, _ bars) (func(bars) int, error) {
		if periods < 1 || periods > c.n {
			return nil, fault.New(fault.Invalid, "%d periods are not looked at", periods).WithRemedy("between 1 and %d", c.n)
		}
		return func(b bars) int { return b[periods] }, nil
	})
}

func sum(numbers []int) (n int) {
	for _, k := range numbers {
		n += k
	}
	return n
}

// row is the period in which a moment lies.
func (c *calendar) row(t time.Time) (int, error) {
	if p := c.at(t.UnixMicro()); p >= 1 && p <= c.n {
		return p, nil
	}
	return 0, fault.New(fault.NotFound, "%s lies in none of the periods", moment(t)).WithRemedy("name the day on which one of them begins")
}

// keep lets a tally count customer after customer, and returns those who add to a
// number.
func keep[T tally[T]](
	ctx context.Context, x *sequence.Instances, s Spec, fresh func(*calendar) T, number func(*calendar, T) (func(T) int, error),
) (sequence.Set, error) {
	c, err := s.over(x)
	if err != nil {
		return nil, err
	}
	count, err := number(c, fresh(c))
	if err != nil {
		return nil, err
	}
	k, err := sequence.Run(ctx, x, func() *kernel[*keeper[T]] {
		return newKernel(c, x.Plan, &keeper[T]{tally: fresh(c), count: count, found: sequence.NewSet(x.Len())})
	})
	if err != nil {
		return nil, err
	}
	return k.tally.found, nil
}

// keeper is a tally that keeps who adds to a number of another.
type keeper[T tally[T]] struct {
	tally T
	count func(T) int
	found sequence.Set
}

func (k *keeper[T]) add(p *person) {
	before := k.count(k.tally)
	k.tally.add(p)
	if k.count(k.tally) > before {
		k.found.Add(p.last)
	}
}

func (k *keeper[T]) merge(o *keeper[T]) { k.found.Unite(o.found) }
