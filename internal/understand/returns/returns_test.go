// SPDX-License-Identifier: Apache-2.0

package returns

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// say writes a rate on one line.
func say(r *Rate) string {
	if r == nil {
		return "–"
	}
	s := fmt.Sprintf("%d completed, %d returned, %d reminded", r.Completed, r.Returned, r.Reminded)
	if r.Undated > 0 {
		s += fmt.Sprintf(", %d undated", r.Undated)
	}
	if r.Time != nil {
		s += fmt.Sprintf("; median %gd of %d", r.Time.MedianS/86400, r.Time.N)
	}
	if r.Rate != nil {
		s += fmt.Sprintf("; rate %.3f of %d", r.Rate.Value, r.Rate.N)
	}
	return s
}

func of(t *testing.T, rules, script string, q sequence.Question, s Spec) *Result {
	t.Helper()
	if q.AsOf.IsZero() {
		q.AsOf = sequencetest.At(t, "100d")
	}
	out, err := Of(context.Background(), build(t, sequencetest.Script(t, script), planOf(t, rules), q), s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const untilGet = "instance: {completes: [get]}"

func TestReturns(t *testing.T) {
	cases := []struct{ name, rules, script, want string }{
		{"nobody", untilGet, "a: view@0 get@1d", "1 completed, 0 returned, 0 reminded; rate 0.000 of 1"},
		{"came by themselves", untilGet, "a: view@0 get@1d view@3d", "1 completed, 1 returned, 0 reminded; median 2d of 1; rate 1.000 of 1"},
		{"reminded only", untilGet, "a: view@0 get@1d ad@3d", "1 completed, 0 returned, 1 reminded; rate 0.000 of 1"},
		{"reminded, then came", untilGet, "a: view@0 get@1d ad@3d view@4d", "1 completed, 1 returned, 0 reminded; median 3d of 1; rate 1.000 of 1"},
		{"reminded, then came in a later one", "instance: {completes: [get], idle: 5d}", "a: view@0 get@1d ad@3d view@13d", "1 completed, 1 returned, 0 reminded; median 12d of 1; rate 1.000 of 1"},
		{"a journey not completed is followed by nothing", untilGet, "a: view@0 view@40d", "0 completed, 0 returned, 0 reminded"},
		{"what transacts is no reminder", "instance: {completes: [pay], idle: 5d}", "a: view@0 pay@1d get@20d", "1 completed, 1 returned, 0 reminded; median 19d of 1; rate 1.000 of 1"},
		{"two completed, one return each", untilGet, "a: view@0 get@1d view@3d get@4d view@9d", "2 completed, 2 returned, 0 reminded; median 3.5d of 2; rate 1.000 of 2"},
		{"completed at no known time", untilGet, "a: view@0 get@1d? view@3d\nb: view@0 get@1d", "2 completed, 1 returned, 0 reminded, 1 undated; rate 0.000 of 1"},
		{"came back at no known time", untilGet, "a: view@0 get@1d view@3d?\nb: view@0 get@1d", "2 completed, 1 returned, 0 reminded, 1 undated; rate 0.000 of 1"},
		{"orders side by side are no return", "instance: {by: {property: order}, completes: [get]}", "a: pay{order:1}@0 pay{order:2}@1d get{order:1}@2d get{order:2}@3d pay{order:3}@5d", "2 completed, 2 returned, 0 reminded; median 2.5d of 2; rate 1.000 of 2"},
	}
	for _, c := range cases {
		r := of(t, c.rules, c.script, sequence.Question{}, Spec{})
		if got := say(&r.All); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// The question chooses what is followed, not what follows.
func TestWhatFollowsIsLookedUpInAll(t *testing.T) {
	q := sequence.Question{AsOf: sequencetest.At(t, "100d"), To: sequencetest.At(t, "2d")}
	r := of(t, untilGet, "a: view@0 get@1d view@3d get@4d", q, Spec{})
	if got := say(&r.All); got != "1 completed, 1 returned, 0 reminded; median 2d of 1; rate 1.000 of 1" {
		t.Error(got)
	}
}

func TestByChannelAndIteration(t *testing.T) {
	r := of(t, untilGet, `
a: view@0 get@1d help[phone]@2d news@3d view@5d get@6d view@9d get@10d view@20d get@21d
b: view@0 get@1d news@2d
c: view@0 get@1d help@2d
`, sequence.Question{}, Spec{Horizon: 60 * day})
	got := []string{"no after: " + say(r.NoAfter)}
	for _, c := range r.ByChannel {
		got = append(got, fmt.Sprintf("%q: %s", c.Channel, say(&c.Rate)))
	}
	for _, n := range r.ByIteration {
		got = append(got, fmt.Sprintf("%d %v: %s", n.Iteration, n.OrMore, say(&n.Rate)))
	}
	want := []string{
		"no after: 3 completed, 2 returned, 0 reminded; median 6.5d of 2; rate 0.667 of 3",
		`"email": 2 completed, 1 returned, 0 reminded; median 4d of 1; rate 0.500 of 2`,
		`"": 1 completed, 0 returned, 0 reminded; rate 0.000 of 1`,
		"1 false: 3 completed, 1 returned, 0 reminded; median 4d of 1; rate 0.333 of 3",
		"2 false: 1 completed, 1 returned, 0 reminded; median 3d of 1; rate 1.000 of 1",
		"3 true: 2 completed, 1 returned, 0 reminded; median 10d of 1; rate 0.500 of 2",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Those who completed lately had less time; the curve ends where a tenth of the
// instances were not watched.
func TestRatesByTheTimeWatched(t *testing.T) {
	var s strings.Builder
	for i := range 10 { // completed on days 1, 11, … 91; the first three come back after 5, 15 and 25 days
		fmt.Fprintf(&s, "u%d: get@%dd", i, 10*i+1)
		if i < 3 {
			fmt.Fprintf(&s, " view@%dd", 10*i+1+5+10*i)
		}
		s.WriteString("\n")
	}
	r := of(t, untilGet, s.String(), sequence.Question{AsOf: sequencetest.At(t, "101d")}, Spec{Horizon: 20 * day, Horizons: []time.Duration{7 * day, 20 * day, 100 * day, 200 * day}})
	var got []string
	for _, p := range r.Curve {
		rate := "–"
		if p.Rate != nil {
			rate = fmt.Sprintf("%.4f", p.Rate.Value)
		}
		got = append(got, fmt.Sprintf("%gd: %s, %d watched", p.WithinS/86400, rate, p.Watched))
	}
	// 10 at risk on day 5, and on day 15 eight: one returned, one was watched for 10 days only.
	want := []string{"7d: 0.1000, 10 watched", "20d: 0.2125, 9 watched", "100d: 0.3438, 1 watched", "200d: –, 0 watched"}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r.All.Rate == nil || fmt.Sprintf("%.4f", r.All.Rate.Value) != "0.2125" || r.All.Rate.Lo <= 0 || r.All.Rate.Hi <= 0.2125 || r.WithinS != (20*day).Seconds() {
		t.Errorf("%+v", r.All.Rate)
	}
}

// One who returned last of those still watched does not make all return.
func TestAFewWatchedLong(t *testing.T) {
	script := "a: get@1d view@50d\nb: get@90d\nc: get@91d\nd: get@92d\n"
	r := of(t, untilGet, script, sequence.Question{}, Spec{Horizon: 60 * day})
	if r.All.Rate != nil || r.All.Returned != 1 || r.All.Time.N != 1 {
		t.Errorf("%+v", r.All)
	}
	if r := of(t, untilGet, script, sequence.Question{}, Spec{Horizon: 99*day + 1}); r.All.Rate != nil { // nobody was watched so long
		t.Errorf("%+v", r.All)
	}
}

func TestBetweenJourneys(t *testing.T) {
	log := sequencetest.Script(t, `
a: help@0 view@3d get@4d help@30d
b: help@0 ad@2d
c: help@0
d: view@0 get@1d
`)
	care := planOf(t, "instance: {completes: [help], starts: [help], idle: 1d}")
	buy := planOf(t, "instance: {completes: [get], starts: [ad, view], idle: 10d}")
	care.Journey.ID = "care"
	q := sequence.Question{AsOf: sequencetest.At(t, "100d")}
	m, err := Between(context.Background(), []*sequence.Instances{build(t, log, care, q), build(t, log, buy, q)}, Spec{Horizon: 60 * day})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range m.Rows {
		got = append(got, fmt.Sprintf("%s: %s", row.From, say(&row.Any)))
		for _, c := range row.To {
			got = append(got, fmt.Sprintf("%s → %s: %s", row.From, c.To, say(&c.Rate)))
		}
	}
	want := []string{
		"care: 4 completed, 1 returned, 1 reminded; median 3d of 1; rate 0.250 of 4",
		"care → care: 4 completed, 1 returned, 0 reminded; median 30d of 1; rate 0.250 of 4",
		"care → shop: 4 completed, 1 returned, 1 reminded; median 3d of 1; rate 0.250 of 4",
		"shop: 2 completed, 1 returned, 0 reminded; median 26d of 1; rate 0.500 of 2",
		"shop → care: 2 completed, 1 returned, 0 reminded; median 26d of 1; rate 0.500 of 2",
		"shop → shop: 2 completed, 0 returned, 0 reminded; rate 0.000 of 2",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d := CompareBetween(m, m); len(d.Cells) != 6 || d.Cells[0].Rate.Value != 0 {
		t.Errorf("%+v", d)
	}
	q.AsOf = q.AsOf.Add(day)
	if _, err := Between(context.Background(), []*sequence.Instances{build(t, log, care, sequence.Question{AsOf: sequencetest.At(t, "1d")}), build(t, log, buy, q)}, Spec{}); err == nil {
		t.Error("journeys as of different moments went through")
	}
}

func TestCompare(t *testing.T) {
	with := func(value, lo, hi float64, n int) *stat.Estimate {
		return &stat.Estimate{Value: value, Lo: lo, Hi: hi, N: n}
	}
	lo, hi := 80.0, 120.0
	a := &Result{WithinS: 5, All: Rate{Rate: with(0.4, 0.3, 0.5, 100), Time: &Time{100, &lo, &hi, 40}}, Curve: []Point{{7 * 86400, 9, with(0.2, 0.1, 0.3, 9)}, {9 * 86400, 9, with(0.2, 0.1, 0.3, 9)}, {30 * 86400, 0, nil}}, ByChannel: []ChannelRate{{"email", Rate{}}}}
	b := &Result{WithinS: 5, All: Rate{Rate: with(0.3, 0.2, 0.4, 100), Time: &Time{90, &lo, &hi, 40}}, Curve: []Point{{7 * 86400, 9, with(0.2, 0.1, 0.3, 9)}, {9 * 86400, 9, with(0.2, 0.1, 0.3, 9)}}}
	d := Compare(a, b)
	if *d.Rate != stat.Difference(*a.All.Rate, *b.All.Rate) || d.TimeS.Value != 10 || len(d.Curve) != 1 || d.Curve[0].Rate.Value != 0 || len(d.ByChannel) != 0 {
		t.Errorf("%+v", d)
	}
	if b.WithinS = 6; Compare(a, b).Rate != nil {
		t.Error("rates that look differently far were compared")
	}
	if b.All.Time = nil; Compare(a, b).TimeS != nil {
		t.Error("a time was compared with none")
	}
}

// Between the usual times a curve has steps, at most forty of them.
func TestACurveIsEven(t *testing.T) {
	for _, c := range []struct {
		within time.Duration
		step   time.Duration
		points int
	}{{0, 0, 5}, {3 * day, day, 3 + 5}, {40 * day, day, 40 + 3}, {76 * day, 2 * day, 38 + 5 - 1}, {3000 * day, 0, 5}, {365 * day, 14 * day, 26 + 5}} {
		got := Spec{}.horizons(c.within.Seconds())
		if len(got) != c.points || !slices.IsSorted(got) || c.step > 0 && !slices.Contains(got, c.step) {
			t.Errorf("%v: %v", c.within, got)
		}
	}
}

func TestJSON(t *testing.T) {
	r := of(t, untilGet, "a: view@0 get@1d", sequence.Question{}, Spec{Horizons: []time.Duration{}})
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"journey":"shop","within_s":8553600,"all":{"completed":1,"returned":0,"reminded":0,"undated":0,"rate":{"value":0,"lo":0,"hi":0.7934506856227626,"n":1},"time":null},"curve":[],"by_channel":[],` +
		`"no_after":{"completed":1,"returned":0,"reminded":0,"undated":0,"rate":{"value":0,"lo":0,"hi":0.7934506856227626,"n":1},"time":null},"by_iteration":[{"iteration":1,"or_more":false,"completed":1,"returned":0,"reminded":0,"undated":0,"rate":{"value":0,"lo":0,"hi":0.7934506856227626,"n":1},"time":null}]}`
	if diff := gocmp.Diff(want, string(b)); diff != "" {
		t.Error(diff)
	}
}
