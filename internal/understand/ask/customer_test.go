// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"encoding/json"
	"testing"
)

func TestCalled(t *testing.T) {
	for traits, want := range map[string][2]string{
		`{"name":"Erika Mustermann","email":"e@example.com"}`:     {"Erika Mustermann", "e@example.com"},
		`{"first_name":"Erika","lastName":"Mustermann"}`:          {"Erika Mustermann", ""},
		`{"surname":"Mustermann","E-Mail":"e@example.com"}`:       {"Mustermann", "e@example.com"},
		`{"Full Name":"Erika","name":42,"mail":["a"],"plan":"x"}`: {"Erika", ""},
		`{}`: {}, ``: {}, `[1]`: {},
	} {
		if name, email := called(json.RawMessage(traits)); name != want[0] || email != want[1] {
			t.Errorf("%s: %q %q", traits, name, email)
		}
	}
}

func TestPlacesReadBack(t *testing.T) {
	p := &place{start: -5, customer: 7, iteration: 2}
	if q, err := parsePlace(p.String()); err != nil || *q != *p {
		t.Errorf("%+v %v", q, err)
	}
	m := &mark{time: 1, seq: -3, key: 1<<64 - 1}
	if n, err := parseMark(m.String()); err != nil || *n != *m {
		t.Errorf("%+v %v", n, err)
	}
	for _, bad := range []string{"1.2", "x", "1.2.x"} {
		if _, err := parsePlace(bad); err == nil {
			t.Errorf("%q is a place", bad)
		}
		if _, err := parseMark(bad); err == nil {
			t.Errorf("%q is a mark", bad)
		}
	}
}
