// SPDX-License-Identifier: Apache-2.0

package conformance_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/sequence"
	"github.com/wendcx/wend/internal/understand/sequence/sequencetest"
)

const shop = `wend: journey/v1
id: shop
title: Shop
instance: {completes: [get], idle: 10d}
phases:
  before:
    - stage: Choose
      steps:
        - {id: view, title: View, evidence: [view], repeatable: true}
        - {id: ask, title: Ask, evidence: [ask], optional: true}
  during:
    - stage: Buy
      steps:
        - {id: pay, title: Pay, evidence: [pay], fails: [declined]}
        - {id: wait, title: Wait, contactless: true}
        - {id: get, title: Get, evidence: [get]}
links: [{from: get, to: pay}]
`

func check(t *testing.T, script, asOf string) *conformance.Result {
	t.Helper()
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte(shop)})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	plan, err := sequence.NewPlan(docs.Files[0].Journey, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	m, err := conformance.ModelOf(plan)
	if err != nil {
		t.Fatal(err)
	}
	x, err := sequence.Build(context.Background(), sequencetest.Script(t, script), plan, sequence.Question{AsOf: sequencetest.At(t, asOf)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := conformance.Check(context.Background(), x, m, false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAgainstTheDesign(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"as designed", "u: view@0 pay@1h get@1d", "1 of 1 fit, 0 deviations, map[ad-hoc:0 failed:0 missing:0 out-of-order:0]"},
		{"optional, repeatable, linked", "u: view@0 view@1m ask@2m pay@1h get@1d pay@2d get@3d", "1 of 1 fit, 0 deviations, map[ad-hoc:0 failed:0 missing:0 out-of-order:0]"},
		{"left out", "u: view@0 get@1d", "0 of 1 fit, 1 deviations, map[ad-hoc:0 failed:0 missing:1 out-of-order:0]"},
		{"the wrong way round", "u: pay@0 view@1h get@1d", "0 of 1 fit, 2 deviations, map[ad-hoc:0 failed:0 missing:1 out-of-order:1]"},
		{"failed on the way", "u: view@0 declined@1m pay@1h get@1d", "0 of 1 fit, 1 deviations, map[ad-hoc:0 failed:1 missing:0 out-of-order:1]"},
		{"given up", "u: view@0 pay@1h", "0 of 1 fit, 1 deviations, map[ad-hoc:0 failed:0 missing:1 out-of-order:0]"},
	} {
		r := check(t, c.script, "100d")
		if got := fmt.Sprintf("%d of %d fit, %d deviations, %v", r.Fitting, r.Instances, r.Deviations, r.Classes); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// TestWhoIsUnderWay: an instance that goes on has left nothing out yet.
func TestWhoIsUnderWay(t *testing.T) {
	r := check(t, "u: view@0 pay@1h\nv: pay@0", "2d")
	if r.Instances != 0 || r.Fitness != 1 {
		t.Errorf("%+v", r.Share)
	}
	if diff := cmp.Diff(conformance.Share{Instances: 2, Fitting: 1, Fitness: (1 + 0.75) / 2, Deviations: 1}, r.Ongoing); diff != "" {
		t.Error(diff)
	}
}
