// SPDX-License-Identifier: Apache-2.0

package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/keyset"
)

// Options tune a log. The zero value is right for production.
type Options struct {
	Logger  *slog.Logger     // nil: silent
	Clock   func() time.Time // nil: time.Now
	Memory  int64            // bytes DuckDB may use; 0: a quarter of a GiB a core, at least half a GiB
	Threads int              // of DuckDB; 0: one a core
	Wait    time.Duration    // how long to wait for another process to let go of the folder

	SealRows  int // unsealed events that make the sealer run; 0: 100,000
	BulkRows  int // events in one append that go to a segment at once; 0: 50,000
	MergeRows int // segments below this are merged into ones up to four times it; 0: 100,000

	// PartRows is about how many events a question that goes through all looks at at a
	// time; 0: 1,000,000. The engine answers with the whole of what matches in them
	// before the first is seen, and takes memory for that.
	PartRows int

	fail func(point string) // tests die here
}

func (o Options) withDefaults() Options {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Threads == 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	if o.Memory == 0 {
		o.Memory = max(512<<20, int64(o.Threads)*(256<<20))
	}
	defaultTo(&o.SealRows, 100_000)
	defaultTo(&o.BulkRows, 50_000)
	defaultTo(&o.MergeRows, 100_000)
	defaultTo(&o.PartRows, 1_000_000)
	if o.fail == nil {
		o.fail = func(string) {}
	}
	return o
}

func defaultTo(v *int, otherwise int) {
	if *v == 0 {
		*v = otherwise
	}
}

// Log is an event log in a folder. It is safe for concurrent use. One process
// has the folder open at a time.
type Log struct {
	dir     string
	options Options
	log     *slog.Logger
	lock    *lockFile
	journal *sql.DB
	duck    *duck

	waiting chan *request // appends that have not been taken up

	write     sync.Mutex // held by whoever changes what the log holds
	customers *dictionary
	tail      tail
	erased    map[uint64]struct{}
	filter    *keyset.Filter // of every identity; nil until the first append
	scratch   scratch
	nextFile  atomic.Int64

	views views
	scans chan struct{} // holds one for each question that goes through all events

	chores     sync.Mutex     // held while segments are made of what is kept already; taken before write
	background sync.WaitGroup // the housekeeper
	wake       chan struct{}
	stop       chan struct{}
	stopOnce   sync.Once
}

// Open opens the log in dir, making it if there is none. It brings the folder
// back in order after a crash. A folder that another process has open gives a
// fault with code unavailable.
func Open(ctx context.Context, dir string, options Options) (_ *Log, err error) {
	l := &Log{
		dir: dir, options: options.withDefaults(), waiting: make(chan *request, 1024),
		wake: make(chan struct{}, 1), stop: make(chan struct{}),
	}
	l.scans = make(chan struct{}, 2*l.options.Threads)
	l.log = l.options.Logger
	for _, d := range []string{dir, l.segmentDir(), l.tmpDir()} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return nil, fmt.Errorf("open event log: %w", err)
		}
	}
	if l.lock, err = lockFolder(dir, l.options.Wait); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.release())
		}
	}()
	if err := l.open(ctx); err != nil {
		return nil, fmt.Errorf("open event log %s: %w", dir, err)
	}
	l.background.Add(1)
	go l.housekeep()
	return l, nil
}

func (l *Log) open(ctx context.Context) (err error) {
	if err := emptyDir(l.tmpDir()); err != nil {
		return err
	}
	if l.journal, err = openJournal(ctx, filepath.Join(l.dir, "journal.db")); err != nil {
		return err
	}
	if l.duck, err = openDuck(l.tmpDir(), l.options.Memory, l.options.Threads); err != nil {
		return err
	}
	if err := l.loadDictionary(ctx); err != nil {
		return err
	}
	if err := l.loadErased(ctx); err != nil {
		return err
	}
	if err := l.loadSegments(ctx); err != nil {
		return err
	}
	return l.loadTail(ctx)
}

// Close waits for background work that cannot be broken off and closes the log.
// Everything acknowledged is on disk already.
func (l *Log) Close() error {
	l.stopOnce.Do(func() { close(l.stop) })
	l.background.Wait()
	return l.release()
}

func (l *Log) release() error {
	var errs []error
	errs = append(errs, l.views.close())
	if l.duck != nil {
		errs = append(errs, l.duck.close())
	}
	if l.journal != nil {
		errs = append(errs, l.journal.Close())
	}
	if l.lock != nil {
		errs = append(errs, l.lock.unlock())
	}
	return errors.Join(errs...)
}

func (l *Log) segmentDir() string { return filepath.Join(l.dir, "segments") }
func (l *Log) tmpDir() string     { return filepath.Join(l.dir, "tmp") }

// emptyDir removes what a crash left in a folder.
func emptyDir(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("empty %s: %w", dir, err)
	}
	for _, e := range entries {
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("empty %s: %w", dir, err)
		}
	}
	return nil
}

// busy is the fault for a folder in use.
func busy(dir, who string) error {
	return fault.New(fault.Unavailable, "the data in %s is in use by another wend%s", dir, who).
		WithRemedy("wait for it to end, or stop it")
}
