// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/fault"
)

// Rewrite returns the text of the document with what it says replaced by v.
// Whatever v leaves as it was keeps its bytes: comments, order, blank lines,
// quotes, short forms. read decodes a document to a value of v's type; it is
// asked what the document says now, and again to check the result. Only files
// that hold a single document can be rewritten.
func (d *Document) Rewrite(read func(*Document) any, v any) ([]byte, error) {
	out, err := d.Patch(Encode(read(d)), Encode(v), read)
	if err != nil {
		return nil, err
	}
	return out.source, nil
}

// Patch is Rewrite for those who know what the document says: it says is, and is
// to say want, both as Encode writes them. It returns d itself when they are the
// same.
func (d *Document) Patch(is, want *yaml.Node, read func(*Document) any) (*Document, error) {
	if !d.alone {
		return nil, fault.New(fault.Invalid, "%s holds several documents", d.File).WithRemedy("give each a file of its own")
	}
	if same(is, want) {
		return d, nil
	}
	r := &rewriter{src: d.source, lines: lineStarts(d.source), known: map[string]placed{}}
	whole := span{0, len(d.source)}
	r.learn(d.Root, is, whole)
	out := r.apply(whole, r.mapping(d.Root, is, want, whole))
	docs, err := Parse(d.File, out)
	if err == nil && len(docs) == 1 && same(Encode(read(docs[0])), want) {
		docs[0].says = want
		return docs[0], nil
	}
	return d.anew(want) // what cannot be patched is written anew
}

func (d *Document) anew(want *yaml.Node) (*Document, error) {
	text, err := YAML(fmt.Sprintf("%s/v%d", d.Kind, d.Version), want)
	if err != nil {
		return nil, err
	}
	docs, err := Parse(d.File, text)
	if err != nil {
		return nil, fmt.Errorf("read what was written: %w", err)
	}
	return docs[0], nil
}

// same compares what two encoded values say: keys in any order, numbers by
// value.
func same(a, b *yaml.Node) bool {
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case yaml.SequenceNode:
		return slices.EqualFunc(a.Content, b.Content, same)
	case yaml.MappingNode:
		if len(a.Content) != len(b.Content) {
			return false
		}
		for i := 0; i+1 < len(b.Content); i += 2 {
			if v := valueOf(a, b.Content[i].Value); v == nil || !same(v, b.Content[i+1]) {
				return false
			}
		}
		return true
	}
	x, isNumberX := number(a)
	y, isNumberY := number(b)
	if isNumberX && isNumberY {
		return x == y
	}
	return a.Value == b.Value
}

func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// span is a range of bytes of the source.
type span struct{ from, to int }

// edit replaces a range of the source.
type edit struct {
	span
	text string
}

type rewriter struct {
	src   []byte
	lines []int             // where each line begins
	known map[string]placed // the items that have a name, by identity
}

func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return append(starts, len(src))
}

