// SPDX-License-Identifier: Apache-2.0

package document

import (
	"reflect"
	"strings"
	"sync"
)

// field is one struct field as documents see it.
type field struct {
	name  string
	index []int
	flow  bool // written on one line, as in {channel: web}
}

// fieldSet lists the fields of a struct in order of declaration.
type fieldSet struct {
	list   []field
	names  []string
	byName map[string]field
}

var fieldSets sync.Map // reflect.Type -> *fieldSet; a pure cache

// fieldsOf reads the yaml tags of a struct type. Embedded structs without a
// tag give their fields to the outer one. A field without a tag is left out.
func fieldsOf(t reflect.Type) *fieldSet {
	if s, ok := fieldSets.Load(t); ok {
		return s.(*fieldSet)
	}
	s := &fieldSet{byName: map[string]field{}}
	for _, sf := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(sf.Tag.Get("yaml"), ",")
		if name == "" || name == "-" {
			continue
		}
		f := field{name: name, index: sf.Index, flow: strings.Contains(options, "flow")}
		s.list = append(s.list, f)
		s.names = append(s.names, name)
		s.byName[name] = f
	}
	fieldSets.Store(t, s)
	return s
}
