// SPDX-License-Identifier: Apache-2.0

// Package touchpoint describes interactions between customer and company: what
// a journey's step says of its own, and the library of a workspace in which a
// call centre or a shop is described once and used by many journeys.
package touchpoint

import (
	"cmp"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

// ID names a touchpoint of the library within its workspace.
type ID string

// Nature is what a touchpoint is for.
type Nature string

// The natures.
const (
	Informative   Nature = "informative"
	Transactional Nature = "transactional"
)

// Values lists the natures.
func (Nature) Values() []string { return []string{string(Informative), string(Transactional)} }

// Direction says who starts a touchpoint.
type Direction string

// The directions.
const (
	Push Direction = "push" // the company
	Pull Direction = "pull" // the customer
)

// Values lists the directions.
func (Direction) Values() []string { return []string{string(Push), string(Pull)} }

// Control says who can change a step.
type Control string

// The kinds of control.
const (
	ByCompany  Control = "company"
	ByPartner  Control = "partner"
	ByCustomer Control = "customer"
	ByExternal Control = "external"
)

// Values lists the kinds of control.
func (Control) Values() []string {
	return []string{string(ByCompany), string(ByPartner), string(ByCustomer), string(ByExternal)}
}

// Touchpoint is an interaction. In a step, Use takes over a touchpoint of the
// library and the other fields override it.
type Touchpoint struct {
	Use       ID           `yaml:"use" jsonschema_description:"A touchpoint of the library; what is given beside it overrides the library."`
	Channel   channel.ID   `yaml:"channel" jsonschema_description:"Where it happens: store, website, mobile-app, phone …"`
	Mode      channel.Mode `yaml:"mode" jsonschema_description:"Default: the channel's mode."`
	Nature    Nature       `yaml:"nature" jsonschema_description:"What it is for."`
	Direction Direction    `yaml:"direction" jsonschema_description:"Who starts it: push the company, pull the customer."`
	Control   Control      `yaml:"control" jsonschema_description:"Who can change it. Default: company."`
	Promise   string       `yaml:"promise" jsonschema_description:"The service promised here, as in: answered within 30 seconds."`
}

// Entry is a touchpoint of the library.
type Entry struct {
	ID         ID     `yaml:"id" jsonschema:"required" jsonschema_description:"Unique in the workspace."`
	Title      string `yaml:"title" jsonschema_description:"For people."`
	Owner      string `yaml:"owner" jsonschema_description:"Who answers for it."`
	Touchpoint `yaml:",inline"`
}

// File is a document of touchpoints, "wend: touchpoints/v1".
type File struct {
	Touchpoints []Entry `yaml:"touchpoints" jsonschema_description:"The touchpoints that journeys use by id."`
}

// Over returns t with the fields of base where t has none.
func (t Touchpoint) Over(base Touchpoint) Touchpoint {
	return Touchpoint{
		Use:       t.Use,
		Channel:   cmp.Or(t.Channel, base.Channel),
		Mode:      cmp.Or(t.Mode, base.Mode),
		Nature:    cmp.Or(t.Nature, base.Nature),
		Direction: cmp.Or(t.Direction, base.Direction),
		Control:   cmp.Or(t.Control, base.Control),
		Promise:   cmp.Or(t.Promise, base.Promise),
	}
}

// Decode reads a touchpoints document and checks it.
func Decode(doc *document.Document, channels *channel.Set, faults *fault.List) []Entry {
	var f File
	all := doc.Decode(&f, faults)
	seen := map[ID]bool{}
	for i, e := range f.Touchpoints {
		check := all.Under(document.Index("touchpoints", i))
		switch {
		case e.ID == "":
			check.Fault("id", "give it an id such as call-centre", "the touchpoint has no id")
		case seen[e.ID]:
			check.Fault("id", "an id is given once", "two touchpoints have the id %q", e.ID)
		}
		seen[e.ID] = true
		if e.Use != "" {
			check.Fault("use", "describe it here", "a touchpoint of the library cannot use another")
		}
		if _, ok := channels.Channel(e.Channel); !ok && e.Channel != "" {
			check.Fault("channel", "add it to the workspace's channels", "the channel %q is not known", e.Channel)
		}
	}
	return f.Touchpoints
}
