// SPDX-License-Identifier: Apache-2.0

// Package app is the composition root: it opens what a data directory holds
// and wires it together. It imports everything; only commands and tests import
// it.
package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/serve/live"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/store/eventlog/local"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Options tune an App. The zero value is right.
type Options struct {
	Progress func(visits int) // told how many visits were read to form instances; nil: nobody
	Logger   *slog.Logger
	Clock    func() time.Time
	Wait     time.Duration // for another process to let go of the directory
}

// App is an open data directory:
//
//	events/     the event log
//	journeys/   documents that belong to the data: journeys and their workspace
//	wend.db     records of a server: those documents with their versions, people
//	uploads/    files that were uploaded to a server and not yet imported
type App struct {
	*ask.Desk // where questions are asked
	Dir       string
	Log       eventlog.Log
	Live      *live.Hub

	*records // of a directory that is, or was, served; nil otherwise
	uploads  *upload.Queue

	logger  *slog.Logger // nil: silent
	demo    bool
	shared  bool // by a server: somebody else closes it
	noFiles bool // for somebody elsewhere: no file is read or written
}

// Open opens a data directory, making it if there is none.
func Open(ctx context.Context, dir string, o Options) (*App, error) {
	instances, engine := memory()
	log, err := local.Open(ctx, filepath.Join(dir, "events"), local.Options{Logger: o.Logger, Clock: o.Clock, Wait: o.Wait, Memory: engine})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	a := &App{Dir: dir, Log: log, Live: &live.Hub{}, logger: o.Logger}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	forming := sequence.Options{Budget: instances, Limit: instances / 2, Dir: dir, Progress: o.Progress, Clock: o.Clock}
	a.Desk = &ask.Desk{Log: log, Index: sequence.NewCache(log, instances, forming), Clock: o.Clock, Workspace: a.workspace}
	if hasRecords(dir) {
		if err := a.OpenRecords(ctx); err != nil {
			return nil, errors.Join(err, log.Close())
		}
	}
	return a, nil
}

// workspace is what the data directory's documents say, which may be nothing.
func (a *App) workspace() (*journey.Workspace, error) {
	if a.records != nil {
		return a.Catalogue.Workspace(), nil
	}
	own, err := workspace.OpenDir(JourneyDir(a.Dir))
	if errors.Is(err, fs.ErrNotExist) {
		return &journey.Workspace{}, nil
	}
	if err != nil {
		return nil, err
	}
	return &own.Workspace, nil
}

// Documents returns a journey with the workspace around it; see api.Documents.
func (a *App) Documents(ctx context.Context, id, version string) (*workspace.Documents, error) {
	if a.records != nil {
		return a.Catalogue.Documents(ctx, id, version)
	}
	return journeyByID(id, a.Dir)
}

// Holds reports whether a directory is a data directory.
func Holds(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "events"))
	return err == nil && info.IsDir()
}

// Shared is the same App for somebody who opens and closes it while it stays open.
func (a *App) Shared() *App {
	out := *a
	out.shared = true
	return &out
}

// Close closes everything.
func (a *App) Close() error {
	if a.shared {
		return nil
	}
	err := a.Log.Close()
	if a.records != nil {
		err = errors.Join(err, a.records.db.Close())
	}
	return err
}

// JourneyDir is where a data directory keeps its documents.
func JourneyDir(dir string) string { return filepath.Join(dir, "journeys") }

// Members returns the customers who are in a segment at a moment. The segment
// stands in the documents of a folder or, without one, of the data directory.
func (a *App) Members(ctx context.Context, dir string, id segment.ID, moment time.Time) (*sequence.Customers, error) {
	w, err := a.Desk.Workspace()
	if err == nil && dir != "" {
		if err = a.refuseFile(dir); err == nil {
			w, err = folder(dir)
		}
	}
	if err != nil {
		return nil, err
	}
	s, err := w.Segment(id)
	if err != nil {
		return nil, err
	}
	return sequence.Members(ctx, a.Log, s, moment)
}

// folder reads the documents of a folder.
func folder(dir string) (*journey.Workspace, error) {
	docs, err := workspace.OpenDir(dir)
	if err != nil {
		return nil, fault.New(fault.NotFound, "there are no documents in %s", dir).WithRemedy("name the folder in which the segment stands")
	}
	return &docs.Workspace, nil
}

// Journey finds a journey by its id or, where the name has an ending, by its
// file, which lies below dir unless its name is absolute.
func (a *App) Journey(ctx context.Context, name, dir string) (*workspace.Documents, error) {
	if filepath.Ext(name) == "" {
		return a.Documents(ctx, name, "")
	}
	if err := a.refuseFile(name); err != nil {
		return nil, err
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	return File(name)
}

// File reads a journey's file with the workspace around it. Errors in the
// documents come back as a fault.List.
func File(name string) (*workspace.Documents, error) {
	docs, err := workspace.Open(name)
	if err != nil {
		return nil, err
	}
	if err := docs.Faults.Err(); err != nil {
		return nil, docs.Faults.Errors()
	}
	if len(docs.Files) != 1 {
		return nil, fault.New(fault.Invalid, "%s holds %d journeys", name, len(docs.Files)).WithRemedy("name a file with one journey")
	}
	return docs, nil
}

func journeyByID(id, dataDir string) (*workspace.Documents, error) {
	docs, err := workspace.OpenDir(JourneyDir(dataDir))
	if err != nil {
		return nil, fault.New(fault.NotFound, "%s holds no journey %q", dataDir, id).WithRemedy("name a journey's file, as in journey.yaml")
	}
	var known []string
	for _, j := range docs.Files {
		if string(j.ID) == id {
			found := *docs
			found.Files = []workspace.File{j}
			return &found, docs.Faults.Err()
		}
		known = append(known, string(j.ID))
	}
	f := fault.New(fault.NotFound, "%s holds no journey %q", dataDir, id)
	if near := fault.Nearest(id, known); near != "" {
		return nil, f.WithRemedy("did you mean %q?", near)
	}
	return nil, f.WithRemedy("name a journey's file, as in journey.yaml")
}
