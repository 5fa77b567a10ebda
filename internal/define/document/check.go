// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/fault"
)

// KeyOf marks a path so that a fault points at the key itself rather than at
// its value.
func KeyOf(path string) string { return path + keyMark }

const keyMark = "#"

// places finds where the paths of a document stand: few are ever asked for, so
// each is looked up in the tree.
type places struct {
	file string
	root *yaml.Node // nil where there is only a file
}

// at returns the place of path, or of its nearest known parent.
func (p places) at(path string) fault.Place {
	if p.root == nil {
		return fault.Place{File: p.file}
	}
	n := nodeAt(p.root, path)
	return fault.Place{File: p.file, Line: n.Line, Column: n.Column}
}

// nodeAt walks down path, as phases.before[0].steps#, as far as it is known.
func nodeAt(n *yaml.Node, path string) *yaml.Node {
	for range maxDepth {
		if n.Kind == yaml.AliasNode {
			n = n.Alias
		}
		next, rest := below(n, strings.TrimPrefix(path, "."))
		if next == nil {
			return n
		}
		n, path = next, rest
	}
	return n
}

// maxDepth bounds how deep a path is followed: documents are less deep, but
// aliases can go round in circles.
const maxDepth = 100

// below is the node that path names first, and what is left of path. Keys may
// hold dots, so the longest that fits counts.
func below(n *yaml.Node, path string) (next *yaml.Node, rest string) {
	switch n.Kind {
	case yaml.SequenceNode:
		index, after, _ := strings.Cut(strings.TrimPrefix(path, "["), "]")
		if i, err := strconv.Atoi(index); err == nil && i >= 0 && i < len(n.Content) {
			return n.Content[i], after
		}
	case yaml.MappingNode:
		longest := -1
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			left, ok := strings.CutPrefix(path, key.Value)
			if !ok || len(key.Value) <= longest || left != "" && !strings.ContainsRune(".["+keyMark, rune(left[0])) {
				continue
			}
			longest = len(key.Value)
			if next, rest = n.Content[i+1], left; left == keyMark {
				next, rest = key, ""
			}
		}
	}
	return next, rest
}

// Check adds faults found after decoding, each at its place in the document.
type Check struct {
	faults *fault.List
	places places
	prefix string
}

// NewCheck returns a Check for what comes from no document but from a file.
func NewCheck(faults *fault.List, file string) *Check {
	return &Check{faults: faults, places: places{file: file}}
}

// Check returns a Check that adds faults of what was decoded from the document.
func (d *Document) Check(faults *fault.List) *Check {
	return &Check{faults: faults, places: places{d.File, d.Root}}
}

// Into returns a Check that adds to another list.
func (c *Check) Into(faults *fault.List) *Check {
	return &Check{faults: faults, places: c.places, prefix: c.prefix}
}

// Fault adds a mistake at the place of path; path may name a field that is
// missing, then the place is its parent's.
func (c *Check) Fault(path, remedy, format string, args ...any) {
	c.add(path, remedy, format, args).Warning = false
}

// Warn adds a warning at the place of path.
func (c *Check) Warn(path, remedy, format string, args ...any) {
	c.add(path, remedy, format, args).Warning = true
}

func (c *Check) add(path, remedy, format string, args []any) *fault.Fault {
	if c.prefix != "" {
		path = Join(c.prefix, path)
	}
	f := fault.New(fault.Invalid, format, args...)
	f.Remedy, f.Field, f.Place = remedy, strings.TrimSuffix(path, keyMark), c.places.at(path)
	c.faults.Add(f)
	return f
}

// Under returns a Check whose paths begin at path.
func (c *Check) Under(path string) *Check {
	if c.prefix != "" {
		path = Join(c.prefix, path)
	}
	return &Check{faults: c.faults, places: c.places, prefix: path}
}

// Errors counts the faults so far that are no warnings.
func (c *Check) Errors() int { return len(c.faults.Errors()) }
