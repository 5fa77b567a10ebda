// SPDX-License-Identifier: Apache-2.0

package journey_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/fault"
)

// changed returns the lines that an edit took away and put in.
func changed(before, after string) (gone, come []string) {
	old, now := strings.Split(before, "\n"), strings.Split(after, "\n")
	for _, l := range old {
		if !slices.Contains(now, l) {
			gone = append(gone, strings.TrimSpace(l))
		}
	}
	for _, l := range now {
		if !slices.Contains(old, l) {
			come = append(come, strings.TrimSpace(l))
		}
	}
	return gone, come
}

func TestAnEditTouchesOnlyItsLines(t *testing.T) {
	src, err := os.ReadFile(shop)
	if err != nil {
		t.Fatal(err)
	}
	number := func(f float64) *float64 { return &f }
	cases := []struct {
		name       string
		edit       func(j *journey.Journey)
		gone, come []string
	}{
		{"nothing", func(*journey.Journey) {}, nil, nil},
		{
			"a text with a comment behind it", func(j *journey.Journey) { j.ID = "buy-gear" },
			[]string{"id: buy-online                     # never reused"}, []string{"id: buy-gear                     # never reused"},
		},
		{
			"a number inside a flow mapping", func(j *journey.Journey) { j.Overall.Target.Default = number(4.6) },
			[]string{"target: {default: 4.4, by: 2027-06-30}"}, []string{"target: {default: 4.6, by: 2027-06-30}"},
		},
		{
			"a text that needs quotes", func(j *journey.Journey) { j.Promise = "easy: yes # really" },
			[]string{"promise: It was easy and it fitted"}, []string{"promise: 'easy: yes # really'"},
		},
		{
			"a step's target", func(j *journey.Journey) { j.Phases.Before[0].Steps[0].Target.Default = number(4) },
			[]string{"target: 3.8"}, []string{"target: 4"},
		},
		{
			"a key that is new", func(j *journey.Journey) { j.Phases.During[0].Steps[0].Target.Default = number(4) },
			nil, []string{"target: 4"},
		},
		{
			"a key taken away", func(j *journey.Journey) { j.Phases.Before[0].Steps[0].Thinks = nil },
			[]string{"thinks: Is it worth the money?"}, nil,
		},
		{
			"a pain more", func(j *journey.Journey) {
				s := &j.Phases.Before[0].Steps[0]
				s.Pains = append(slices.Clone(s.Pains), statement.Statement{Title: "Too loud"})
			},
			[]string{"pains: [{title: The ad shows sold-out items, severity: 2, basis: research}]"},
			[]string{"pains:", "- title: The ad shows sold-out items", "severity: 2", "basis: research", "- Too loud"},
		},
		{
			"steps in another order", func(j *journey.Journey) { slices.Reverse(j.Phases.Before[0].Steps) }, nil, nil,
		},
		{
			"a step that is new", func(j *journey.Journey) {
				st := &j.Phases.Before[0]
				st.Steps = slices.Insert(slices.Clone(st.Steps), 1, journey.Step{ID: "dreams", Title: "Dreams of it", Contactless: true})
			},
			nil, []string{"- id: dreams", "title: Dreams of it"}, // contactless: true stands elsewhere too
		},
		{
			"a step taken away", func(j *journey.Journey) { st := &j.Phases.Before[0]; st.Steps = st.Steps[:1] },
			[]string{"- id: friend-advises", "title: A friend recommends us", "contactless: true", "control: external"}, nil,
		},
		{
			"evidence in a block list", func(j *journey.Journey) {
				s := &j.Phases.Before[1].Steps[0]
				s.Evidence = append(slices.Clone(s.Evidence), journey.Evidence{Event: "Size Chart Opened"})
			},
			nil, []string{"- event: Size Chart Opened"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			docs, err := document.Parse(shop, src)
			if err != nil {
				t.Fatal(err)
			}
			var faults fault.List
			j := journey.Decode(docs[0], openWorkspace(t), &faults)
			c.edit(j)
			out, err := journey.Rewrite(docs[0], j)
			if err != nil {
				t.Fatal(err)
			}
			gone, come := changed(string(src), string(out))
			if diff := cmp.Diff(c.gone, gone); diff != "" {
				t.Errorf("taken away: %s", diff)
			}
			if diff := cmp.Diff(c.come, come); diff != "" {
				t.Errorf("put in: %s", diff)
			}
			again, err := document.Parse(shop, out)
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if got := journey.Decode(again[0], openWorkspace(t), &faults); got.Digest() != j.Digest() {
				t.Errorf("the rewritten document says something else:\n%s", out)
			}
			if c.name == "nothing" && string(out) != string(src) {
				t.Error("an edit of nothing changed the bytes")
			}
		})
	}
}
