// SPDX-License-Identifier: Apache-2.0

// Package fault holds the one error type that Wend shows to people: what is
// wrong, what would be right, and where. Everything else is an ordinary Go
// error wrapped with %w. The package imports the standard library only.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Code says what kind of fault it is. The set is small on purpose: callers
// decide by code, people read the message.
type Code string

// The codes of a Fault.
const (
	Invalid     Code = "invalid"     // the input is wrong
	NotFound    Code = "not_found"   // what was named does not exist
	Conflict    Code = "conflict"    // it contradicts what is already there
	Forbidden   Code = "forbidden"   // the caller may not do this
	TooFew      Code = "too_few"     // not enough data to answer honestly
	Unavailable Code = "unavailable" // cannot be done now, may work later
	Internal    Code = "internal"    // a fault of Wend itself
)

// Place is a position in an input. Line and Column count from 1, columns in
// characters; zero means unknown.
type Place struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String renders the known parts as file:line:column.
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	for _, n := range [...]int{p.Line, p.Column} {
		if n == 0 {
			break
		}
		if b.Len() > 0 {
			b.WriteByte(':')
		}
		fmt.Fprintf(&b, "%d", n)
	}
	return b.String()
}

// Fault is one thing that is wrong, for a person to read. The zero value is
// not useful: a Fault has at least a Code and a Message.
type Fault struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`          // what is wrong
	Remedy  string `json:"remedy,omitempty"` // what would be right
	Place          // where in the input, if it came from one
	Field   string `json:"field,omitempty"`   // path of the field, as in steps[2].target
	Warning bool   `json:"warning,omitempty"` // worth saying, yet nothing is refused
}

// Error renders "place: message; remedy", with "warning:" where it is one.
func (f *Fault) Error() string {
	var b strings.Builder
	if p := f.Place.String(); p != "" {
		b.WriteString(p + ": ")
	}
	if f.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(f.Message)
	if f.Remedy != "" {
		b.WriteString("; " + f.Remedy)
	}
	return b.String()
}

// New returns a fault with a formatted message.
func New(code Code, format string, args ...any) *Fault {
	return &Fault{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithRemedy sets what would be right and returns f.
func (f *Fault) WithRemedy(format string, args ...any) *Fault {
	f.Remedy = fmt.Sprintf(format, args...)
	return f
}

// At sets the place and returns f.
func (f *Fault) At(p Place) *Fault {
	f.Place = p
	return f
}

// CodeOf returns the code of the first fault in err's chain, Internal for any
// other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var f *Fault
	if errors.As(err, &f) {
		return f.Code
	}
	var l List
	if errors.As(err, &l) && len(l) > 0 {
		return l[0].Code
	}
	return Internal
}
