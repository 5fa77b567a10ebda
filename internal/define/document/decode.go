// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/fault"
)

// Unmarshaler is implemented by types that read themselves, such as a target
// that may be a number or a mapping. It reports mistakes through d and never
// panics on a node of the wrong kind.
type Unmarshaler interface {
	DecodeDocument(d *Decoder, n *yaml.Node, path string)
}

// Enum is implemented by string types with a closed list of values.
type Enum interface {
	Values() []string
}

// Decoder fills Go values from nodes and collects faults. Struct fields are
// matched by the name in their `yaml:"name"` tag; fields tagged "-" are left
// alone. A Decoder is for one document and one goroutine.
type Decoder struct {
	file       string
	faults     *fault.List
	places     places
	open       map[*yaml.Node]bool // aliases being followed, against cycles
	expansions int                 // aliases followed so far, against bombs
}

// maxExpansions bounds how many aliases one document may follow.
const maxExpansions = 10_000

// Decode fills v, a pointer to a struct, from the document, and appends every
// mistake to faults: unknown and repeated keys, values of the wrong type,
// words that are not in a closed list. What could be read is in v all the
// same. The top key "wend" needs no field in v. The Check returned finds places
// for what the caller checks afterwards.
func (d *Document) Decode(v any, faults *fault.List) *Check {
	dec := &Decoder{file: d.File, faults: faults, places: places{d.File, d.Root}, open: map[*yaml.Node]bool{}}
	dec.Value(d.Root, "", v)
	return d.Check(faults)
}

// Fault adds a mistake at node n.
func (d *Decoder) Fault(n *yaml.Node, path string, remedy, format string, args ...any) {
	f := fault.New(fault.Invalid, format, args...)
	f.Remedy, f.Field, f.Place = remedy, path, d.place(n)
	d.faults.Add(f)
}

func (d *Decoder) place(n *yaml.Node) fault.Place {
	return fault.Place{File: d.file, Line: n.Line, Column: n.Column}
}

// FaultAt adds a mistake at the place of path, which was decoded before.
func (d *Decoder) FaultAt(path string, remedy, format string, args ...any) {
	f := fault.New(fault.Invalid, format, args...)
	f.Remedy, f.Field, f.Place = remedy, strings.TrimSuffix(path, keyMark), d.places.at(path)
	d.faults.Add(f)
}

// Value decodes n into v, a non-nil pointer.
func (d *Decoder) Value(n *yaml.Node, path string, v any) {
	d.value(n, path, reflect.ValueOf(v).Elem())
}

func (d *Decoder) value(n *yaml.Node, path string, v reflect.Value) {
	if n.Kind == yaml.AliasNode {
		d.alias(n, path, v)
		return
	}
	if v.Kind() == reflect.Pointer && n.ShortTag() == "!!null" {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if u, ok := v.Addr().Interface().(Unmarshaler); ok {
		u.DecodeDocument(d, n, path)
		return
	}
	if n.ShortTag() == "!!null" && n.Kind == yaml.ScalarNode {
		return // "key:" with nothing behind it is as if the key were absent
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, path, v)
	case reflect.Slice:
		d.slice(n, path, v)
	case reflect.Map:
		d.mapping(n, path, v)
	case reflect.Interface:
		v.Set(reflect.ValueOf(d.Any(n, path)))
	default:
		d.scalar(n, path, v)
	}
}

func (d *Decoder) alias(n *yaml.Node, path string, v reflect.Value) {
	d.expansions++
	if d.open[n.Alias] || d.expansions > maxExpansions {
		d.Fault(n, path, "write the value out", "the alias *%s refers to itself or repeats too often", n.Value)
		return
	}
	d.open[n.Alias] = true
	d.value(n.Alias, path, v)
	delete(d.open, n.Alias)
}

// Join appends a key to a path.
func Join(path, key string) string {
	if path == "" || key == "" {
		return path + key
	}
	return path + "." + key
}

// Index appends a list index to a path.
func Index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func (d *Decoder) structure(n *yaml.Node, path string, v reflect.Value) {
	fields := fieldsOf(v.Type())
	d.Pairs(n, path, func(key, value *yaml.Node) {
		f, ok := fields.byName[key.Value]
		switch {
		case ok:
			d.value(value, Join(path, key.Value), v.FieldByIndex(f.index))
		case path == "" && key.Value == "wend":
		default:
			d.unknownKey(key, path, fields.names)
		}
	})
}

