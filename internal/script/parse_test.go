// SPDX-License-Identifier: Apache-2.0

package script_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/script"
)

func TestMistakesHaveTheirPlace(t *testing.T) {
	cases := []struct{ src, want string }{
		{"load\n  u view@0", `s:2: "u view@0" names no customer`},
		{"load\n  u: view", `s:2: "view" is no event`},
		{"load\n  u: view@3", `s:2: "3" is no time`},
		{"load\n  u: view@2024-02-30", `is no time`},
		{"load\n  u: view{a}@0", `s:2: "a" has no value`},
		{"case x\n  u: view@0", `s:2: an indented line that belongs to no command`},
		{"\n  u: view@0", `s:2: an indented line that belongs to no command`},
		{"what now", `s:1: "what": one of funnel,`},
		{"funnel a, b backwards", `s:1: "backwards" is no clause`},
		{"funnel a,", `s:1: the question ends where a step belongs`},
		{"funnel a within soon", `s:1: "soon" is no length of time`},
		{"retention sometimes", `s:1: "sometimes": one of recurring, first-touch belongs here`},
		{"lifecycle during 9d", `s:1: "9d" is no period`},
		{"variants top many", `s:1: "many" is no number`},
		{"variants\n  a  b\n  1  2  3", `s:3: 3 cells below 2 columns`},
		{"journey", `s:1: a journey is indented below`},
		{"journey\n  wend: journey/v1\n  id: x\n\n  titel: X", `s:5:1: `},
	}
	for _, c := range cases {
		if _, err := script.Read("folder/s", c.src); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.src, err, c.want)
		}
	}
}

func TestWorldsAreWhatWasSaidBefore(t *testing.T) {
	f, err := script.Read("s", `
# A comment.
case one
load
  u: view[store]{order:7 paid:true by:card}@1h pay@2024-01-02T10:00 late@-1h?

  # A comment, too.
  u traits: plan=gold@2d
variants
starts
more
  v: view@0
variants
load
  w: view@0
variants
case two
variants
`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range f.Asked {
		line := a.Place + " " + a.Case + ":"
		for _, e := range a.World.Events {
			line += fmt.Sprintf(" %s/%s%s%s%s/%d", e.Customer, e.Name, e.Channel, e.Properties, e.Traits, e.Time/3_600_000_000-473_352)
		}
		got = append(got, line)
	}
	u := ` u/viewstore{"by":"card","order":7,"paid":true}/1 u/pay/34 u/late/-1 u/Traits Given{"plan":"gold"}/48`
	want := []string{"s:9 one:" + u, "s:10 one:" + u, "s:13 one:" + u + " v/view/0", "s:16 one: w/view/0", "s:18 two:"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !f.Asked[0].World.Events[2].Undated || f.Asked[0].World != f.Asked[1].World {
		t.Error("an undated event is dated, or questions of one world do not share it")
	}
}

func TestAnswersAreWrittenInTheirPlace(t *testing.T) {
	f, err := script.Read("s", "case one\nload\n  u: a@0\nstarts\n  step  count\n  b     3\n  c     4\n\n# The end.\nends\ncase two\nvariants\n  count\n  1\n")
	if err != nil {
		t.Fatal(err)
	}
	starts := &script.Table{Columns: []string{"step", "count"}, Rows: [][]string{{"a long name", "1"}, {"b", "-"}}}
	ends := &script.Table{Columns: []string{"step"}, Rows: [][]string{{"é"}}}
	got := f.With(map[*script.Asked]*script.Table{f.Asked[0]: starts, f.Asked[1]: ends})
	want := "case one\nload\n  u: a@0\nstarts\n  step         count\n  a long name  1\n  b            -\n\n# The end.\nends\n  step\n  é\ncase two\nvariants\n  count\n  1\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
