// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
)

// written are the paths of a step and of a journey that a format has a place
// for. Formats that are not here have a place for everything.
var written = map[Format]struct{ step, head []string }{
	Mermaid: {[]string{"id", "title", "touchpoint.channel", "contactless", "actor", "feeling.valence"}, []string{"id", "title", "audience.personas"}},
	CJML: {
		[]string{"id", "title", "description", "contactless", "touchpoint.channel", "touchpoint.direction", "touchpoint.control", "touchpoint.nature", "actor", "control"},
		[]string{"id", "title", "goal", "scenario", "status", "actors"},
	},
}

// Written adds to the report what a journey says that a format has no place
// for, and what else to know of the file written.
func (r *Report) Written(format Format, j *journey.Journey) {
	defer r.complete()
	w, some := written[format]
	if !some {
		return
	}
	head := *j
	head.Phases = journey.Phases{}
	n := document.Encode(&head)
	take(n, "phases")
	for _, key := range keysBeyond(n, w.head) {
		r.Left = append(r.Left, Unwritten{Field: key})
	}
	var order []string
	steps := map[string]int{}
	unfeeling, undirected := 0, 0
	for _, s := range j.Steps() {
		for _, key := range keysBeyond(document.Encode(s.Step), w.step) {
			if steps[key]++; steps[key] == 1 {
				order = append(order, key)
			}
		}
		if s.Feeling == nil {
			unfeeling++
		}
		if s.Touchpoint != nil && s.Touchpoint.Direction == "" {
			undirected++
		}
	}
	slices.Sort(order)
	for _, key := range order {
		r.Left = append(r.Left, Unwritten{key, steps[key]})
	}
	if format == Mermaid && unfeeling > 0 {
		r.remark("Mermaid draws no step without a score: %s without a stated feeling stand at 3, marked %q", plural(unfeeling, "step"), unfelt)
	}
	if format == CJML && undirected > 0 {
		r.remark("CJML needs to know who begins: the customer is written for %s without a direction", plural(undirected, "step"))
	}
}

// keysBeyond lists the keys of a mapping that say more than the paths given.
func keysBeyond(n *yaml.Node, paths []string) []string {
	for _, p := range paths {
		take(n, p)
	}
	var keys []string
	for i := 0; i < len(n.Content); i += 2 {
		if value := n.Content[i+1]; value.Kind != yaml.MappingNode || len(value.Content) > 0 {
			keys = append(keys, n.Content[i].Value)
		}
	}
	return keys
}
