// SPDX-License-Identifier: Apache-2.0

package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// schemaName names the schema of a type by its package and its name, as
// FunnelResult, since many rooms have a Result; a generic type is followed by
// those it is made of.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "" || t.PkgPath() == "" {
		return huma.DefaultSchemaNamer(t, hint)
	}
	var out strings.Builder
	for _, part := range strings.FieldsFunc(t.PkgPath()+"."+t.Name(), func(r rune) bool { return strings.ContainsRune("[]*,", r) }) {
		out.WriteString(roomed(part))
	}
	return out.String()
}

// roomed is a type's name behind its package's, as FunnelResult of
// …/funnel.Result. The types of the API itself need no room.
func roomed(qualified string) string {
	path, name, found := strings.Cut(qualified[strings.LastIndexByte(qualified, '/')+1:], ".")
	if !found {
		return title(path)
	}
	if name = title(name); path == "api" || path == "v2" || strings.HasPrefix(strings.ToLower(name), path) {
		return name
	}
	return title(path) + name
}

// describe finishes the description of the API: parameters take their words from
// the help of the commands' flags, and what may be null says so.
func describe(o *huma.OpenAPI) {
	for name, s := range o.Components.Schemas.Map() {
		t := o.Components.Schemas.TypeFromRef("#/components/schemas/" + name)
		if t != nil && t.Kind() == reflect.Struct {
			nullable(s, t)
		}
		if name == "SatisfactionScore" {
			scored(s)
		}
	}
	listed(o)
}

// scored adds what a score writes beside its fields.
func scored(s *huma.Schema) {
	for _, name := range []string{"value", "lo", "hi"} {
		s.Properties[name] = &huma.Schema{AnyOf: []*huma.Schema{{Type: huma.TypeNumber}, {Type: "null"}}}
		s.Required = append(s.Required, name)
	}
	s.Properties["too_few"] = &huma.Schema{Type: huma.TypeBoolean, Description: "There are too few answers for a value."}
}

// nullable tells of fields that are written as null: pointers that are not left
// out.
func nullable(s *huma.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			nullable(s, f.Type)
			continue
		}
		p := s.Properties[name]
		if p == nil || p.Ref == "" || f.Type.Kind() != reflect.Pointer || strings.Contains(rest, "omit") {
			continue
		}
		s.Properties[name] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}}
	}
}

// worded gives parameters the words of the flags that they are.
func worded(params []*huma.Param, t reflect.Type) {
	words := map[string]string{}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("query"), ",")
		if help := f.Tag.Get("help"); name != "" && help != "" {
			words[name] = strings.ReplaceAll(help, "--", "")
		}
	}
	for _, p := range params {
		if p.Description == "" {
			p.Description = words[p.Name]
		}
	}
}
