// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
)

// Tree is a document as JSON, with the document's own keys.
type Tree struct{ json.RawMessage }

// Schema says that its form is told elsewhere: by the JSON Schema of documents.
func (Tree) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "The document with its own keys, as its JSON Schema says."}
}

// JourneySummary is a journey in the list of journeys.
type JourneySummary struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Goal      string         `json:"goal,omitempty"`
	State     string         `json:"state" enum:"as-is,to-be,ideal"`
	Improves  string         `json:"improves,omitempty" doc:"Of a to-be journey: the one it improves."`
	Status    string         `json:"status" enum:"draft,in-review,published,archived"`
	Owner     string         `json:"owner,omitempty"`
	Version   int            `json:"version" doc:"The latest; 0: never published."`
	Digest    string         `json:"digest"`
	UpdatedAt time.Time      `json:"updated_at"`
	Stale     bool           `json:"stale" doc:"Nobody has looked at it for longer than it says."`
	Steps     int            `json:"steps"`
	Errors    int            `json:"errors" doc:"What is wrong with it, without warnings."`
	Phases    []JourneyPhase `json:"phases" doc:"Before, during, after."`
	Draft     *JourneyDraft  `json:"draft" doc:"null: nobody has begun one."`
}

// JourneyPhase is a phase with its stages.
type JourneyPhase struct {
	Phase  string         `json:"phase" enum:"before,during,after"`
	Stages []JourneyStage `json:"stages"`
}

// JourneyStage is a stage with the number of its steps.
type JourneyStage struct {
	Title string `json:"title"`
	Steps int    `json:"steps"`
}

