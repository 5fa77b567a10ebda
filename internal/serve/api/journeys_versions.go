// SPDX-License-Identifier: Apache-2.0

package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/people"
)

// DocumentVersion is a version of a document in its history.
type DocumentVersion struct {
	Version int       `json:"version"`
	Digest  string    `json:"digest"`
	Note    string    `json:"note"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

// JourneyChange is one difference between two texts of a journey: what it takes
// to say it in any language, and English words.
type JourneyChange struct {
	Step   journey.StepID     `json:"step,omitempty" doc:"None: the journey itself."`
	Kind   journey.ChangeKind `json:"kind" enum:"added,removed,changed,moved,reordered,renamed" doc:"A step, a field or an item of a list was added or removed; a field was changed; a step was moved to another stage; a list, or a step among others, was reordered; a stage was renamed."`
	Field  string             `json:"field,omitempty" doc:"Of the step or the journey, as edits have it: expected.compare. None: the step or the stage itself."`
	Item   string             `json:"item,omitempty" doc:"Of a list, the sentence that it is about."`
	Part   string             `json:"part,omitempty" doc:"What of that sentence: severity."`
	Before json.RawMessage    `json:"before,omitempty" doc:"What was there, with the keys of the document. Of a step: its title, phase and stage."`
	After  json.RawMessage    `json:"after,omitempty" doc:"What is there now."`
	Behind journey.StepID     `json:"behind,omitempty" doc:"Of a step in another order: the one before it. None: it is the first."`
	Words  string             `json:"words"`
}

type (
	versionsOutput struct {
		Body struct {
			Versions []DocumentVersion `json:"versions" doc:"The latest first."`
		}
	}
	versionOutput struct{ Body DocumentVersion }
	publishInput  struct {
		JourneyPath
		Body struct {
			Revision int64  `json:"revision" doc:"The revision of the draft that one has seen."`
			Note     string `json:"note,omitempty" maxLength:"2000" doc:"What is new, in your own words."`
		}
	}
	discardInput struct {
		JourneyPath
		Body struct {
			Revision int64 `json:"revision" doc:"The revision of the draft that one has seen."`
		}
	}
	restoreInput struct {
		JourneyPath
		Body struct {
			Version  int    `json:"version" minimum:"0" doc:"The version that becomes the draft. 0: take the journey out of the archive as it was."`
			Revision *int64 `json:"revision,omitempty" doc:"The revision of the draft that one has seen; one that has moved on is not replaced."`
		}
	}
	diffInput struct {
		JourneyPath
		From string `query:"from" doc:"A number, draft, or latest. Default: the latest version."`
		To   string `query:"to" default:"draft" doc:"A number, draft, or latest."`
	}
	diffOutput struct {
		Body struct {
			Changes []JourneyChange `json:"changes"`
		}
	}
)

// versions adds the operations on versions of journeys.
func (a *API) versions() {
	register(a, operation{ID: "publishJourney", Method: http.MethodPost, Path: "/journeys/{id}/publish", Summary: "Make the draft the next version", Tag: "Journeys", Action: people.Publish, Status: http.StatusCreated}, a.publishJourney)
	register(a, operation{ID: "discardDraft", Method: http.MethodPost, Path: "/journeys/{id}/discard", Summary: "Throw the draft away", Tag: "Journeys", Action: people.EditJourneys}, func(ctx context.Context, in *discardInput) (*struct{}, error) {
		return nil, a.Catalogue.Discard(ctx, journey.ID(in.ID), author(ctx, ""), in.Body.Revision)
	})
	register(a, operation{ID: "restoreJourney", Method: http.MethodPost, Path: "/journeys/{id}/restore", Summary: "Make a version of before the draft", Tag: "Journeys", Action: people.EditJourneys}, a.restoreJourney)
	register(a, operation{ID: "listVersions", Method: http.MethodGet, Path: "/journeys/{id}/versions", Summary: "The versions of a journey", Tag: "Journeys", Action: people.ReadJourneys}, func(ctx context.Context, in *JourneyPath) (*versionsOutput, error) {
		return a.listVersions(ctx, catalogue.Key{Kind: catalogue.Journeys, ID: in.ID})
	})
	register(a, operation{ID: "diffJourney", Method: http.MethodGet, Path: "/journeys/{id}/diff", Summary: "What changed between two versions, in parts and in words", Tag: "Journeys", Action: people.ReadJourneys}, a.diffJourney)
}

func (a *API) publishJourney(ctx context.Context, in *publishInput) (*versionOutput, error) {
	v, err := a.Catalogue.Publish(ctx, journey.ID(in.ID), author(ctx, ""), in.Body.Revision, in.Body.Note)
	if err != nil {
		return nil, err
	}
	return &versionOutput{versionOf(*v)}, nil
}

func versionOf(v catalogue.Version) DocumentVersion {
	return DocumentVersion{v.Number, v.Digest, v.Note, v.By, v.At}
}

func (a *API) listVersions(ctx context.Context, k catalogue.Key) (*versionsOutput, error) {
	list, err := a.Catalogue.Versions(ctx, k)
	if err != nil {
		return nil, err
	}
	out := &versionsOutput{}
	out.Body.Versions = []DocumentVersion{}
	for _, v := range list {
		out.Body.Versions = append(out.Body.Versions, versionOf(v))
	}
	return out, nil
}

func (a *API) restoreJourney(ctx context.Context, in *restoreInput) (*journeyOutput, error) {
	id := journey.ID(in.ID)
	if _, err := a.Catalogue.Restore(ctx, id, author(ctx, ""), in.Body.Version, in.Body.Revision); err != nil {
		return nil, err
	}
	return a.readJourney(ctx, &readJourneyInput{JourneyPath: in.JourneyPath, Version: string(catalogue.DraftText)})
}

func (a *API) diffJourney(ctx context.Context, in *diffInput) (*diffOutput, error) {
	changes, err := a.Catalogue.Diff(ctx, journey.ID(in.ID), catalogue.Which(in.From), catalogue.Which(in.To))
	if err != nil {
		return nil, err
	}
	out := &diffOutput{}
	out.Body.Changes = []JourneyChange{}
	for _, c := range changes {
		out.Body.Changes = append(out.Body.Changes, JourneyChange(c))
	}
	return out, nil
}
