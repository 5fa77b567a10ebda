// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
)

// ChangeKind says what became of something from one version to another.
type ChangeKind string

// The kinds of change.
const (
	Added     ChangeKind = "added"     // a step, a field or an item of a list came
	Removed   ChangeKind = "removed"   // it is gone
	Changed   ChangeKind = "changed"   // a field says something else
	Moved     ChangeKind = "moved"     // a step stands in another stage
	Reordered ChangeKind = "reordered" // a list, or a step among others, stands in another order
	Renamed   ChangeKind = "renamed"   // a stage has its steps under another title
)

// Values lists the kinds of change.
func (ChangeKind) Values() []string {
	return []string{string(Added), string(Removed), string(Changed), string(Moved), string(Reordered), string(Renamed)}
}

// Change is one difference between two versions: what it takes to say it in any
// language, and English words. Before and After are JSON with the keys of the
// document; nil where nothing was or is. Of a step that came, went or moved they
// say its title, phase and stage.
//
//	{kind: changed, step: checkout, field: expected.compare, before: day, after: time}
//	{kind: changed, step: checkout, field: pains, item: It is loud, part: severity, before: 5, after: 1}
type Change struct {
	Step   StepID          `json:"step,omitempty"` // empty: the journey itself
	Kind   ChangeKind      `json:"kind"`
	Field  string          `json:"field,omitempty"` // of the step or journey, a path as edits have it; empty: the step or the stage itself
	Item   string          `json:"item,omitempty"`  // of a list, the sentence that it is about
	Part   string          `json:"part,omitempty"`  // what of that sentence: severity
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
	Behind StepID          `json:"behind,omitempty"` // of a step in another order: the one before it; empty: it is the first
	Words  string          `json:"words"`
}

// String writes the change as a sentence would begin.
func (c Change) String() string {
	if c.Step == "" {
		return c.Words
	}
	return fmt.Sprintf("step `%s`: %s", c.Step, c.Words)
}

// tell completes a change whose values are known.
func tell(c Change, before, after *yaml.Node) Change {
	c.Before, c.After = jsonOf(before), jsonOf(after)
	c.Words = c.words(before, after)
	return c
}

// jsonOf is a value as JSON, nil of none.
func jsonOf(n *yaml.Node) json.RawMessage {
	if n == nil {
		return nil
	}
	b, err := document.JSON(n)
	if err != nil {
		panic(err) // what was encoded of a journey can always be written
	}
	return b
}

// below is the place of a key at the place of a change.
func (c Change) below(key string) Change {
	if c.Item == "" {
		c.Field = document.Join(c.Field, key)
	} else {
		c.Part = document.Join(c.Part, key)
	}
	return c
}

// place names in words what a change is about: pains "It is loud" severity.
func (c Change) place() string {
	plain := strings.NewReplacer(".", " ", "_", " ")
	name := plain.Replace(c.Field)
	if c.Part != "" {
		name += fmt.Sprintf(" %q %s", c.Item, plain.Replace(c.Part))
	}
	return name
}

func (c Change) words(before, after *yaml.Node) string {
	switch {
	case c.Kind == Renamed:
		return fmt.Sprintf("stage %q → %q", before.Value, after.Value)
	case c.Kind == Moved:
		return fmt.Sprintf("moved from %s to %s", inStage(before), inStage(after))
	case c.Kind == Reordered && c.Field != "":
		return c.place() + " in another order"
	case c.Kind == Reordered && c.Behind != "":
		return fmt.Sprintf("moved behind `%s`", c.Behind)
	case c.Kind == Reordered:
		return "moved to the front"
	case c.Kind == Added && c.Field == "":
		return fmt.Sprintf("added to %s: %q", inStage(after), titleOf(after))
	case c.Kind == Removed && c.Field == "":
		return fmt.Sprintf("removed: %q", titleOf(before))
	case c.Kind == Changed:
		return fmt.Sprintf("%s %s → %s", c.place(), show(before), show(after))
	}
	value := show
	if c.Item != "" && c.Part == "" {
		value = say
	}
	return fmt.Sprintf("%s %s: %s", c.place(), c.Kind, value(cmp.Or(after, before)))
}

// stood is a step's place, and its title where that is told.
func stood(s Placed, title string) *yaml.Node {
	return document.Encode(struct {
		Title string `yaml:"title"`
		Phase Phase  `yaml:"phase"`
		Stage string `yaml:"stage"`
	}{title, s.Phase, s.Stage})
}

func inStage(stood *yaml.Node) string {
	return fmt.Sprintf("%q (%s)", child(stood, "stage").Value, child(stood, "phase").Value)
}

// say writes an item for people: a statement's sentence, and in brackets what
// else is known of it.
func say(n *yaml.Node) string {
	title := titleOf(n)
	if n.Kind != yaml.MappingNode || title == "" {
		return show(n)
	}
	var more []string
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i].Value; key != "title" {
			more = append(more, key+" "+show(n.Content[i+1]))
		}
	}
	if len(more) == 0 {
		return fmt.Sprintf("%q", title)
	}
	return fmt.Sprintf("%q (%s)", title, strings.Join(more, ", "))
}

// show writes a node on one line.
func show(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		var parts []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			parts = append(parts, n.Content[i].Value+": "+show(n.Content[i+1]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case yaml.SequenceNode:
		var parts []string
		for _, item := range n.Content {
			parts = append(parts, show(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if n.ShortTag() == "!!str" && strings.ContainsAny(n.Value, " ,:") {
		return fmt.Sprintf("%q", n.Value)
	}
	return n.Value
}
