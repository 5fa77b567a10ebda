// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// told writes everything that instances tell, one line an instance, sorted.
func told(x *sequence.Instances) []string {
	var lines []string
	for i := range x.Len() {
		if from, to := x.Of(x.Customer(i)); i < from || i >= to {
			continue // no longer live
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%d/%s %s %v %d ripe %v:", x.Customer(i), x.Value(i), x.Outcome(i), x.Has(i), x.Completed(i), x.Ripe(i))
		for _, s := range x.Plan.Segments {
			fmt.Fprintf(&b, " %s=%v", s, x.In(i, s))
		}
		from, to := x.Visits(i)
		for v := from; v < to; v++ {
			fmt.Fprintf(&b, " %d@%d%v#%d", x.Step(v), x.Time(i, v), *x.Manner(v), x.Key(v))
		}
		lines = append(lines, b.String())
	}
	slices.Sort(lines)
	return append(lines, fmt.Sprintf("%d unassigned, at %d", x.Unassigned, x.Position))
}

// crowd is what random events are about.
type crowd struct {
	customers, channels int
	finest              int64 // microseconds
}

// happen appends random events: late ones, ties, other channels, traits.
func (c crowd) happen(r *rand.Rand, log *sequencetest.Log, n int) {
	for range n {
		e := event.Event{
			Source: "s", ID: fmt.Sprint(r.Int64()), Customer: event.CustomerID(fmt.Sprint("c", r.IntN(c.customers))), Name: []string{"ad", "view", "pay", "declined", "call", "get", "help", "other"}[r.IntN(8)],
			Time: sequencetest.Start().UnixMicro() + r.Int64N(200)*6*3600*1e6/c.finest*c.finest, Undated: r.IntN(20) == 0, Channel: []string{"", "store", "phone", "website"}[r.IntN(4)],
		}
		if c.channels > 0 && r.IntN(2) == 0 {
			e.Channel = fmt.Sprint("c", r.IntN(c.channels))
		}
		if r.IntN(3) == 0 {
			e.Time += r.Int64N(5) * c.finest
		}
		if r.IntN(4) == 0 {
			e.Properties = fmt.Appendf(nil, `{"order":%d,"urgent":%v}`, r.IntN(4), r.IntN(2) == 0)
		}
		switch r.IntN(12) {
		case 0, 1:
			e.Traits = fmt.Appendf(nil, `{"plan":%q}`, []string{"gold", "tin"}[r.IntN(2)])
		case 2:
			e.Traits = fmt.Appendf(nil, `{"account":%q,"actor":%q}`, []string{"A", "B"}[r.IntN(2)], []string{"buyer", "user"}[r.IntN(2)])
		}
		log.Add(e)
	}
}

// happen appends random events of twelve customers.
func happen(r *rand.Rand, log *sequencetest.Log, n int, finest int64) {
	crowd{customers: 12, finest: finest}.happen(r, log, n)
}

// channels are documents of n channels.
func channels(n int) string {
	if n == 0 {
		return ""
	}
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("{id: c%d, mode: physical}", i)
	}
	return "---\nwend: channels/v1\nchannels: [" + strings.Join(list, ", ") + "]\n"
}

