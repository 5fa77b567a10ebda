// SPDX-License-Identifier: Apache-2.0

package document

import (
	"path"
	"reflect"

	"github.com/invopop/jsonschema"
)

// Schema returns the JSON Schema (2020-12) of documents of the given kind, as
// in "journey/v1", that decode into v, a pointer to a struct. Enums, types with a JSONSchema method
// and the top key "wend" are included; unknown keys are refused, as Decode
// refuses them.
func Schema(kind, title string, v any) *jsonschema.Schema {
	s := reflector().Reflect(v)
	s.Title = title
	top := s.Definitions[schemaName(reflect.TypeOf(v).Elem())]
	wend := &jsonschema.Schema{Const: kind, Description: "What this document is."}
	top.Properties.Set("wend", wend)
	if err := top.Properties.MoveToFront("wend"); err != nil {
		panic(err) // it was set on the line above
	}
	top.Required = append([]string{"wend"}, top.Required...)
	return s
}

// SchemaOf returns the schema of a part, without a version or definitions of
// its own.
func SchemaOf(v any) *jsonschema.Schema {
	r := reflector()
	r.DoNotReference = true
	s := r.Reflect(v)
	s.Version, s.ID = "", ""
	return s
}

// OneOf returns the schema of a value that may take several forms.
func OneOf(forms ...*jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{OneOf: forms}
}

func reflector() *jsonschema.Reflector {
	return &jsonschema.Reflector{
		Anonymous:                  true,
		FieldNameTag:               "yaml",
		RequiredFromJSONSchemaTags: true,
		Mapper:                     enumSchema,
		Namer:                      schemaName,
	}
}

// schemaName tells types of one name in several packages apart.
func schemaName(t reflect.Type) string {
	if t.Name() == "" {
		return ""
	}
	return path.Base(t.PkgPath()) + "." + t.Name()
}

// enumSchema maps string types with a closed list of values.
func enumSchema(t reflect.Type) *jsonschema.Schema {
	enum, ok := reflect.Zero(t).Interface().(Enum)
	if !ok || t.Kind() != reflect.String {
		return nil
	}
	s := &jsonschema.Schema{Type: "string"}
	for _, v := range enum.Values() {
		s.Enum = append(s.Enum, v)
	}
	return s
}
