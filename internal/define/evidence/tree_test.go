// SPDX-License-Identifier: Apache-2.0

package evidence_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/evidence/evidencetest"
)

// plain decodes the JSON form of a tree.
func plain(t testing.TB, s string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return v
}

func parse(t testing.TB, s string) *evidence.Tree {
	t.Helper()
	tree, faults := evidence.Parse(plain(t, s), evidence.Properties)
	if len(faults) > 0 {
		t.Fatalf("%s: %v", s, faults)
	}
	return tree
}

func TestEval(t *testing.T) {
	for _, c := range evidencetest.Cases {
		if got := parse(t, c.Tree).Eval(&evidencetest.Record); got != c.Want {
			t.Errorf("%s = %v, want %v", c.Tree, got, c.Want)
		}
	}
}

func TestParseTellsEveryMistake(t *testing.T) {
	_, faults := evidence.Parse(plain(t, `{
		"a":{"start_with":"x"}, "b":{"matches":"("}, "c":{"gt":"5"}, "d":{"exists":"yes"},
		"e":{"in":[]}, "f":{"in":[["x"]]}, "any":{"x":1}, "event.colour":"red", "g":{}, "x..y":1,
		"h":{"starts_with":7}, "i":{"is":{"a":1}}, "all":[5]
	}`), evidence.Properties)
	got := map[string]string{}
	for _, f := range faults {
		got[f.Field] = f.Message
	}
	want := map[string]string{
		"a.start_with#": `unknown operator "start_with"`,
		"b.matches":     "error parsing regexp: missing closing ): `(`",
		"c.gt":          `found "5"`,
		"d.exists":      `found "yes"`,
		"e.in":          "found an empty list",
		"f.in[0]":       "found a list",
		"any":           "found a mapping",
		"event.colour#": `an event has no field "event.colour"`,
		"g":             "no condition on g",
		"x..y#":         `the field "x..y" has an empty part`,
		"h.starts_with": "found 7",
		"i.is":          "found a mapping",
		"all[0]":        "found 5",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseBoundsDepth(t *testing.T) {
	deep := strings.Repeat(`{"not":`, 100) + `{}` + strings.Repeat(`}`, 100)
	if _, faults := evidence.Parse(plain(t, deep), evidence.Properties); len(faults) == 0 {
		t.Error("a tree nested 100 deep was taken")
	}
}

func TestParseExpression(t *testing.T) {
	cases := []struct {
		expression string
		want       bool
	}{
		{"qty=3", true}, {"sku=5", true}, {"qty=4", false}, {"qty=1|3", true}, {"qty!=3", false}, {"nothing!=3", true},
		{"price>12", true}, {"price>=12.5", true}, {"price<12.5", false}, {"price<=12.5", true},
		{"path^=/products", true}, {"path*=duct", true}, {"path~^/products/[0-9]$", true}, {"gift=true", true},
		{"event.name=Product Viewed", true}, {"traits.plan = gold", true}, {"path=/a=b", false},
	}
	for _, c := range cases {
		tree, err := evidence.ParseExpression(c.expression, evidence.Properties)
		if err != nil {
			t.Errorf("%s: %v", c.expression, err)
			continue
		}
		if got := tree.Eval(&evidencetest.Record); got != c.want {
			t.Errorf("%s = %v, want %v", c.expression, got, c.want)
		}
	}
	for _, bad := range []string{"", "nonsense", "=x", "a~(", "price>ten"} {
		if _, err := evidence.ParseExpression(bad, evidence.Properties); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestEvalTexts(t *testing.T) {
	row := map[string]string{"status": "delivered", "n": "5", "ok": "true", "empty": "", "a.b": "x"}
	get := func(column string) string { return row[column] }
	cases := []struct {
		tree string
		want bool
	}{
		{`{"status":"delivered"}`, true}, {`{"n":5}`, true}, {`{"n":"5"}`, true}, {`{"n":{"gte":5,"lt":6}}`, true}, {`{"n":{"gt":5}}`, false},
		{`{"ok":true}`, true}, {`{"ok":false}`, false}, {`{"empty":{"exists":true}}`, false}, {`{"a.b":"x"}`, true}, {`{"status":{"gt":1}}`, false},
		{`{"status":{"in":["shipped","delivered"]}}`, true}, {`{"not":{"status":"shipped"}}`, true}, {`{"status":5}`, false},
	}
	for _, c := range cases {
		if got := parse(t, c.tree).EvalTexts(get); got != c.want {
			t.Errorf("%s = %v", c.tree, got)
		}
	}
}

func TestAndJoinsTrees(t *testing.T) {
	if evidence.And(nil, nil) != nil {
		t.Error("nothing and nothing is nothing")
	}
	both := evidence.And(parse(t, `{"qty":3}`), nil, parse(t, `{"gift":false}`))
	if both.Eval(&evidencetest.Record) {
		t.Error("the second tree was lost")
	}
}

func TestEvalDoesNotAllocate(t *testing.T) {
	tree := parse(t, `{"path":{"starts_with":"/products/"},"price":{"gt":1},"traits.plan":["a","gold"]}`)
	if n := testing.AllocsPerRun(100, func() { tree.Eval(&evidencetest.Record) }); n > 0 {
		t.Errorf("%v allocations a record", n)
	}
}

func BenchmarkEval(b *testing.B) {
	tree := parse(b, `{"path":{"starts_with":"/products/"},"price":{"gt":1},"traits.plan":["a","gold"]}`)
	b.ReportAllocs()
	for b.Loop() {
		tree.Eval(&evidencetest.Record)
	}
}