// apply returns the text of a region with edits made.
func (r *rewriter) apply(region span, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	var b bytes.Buffer
	at := region.from
	for _, e := range edits {
		if e.from < at {
			continue // overlapping edits cannot be right; the check of the result tells
		}
		b.Write(r.src[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.Write(r.src[at:region.to])
	return b.Bytes()
}

// offset is where a node begins.
func (r *rewriter) offset(n *yaml.Node) int {
	at := r.lines[n.Line-1]
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(r.src[at:])
		at += size
	}
	return at
}

// regions parts the region of a block collection among its children, given the
// line on which each begins. Comments directly above a child are its own.
func (r *rewriter) regions(children []*yaml.Node, region span) []span {
	spans := make([]span, len(children))
	for i, c := range children {
		line := c.Line - 1
		for line > 0 && r.lines[line-1] >= region.from && isComment(r.src[r.lines[line-1]:r.lines[line]]) {
			line--
		}
		spans[i].from = max(region.from, r.lines[line])
		if i > 0 {
			spans[i-1].to = spans[i].from
		}
	}
	if len(spans) > 0 {
		spans[len(spans)-1].to = r.trimEnd(region)
	}
	return spans
}

func isComment(line []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) }

// trimEnd leaves blank lines at the end of a region out of it.
func (r *rewriter) trimEnd(region span) int {
	body := bytes.TrimRight(r.src[region.from:region.to], " \t\r\n")
	end := region.from + len(body)
	if i := bytes.IndexByte(r.src[end:region.to], '\n'); i >= 0 {
		return end + i + 1
	}
	return region.to
}

// mapping returns the edits that make the block mapping have, which now says
// is, say want.
func (r *rewriter) mapping(have, is, want *yaml.Node, region span) []edit {
	keys := make([]*yaml.Node, 0, len(have.Content)/2)
	for i := 0; i < len(have.Content); i += 2 {
		keys = append(keys, have.Content[i])
	}
	regions := r.regions(keys, region)
	var edits []edit
	for i, key := range keys {
		before, after := valueOf(is, key.Value), valueOf(want, key.Value)
		switch {
		case before == nil && after == nil, before != nil && after != nil && same(before, after):
		case after == nil && r.sharesLine(key):
			edits = append(edits, edit{r.firstEntry(key, regions, i), ""})
		case after == nil:
			edits = append(edits, edit{regions[i], ""})
		default:
			edits = append(edits, r.value(key, have.Content[2*i+1], before, after, regions[i])...)
		}
	}
	return append(edits, r.additions(keys, regions, is, want)...)
}

// firstEntry is what to cut of an entry that stands behind "- ", so that the
// next entry takes its place.
func (r *rewriter) firstEntry(key *yaml.Node, regions []span, i int) span {
	from := r.offset(key)
	if i+1 == len(regions) {
		return span{from, regions[i].to}
	}
	return span{from, regions[i+1].from + key.Column - 1}
}

// additions inserts keys that are new, each behind its predecessor in want.
func (r *rewriter) additions(keys []*yaml.Node, regions []span, is, want *yaml.Node) []edit {
	if len(keys) == 0 {
		return nil
	}
	var edits []edit
	at, indent := regions[0].to, keys[0].Column-1
	for i := 0; i+1 < len(want.Content); i += 2 {
		key, value := want.Content[i], want.Content[i+1]
		if k := slices.IndexFunc(keys, func(n *yaml.Node) bool { return n.Value == key.Value }); k >= 0 {
			at = regions[k].to
			continue
		}
		if before := valueOf(is, key.Value); before != nil && same(before, value) && key.Value != "id" {
			continue // filled in by the reader, not written; but an id stays when what it was made from changes
		}
		edits = append(edits, edit{span{at, at}, r.endLine(at) + r.entry(key, value, indent)})
	}
	return edits
}

// endLine is the line feed that is missing where at follows an unended line.
func (r *rewriter) endLine(at int) string {
	if at > 0 && r.src[at-1] != '\n' {
		return "\n"
	}
	return ""
}

// sharesLine reports whether a key stands behind the "- " of a list item.
func (r *rewriter) sharesLine(key *yaml.Node) bool {
	return len(bytes.TrimSpace(r.src[r.lines[key.Line-1]:r.offset(key)])) > 0
}

// value returns the edits for one entry of a block mapping. is may be nil.
func (r *rewriter) value(key, have, is, want *yaml.Node, region span) []edit {
	block := have.Style&yaml.FlowStyle == 0 && have.Line > key.Line && is != nil && have.Kind == is.Kind && is.Kind == want.Kind
	switch {
	case block && have.Kind == yaml.MappingNode && len(want.Content) > 0:
		return r.mapping(have, is, want, span{r.lines[have.Line-1], region.to})
	case block && have.Kind == yaml.SequenceNode && len(want.Content) > 0:
		return r.sequence(have, is, want, span{r.lines[have.Line-1], region.to})
	}
	if token, ok := r.token(have); ok && oneLine(want) {
		return []edit{{token, inline(want)}}
	}
	return []edit{{span{r.offset(key), region.to}, strings.TrimLeft(r.entry(key, want, key.Column-1), " ")}}
}

// sequence returns the edits for a block sequence: items are known again by
// their id, stage or title, else by their position.
func (r *rewriter) sequence(have, is, want *yaml.Node, region span) []edit {
	regions := r.regions(have.Content, region)
	old := map[string]int{}
	for i, item := range is.Content {
		old[identity(item, i)] = i
	}
	inPlace := len(have.Content) == len(want.Content)
	var edits []edit
	var out strings.Builder
	for i, item := range want.Content {
		k, known := old[identity(item, i)]
		if !known {
			k = renamed(is, want, item)
		}
		if k < 0 {
			inPlace = false
			out.WriteString(r.listItem(item, have.Column-1))
			continue
		}
		inPlace = inPlace && k == i
		itemEdits := r.item(have.Content[k], is.Content[k], item, regions[k])
		edits = append(edits, itemEdits...)
		text := r.apply(regions[k], itemEdits)
		out.Write(text)
		if !bytes.HasSuffix(text, []byte("\n")) {
			out.WriteByte('\n')
		}
	}
	if inPlace {
		return edits
	}
	return []edit{{span{regions[0].from, regions[len(regions)-1].to}, out.String()}}
}

// item returns the edits for one item of a block sequence.
func (r *rewriter) item(have, is, want *yaml.Node, region span) []edit {
	if same(is, want) {
		return nil
	}
	if have.Kind == yaml.MappingNode && is.Kind == yaml.MappingNode && want.Kind == yaml.MappingNode && have.Style&yaml.FlowStyle == 0 {
		return r.mapping(have, is, want, span{r.offset(have), region.to})
	}
	if token, ok := r.token(have); ok && oneLine(want) {
		return []edit{{token, inline(want)}}
	}
	dash := r.lines[have.Line-1]
	column := bytes.IndexByte(r.src[dash:], '-')
	return []edit{{span{dash, region.to}, r.listItem(want, column)}}
}

// identity is what a list item is known by.
func identity(n *yaml.Node, i int) string {
	if n.Kind == yaml.MappingNode {
		for _, key := range [...]string{"id", "stage", "title"} {
			if v := valueOf(n, key); v != nil && v.Kind == yaml.ScalarNode {
				return key + "=" + v.Value
			}
		}
	}
	return fmt.Sprint(i)
}

// token returns where a scalar on one line, or a flow collection, stands.
func (r *rewriter) token(n *yaml.Node) (span, bool) {
	at := r.offset(n)
	rest := r.src[at:]
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0:
		return span{}, false
	case n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return span{}, false
	case n.Kind == yaml.ScalarNode && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return span{at, at + quotedEnd(rest)}, true
	case n.Kind == yaml.ScalarNode:
		return span{at, at + len(n.Value)}, n.Value != "" && bytes.HasPrefix(rest, []byte(n.Value))
	case n.Style&yaml.FlowStyle != 0:
		return span{at, at + flowEnd(rest)}, true
	}
	return span{}, false
}

