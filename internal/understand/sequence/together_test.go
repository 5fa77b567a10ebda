// SPDX-License-Identifier: Apache-2.0

package sequence_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/continuity"
	"github.com/wendcx/wend/internal/understand/funnel"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/returns"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

// questions are one of each kind, asked of any instances.
func questions(t *testing.T, p *sequence.Plan) []func(context.Context, *sequence.Instances) (any, error) {
	t.Helper()
	steps, err := funnel.Named(p, "view", "pay", "get")
	if err != nil {
		t.Fatal(err)
	}
	model, err := conformance.ModelOf(p)
	if err != nil {
		t.Fatal(err)
	}
	aligned := conformance.NewCache(1 << 20)
	type x = *sequence.Instances
	return []func(context.Context, x) (any, error){
		func(ctx context.Context, x x) (any, error) { return funnel.Of(ctx, x, funnel.Spec{Steps: steps}) },
		func(ctx context.Context, x x) (any, error) {
			return funnel.Of(ctx, x, funnel.Spec{Steps: steps, Per: funnel.Customer, Order: funnel.Unordered})
		},
		func(ctx context.Context, x x) (any, error) { return funnel.Levels(ctx, x, funnel.Spec{Steps: steps}) },
		func(ctx context.Context, x x) (any, error) { return path.VariantsOf(ctx, x, 10) },
		func(ctx context.Context, x x) (any, error) { return path.TransitionsOf(ctx, x) },
		func(ctx context.Context, x x) (any, error) { return path.LevelsOf(ctx, x, path.LevelSpec{}) },
		func(ctx context.Context, x x) (any, error) { return path.DurationsOf(ctx, x) },
		func(ctx context.Context, x x) (any, error) {
			return conformance.Check(ctx, x, model, conformance.Options{Cache: aligned})
		},
		func(ctx context.Context, x x) (any, error) { return returns.Of(ctx, x, returns.Spec{}) },
		func(ctx context.Context, x x) (any, error) { return continuity.Of(ctx, x, continuity.Spec{}) },
		func(ctx context.Context, x x) (any, error) { return cohort.Of(ctx, x, cohort.Spec{Every: cohort.Week}) },
	}
}

// TestFiftyQuestionsAtOnce: questions of all kinds, asked together while the
// instances are brought up to date, answer what each answers alone; a cancelled
// one ends with the context's error.
func TestFiftyQuestionsAtOnce(t *testing.T) {
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte("wend: journey/v1\nid: shop\ntitle: Shop\ninstance: {idle: 2d}" + shopSteps)})
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	ctx, r, log := context.Background(), rand.New(rand.NewPCG(9, 9)), &sequencetest.Log{}
	happen(r, log, 2000, 1e6)
	x, err := sequence.Build(ctx, log, plan, sequence.Question{AsOf: sequencetest.At(t, "60d")})
	if err != nil {
		t.Fatal(err)
	}
	all := questions(t, plan)
	alone := make([]string, len(all))
	for i, ask := range all {
		alone[i] = answered(t, ask, x)
	}
	var group sync.WaitGroup
	for i := range 50 {
		group.Go(func() {
			if got := answered(t, all[i%len(all)], x); got != alone[i%len(all)] {
				t.Errorf("question %d among others: %s, alone: %s", i%len(all), got, alone[i%len(all)])
			}
			stopped, stop := context.WithCancel(ctx)
			stop()
			if _, err := all[i%len(all)](stopped, x); !errors.Is(err, context.Canceled) {
				t.Errorf("question %d goes on when cancelled: %v", i%len(all), err)
			}
		})
	}
	for newer, round := x, 0; round < 5; round++ {
		happen(r, log, 20, 1e6)
		if newer, err = newer.Refresh(ctx, log); err != nil {
			t.Fatal(err)
		}
	}
	group.Wait()
}

// TestAnswersOfRefreshedInstances: every kind of question finds in refreshed
// instances what it finds in such as are built anew, whichever it is about.
func TestAnswersOfRefreshedInstances(t *testing.T) {
	for round, rules := range []string{"instance: {idle: 2d}", "instance: {by: {property: order}, idle: 3d}", "audience: {segments: [gold]}"} {
		r, c, log := rand.New(rand.NewPCG(4, uint64(round))), crowd{customers: 150, finest: 1e6}, &sequencetest.Log{}
		plan := planned(t, rules, segments, "gold")
		c.happen(r, log, 1500)
		x := built(t, log, plan, sequence.Question{AsOf: sequencetest.At(t, "60d")})
		for range 3 {
			c.happen(r, log, 5)
			var err error
			if x, err = x.Refresh(context.Background(), log); err != nil {
				t.Fatal(err)
			}
			anew := built(t, log, plan, x.Question)
			for _, q := range []sequence.Question{{}, {Segment: "gold"}, {PerCustomer: true}, {From: sequencetest.At(t, "10d"), To: sequencetest.At(t, "30d")}, {OnChannel: "store"}} {
				for i, ask := range questions(t, plan) {
					want, got := plain(t, answered(t, ask, anew.Ask(q))), plain(t, answered(t, ask, x.Ask(q)))
					if d := cmp.Diff(want, got, cmpopts.EquateApprox(1e-9, 1e-9)); d != "" {
						t.Errorf("question %d, %+v: %s", i, q, d)
					}
				}
			}
		}
	}
}

// plain reads an answer back, so that its numbers are numbers.
func plain(t *testing.T, text string) (v any) {
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Error(err)
	}
	return v
}

func answered(t *testing.T, ask func(context.Context, *sequence.Instances) (any, error), x *sequence.Instances) string {
	answer, err := ask(context.Background(), x)
	if err != nil {
		t.Error(err)
	}
	text, err := json.Marshal(answer)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}
