// SPDX-License-Identifier: Apache-2.0

package event

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/fault"
)

// Reason says in a word why something was quarantined.
type Reason string

// The reasons.
const (
	NoCustomer  Reason = "no_customer" // nobody it happened to
	NoName      Reason = "no_name"     // the event is not named
	BadTime     Reason = "bad_time"    // no time, or none that exists
	BadText     Reason = "bad_text"    // not valid in the file's encoding
	BadValue    Reason = "bad_value"   // a value does not have its type, or is off its scale
	BadRow      Reason = "bad_row"     // the row does not fit the table
	TooLarge    Reason = "too_large"   // over a limit
	NoMatch     Reason = "no_match"    // a key that the joined file does not have
	Conflict    Reason = "conflict"    // another event with this message id was kept
	Unsupported Reason = "unsupported" // something Wend does not read
)

// Quarantined is something that could not be kept as an event, with its place,
// so that nothing is lost in silence.
type Quarantined struct {
	ID     int64     `json:"id,omitempty"` // in the log's quarantine
	At     time.Time `json:"at,omitzero"`  // when it came there
	Source SourceID  `json:"source"`
	fault.Place
	Reason  Reason `json:"reason"`
	Message string `json:"message"`
	Raw     []byte `json:"raw,omitempty"` // what came, cut at MaxRaw bytes
	Import  string `json:"-"`             // which import refused it, "" for none that is known; a log is told, and does not tell
}

// MaxRaw bounds what the quarantine keeps of one row.
const MaxRaw = 4096

// reservedWithoutCustomer tells the reserved events that concern no customer.
func reservedWithoutCustomer(name string) bool { return name == CountGiven }

// Check returns why the event cannot be kept, or "" when it can. The JSON
// objects are taken to be canonical.
func (e *Event) Check() (Reason, string) {
	switch {
	case e.Name == "":
		return NoName, "the event has no name"
	case e.Customer == "" && !reservedWithoutCustomer(e.Name):
		return NoCustomer, "the event has no customer"
	case e.Time < minTime || e.Time >= maxTime:
		return BadTime, "the time lies outside the years 1900 to 2199"
	case e.Source == "":
		return BadValue, "the event has no source"
	}
	for _, s := range [...]string{e.Name, e.Channel, string(e.Source)} {
		if len(s) > MaxName && utf8.RuneCountInString(s) > MaxName {
			return TooLarge, "a name is longer than 200 characters"
		}
		if reason, why := checkText(s); reason != "" {
			return reason, why
		}
	}
	for _, s := range [...]string{string(e.Customer), e.ID} {
		if len(s) > MaxID {
			return TooLarge, "an id is longer than 1000 bytes"
		}
		if reason, why := checkText(s); reason != "" {
			return reason, why
		}
	}
	if len(e.Properties) > MaxObject || len(e.Traits) > MaxObject || len(e.Context) > MaxObject {
		return TooLarge, "an object is larger than a megabyte"
	}
	return "", ""
}

func checkText(s string) (Reason, string) {
	if !utf8.ValidString(s) {
		return BadText, "the text is not valid UTF-8"
	}
	if strings.IndexByte(s, 0) >= 0 {
		return BadText, "the text holds a NUL byte"
	}
	return "", ""
}
