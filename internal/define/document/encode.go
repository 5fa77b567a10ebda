// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// Marshaler is implemented by types that are written as a plainer value: a
// target without exceptions as a number, a duration as text.
type Marshaler interface {
	EncodeDocument() any
}

// YAML writes v as a document of the given kind, as in "journey/v1". Empty
// fields are left out.
func YAML(kind string, v any) ([]byte, error) {
	root := Encode(v)
	root.Content = append([]*yaml.Node{text("wend"), text(kind)}, root.Content...)
	return marshalNode(root)
}

func marshalNode(n *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	enc.CompactSeqIndent()
	if err := enc.Encode(n); err != nil {
		return nil, fmt.Errorf("write yaml: %w", err)
	}
	if err := enc.Close(); err != nil {
		return nil, fmt.Errorf("write yaml: %w", err)
	}
	return b.Bytes(), nil
}

// JSON writes v as JSON with the keys of the document, in the order of the
// struct fields, empty fields left out. Equal values give equal bytes.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	if err := writeJSON(&b, Encode(v)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Encode turns v into a node tree: structs by their yaml tags, maps by sorted
// key, empty values left out.
func Encode(v any) *yaml.Node {
	return encode(reflect.ValueOf(v))
}

func encode(v reflect.Value) *yaml.Node {
	if !v.IsValid() {
		return null()
	}
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return null()
		}
		if v.Type() == nodeType {
			return v.Interface().(*yaml.Node)
		}
		if traitsOf(v.Type()).marshals {
			return encode(reflect.ValueOf(v.Interface().(Marshaler).EncodeDocument()))
		}
		v = v.Elem()
	}
	if traitsOf(v.Type()).marshals {
		return encode(reflect.ValueOf(v.Interface().(Marshaler).EncodeDocument()))
	}
	switch v.Kind() {
	case reflect.Struct:
		return encodeStruct(v)
	case reflect.Map:
		return encodeMap(v)
	case reflect.Slice:
		n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		for i := range v.Len() {
			n.Content = append(n.Content, encode(v.Index(i)))
		}
		return n
	}
	return encodeScalar(v)
}

func null() *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Value: "null"} }

func encodeStruct(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	for _, f := range fieldsOf(v.Type()).list {
		fv := v.FieldByIndex(f.index)
		if isEmpty(fv) {
			continue
		}
		child := encode(fv)
		if f.flow {
			child.Style |= yaml.FlowStyle
		}
		n.Content = append(n.Content, f.key, child)
	}
	return n
}

func encodeMap(v reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	values := map[string]reflect.Value{}
	for _, k := range v.MapKeys() {
		values[k.String()] = v.MapIndex(k)
	}
	for _, k := range slices.Sorted(maps.Keys(values)) {
		n.Content = append(n.Content, text(k), encode(values[k]))
	}
	return n
}

func encodeScalar(v reflect.Value) *yaml.Node {
	switch v.Kind() {
	case reflect.String:
		return text(v.String())
	case reflect.Bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(v.Bool())}
	case reflect.Int, reflect.Int64:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.FormatInt(v.Int(), 10)}
	case reflect.Float64:
		return numberNode(v.Float())
	}
	panic("document: no way to encode " + v.Type().String())
}

func numberNode(f float64) *yaml.Node {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.FormatFloat(f, 'f', -1, 64)}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!float", Value: strconv.FormatFloat(f, 'g', -1, 64)}
}

func text(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if isDate(s) {
		n.Tag = "!!timestamp" // written without quotes
	}
	if strings.Contains(s, "\n") {
		n.Style = yaml.LiteralStyle
	}
	return n
}

func isDate(s string) bool {
	if len(s) != len(time.DateOnly) || s[4] != '-' {
		return false // what most texts are; parsing them costs more than all else of writing
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// isEmpty reports whether a field is left out: the zero value, an empty list
// or mapping, or a struct that says so itself by IsZero.
func isEmpty(v reflect.Value) bool {
	if (v.Kind() != reflect.Pointer || !v.IsNil()) && traitsOf(v.Type()).tellsZero {
		return v.Interface().(zeroer).IsZero()
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	return v.IsZero()
}

func writeJSON(b *bytes.Buffer, n *yaml.Node) error {
	switch n.Kind {
	case yaml.MappingNode:
		b.WriteByte('{')
		for i := 0; i+1 < len(n.Content); i += 2 {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := writeJSONText(b, n.Content[i].Value); err != nil {
				return err
			}
			b.WriteByte(':')
			if err := writeJSON(b, n.Content[i+1]); err != nil {
				return err
			}
		}
		b.WriteByte('}')
		return nil
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, item := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := writeJSON(b, item); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	}
	if n.Kind == yaml.AliasNode {
		return writeJSON(b, n.Alias)
	}
	switch n.ShortTag() {
	case "!!null":
		b.WriteString("null")
		return nil
	case "!!bool":
		b.WriteString(strings.ToLower(n.Value))
		return nil
	case "!!int", "!!float":
		if f, ok := number(n); ok {
			b.WriteString(numberNode(f).Value)
			return nil
		}
	}
	return writeJSONText(b, n.Value) // texts, and dates, which JSON has no type for
}

func writeJSONText(b *bytes.Buffer, s string) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	b.Truncate(b.Len() - 1) // the encoder's line feed
	return nil
}
