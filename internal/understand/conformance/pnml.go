// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// maxPNML bounds the size of a file that is read.
const maxPNML = 64 << 20

// node is an element of a PNML file, whatever its name space.
type node struct {
	XMLName  xml.Name
	ID       string `xml:"id,attr"`
	Source   string `xml:"source,attr"`
	Target   string `xml:"target,attr"`
	Activity string `xml:"activity,attr"`
	IDRef    string `xml:"idref,attr"`
	Text     string `xml:",chardata"`
	Nodes    []node `xml:",any"`
}

// child returns the first child of a name, nil if there is none.
func (n *node) child(name string) *node {
	for i := range n.Nodes {
		if n.Nodes[i].XMLName.Local == name {
			return &n.Nodes[i]
		}
	}
	return nil
}

// text is what stands in a child's <text>, or in the child.
func (n *node) text(name string) string {
	c := n.child(name)
	if c == nil {
		return ""
	}
	if t := c.child("text"); t != nil {
		return strings.TrimSpace(t.Text)
	}
	return strings.TrimSpace(c.Text)
}

// collect calls yield for every element of a name below n, but not within final
// markings.
func (n *node) collect(name string, yield func(*node)) {
	for i := range n.Nodes {
		c := &n.Nodes[i]
		if c.XMLName.Local == "finalmarkings" {
			continue
		}
		if c.XMLName.Local == name {
			yield(c)
			continue
		}
		c.collect(name, yield)
	}
}

// ReadPNML reads a Petri net: places with initial markings, transitions (one
// that ProM marks as invisible is silent), arcs, and the final marking; without
// one it is a token on each place that leads nowhere. Document types are
// refused.
func ReadPNML(file string, r io.Reader) (*Model, error) {
	bad := func(format string, args ...any) error {
		return fault.New(fault.Invalid, format, args...).At(fault.Place{File: file})
	}
	limited := &io.LimitedReader{R: r, N: maxPNML}
	dec := xml.NewDecoder(limited)
	var root node
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil, bad("there is no Petri net")
		}
		if err != nil {
			return nil, bad("no XML: %v", err)
		}
		if _, ok := token.(xml.Directive); ok {
			return nil, bad("a document type is not read")
		}
		if start, ok := token.(xml.StartElement); ok {
			if err := dec.DecodeElement(&root, &start); err != nil {
				return nil, bad("no XML: %v", err)
			}
			break
		}
	}
	if limited.N == 0 {
		return nil, bad("the file is larger than %d bytes", maxPNML)
	}
	m, err := netOf(&root)
	if err != nil {
		return nil, bad("%v", err)
	}
	return m, nil
}

// netOf builds the model.
func netOf(root *node) (*Model, error) {
	m := &Model{}
	places := map[string]int32{}
	var initial []byte
	root.collect("place", func(n *node) {
		places[n.ID] = int32(len(initial))
		initial = append(initial, tokens(n.text("initialMarking")))
	})
	m.places = len(initial)
	transitions := map[string]int{}
	root.collect("transition", func(n *node) {
		transitions[n.ID] = len(m.transitions)
		m.transitions = append(m.transitions, transition{label: m.labelOf(n)})
	})
	var wrong error
	root.collect("arc", func(n *node) {
		from, fromPlace := places[n.Source]
		to, toPlace := places[n.Target]
		t, ok := transitions[n.Target]
		if !fromPlace {
			t, ok = transitions[n.Source]
		}
		weight := max(1, tokens(n.text("inscription")))
		switch {
		case !ok || fromPlace == toPlace:
			wrong = fmt.Errorf("the arc %q leads from %q to %q", n.ID, n.Source, n.Target)
		case fromPlace:
			m.transitions[t].in = append(m.transitions[t].in, repeat(from, weight)...)
		default:
			m.transitions[t].out = append(m.transitions[t].out, repeat(to, weight)...)
		}
	})
	switch {
	case wrong != nil:
		return nil, wrong
	case len(m.transitions) == 0:
		return nil, errors.New("there is no transition")
	case !slices.ContainsFunc(initial, func(b byte) bool { return b > 0 }):
		return nil, errors.New("there is no initial marking")
	}
	m.initial = marking(initial)
	m.final = m.finalOf(root, places)
	return m, nil
}

func repeat(place int32, weight byte) []int32 { return slices.Repeat([]int32{place}, int(weight)) }

// tokens reads a count, as in "1" or "Default,1".
func tokens(s string) byte {
	if _, after, ok := strings.Cut(s, ","); ok {
		s = after
	}
	n := 0
	for _, c := range strings.TrimSpace(s) {
		if c < '0' || c > '9' {
			return 0
		}
		n = min(255, 10*n+int(c-'0'))
	}
	return byte(n)
}

// labelOf returns the number of a transition's label; invisible ones have none.
func (m *Model) labelOf(n *node) int32 {
	if t := n.child("toolspecific"); t != nil && strings.EqualFold(t.Activity, "$invisible$") {
		return silent
	}
	name := n.text("name")
	if name == "" {
		return silent
	}
	if l := m.label(name); l >= 0 {
		return l
	}
	m.Labels = append(m.Labels, name)
	return int32(len(m.Labels) - 1)
}

// finalOf reads the final marking, or takes the places that lead nowhere.
func (m *Model) finalOf(root *node, places map[string]int32) marking {
	final := make([]byte, m.places)
	if list := find(root, "finalmarkings"); list != nil {
		if first := find(list, "marking"); first != nil {
			first.collect("place", func(n *node) {
				if p, ok := places[n.IDRef]; ok {
					final[p] = tokens(strings.TrimSpace(n.Text) + textOf(n))
				}
			})
			return marking(final)
		}
	}
	leads := make([]bool, m.places)
	for _, t := range m.transitions {
		for _, p := range t.in {
			leads[p] = true
		}
	}
	for p, yes := range leads {
		if !yes {
			final[p] = 1
		}
	}
	return marking(final)
}

func textOf(n *node) string {
	if t := n.child("text"); t != nil {
		return strings.TrimSpace(t.Text)
	}
	return ""
}

// find returns the first element of a name below n, nil if there is none.
func find(n *node, name string) *node {
	for i := range n.Nodes {
		if n.Nodes[i].XMLName.Local == name {
			return &n.Nodes[i]
		}
		if f := find(&n.Nodes[i], name); f != nil {
			return f
		}
	}
	return nil
}
