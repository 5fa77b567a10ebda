// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Groups are the answers to one question for groups of instances.
type Groups[R any] struct {
	By     string     `json:"by"`
	Groups []Group[R] `json:"groups"`
}

// Group is one of them.
type Group[R any] struct {
	Value  string `json:"value"`
	Answer *R     `json:"answer"`
}

// Compared are the answers to one question for two groups of instances, and what
// differs: a less b.
type Compared[R, D any] struct {
	A          Group[R] `json:"a"`
	B          Group[R] `json:"b"`
	Difference *D       `json:"difference"`
}

// groupings are what instances can be grouped by.
var groupings = []string{"segment", "channel", "month", "outcome"}

// Split asks a question of each group. Groups without instances are left out.
func Split[R any](x *sequence.Instances, by string, ask func(*sequence.Instances) (*R, error)) (*Groups[R], error) {
	out := &Groups[R]{By: by, Groups: []Group[R]{}}
	parts, err := grouped(x, by)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		answer, err := ask(p.of)
		if err != nil {
			return nil, err
		}
		out.Groups = append(out.Groups, Group[R]{p.name, answer})
	}
	return out, nil
}

// Compare asks a question of the instances that x is about and of others; see
// against.
func Compare[R, D any](x *sequence.Instances, against string, ask func(*sequence.Instances) (*R, error), differ func(a, b *R) *D) (*Compared[R, D], error) {
	a, b, err := sides(x, against)
	if err != nil {
		return nil, err
	}
	out := &Compared[R, D]{A: Group[R]{Value: a.name}, B: Group[R]{Value: b.name}}
	if out.A.Answer, err = ask(a.of); err != nil {
		return nil, err
	}
	if out.B.Answer, err = ask(b.of); err != nil {
		return nil, err
	}
	out.Difference = differ(out.A.Answer, out.B.Answer)
	return out, nil
}

// portion is a named part of the instances.
type portion struct {
	name string
	of   *sequence.Instances
}

// grouped parts instances.
func grouped(x *sequence.Instances, by string) ([]portion, error) {
	switch by {
	case "segment":
		return bySegment(x)
	case "channel":
		return byKey(x, func(i int) string {
			from, _ := x.Visits(i)
			return string(x.Plan.Channels[x.Channel(from)])
		}), nil
	case "month":
		zone := x.Plan.Workspace.Location()
		return byKey(x, func(i int) string { return time.UnixMicro(x.Start(i)).In(zone).Format("2006-01") }), nil
	case "outcome":
		return byKey(x, func(i int) string { return x.Outcome(i).String() }), nil
	}
	return nil, fault.New(fault.Invalid, "instances cannot be grouped by %q", by).WithRemedy("one of %s", strings.Join(groupings, ", "))
}

// bySegment takes each segment that the plan tells apart; a customer may be in
// several.
func bySegment(x *sequence.Instances) (out []portion, err error) {
	if len(x.Plan.Segments) == 0 {
		return nil, fault.New(fault.NotFound, "there is nothing to group by: the documents name no segment")
	}
	for _, id := range slices.Sorted(slices.Values(x.Plan.Segments)) {
		q := x.Question
		q.Segment = id
		if of := x.Ask(q); of.Chosen().Count() > 0 {
			out = append(out, portion{string(id), of})
		}
	}
	return out, nil
}

// byKey groups instances by a text, ascending; "" is told as "unknown".
func byKey(x *sequence.Instances, key func(i int) string) (out []portion) {
	sets := map[string]sequence.Set{}
	var names []string
	for i := range x.Len() {
		if !x.Has(i) {
			continue
		}
		k := key(i)
		if sets[k] == nil {
			sets[k] = sequence.NewSet(x.Len())
			names = append(names, k)
		}
		sets[k].Add(i)
	}
	slices.Sort(names)
	for _, name := range names {
		of := x.Within(sets[name])
		if name == "" {
			name = "unknown"
		}
		out = append(out, portion{name, of})
	}
	return out
}

// sides are the instances that x is about and those it is set against: a segment
// ("segment:gold"), everybody else ("rest"), the period of the same length before
// ("before"), or another period ("2026-01-01..2026-02-01").
func sides(x *sequence.Instances, against string) (a, b portion, err error) {
	q := x.Question
	a, b = portion{asked(q), x}, portion{name: against}
	other, isPeriod, err := parsePeriod(against)
	switch {
	case err != nil:
	case strings.HasPrefix(against, "segment:"):
		q.Segment = segment.ID(strings.TrimPrefix(against, "segment:"))
		if !slices.Contains(x.Plan.Segments, q.Segment) {
			return a, b, fault.New(fault.NotFound, "the segment %q is not known", q.Segment)
		}
		b.of = x.Ask(q)
	case against == "rest":
		b.of, err = rest(x)
	case against == "before":
		if q.From.IsZero() || q.To.IsZero() {
			return a, b, fault.New(fault.Invalid, "before what? the question has no period").WithRemedy("give it one with from and to")
		}
		q.From, q.To = q.From.Add(-q.To.Sub(q.From)), q.From
		b.name, b.of = asked(q), x.Ask(q)
	case isPeriod:
		q.From, q.To = other.from, other.to
		b.of = x.Ask(q)
	default:
		err = fault.New(fault.Invalid, "against %q: that is nothing to compare with", against).WithRemedy("write segment:ID, rest, before, or FROM..TO as in 2026-01-01..2026-02-01")
	}
	return a, b, err
}

// asked says what a question is about, in words.
func asked(q sequence.Question) string {
	var words []string
	if q.Segment != "" {
		words = append(words, "segment:"+string(q.Segment))
	}
	if !q.From.IsZero() || !q.To.IsZero() {
		words = append(words, day(q.From)+".."+day(q.To))
	}
	if len(words) == 0 {
		return "all"
	}
	return strings.Join(words, " ")
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// rest are the instances of the same period that x is not about.
func rest(x *sequence.Instances) (*sequence.Instances, error) {
	q := x.Question
	if q.Segment == "" && q.OnChannel == "" && q.ByActor == "" {
		return nil, fault.New(fault.Invalid, "the question is about everybody: nobody is left to compare with").WithRemedy("choose a segment, a channel or an actor")
	}
	q.Segment, q.OnChannel, q.ByActor = "", "", ""
	all := x.Ask(q)
	others := sequence.NewSet(x.Len())
	for i := range x.Len() {
		if all.Has(i) && !x.Has(i) {
			others.Add(i)
		}
	}
	return all.Within(others), nil
}
