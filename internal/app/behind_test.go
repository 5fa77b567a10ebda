// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/returns"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// standing compares numbers of answers with how many stand behind them.
type standing struct {
	*servedShop
	question string
	terms    []string
	checked  int // numbers above zero
}

// same asks who stands behind a number.
func (s *standing) same(want int, query ...string) ask.Standing {
	s.t.Helper()
	got := get[ask.Standing](s.servedShop, "/questions/"+s.question+"/customers", slices.Concat(s.terms, []string{"limit", "3"}, query)...)
	if n := max(got.N, got.Times); n != want || len(got.Instances) != min(got.N, 3) {
		s.t.Errorf("%s %q %q: %d stand behind %d; %d listed", s.question, s.terms, query, n, want, len(got.Instances))
	}
	if got.Per == "customer" && got.Customers != got.N {
		s.t.Errorf("%s %q %q: %d instances of %d customers stand for customers", s.question, s.terms, query, got.N, got.Customers)
	}
	if want > 0 {
		s.checked++
	}
	return got
}

// about asks the question itself.
func about[T any](s *standing, terms ...string) (out T) {
	s.t.Helper()
	s.terms = terms
	return get[T](s.servedShop, "/questions/"+s.question, terms...)
}

// enough reports a test that compared next to nothing.
func (s *standing) enough(n int) {
	s.t.Helper()
	if s.checked < n {
		s.t.Errorf("%s: only %d numbers above zero were compared", s.question, s.checked)
	}
}

// groups is an answer by group.
type groups[R any] struct {
	Groups []ask.Group[R] `json:"groups"`
	A, B   ask.Group[R]
}

// TestBehindAnswers: as many stand behind each number of an answer as it says, with
// all that the question was asked with.
func TestBehindAnswers(t *testing.T) {
	shop := newShop(t, 260)
	for question, test := range map[string]func(*standing){
		"funnel": behindFunnels, "levels": behindLevels, "conformance": behindConformance, "returns": behindReturns, "continuity": behindContinuity,
		"retention": behindRetention, "flows": behindFlows, "stickiness": behindStickiness, "states": behindStates, "matrix": behindMatrix,
	} {
		t.Run(question, func(t *testing.T) {
			s := *shop
			s.t = t
			test(&standing{servedShop: &s, question: question})
			s.refused(people.Viewer, "GET", "/questions/"+question+"/customers?journey=buy-online", nil, 403, "viewer")
		})
	}
}

func behindFunnels(s *standing) {
	figures := func(f *funnel.Figures, also ...string) {
		s.t.Helper()
		for i, step := range f.Steps {
			at := append([]string{"at", fmt.Sprint(i + 1)}, also...)
			s.same(step.Count, append(at, "what", "reached")...)
			next := slices.IndexFunc(f.Steps[i+1:], func(r funnel.Reached) bool { return !r.Optional })
			if !step.Optional && next >= 0 {
				s.same(step.Count-f.Steps[i+1+next].Count, append(at, "what", "lost")...)
			}
		}
		s.same(f.Unripe, append(also, "what", "unripe")...)
		s.same(f.Excluded, append(also, "what", "excluded")...)
	}
	journey := []string{"journey", "buy-online", "step", "product-page", "step", "checkout", "step", "ordered"}
	events := []string{"events", "true", "step", "Product Viewed", "step", "Checkout Started", "step", "Order Completed"}
	for _, terms := range [][]string{
		{"journey", "buy-online"},
		{"journey", "get-help", "segment", "consumers"},
		journey,
		append(journey, "order", "strict"), append(journey, "order", "unordered"), append(journey, "window", "2d"), append(journey, "per", "customer"),
		append(journey, "per", "customer", "order", "unordered", "window", "3d"),
		append(journey, "exclude", "advice"), append(journey, "from", "2026-02-01", "to", "2026-02-15", "window", "1d"),
		append(journey, "channel", "mobile-app"), append(journey, "where", "product^=t"),
		{"journey", "buy-online", "step", "product-page|sees-ad", "step", "advice?", "step", "checkout", "step", "parcel-received"},
		events, append(events, "order", "strict"), append(events, "per", "customer", "window", "1d"), append(events, "idle", "12h"),
		{"events", "true", "step", "Product Viewed[product^=t]", "step", "Checkout Started", "step", "Order Completed", "exclude", "Advice Given@1-2"},
	} {
		if unknownStep(s, terms) {
			continue
		}
		f := about[funnel.Result](s, terms...)
		figures(&f.Figures)
	}
	for _, by := range []string{"segment", "channel", "month", "outcome"} {
		for _, more := range [][]string{nil, {"per", "customer"}, {"from", "2026-02-01", "to", "2026-03-01"}} {
			parts := about[groups[funnel.Result]](s, slices.Concat(journey, more, []string{"by", by})...)
			for _, g := range parts.Groups {
				figures(&g.Answer.Figures, "group", g.Value)
			}
		}
	}
	for _, terms := range [][]string{
		append(journey, "segment", "consumers", "against", "rest"), append(journey, "from", "2026-02-01", "to", "2026-03-01", "against", "before"),
		append(journey, "from", "2026-02-01", "to", "2026-03-01", "against", "2026-01-10..2026-01-20"),
	} {
		sides := about[groups[funnel.Result]](s, terms...)
		figures(&sides.A.Answer.Figures)
		figures(&sides.B.Answer.Figures, "group", "b")
	}
	s.enough(250)
	const ask = "/questions/funnel/customers?journey=buy-online"
	s.refused(people.Owner, "GET", ask+"&at=99", nil, 422, "no step 99")
	s.refused(people.Owner, "GET", ask+"&what=lost&at=8", nil, 422, "step")
	s.refused(people.Owner, "GET", ask+"&group=gold", nil, 422, "no groups")
	s.refused(people.Owner, "GET", ask+"&by=outcome&group=complete", nil, 404, "complete")
	s.refused(people.Owner, "GET", ask+"&limit=0", nil, 422, "limit 0")
}

