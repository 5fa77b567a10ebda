// SPDX-License-Identifier: Apache-2.0

package api

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

// A list or a map in an answer is never null: where there is nothing it is empty.
// This file makes the answers so, and says so in the description.

// noNulls is a transformer of answers.
func noNulls(_ huma.Context, _ string, answer any) (any, error) { return filled(answer), nil }

// filled is an answer with empty lists and maps where it has nil ones. An answer may be
// shared with others who ask the same: what has to change is a copy.
func filled(answer any) any {
	v := reflect.ValueOf(answer)
	if !lacks(v) {
		return answer
	}
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	fill(out)
	return out.Interface()
}

// lacks tells whether a nil list or map is written somewhere in v.
func lacks(v reflect.Value) bool {
	if !v.IsValid() || !mayLack(v.Type()) {
		return false
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return lacks(v.Elem())
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() {
			return true
		}
		for i := range v.Len() {
			if lacks(v.Index(i)) {
				return true
			}
		}
	case reflect.Map:
		if v.IsNil() {
			return true
		}
		for each := v.MapRange(); each.Next(); {
			if lacks(each.Value()) {
				return true
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if isWritten(v.Type().Field(i), v.Field(i)) && lacks(v.Field(i)) {
				return true
			}
		}
	}
	return false
}

// fill puts empty lists and maps into v, which can be set and is nobody else's; what it
// refers to is copied first.
func fill(v reflect.Value) {
	if !lacks(v) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		anew := reflect.New(v.Type().Elem())
		anew.Elem().Set(v.Elem())
		fill(anew.Elem())
		v.Set(anew)
	case reflect.Interface:
		anew := reflect.New(v.Elem().Type()).Elem()
		anew.Set(v.Elem())
		fill(anew)
		v.Set(anew)
	case reflect.Slice:
		anew := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(anew, v)
		for i := range anew.Len() {
			fill(anew.Index(i))
		}
		v.Set(anew)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Map:
		anew := reflect.MakeMapWithSize(v.Type(), v.Len())
		for each := v.MapRange(); each.Next(); {
			one := reflect.New(v.Type().Elem()).Elem()
			one.Set(each.Value())
			fill(one)
			anew.SetMapIndex(each.Key(), one)
		}
		v.Set(anew)
	case reflect.Struct:
		for i := range v.NumField() {
			if isWritten(v.Type().Field(i), v.Field(i)) {
				fill(v.Field(i))
			}
		}
	}
}

// isWritten tells whether a field of a struct stands in its JSON.
func isWritten(f reflect.StructField, v reflect.Value) bool {
	if !f.IsExported() && (!f.Anonymous || f.Type.Kind() != reflect.Struct) {
		return false
	}
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return (name != "-" || options != "") && (!strings.Contains(options, "omit") || !v.IsZero())
}

// able remembers of types whether they may lack something.
var able sync.Map // of reflect.Type → bool

// mayLack tells whether values of a type may hold a list or a map, so that long
// lists of numbers need not be looked through. What writes itself is its own business.
func mayLack(t reflect.Type) bool {
	if known, ok := able.Load(t); ok {
		return known.(bool)
	}
	may := mayLackAt(t, map[reflect.Type]bool{})
	able.Store(t, may)
	return may
}

func mayLackAt(t reflect.Type, above map[reflect.Type]bool) bool {
	if writesItself(t) || above[t] {
		return false
	}
	above[t] = true
	defer delete(above, t)
	switch t.Kind() {
	case reflect.Interface, reflect.Map:
		return true
	case reflect.Slice:
		return t.Elem().Kind() != reflect.Uint8 // bytes are written as text
	case reflect.Pointer, reflect.Array:
		return mayLackAt(t.Elem(), above)
	case reflect.Struct:
		for i := range t.NumField() {
			if mayLackAt(t.Field(i).Type, above) {
				return true
			}
		}
	}
	return false
}

var (
	jsonWriter = reflect.TypeFor[json.Marshaler]()
	textWriter = reflect.TypeFor[encoding.TextMarshaler]()
)

// writesItself tells whether a type has a way of its own to be written.
func writesItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return t.Kind() != reflect.Interface && (t.Implements(jsonWriter) || t.Implements(textWriter) || p.Implements(jsonWriter) || p.Implements(textWriter))
}

// listed says of every list in the description that it is never null.
func listed(o *huma.OpenAPI) {
	for _, s := range o.Components.Schemas.Map() {
		neverNull(s)
	}
	for _, path := range o.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post, path.Put, path.Patch, path.Delete} {
			if op == nil {
				continue
			}
			for _, p := range op.Parameters {
				neverNull(p.Schema)
			}
		}
	}
}

func neverNull(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
	}
	neverNull(s.Items)
	for _, p := range s.Properties {
		neverNull(p)
	}
	for _, p := range s.AnyOf {
		neverNull(p)
	}
	if of, ok := s.AdditionalProperties.(*huma.Schema); ok {
		neverNull(of)
	}
}
