// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/reference"
)

// aligned is one line of the reference's alignments.
type aligned struct {
	Cases      int      `json:"cases"`
	Deviations int      `json:"deviations"`
	Fitness    float64  `json:"fitness"`
	Variant    []string `json:"variant"`
}

func open(t testing.TB, path string) *Aligner {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	m, err := ReadPNML(path, f)
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAligner(m)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestAlignmentsAgainstTheReference: every variant of every log has as many
// deviations from every model as pm4py's optimal alignments found.
func TestAlignmentsAgainstTheReference(t *testing.T) {
	logs := reference.Path(t, "data", "logs")
	files, err := filepath.Glob(filepath.Join(logs, "expected", "*.alignments.jsonl.gz"))
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files of alignments, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".alignments.jsonl.gz")
		t.Run(name, func(t *testing.T) {
			a := open(t, filepath.Join(logs, "models", name+".pnml"))
			wrong, variants := 0, 0
			reference.Lines(t, func(line []byte) {
				var x aligned
				if err := json.Unmarshal(line, &x); err != nil {
					t.Fatal(err)
				}
				variants++
				found, err := a.Align(x.Variant, false)
				if err != nil {
					t.Fatal(err)
				}
				got := found.Deviations
				if got != len(found.Extra)+len(found.Missing) || found.AtLeast != got {
					t.Fatalf("%v: %+v", x.Variant, found)
				}
				if got != x.Deviations {
					if wrong++; wrong < 4 {
						t.Errorf("%v: %d deviations, pm4py %d", x.Variant, got, x.Deviations)
					}
				}
				if f := a.Fitness(len(x.Variant), got); math.Abs(f-x.Fitness) > 1e-9 && got == x.Deviations {
					if wrong++; wrong < 4 {
						t.Errorf("%v: fitness %g, pm4py %g", x.Variant, f, x.Fitness)
					}
				}
			}, "data", "logs", "expected", filepath.Base(file))
			t.Logf("%d variants", variants)
		})
	}
}

// net writes a PNML net from arcs like "p1 A p2": place, transition, place. A
// transition whose name begins with an underscore is silent. p0 has a token.
func net(arcs ...string) string {
	var b strings.Builder
	b.WriteString(`<pnml><net id="n"><page id="g">`)
	seen := map[string]bool{}
	place := func(id string) {
		if !seen[id] {
			seen[id] = true
			b.WriteString(`<place id="` + id + `">`)
			if id == "p0" {
				b.WriteString(`<initialMarking><text>1</text></initialMarking>`)
			}
			b.WriteString(`</place>`)
		}
	}
	for i, arc := range arcs {
		parts := strings.Fields(arc)
		id := "t" + string(rune('a'+i))
		for _, p := range strings.Split(parts[0], "+") {
			place(p)
			b.WriteString(`<arc id="` + id + p + `i" source="` + p + `" target="` + id + `"/>`)
		}
		for _, p := range strings.Split(parts[2], "+") {
			place(p)
			b.WriteString(`<arc id="` + id + p + `o" source="` + id + `" target="` + p + `"/>`)
		}
		b.WriteString(`<transition id="` + id + `"><name><text>` + parts[1] + `</text></name>`)
		if strings.HasPrefix(parts[1], "_") {
			b.WriteString(`<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>`)
		}
		b.WriteString(`</transition>`)
	}
	b.WriteString(`</page></net></pnml>`)
	return b.String()
}

// writeNet writes a net to a file.
func writeNet(t *testing.T, arcs ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "net.pnml")
	if err := os.WriteFile(path, []byte(net(arcs...)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAlign(t *testing.T) {
	sequence := []string{"p0 A p1", "p1 B p2", "p2 C p3"}
	for _, c := range []struct {
		name  string
		arcs  []string
		paths map[string]int
	}{
		{"a sequence", sequence, map[string]int{"A B C": 0, "A C": 1, "A X C": 2, "C B A": 4, "": 3, "A A B C": 1, "X Y Z": 6}},
		{"a step that may be left out", append([]string{"p1 _skip p2"}, sequence...), map[string]int{"A C": 0, "A B C": 0, "A B B C": 1}},
		{"a step that may repeat", append([]string{"p2 _again p1"}, sequence...), map[string]int{"A B B B C": 0, "A C": 1}},
		{"a choice", []string{"p0 A p1", "p0 B p1", "p1 C p2"}, map[string]int{"A C": 0, "B C": 0, "A B C": 1}},
		{"side by side", []string{"p0 _split p1+p2", "p1 A p3", "p2 B p4", "p3+p4 _join p5"}, map[string]int{"A B": 0, "B A": 0, "A": 1, "B A B": 1}},
		{"silence that goes round", []string{"p0 _x p1", "p1 _y p0", "p1 A p2"}, map[string]int{"A": 0, "": 1, "A A": 1}},
	} {
		m, err := ReadPNML("x.pnml", strings.NewReader(net(c.arcs...)))
		if err != nil {
			t.Fatal(c.name, err)
		}
		a, err := NewAligner(m)
		if err != nil {
			t.Fatal(c.name, err)
		}
		for path, want := range c.paths {
			if got, err := a.Align(strings.Fields(path), false); got.Deviations != want || err != nil {
				t.Errorf("%s: %q has %d deviations, want %d; %v", c.name, path, got.Deviations, want, err)
			}
		}
	}
}

func TestWhatDeviates(t *testing.T) {
	m, err := ReadPNML("x.pnml", strings.NewReader(net("p0 A p1", "p1 B p2", "p2 C p3")))
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAligner(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path           string
		prefix         bool
		extra, missing string
	}{
		{"A B C", false, "", ""}, {"A X C", false, "X", "B"}, {"A B", false, "", "C"}, {"A B", true, "", ""}, {"A C", true, "C", ""}, {"", true, "", ""}, {"X", true, "X", ""}, {"A A B C", false, "A", ""},
	} {
		got, err := a.Align(strings.Fields(c.path), c.prefix)
		if err != nil || strings.Join(got.Extra, " ") != c.extra || strings.Join(got.Missing, " ") != c.missing {
			t.Errorf("%q prefix %v: %+v %v", c.path, c.prefix, got, err)
		}
	}
}

func TestNetsThatAreNone(t *testing.T) {
	for src, want := range map[string]string{
		"":                                      "there is no Petri net",
		"<pnml>":                                "no XML",
		"<pnml><net/></pnml>":                   "there is no transition",
		"<!DOCTYPE a [<!ENTITY b 'c'>]><pnml/>": "a document type is not read",
		`<pnml><net><place id="p"/><transition id="t"/></net></pnml>`:                                    "there is no initial marking",
		`<pnml><net><place id="p"/><transition id="t"/><arc id="a" source="p" target="q"/></net></pnml>`: `the arc "a" leads from "p" to "q"`,
		`<pnml><net><place id="p"/><transition id="t"/><arc id="a" source="t" target="t"/></net></pnml>`: `the arc "a" leads from "t" to "t"`,
	} {
		if _, err := ReadPNML("x.pnml", strings.NewReader(src)); fault.CodeOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
	}
	m, err := ReadPNML("x.pnml", strings.NewReader(net("p0 A p1", "p2 B p3")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewAligner(m); err == nil {
		t.Error("a net without a way to its end was taken")
	}
}