// unknownStep reports terms that the shop does not know, which is a mistake of the
// test.
func unknownStep(s *standing, terms []string) bool {
	v := url.Values{}
	for i := 0; i < len(terms); i += 2 {
		v.Add(terms[i], terms[i+1])
	}
	status, _, text := s.do(people.Owner, "GET", "/questions/"+s.question+"?"+v.Encode(), nil)
	if status != 200 {
		s.t.Errorf("%q: %s", terms, text)
	}
	return status != 200
}

func behindLevels(s *standing) {
	for _, terms := range [][]string{
		{"journey", "buy-online"}, {"journey", "buy-online", "top", "2"}, {"journey", "buy-online", "levels", "3", "collapse", "true", "segment", "consumers"},
		{"journey", "buy-online", "starting", "product-page"}, {"journey", "buy-online", "ending", "ordered", "top", "3"},
		{"journey", "get-help", "gap", "2h", "top", "2"},
		{"journey", "buy-online", "gap", "30m", "top", "3", "collapse", "true"},
		{"events", "true", "top", "3"}, {"events", "true", "idle", "12h", "top", "4", "ending", "Order Completed"},
	} {
		l := about[path.Levels](s, terms...)
		for i, level := range l.Levels {
			at := []string{"level", fmt.Sprint(i + 1)}
			for _, n := range level.Nodes {
				of := append(at, "step", string(n.Step))
				s.same(n.Arrived, of...)
				s.same(n.Ended, append(of, "what", "ended")...)
			}
			for _, e := range level.Edges {
				if l.Backward {
					e.From, e.To = e.To, e.From
				}
				s.same(e.Count, append(at, "what", "went-on", "step", string(e.From), "next", string(e.To))...)
			}
		}
	}
	parts := about[groups[path.Levels]](s, "journey", "buy-online", "by", "channel", "top", "3")
	for _, g := range parts.Groups {
		for _, n := range g.Answer.Levels[0].Nodes {
			s.same(n.Arrived, "group", g.Value, "step", string(n.Step))
		}
	}
	s.enough(250)
	s.refused(people.Owner, "GET", "/questions/levels/customers?journey=buy-online&level=6&step=checkout", nil, 422, "level 6")
	s.refused(people.Owner, "GET", "/questions/levels/customers?journey=buy-online&level=2&step=crat", nil, 404, "crat")
}

