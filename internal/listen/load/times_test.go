// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// refused imports a file and returns why it is refused; nothing may have been
// written.
func refused(t *testing.T, m string, files map[string]string) string {
	t.Helper()
	log := &memory{}
	_, err := Import(context.Background(), log, mapping(t, m), []string{write(t, files)}, Options{TempDir: t.TempDir()})
	if log.calls > 0 || len(log.bad) > 0 {
		t.Errorf("something was written: %v %v", log.lines(), log.quarantine())
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

// Dates that can be read in two ways are refused, whatever stands beside them,
// unless other values of the column settle it.
func TestDatesOfTwoReadings(t *testing.T) {
	cases := []struct {
		name   string
		values []string
		refuse string // "" is imported
		want   string // of the first row
	}{
		{"beside a value that is none", []string{"03/04/2024", "05/06/2024", "n/a", "07/08/2024"}, `"%d/%m/%Y"} or "%m/%d/%Y"`, ""},
		{"at noon", []string{"03/04/2024 03:00 PM"}, `"%d/%m/%Y %I:%M %p"} or "%m/%d/%Y %I:%M %p"`, ""},
		{"with hyphens", []string{"03-04-2024"}, `"%d-%m-%Y"} or "%m-%d-%Y"`, ""},
		{"with points", []string{"03.04.2024 10:00"}, `"%d.%m.%Y %H:%M"} or "%m.%d.%Y %H:%M"`, ""},
		{"settled by one", []string{"03/04/2024", "25/06/2024"}, "", "2024-04-03"},
		{"settled the other way", []string{"03-04-2024", "06-25-2024"}, "", "2024-03-04"},
		{"settled beside a value that is none", []string{"03/04/2024", "n/a", "25/06/2024"}, "", "2024-04-03"},
	}
	for _, c := range cases {
		file := map[string]string{"x.csv": "who,what,at\na,b," + strings.Join(c.values, "\na,b,") + "\n"}
		if c.refuse != "" {
			if got := refused(t, simple, file); !strings.Contains(got, "can be read in more than one way") || !strings.Contains(got, c.refuse) {
				t.Errorf("%s: %s", c.name, got)
			}
			continue
		}
		log, _ := run(t, simple, file)
		if len(log.events) == 0 || log.events[0].At().Format("2006-01-02") != c.want {
			t.Errorf("%s: %v", c.name, log.lines())
		}
	}
}

// Whatever is tried day first is tried month first.
func TestEveryCandidateHasItsTwin(t *testing.T) {
	have := map[string]bool{}
	for _, f := range candidates {
		have[f] = true
	}
	twins := 0
	for _, f := range candidates {
		if rest, ok := strings.CutPrefix(f, "%d"); ok && strings.HasPrefix(rest[1:], "%m") {
			twins++
			if twin := fmt.Sprintf("%%m%c%%d%s", rest[0], rest[3:]); !have[twin] {
				t.Errorf("%s has no twin %s", f, twin)
			}
		}
	}
	if twins == 0 {
		t.Error("nothing is tried day first")
	}
}

func TestTimeOfTwoColumns(t *testing.T) {
	const when = `zone: Europe/Berlin
files: [{file: "*.csv", customer: who, event: what, time: at, properties: {when: {template: "{day} {clock}", type: time}}}]`
	log, _ := run(t, when, map[string]string{"x.csv": "who,what,at,day,clock\na,b,2026-01-01,25/02/2026,10:30\na,b,2026-01-01,03/04/2026,\n"})
	want := []string{`a b 2026-01-01T00:00:00+01:00 {"when":"2026-02-25T09:30:00Z"}`, `a b 2026-01-01T00:00:00+01:00`}
	if diff := cmp.Diff(want, log.lines()); diff != "" {
		t.Error(diff)
	}
	if got := refused(t, when, map[string]string{"x.csv": "who,what,at,day,clock\na,b,2026-01-01,03/04/2026,10:30\n"}); !strings.Contains(got, `"03/04/2026 10:30" in "{day} {clock}" can be read in more than one way`) {
		t.Error(got)
	}
}

// A column that a join brings is looked at like one of the table.
func TestTimesOfAJoin(t *testing.T) {
	log, _ := run(t, `files: [{file: a.csv, join: [{file: b.csv, on: {k: k}}], customer: who, event: what, time: at}]`, map[string]string{
		"a.csv": "k,who,what\n1,a,b\n", "b.csv": "k,at\n1,25/02/2026\n",
	})
	if diff := cmp.Diff([]string{"a b 2026-02-25T00:00:00Z"}, log.lines()); diff != "" {
		t.Error(diff)
	}
}
