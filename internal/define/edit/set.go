// SPDX-License-Identifier: Apache-2.0

package edit

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// set changes one field of a step, or of the journey.
func (a *applier) set(e Edit) {
	if f := reserved(e); f != nil {
		a.refuse("field", f)
		return
	}
	if e.Step == "" {
		head := *a.Journey
		head.Phases = journey.Phases{}
		a.setIn(headPart, &head, e, func(v any) {
			phases := a.Journey.Phases
			a.Journey = v.(*journey.Journey)
			a.Journey.Phases = phases
		})
		return
	}
	if s, ok := a.step(e.Step); ok {
		a.setIn(stepPart, s.Step, e, func(v any) { *s.Step = *v.(*journey.Step) })
	}
}

// reserved refuses fields that no set may touch.
func reserved(e Edit) *fault.Fault {
	switch path := split(e.Field); {
	case e.Field == "":
		return fault.New(fault.Invalid, "the edit names no field").WithRemedy("as in field: title, or field: touchpoint.channel")
	case strings.ContainsAny(e.Field, "[]"):
		return fault.New(fault.Invalid, "%q is an item of a list", e.Field).WithRemedy("set the whole list; items that others add are kept")
	case path[0] == "id" || path[0] == "wend":
		return fault.New(fault.Invalid, "an id stays as it is, so that history holds").WithRemedy("change the title instead")
	case path[0] == "phases" && e.Step == "":
		return fault.New(fault.Invalid, "phases are not set as a whole").WithRemedy("add, move and remove stages and steps")
	}
	return nil
}

// setIn merges a field of v, which is of the given part, and hands what v
// becomes to keep.
func (a *applier) setIn(p part, v any, e Edit, keep func(any)) {
	path := split(e.Field)
	to, faults := p.canonical(path, e.To)
	if len(faults) > 0 {
		a.refuseValue(e.Field, faults)
		return
	}
	from, faults := p.canonical(path, e.From)
	before := document.Encode(v)
	current := at(before, path)
	merged, ok := p.merge(path, from, to, current)
	if !ok || len(faults) > 0 && !equal(current, to) {
		a.conflict(e, plain(current))
		return
	}
	tree := document.Encode(v)
	change(tree, path, merged, e)
	next, faults := p.decode(tree)
	if len(faults) > 0 {
		a.refuseValue(e.Field, faults)
		return
	}
	keep(next)
	undo := undoSet(before, document.Encode(next), e)
	e.From = plain(current)
	if merged != nil {
		e.To = plain(at(document.Encode(next), path))
	}
	undo.From = e.To
	a.done(e, undo)
}

// change puts a merged value in its place.
func change(tree *yaml.Node, path []string, merged *yaml.Node, e Edit) {
	switch {
	case e.From != nil && e.To != nil && equal(merged, at(tree, path)):
		return
	case e.To != nil || merged != nil:
		put(tree, path, merged) // a value that the document leaves out still makes what is around it
		return
	case at(tree, path) != nil:
		put(tree, path, nil)
	}
	prune(tree, path, func(above []string) bool {
		if e.Made != "" {
			return len(above) >= len(split(e.Made))
		}
		return !saysSomething(above)
	})
}

// undoSet is the set that leads back from after to before, but for what it sees.
func undoSet(before, after *yaml.Node, e Edit) Edit {
	path := split(e.Field)
	undo := Edit{Op: Set, Step: e.Step, Field: e.Field, To: plain(at(before, path))}
	if undo.To != nil {
		return undo
	}
	undo.Made = outermost(path, func(p []string) bool { return at(before, p) == nil })
	if gone := outermost(path, func(p []string) bool { return at(before, p) != nil && at(after, p) == nil }); gone != "" {
		undo.Field, undo.Made = gone, "" // nothing was taken away but what stood empty around it
		undo.To = plain(at(before, split(gone)))
	}
	return undo
}

// outermost is the shortest beginning of path that holds.
func outermost(path []string, holds func([]string) bool) string {
	for end := range path {
		if holds(path[:end+1]) {
			return strings.Join(path[:end+1], ".")
		}
	}
	return ""
}

// merge merges a value at path. Where a list belongs, nothing is an empty list
// and a single text a list of one.
func (p part) merge(path []string, from, to, current *yaml.Node) (*yaml.Node, bool) {
	merged, ok := merge(from, to, current)
	switch {
	case ok:
		return merged, true
	case p.isList(path):
		return merge(asList(from), asList(to), asList(current))
	}
	return mergeForms(from, to, current, "default")
}

func asList(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.SequenceNode {
		return n
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	if n != nil {
		list.Content = []*yaml.Node{n}
	}
	return list
}

// refuseValue leaves out a set whose value does not fit. The faults' fields
// begin at the part: those on the way to the field are told of the field.
func (a *applier) refuseValue(field string, faults fault.List) {
	for _, f := range faults {
		inner, inside := strings.CutPrefix(f.Field, field)
		if f.Place = (fault.Place{}); !inside {
			a.refuse("field", f)
			continue
		}
		a.refuse("to", f)
		f.Field += inner
	}
}
