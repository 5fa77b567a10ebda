// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
)

// codec writes a value of a document as the text of a cell, and reads it back.
// write may give up (ok is false) or write what does not read back the same:
// text finds out.
type codec struct {
	write func(n *yaml.Node) (s string, ok bool)
	read  func(s string) *yaml.Node
}

// text returns the text of a cell that says n and nothing else.
func (c codec) text(n *yaml.Node) (string, bool) {
	s, ok := c.write(n)
	safe := s != "" && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, unsafeRune) && !sheetEscape.MatchString(s)
	return s, ok && safe && equal(c.read(s), n)
}

// equal compares what two nodes say.
func equal(a, b *yaml.Node) bool {
	x, errX := document.JSON(a)
	y, errY := document.JSON(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

func textNode(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
}

func mappingNode(pairs ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: pairs}
}

func isText(n *yaml.Node) bool {
	tag := n.ShortTag()
	return n.Kind == yaml.ScalarNode && (tag == "!!str" || tag == "!!timestamp")
}

// words is a codec for plain text.
func words(q quoting) codec {
	return codec{
		write: func(n *yaml.Node) (string, bool) { return q.write(n.Value), isText(n) },
		read:  func(s string) *yaml.Node { return textNode(q.read(s)) },
	}
}

// numbers is a codec for a number that has a long form beside it. A decimal
// comma is read as people mean it.
func numbers() codec {
	return codec{
		write: func(n *yaml.Node) (string, bool) {
			if n.Kind == yaml.ScalarNode {
				return n.Value, true
			}
			return inline(n)
		},
		read: func(s string) *yaml.Node {
			if n, ok := parseInline(s); ok {
				return n
			}
			point := strings.Replace(s, ",", ".", 1)
			if f, err := strconv.ParseFloat(point, 64); err == nil {
				return numberNode(f)
			}
			return textNode(s)
		},
	}
}

func numberNode(f float64) *yaml.Node {
	if f == float64(int64(f)) {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.FormatInt(int64(f), 10)}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!float", Value: strconv.FormatFloat(f, 'g', -1, 64)}
}

// flags is a codec for true and false.
func flags() codec {
	return codec{
		write: func(n *yaml.Node) (string, bool) { return "yes", n.Value == "true" },
		read: func(s string) *yaml.Node {
			yes, known := truth(s)
			if !known {
				return textNode(s)
			}
			return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(yes)}
		},
	}
}

// truth reads what people put into a cell for yes and no.
func truth(s string) (yes, known bool) {
	switch strings.ToLower(s) {
	case "yes", "y", "true", "x", "1", "✓", "✔", "oui", "o", "vrai", "ja", "j", "wahr", "richtig":
		return true, true
	case "no", "n", "false", "0", "non", "faux", "nein", "falsch", "✗", "✘", "-":
		return false, true
	}
	return false, false
}

// lines is a codec for a list, one item a line. With single, a list of one is
// its item.
func lines(item codec, single bool) codec {
	return codec{
		write: func(n *yaml.Node) (string, bool) {
			items := n.Content
			if n.Kind != yaml.SequenceNode {
				items = []*yaml.Node{n}
			}
			var out []string
			for _, n := range items {
				s, ok := item.text(n)
				if !ok {
					return "", false
				}
				out = append(out, s)
			}
			return strings.Join(out, "\n"), true
		},
		read: func(s string) *yaml.Node {
			list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
			for line := range strings.SplitSeq(s, "\n") {
				if line = strings.TrimSpace(line); line != "" {
					list.Content = append(list.Content, item.read(line))
				}
			}
			if single && len(list.Content) == 1 {
				return list.Content[0]
			}
			return list
		},
	}
}

// ids is a codec for a list of ids, which people may also part by commas.
func ids() codec {
	byLine := lines(words(oneLine), false)
	return codec{
		write: byLine.write,
		read:  func(s string) *yaml.Node { return byLine.read(strings.ReplaceAll(s, ",", "\n")) },
	}
}