// JourneyDraft is what is known of a draft.
type JourneyDraft struct {
	Revision int64     `json:"revision"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Changes  int       `json:"changes" doc:"Against the latest version; 0 where there is none."`
}

// JourneyText is one text of a journey: a version, or the draft.
type JourneyText struct {
	ID       string    `json:"id"`
	Version  int       `json:"version" doc:"Its number; of a draft the version it began from; 0: none."`
	Latest   int       `json:"latest" doc:"The latest version of the journey; 0: never published."`
	Revision int64     `json:"revision" doc:"Counts every change of the journey."`
	Draft    bool      `json:"draft" doc:"Whether this is the draft."`
	Archived bool      `json:"archived"`
	Digest   string    `json:"digest" doc:"Of what it says."`
	Note     string    `json:"note,omitempty" doc:"What is new in the version, in its author's words."`
	By       string    `json:"by,omitempty"`
	At       time.Time `json:"at"`
	Journey  Tree      `json:"journey"`
	Faults   []Fault   `json:"faults" doc:"What is wrong with it, warnings too."`
	ETag     string    `json:"etag"`
}

// Brought is a document that came along with a template, or was there already.
type Brought struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Title string `json:"title"`
	How   string `json:"how" enum:"added,shared,kept,as-draft" doc:"added: it is new here; shared: it was here, the same; kept: another of this id was here, and stays as it is."`
}

// JourneyPath names a journey.
type JourneyPath struct {
	ID string `path:"id" example:"buy-online"`
}

type (
	listJourneysInput struct {
		Archived bool `query:"archived" doc:"The archive instead."`
	}
	listJourneysOutput struct {
		Body struct {
			Journeys []JourneySummary `json:"journeys" doc:"By id."`
		}
	}
	readJourneyInput struct {
		JourneyPath
		Version     string `query:"version" doc:"A number, draft, or latest. Default: the latest version, else the draft. draft is the latest version where nobody has begun one."`
		IfNoneMatch string `header:"If-None-Match"`
	}
	journeyOutput struct {
		ETag string `header:"ETag"`
		Body JourneyText
	}
	makeJourneyInput struct {
		Body struct {
			Template string `json:"template,omitempty" doc:"Begin with this template."`
			YAML     string `json:"yaml,omitempty" doc:"Begin with this document."`
			Improves string `json:"improves,omitempty" doc:"Begin with a copy of this journey, to design what it should become."`
			ID       string `json:"id,omitempty" doc:"Default: made from the title."`
			Title    string `json:"title,omitempty" maxLength:"300"`
		}
	}
	madeJourneyOutput struct {
		ETag string `header:"ETag"`
		Body MadeJourney
	}
	journeyDocumentOutput struct {
		ContentType string `header:"Content-Type"`
		ETag        string `header:"ETag"`
		Body        []byte
	}
	putJourneyInput struct {
		JourneyPath
		Body struct {
			YAML     string `json:"yaml"`
			Revision *int64 `json:"revision,omitempty" doc:"The revision it was made from; 0: there is no such journey yet."`
			Digest   string `json:"digest,omitempty" doc:"Instead of a revision: the digest of what it was made from."`
		}
	}
)

// MadeJourney is a new journey, with what came along.
type MadeJourney struct {
	JourneyText
	Brought []Brought `json:"brought"`
}

// maxDocument is how large a document may be that is sent, in bytes.
const maxDocument = 4 << 20

// journeys adds the operations on journeys as a whole.
func (a *API) journeys() {
	register(a, operation{ID: "listJourneys", Method: http.MethodGet, Path: "/journeys", Summary: "The journeys", Tag: "Journeys", Action: people.ReadJourneys}, a.listJourneys)
	register(a, operation{ID: "makeJourney", Method: http.MethodPost, Path: "/journeys", Summary: "Make a journey: empty, from a template, from a document, or to improve another", Tag: "Journeys", Action: people.EditJourneys, Status: http.StatusCreated, MaxBody: maxDocument}, a.makeJourney)
	register(a, operation{ID: "readJourney", Method: http.MethodGet, Path: "/journeys/{id}", Summary: "A journey, in its latest version or another text", Tag: "Journeys", Action: people.ReadJourneys}, a.readJourney)
	register(a, operation{ID: "readJourneyDocument", Method: http.MethodGet, Path: "/journeys/{id}/document", Summary: "A journey's document, as YAML", Tag: "Journeys", Action: people.ReadJourneys}, a.readJourneyDocument)
	a.huma.OpenAPI().Paths[Prefix+"/journeys/{id}/document"].Get.Responses["200"].Content = map[string]*huma.MediaType{"application/yaml": {}}
	register(a, operation{ID: "putJourneyDocument", Method: http.MethodPut, Path: "/journeys/{id}/document", Summary: "Make a document the draft of a journey", Tag: "Journeys", Action: people.EditJourneys, MaxBody: maxDocument}, a.putJourneyDocument)
	register(a, operation{ID: "archiveJourney", Method: http.MethodDelete, Path: "/journeys/{id}", Summary: "Put a journey into the archive", Tag: "Journeys", Action: people.Archive}, func(ctx context.Context, in *JourneyPath) (*struct{}, error) {
		return nil, a.Catalogue.Archive(ctx, journey.ID(in.ID), author(ctx, ""))
	})
}

// author is who makes a request, as the catalogue notes it.
func author(ctx context.Context, client string) catalogue.Author {
	who := auth.From(ctx)
	name := who.Name
	if name == "" {
		name = who.Email
	}
	return catalogue.Author{Person: string(who.Person), Name: name, From: who.From, Client: client}
}

func (a *API) listJourneys(_ context.Context, in *listJourneysInput) (*listJourneysOutput, error) {
	out := &listJourneysOutput{}
	out.Body.Journeys = []JourneySummary{}
	for _, s := range a.Catalogue.List(in.Archived) {
		out.Body.Journeys = append(out.Body.Journeys, summaryOf(s))
	}
	return out, nil
}

func summaryOf(s catalogue.Summary) JourneySummary {
	out := JourneySummary{
		ID: string(s.ID), Title: s.Title, Goal: s.Goal, State: string(s.State), Improves: string(s.Improves), Status: string(s.Status), Owner: s.Owner,
		Version: s.Version, Digest: s.Digest, UpdatedAt: s.Updated, Stale: s.Stale, Steps: s.Steps, Errors: s.Errors,
	}
	for _, p := range s.Phases {
		phase := JourneyPhase{Phase: string(p.Phase), Stages: []JourneyStage{}}
		for _, st := range p.Stages {
			phase.Stages = append(phase.Stages, JourneyStage{st.Title, st.Steps})
		}
		out.Phases = append(out.Phases, phase)
	}
	if d := s.Draft; d != nil {
		out.Draft = &JourneyDraft{d.Revision, d.By, d.At, d.Changes}
	}
	return out
}

func (a *API) readJourney(ctx context.Context, in *readJourneyInput) (*journeyOutput, error) {
	v, err := a.Catalogue.View(ctx, journey.ID(in.ID), catalogue.Which(in.Version))
	if err != nil {
		return nil, err
	}
	if matches(in.IfNoneMatch, v.ETag) {
		return nil, unchanged(v.ETag)
	}
	text, err := textOf(v)
	return &journeyOutput{quoted(v.ETag), text}, err
}

// textOf is a view as the API tells it.
func textOf(v *catalogue.View) (JourneyText, error) {
	tree, err := v.Journey.MarshalJSON()
	return JourneyText{
		ID: string(v.Journey.ID), Version: v.Version, Latest: v.Latest, Revision: v.Revision, Draft: v.Draft, Archived: v.Archived, Digest: v.Digest,
		Note: v.Note, By: v.By, At: v.At, Journey: Tree{tree}, Faults: faultsOf(v.Faults), ETag: v.ETag,
	}, err
}

// quoted is an entity tag as a header has it.
func quoted(etag string) string { return `"` + etag + `"` }

// matches reports whether a header names an entity tag. One that was weakened on
// the way, by compression, counts.
func matches(header, etag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if strings.Trim(strings.TrimPrefix(strings.TrimSpace(part), "W/"), `"`) == etag {
			return true
		}
	}
	return false
}

