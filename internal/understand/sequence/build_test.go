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

	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// growing is a log to which events come whenever it is read.
type growing struct {
	*sequencetest.Log
	r    *rand.Rand
	left int
}

func (g *growing) grow() {
	if g.left--; g.left > 0 {
		happen(g.r, g.Log, 3, 1e6)
	}
}

func (g *growing) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	defer g.grow()
	return g.Log.Visits(ctx, s, yield)
}

func (g *growing) Traits(ctx context.Context, s sequence.Selection, yield func(sequence.Traits) error) error {
	defer g.grow()
	return g.Log.Traits(ctx, s, yield)
}

// former is a log as it stood at a position.
type former struct {
	*sequencetest.Log
	position int64
}

func (f former) Visits(ctx context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	if f.position == 0 {
		return 0, nil
	}
	s.Upto = f.position
	_, err := f.Log.Visits(ctx, s, yield)
	return f.position, err
}

func (f former) Traits(ctx context.Context, s sequence.Selection, yield func(sequence.Traits) error) error {
	if f.position == 0 {
		return nil
	}
	s.Upto = f.position
	return f.Log.Traits(ctx, s, yield)
}

// TestOnePosition: whatever comes while a log is being read, instances tell what
// the log said at their position: visits, traits and accounts alike.
func TestOnePosition(t *testing.T) {
	for round := range 4 * len(refreshed) {
		rules := refreshed[round%len(refreshed)].rules
		r, log := rand.New(rand.NewPCG(uint64(round), 3)), &sequencetest.Log{}
		happen(r, log, 50*(round%2), 1e6)
		g := &growing{log, r, 40}
		x := built(t, g, planned(t, rules, segments+also), sequence.Question{AsOf: sequencetest.At(t, "60d")})
		for step := range 5 {
			if d := differ(r, built(t, former{log, x.Position}, x.Plan, x.Question), x); d != "" {
				t.Fatalf("%q, after %d: %s", rules, step, d)
			}
			var err error
			if x, err = x.Refresh(context.Background(), g); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// turned tells traits in another order.
type turned struct{ *sequencetest.Log }

func (l turned) Traits(ctx context.Context, s sequence.Selection, yield func(sequence.Traits) error) error {
	var all []sequence.Traits
	err := l.Log.Traits(ctx, s, func(t sequence.Traits) error { all = append(all, t); return nil })
	for _, t := range slices.Backward(all) {
		if err == nil {
			err = yield(t)
		}
	}
	return err
}

// TestTraitsOfOneMoment: a log has no order; what was said at the same time means
// the same in whatever order it is told.
func TestTraitsOfOneMoment(t *testing.T) {
	log := sequencetest.Script(t, "u: view@1d\nv: view@1d\nu traits: plan=gold@0 plan=tin@0 account=A@0 account=B@0 actor=buyer@0 actor=user@0\nv traits: account=A@0")
	for _, rules := range []string{"audience: {segments: [gold]}", "grain: account", "actors: [buyer, user]"} {
		plan, q := planned(t, rules, segments), sequence.Question{AsOf: sequencetest.At(t, "60d")}
		if d := cmp.Diff(told(built(t, log, plan, q)), told(built(t, turned{log}, plan, q))); d != "" {
			t.Error(rules, d)
		}
	}
}

// mannered is a log in which each of 250 customers, in a role of their own, views
// something once on each of so many channels.
type mannered int

func (m mannered) Visits(_ context.Context, s sequence.Selection, yield func(*sequence.Visits) error) (int64, error) {
	for c := range 250 * min(1, len(s.Classes)) {
		v := &sequence.Visits{}
		for i := range int(m) {
			v.Customer, v.Class, v.Time = append(v.Customer, uint32(c+1)), append(v.Class, 1), append(v.Time, int64(i)*1e6)
			v.Seq, v.Key, v.Undated = append(v.Seq, 0), append(v.Key, uint64(i)), append(v.Undated, false)
			v.Channel = append(v.Channel, uint16(1+slices.Index(s.Channels, fmt.Sprint("c", i))))
		}
		if err := yield(v); err != nil {
			return 0, err
		}
	}
	return 1, nil
}

func (mannered) Traits(_ context.Context, _ sequence.Selection, yield func(sequence.Traits) error) error {
	for c := range 250 {
		if err := yield(sequence.Traits{Customer: sequence.CustomerNo(c + 1), Object: fmt.Appendf(nil, `{"actor":"a%d"}`, c)}); err != nil {
			return err
		}
	}
	return nil
}

// TestMoreMannersThanFit: more than 256 take the wide layout; more than 65536 are
// refused, not lost.
func TestMoreMannersThanFit(t *testing.T) {
	actors := make([]string, 250)
	for i := range actors {
		actors[i] = fmt.Sprint("a", i)
	}
	plan, q := planned(t, "actors: ["+strings.Join(actors, ", ")+"]", channels(300)), sequence.Question{AsOf: sequencetest.At(t, "60d")}
	if x := built(t, mannered(20), plan, q); x.Wide() == nil || x.Len() != 250 || len(x.Manners) != 5000 || x.Actor(x.Last(7)) != "a7" {
		t.Errorf("%d instances, %d manners", x.Len(), len(x.Manners))
	}
	if x, err := sequence.Build(context.Background(), mannered(300), plan, q); err == nil {
		t.Errorf("%d instances, %d manners", x.Len(), len(x.Manners))
	}
}

// TestAsOf: instances do not tell of a time of which they have not read.
func TestAsOf(t *testing.T) {
	log, plan := sequencetest.Script(t, "u: view@0 call@1d get@3d"), planned(t, "", "")
	at := func(as string) *sequence.Instances {
		return built(t, log, plan, sequence.Question{AsOf: sequencetest.At(t, as)})
	}
	cut, ok := at("4d").AsOf(sequencetest.At(t, "2d"))
	if !ok {
		t.Fatal("nothing is known of the second day")
	}
	if later, ok := cut.AsOf(sequencetest.At(t, "60h")); !ok || cmp.Diff(told(at("60h")), told(later)) != "" {
		t.Errorf("nothing happens before the third day: %v", later)
	}
	for name, x := range map[string]*sequence.Instances{"cut": cut, "built": at("2d")} {
		if later, ok := x.AsOf(sequencetest.At(t, "4d")); ok {
			t.Errorf("%s until the second day, yet it tells of the fourth: %q", name, told(later))
		}
	}
}
