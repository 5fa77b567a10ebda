// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/wendcx/wend/internal/define/journey"
)

// The traits that place a person in an account.
const (
	accountTrait = "account" // which account the person belongs to
	actorTrait   = "actor"   // which of the journey's actors the person is
)

// people knows who belongs to which account and who plays which part. The nil
// people knows everybody as a customer of their own and nobody's part.
type people struct {
	account map[uint32]uint32 // person -> the number that stands for the account
	actor   map[uint32]uint8  // person -> index in Journey.Actors, plus one
	latest  int64             // the time of the last thing known
}

// people reads accounts and parts, as last known, where the journey needs them.
func (p *Plan) people(ctx context.Context, log Log, q Question, upto int64) (*people, error) {
	if p.Journey.Grain != journey.Account && len(p.Journey.Actors) == 0 {
		return nil, nil
	}
	out := &people{actor: map[uint32]uint8{}, latest: None}
	accounts, actors := map[uint32]latestText{}, map[uint32]latestText{}
	err := log.Traits(ctx, Selection{Upto: upto, Until: q.AsOf.UnixMicro()}, func(t Traits) error {
		if !bytes.Contains(t.Object, []byte(`"`+accountTrait+`"`)) && !bytes.Contains(t.Object, []byte(`"`+actorTrait+`"`)) {
			return nil
		}
		var said struct {
			Account json.RawMessage `json:"account"`
			Actor   json.RawMessage `json:"actor"`
		}
		if err := json.Unmarshal(t.Object, &said); err != nil {
			return fmt.Errorf("traits of customer %d: %w", t.Customer, err)
		}
		c := uint32(t.Customer)
		out.latest = max(out.latest, t.Time)
		accounts[c] = accounts[c].or(said.Account, t.Time)
		actors[c] = actors[c].or(said.Actor, t.Time)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for c, a := range actors {
		out.actor[c] = uint8(slices.Index(p.Journey.Actors, journey.ActorID(a.text)) + 1)
	}
	if p.Journey.Grain == journey.Account {
		out.account = merge(accounts)
	}
	return out, nil
}

// latestText is a text with the time at which it was said.
type latestText struct {
	text string
	at   int64
}

// or takes what was said later; of what was said at one moment, which has no
// order, the text decides.
func (l latestText) or(raw json.RawMessage, at int64) latestText {
	s := Text(string(raw))
	if s == "" || l.text != "" && (l.at > at || l.at == at && l.text > s) {
		return l
	}
	return latestText{s, at}
}

// merge numbers each account by the lowest of its people.
func merge(accounts map[uint32]latestText) map[uint32]uint32 {
	lowest := map[string]uint32{}
	for c, a := range accounts {
		if a.text == "" {
			continue
		}
		if n, ok := lowest[a.text]; !ok || c < n {
			lowest[a.text] = c
		}
	}
	out := map[uint32]uint32{}
	for c, a := range accounts {
		if a.text != "" {
			out[c] = lowest[a.text]
		}
	}
	return out
}

// knownBy reports whether all that is known was known at a moment.
func (p *people) knownBy(moment int64) bool { return p == nil || p.latest <= moment }

// owner is the number under which a person's visits count.
func (p *people) owner(person uint32) uint32 {
	if p == nil {
		return person
	}
	if account, ok := p.account[person]; ok {
		return account
	}
	return person
}

// part is a person's actor, as index in Journey.Actors plus one; 0 unknown.
func (p *people) part(person uint32) uint8 {
	if p == nil {
		return 0
	}
	return p.actor[person]
}

// Owner returns the number under which a person counts: their account's, in a
// journey of accounts, else their own.
func (x *Instances) Owner(person uint32) uint32 { return x.people.owner(person) }

// Part returns a person's actor in the journey, "" where unknown.
func (x *Instances) Part(person uint32) journey.ActorID { return x.Plan.actor(x.people.part(person)) }

// actor returns the actor behind an index as visits carry it.
func (p *Plan) actor(index uint8) journey.ActorID {
	if index == 0 {
		return ""
	}
	return p.Journey.Actors[index-1]
}

// Actor returns who made a visit, "" where unknown.
func (x *Instances) Actor(visit int) journey.ActorID {
	return x.Plan.actor(x.Manner(visit).Actor)
}
