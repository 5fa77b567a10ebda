// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/touchpoint"
)

// field is a column of the steps, or a row of the journey's head: a heading for
// people, the path of the value in the document, and how it is written.
type field struct {
	heading string
	path    string
	codec   codec
	choices []string // the closed list of its words, if it has one
	number  bool     // a number is a number for the spreadsheet too
	width   float64  // of the column, in characters
}

// Paths that begin with "~" are no keys of the document: prepare makes them of
// what the document says in two places, and restore turns them back.
const (
	pathKind    = "~kind"
	pathControl = "~control"
)

// The kinds of step in a table.
const (
	kindTouchpoint  = "touchpoint"
	kindContactless = "contactless"
)

// The headings that are no field of a step.
const (
	headingPhase = "Phase"
	headingStage = "Stage"
	headingMore  = "More" // inline YAML of what no column says
)

// stepFields are the columns of a step, between its stage and "More".
func stepFields() []field {
	cell, texts := words(wholeCell), lines(words(oneLine), true)
	list := lines(statements(), false)
	return []field{
		{heading: "Id", path: "id", codec: cell, width: 18},
		{heading: "Title", path: "title", codec: cell, width: 32},
		{heading: "Description", path: "description", codec: cell, width: 32},
		{heading: "Kind", path: pathKind, codec: cell, choices: []string{kindTouchpoint, kindContactless}},
		{heading: "Touchpoint of the library", path: "touchpoint.use", codec: cell},
		{heading: "Channel", path: "touchpoint.channel", codec: cell},
		{heading: "Mode", path: "touchpoint.mode", codec: cell, choices: channel.Mode("").Values()},
		{heading: "Nature", path: "touchpoint.nature", codec: cell, choices: touchpoint.Nature("").Values()},
		{heading: "Direction", path: "touchpoint.direction", codec: cell, choices: touchpoint.Direction("").Values()},
		{heading: "Control", path: pathControl, codec: cell, choices: touchpoint.Control("").Values()},
		{heading: "Service promise", path: "touchpoint.promise", codec: cell},
		{heading: "Alternatives", path: "alternatives", codec: lines(short("channel"), false)},
		{heading: "Owner", path: "owner", codec: cell},
		{heading: "Actor", path: "actor", codec: cell},
		{heading: "For segments", path: "for", codec: ids()},
		{heading: "Optional", path: "optional", codec: flags(), choices: []string{"yes", "no"}},
		{heading: "Repeatable", path: "repeatable", codec: flags(), choices: []string{"yes", "no"}},
		{heading: "Replaces", path: "replaces", codec: ids()},
		{heading: "Evidence", path: "evidence", codec: lines(short("event"), false), width: 24},
		{heading: "Fails", path: "fails", codec: lines(short("event"), false), width: 24},
		{heading: "Counts", path: "counts", codec: inlines()},
		{heading: "Expected", path: "expected", codec: short("within")},
		{heading: "Moment of truth", path: "moment_of_truth.reason", codec: cell, choices: append([]string{"yes"}, journey.Reason("").Values()...)},
		{heading: "Moment of truth: why", path: "moment_of_truth.why", codec: cell},
		{heading: "Moment of truth: basis", path: "moment_of_truth.basis", codec: cell, choices: statement.Basis("").Values()},
		{heading: "Importance", path: "importance", codec: numbers(), number: true},
		{heading: "Target", path: "target", codec: numbers(), number: true},
		{heading: "Satisfaction", path: "satisfaction", codec: questions()},
		{heading: "Expectation", path: "expectation", codec: questions()},
		{heading: "Emotion question", path: "emotion", codec: questions()},
		{heading: "Valence", path: "feeling.valence", codec: numbers(), number: true, choices: []string{"-2", "-1", "0", "1", "2"}},
		{heading: "Feeling", path: "feeling.label", codec: cell},
		{heading: "Feeling: basis", path: "feeling.basis", codec: cell, choices: statement.Basis("").Values()},
		{heading: "Feeling by persona", path: "feeling.personas", codec: inlines()},
		{heading: "Does", path: "does", codec: texts, width: 28},
		{heading: "Thinks", path: "thinks", codec: texts, width: 28},
		{heading: "Needs", path: "needs", codec: texts, width: 28},
		{heading: "Questions", path: "questions", codec: texts, width: 28},
		{heading: "Pains", path: "pains", codec: list, width: 28},
		{heading: "Gains", path: "gains", codec: list, width: 28},
		{heading: "Ideas", path: "ideas", codec: list, width: 28},
		{heading: "Quotes", path: "quotes", codec: lines(short("text"), false), width: 28},
		{heading: "Frontstage", path: "backstage.frontstage", codec: texts},
		{heading: "Backstage", path: "backstage.backstage", codec: texts},
		{heading: "Support processes", path: "backstage.support", codec: texts},
	}
}

