// SPDX-License-Identifier: Apache-2.0

package local

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/wendcx/wend/internal/keyset"
)

// segment is one entry of the manifest.
type segment struct {
	id          int64
	first, last int64
	rows        int64
	bytes       int64
	checksum    int64
	path        string
	keys        *keyset.File
}

// view is what a reader sees: the segments and the stretch of the tail that
// existed at one moment. It stays readable until the last reader lets go of it,
// whatever sealing and merging go on.
type view struct {
	segments  []*segment // in order of position
	tailAfter int64      // the tail counts from beyond this position
	position  int64      // up to this one
	readers   int
	garbage   []func() error // what the view's successor no longer needs
}

// rows is the number of events in the view's segments.
func (v *view) sealedRows() (n int64) {
	for _, s := range v.segments {
		n += s.rows
	}
	return n
}

// from is the FROM clause that reads the view's events.
func (v *view) from() string {
	return "(" + v.withTail(v.segments) + ")"
}

// withTail selects what lies in some segments, and what lies in none yet.
func (v *view) withTail(in []*segment) string {
	tail := fmt.Sprintf("SELECT %s FROM tail WHERE position > %d AND position <= %d", columnList, v.tailAfter, v.position)
	if len(in) == 0 {
		return tail
	}
	return sealed(in) + " UNION ALL " + tail
}

// sealed selects what lies in some segments.
func sealed(in []*segment) string {
	return fmt.Sprintf("SELECT %s FROM read_parquet([%s])", columnList, strings.Join(paths(in), ", "))
}

// parts are FROM clauses that together read the view's events beyond a position and up
// to another, 0 for any, each about so many. Segments without any are not opened, which
// would take longer than to read what is new.
func (v *view) parts(after, upto, each int64) (out []string) {
	var in []*segment
	rows := int64(0)
	for _, s := range v.segments {
		if s.last <= after || upto != 0 && s.first > upto {
			continue
		}
		if rows += s.rows; rows > each && len(in) > 0 {
			out, in, rows = append(out, "("+sealed(in)+")"), nil, s.rows
		}
		in = append(in, s)
	}
	return append(out, "("+v.withTail(in)+")")
}

// paths lists segments' files as SQL literals.
func paths(segments []*segment) []string {
	out := make([]string, len(segments))
	for i, s := range segments {
		out[i] = file(s.path)
	}
	return out
}

// views hands out views and cleans up behind them, oldest first.
type views struct {
	mu   sync.Mutex
	live []*view // oldest first; the last is current
}

// acquire returns the current view for reading; release it afterwards.
func (v *views) acquire() *view {
	v.mu.Lock()
	defer v.mu.Unlock()
	current := v.live[len(v.live)-1]
	current.readers++
	return current
}

// release ends a reading. Views that nobody can read any more are cleaned up.
func (v *views) release(w *view) error {
	v.mu.Lock()
	w.readers--
	garbage := v.sweep()
	v.mu.Unlock()
	return runAll(garbage)
}

// replace makes next the current view. garbage runs once no reader of any
// earlier view is left.
func (v *views) replace(next *view, garbage ...func() error) error {
	v.mu.Lock()
	if n := len(v.live); n > 0 {
		v.live[n-1].garbage = append(v.live[n-1].garbage, garbage...)
	}
	v.live = append(v.live, next)
	run := v.sweep()
	v.mu.Unlock()
	return runAll(run)
}

// advance moves the current view to a new position of the tail.
func (v *views) advance(position int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	next := *v.live[len(v.live)-1]
	next.position, next.readers, next.garbage = position, 0, nil
	v.live = append(v.live, &next)
	v.sweepEmpty()
}

// sweep drops the oldest views without readers and returns their garbage.
func (v *views) sweep() (garbage []func() error) {
	for len(v.live) > 1 && v.live[0].readers == 0 {
		garbage = append(garbage, v.live[0].garbage...)
		v.live = v.live[1:]
	}
	return garbage
}

// sweepEmpty drops views that nobody reads and that leave nothing behind.
func (v *views) sweepEmpty() {
	last := v.live[len(v.live)-1]
	v.live = slices.DeleteFunc(v.live, func(w *view) bool {
		return w != last && w.readers == 0 && len(w.garbage) == 0
	})
}

// close closes the files of the current view.
func (v *views) close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	var errs []error
	for _, w := range v.live {
		for _, do := range w.garbage {
			errs = append(errs, do())
		}
	}
	if n := len(v.live); n > 0 {
		for _, s := range v.live[n-1].segments {
			errs = append(errs, s.keys.Close())
		}
	}
	v.live = nil
	return errors.Join(errs...)
}

func runAll(all []func() error) error {
	var errs []error
	for _, do := range all {
		errs = append(errs, do())
	}
	return errors.Join(errs...)
}

// discard closes a segment that the manifest no longer lists and removes its
// files.
func (s *segment) discard() error {
	return errors.Join(s.keys.Close(), os.Remove(s.path), os.Remove(keyPath(s.path)))
}

// current returns the newest view without reading it.
func (v *views) current() *view {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.live[len(v.live)-1]
}

// position is the position of the newest view, 0 before there is one.
func (v *views) position() int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.live) == 0 {
		return 0
	}
	return v.live[len(v.live)-1].position
}
