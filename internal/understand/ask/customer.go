// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// CustomerLog is what questions about single customers need of an event log.
type CustomerLog interface {
	// Numbers returns the numbers of customers, 0 for those the log does not know.
	Numbers(ctx context.Context, customers []event.CustomerID) ([]sequence.CustomerNo, error)

	// Search finds customers by how their ids begin or by what events said of
	// them: at most limit of those numbered below before, the highest first.
	Search(ctx context.Context, text string, before sequence.CustomerNo, limit int) ([]sequence.CustomerNo, error)

	// Seen tells when customers were seen.
	Seen(ctx context.Context, numbers []sequence.CustomerNo) ([]event.Seen, error)

	// Timeline returns one customer's events within a scope, in order, at most
	// limit of the newest; 0: all.
	Timeline(ctx context.Context, customer event.CustomerID, of sequence.Scope, limit int) ([]event.Entry, error)
}

// Known is a customer at a glance.
type Known struct {
	Customer event.CustomerID `json:"customer"`
	Name     string           `json:"name,omitempty"`  // of the traits that names usually stand in
	Email    string           `json:"email,omitempty"` // likewise
	Traits   json.RawMessage  `json:"traits"`          // an object: of each trait what was said last
	event.Seen
}

// known describes customers.
func (d *Desk) known(ctx context.Context, numbers []sequence.CustomerNo) ([]Known, error) {
	ids, err := d.Log.Customers(ctx, numbers)
	if err != nil {
		return nil, err
	}
	seen, err := d.Log.Seen(ctx, numbers)
	if err != nil {
		return nil, err
	}
	traits, err := sequence.TraitsOf(ctx, d.Log, numbers, d.Clock())
	if err != nil {
		return nil, err
	}
	out := make([]Known, 0, len(numbers))
	for i, id := range ids {
		if id == "" { // erased since
			continue
		}
		k := Known{Customer: id, Traits: traits[i], Seen: seen[i]}
		k.Name, k.Email = called(k.Traits)
		if k.Traits == nil {
			k.Traits = json.RawMessage("{}")
		}
		out = append(out, k)
	}
	return out, nil
}

// The traits in which names and addresses usually stand.
var (
	nameTraits  = []string{"name", "fullname", "displayname", "customername", "contactname"}
	firstNames  = []string{"firstname", "givenname", "vorname", "prenom"}
	lastNames   = []string{"lastname", "surname", "familyname", "nachname", "nom"}
	emailTraits = []string{"email", "mail", "emailaddress", "contactemail"}
)

// called finds what a customer is called among their traits, however these are
// spelt: full_name and fullName are one.
func called(traits json.RawMessage) (name, email string) {
	var all map[string]any
	if json.Unmarshal(traits, &all) != nil {
		return "", ""
	}
	spelt := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if text, ok := all[key].(string); ok {
			spelt[strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace(strings.ToLower(key))] = text
		}
	}
	first := func(keys []string) string {
		for _, k := range keys {
			if spelt[k] != "" {
				return spelt[k]
			}
		}
		return ""
	}
	return cmp.Or(first(nameTraits), strings.TrimSpace(first(firstNames)+" "+first(lastNames))), first(emailTraits)
}

// Profile is what is known of one customer now.
type Profile struct {
	Known
	AsOf     time.Time        `json:"as_of"`
	Names    []event.Name     `json:"names"`    // of their events, most frequent first
	Channels map[string]int64 `json:"channels"` // events by channel, as the events call them
	Segments []Membership     `json:"segments"` // those they are in now
	States   []InState        `json:"states"`   // one for each lifecycle
	Journeys []Travelled      `json:"journeys"` // those they have been on
}

// Membership is a segment that a customer is in.
type Membership struct {
	Segment segment.ID `json:"segment"`
	Title   string     `json:"title,omitempty"`
}

// InState is the state of a lifecycle that a customer is in.
type InState struct {
	Lifecycle string            `json:"lifecycle"`
	Title     string            `json:"title,omitempty"` // of the lifecycle
	State     lifecycle.StateID `json:"state"`           // "": no rule holds
	StateName string            `json:"state_title,omitempty"`
}

// Travelled is a journey that a customer has been on.
type Travelled struct {
	Journey    journey.ID `json:"journey"`
	Title      string     `json:"title,omitempty"`
	Instances  []Listed   `json:"instances"`  // the one begun last first
	Unassigned int        `json:"unassigned"` // visits that belong to none
}

