// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"errors"
	"slices"
	"strconv"
)

// funnel answers funnel and histogram.
func (e *SQL) funnel(ctx context.Context, q *Question) (*Table, error) {
	if err := e.funnelTables(ctx, q); err != nil {
		return nil, err
	}
	window := q.window().Microseconds()
	if err := errors.Join(e.run(ctx, "chains."+q.Order, window), e.run(ctx, "best", window, q.Order == "unordered")); err != nil {
		return nil, err
	}
	if q.Verb == "histogram" {
		return e.table(ctx, "histogram", 0, q.Bins, q.Bins)
	}
	out, err := e.table(ctx, "funnel", 0)
	if err != nil {
		return nil, err
	}
	out.part = true // no ripeness
	for i := range out.Rows {
		out.Rows[i][0] = q.label(i, q.Steps[i])
	}
	return out, nil
}

// funnelTables fills the tables of steps and exclusions.
func (e *SQL) funnelTables(ctx context.Context, q *Question) error {
	if why, err := e.cannot(ctx, q); why != "" || err != nil {
		if err == nil {
			err = declined(why)
		}
		return err
	}
	for k, s := range q.Steps {
		names := s.Any
		if names == nil {
			names = []string{"*"}
		}
		for _, n := range names {
			if _, err := e.db.ExecContext(ctx, "INSERT INTO step VALUES (?, ?)", k+1, n); err != nil {
				return err
			}
		}
	}
	for _, x := range q.Excluding {
		since, until := q.between(x)
		if q.Order == "unordered" {
			since, until = len(q.Steps)+1, 0 // the chains mind it
		}
		if _, err := e.db.ExecContext(ctx, "INSERT INTO exclusion VALUES (?, ?, ?)", x.Step, since, until); err != nil {
			return err
		}
	}
	return nil
}

// between returns the steps, counted from 1, between which an exclusion holds.
func (q *Question) between(x Exclusion) (since, until int) {
	if x.From == "" {
		return 1, len(q.Steps)
	}
	at := func(name string) int {
		if n, err := strconv.Atoi(name); err == nil {
			return n
		}
		return 1 + slices.IndexFunc(q.Steps, func(s Step) bool { return s.Name == name })
	}
	return at(x.From), at(x.To)
}

// cannot says what of a funnel the statements cannot express.
func (e *SQL) cannot(ctx context.Context, q *Question) (why string, err error) {
	if slices.ContainsFunc(q.Steps, func(s Step) bool { return s.Optional }) {
		return "optional steps", nil
	}
	if !q.Period[0].IsZero() {
		return "entries within a period", nil
	}
	if q.Order == "unordered" && q.overlap() {
		return "steps in any order that share events", nil
	}
	if q.Order != "strict" {
		return "", nil
	}
	// Events at one time follow each other directly in whatever order suits.
	var ties bool
	row := e.db.QueryRowContext(ctx, "SELECT count(*) > count(DISTINCT (customer, t)) FROM e")
	if err := row.Scan(&ties); err != nil || !ties {
		return "", err
	}
	return "strict order among events at one time", nil
}
