// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a trace says of its customer comes with the first event that is kept.
func TestCaseTraitsComeWithTheFirstEventKept(t *testing.T) {
	const log = `<log><trace><string key="concept:name" value="c1"/><string key="plan" value="gold"/>
<event><string key="concept:name" value="open"/><string key="lifecycle:transition" value="start"/><date key="time:timestamp" value="2026-01-01T10:00:00Z"/></event>
<event><string key="concept:name" value="open"/><string key="lifecycle:transition" value="complete"/></event>
<event><string key="concept:name" value="open"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="2026-01-01T11:00:00Z"/></event>
<event><string key="concept:name" value="close"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="2026-01-01T12:00:00Z"/></event></trace></log>`
	got, _ := run(t, `files: [{file: "*.xes", where: {"lifecycle:transition": complete}, properties: {}}]`, map[string]string{"x.xes": log})
	want := []string{
		`c1 open 2026-01-01T11:00:00Z {"lifecycle:transition":"complete"} traits {"plan":"gold"}`,
		`c1 close 2026-01-01T12:00:00Z {"lifecycle:transition":"complete"}`,
	}
	for i := range want {
		want[i] = strings.Replace(want[i], ` {"lifecycle:transition":"complete"}`, "", 1)
	}
	if diff := cmp.Diff(want, got.lines()); diff != "" {
		t.Error(diff)
	}
	if len(got.bad) != 1 {
		t.Errorf("%v", got.quarantine())
	}
	own, _ := run(t, `files: [{file: "*.xes", where: {"lifecycle:transition": complete}, properties: [org], traits: {tariff: "case:plan"}}]`, map[string]string{"x.xes": log})
	want = []string{`c1 open 2026-01-01T11:00:00Z traits {"tariff":"gold"}`, `c1 close 2026-01-01T12:00:00Z traits {"tariff":"gold"}`}
	if diff := cmp.Diff(want, own.lines()); diff != "" {
		t.Error(diff)
	}
}

// A trace may be longer than a batch, and its first event kept may come late.
func TestCaseTraitsAcrossBatches(t *testing.T) {
	var b strings.Builder
	b.WriteString("<log>")
	for trace := range 3 {
		fmt.Fprintf(&b, `<trace><string key="concept:name" value="c%d"/><string key="plan" value="p%d"/>`, trace, trace)
		for i := range 9000 {
			fmt.Fprintf(&b, `<event><string key="concept:name" value="e%d"/><boolean key="keep" value="%t"/><date key="time:timestamp" value="2026-01-01T10:00:00Z"/></event>`, i, i >= 4000+trace*500 && i != 4096)
		}
		b.WriteString("</trace>")
	}
	b.WriteString("</log>")
	log := &memory{}
	if _, err := Import(context.Background(), log, mapping(t, `files: [{file: "*.xes", where: {keep: true}}]`), []string{write(t, map[string]string{"x.xes": b.String()})}, Options{}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range log.events {
		if len(e.Traits) > 0 {
			got = append(got, fmt.Sprintf("%s %s %s", e.Customer, e.Name, e.Traits))
		}
	}
	if diff := cmp.Diff([]string{`c0 e4000 {"plan":"p0"}`, `c1 e4500 {"plan":"p1"}`, `c2 e5000 {"plan":"p2"}`}, got); diff != "" {
		t.Error(diff)
	}
}
