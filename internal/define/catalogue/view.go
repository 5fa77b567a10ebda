// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

// Which names a text of a journey: a version's number, DraftText or Latest.
type Which string

// Which text, beside the numbers.
const (
	Latest    Which = ""      // the latest version; the draft of a journey that has none
	DraftText Which = "draft" // the draft; the latest version where nobody has begun one
)

// View is one text of a journey, read.
type View struct {
	Journey  *journey.Journey
	Document *document.Document
	Faults   fault.List // errors and warnings
	Digest   string     // of what it says
	ETag     string     // changes whenever any of this does

	Version  int   // of the text; of a draft the version it began from; 0: none
	Latest   int   // the latest version, 0 for none
	Revision int64 // of the journey
	Draft    bool  // whether this is a draft
	Note     string
	By       string
	At       time.Time
	Archived bool
}

// Text is the document of the text.
func (v *View) Text() []byte {
	if v.Document == nil {
		return nil
	}
	return v.Document.Source()
}

// View returns one text of a journey.
func (c *Catalogue) View(ctx context.Context, id journey.ID, which Which) (*View, error) {
	s := c.current.Load()
	r, err := s.journey(id)
	if err != nil {
		return nil, err
	}
	o, v, err := c.open(ctx, s, r, which)
	if err != nil {
		return nil, err
	}
	view := &View{Journey: o.journey, Document: o.doc, Faults: o.faults, Digest: o.digest(), Latest: r.version(), Revision: r.Revision, Archived: !r.Archived.IsZero()}
	if v == nil {
		view.Draft, view.Version, view.By, view.At = true, r.Draft.Base, r.Draft.By, r.Draft.At
	} else {
		view.Version, view.Note, view.By, view.At = v.Number, v.Note, v.By, v.At
	}
	view.ETag = fmt.Sprintf("%d-%d-%t-%s", view.Version, r.Revision, view.Draft, s.library.sum)
	return view, nil
}

// Documents returns a journey with the workspace around it, which is what
// questions are asked of; one with errors is refused with what is wrong. version
// is a number, "draft", or "" for the latest.
func (c *Catalogue) Documents(ctx context.Context, id, version string) (*workspace.Documents, error) {
	docs, err := c.Around(ctx, journey.ID(id), Which(version))
	if err == nil && docs.Faults.Err() != nil {
		return nil, docs.Faults.Errors()
	}
	return docs, err
}

// Around returns a text of a journey with the workspace around it, errors in it
// or not.
func (c *Catalogue) Around(ctx context.Context, id journey.ID, which Which) (*workspace.Documents, error) {
	s := c.current.Load()
	r, err := s.journey(id)
	if err != nil {
		return nil, err
	}
	o, v, err := c.open(ctx, s, r, which)
	if err != nil {
		return nil, err
	}
	out := &workspace.Documents{Workspace: s.library.Workspace, Faults: o.faults}
	out.Files = []workspace.File{{Journey: o.journey, Document: o.doc}}
	if v != nil {
		out.Files[0].Version = v.Number
	}
	out.Journeys = map[journey.ID]*journey.Journey{}
	for _, other := range s.journeys() {
		read, _ := s.library.head(other)
		out.Journeys[read.journey.ID] = read.journey
	}
	out.Journeys[o.journey.ID] = o.journey
	return out, nil
}

// Workspace returns what journeys refer to, and every journey's latest version.
func (c *Catalogue) Workspace() *journey.Workspace {
	s := c.current.Load()
	w := s.library.Workspace
	w.Journeys = map[journey.ID]*journey.Journey{}
	for _, r := range s.journeys() {
		o, _ := s.library.head(r)
		w.Journeys[o.journey.ID] = o.journey
	}
	return &w
}

// journey finds the record of a journey, archived ones too.
func (s *state) journey(id journey.ID) (Record, error) {
	r := s.records[Key{Journeys, string(id)}]
	if r.Revision == 0 {
		return r, s.noJourney(id)
	}
	return r, nil
}

func (s *state) noJourney(id journey.ID) error {
	f := fault.New(fault.NotFound, "there is no journey %q", id)
	var known []string
	for _, r := range s.journeys() {
		known = append(known, r.ID)
	}
	if near := fault.Nearest(string(id), known); near != "" {
		return f.WithRemedy("did you mean %q?", near)
	}
	return f.WithRemedy("look at the list of journeys")
}

// open reads the text that is asked for; the version is nil for a draft.
func (c *Catalogue) open(ctx context.Context, s *state, r Record, which Which) (*opened, *Version, error) {
	switch {
	case which == DraftText && r.Draft != nil, which == Latest && r.Latest == nil, which == "latest" && r.Latest == nil:
		return s.library.draft(r), nil, nil
	case which == DraftText, which == Latest, which == "latest":
		return s.library.version(r.Key, r.Latest), r.Latest, nil
	}
	n, err := strconv.Atoi(strings.TrimPrefix(string(which), "v"))
	if err != nil || n < 1 {
		return nil, nil, fault.New(fault.Invalid, "%q is no version", which).WithRemedy("write a number, or draft")
	}
	v, err := c.version(ctx, r, n)
	if err != nil {
		return nil, nil, err
	}
	return s.library.version(r.Key, v), v, nil
}

// version finds a version of a document by its number.
func (c *Catalogue) version(ctx context.Context, r Record, n int) (*Version, error) {
	if r.version() == n {
		return r.Latest, nil
	}
	none := fault.New(fault.NotFound, "%q has no version %d", r.ID, n).WithRemedy("the latest is %d", r.version())
	if n > r.version() {
		return nil, none
	}
	list, err := c.store.Versions(ctx, r.Key)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(v Version) bool { return v.Number == n })
	if i < 0 {
		return nil, none
	}
	return &list[i], nil
}
