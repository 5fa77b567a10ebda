// SPDX-License-Identifier: Apache-2.0

package httpd

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"
)

//go:embed docs.html
var docsPage string

// described is what the page of the API shows of its description.
type described struct {
	Info  struct{ Title, Version, Description string }
	Paths map[string]map[string]describedOperation
}

type describedOperation struct {
	OperationID string `json:"operationId"`
	Summary     string
	Description string
	Tags        []string
	Action      string `json:"x-action"`
	Parameters  []struct {
		Name, In, Description string
		Required              bool
	}
	RequestBody json.RawMessage

	Method, Path string
}

// group is the operations of one resource.
type docsGroup struct {
	Tag        string
	Operations []describedOperation
}

// reference serves the description of the API as one page, made here, so that it
// needs nothing from elsewhere.
func reference(openapi []byte) http.Handler {
	var page bytes.Buffer
	var d described
	err := json.Unmarshal(openapi, &d)
	if err == nil {
		err = template.Must(template.New("docs").Parse(docsPage)).Execute(&page, map[string]any{"Info": d.Info, "Groups": grouped(d)})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err != nil {
			http.Error(w, "the description of the API cannot be shown", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page.Bytes())
	})
}

// grouped lists operations by their tag, in the order of their paths.
func grouped(d described) (out []docsGroup) {
	byTag := map[string][]describedOperation{}
	for path, methods := range d.Paths {
		for method, o := range methods {
			o.Method, o.Path = strings.ToUpper(method), path
			tag := strings.Join(o.Tags, ", ")
			byTag[tag] = append(byTag[tag], o)
		}
	}
	for tag, operations := range byTag {
		slices.SortFunc(operations, func(a, b describedOperation) int {
			if c := strings.Compare(a.Path, b.Path); c != 0 {
				return c
			}
			return strings.Compare(a.Method, b.Method)
		})
		out = append(out, docsGroup{tag, operations})
	}
	slices.SortFunc(out, func(a, b docsGroup) int { return strings.Compare(a.Tag, b.Tag) })
	return out
}
