// SPDX-License-Identifier: Apache-2.0

// Package persona holds narrative sketches of typical customers: one document
// "wend: persona/v1" each, with an empathy map.
package persona

import (
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/fault"
)

// ID names a persona within its workspace.
type ID string

// Persona is a typical customer. Every statement may say what it rests on.
type Persona struct {
	ID          ID                    `yaml:"id" jsonschema:"required" jsonschema_description:"Unique in the workspace, lower case with hyphens."`
	Name        string                `yaml:"name" jsonschema:"required" jsonschema_description:"As people speak of them: Petra, the weekend hiker."`
	Picture     string                `yaml:"picture" jsonschema_description:"A file or address of a picture."`
	Quote       string                `yaml:"quote" jsonschema_description:"One sentence they might say."`
	Who         string                `yaml:"who" jsonschema_description:"Age, work, family: what places them."`
	Context     string                `yaml:"context" jsonschema_description:"The situation in which they meet the company."`
	Goals       []statement.Statement `yaml:"goals" jsonschema_description:"What they want to reach."`
	Motivations []statement.Statement `yaml:"motivations" jsonschema_description:"Why."`
	Needs       []statement.Statement `yaml:"needs" jsonschema_description:"What they cannot do without."`
	Concerns    []statement.Statement `yaml:"concerns" jsonschema_description:"What worries them."`
	Challenges  []statement.Statement `yaml:"challenges" jsonschema_description:"Personal challenges on the way."`
	Channels    []channel.ID          `yaml:"channels,flow" jsonschema_description:"Channels they prefer, best first."`
	Empathy     Empathy               `yaml:"empathy" jsonschema_description:"The empathy map."`
	Pains       []statement.Statement `yaml:"pains" jsonschema_description:"What hurts."`
	Gains       []statement.Statement `yaml:"gains" jsonschema_description:"What would delight."`
	Segment     segment.ID            `yaml:"segment" jsonschema_description:"The segment this persona stands for; its share of customers comes from data."`
}

// Empathy is an empathy map.
type Empathy struct {
	Sees   []statement.Statement `yaml:"sees"`
	Hears  []statement.Statement `yaml:"hears"`
	Says   []statement.Statement `yaml:"says"`
	Does   []statement.Statement `yaml:"does"`
	Thinks []statement.Statement `yaml:"thinks"`
	Feels  []statement.Statement `yaml:"feels"`
}

// IsZero reports whether nothing was filled in.
func (e Empathy) IsZero() bool {
	return len(e.Sees)+len(e.Hears)+len(e.Says)+len(e.Does)+len(e.Thinks)+len(e.Feels) == 0
}

// Decode reads a persona document and checks what can be checked without the
// rest of the workspace.
func Decode(doc *document.Document, channels *channel.Set, faults *fault.List) (*Persona, *document.Check) {
	p := &Persona{}
	check := doc.Decode(p, faults)
	if p.ID == "" {
		check.Fault("id", "give it an id such as weekend-hiker", "the persona has no id")
	}
	if p.Name == "" {
		check.Fault("name", "give it a name", "the persona has no name")
	}
	for i, c := range p.Channels {
		if _, ok := channels.Channel(c); !ok {
			check.Fault(document.Index("channels", i), "add it to the workspace's channels", "the channel %q is not known", c)
		}
	}
	return p, check
}