// Customer tells what is known of a customer now.
func (d *Desk) Customer(ctx context.Context, id event.CustomerID) (*Profile, error) {
	no, err := d.number(ctx, id)
	if err != nil {
		return nil, err
	}
	known, err := d.known(ctx, []sequence.CustomerNo{no})
	if err != nil {
		return nil, err
	}
	if len(known) == 0 {
		return nil, nobody(id)
	}
	out := &Profile{Known: known[0], AsOf: d.Clock().UTC(), Segments: []Membership{}, States: []InState{}, Journeys: []Travelled{}}
	o, err := d.Log.Overview(ctx, sequence.Scope{Customers: &sequence.Customers{Numbers: []uint32{uint32(no)}}})
	if err != nil {
		return nil, err
	}
	out.Names, out.Channels = o.Names, o.Channels
	w, err := d.Workspace()
	if err != nil {
		return nil, err
	}
	if err := d.standing(ctx, no, w, out); err != nil {
		return nil, err
	}
	travels, err := d.travels(ctx, no, id, w, "", out.AsOf)
	if err != nil {
		return nil, err
	}
	for _, t := range travels {
		out.Journeys = append(out.Journeys, t.travelled())
	}
	return out, nil
}

// number finds a customer's number.
func (d *Desk) number(ctx context.Context, id event.CustomerID) (sequence.CustomerNo, error) {
	numbers, err := d.Log.Numbers(ctx, []event.CustomerID{id})
	if err != nil {
		return 0, err
	}
	if numbers[0] == 0 {
		return 0, nobody(id)
	}
	return numbers[0], nil
}

func nobody(id event.CustomerID) error {
	return fault.New(fault.NotFound, "there is no customer %q", id).WithRemedy("search for how the id begins")
}

// standing tells the segments and states that a customer is in.
func (d *Desk) standing(ctx context.Context, no sequence.CustomerNo, w *journey.Workspace, out *Profile) error {
	var list []*segment.Segment
	for _, id := range slices.Sorted(maps.Keys(w.Segments)) {
		list = append(list, w.Segments[id])
	}
	in, err := sequence.InSegments(ctx, d.Log, no, list, out.AsOf)
	if err != nil {
		return err
	}
	for i, s := range list {
		if in[i] {
			out.Segments = append(out.Segments, Membership{s.ID, s.Title})
		}
	}
	for _, l := range w.Lifecycles {
		k, err := sequence.StateOf(ctx, d.Log, no, w, l, out.AsOf)
		if err != nil {
			return err
		}
		s := InState{Lifecycle: l.ID, Title: l.Title}
		if k >= 0 {
			s.State, s.StateName = l.States[k].ID, l.States[k].Title
		}
		out.States = append(out.States, s)
	}
	return nil
}

// travel is a journey with the instances of one customer: [from, to) of x.
type travel struct {
	journey  *journey.Journey
	x        *sequence.Instances
	customer event.CustomerID
	from, to int
	only     bool // x knows nobody else
}

// travels forms the instances of one customer in the journeys of a workspace as
// they are, or in one that is named; those without any are left out. Nobody has
// been on a journey that is but a design.
func (d *Desk) travels(ctx context.Context, no sequence.CustomerNo, id event.CustomerID, w *journey.Workspace, one journey.ID, moment time.Time) (out []travel, err error) {
	for _, jid := range slices.Sorted(maps.Keys(w.Journeys)) {
		j := w.Journeys[jid]
		if one != "" && jid != one || one == "" && j.State != "" && j.State != journey.AsIs {
			continue
		}
		plan, err := sequence.NewPlan(j, w)
		if err != nil {
			return nil, err
		}
		t := travel{journey: j, customer: id}
		var log sequence.Log = d.Index
		if t.only = j.Grain != journey.Account; t.only { // of an account others may matter
			log = sequence.Only(d.Log, no)
		}
		if t.x, err = sequence.Build(ctx, log, plan, sequence.Question{AsOf: moment, Events: true}); err != nil {
			return nil, err
		}
		if t.from, t.to = t.x.Of(t.x.Owner(uint32(no))); t.from < t.to || t.only && t.x.Unassigned > 0 {
			out = append(out, t)
		}
	}
	return out, nil
}

// travelled lists the instances, the one begun last first.
func (t *travel) travelled() Travelled {
	out := Travelled{Journey: t.journey.ID, Title: t.journey.Title, Instances: []Listed{}}
	if t.only {
		out.Unassigned = t.x.Unassigned
	}
	for i := t.to - 1; i >= t.from; i-- {
		l := listed(t.x, i)
		l.Customer = t.customer
		out.Instances = append(out.Instances, l)
	}
	return out
}
