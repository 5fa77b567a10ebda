// SPDX-License-Identifier: Apache-2.0

package document

import (
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// KeyOf marks a path so that a fault points at the key itself rather than at
// its value.
func KeyOf(path string) string { return path + keyMark }

const keyMark = "#"

// places remembers where each path of a document stands.
type places map[string]fault.Place

// at returns the place of path, or of its nearest known parent.
func (p places) at(path string) fault.Place {
	for {
		if at, ok := p[path]; ok {
			return at
		}
		cut := strings.LastIndexAny(path, ".["+keyMark)
		if cut < 0 {
			return p[""]
		}
		path = path[:cut]
	}
}

// Check adds faults found after decoding, each at its place in the document.
type Check struct {
	faults *fault.List
	places places
	prefix string
}

// NewCheck returns a Check for what comes from no document but from a file.
func NewCheck(faults *fault.List, file string) *Check {
	return &Check{faults: faults, places: places{"": fault.Place{File: file}}}
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
