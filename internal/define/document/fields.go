// SPDX-License-Identifier: Apache-2.0

package document

import (
	"reflect"
	"slices"
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

// fieldsOf reads the yaml tags of a struct type. The fields of an embedded
// struct count as the outer one's. A field without a tag is left out.
func fieldsOf(t reflect.Type) *fieldSet {
	if s, ok := fieldSets.Load(t); ok {
		return s.(*fieldSet)
	}
	s := &fieldSet{byName: map[string]field{}}
	s.collect(t, nil)
	fieldSets.Store(t, s)
	return s
}

func (s *fieldSet) collect(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(slices.Clone(prefix), i)
		name, options, _ := strings.Cut(sf.Tag.Get("yaml"), ",")
		switch {
		case sf.Anonymous && strings.Contains(options, "inline"):
			s.collect(sf.Type, index)
		case name != "" && name != "-":
			f := field{name: name, index: index, flow: strings.Contains(options, "flow")}
			s.list = append(s.list, f)
			s.names = append(s.names, name)
			s.byName[name] = f
		}
	}
}
