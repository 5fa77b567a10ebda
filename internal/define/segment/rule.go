// SPDX-License-Identifier: Apache-2.0

package segment

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/fault"
)

// Rule is a condition over a customer: a tree over traits in which "did" stands
// for behaviour. Immutable, safe for concurrent use; the nil Rule holds for
// everybody.
type Rule struct {
	plain any
	root  ruleNode
	did   []Did
}

// Did is a condition on behaviour: the customer did it at least (at most) so
// many times within a length of time before the moment asked about.
type Did struct {
	Matcher evidence.Matcher
	Journey string        // "any" or an id: completed instances count instead of events
	AtLeast int           // 0 with AtMost given
	AtMost  int           // -1: no limit
	Within  time.Duration // 0: ever
}

// ruleNode is one node of a rule. count gives how often behaviour i was seen.
type ruleNode interface {
	holds(traits []byte, count func(i int) int) bool
}

type (
	allOf  []ruleNode
	anyOf  []ruleNode
	noneOf struct{ ruleNode }
	trait  struct{ tree *evidence.Tree }
	did    struct {
		index           int
		atLeast, atMost int
	}
)

func (n allOf) holds(traits []byte, count func(int) int) bool {
	return !slices.ContainsFunc(n, func(c ruleNode) bool { return !c.holds(traits, count) })
}

func (n anyOf) holds(traits []byte, count func(int) int) bool {
	return slices.ContainsFunc(n, func(c ruleNode) bool { return c.holds(traits, count) })
}

func (n noneOf) holds(traits []byte, count func(int) int) bool {
	return !n.ruleNode.holds(traits, count)
}

func (n trait) holds(traits []byte, _ func(int) int) bool {
	return n.tree.Eval(&evidence.Record{Traits: traits})
}

func (n did) holds(_ []byte, count func(int) int) bool {
	c := count(n.index)
	return c >= n.atLeast && (n.atMost < 0 || c <= n.atMost)
}

// Holds reports whether the rule holds for a customer with the given traits (a
// JSON object or empty). count(i) is how often the i-th of Behaviours was seen
// in its time; it is called only where the rule has behaviour.
func (r *Rule) Holds(traits []byte, count func(i int) int) bool {
	return r == nil || r.root.holds(traits, count)
}

// Behaviours lists the conditions on behaviour, in the order count knows them.
func (r *Rule) Behaviours() []Did {
	if r == nil {
		return nil
	}
	return r.did
}

// NeedsTraits reports whether the rule reads any trait.
func (r *Rule) NeedsTraits() bool {
	if r == nil {
		return false
	}
	var reads func(n ruleNode) bool
	reads = func(n ruleNode) bool {
		switch n := n.(type) {
		case allOf:
			return slices.ContainsFunc(n, reads)
		case anyOf:
			return slices.ContainsFunc(n, reads)
		case noneOf:
			return reads(n.ruleNode)
		case trait:
			return n.tree != nil
		}
		return false
	}
	return reads(r.root)
}

// EncodeDocument writes the rule as it was parsed.
func (r Rule) EncodeDocument() any { return r.plain }

// IsZero reports whether the rule was not given.
func (r Rule) IsZero() bool { return r.root == nil }

// JSONSchema describes a rule loosely: its keys are the workspace's own traits.
func (Rule) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", Description: "Conditions over traits, with all, any, not, and did: {event, where, at_least, at_most, within}."}
}

// DecodeDocument reads a rule from a document.
func (r *Rule) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	r.decode(d, n, path, false)
}

func (r *Rule) decode(d *document.Decoder, n *yaml.Node, path string, completed bool) {
	r.plain = d.Any(n, path)
	p := &ruleParser{rule: r, completed: completed}
	r.root = p.node(r.plain, "")
	for _, f := range p.faults {
		d.FaultAt(document.Join(path, f.Field), f.Remedy, "%s", f.Message)
	}
}

// ParseRule reads a rule from plain values, as decoded from JSON. All mistakes are
// returned at once; each names in its Field the path inside v.
func ParseRule(v any) (*Rule, fault.List) {
	r := &Rule{plain: v}
	p := &ruleParser{rule: r}
	r.root = p.node(v, "")
	for _, f := range p.faults {
		f.Field = strings.TrimSuffix(f.Field, document.KeyOf(""))
	}
	return r, p.faults
}

// ReadRule reads a rule from a text such as stands behind "where:" in a document.
// All that is wrong with it comes back as a fault.List, with line and column.
//
//	{plan: gold, did: {event: Order Completed, at_least: 2, within: 365d}}
func ReadRule(text string) (*Rule, error) {
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(text), &node); err != nil || len(node.Content) == 0 {
		return nil, fault.New(fault.Invalid, "the rule %q cannot be read", text).WithRemedy("write conditions such as {plan: gold}")
	}
	var held struct {
		Where Rule `yaml:"where"`
	}
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "where"}
	doc := &document.Document{Root: &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{key, node.Content[0]}}}
	var faults fault.List
	doc.Decode(&held, &faults)
	return &held.Where, faults.Err()
}

// State is a rule that may also say "completed: {journey, within}"; a lifecycle
// uses it. Segments may not, since they take part in forming instances.
type State struct{ Rule }

