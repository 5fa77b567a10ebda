// SPDX-License-Identifier: Apache-2.0

// Package api is the HTTP API: one file a resource, each operation typed and
// described in the OpenAPI document that the code makes of itself. It translates
// between requests and the rooms that hold the rules, and holds none of its own.
// Every operation names the action it is, and who may do that is decided in
// people. It may import everything but the stores and the composition root.
package api

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/listen/source"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/monitor/note"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/people/view"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/serve/live"
	"github.com/wendcx/wend/internal/understand/acceptance"
	"github.com/wendcx/wend/internal/understand/ask"
)

// Prefix is where the API lies below the server's address.
const Prefix = "/api/v1"

// Services are the rooms behind the API. For the OpenAPI document alone the zero
// value is enough.
type Services struct {
	Desk      *ask.Desk
	Documents Documents
	Log       EventLog
	Uploads   *upload.Queue
	Catalogue *catalogue.Catalogue
	People    *people.People
	Notes     *note.Notes
	Views     *view.Views
	Sources   *source.Sources
	Accepting *acceptance.Register
	Door      *auth.Door // before who tries passwords and links
	OIDC      *auth.OIDC // nil: there is no issuer to sign in through
	Live      *live.Hub
	Command   Command
	Clock     func() time.Time
	Logger    *slog.Logger
	Closing   <-chan struct{} // closed when the server drains; streams end then
}

// API is the HTTP API on a mux.
type API struct {
	Services
	huma huma.API
}

// New puts the API on a mux.
func New(mux *http.ServeMux, version string, s Services) *API {
	config := huma.DefaultConfig("Wend", version)
	config.Info.Description = "The HTTP API of Wend, a customer journey system."
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", "" // httpd serves them
	config.CreateHooks = nil                                             // no $schema in answers
	config.Transformers = []huma.Transformer{sameProblems, noNulls}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: "wend_session"},
		"token":   {Type: "http", Scheme: "bearer"},
	}
	a := &API{Services: s, huma: humago.New(mux, config)}
	config.Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	a.huma.UseMiddleware(a.guard)
	for _, resource := range a.resources() {
		resource()
	}
	describe(a.huma.OpenAPI())
	return a
}

// resources are all parts of the API, each in a file of its own.
func (a *API) resources() []func() {
	return []func(){
		a.questions,
		a.commands,
		a.discovery,
		a.stream,
		a.events,
		a.customers,
		a.segments,
		a.imports,
		a.quarantine,
		a.counts,
		a.exports,
		a.tables,
		a.journeys,
		a.edits,
		a.versions,
		a.acceptances,
		a.documents,
		a.templates,
		a.drawing,
		a.me,
		a.sessions,
		a.people,
		a.tokens,
		a.audit,
		a.notes,
		a.sources,
		a.views,
	}
}

// OpenAPI returns the description of the API as indented JSON, the same for the
// same code.
func (a *API) OpenAPI() ([]byte, error) {
	return json.MarshalIndent(a.huma.OpenAPI(), "", "  ")
}