// quotedEnd returns the length of the quoted scalar that src begins with.
func quotedEnd(src []byte) int {
	quote := src[0]
	for i := 1; i < len(src); i++ {
		switch {
		case quote == '"' && src[i] == '\\':
			i++
		case src[i] == quote && quote == '\'' && i+1 < len(src) && src[i+1] == quote:
			i++
		case src[i] == quote:
			return i + 1
		}
	}
	return len(src)
}

// flowEnd returns the length of the flow collection that src begins with.
func flowEnd(src []byte) int {
	depth, before := 0, byte(',')
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case (c == '"' || c == '\'') && strings.IndexByte(",[{:", before) >= 0:
			i += quotedEnd(src[i:]) - 1
		case c == '#' && i > 0 && (src[i-1] == ' ' || src[i-1] == '\n'):
			for i < len(src) && src[i] != '\n' {
				i++
			}
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			before = c
		}
	}
	return len(src)
}

func oneLine(n *yaml.Node) bool {
	if n.Kind == yaml.ScalarNode {
		return !strings.Contains(n.Value, "\n")
	}
	return n.Style&yaml.FlowStyle != 0 || len(n.Content) == 0
}

// inline renders a node on one line.
func inline(n *yaml.Node) string {
	flow := *n
	flow.Style |= yaml.FlowStyle
	b, err := yaml.Dump(&flow, yaml.WithLineWidth(-1))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// entry renders "key: value" as lines of a block mapping.
func entry(key, value *yaml.Node, indent int) string {
	return render(&yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{key, value}}, indent)
}

// listItem renders "- value" as lines of a block sequence.
func listItem(value *yaml.Node, indent int) string {
	return render(&yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: []*yaml.Node{value}}, indent)
}

func render(n *yaml.Node, indent int) string {
	b, err := marshalNode(n)
	if err != nil {
		return ""
	}
	pad := strings.Repeat(" ", indent)
	var out strings.Builder
	for line := range strings.Lines(string(b)) {
		if strings.TrimSpace(line) != "" {
			out.WriteString(pad)
		}
		out.WriteString(line)
	}
	return out.String()
}