// DecodeDocument reads a state's rule from a document.
func (s *State) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	s.decode(d, n, path, true)
}

type ruleParser struct {
	rule      *Rule
	completed bool // "completed" may be used
	depth     int
	faults    fault.List
}

func (p *ruleParser) fault(path, remedy, format string, args ...any) {
	f := fault.New(fault.Invalid, format, args...)
	f.Field, f.Remedy = path, remedy
	p.faults.Add(f)
}

func (p *ruleParser) node(v any, path string) ruleNode {
	m, ok := v.(map[string]any)
	if !ok || len(m) == 0 || p.depth > 32 {
		p.fault(path, "write conditions such as {plan: gold} or {did: {event: Order Completed, at_least: 3, within: 365d}}", "no condition here")
		return allOf{}
	}
	p.depth++
	defer func() { p.depth-- }()
	var nodes allOf
	traits := map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		at := document.Join(path, key)
		switch key {
		case "all":
			nodes = append(nodes, allOf(p.list(m[key], at)))
		case "any":
			nodes = append(nodes, anyOf(p.list(m[key], at)))
		case "not":
			nodes = append(nodes, noneOf{p.node(m[key], at)})
		case "did":
			nodes = append(nodes, p.behaviours(m[key], at, false)...)
		case "completed":
			if !p.completed {
				p.fault(document.KeyOf(at), "use did: {event: …}; a lifecycle may say completed", "a segment cannot look at completed journeys")
				continue
			}
			nodes = append(nodes, p.behaviours(m[key], at, true)...)
		default:
			traits[key] = m[key]
		}
	}
	if len(traits) > 0 {
		nodes = append(nodes, p.traits(traits, path))
	}
	return nodes
}

func (p *ruleParser) list(v any, path string) []ruleNode {
	items, ok := v.([]any)
	if !ok {
		p.fault(path, "write a list of conditions", "a list belongs here")
		return nil
	}
	nodes := make([]ruleNode, len(items))
	for i, item := range items {
		nodes[i] = p.node(item, document.Index(path, i))
	}
	return nodes
}

func (p *ruleParser) traits(m map[string]any, path string) ruleNode {
	tree, faults := evidence.Parse(m, evidence.Traits)
	for _, f := range faults {
		f.Field = document.Join(path, f.Field)
		p.faults.Add(f)
	}
	tree.Fields(func(f evidence.Field) {
		if f.Scope != evidence.Traits {
			p.fault(path, "conditions on events go under did: {event: …, where: …}", "a segment looks at traits, not at %s.%s", f.Scope, strings.Join(f.Path, "."))
		}
	})
	return trait{tree}
}

func (p *ruleParser) behaviours(v any, path string, completed bool) []ruleNode {
	if items, ok := v.([]any); ok {
		var nodes []ruleNode
		for i, item := range items {
			nodes = append(nodes, p.behaviour(item, document.Index(path, i), completed))
		}
		return nodes
	}
	return []ruleNode{p.behaviour(v, path, completed)}
}

// behaviour reads {event, where, at_least, at_most, within}, with journey in
// place of event and where behind "completed".
func (p *ruleParser) behaviour(v any, path string, completed bool) ruleNode {
	const remedy = "write did: {event: Order Completed, at_least: 3, within: 365d}"
	m, ok := v.(map[string]any)
	if !ok {
		p.fault(path, remedy, "what was done is not said")
		return allOf{}
	}
	b := Did{AtLeast: 1, AtMost: -1}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		at := document.Join(path, key)
		switch key {
		case "journey":
			b.Journey, _ = m[key].(string)
		case "event":
			b.Matcher.Event, _ = m[key].(string)
		case "where":
			tree, faults := evidence.Parse(m[key], evidence.Properties)
			for _, f := range faults {
				f.Field = document.Join(at, f.Field)
				p.faults.Add(f)
			}
			b.Matcher.Where = tree
		case "at_least":
			b.AtLeast = p.times(m[key], at)
		case "at_most":
			b.AtMost = p.times(m[key], at)
		case "within":
			b.Within = p.within(m[key], at)
		default:
			p.fault(document.KeyOf(at), "known here: event, where, at_least, at_most, within", "unknown key %q", key)
		}
	}
	switch {
	case completed && (b.Journey == "" || b.Matcher.Event != ""):
		p.fault(path, "write completed: {journey: any, within: 180d}", "the journey is not named")
	case !completed && (b.Matcher.Event == "" || b.Journey != ""):
		p.fault(path, remedy, "the event is not named")
	}
	if _, given := m["at_least"]; !given && b.AtMost >= 0 {
		b.AtLeast = 0
	}
	p.rule.did = append(p.rule.did, b)
	return did{len(p.rule.did) - 1, b.AtLeast, b.AtMost}
}

func (p *ruleParser) times(v any, path string) int {
	f, ok := v.(float64)
	if !ok || f < 0 || f != float64(int(f)) {
		p.fault(path, "a whole number from 0 belongs here", "found %v", v)
		return 0
	}
	return int(f)
}

func (p *ruleParser) within(v any, path string) time.Duration {
	span, err := calendar.ParseSpan(fmt.Sprint(v))
	if err != nil || span.NeedsCalendar() {
		p.fault(path, "write a length of time such as 90d, or none", "found %v", v)
		return 0
	}
	return span.Length
}
