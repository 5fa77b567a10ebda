// SPDX-License-Identifier: Apache-2.0

package edit_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
)

// stepFields are fields with values that people might give them.
var stepFields = map[string][]string{
	"title":                 {`"A"`, `"B: with a colon"`, `"C # no comment"`, `"D\nin two lines"`},
	"description":           {`"A"`, `null`, `""`, `"- not a list"`},
	"touchpoint":            {`{}`, `null`, `{"channel":"phone"}`, `{"use":"website","nature":"informative"}`},
	"touchpoint.channel":    {`"phone"`, `"store"`, `null`, `""`},
	"touchpoint.nature":     {`"informative"`, `"transactional"`, `null`},
	"optional":              {`true`, `false`, `null`},
	"target":                {`4`, `4.25`, `{"default":4,"by":"2027-01-31"}`, `null`},
	"target.by":             {`"2027-01-31"`, `null`},
	"target.segments":       {`{"consumers":3}`, `null`},
	"target.segments.vips":  {`5`, `0`, `null`},
	"importance.default":    {`3`, `null`},
	"importance.asked":      {`{"survey":"s","question":"q"}`, `null`},
	"feeling":               {`{}`, `1`, `null`, `{"valence":-2,"label":"angry"}`},
	"feeling.valence":       {`0`, `2`, `null`},
	"feeling.label":         {`"calm"`, `null`},
	"feeling.personas":      {`{"petra":{}}`, `{"petra":1}`, `null`},
	"expected":              {`{}`, `{"within":"2d"}`, `null`},
	"expected.within":       {`"3d"`, `null`},
	"expected.by":           {`{"event":"E","property":"p"}`, `null`},
	"expected.by.event":     {`"E"`, `null`, `""`},
	"does":                  {`"one"`, `["one"]`, `["one","two"]`, `["three"]`, `[]`, `null`},
	"pains":                 {`["p"]`, `["other"]`, `["p",{"title":"q","severity":3}]`, `[{"title":"p","severity":1}]`, `null`},
	"evidence":              {`["E"]`, `[{"event":"E","where":{"a.b":{"gt":3}}},{"event":"F"}]`, `null`},
	"alternatives":          {`[{"channel":"phone"}]`, `[{"channel":"chat","evidence":["E"]},{"channel":"phone"}]`, `null`},
	"quotes":                {`[{"text":"\"so\""},{"text":"so"}]`, `null`},
	"backstage.support":     {`["CRM"]`, `"ERP"`, `null`},
	"moment_of_truth":       {`"payment"`, `{"reason":"wait","why":"long"}`, `null`},
	"satisfaction":          {`{"survey":"s","question":"q"}`, `null`},
	"satisfaction.scale":    {`{"min":1,"max":5}`, `null`},
	"satisfaction.question": {`"q2"`, `null`},
}

var headFields = map[string][]string{
	"title":               {`"A"`, `"B"`},
	"promise":             {`"easy: yes # really"`, `null`},
	"scope.to":            {`"the end"`, `null`},
	"audience":            {`{"kind":"partner"}`, `null`},
	"audience.personas":   {`["weekend-hiker","petra"]`, `null`},
	"review":              {`{"every":"30d"}`, `null`},
	"instance.by":         {`{"property":"o"}`, `null`},
	"instance.starts":     {`"any"`, `["checkout"]`, `null`},
	"instance.idle":       {`"7d"`, `"none"`, `null`},
	"overall":             {`{"survey":"s","question":"q"}`, `null`},
	"overall.target":      {`4`, `null`},
	"overall.scale":       {`null`, `{"min":0,"max":10}`},
	"value":               {`null`, `{"event":"E","property":"p"}`},
	"ignore":              {`"H"`, `["H","I"]`, `null`},
	"links":               {`[{"from":"checkout","to":"sees-ad"}]`, `null`},
	"parking":             {`["later"]`, `null`},
	"instance.by.other":   {`"x"`}, // no such field
	"phases.before.stage": {`"x"`}, // never set
}

// editor is somebody at work on a copy of the map.
type editor struct {
	t       testing.TB
	rand    *rand.Rand
	name    string
	text    []byte
	journey *journey.Journey
	edits   []edit.Edit
	applied []edit.Applied
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func pickKey(r *rand.Rand, m map[string][]string) string {
	k := r.IntN(len(m))
	var names []string
	for name := range m {
		names = append(names, name)
	}
	// The order of maps is random; a seed must always mean the same.
	for i := range names {
		for j := i; j > 0 && names[j] < names[j-1]; j-- {
			names[j], names[j-1] = names[j-1], names[j]
		}
	}
	return names[k]
}

func decode(t testing.TB, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err, text)
	}
	return v
}

