// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
)

// Diff says what changed from a to b: first the journey itself, then its steps
// in the order of b, then the steps that are gone. Steps are known again by id.
// Versions that say the same differ in nothing, however they are spelled.
//
//	step `checkout`: target 4 → 4.4
func Diff(a, b *Journey) []Change {
	changes := differences("", headOf(a), headOf(b))
	before, after := a.Steps(), b.Steps()
	renamed := renamedStages(before, after)
	for _, r := range renamed {
		changes = append(changes, tell(Change{Kind: Renamed}, document.Encode(r.from), document.Encode(r.to)))
	}
	moved := movedSteps(before, after)
	for i, s := range after {
		k := slices.IndexFunc(before, func(p Placed) bool { return p.ID == s.ID })
		if k < 0 {
			changes = append(changes, tell(Change{Step: s.ID, Kind: Added}, nil, stood(s, s.Title)))
			continue
		}
		changes = append(changes, differences(s.ID, document.Encode(before[k].Step), document.Encode(s.Step))...)
		switch {
		case before[k].Phase != s.Phase || before[k].Stage != s.Stage && !slices.Contains(renamed, rename{before[k].Stage, s.Stage}):
			changes = append(changes, tell(Change{Step: s.ID, Kind: Moved}, stood(before[k], ""), stood(s, "")))
		case moved[s.ID] && i == 0:
			changes = append(changes, tell(Change{Step: s.ID, Kind: Reordered}, nil, nil))
		case moved[s.ID]:
			changes = append(changes, tell(Change{Step: s.ID, Kind: Reordered, Behind: after[i-1].ID}, nil, nil))
		}
	}
	for _, s := range before {
		if !slices.ContainsFunc(after, func(p Placed) bool { return p.ID == s.ID }) {
			changes = append(changes, tell(Change{Step: s.ID, Kind: Removed}, stood(s, s.Title), nil))
		}
	}
	return changes
}

// headOf is the journey without its phases.
func headOf(j *Journey) *yaml.Node {
	head := *j
	head.Phases = Phases{}
	return document.Encode(&head)
}

// rename is a stage that kept its steps under another title.
type rename struct{ from, to string }

// renamedStages finds titles that vanished while most of their steps stand
// together under a title that is new.
func renamedStages(before, after []Placed) []rename {
	titles := func(steps []Placed) (list []string) {
		for _, s := range steps {
			if !slices.Contains(list, s.Stage) {
				list = append(list, s.Stage)
			}
		}
		return list
	}
	old, now := titles(before), titles(after)
	var renames []rename
	for _, from := range old {
		if slices.Contains(now, from) {
			continue
		}
		for _, to := range now {
			if !slices.Contains(old, to) && sharedSteps(before, from, after, to) {
				renames = append(renames, rename{from, to})
			}
		}
	}
	return renames
}

// sharedSteps reports whether more than half of the steps under one title stand
// under the other.
func sharedSteps(before []Placed, from string, after []Placed, to string) bool {
	total, kept := 0, 0
	for _, s := range before {
		if s.Stage != from {
			continue
		}
		total++
		if slices.ContainsFunc(after, func(p Placed) bool { return p.ID == s.ID && p.Stage == to }) {
			kept++
		}
	}
	return 2*kept > total
}

// movedSteps returns the steps outside a longest common order of both versions.
func movedSteps(before, after []Placed) map[StepID]bool {
	position := map[StepID]int{}
	for i, s := range before {
		position[s.ID] = i + 1
	}
	var common []StepID
	for _, s := range after {
		if position[s.ID] > 0 {
			common = append(common, s.ID)
		}
	}
	length, previous := make([]int, len(common)), make([]int, len(common))
	best := -1
	for i, id := range common {
		length[i], previous[i] = 1, -1
		for k := range i {
			if position[common[k]] < position[id] && length[k]+1 > length[i] {
				length[i], previous[i] = length[k]+1, k
			}
		}
		if best < 0 || length[i] > length[best] {
			best = i
		}
	}
	moved := map[StepID]bool{}
	for _, id := range common {
		moved[id] = true
	}
	for i := best; i >= 0; i = previous[i] {
		delete(moved, common[i])
	}
	return moved
}

// differences tells how two encoded mappings differ, of a step or of the journey
// itself.
func differences(step StepID, a, b *yaml.Node) []Change {
	var changes []Change
	walk(a, b, Change{Step: step}, &changes)
	return changes
}

// walk tells how two values at the place of a change differ.
func walk(a, b *yaml.Node, at Change, changes *[]Change) {
	note := func(kind ChangeKind) {
		at.Kind = kind
		*changes = append(*changes, tell(at, a, b))
	}
	switch {
	case a == nil && b == nil, a != nil && b != nil && show(a) == show(b):
	case a == nil:
		note(Added)
	case b == nil:
		note(Removed)
	case a.Kind == yaml.MappingNode && b.Kind == yaml.MappingNode:
		walkMapping(a, b, at, changes)
	case a.Kind == yaml.SequenceNode && b.Kind == yaml.SequenceNode:
		walkSequence(a, b, at, changes)
	default:
		note(Changed)
	}
}

func walkMapping(a, b *yaml.Node, at Change, changes *[]Change) {
	var keys []string
	for _, n := range []*yaml.Node{b, a} {
		for i := 0; i < len(n.Content); i += 2 {
			if !slices.Contains(keys, n.Content[i].Value) {
				keys = append(keys, n.Content[i].Value)
			}
		}
	}
	for _, k := range keys {
		walk(child(a, k), child(b, k), at.below(k), changes)
	}
}

func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// walkSequence tells the items that came and went; a new order alone says so.
// Statements are known again by their titles.
func walkSequence(a, b *yaml.Node, at Change, changes *[]Change) {
	note := func(kind ChangeKind, item string, before, after *yaml.Node) {
		at.Kind, at.Item = kind, item
		*changes = append(*changes, tell(at, before, after))
	}
	gone, come := itemsBeyond(a, b), itemsBeyond(b, a)
	if len(gone)+len(come) == 0 {
		note(Reordered, "", a, b)
	}
	for _, item := range come {
		title := titleOf(item)
		if k := sameTitle(gone, item); k >= 0 {
			at.Item = title
			walk(statementOf(gone[k]), statementOf(item), at, changes)
			gone = slices.Delete(gone, k, k+1)
			continue
		}
		note(Added, title, nil, item)
	}
	for _, item := range gone {
		note(Removed, titleOf(item), item, nil)
	}
}

// itemsBeyond lists the items of a that b has fewer of.
func itemsBeyond(a, b *yaml.Node) []*yaml.Node {
	left := map[string]int{}
	for _, item := range b.Content {
		left[show(item)]++
	}
	var out []*yaml.Node
	for _, item := range a.Content {
		s := show(item)
		if left[s]--; left[s] < 0 {
			out = append(out, item)
		}
	}
	return out
}

// titleOf is a statement's sentence, "" of anything else.
func titleOf(n *yaml.Node) string {
	if t := child(n, "title"); n.Kind == yaml.MappingNode && t != nil {
		return t.Value
	}
	if n.Kind == yaml.ScalarNode {
		return n.Value
	}
	return ""
}

func sameTitle(list []*yaml.Node, of *yaml.Node) int {
	title := titleOf(of)
	return slices.IndexFunc(list, func(n *yaml.Node) bool { return title != "" && titleOf(n) == title })
}

// statementOf is the long form of a statement.
func statementOf(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		return n
	}
	return &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Tag: "!!str", Value: "title"}, n}}
}