// read reads a journey with its workspace.
func read(t *testing.T, rules, steps string) *workspace.Documents {
	t.Helper()
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\n" + rules + steps)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}

// planned is the plan of a shop.
func planned(t *testing.T, rules, around string, extra ...segment.ID) *sequence.Plan {
	t.Helper()
	docs := read(t, rules, shopSteps+around)
	p, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace, extra...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func built(t *testing.T, log sequence.Log, p *sequence.Plan, q sequence.Question) *sequence.Instances {
	t.Helper()
	x, err := sequence.Build(context.Background(), log, p, q)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// differ tells how instances differ that should not.
func differ(r *rand.Rand, want, got *sequence.Instances) string {
	if d := cmp.Diff(told(want), told(got)); d != "" {
		return d
	}
	live, chosen := got.Ask(sequence.Question{}), got.Chosen()
	for i := range got.Len() {
		from, to := got.Of(got.Customer(i))
		if stands := i >= from && i < to; stands != live.Has(i) || got.Has(i) != (chosen == nil || chosen.Has(i)) || got.Has(i) && !stands {
			return fmt.Sprintf("instance %d of customer %d, at %d to %d: live %v, chosen %v", i, got.Customer(i), from, to, live.Has(i), got.Has(i))
		}
	}
	if want.Latest() != got.Latest() || want.Ripeness() != got.Ripeness() {
		return fmt.Sprint("latest, ripe: ", want.Latest(), got.Latest(), want.Ripeness(), got.Ripeness())
	}
	if i := r.IntN(1 + got.Len()); i < got.Len() && live.Has(i) && got.Question.Events {
		at := sequence.Place{Instance: i, Visit: got.Last(i)}
		if found := got.Find([]uint64{got.Key(at.Visit)}); found[got.Key(at.Visit)] != at {
			return fmt.Sprintf("the event of visit %d in instance %d is found at %v", at.Visit, i, found)
		}
	}
	for range 5 {
		c, moment := 1+r.Uint32N(14), sequencetest.Start().UnixMicro()+r.Int64N(60*86400*1e6)
		if want.Fits(c, moment) != got.Fits(c, moment) || want.Owner(c) != got.Owner(c) || want.Part(c) != got.Part(c) {
			return fmt.Sprintf("what customer %d is at %d", c, moment)
		}
		if value := fmt.Sprint(r.IntN(4)); len(want.WithValue(c, value)) != len(got.WithValue(c, value)) {
			return fmt.Sprintf("instances of customer %d with %s", c, value)
		}
	}
	return ""
}

const (
	forSome = "{id: gold-help, title: Gold help, for: [gold], evidence: [help], optional: true}\n        - {id: tin-help, title: Tin help, for: [tin], evidence: [{event: help, where: {urgent: true}}], optional: true}\n        - {id: help,"
	also    = "  - {id: beginners, where: {not: {did: {event: pay, at_least: 2, within: 30d}}}}\n"
)

// design is a journey with what is particular about it.
type design struct{ rules, help string }

// steps are the shop's, of which help may be for some customers only.
func (d design) steps() string {
	if d.help == "" {
		return shopSteps
	}
	return strings.Replace(shopSteps, "{id: help,", d.help, 1)
}

// refreshed are journeys of all kinds.
var refreshed = []design{
	{"", ""},
	{"instance: {idle: 2d}", ""},
	{"instance: {by: {property: order}, idle: 3d}", ""},
	{"instance: {starts: [view], idle: 2d}", ""},
	{"audience: {segments: [gold]}\ninstance: {idle: 4d}", ""},
	{"instance: {idle: 4d, completes: [pay]}", ""},
	{"grain: account\nactors: [buyer, user]\ninstance: {idle: 3d}", ""},
	{"actors: [buyer, user]", ""},
	{"audience: {segments: [regulars]}\ninstance: {idle: 1d}", ""},
	{"audience: {segments: [beginners]}\ninstance: {idle: none}", ""},
	{"instance: {idle: 3d}", "{id: help, for: [gold],"},
	{"instance: {idle: 3d, window: 9d}", forSome},
	{"instance: {by: {property: order}, starts: [view]}", forSome},
	{"instance: {idle: none, window: none}", ""},
}

// TestRefreshIsARebuild: whatever comes, in whatever order, and whoever is
// erased, refreshed instances tell what instances built anew tell; and those they
// were made from still tell what they told.
func TestRefreshIsARebuild(t *testing.T) {
	for round := range 5 * len(refreshed) {
		r, j := rand.New(rand.NewPCG(uint64(round), 7)), refreshed[round%len(refreshed)]
		c := crowd{customers: []int{3, 12, 60}[r.IntN(3)], channels: []int{0, 0, 300}[r.IntN(3)], finest: 1e6}
		docs := read(t, j.rules, j.steps()+segments+also+channels(c.channels))
		q := sequence.Question{
			AsOf: sequencetest.At(t, fmt.Sprintf("%dd", 20+r.IntN(40))), Events: r.IntN(2) == 0, PerCustomer: r.IntN(5) == 0, TraitsNow: r.IntN(4) == 0,
			OnChannel: []channel.ID{"", "", "", "website", "phone"}[r.IntN(5)],
		}
		var extra []segment.ID
		if r.IntN(3) == 0 {
			extra = []segment.ID{"tin", "regulars"}
			q.Segment = []segment.ID{"", "tin"}[r.IntN(2)]
		}
		if r.IntN(4) == 0 {
			q.From = sequencetest.At(t, "10d")
		}
		plan, err := sequence.NewPlanAdHoc(docs.Files[0].Journey, &docs.Workspace, []string{"other"}[:r.IntN(2)], extra...)
		if err != nil {
			t.Fatal(err)
		}
		log := &sequencetest.Log{}
		c.happen(r, log, r.IntN([]int{80, 400}[r.IntN(2)]))
		x := built(t, log, plan, q)
		for step := range 20 {
			if step == 10 {
				c.finest = []int64{1e6, 1e3, 1}[r.IntN(3)]
			}
			x = refresh(t, r, c, log, x, fmt.Sprintf("round %d, step %d, %q", round, step, j.rules))
		}
	}
}

// refresh lets something happen and brings instances up to date.
func refresh(t *testing.T, r *rand.Rand, c crowd, log *sequencetest.Log, x *sequence.Instances, at string) (y *sequence.Instances) {
	t.Helper()
	before := told(x)
	c.happen(r, log, r.IntN(6))
	var changed []uint32
	if n := log.Customers(); n > 0 && r.IntN(8) == 0 {
		changed = append(changed, 1+r.Uint32N(uint32(n)))
		log.Erase(log.Customer(changed[0]))
	}
	anew := built(t, log, x.Plan, x.Question)
	for range 1 + r.IntN(2) { // a second time from the same
		var err error
		if y, err = x.Refresh(context.Background(), log, changed...); err != nil {
			t.Fatal(err)
		}
		if d := differ(r, anew, y); d != "" {
			t.Fatalf("%s: refreshed, not rebuilt: %s", at, d)
		}
		if d := cmp.Diff(before, told(x)); d != "" {
			t.Fatalf("%s: the former changed: %s", at, d)
		}
	}
	return y
}

// TestRefreshManyTimes: where few change among many, what changed is copied
// together now and then, and all of it more rarely.
func TestRefreshManyTimes(t *testing.T) {
	r, c, log := rand.New(rand.NewPCG(5, 6)), crowd{customers: 400, channels: 300, finest: 1e6}, &sequencetest.Log{}
	plan := planned(t, "instance: {idle: 2d}", channels(300))
	c.happen(r, log, 900)
	x := built(t, log, plan, sequence.Question{AsOf: sequencetest.At(t, "60d")})
	for step := range 130 {
		c.happen(r, log, 1)
		y, err := x.Refresh(context.Background(), log)
		if err != nil {
			t.Fatal(err)
		}
		if x = y; step%13 == 0 {
			if d := differ(r, built(t, log, plan, x.Question), x); d != "" {
				t.Fatal(d)
			}
		}
	}
	if x.Wide() == nil {
		t.Errorf("%d manners fit a byte", len(x.Manners))
	}
}

// TestRefreshAppends: whoever is refreshed appends to the memory that is there;
// only where somebody else did it is copied, once.
func TestRefreshAppends(t *testing.T) {
	r, log := rand.New(rand.NewPCG(5, 6)), &sequencetest.Log{}
	plan := planned(t, "instance: {idle: 2d}", "")
	crowd{customers: 400, finest: 1e6}.happen(r, log, 1000)
	x := built(t, log, plan, sequence.Question{AsOf: sequencetest.At(t, "60d")})
	next := func(x *sequence.Instances) *sequence.Instances {
		happen(r, log, 4, 1e6)
		y, err := x.Refresh(context.Background(), log)
		if err != nil {
			t.Fatal(err)
		}
		return y
	}
	shared := func(x, y *sequence.Instances) bool { return &x.Masks()[0] == &y.Masks()[0] }
	first, second := next(x), next(x)
	if !shared(x, first) || shared(x, second) || !shared(first, next(first)) || !shared(second, next(second)) {
		t.Error("memory is copied that need not be, or shared that must not")
	}
}

// TestSharesAreTheWhole: read in shares, the instances are the same.
func TestSharesAreTheWhole(t *testing.T) {
	plan := planned(t, "instance: {by: {property: order}, idle: 3d}", "")
	log := &sequencetest.Log{}
	happen(rand.New(rand.NewPCG(1, 1)), log, 500, 1e3)
	q := sequence.Question{AsOf: sequencetest.At(t, "60d"), Events: true}
	whole := built(t, log, plan, q)
	for _, small := range []sequence.Options{{Budget: 7000}, {Budget: 7000, Limit: 1, Dir: t.TempDir()}, {Budget: 7000, Limit: 5000, Dir: t.TempDir()}} {
		parts, err := sequence.BuildWith(context.Background(), log, plan, q, small)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(told(whole), told(parts)); diff != "" {
			t.Errorf("%+v: %s", small, diff)
		}
	}
}