// headFields are the rows of the journey's own fields.
func headFields() []field {
	cell, texts := words(wholeCell), lines(words(oneLine), true)
	return []field{
		{heading: "Id", path: "id", codec: cell},
		{heading: "Title", path: "title", codec: cell},
		{heading: "Goal", path: "goal", codec: cell},
		{heading: "Scenario", path: "scenario", codec: cell},
		{heading: "Promise", path: "promise", codec: cell},
		{heading: "From", path: "scope.from", codec: cell},
		{heading: "To", path: "scope.to", codec: cell},
		{heading: "State", path: "state", codec: cell, choices: journey.State("").Values()},
		{heading: "Improves", path: "improves", codec: cell},
		{heading: "Status", path: "status", codec: cell, choices: journey.Status("").Values()},
		{heading: "Audience", path: "audience.kind", codec: cell, choices: journey.AudienceKind("").Values()},
		{heading: "Personas", path: "audience.personas", codec: ids()},
		{heading: "Segments", path: "audience.segments", codec: ids()},
		{heading: "Actors", path: "actors", codec: ids()},
		{heading: "Grain", path: "grain", codec: cell, choices: journey.Grain("").Values()},
		{heading: "Owner", path: "owner", codec: cell},
		{heading: "Review every", path: "review.every", codec: cell},
		{heading: "Last review", path: "review.last", codec: cell},
		{heading: "Instance by property", path: "instance.by.property", codec: cell},
		{heading: "Instance starts at", path: "instance.starts", codec: ids()},
		{heading: "Instance completes at", path: "instance.completes", codec: ids()},
		{heading: "Instance idle", path: "instance.idle", codec: cell},
		{heading: "Instance window", path: "instance.window", codec: cell},
		{heading: "Instance ripe", path: "instance.ripe", codec: cell},
		{heading: "Overall satisfaction", path: "overall", codec: questions()},
		{heading: "Value", path: "value", codec: inlines()},
		{heading: "Ignored events", path: "ignore", codec: texts},
		{heading: "Links", path: "links", codec: lines(inlines(), false)},
		{heading: "Parking lot", path: "parking", codec: lines(statements(), false)},
	}
}

// rowOf writes a document's mapping as cells, the last of which holds what no
// field could say.
func rowOf(n *yaml.Node, fields []field) []string {
	cells := make([]string, len(fields)+1)
	for i, f := range fields {
		value := take(n, f.path)
		if value == nil {
			continue
		}
		s, ok := f.codec.text(value)
		if !ok {
			put(n, f.path, value)
		}
		if ok {
			cells[i] = s
		}
	}
	if len(n.Content) > 0 {
		cells[len(fields)], _ = inline(n)
	}
	return cells
}

// stepRow writes a step as cells.
func stepRow(s *journey.Step) []string {
	n := document.Encode(s)
	prepare(n)
	return rowOf(n, stepFields())
}

// headRow writes the journey without its steps as cells.
func headRow(j *journey.Journey) []string {
	head := *j
	head.Phases = journey.Phases{}
	n := document.Encode(&head)
	take(n, "phases")
	return rowOf(n, headFields())
}

// prepare gives a step's mapping the paths that the columns ask for.
func prepare(n *yaml.Node) {
	t := child(n, "touchpoint")
	switch {
	case child(n, "contactless") != nil:
		take(n, "contactless")
		put(n, pathKind, textNode(kindContactless))
	case t != nil:
		put(n, pathKind, textNode(kindTouchpoint))
	}
	if t != nil {
		if control := take(n, "touchpoint.control"); control != nil {
			put(n, pathControl, control)
		}
		if len(t.Content) == 0 {
			take(n, "touchpoint")
		}
	} else if control := take(n, "control"); control != nil {
		put(n, pathControl, control)
	}
	if f := child(n, "feeling"); f != nil && child(f, "valence") == nil {
		put(n, "feeling.valence", numberNode(0))
	}
	if m := child(n, "moment_of_truth"); m != nil && child(m, "reason") == nil {
		put(n, "moment_of_truth.reason", textNode("yes"))
	}
}

// restore is the inverse of prepare.
func restore(n *yaml.Node) {
	if kind := take(n, pathKind); kind != nil {
		switch strings.ToLower(kind.Value) {
		case kindContactless:
			kind.Value, kind.Tag = "true", "!!bool"
			put(n, "contactless", kind)
		case kindTouchpoint:
			if child(n, "touchpoint") == nil {
				t := mappingNode()
				t.Line = kind.Line
				put(n, "touchpoint", t)
			}
		}
	}
	if control := take(n, pathControl); control != nil {
		path := "control"
		if child(n, "touchpoint") != nil {
			path = "touchpoint.control"
		}
		put(n, path, control)
	}
	if reason := child(child(n, "moment_of_truth"), "reason"); reason != nil {
		if yes, known := truth(reason.Value); known {
			take(n, "moment_of_truth.reason")
			if yes && child(n, "moment_of_truth") == nil {
				put(n, "moment_of_truth", mappingNode())
			}
		}
	}
}
