// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"strconv"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// held is a document as a library has it. One that is not there has nothing but
// its key.
type held struct {
	catalogue.Key
	Version  int // of the text; of a draft the one it began from; 0: none
	Revision int64
	ETag     string // of documents that have no drafts
	Draft    bool   // the text is a draft
	Text     []byte
	Faults   fault.List
}

// library is where documents live with their versions: a server, or a data
// directory on this machine.
type library interface {
	// All returns the name of the workspace and its documents: of journeys what
	// people work on, or what is published.
	All(ctx context.Context, drafts bool) (workspace string, all []held, err error)
	// Text returns what a version of a journey said.
	Text(ctx context.Context, id string, version int) ([]byte, error)
	// Put makes a text the draft of a journey, or the next version of another
	// document, that is as it was seen.
	Put(ctx context.Context, seen held, text []byte) (held, error)
	// Publish makes the draft of a journey its next version.
	Publish(ctx context.Context, seen held, note string) (version int, err error)
}

// library opens where the flags say that documents live, and how to close it.
func (f *sourceFlags) library(p *program, create bool) (library, func() error, error) {
	if f.Server != "" {
		c, err := f.dial()
		return serverLibrary{c}, func() error { return nil }, err
	}
	a, err := f.open(p, create)
	if err != nil {
		return nil, nil, err
	}
	if err := a.OpenRecords(p.ctx); err != nil {
		_ = a.Close()
		return nil, nil, err
	}
	by := app.Operator()
	return ownLibrary{a, catalogue.Author{Name: by.Name, From: by.From}}, a.Close, nil
}

// ownLibrary is the library of a data directory on this machine.
type ownLibrary struct {
	*app.App
	by catalogue.Author
}

// All is part of library.
func (l ownLibrary) All(ctx context.Context, drafts bool) (string, []held, error) {
	w, err := l.People.Workspace(ctx)
	if err != nil {
		return "", nil, err
	}
	which := catalogue.Latest
	if drafts {
		which = catalogue.DraftText
	}
	var out []held
	for _, s := range l.Catalogue.List(false) {
		v, err := l.Catalogue.View(ctx, s.ID, which)
		if err != nil {
			return "", nil, err
		}
		out = append(out, heldOf(v))
	}
	for _, kind := range catalogue.Kinds() {
		items, err := l.Catalogue.Items(kind)
		if err != nil {
			return "", nil, err
		}
		for i := range items {
			out = append(out, itemOf(&items[i]))
		}
	}
	return w.Name, out, nil
}

func heldOf(v *catalogue.View) held {
	k := catalogue.Key{Kind: catalogue.Journeys, ID: string(v.Journey.ID)}
	return held{Key: k, Version: v.Version, Revision: v.Revision, Draft: v.Draft, Text: v.Text(), Faults: v.Faults}
}

func itemOf(i *catalogue.Item) held {
	return held{Key: i.Key, Version: i.Version, ETag: i.ETag, Text: i.Text, Faults: i.Faults}
}

// Text is part of library.
func (l ownLibrary) Text(ctx context.Context, id string, version int) ([]byte, error) {
	v, err := l.Catalogue.View(ctx, journey.ID(id), catalogue.Which(strconv.Itoa(version)))
	if err != nil {
		return nil, err
	}
	return v.Text(), nil
}

// Put is part of library.
func (l ownLibrary) Put(ctx context.Context, seen held, text []byte) (held, error) {
	if seen.Kind == catalogue.Journeys {
		v, err := l.Catalogue.Put(ctx, journey.ID(seen.ID), l.by, text, catalogue.Expect{Revision: &seen.Revision})
		if err != nil {
			return held{}, err
		}
		return heldOf(v), nil
	}
	i, err := l.Catalogue.Save(ctx, seen.Key, l.by, catalogue.Text{YAML: text}, seen.ETag)
	if err != nil {
		return held{}, err
	}
	return itemOf(i), nil
}

// Publish is part of library.
func (l ownLibrary) Publish(ctx context.Context, seen held, note string) (int, error) {
	v, err := l.Catalogue.Publish(ctx, journey.ID(seen.ID), l.by, seen.Revision, note)
	if err != nil {
		return 0, err
	}
	return v.Number, nil
}

// serverLibrary is the library of a server.
type serverLibrary struct{ *client.Client }

// All is part of library.
func (l serverLibrary) All(ctx context.Context, drafts bool) (string, []held, error) {
	me, err := l.Me(ctx)
	if err != nil {
		return "", nil, told(err)
	}
	list, err := l.Journeys(ctx)
	if err != nil {
		return "", nil, told(err)
	}
	which := client.Latest
	if drafts {
		which = client.DraftText
	}
	var out []held
	for _, s := range list {
		h, err := l.journey(ctx, s.ID, which)
		if err != nil {
			return "", nil, told(err)
		}
		out = append(out, h)
	}
	for _, kind := range client.Kinds() {
		items, err := l.Documents(ctx, kind)
		if err != nil {
			return "", nil, told(err)
		}
		for i := range items {
			out = append(out, savedOf(&items[i]))
		}
	}
	return me.Workspace.Name, out, nil
}

// journey reads a text of a journey. One that changes between the two requests
// is refused by Put later.
func (l serverLibrary) journey(ctx context.Context, id, version string) (held, error) {
	j, err := l.Journey(ctx, id, version)
	if err != nil {
		return held{}, err
	}
	text, err := l.Document(ctx, id, version)
	return viewOf(j, text), err
}

func viewOf(j *client.Journey, text []byte) held {
	k := catalogue.Key{Kind: catalogue.Journeys, ID: j.ID}
	return held{Key: k, Version: j.Version, Revision: j.Revision, Draft: j.Draft, Text: text, Faults: faultsOf(j.Faults)}
}

func savedOf(i *client.Item) held {
	k := catalogue.Key{Kind: catalogue.Kind(i.Kind), ID: i.ID}
	return held{Key: k, Version: i.Version, ETag: i.ETag, Text: []byte(i.YAML), Faults: faultsOf(i.Faults)}
}

// Text is part of library.
func (l serverLibrary) Text(ctx context.Context, id string, version int) ([]byte, error) {
	text, err := l.Document(ctx, id, strconv.Itoa(version))
	return text, told(err)
}

// Put is part of library.
func (l serverLibrary) Put(ctx context.Context, seen held, text []byte) (held, error) {
	if seen.Kind == catalogue.Journeys {
		j, err := l.PutDocument(ctx, seen.ID, text, seen.Revision)
		if err != nil {
			return held{}, told(err)
		}
		return viewOf(j, text), nil
	}
	i, err := l.PutItem(ctx, string(seen.Kind), seen.ID, text, seen.ETag)
	if err != nil {
		return held{}, told(err)
	}
	return savedOf(i), nil
}

// Publish is part of library.
func (l serverLibrary) Publish(ctx context.Context, seen held, note string) (int, error) {
	v, err := l.Client.Publish(ctx, seen.ID, seen.Revision, note)
	if err != nil {
		return 0, told(err)
	}
	return v.Version, nil
}