// unchanged answers that the caller has it already.
func unchanged(etag string) error {
	return huma.ErrorWithHeaders(huma.Status304NotModified(), http.Header{"ETag": {quoted(etag)}})
}

func (a *API) makeJourney(ctx context.Context, in *makeJourneyInput) (*madeJourneyOutput, error) {
	b := in.Body
	var v *catalogue.View
	var brought []catalogue.Brought
	var err error
	if b.Improves != "" {
		v, err = a.Catalogue.ToBe(ctx, journey.ID(b.Improves), author(ctx, ""), journey.ID(b.ID), b.Title)
	} else {
		v, brought, err = a.Catalogue.Create(ctx, author(ctx, ""), catalogue.New{ID: journey.ID(b.ID), Title: b.Title, Template: b.Template, Text: []byte(b.YAML)})
	}
	if err != nil {
		return nil, inBody(err)
	}
	text, err := textOf(v)
	out := &madeJourneyOutput{quoted(v.ETag), MadeJourney{text, []Brought{}}}
	for _, one := range brought {
		out.Body.Brought = append(out.Body.Brought, Brought{string(one.Kind), one.ID, one.Title, string(one.How)})
	}
	return out, err
}

func (a *API) readJourneyDocument(ctx context.Context, in *readJourneyInput) (*journeyDocumentOutput, error) {
	v, err := a.Catalogue.View(ctx, journey.ID(in.ID), catalogue.Which(in.Version))
	if err != nil {
		return nil, err
	}
	if matches(in.IfNoneMatch, v.ETag) {
		return nil, unchanged(v.ETag)
	}
	return &journeyDocumentOutput{"application/yaml; charset=utf-8", quoted(v.ETag), v.Text()}, nil
}

func (a *API) putJourneyDocument(ctx context.Context, in *putJourneyInput) (*journeyOutput, error) {
	expect := catalogue.Expect{Revision: in.Body.Revision, Digest: in.Body.Digest}
	v, err := a.Catalogue.Put(ctx, journey.ID(in.ID), author(ctx, ""), []byte(in.Body.YAML), expect)
	if err != nil {
		return nil, err
	}
	text, err := textOf(v)
	return &journeyOutput{quoted(v.ETag), text}, err
}
