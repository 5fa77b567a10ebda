// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
)

// shelf says how documents of a kind are written: one a file, or many in a list
// of one file. The catalogue keeps each on its own.
type shelf struct {
	kind     Kind
	document string     // as the first line of a file says, without its version
	list     string     // the key under which a file lists many; "" where it holds one
	fresh    func() any // to decode into; nil for documents whose form others know
}

// shelves are the kinds beside journeys.
var shelves = []shelf{
	{Segments, "segments", "segments", func() any { return &segment.File{} }},
	{Personas, "persona", "", func() any { return &persona.Persona{} }},
	{Touchpoints, "touchpoints", "touchpoints", func() any { return &touchpoint.File{} }},
	{Channels, "channels", "channels", func() any { return &channel.File{} }},
	{Calendars, "calendars", "calendars", func() any { return &calendar.File{} }},
	{Lifecycles, "lifecycle", "", func() any { return &lifecycle.Lifecycle{} }},
	{Mappings, "mapping", "", nil},
}

// Kinds lists the kinds of documents beside journeys.
func Kinds() []Kind {
	var out []Kind
	for _, s := range shelves {
		out = append(out, s.kind)
	}
	return out
}

func shelfOf(k Kind) (shelf, error) {
	for _, s := range shelves {
		if s.kind == k {
			return s, nil
		}
	}
	var known []string
	for _, s := range shelves {
		known = append(known, string(s.kind))
	}
	return shelf{}, fault.New(fault.NotFound, "there are no documents of the kind %q", k).WithRemedy("one of %s", strings.Join(known, ", "))
}

// says returns what a document of the shelf says, as Encode writes it: the form
// that is the same however it is spelled.
func (s shelf) says(doc *document.Document, faults *fault.List) *yaml.Node {
	if s.fresh == nil {
		return withoutHead(doc.Root)
	}
	v := s.fresh()
	doc.Decode(v, faults)
	return document.Encode(v)
}

// items are the things that a document lists, or the document itself.
func (s shelf) items(says *yaml.Node) []*yaml.Node {
	if s.list == "" {
		return []*yaml.Node{says}
	}
	if list := child(says, s.list); list != nil {
		return list.Content
	}
	return nil
}

// wrap is the opposite of items: a document that lists one thing.
func (s shelf) wrap(item *yaml.Node) *yaml.Node {
	if s.list == "" {
		return item
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: []*yaml.Node{item}}
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{{Kind: yaml.ScalarNode, Tag: "!!str", Value: s.list}, list}}
}

// text writes a document of the shelf.
func (s shelf) text(says *yaml.Node) ([]byte, error) { return document.YAML(s.document+"/v1", says) }

// split parts a document into a text for each thing it lists, with the comments
// that stand by it.
func (s shelf) split(doc *document.Document) ([][]byte, error) {
	if s.list == "" {
		text, err := textOf(doc)
		return [][]byte{text}, err
	}
	written := doc.Root
	if hasAlias(written) {
		var ignored fault.List
		written = s.says(doc, &ignored) // written out, since the other end may be in another item
	}
	var out [][]byte
	for _, item := range s.items(written) {
		text, err := s.text(s.wrap(item))
		if err != nil {
			return nil, fmt.Errorf("split %s: %w", doc.File, err)
		}
		out = append(out, text)
	}
	return out, nil
}

// textOf is the text of a document that may share its file with others.
func textOf(doc *document.Document) ([]byte, error) {
	if doc.Alone() {
		return doc.Source(), nil
	}
	return document.YAML(fmt.Sprintf("%s/v%d", doc.Kind, doc.Version), withoutHead(doc.Root))
}

func hasAlias(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || slices.ContainsFunc(n.Content, hasAlias)
}

// withoutHead is a top mapping without its "wend:" line.
func withoutHead(root *yaml.Node) *yaml.Node {
	out := *root
	out.Content = nil
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "wend" {
			out.Content = append(out.Content, root.Content[i:i+2]...)
		}
	}
	return &out
}

func child(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// word is the text under a key of an item, "" for none.
func word(item *yaml.Node, key string) string {
	if v := child(item, key); v != nil && v.Kind == yaml.ScalarNode {
		return v.Value
	}
	return ""
}

// titleOf is what people call a thing.
func titleOf(item *yaml.Node, id string) string {
	for _, key := range [...]string{"title", "name"} {
		if t := word(item, key); t != "" {
			return t
		}
	}
	return id
}

// digestOf identifies what a tree says.
func digestOf(says *yaml.Node) string {
	b, err := document.JSON(says)
	if err != nil {
		b = []byte(err.Error()) // nothing that was read cannot be written
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}
