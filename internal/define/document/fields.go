// SPDX-License-Identifier: Apache-2.0

package document

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// field is one struct field as documents see it.
type field struct {
	name  string
	key   *yaml.Node // the name as a node, which is shared and never changed
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
			f := field{name: name, key: text(name), index: index, flow: strings.Contains(options, "flow")}
			s.list = append(s.list, f)
			s.names = append(s.names, name)
			s.byName[name] = f
		}
	}
}

// zeroer is a type that says itself whether it is empty.
type zeroer interface{ IsZero() bool }

var (
	nodeType      = reflect.TypeFor[*yaml.Node]()
	marshalerType = reflect.TypeFor[Marshaler]()
	zeroerType    = reflect.TypeFor[zeroer]()
)

// traits are what a type can do, so that a value need not be taken out of its
// reflection to be asked.
type traits struct {
	marshals  bool // it is a Marshaler
	tellsZero bool // it is a zeroer
}

var traitSets sync.Map // reflect.Type -> traits; a pure cache

func traitsOf(t reflect.Type) traits {
	if known, ok := traitSets.Load(t); ok {
		return known.(traits)
	}
	of := traits{marshals: t.Implements(marshalerType), tellsZero: t.Implements(zeroerType)}
	traitSets.Store(t, of)
	return of
}
