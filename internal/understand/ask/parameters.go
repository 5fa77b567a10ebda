// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
)

// Parameters are the terms of a question as a request has them, but for those
// that say what is meant where nothing is said. in points to a question.
//
//	&BehindFunnel{…, What: "lost", At: 2}  →  at=2&what=lost
func Parameters(in any) url.Values {
	out := url.Values{}
	for _, p := range parametersOf(in) {
		if !p.usual {
			out[p.name] = p.values
		}
	}
	return out
}

// general are the parameters that say not which number is meant: an answer says of
// itself what they chose, or they choose pages.
var general = []string{"journey", "version", "what", "segment", "channel", "actor", "from", "to", "as_of", "where", "per", "traits", "limit", "after"}

// places are the parameters that say where in an answer a number stands: without
// them, be they as usual or not, nobody knows which is meant.
var places = []string{"at", "level", "count", "later"}

// Particulars says in words what a question asks for beside its general terms. in
// points to the question.
//
//	&BehindFunnel{…, What: "lost", At: 2}  →  at 2
func Particulars(in any) string {
	var words []string
	for _, p := range parametersOf(in) {
		if !slices.Contains(general, p.name) && (!p.usual || slices.Contains(places, p.name)) {
			words = append(words, p.name+" "+strings.Join(p.values, " > "))
		}
	}
	return strings.Join(words, "; ")
}

// parameter is a term of a question.
type parameter struct {
	name   string
	values []string
	usual  bool // it is as it is where nothing is said
}

// parametersOf are those of a question that say anything.
func parametersOf(in any) (out []parameter) {
	v := reflect.ValueOf(in).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		name, _, _ := strings.Cut(f.Tag.Get("query"), ",")
		of := v.FieldByIndex(f.Index)
		usual, has := f.Tag.Lookup("default")
		if name == "" || of.IsZero() && (!has || of.Kind() == reflect.String) {
			continue
		}
		values, list := of.Interface().([]string)
		if !list {
			values = []string{fmt.Sprint(of.Interface())}
		}
		if len(values) > 0 {
			out = append(out, parameter{name, values, has && values[0] == usual})
		}
	}
	return out
}
