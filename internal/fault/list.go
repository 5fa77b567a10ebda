// SPDX-License-Identifier: Apache-2.0

package fault

import (
	"cmp"
	"slices"
	"strings"
)

// List collects the faults of one input, so that all of them are told at once.
// The zero value is an empty list ready to use. A List is not safe for
// concurrent use.
type List []*Fault

// Add appends f.
func (l *List) Add(f *Fault) { *l = append(*l, f) }

// Error renders one fault a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, f := range l {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Err returns l as an error when at least one fault is more than a warning,
// else nil.
func (l List) Err() error {
	if len(l.Errors()) == 0 {
		return nil
	}
	return l
}

// Errors returns the faults that are no warnings.
func (l List) Errors() List { return l.only(false) }

// Warnings returns the warnings.
func (l List) Warnings() List { return l.only(true) }

func (l List) only(warning bool) List {
	var out List
	for _, f := range l {
		if f.Warning == warning {
			out = append(out, f)
		}
	}
	return out
}

// Sort orders the list by file, line and column, keeping the order of faults
// at one place.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b *Fault) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
		)
	})
}

// Unwrap lets errors.As find each fault.
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, f := range l {
		errs[i] = f
	}
	return errs
}
