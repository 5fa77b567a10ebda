// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// placed is where a list item stands in the source, and what it says.
type placed struct {
	have, is *yaml.Node
	region   span
	column   int // of its dash, from 0
}

// learn notes where the items stand that have an id or a stage's title, so that
// one that moves to another list takes its text along.
func (r *rewriter) learn(have, is *yaml.Node, region span) {
	keys := make([]*yaml.Node, 0, len(have.Content)/2)
	for i := 0; i < len(have.Content); i += 2 {
		keys = append(keys, have.Content[i])
	}
	regions := r.regions(keys, region)
	for i, key := range keys {
		value, says := have.Content[2*i+1], valueOf(is, key.Value)
		if says == nil || value.Kind != says.Kind || value.Style&yaml.FlowStyle != 0 || value.Line <= key.Line {
			continue
		}
		inner := span{r.lines[value.Line-1], regions[i].to}
		switch value.Kind {
		case yaml.MappingNode:
			r.learn(value, says, inner)
		case yaml.SequenceNode:
			r.learnItems(value, says, inner)
		}
	}
}

func (r *rewriter) learnItems(have, is *yaml.Node, region span) {
	regions := r.regions(have.Content, region)
	for i, item := range have.Content {
		says := is.Content[i]
		if item.Kind != yaml.MappingNode || says.Kind != yaml.MappingNode || item.Style&yaml.FlowStyle != 0 {
			continue
		}
		if id := identity(says, i); isName(id) {
			r.known[id] = placed{item, says, regions[i], have.Column - 1}
		}
		r.learn(item, says, span{r.offset(item), regions[i].to})
	}
}

// isName reports whether an identity holds in all of a document rather than
// within one list.
func isName(identity string) bool {
	return strings.HasPrefix(identity, "id=") || strings.HasPrefix(identity, "stage=")
}

// renamed finds the item that became want under another name: one that is gone
// from the list and shares an item of its own with want. It returns -1 for none.
func renamed(is, want *yaml.Node, item *yaml.Node) int {
	return slices.IndexFunc(is.Content, func(old *yaml.Node) bool {
		id := identity(old, -1)
		gone := !slices.ContainsFunc(want.Content, func(n *yaml.Node) bool { return identity(n, -1) == id })
		return gone && isName(id) && akin(old, item)
	})
}

// akin reports whether two mappings hold an item of the same name in lists
// under the same key.
func akin(a, b *yaml.Node) bool {
	if a.Kind != yaml.MappingNode || b.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i+1 < len(a.Content); i += 2 {
		mine, yours := a.Content[i+1], valueOf(b, a.Content[i].Value)
		if yours == nil || mine.Kind != yaml.SequenceNode || yours.Kind != yaml.SequenceNode {
			continue
		}
		for _, m := range mine.Content {
			id := identity(m, -1)
			if isName(id) && slices.ContainsFunc(yours.Content, func(n *yaml.Node) bool { return identity(n, -1) == id }) {
				return true
			}
		}
	}
	return false
}

// entry renders "key: value" as lines of a block mapping; items that stand
// elsewhere in the source take their text along.
func (r *rewriter) entry(key, value *yaml.Node, indent int) string {
	if !r.holdsKnown(value) {
		return entry(key, value, indent)
	}
	var out strings.Builder
	out.WriteString(strings.Repeat(" ", indent) + inline(key) + ":\n")
	for _, item := range value.Content {
		out.WriteString(r.listItem(item, indent+2))
	}
	return out.String()
}

// listItem renders "- value" as lines of a block sequence, from the source where
// the item stands there.
func (r *rewriter) listItem(item *yaml.Node, indent int) string {
	if p, ok := r.known[identity(item, -1)]; ok {
		text := r.apply(p.region, r.item(p.have, p.is, item, p.region))
		return shift(text, indent-p.column)
	}
	if item.Kind != yaml.MappingNode || !slices.ContainsFunc(item.Content, r.holdsKnown) {
		return listItem(item, indent)
	}
	var out strings.Builder
	for i := 0; i+1 < len(item.Content); i += 2 {
		out.WriteString(r.entry(item.Content[i], item.Content[i+1], indent+2))
	}
	return strings.Repeat(" ", indent) + "- " + out.String()[indent+2:]
}

// holdsKnown reports whether a node is a list with an item of the source.
func (r *rewriter) holdsKnown(n *yaml.Node) bool {
	return n.Kind == yaml.SequenceNode && slices.ContainsFunc(n.Content, func(item *yaml.Node) bool {
		_, ok := r.known[identity(item, -1)]
		return ok
	})
}

// shift moves lines to the right, or to the left as far as they are indented,
// and ends the last of them.
func shift(text []byte, by int) string {
	var out strings.Builder
	for line := range bytes.Lines(text) {
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		if len(bytes.TrimSpace(line)) > 0 {
			out.WriteString(strings.Repeat(" ", max(indent+by, 0)))
		}
		out.Write(line[indent:])
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		out.WriteByte('\n')
	}
	return out.String()
}
