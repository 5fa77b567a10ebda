// SPDX-License-Identifier: Apache-2.0

package load

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A comma before three digits may part thousands or begin a fraction. Other
// values of the column settle it, or the mapping does, or the file is refused.
func TestCommasInNumbers(t *testing.T) {
	cases := []struct {
		name, decimal string
		values        []string
		want          []string // the numbers, "-" for a row in quarantine; nil: refused
	}{
		{"thousands or fractions", "", []string{"1,234", "12,500"}, nil},
		{"beside whole numbers", "", []string{"7", "12,500"}, nil},
		{"settled by a point", "", []string{"1,234", "1,234.50", "2.5"}, []string{"1234", "1234.5", "2.5"}},
		{"settled by a short fraction", "", []string{"12,500", "12,5"}, []string{"12.5", "12.5"}},
		{"settled by two commas", "", []string{"1,234", "1,234,567"}, []string{"1234", "1234567"}},
		{"settled by points for thousands", "", []string{"1,234", "1.234,50"}, []string{"1.234", "1234.5"}},
		{"points for thousands", "", []string{"1.234", "12,5"}, []string{"1234", "12.5"}},
		{"no thousands begin with zero", "", []string{"0,125", "1,125"}, []string{"0.125", "1.125"}},
		{"points alone", "", []string{"1.234", "-2.5e3"}, []string{"1.234", "-2500"}},
		{"the odd one out", "", []string{"1.5", "2.5", "2,5"}, []string{"1.5", "2.5", "-"}},
		{"two ways of writing", "", []string{"2.5", "2,5"}, nil},
		{"said: a comma", ",", []string{"1,234", "12,500", "1.234"}, []string{"1.234", "12.5", "1234"}},
		{"said: a point", ".", []string{"1,234", "-12,500", "12,5", "1,23,456"}, []string{"1234", "-12500", "-", "-"}},
	}
	for _, c := range cases {
		m := `files: [{file: "*.csv", customer: who, event: {value: b}, time: {value: 2026-01-01}, properties: {n: {column: n, type: number}}}]`
		if c.decimal != "" {
			m = strings.Replace(m, `"*.csv",`, `"*.csv", decimal: "`+c.decimal+`",`, 1)
			own := strings.Replace(m, "type: number", `type: number, decimal: "`+c.decimal+`"`, 1)
			m = map[string]string{",": m, ".": own}[c.decimal]
		}
		file := map[string]string{"x.csv": "who;n\na;" + strings.Join(c.values, "\na;") + "\n"}
		if c.want == nil {
			got := refused(t, m, file)
			if !strings.Contains(got, `the column "n"`) || !strings.Contains(got, `decimal: ","`) {
				t.Errorf("%s: %s", c.name, got)
			}
			continue
		}
		log, _ := run(t, m, file)
		got := make([]string, len(c.values))
		for i := range got {
			got[i] = "-"
		}
		for _, e := range log.events {
			got[e.Seq] = strings.TrimSuffix(strings.TrimPrefix(string(e.Properties), `{"n":`), "}")
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// Answers and hand counts are read like other numbers.
func TestCommasInAnswersAndCounts(t *testing.T) {
	survey := `files: [{file: "*.csv", kind: survey, survey: s, customer: who, time: {value: 2026-01-01}, questions: {q: {kind: rating, scale: {min: 0, max: 5000}}}}]`
	counts := `files: [{file: "*.csv", kind: counts, journey: j, step: step, period: week, count: q}]`
	ambiguous := map[string]string{"x.csv": "who;step;week;q\na;s;2026-W01;1,234\n"}
	settled := map[string]string{"x.csv": "who;step;week;q\na;s;2026-W01;1,234\na;s;2026-W02;1,234.5\n"}
	for name, m := range map[string]string{"an answer": survey, "a count": counts} {
		if got := refused(t, m, ambiguous); !strings.Contains(got, `"1,234" in the column "q" can be read as 1234 or 1.234`) {
			t.Errorf("%s: %s", name, got)
		}
		log, _ := run(t, m, settled)
		if got := strings.Join(log.lines(), "\n"); len(log.events) != 2 || !strings.Contains(got, "1234.5") || !strings.Contains(got, ":1234,") && !strings.Contains(got, ":1234}") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// What comes behind the rows that were looked at is not guessed either.
func TestCommasFarDown(t *testing.T) {
	rows := strings.Repeat("a;5\n", 3000) + "b;1,234\nc;2,5\n"
	log, _ := run(t, `files: [{file: "*.csv", customer: who, event: {value: b}, time: {value: 2026-01-01}, properties: {n: {column: n, type: number}}}]`, map[string]string{"x.csv": "who;n\n" + rows})
	if diff := cmp.Diff([]string{`3002:2 bad_value: "1,234" can be read as 1234 or 1.234: say decimal: "." or decimal: "," in the mapping`}, log.quarantine()); diff != "" {
		t.Error(diff)
	}
	if got := string(log.events[len(log.events)-1].Properties); got != `{"n":2.5}` {
		t.Error(got)
	}
}