// fieldOf reads a field as a client does: from the journey's JSON.
func fieldOf(t testing.TB, j *journey.Journey, step journey.StepID, field string) any {
	t.Helper()
	var v any = j
	if step != "" {
		s, ok := j.Step(step)
		if !ok {
			return nil
		}
		v = s.Step
	}
	b, err := document.JSON(v)
	if err != nil {
		t.Fatal(err)
	}
	v = decode(t, string(b))
	for key := range strings.SplitSeq(field, ".") {
		m, isMap := v.(map[string]any)
		if !isMap && v != nil && key == "default" {
			continue
		}
		v = m[key]
	}
	return v
}

// randomEdit makes an edit of what the editor sees.
func (e *editor) randomEdit() edit.Edit {
	steps := e.journey.Steps()
	if len(steps) == 0 {
		return edit.Edit{Op: edit.AddStage, Phase: journey.During, Stage: fmt.Sprint("New ", e.rand.IntN(1000)), Value: map[string]any{"steps": []any{map[string]any{"title": "First"}}}}
	}
	s, other := pick(e.rand, steps), pick(e.rand, steps)
	if e.rand.IntN(4) > 0 {
		s = steps[0] // people meet where the map begins
	}
	switch n := e.rand.IntN(20); {
	case n < 3:
		field := pickKey(e.rand, headFields)
		return edit.Edit{Op: edit.Set, Field: field, From: fieldOf(e.t, e.journey, "", field), To: decode(e.t, pick(e.rand, headFields[field]))}
	case n < 12:
		field := pickKey(e.rand, stepFields)
		if e.rand.IntN(2) > 0 {
			field = pick(e.rand, []string{"title", "pains", "does", "touchpoint", "touchpoint.channel"})
		}
		return edit.Edit{Op: edit.Set, Step: s.ID, Field: field, From: fieldOf(e.t, e.journey, s.ID, field), To: decode(e.t, pick(e.rand, stepFields[field]))}
	case n == 12:
		return edit.Edit{Op: edit.AddStep, Phase: s.Phase, Stage: s.Stage, After: pick(e.rand, []string{"", string(s.ID)}), Value: map[string]any{"title": fmt.Sprint(e.name, " ", e.rand.IntN(3)), "contactless": true}}
	case n == 13:
		return edit.Edit{Op: edit.RemoveStep, Step: s.ID}
	case n == 14:
		return edit.Edit{Op: edit.MoveStep, Step: s.ID, Phase: other.Phase, Stage: other.Stage, After: pick(e.rand, []string{"", string(other.ID)})}
	case n == 15:
		return edit.Edit{Op: edit.AddStage, Phase: pick(e.rand, []journey.Phase{"before", "during", "after"}), Stage: fmt.Sprint(e.name, " ", e.rand.IntN(1000)), After: s.Stage}
	case n == 16:
		return edit.Edit{Op: edit.RenameStage, Phase: s.Phase, Stage: s.Stage, To: fmt.Sprint(e.name, " renamed ", e.rand.IntN(1000))}
	case n == 17:
		return edit.Edit{Op: edit.MoveStage, Phase: s.Phase, Stage: s.Stage, ToPhase: pick(e.rand, []journey.Phase{"before", "during", "after"}), After: other.Stage}
	case n == 18:
		return edit.Edit{Op: edit.RemoveStage, Phase: s.Phase, Stage: s.Stage}
	}
	return edit.Edit{Op: edit.Set, Step: s.ID, Field: "owner", From: fieldOf(e.t, e.journey, s.ID, "owner"), To: e.name + "@example.com"}
}

// work makes n edits on the editor's own copy, as if nobody else were there.
func (e *editor) work(n int) {
	for range n {
		one := e.randomEdit()
		out := apply(e.t, e.text, []edit.Edit{one})
		if len(out.Conflicts) > 0 {
			e.t.Fatalf("alone, %+v conflicts with %v", one, out.Conflicts[0].Current)
		}
		e.edits = append(e.edits, one)
		e.applied = append(e.applied, out.Applied...)
		e.text, e.journey = out.Document.Source(), out.Journey
	}
}

