// SPDX-License-Identifier: Apache-2.0

// Package acceptance keeps which deviations from the design of its journeys a
// company knows of and does not mind, with who accepted each and when. Questions
// about conformance take them into account unless told otherwise.
//
// It owns what is accepted, and declares where that is kept. Who may change it, the
// API asks before; a command on the machine itself is its owner's. It imports
// people, fault, journey and conformance.
package acceptance

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/understand/conformance"
)

// Acceptance is a deviation that is accepted on one journey.
type Acceptance struct {
	Journey journey.ID
	conformance.Accepted
	By     people.ID
	ByName string // as it was then
	At     time.Time
}

// Store keeps acceptances. A change is kept together with its entry in the audit.
type Store interface {
	Accepted(ctx context.Context, of journey.ID) ([]Acceptance, error) // the oldest first
	Accept(ctx context.Context, a Acceptance, e people.Entry) error    // in place of one of the same class and step
	TakeBack(ctx context.Context, a Acceptance, e people.Entry) error
}

// Register is what is accepted in the workspace. It is safe for concurrent use.
type Register struct {
	store Store
	clock func() time.Time
}

// New returns the register kept in store.
func New(store Store, clock func() time.Time) *Register { return &Register{store, clock} }

// Of lists what is accepted on a journey, the oldest first.
func (r *Register) Of(ctx context.Context, id journey.ID) ([]Acceptance, error) {
	return r.store.Accepted(ctx, id)
}

// Deviations are those that questions about a journey accept.
func (r *Register) Deviations(ctx context.Context, id journey.ID) ([]conformance.Accepted, error) {
	list, err := r.store.Accepted(ctx, id)
	out := make([]conformance.Accepted, len(list))
	for i, a := range list {
		out[i] = a.Accepted
	}
	return out, err
}

// maxReason bounds what is said of an acceptance, in letters.
const maxReason = 500

// Accept accepts a deviation on a journey; one that was accepted before is
// accepted anew, with its new reason.
func (r *Register) Accept(ctx context.Context, by people.Identity, id journey.ID, what conformance.Accepted) (Acceptance, error) {
	what.Reason = strings.TrimSpace(what.Reason)
	a := Acceptance{Journey: id, Accepted: what, By: by.Person, ByName: by.Name, At: r.clock().UTC().Truncate(time.Microsecond)}
	if utf8.RuneCountInString(what.Reason) > maxReason {
		f := fault.New(fault.Invalid, "the reason is longer than %d letters", maxReason).WithRemedy("use fewer words")
		f.Field = "reason"
		return a, f
	}
	return a, r.store.Accept(ctx, a, r.entry(by, "deviation.accept", a))
}

// TakeBack accepts a deviation no longer.
func (r *Register) TakeBack(ctx context.Context, by people.Identity, id journey.ID, what conformance.Accepted) error {
	all, err := r.store.Accepted(ctx, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(a Acceptance) bool { return a.Class == what.Class && a.Step == what.Step })
	if i < 0 {
		return fault.New(fault.NotFound, "%s is not accepted on the journey %q", what, id).WithRemedy("somebody may have taken it back; look again")
	}
	return r.store.TakeBack(ctx, all[i], r.entry(by, "deviation.take-back", all[i]))
}

func (r *Register) entry(by people.Identity, did string, a Acceptance) people.Entry {
	detail := a.String()
	if a.Reason != "" {
		detail += ": " + a.Reason
	}
	return people.Entry{At: r.clock().UTC().Truncate(time.Microsecond), By: by.Person, ByName: by.Name, Did: did, On: "journey:" + string(a.Journey), Detail: detail, From: by.From}
}
