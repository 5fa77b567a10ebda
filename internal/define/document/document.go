// SPDX-License-Identifier: Apache-2.0

// Package document reads and writes the YAML and JSON documents in which a
// company defines things: journeys, segments, personas, mappings and so on. It
// turns text into Go values and finds every mistake in one pass, each with its
// place; it writes values back and leaves alone what did not change, comments
// included. It knows nothing of what the documents mean.
//
// A document begins with the line "wend: kind/v1". One file may hold several,
// separated by "---".
package document

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/fault"
)

// MaxBytes bounds the size of one document file.
const MaxBytes = 16 << 20

// Document is one parsed document, not yet decoded.
type Document struct {
	File    string     // as given to Parse, for messages
	Kind    string     // the part before the slash in "wend: journey/v1"
	Version int        // the number behind v
	Root    *yaml.Node // the top mapping

	source []byte     // the whole file, LF or CRLF as it came
	alone  bool       // the file holds no other document
	says   *yaml.Node // as Encode writes it, where a patch has found out

	once sync.Once
	read any
}

// Once returns what read makes of the document. It is asked once, and what it gave
// is kept with the document: nobody may change it.
func (d *Document) Once(read func() any) any {
	d.once.Do(func() { d.read = read() })
	return d.read
}

// Says is what the document says as Encode writes it, given the value that was
// read from it. Nobody may change it.
func (d *Document) Says(v any) *yaml.Node {
	if d.says != nil {
		return d.says
	}
	return Encode(v)
}

// Source is the text of the file that the document came from. It is not to be
// changed.
func (d *Document) Source() []byte { return d.source }

// Alone reports whether the file holds no other document.
func (d *Document) Alone() bool { return d.alone }

// Parse splits src into its documents. The file name is only for messages.
// Syntax errors come back as a fault.List with line and column; a document
// without a proper "wend:" line is a fault too. Documents that could be read
// are returned beside the error.
func Parse(file string, src []byte) ([]*Document, error) {
	if len(src) > MaxBytes {
		return nil, fault.List{fault.New(fault.Invalid, "the document has %d bytes", len(src)).
			WithRemedy("at most %d are read", MaxBytes).At(fault.Place{File: file})}
	}
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	var docs []*Document
	var faults fault.List
	dec := yaml.NewDecoder(bytes.NewReader(src))
	for {
		var node yaml.Node
		err := dec.Decode(&node)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			faults.Add(syntaxFault(file, src, err))
			break
		}
		if len(node.Content) == 0 || node.Content[0].ShortTag() == "!!null" {
			continue // an empty document between separators
		}
		if d := head(file, node.Content[0], &faults); d != nil {
			d.source = src
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 && len(faults) == 0 {
		faults.Add(fault.New(fault.Invalid, "the file holds no document").
			WithRemedy("begin with a line such as \"wend: journey/v1\"").At(fault.Place{File: file, Line: 1}))
	}
	if len(docs) == 1 {
		docs[0].alone = true
	}
	return docs, faults.Err()
}

// head reads the "wend: kind/v1" line of a top node.
func head(file string, root *yaml.Node, faults *fault.List) *Document {
	at := fault.Place{File: file, Line: root.Line, Column: root.Column}
	const remedy = "begin with a line such as \"wend: journey/v1\""
	if root.Kind != yaml.MappingNode {
		faults.Add(fault.New(fault.Invalid, "the document is %s, not a mapping", describe(root)).WithRemedy(remedy).At(at))
		return nil
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "wend" {
			continue
		}
		v := root.Content[i+1]
		at = fault.Place{File: file, Line: v.Line, Column: v.Column}
		kind, version, ok := strings.Cut(v.Value, "/v")
		n, err := strconv.Atoi(version)
		if !ok || err != nil || kind == "" {
			faults.Add(fault.New(fault.Invalid, "%q is no document kind", v.Value).WithRemedy(remedy).At(at))
			return nil
		}
		return &Document{File: file, Kind: kind, Version: n, Root: root}
	}
	faults.Add(fault.New(fault.Invalid, "the document does not say what it is").WithRemedy(remedy).At(at))
	return nil
}

// syntaxFault turns a YAML error into a fault with its place.
func syntaxFault(file string, src []byte, err error) *fault.Fault {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return fault.New(fault.Invalid, "the YAML cannot be read: %v", err).At(fault.Place{File: file})
	}
	at := fault.Place{File: file, Line: load.Mark.Line, Column: load.Mark.Column}
	f := fault.New(fault.Invalid, "the YAML cannot be read: %s", load.Message).At(at)
	if load.ContextMsg != "" {
		f.Message += " " + load.ContextMsg
		if load.ContextMark.Line > 0 {
			f.Message += " that begins on line " + strconv.Itoa(load.ContextMark.Line)
		}
	}
	if strings.Contains(load.Message, "cannot start any token") && tabAt(src, load.Mark.Line) {
		return f.WithRemedy("indent with spaces, not tabs")
	}
	return f
}

// tabAt reports whether the indentation of the given line holds a tab.
func tabAt(src []byte, line int) bool {
	lines := bytes.SplitN(src, []byte("\n"), line+1)
	if line < 1 || line > len(lines) {
		return false
	}
	text := lines[line-1]
	return bytes.ContainsRune(text[:len(text)-len(bytes.TrimLeft(text, " \t"))], '\t')
}

// describe names what a node is, for messages.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!null":
		return "empty"
	case "!!bool", "!!int", "!!float":
		return n.Value
	}
	text := n.Value
	if r := []rune(text); len(r) > 40 {
		text = string(r[:40]) + "…"
	}
	return strconv.Quote(text)
}
