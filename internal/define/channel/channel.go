// SPDX-License-Identifier: Apache-2.0

// Package channel knows where touchpoints happen: the channels every workspace
// has, and those a workspace adds in a document "wend: channels/v1".
package channel

import (
	"maps"
	"slices"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

// ID names a channel within its workspace, as in "website".
type ID string

// Mode is how a channel reaches people.
type Mode string

// The modes.
const (
	Physical    Mode = "physical"
	Digital     Mode = "digital"
	RemoteHuman Mode = "remote-human" // phone, video, post
)

// Values lists the modes.
func (Mode) Values() []string {
	return []string{string(Physical), string(Digital), string(RemoteHuman)}
}

// Channel is one channel.
type Channel struct {
	ID    ID       `yaml:"id" jsonschema:"required" jsonschema_description:"Unique in the workspace, as in store or mobile-app."`
	Title string   `yaml:"title" jsonschema_description:"For people."`
	Mode  Mode     `yaml:"mode" jsonschema:"required" jsonschema_description:"How the channel reaches people."`
	Known []string `yaml:"known_as" jsonschema_description:"Other names by which events call this channel, as in Internet for website."`
}

// File is a document of channels.
type File struct {
	Channels []Channel `yaml:"channels" jsonschema_description:"Channels that this workspace adds to the built-in ones, or describes anew."`
}

// builtin are the channels of every workspace.
var builtin = []Channel{
	{"store", "Store", Physical, nil},
	{"website", "Website", Digital, []string{"web"}},
	{"mobile-app", "Mobile app", Digital, []string{"app"}},
	{"email", "E-mail", Digital, []string{"e-mail"}},
	{"sms", "Text message", Digital, nil},
	{"notification", "Push notification", Digital, nil},
	{"phone", "Phone", RemoteHuman, nil},
	{"video", "Video call", RemoteHuman, nil},
	{"chat", "Chat", Digital, nil},
	{"messaging", "Messenger", Digital, nil},
	{"post", "Post", RemoteHuman, nil},
	{"social", "Social network", Digital, nil},
	{"search", "Search", Digital, nil},
	{"advertising", "Advertising", Digital, nil},
	{"marketplace", "Marketplace", Digital, nil},
	{"kiosk", "Kiosk", Digital, nil},
	{"field-visit", "Visit at the customer's", Physical, nil},
	{"branch", "Branch", Physical, nil},
	{"event", "Event", Physical, nil},
	{"vehicle", "Vehicle", Physical, nil},
	{"product", "Product and packaging", Physical, nil},
	{"print", "Print", Physical, nil},
	{"review-site", "Review site", Digital, nil},
	{"partner", "Partner", Physical, nil},
}

// Set is the channels of one workspace. It is immutable after its making and
// safe for concurrent use.
type Set struct {
	byID   map[ID]Channel
	byName map[string]ID
}

// NewSet returns the built-in channels with those of the workspace added; an
// added channel with a built-in id replaces it.
func NewSet(added ...Channel) *Set {
	s := &Set{byID: map[ID]Channel{}, byName: map[string]ID{}}
	for _, c := range slices.Concat(builtin, added) {
		s.byID[c.ID] = c
	}
	for _, id := range s.IDs() {
		s.byName[string(id)] = id
		for _, name := range s.byID[id].Known {
			s.byName[name] = id
		}
	}
	return s
}

// Channel returns the channel with the given id.
func (s *Set) Channel(id ID) (Channel, bool) {
	c, ok := s.byID[id]
	return c, ok
}

// Named returns the id of the channel that events call by name: its id or one
// of its other names.
func (s *Set) Named(name string) (ID, bool) {
	id, ok := s.byName[name]
	return id, ok
}

// Names returns every name that Named knows, sorted, with the id each stands
// for.
func (s *Set) Names() map[string]ID { return maps.Clone(s.byName) }

// IDs returns the ids, sorted.
func (s *Set) IDs() []ID { return slices.Sorted(maps.Keys(s.byID)) }

// Decode reads a channels document and checks it.
func Decode(doc *document.Document, faults *fault.List) []Channel {
	var f File
	all := doc.Decode(&f, faults)
	seen := map[string]bool{}
	for i, c := range f.Channels {
		check := all.Under(document.Index("channels", i))
		if c.ID == "" {
			check.Fault("id", "give it an id such as store", "the channel has no id")
		}
		if c.Mode == "" {
			check.Fault("mode", "mode: physical, digital or remote-human", "the channel %q has no mode", c.ID)
		}
		for _, name := range append([]string{string(c.ID)}, c.Known...) {
			if seen[name] {
				check.Fault("id", "a name leads to one channel", "two channels are called %q", name)
			}
			seen[name] = true
		}
	}
	return f.Channels
}