func behindConformance(s *standing) {
	for _, terms := range [][]string{
		{"journey", "buy-online"}, {"journey", "get-help"}, {"journey", "buy-online", "segment", "consumers", "from", "2026-02-01"},
		{"journey", "buy-online", "accept", "missing:confirmed", "accept", "out-of-order:checkout", "ad_hoc", "Payment Failed"},
	} {
		if unknownStep(s, terms) {
			continue
		}
		r := about[conformance.Result](s, terms...)
		s.same(r.Instances, "what", "over")
		s.same(r.Fitting, "what", "fitting")
		s.same(r.FittingAccepted, "what", "accepted")
		s.same(r.Instances-r.Fitting, "what", "deviating")
		s.same(r.Ongoing.Instances, "what", "ongoing")
		s.same(r.Ongoing.Fitting, "what", "ongoing-fitting")
		s.same(r.Ongoing.FittingAccepted, "what", "ongoing-accepted")
		s.same(r.Ongoing.Instances-r.Ongoing.Fitting, "what", "ongoing-deviating")
		for _, d := range r.ByDeviation {
			s.same(d.Instances, "what", string(d.Class), "step", string(d.Step))
		}
	}
	s.enough(30)
	s.refused(people.Owner, "GET", "/questions/conformance/customers?journey=buy-online&what=missing&step=crat", nil, 404, "crat")
}

func behindReturns(s *standing) {
	rate := func(r *returns.Rate, part ...string) {
		s.t.Helper()
		for what, n := range map[string]int{"completed": r.Completed, "returned": r.Returned, "reminded": r.Reminded, "undated": r.Undated} {
			s.same(n, append(part, "what", what)...)
		}
	}
	for _, terms := range [][]string{
		{"journey", "buy-online"}, {"journey", "get-help"}, {"journey", "buy-online", "segment", "consumers", "to", "2026-03-01", "within", "30d"},
	} {
		r := about[returns.Result](s, terms...)
		rate(&r.All)
		for _, c := range r.ByChannel {
			contact := string(c.Channel)
			if contact == "" {
				contact = "unknown"
			}
			rate(&c.Rate, "contact", contact)
		}
		if r.NoAfter != nil {
			rate(r.NoAfter, "contact", "none")
		}
		for _, i := range r.ByIteration {
			rate(&i.Rate, "iteration", fmt.Sprint(i.Iteration))
		}
	}
	s.enough(20)
}

func behindMatrix(s *standing) {
	m := about[returns.Matrix](s, "journey", "buy-online", "journey", "get-help", "journey", "buy-online-next")
	for _, row := range m.Rows {
		for _, c := range append(row.To, returns.Cell{Rate: row.Any}) {
			for what, n := range map[string]int{"completed": c.Completed, "returned": c.Returned, "reminded": c.Reminded} {
				s.same(n, "left", string(row.From), "taken", string(c.To), "what", what)
			}
		}
	}
	s.enough(8)
	s.refused(people.Owner, "GET", "/questions/matrix/customers?journey=buy-online&journey=get-help&left=get-hlep", nil, 404, "get-hlep")
}

func behindContinuity(s *standing) {
	for _, terms := range [][]string{
		{"journey", "buy-online"}, {"journey", "get-help", "top", "100"}, {"events", "true", "top", "100"}, {"journey", "buy-online", "segment", "consumers"},
	} {
		r := about[continuity.Result](s, terms...)
		s.same(int(r.Switched.Value*float64(r.Switched.N)+0.5), "what", "switched")
		if kept := r.Preferred.Kept; kept != nil {
			s.same(int(kept.Value*float64(kept.N)+0.5), "what", "kept")
		}
		for _, c := range r.Channels {
			s.same(c.Instances, "what", "channels", "one", string(c.From), "next", string(c.To))
		}
		for _, m := range r.Modes {
			s.same(m.Instances, "what", "modes", "one", string(m.From), "next", string(m.To))
		}
		for _, p := range r.Steps {
			s.same(p.Instances, "what", "steps", "one", string(p.From), "next", string(p.To))
		}
		for _, p := range r.Repeats {
			s.same(p.Instances, "what", "repeated", "one", string(p.Step))
		}
		for _, u := range r.Preferred.Channels {
			s.same(u.Instances, "what", "used", "one", string(u.Channel))
		}
		for _, p := range r.Preferred.Pairs {
			s.same(p.Instances, "what", "preferred", "one", string(p.Preferred), "next", string(p.Used))
		}
	}
	s.enough(60)
	s.refused(people.Owner, "GET", "/questions/continuity/customers?journey=buy-online&what=channels&one=websites&next=phone", nil, 404, "websites")
	s.refused(people.Owner, "GET", "/questions/continuity/customers?journey=buy-online&what=modes&one=digital&next=spiritual", nil, 404, "spiritual")
	s.refused(people.Owner, "GET", "/questions/continuity/customers?journey=buy-online&what=repeated&one=crat", nil, 404, "crat")
}

