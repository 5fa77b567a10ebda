// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
)

// Change is one difference between two versions, in words.
type Change struct {
	Step  StepID `json:"step,omitempty"` // empty: the journey itself
	Words string `json:"words"`
}

// String writes the change as a sentence would begin.
func (c Change) String() string {
	if c.Step == "" {
		return c.Words
	}
	return fmt.Sprintf("step `%s`: %s", c.Step, c.Words)
}

// Diff says what changed from a to b: first the journey itself, then its steps
// in the order of b, then the steps that are gone. Steps are known again by id.
// Versions that say the same differ in nothing, however they are spelled.
//
//	step `checkout`: target 4 → 4.4
func Diff(a, b *Journey) []Change {
	var changes []Change
	note := func(id StepID, words []string) {
		for _, w := range words {
			changes = append(changes, Change{id, w})
		}
	}
	note("", differences(headOf(a), headOf(b)))
	before, after := a.Steps(), b.Steps()
	renamed := renamedStages(before, after)
	for _, r := range renamed {
		note("", []string{fmt.Sprintf("stage %q → %q", r.from, r.to)})
	}
	moved := movedSteps(before, after)
	for i, s := range after {
		k := slices.IndexFunc(before, func(p Placed) bool { return p.ID == s.ID })
		if k < 0 {
			note(s.ID, []string{fmt.Sprintf("added %s: %q", place(s), s.Title)})
			continue
		}
		note(s.ID, differences(document.Encode(before[k].Step), document.Encode(s.Step)))
		switch {
		case before[k].Phase != s.Phase || before[k].Stage != s.Stage && !slices.ContainsFunc(renamed, func(r rename) bool { return r.from == before[k].Stage && r.to == s.Stage }):
			note(s.ID, []string{fmt.Sprintf("moved from %s to %s", inStage(before[k]), inStage(s))})
		case moved[s.ID] && i == 0:
			note(s.ID, []string{"moved to the front"})
		case moved[s.ID]:
			note(s.ID, []string{fmt.Sprintf("moved behind `%s`", after[i-1].ID)})
		}
	}
	for _, s := range before {
		if !slices.ContainsFunc(after, func(p Placed) bool { return p.ID == s.ID }) {
			note(s.ID, []string{fmt.Sprintf("removed: %q", s.Title)})
		}
	}
	return changes
}

func inStage(s Placed) string { return fmt.Sprintf("%q (%s)", s.Stage, s.Phase) }

func place(s Placed) string { return "to " + inStage(s) }

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

// differences says in words how two encoded mappings differ.
func differences(a, b *yaml.Node) []string {
	var words []string
	walk(a, b, "", &words)
	return words
}

func walk(a, b *yaml.Node, name string, words *[]string) {
	switch {
	case a == nil && b == nil, a != nil && b != nil && show(a) == show(b):
	case a == nil:
		*words = append(*words, fmt.Sprintf("%s added: %s", name, show(b)))
	case b == nil:
		*words = append(*words, fmt.Sprintf("%s removed: %s", name, show(a)))
	case a.Kind == yaml.MappingNode && b.Kind == yaml.MappingNode:
		walkMapping(a, b, name, words)
	case a.Kind == yaml.SequenceNode && b.Kind == yaml.SequenceNode:
		walkSequence(a, b, name, words)
	default:
		*words = append(*words, strings.TrimSpace(fmt.Sprintf("%s %s → %s", name, show(a), show(b))))
	}
}

func walkMapping(a, b *yaml.Node, name string, words *[]string) {
	var keys []string
	for _, n := range []*yaml.Node{b, a} {
		for i := 0; i < len(n.Content); i += 2 {
			if !slices.Contains(keys, n.Content[i].Value) {
				keys = append(keys, n.Content[i].Value)
			}
		}
	}
	for _, k := range keys {
		walk(child(a, k), child(b, k), strings.TrimSpace(name+" "+strings.ReplaceAll(k, "_", " ")), words)
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
func walkSequence(a, b *yaml.Node, name string, words *[]string) {
	gone, come := itemsBeyond(a, b), itemsBeyond(b, a)
	if len(gone)+len(come) == 0 {
		*words = append(*words, name+" in another order")
	}
	for _, item := range come {
		if k := sameTitle(gone, item); k >= 0 {
			walk(statementOf(gone[k]), statementOf(item), fmt.Sprintf("%s %q", name, titleOf(item)), words)
			gone = slices.Delete(gone, k, k+1)
			continue
		}
		*words = append(*words, fmt.Sprintf("%s added: %s", name, say(item)))
	}
	for _, item := range gone {
		*words = append(*words, fmt.Sprintf("%s removed: %s", name, say(item)))
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

// say writes an item for people: a statement's sentence, and in brackets what
// else is known of it.
func say(n *yaml.Node) string {
	title := titleOf(n)
	if n.Kind != yaml.MappingNode || title == "" {
		return show(n)
	}
	var more []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i].Value; key != "title" {
			more = append(more, key+" "+show(n.Content[i+1]))
		}
	}
	if len(more) == 0 {
		return fmt.Sprintf("%q", title)
	}
	return fmt.Sprintf("%q (%s)", title, strings.Join(more, ", "))
}

// show writes a node on one line.
func show(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		var parts []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, n.Content[i].Value+": "+show(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		var parts []string
		for _, item := range n.Content {
			parts = append(parts, show(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if n.ShortTag() == "!!str" && strings.ContainsAny(n.Value, " ,:") {
		return fmt.Sprintf("%q", n.Value)
	}
	return n.Value
}
