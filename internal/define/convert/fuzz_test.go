// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"strings"
	"testing"
)

// What is read can be written and read again, and says the same.
func stays(t *testing.T, format Format, src []byte) {
	d, err := ReadAs(format, "x."+string(format), src)
	if err != nil {
		return
	}
	again, err := Read("x.yaml", d.Text)
	if err != nil {
		t.Fatalf("%v\n%s", err, d.Text)
	}
	if again.Journey.Digest() != d.Journey.Digest() {
		t.Fatalf("the text says something else\n%s", d.Text)
	}
	for _, as := range []Format{CSV, Mermaid, CJML} {
		out, err := Write(as, d.Journey, nil)
		if err != nil {
			t.Fatal(err)
		}
		if as == Mermaid {
			continue
		}
		if _, err := ReadAs(as, "y", out); err != nil {
			t.Fatalf("%s: %v\n%s", as, err, out)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte(tableHead + "Phase,Stage,Title,More\nbefore,Choose,Looks,{x: y}\n"))
	for _, c := range mapCases {
		var b strings.Builder
		for _, row := range c.rows {
			b.WriteString(strings.ReplaceAll(strings.Join(row, ";"), "\n", " ") + "\n")
		}
		f.Add([]byte(b.String()))
	}
	f.Add([]byte("\ufeffa\t\"b\nc\"\r\n'=1\t-2\n"))
	f.Fuzz(func(t *testing.T, src []byte) { stays(t, CSV, src) })
}

func FuzzCJML(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("<CJML><plannedJourney><touchpoints><plannedAction/></touchpoints></plannedJourney></CJML>"))
	f.Fuzz(func(t *testing.T, src []byte) { stays(t, CJML, src) })
}
