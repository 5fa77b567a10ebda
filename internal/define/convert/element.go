// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/ianaindex"

	"github.com/wendcx/wend/internal/fault"
)

// The bounds of an XML file that is read.
const (
	maxDepth    = 64
	maxElements = 200_000
)

// element is an XML element with its place.
type element struct {
	name     string
	attrs    []xml.Attr
	text     string
	children []*element
	place    fault.Place
}

// parseXML reads an XML file. Document types are refused: they can define
// entities that grow without bound or name other files, and a map needs none.
func parseXML(name string, src []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(src))
	d.CharsetReader = otherCharset
	top := &element{}
	open := []*element{top}
	for count := 0; ; {
		line, column := d.InputPos()
		at := fault.Place{File: name, Line: line, Column: column}
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, xmlFault(at, err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.Directive:
			return nil, fault.New(fault.Forbidden, "the file has a document type").WithRemedy("take the line that begins <! out of it").At(at)
		case xml.StartElement:
			if count++; count > maxElements || len(open) > maxDepth {
				return nil, fault.New(fault.Invalid, "the file is larger or deeper than a map").WithRemedy("at most %d elements, %d deep, are read", maxElements, maxDepth).At(at)
			}
			e := &element{name: token.Name.Local, attrs: token.Attr, place: at}
			last.children = append(last.children, e)
			open = append(open, e)
		case xml.EndElement:
			last.text = tidy(last.text)
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(token)
		}
	}
	if len(top.children) == 0 {
		return nil, fault.New(fault.Invalid, "the file holds no XML").At(fault.Place{File: name})
	}
	return top.children[0], nil
}

func xmlFault(at fault.Place, err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		at.Line, at.Column = syntax.Line, 0
		return fault.New(fault.Invalid, "the XML cannot be read: %s", syntax.Msg).At(at)
	}
	return fault.New(fault.Invalid, "the XML cannot be read: %v", err).At(at)
}

// otherCharset reads the encodings that are not UTF-8.
func otherCharset(charset string, in io.Reader) (io.Reader, error) {
	e, err := ianaindex.IANA.Encoding(charset)
	if err != nil || e == nil {
		return nil, fmt.Errorf("the encoding %q is not known", charset)
	}
	return e.NewDecoder().Reader(in), nil
}

// attr returns an attribute, empty where there is none.
func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attrs {
		if strings.EqualFold(a.Name.Local, name) {
			return a.Value
		}
	}
	return ""
}

// child returns the first element of a name, nil where there is none.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// value is the text of a child.
func (e *element) value(name string) string {
	if c := e.child(name); c != nil {
		return c.text
	}
	return ""
}

// where is the element's place within its file.
func (e *element) where() string {
	p := e.place
	p.File = ""
	return p.String()
}
