// SPDX-License-Identifier: Apache-2.0

// Package upload brings files into the event log on a server: they are received
// into a folder, looked at, tried with a mapping as often as one likes, and
// imported one upload after the other in the background, with progress. What
// became of each stands beside its files and outlives the process. The files go
// when every row of them was kept; where some were not, they stay until somebody
// deletes them or a month is over. An import that was broken off can be started
// again: nothing is added twice.
//
// The package owns its folder and may import listen/load, listen/event and fault.
package upload

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/load"
)

// ID names an import.
type ID string

// State says how far an import is.
type State string

// The states.
const (
	Received    State = "received"    // it waits for somebody to start it
	Waiting     State = "waiting"     // for the imports before it
	Running     State = "running"     //
	Done        State = "done"        // all files were read; rows may be in quarantine
	Failed      State = "failed"      // Problem says why; what was kept before stays
	Canceled    State = "canceled"    // by somebody; what was kept before stays
	Interrupted State = "interrupted" // by the end of the server; start it again
)

// Values lists the states.
func (State) Values() []string {
	return []string{string(Received), string(Waiting), string(Running), string(Done), string(Failed), string(Canceled), string(Interrupted)}
}

// File is one of the files of an import.
type File struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// Import is an upload with what became of it. It is a snapshot.
type Import struct {
	ID           ID               `json:"id"`
	State        State            `json:"state"`
	By           string           `json:"by,omitempty"` // who uploaded it
	ReceivedAt   time.Time        `json:"received_at"`
	StartedAt    *time.Time       `json:"started_at"`
	EndedAt      *time.Time       `json:"ended_at"`
	Files        []File           `json:"files"`
	Bytes        int64            `json:"bytes"`         // of all files
	Kept         bool             `json:"kept"`          // the files are still there
	NeedsMapping bool             `json:"needs_mapping"` // the files do not explain themselves
	Suggestion   *load.Suggestion `json:"suggestion"`    // what the mapping may be
	Mapping      string           `json:"mapping"`       // with which it was started
	Progress     *Progress        `json:"progress"`      // nil before it runs
	Result       *load.Result     `json:"result"`        // nil before it ends
	Problem      *Problem         `json:"problem"`       // why it failed
}

// Problem says why an import failed, and what would be right.
type Problem struct {
	Message string `json:"message"`
	Remedy  string `json:"remedy,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
}

// Progress tells how far an import is that runs.
type Progress struct {
	File        string  `json:"file"`
	Done        int64   `json:"done_bytes"`
	Total       int64   `json:"total_bytes"`
	Rows        int     `json:"rows"`
	Events      int     `json:"events"`
	Answers     int     `json:"answers"`
	Duplicates  int     `json:"duplicates"`
	Quarantined int     `json:"quarantined"`
	Seconds     float64 `json:"seconds"`
	RemainingS  float64 `json:"remaining_s"` // 0 while it cannot be told
}

// Options tune a queue. The zero value is right but for nobody hearing of it.
type Options struct {
	MaxBytes  int64                // of the files of one import; 0: 4 GiB
	MaxListed int                  // imports that are remembered once their files are gone; 0: 1000
	MaxKept   int64                // of all files that are there, before more are taken; 0: four times MaxBytes
	Clock     func() time.Time     // nil: time.Now
	Logger    *slog.Logger         // nil: silent
	Told      func(Import)         // hears of every change; it must not wait
	Added     func(position int64) // hears that events were added; nil: nobody
}

// Queue receives uploads and imports them, one after the other. It is safe for
// concurrent use.
type Queue struct {
	dir string
	log load.Log
	o   Options

	mu        sync.Mutex
	imports   map[ID]*record
	waiting   []ID
	receiving int // uploads
	wake      chan struct{}

	stop    context.CancelFunc
	stopped context.Context
	worker  sync.WaitGroup
}

// record is an import as the queue holds it.
type record struct {
	Import
	cancel   context.CancelFunc // of the one that runs
	canceled bool               // by somebody
}

// Open opens the queue of a folder, making it if there is none. Imports that were
// under way when the process ended are interrupted.
func Open(dir string, log load.Log, o Options) (*Queue, error) {
	if o.MaxBytes == 0 {
		o.MaxBytes = 4 << 30
	}
	if o.MaxKept == 0 {
		o.MaxKept = 4 * o.MaxBytes
	}
	if o.MaxListed == 0 {
		o.MaxListed = 1000
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Told == nil {
		o.Told = func(Import) {}
	}
	if o.Added == nil {
		o.Added = func(int64) {}
	}
	q := &Queue{dir: dir, log: log, o: o, imports: map[ID]*record{}, wake: make(chan struct{}, 1)}
	q.stopped, q.stop = context.WithCancel(context.Background())
	if err := q.load(); err != nil {
		return nil, err
	}
	q.worker.Go(q.work)
	return q, nil
}

// Close breaks off the import that runs and waits for it.
func (q *Queue) Close() error {
	q.stop()
	q.worker.Wait()
	return nil
}

// List returns all imports, the newest first.
func (q *Queue) List() []Import {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.sorted()
}

// Page returns the imports before one, "" for the newest, at most limit; next is
// where to go on, "" where there are no more.
func (q *Queue) Page(before ID, limit int) (page []Import, next ID, err error) {
	all := q.List()
	if before != "" {
		at := slices.IndexFunc(all, func(i Import) bool { return i.ID == before })
		if at < 0 {
			return nil, "", fault.New(fault.NotFound, "there is no import %q", before).WithRemedy("begin with the first page; imports may have been deleted")
		}
		all = all[at+1:]
	}
	if len(all) > limit {
		return all[:limit], all[limit-1].ID, nil
	}
	return all, "", nil
}

// sorted are all imports, the newest first; q.mu is held.
func (q *Queue) sorted() []Import {
	out := make([]Import, 0, len(q.imports))
	for _, r := range q.imports {
		out = append(out, r.Import)
	}
	slices.SortFunc(out, func(a, b Import) int { return cmp.Or(b.ReceivedAt.Compare(a.ReceivedAt), cmp.Compare(b.ID, a.ID)) })
	return out
}

// Import returns one of them.
func (q *Queue) Import(id ID) (Import, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	r, err := q.find(id)
	if err != nil {
		return Import{}, err
	}
	return r.Import, nil
}

// find finds an import; q.mu is held.
func (q *Queue) find(id ID) (*record, error) {
	r := q.imports[id]
	if r == nil {
		return nil, fault.New(fault.NotFound, "there is no import %q", id).WithRemedy("look at the list of imports; it may have been deleted")
	}
	return r, nil
}