func (d *Decoder) unknownKey(key *yaml.Node, path string, names []string) {
	remedy := "known here: " + strings.Join(names, ", ")
	if near := fault.Nearest(key.Value, names); near != "" {
		remedy = fmt.Sprintf("did you mean %q?", near)
	}
	d.Fault(key, Join(path, key.Value), remedy, "unknown key %q", key.Value)
}

// Pairs calls each for every key of the mapping n, in order, and reports a
// repeated key or a node that is no mapping.
func (d *Decoder) Pairs(n *yaml.Node, path string, each func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.Fault(n, path, "a mapping (key: value) belongs here", "found %s", describe(n))
		return
	}
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line, twice := seen[key.Value]; twice {
			d.Fault(key, Join(path, key.Value), "keep one of them", "the key %q stands here a second time (first on line %d)", key.Value, line)
			continue
		}
		seen[key.Value] = key.Line
		each(key, n.Content[i+1])
	}
}

func (d *Decoder) slice(n *yaml.Node, path string, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.Fault(n, path, "a list belongs here: [a, b] or lines that begin with \"- \"", "found %s", describe(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.value(item, Index(path, i), v.Index(i))
	}
}

func (d *Decoder) mapping(n *yaml.Node, path string, v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	d.Pairs(n, path, func(key, value *yaml.Node) {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, Join(path, key.Value), item)
		v.SetMapIndex(reflect.ValueOf(key.Value).Convert(v.Type().Key()), item)
	})
}

// Any decodes n into plain Go values: nil, bool, float64, string, []any and
// map[string]any.
func (d *Decoder) Any(n *yaml.Node, path string) any {
	switch n.Kind {
	case yaml.AliasNode:
		var v any
		d.alias(n, path, reflect.ValueOf(&v).Elem())
		return v
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			list[i] = d.Any(item, Index(path, i))
		}
		return list
	case yaml.MappingNode:
		m := map[string]any{}
		d.Pairs(n, path, func(key, value *yaml.Node) { m[key.Value] = d.Any(value, Join(path, key.Value)) })
		return m
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		if f, ok := number(n); ok {
			return f
		}
	}
	return n.Value
}

func (d *Decoder) scalar(n *yaml.Node, path string, v reflect.Value) {
	if n.Kind != yaml.ScalarNode {
		d.Fault(n, path, "a single "+kindName(v)+" belongs here", "found %s", describe(n))
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.text(n, path, v)
	case reflect.Bool:
		if n.ShortTag() != "!!bool" {
			d.Fault(n, path, "write true or false", "found %s", describe(n))
			return
		}
		v.SetBool(strings.EqualFold(n.Value, "true"))
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(n.Value, 10, 64)
		if err != nil || n.ShortTag() != "!!int" {
			d.Fault(n, path, "a whole number belongs here", "found %s", describe(n))
			return
		}
		v.SetInt(i)
	case reflect.Float64:
		f, ok := number(n)
		if !ok {
			d.Fault(n, path, "a number belongs here", "found %s", describe(n))
			return
		}
		v.SetFloat(f)
	default:
		panic("document: no way to decode into " + v.Type().String())
	}
}

func (d *Decoder) text(n *yaml.Node, path string, v reflect.Value) {
	v.SetString(n.Value)
	enum, ok := v.Interface().(Enum)
	if !ok {
		return
	}
	for _, known := range enum.Values() {
		if n.Value == known {
			return
		}
	}
	remedy := "one of " + strings.Join(enum.Values(), ", ")
	if near := fault.Nearest(n.Value, enum.Values()); near != "" {
		remedy = fmt.Sprintf("did you mean %q? (%s)", near, remedy)
	}
	d.Fault(n, path, remedy, "%q is not known here", n.Value)
	v.SetString("")
}

// number reads a finite number from a node tagged as one.
func number(n *yaml.Node) (float64, bool) {
	if tag := n.ShortTag(); tag != "!!int" && tag != "!!float" {
		return 0, false
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(n.Value, "_", ""), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return 0, false
	}
	return f, true
}

func kindName(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Float64:
		return "number"
	}
	return "text"
}
