// SPDX-License-Identifier: Apache-2.0

package main

import (
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// scopeFlags say which events count.
type scopeFlags struct {
	Where []string `help:"Only events for which this holds: field=value, field!=value, field>5, field^=start, field*=part, field~regex. Repeat for more." placeholder:"COND" sep:"none"`
	From  string   `help:"Only what started at or after this date or time." placeholder:"DATE"`
	To    string   `help:"Only what started before this date or time." placeholder:"DATE"`
	AsOf  string   `help:"Answer as of this date or time. Default: now." placeholder:"DATE"`
}

// scope reads the flags.
func (f *scopeFlags) scope(now time.Time) (eventlog.Scope, error) {
	s := eventlog.Scope{AsOf: now}
	var trees []*evidence.Tree
	for _, w := range f.Where {
		tree, err := evidence.ParseExpression(w, evidence.Properties)
		if err != nil {
			return s, err
		}
		trees = append(trees, tree)
	}
	s.Where = evidence.And(trees...)
	for _, t := range []struct {
		flag string
		text string
		into *time.Time
	}{{"--from", f.From, &s.From}, {"--to", f.To, &s.To}, {"--as-of", f.AsOf, &s.AsOf}} {
		if t.text == "" {
			continue
		}
		v, err := parseMoment(t.text)
		if err != nil {
			return s, fault.New(fault.Invalid, "%s %q is no date", t.flag, t.text).WithRemedy("write 2026-05-01 or 2026-05-01T09:00:00Z")
		}
		*t.into = v
	}
	return s, nil
}

// questionFlags are the flags that every question about journeys takes.
type questionFlags struct {
	scopeFlags
	Segment string `help:"Only customers in this segment." placeholder:"ID"`
	Per     string `help:"Count each instance, or each customer's first." enum:"instance,customer" default:"instance"`
	Traits  string `help:"Segments by traits as known at each start, or now." enum:"start,now" default:"start"`
}

// question reads the flags.
func (f *questionFlags) question(now time.Time) (sequence.Question, error) {
	s, err := f.scope(now)
	return sequence.Question{
		Where: s.Where, From: s.From, To: s.To, AsOf: s.AsOf,
		Segment: segment.ID(f.Segment), TraitsNow: f.Traits == "now", PerCustomer: f.Per == "customer",
	}, err
}

// parseMoment reads a date, as midnight UTC, or a time.
func parseMoment(s string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, s)
}
