// SPDX-License-Identifier: Apache-2.0

package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type leaf struct {
	Numbers []float64      `json:"numbers"`
	Left    []string       `json:"left,omitempty"`
	Hidden  []string       `json:"-"`
	Bytes   []byte         `json:"bytes"`
	By      map[string]int `json:"by"`
	At      time.Time      `json:"at"`
	Down    *leaf          `json:"down"`
	private []string
}

type inner struct {
	Leaves []*leaf           `json:"leaves"`
	Each   map[string][]leaf `json:"each"`
}

type outer struct {
	inner
	Any  any              `json:"any"`
	Raw  json.RawMessage  `json:"raw"`
	Pair [2][]string      `json:"pair"`
	Rows []map[string]any `json:"rows"`
}

// What an answer has no list for is written as an empty one, however deep it
// stands, and the answer itself, which others may hold, stays as it is.
func TestListsAreNeverNull(t *testing.T) {
	shared := &leaf{private: []string{"x"}}
	answer := &outer{
		inner: inner{Leaves: []*leaf{shared, {Numbers: []float64{1}, Down: &leaf{}}}, Each: map[string][]leaf{"a": nil, "b": {{}}}},
		Any:   leaf{}, Rows: []map[string]any{{"list": []string(nil), "n": nil}},
	}
	text, err := json.Marshal(filled(answer))
	if err != nil {
		t.Fatal(err)
	}
	const none = `{"numbers":[],"bytes":null,"by":{},"at":"0001-01-01T00:00:00Z","down":null}`
	want := `{"leaves":[` + none + `,` + strings.Replace(strings.Replace(none, "[]", "[1]", 1), `"down":null`, `"down":`+none, 1) +
		`],"each":{"a":[],"b":[` + none + `]},"any":` + none + `,"raw":null,"pair":[[],[]],"rows":[{"list":[],"n":null}]}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	if shared.Numbers != nil || shared.By != nil || answer.Leaves[0] != shared || answer.Each["a"] != nil || answer.Pair[0] != nil || answer.Rows[0]["list"].([]string) != nil {
		t.Errorf("the answer was changed: %+v", answer)
	}
	whole := &leaf{Numbers: []float64{1}, By: map[string]int{}}
	if filled(whole) != any(whole) || filled(nil) != nil {
		t.Error("what lacks nothing is copied")
	}
}

// The description says the same of every list there is.
func TestNoListIsDescribedAsNull(t *testing.T) {
	text, err := New(http.NewServeMux(), "test", Services{}).OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	lists := 0
	var look func(at string, x any)
	look = func(at string, x any) {
		switch x := x.(type) {
		case map[string]any:
			if kinds, ok := x["type"].([]any); ok && kinds[0] == "array" {
				t.Errorf("%s is described as a list or null", at)
			}
			if x["type"] == "array" {
				lists++
			}
			for name, one := range x {
				look(at+"/"+name, one)
			}
		case []any:
			for _, one := range x {
				look(at, one)
			}
		}
	}
	look("", doc)
	if lists < 100 {
		t.Errorf("only %d lists", lists)
	}
}