func overlaps(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

// touches reports whether an editor set a field or one inside or around it.
func (e *editor) touches(step journey.StepID, field string) bool {
	for _, one := range e.edits {
		if one.Op == edit.Set && one.Step == step && overlaps(one.Field, field) {
			return true
		}
	}
	return false
}

// twoEditors lets two people work on copies of the shop's map, and brings their
// edits together in a random order.
func twoEditors(t testing.TB, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 7))
	base := shopText(t)
	people := []*editor{{t: t, rand: r, name: "ann"}, {t: t, rand: r, name: "bob"}}
	for _, p := range people {
		p.text, p.journey = base, read(t, base)
		p.work(1 + r.IntN(8))
	}
	shared, made := base, [2][]edit.Applied{}
	for next := [2]int{}; next[0] < len(people[0].edits) || next[1] < len(people[1].edits); {
		k := r.IntN(2)
		if next[k] == len(people[k].edits) {
			k = 1 - k
		}
		one := people[k].edits[next[k]]
		out := apply(t, shared, []edit.Edit{one})
		keepsOthers(t, read(t, shared), one, out)
		next[k]++
		shared = out.Document.Source()
		made[k] = append(made[k], out.Applied...)
	}
	together := read(t, shared)
	for k, p := range people {
		other := people[1-k]
		for _, one := range p.applied {
			if one.Op != edit.Set || other.touches(one.Step, one.Field) {
				continue
			}
			_, here := together.Step(one.Step)
			_, mine := p.journey.Step(one.Step)
			if one.Step != "" && (!here || !mine) || wasNew(people, one.Step) {
				continue // somebody took the step away, or both made one of the same id
			}
			if diff := cmp.Diff(fieldOf(t, p.journey, one.Step, one.Field), fieldOf(t, together, one.Step, one.Field)); diff != "" {
				t.Errorf("seed %d: only %s touched %s of %q, and it changed: %s\nann %+v\nbob %+v", seed, p.name, one.Field, one.Step, diff, people[0].edits, people[1].edits)
			}
		}
	}
	// Each alone can take back all they did.
	for _, p := range people {
		back := apply(t, p.text, edit.Undo(p.applied))
		if len(back.Conflicts)+len(back.Refused) > 0 || back.Journey.Digest() != read(t, base).Digest() {
			was, _ := document.JSON(read(t, base))
			now, _ := document.JSON(back.Journey)
			t.Errorf("seed %d: undone, it says something else: %s\n%v %v\nedits %+v\nundo %+v", seed, cmp.Diff(decode(t, string(was)), decode(t, string(now))), back.Conflicts, back.Refused, p.edits, edit.Undo(p.applied))
		}
		again := apply(t, back.Document.Source(), edit.Undo(back.Applied))
		if again.Journey.Digest() != p.journey.Digest() {
			t.Errorf("seed %d: done again, it says something else", seed)
		}
	}
}

// keepsOthers checks that a set replaces no text but the one its editor saw, and
// drops no item from a list that its editor did not see.
func keepsOthers(t testing.TB, before *journey.Journey, e edit.Edit, out *edit.Outcome) {
	if e.Op != edit.Set || len(out.Applied) == 0 {
		return
	}
	was, is := fieldOf(t, before, e.Step, e.Field), fieldOf(t, out.Journey, e.Step, e.Field)
	switch was := was.(type) {
	case string:
		if _, plain := e.To.(string); plain && e.From != was && e.To != was && is != was && stepFields[e.Field] != nil && e.Field != "does" && e.Field != "backstage.support" {
			t.Errorf("%+v replaced %q", e, was)
		}
	case []any:
		seen, kept := fmt.Sprint(e.From), fmt.Sprint(is)
		for _, item := range was {
			if title := sentence(item); !strings.Contains(seen, title) && !strings.Contains(kept, title) {
				t.Errorf("%+v dropped %v, leaving %v", e, item, is)
			}
		}
	}
}

// sentence is the text by which an item of a list is known.
func sentence(item any) string {
	if m, ok := item.(map[string]any); ok {
		for _, k := range []string{"title", "text", "event", "channel"} {
			if s, ok := m[k].(string); ok {
				return s
			}
		}
	}
	return fmt.Sprint(item)
}

// wasNew reports whether an editor added the step.
func wasNew(people []*editor, id journey.StepID) bool {
	for _, p := range people {
		for _, a := range p.applied {
			if a.Op == edit.AddStep && a.Step == id || a.Op == edit.AddStage && strings.Contains(fmt.Sprint(a.Value), "id:"+string(id)) {
				return true
			}
		}
	}
	return false
}

func TestTwoEditorsLoseNothing(t *testing.T) {
	for seed := range uint64(30) {
		twoEditors(t, seed)
	}
}

func FuzzTwoEditors(f *testing.F) {
	f.Add(uint64(30))
	f.Fuzz(func(t *testing.T, seed uint64) { twoEditors(t, seed) })
}