// inlines is a codec for what has no short form.
func inlines() codec {
	return codec{
		write: inline,
		read: func(s string) *yaml.Node {
			if n, ok := parseInline(s); ok {
				return n
			}
			return textNode(s)
		},
	}
}

// short is a codec for a mapping that often holds just one key.
func short(key string) codec {
	return codec{
		write: func(n *yaml.Node) (string, bool) {
			if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == key && isText(n.Content[1]) {
				return quoting(besideInline).write(n.Content[1].Value), true
			}
			return inline(n)
		},
		read: func(s string) *yaml.Node {
			if n, ok := parseInline(s); ok {
				return n
			}
			return mappingNode(textNode(key), textNode(quoting(besideInline).read(s)))
		},
	}
}

// questions is a codec for a survey's question: survey/question.
func questions() codec {
	return codec{
		write: func(n *yaml.Node) (string, bool) {
			survey, question := child(n, "survey"), child(n, "question")
			if len(n.Content) == 4 && survey != nil && question != nil {
				return survey.Value + "/" + question.Value, true
			}
			return inline(n)
		},
		read: func(s string) *yaml.Node {
			if n, ok := parseInline(s); ok {
				return n
			}
			survey, question, ok := strings.Cut(s, "/")
			if !ok {
				return textNode(s)
			}
			return mappingNode(textNode("survey"), textNode(survey), textNode("question"), textNode(question))
		},
	}
}

// statementLine is a statement with its marks: text (severity) [basis].
var statementLine = regexp.MustCompile(`^(.*?)(?: \(([1-5])\))?(?: \[(hypothesis|research|data)\])?$`)

// statements is a codec for one statement: its text, or text (4) [research], or
// inline YAML where more is known of it.
func statements() codec {
	q := quoting(besideMarks)
	return codec{
		write: func(n *yaml.Node) (string, bool) {
			if n.Kind == yaml.ScalarNode {
				return q.write(n.Value), true
			}
			title := child(n, "title")
			if title == nil || child(n, "source") != nil || child(n, "date") != nil {
				return inline(n)
			}
			s := q.write(title.Value)
			if severity := child(n, "severity"); severity != nil {
				s += " (" + severity.Value + ")"
			}
			if basis := child(n, "basis"); basis != nil {
				s += " [" + basis.Value + "]"
			}
			return s, true
		},
		read: func(s string) *yaml.Node {
			if n, ok := parseInline(s); ok {
				return n
			}
			return readStatement(s)
		},
	}
}

func readStatement(s string) *yaml.Node {
	q := quoting(besideMarks)
	m := statementLine.FindStringSubmatch(s)
	if m == nil || m[1] == "" || m[2]+m[3] == "" {
		return textNode(q.read(s))
	}
	n := mappingNode(textNode("title"), textNode(q.read(m[1])))
	if m[2] != "" {
		n.Content = append(n.Content, textNode("severity"), &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: m[2]})
	}
	if m[3] != "" {
		n.Content = append(n.Content, textNode("basis"), textNode(m[3]))
	}
	return n
}

// inline writes a mapping or a list as YAML on one line.
func inline(n *yaml.Node) (string, bool) {
	if n.Kind != yaml.MappingNode && n.Kind != yaml.SequenceNode {
		return "", false
	}
	flow := clone(n) // the writer takes the tags off what it writes
	flow.Style |= yaml.FlowStyle
	b, err := yaml.Dump(flow, yaml.WithLineWidth(-1))
	s := strings.TrimSpace(string(b))
	if err == nil && !oneLine(s) {
		if back, ok := parseInline(s); ok && equal(back, n) {
			return s, true
		}
	}
	b, err = document.JSON(n)
	return strings.ReplaceAll(escaped(string(b)), "_x", `\u005fx`), err == nil
}

// parseInline reads inline YAML.
func parseInline(s string) (*yaml.Node, bool) {
	if s == "" || s[0] != '{' && s[0] != '[' {
		return nil, false
	}
	var top yaml.Node
	if yaml.Unmarshal([]byte(s), &top) != nil || len(top.Content) != 1 {
		return nil, false
	}
	return top.Content[0], true
}
