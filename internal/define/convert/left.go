// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"slices"
	"strings"

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
// for, and what else to know of the file written. The workspace is the one it
// was written with.
func (r *Report) Written(format Format, j *journey.Journey, w *journey.Workspace) {
	defer r.complete()
	if w == nil {
		w = &journey.Workspace{}
	}
	place, some := written[format]
	if !some {
		return
	}
	head := *j
	head.Phases = journey.Phases{}
	n := document.Encode(&head)
	take(n, "phases")
	for _, key := range keysBeyond(n, place.head) {
		r.Left = append(r.Left, Unwritten{Field: key})
	}
	var order []string
	steps := map[string]int{}
	unfeeling, undirected := 0, 0
	for _, s := range j.Steps() {
		paths, directed := place.step, s.Touchpoint == nil || w.Touchpoint(s.Step).Direction != ""
		if format == CJML && !directed {
			paths = pathsUndirected(paths)
			undirected++
		}
		for _, key := range keysBeyond(document.Encode(outOfLibrary(s.Step, w)), paths) {
			if steps[key]++; steps[key] == 1 {
				order = append(order, key)
			}
		}
		if s.Feeling == nil {
			unfeeling++
		}
	}
	slices.Sort(order)
	for _, key := range order {
		r.Left = append(r.Left, Unwritten{key, steps[key]})
	}
	if format == Mermaid && unfeeling > 0 {
		r.remark("Mermaid draws no step without a score: %s without a stated feeling stand at 3, marked %q", plural(unfeeling, "step"), unfelt)
	}
	if undirected > 0 {
		r.remark("nothing says who begins %s: their initiator and receiver refer to no actor; a touchpoint's direction says it (push the company, pull the customer)",
			plural(undirected, "step"))
	}
	if missing := missingTouchpoints(j, w); len(missing) > 0 {
		r.remark("no library of touchpoints beside the file read holds %s, so what it says of the channel and of who begins is not written", strings.Join(missing, ", "))
	}
}

// pathsUndirected are the paths of a step that are written where its ends refer
// to no actor.
func pathsUndirected(paths []string) []string {
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return p == "actor" || p == "touchpoint.control" })
}

// outOfLibrary is a step whose touchpoint says by itself what the library says
// of it.
func outOfLibrary(s *journey.Step, w *journey.Workspace) *journey.Step {
	if s.Touchpoint == nil {
		return s
	}
	entry, known := w.Touchpoints[s.Touchpoint.Use]
	if !known {
		return s
	}
	out, t := *s, s.Touchpoint.Over(entry.Touchpoint)
	t.Use = ""
	out.Touchpoint = &t
	return &out
}

// missingTouchpoints lists the touchpoints that steps use and no library holds.
func missingTouchpoints(j *journey.Journey, w *journey.Workspace) []string {
	var ids []string
	for _, s := range j.Steps() {
		if s.Touchpoint == nil || s.Touchpoint.Use == "" {
			continue
		}
		if _, known := w.Touchpoints[s.Touchpoint.Use]; !known && !slices.Contains(ids, string(s.Touchpoint.Use)) {
			ids = append(ids, string(s.Touchpoint.Use))
		}
	}
	return ids
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
