// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/people"
)

// Document is a document around the journeys: a segment, a persona, a channel …
type Document struct {
	Kind    string    `json:"kind"`
	ID      string    `json:"id"`
	Version int       `json:"version"`
	ETag    string    `json:"etag"`
	Title   string    `json:"title"`
	Value   Tree      `json:"value"`
	YAML    string    `json:"yaml"`
	Faults  []Fault   `json:"faults" doc:"What is wrong with it now, as a reference to something that is gone."`
	By      string    `json:"by,omitempty"`
	At      time.Time `json:"at"`
}

// KindPath names a kind of documents.
type KindPath struct {
	Kind string `path:"kind" enum:"segments,personas,touchpoints,channels,calendars,lifecycle,mappings"`
}

// DocumentPath names a document.
type DocumentPath struct {
	KindPath
	ID string `path:"id"`
}

type (
	documentsOutput struct {
		Body struct {
			Documents []Document `json:"documents" doc:"By id."`
		}
	}
	documentOutput struct {
		ETag string `header:"ETag"`
		Body Document
	}
	readDocumentInput struct {
		DocumentPath
		IfNoneMatch string `header:"If-None-Match"`
	}
	saveDocumentInput struct {
		DocumentPath
		Body struct {
			YAML  string `json:"yaml,omitempty" doc:"The document."`
			Value any    `json:"value,omitempty" doc:"Instead of a document: what it should say. Comments of the document before are kept."`
			ETag  string `json:"etag,omitempty" doc:"Of the version it was made from; none: it is new."`
		}
	}
	removeDocumentInput struct {
		DocumentPath
		ETag string `query:"etag" doc:"Of the version one has seen."`
	}
	validateInput struct {
		Body struct {
			YAML string `json:"yaml"`
		}
	}
	validateOutput struct {
		Body struct {
			Faults []Fault `json:"faults" doc:"By line and column; warnings too."`
		}
	}
)

func (p DocumentPath) key() catalogue.Key {
	return catalogue.Key{Kind: catalogue.Kind(p.Kind), ID: p.ID}
}

// documents adds the operations on the documents around the journeys.
func (a *API) documents() {
	const tag = "Documents"
	register(a, operation{ID: "listDocuments", Method: http.MethodGet, Path: "/documents/{kind}", Summary: "The segments, personas, channels and so on", Tag: tag, Action: people.ReadJourneys}, a.listDocuments)
	register(a, operation{ID: "readDocument", Method: http.MethodGet, Path: "/documents/{kind}/{id}", Summary: "One of them", Tag: tag, Action: people.ReadJourneys}, a.readDocument)
	register(a, operation{ID: "listDocumentVersions", Method: http.MethodGet, Path: "/documents/{kind}/{id}/versions", Summary: "Its versions", Tag: tag, Action: people.ReadJourneys}, func(ctx context.Context, in *DocumentPath) (*versionsOutput, error) {
		return a.listVersions(ctx, in.key())
	})
	register(a, operation{ID: "saveDocument", Method: http.MethodPut, Path: "/documents/{kind}/{id}", Summary: "Save it as its next version, or make it", Tag: tag, Action: people.EditDocuments, MaxBody: maxDocument}, a.saveDocument)
	register(a, operation{ID: "removeDocument", Method: http.MethodDelete, Path: "/documents/{kind}/{id}", Summary: "Remove it, if nothing uses it", Tag: tag, Action: people.EditDocuments}, func(ctx context.Context, in *removeDocumentInput) (*struct{}, error) {
		return nil, a.Catalogue.Remove(ctx, in.key(), author(ctx, ""), in.ETag)
	})
	register(a, operation{ID: "validate", Method: http.MethodPost, Path: "/validate", Summary: "Find what is wrong with a document, without keeping it", Tag: tag, Action: people.ReadJourneys, MaxBody: maxDocument}, func(_ context.Context, in *validateInput) (*validateOutput, error) {
		out := &validateOutput{}
		out.Body.Faults = faultsOf(a.Catalogue.Validate([]byte(in.Body.YAML)))
		return out, nil
	})
}

func (a *API) listDocuments(_ context.Context, in *KindPath) (*documentsOutput, error) {
	items, err := a.Catalogue.Items(catalogue.Kind(in.Kind))
	out := &documentsOutput{}
	out.Body.Documents = []Document{}
	for i := range items {
		out.Body.Documents = append(out.Body.Documents, documentOf(&items[i]))
	}
	return out, err
}

func documentOf(i *catalogue.Item) Document {
	return Document{string(i.Kind), i.ID, i.Version, i.ETag, i.Title, Tree{i.Value}, string(i.Text), faultsOf(i.Faults), i.By, i.At}
}

func (a *API) readDocument(_ context.Context, in *readDocumentInput) (*documentOutput, error) {
	item, err := a.Catalogue.Item(in.key())
	if err != nil {
		return nil, err
	}
	if matches(in.IfNoneMatch, item.ETag) {
		return nil, unchanged(item.ETag)
	}
	return &documentOutput{quoted(item.ETag), documentOf(item)}, nil
}

func (a *API) saveDocument(ctx context.Context, in *saveDocumentInput) (*documentOutput, error) {
	item, err := a.Catalogue.Save(ctx, in.key(), author(ctx, ""), catalogue.Text{YAML: []byte(in.Body.YAML), Value: in.Body.Value}, in.Body.ETag)
	if err != nil {
		return nil, inBody(err)
	}
	return &documentOutput{quoted(item.ETag), documentOf(item)}, nil
}
