// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"reflect"
	"slices"

	"github.com/wendcx/wend/internal/define/document"
)

// Claim is one matcher of a journey with the step it proves. An event becomes a
// visit to the step of the first claim that matches it.
type Claim struct {
	Step        int // index in Steps()
	Alternative int // index in the step's alternatives, -1: the step itself
	Failed      bool
	Evidence    Evidence
	Path        string
}

// Claims lists every claim in the order in which they are tried: document order
// of the steps; within a step its evidence, its alternatives', then its fails.
func (j *Journey) Claims() []Claim {
	var claims []Claim
	for i, s := range j.Steps() {
		add := func(list []Evidence, path string, alternative int, failed bool) {
			for k, e := range list {
				claims = append(claims, Claim{i, alternative, failed, e, document.Index(path, k)})
			}
		}
		add(s.Evidence, s.Path+".evidence", -1, false)
		for a, alt := range s.Alternatives {
			add(alt.Evidence, document.Index(s.Path+".alternatives", a)+".evidence", a, false)
		}
		add(s.Fails, s.Path+".fails", -1, true)
	}
	return claims
}

// claims warns of evidence that can never count because an earlier claim takes
// every such event (one of a step that exists for some customers leaves it to
// the others), and of events both claimed and ignored.
func (v *validator) claims() {
	steps := v.Steps()
	var earlier []Claim
	for _, c := range v.Claims() {
		i := slices.IndexFunc(earlier, func(e Claim) bool { return len(steps[e.Step].For) == 0 && e.covers(c) })
		if i >= 0 {
			v.check.Warn(c.Path, "tell them apart by where:, or remove one",
				"the step %q already claims every such event, so this one never counts", steps[earlier[i].Step].ID)
		}
		if c.Evidence.Event != "" && slices.Contains([]string(v.Ignore), c.Evidence.Event) {
			v.check.Warn(c.Path, "take it out of ignore:", "the event %q is ignored and claimed", c.Evidence.Event)
		}
		earlier = append(earlier, c)
	}
}

// covers reports whether every event that d matches is surely matched by c.
func (c Claim) covers(d Claim) bool {
	if c.Evidence.Answer != nil || d.Evidence.Answer != nil {
		return c.Evidence.Answer != nil && d.Evidence.Answer != nil && *c.Evidence.Answer == *d.Evidence.Answer
	}
	if c.Evidence.Event != d.Evidence.Event || c.Evidence.Event == "" {
		return false
	}
	return c.Evidence.Where.Tree == nil || sameTree(c.Evidence.Where, d.Evidence.Where)
}

func sameTree(a, b Condition) bool {
	if a.Tree == nil || b.Tree == nil {
		return a.Tree == b.Tree
	}
	return reflect.DeepEqual(a.Plain(), b.Plain())
}