func behindRetention(s *standing) {
	cells := func(row string, r *cohort.Row) {
		s.t.Helper()
		s.same(r.Size, "what", "size", "row", row)
		for _, c := range r.Cells {
			s.same(c.Count, "row", row, "later", fmt.Sprint(c.After))
		}
	}
	for _, terms := range [][]string{
		{"journey", "buy-online"}, {"journey", "buy-online", "mode", "recurring", "columns", "4", "every", "month"},
		{"events", "true", "on_or_after", "true", "every", "month", "zone", "Europe/Berlin"},
		{"journey", "buy-online", "first", "channel", "columns", "3"}, {"journey", "buy-online", "first", "step", "columns", "2", "every", "month"},
		{"journey", "buy-online", "did", "completion", "segment", "consumers", "from", "2026-02-02", "to", "2026-03-02", "columns", "3"},
	} {
		r := about[cohort.Result](s, terms...)
		if r.All != nil {
			cells("all", r.All)
		}
		if slices.Contains(terms, "first") {
			for _, g := range r.Groups {
				name := *g.Group
				if name == "" {
					name = "unknown"
				}
				cells(name, &g)
			}
			continue
		}
		for _, row := range r.Rows {
			cells(row.Start.Format(time.RFC3339), &row)
		}
	}
	s.enough(100)
	s.refused(people.Owner, "GET", "/questions/retention/customers?journey=buy-online&row=2020-01-01", nil, 404, "none of the periods")
	s.refused(people.Owner, "GET", "/questions/retention/customers?journey=buy-online&row=May", nil, 422, "May")
	s.refused(people.Owner, "GET", "/questions/retention/customers?journey=buy-online&later=99", nil, 422, "column 99")
}

func behindFlows(s *standing) {
	periods := func(f *cohort.Flows, also ...string) {
		s.t.Helper()
		for _, p := range f.Periods {
			for what, n := range map[string]int{"active": p.Active, "new": p.New, "returning": p.Returning, "resurrecting": p.Resurrecting, "dormant": p.Dormant} {
				s.same(n, append(also, "what", what, "period", p.Start.Format(time.RFC3339))...)
			}
		}
	}
	for _, terms := range [][]string{
		{"journey", "buy-online"}, {"events", "true", "every", "month"}, {"journey", "get-help", "segment", "consumers", "did", "start", "from", "2026-02-02"},
	} {
		f := about[cohort.Flows](s, terms...)
		periods(&f)
	}
	for _, against := range []string{"before", "2026-01-05..2026-01-19"} {
		both := about[groups[cohort.Flows]](s, "journey", "buy-online", "from", "2026-02-02", "to", "2026-02-16", "against", against)
		periods(both.A.Answer, "group", "a")
		periods(both.B.Answer, "group", "b")
	}
	parts := about[groups[cohort.Flows]](s, "journey", "buy-online", "by", "channel", "every", "month")
	for _, g := range parts.Groups {
		periods(g.Answer, "group", g.Value)
	}
	s.enough(60)
}

func behindStickiness(s *standing) {
	for _, terms := range [][]string{{"journey", "buy-online"}, {"events", "true", "every", "day"}} {
		k := about[cohort.Stickiness](s, terms...)
		for _, b := range k.Histogram {
			s.same(b.Customers, "count", fmt.Sprint(b.Periods))
		}
	}
	s.enough(8)
}

func behindStates(s *standing) {
	for _, terms := range [][]string{{"journey", "buy-online", "every", "month"}, {"journey", "buy-online", "segment", "consumers", "from", "2026-02-01"}} {
		st := about[cohort.States](s, terms...)
		for _, p := range st.Periods {
			for _, c := range p.States {
				s.same(c.Instances, "period", p.Start.Format(time.RFC3339), "state", string(c.State))
			}
		}
		for _, f := range st.Flows {
			got := s.same(f.Count, "what", "followed", "before", string(f.From), "state", string(f.To))
			if got.Customers != f.Customers {
				s.t.Errorf("%d customers went from %q to %q, %d stand behind", f.Customers, f.From, f.To, got.Customers)
			}
		}
	}
	for _, j := range []string{"buy-online", "get-help"} {
		s.terms = []string{"journey", j}
		for _, c := range get[scorecard.Card](s.servedShop, "/questions/scorecard", s.terms...).Lifecycle {
			s.same(c.Instances, "state", string(c.State))
		}
	}
	s.enough(20)
	s.refused(people.Owner, "GET", "/questions/states/customers?journey=buy-online&what=followed&before=nobody", nil, 404, "nobody")
	s.refused(people.Owner, "GET", "/questions/states/customers?journey=buy-online&period=May", nil, 422, "no period")
}
