// SPDX-License-Identifier: Apache-2.0

package upload

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/load"
)

// maxFiles bounds the files of one import.
const maxFiles = 200

// maxReceiving bounds the uploads that are received at once.
const maxReceiving = 8

// Upload is an import whose files are being received. It is not safe for
// concurrent use. End it with Finish or Discard.
type Upload struct {
	q     *Queue
	ended bool
	Import
}

// Receive begins an upload; by says who uploads.
func (q *Queue) Receive(by string) (*Upload, error) {
	q.sweep()
	if err := q.begin(); err != nil {
		return nil, err
	}
	now := q.o.Clock().UTC()
	var b [4]byte
	_, _ = rand.Read(b[:]) // it never fails
	u := &Upload{q: q, Import: Import{ID: ID(now.Format("20060102-150405-") + hex.EncodeToString(b[:])), State: Received, By: by, ReceivedAt: now, Files: []File{}, Kept: true}}
	if err := os.MkdirAll(q.files(u.ID), 0o700); err != nil {
		u.end()
		return nil, writing(err)
	}
	return u, nil
}

// begin makes room for one more upload, where there is some.
func (q *Queue) begin() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	kept := int64(0)
	for _, r := range q.imports {
		if r.Kept {
			kept += r.Bytes
		}
	}
	switch {
	case kept >= q.o.MaxKept:
		return fault.New(fault.Conflict, "%s of files were uploaded and are still there", size(kept)).WithRemedy("import or delete former uploads first")
	case q.receiving >= maxReceiving:
		return fault.New(fault.Unavailable, "%d uploads are under way", q.receiving).WithRemedy("wait until one has ended and try again")
	}
	q.receiving++
	return nil
}

// end leaves room for others, once.
func (u *Upload) end() {
	u.q.mu.Lock()
	defer u.q.mu.Unlock()
	if !u.ended {
		u.ended = true
		u.q.receiving--
	}
}

// Add receives a file.
func (u *Upload) Add(name string, from io.Reader) error {
	if err := u.check(name); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(u.q.files(u.ID), name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return writing(err)
	}
	n, err := io.Copy(f, io.LimitReader(from, u.q.o.MaxBytes-u.Bytes+1))
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return writing(err)
	}
	if u.Bytes += n; u.Bytes > u.q.o.MaxBytes {
		return fault.New(fault.Invalid, "an upload holds %s at most", size(u.q.o.MaxBytes)).WithRemedy("pack the files with gzip, part them, or use wend import on the server")
	}
	u.Files = append(u.Files, File{name, n})
	return nil
}

// check refuses names that are none, or that come twice.
func (u *Upload) check(name string) error {
	odd := func(r rune) bool { return r == '/' || r == '\\' || unicode.IsControl(r) }
	switch {
	case name == "" || strings.HasPrefix(name, ".") || strings.ContainsFunc(name, odd) || !utf8.ValidString(name) || len(name) > 200:
		return fault.New(fault.Invalid, "%q is no name of a file", name).WithRemedy("give it a plain name such as orders.csv")
	case slices.ContainsFunc(u.Files, func(f File) bool { return strings.EqualFold(f.Name, name) }):
		return fault.New(fault.Conflict, "two files are called %s", name).WithRemedy("give one of them another name")
	case len(u.Files) == maxFiles:
		return fault.New(fault.Invalid, "an upload holds %d files at most", maxFiles).WithRemedy("upload them in several parts")
	}
	return nil
}

// Finish looks at the files and keeps the upload for its import.
func (u *Upload) Finish() (Import, error) {
	if len(u.Files) == 0 {
		return Import{}, fault.New(fault.Invalid, "nothing was uploaded").WithRemedy("send the files as parts named file")
	}
	paths := u.q.paths(&u.Import)
	s, err := load.Suggest(paths)
	if err != nil {
		return Import{}, u.q.plain(u.ID, err)
	}
	_, s.Text, u.NeedsMapping = strings.Cut(s.Text, "wend: mapping/v1\n")
	if u.NeedsMapping {
		s.Text = "wend: mapping/v1\n" + s.Text
	}
	u.Suggestion = s
	r := &record{Import: u.Import}
	if err := syncFolders(u.q.files(u.ID), u.q.dir); err != nil {
		return Import{}, writing(err)
	}
	if err := u.q.save(&r.Import); err != nil {
		return Import{}, writing(err)
	}
	u.end()
	u.q.mu.Lock()
	u.q.imports[u.ID] = r
	u.q.mu.Unlock()
	u.q.o.Told(r.Import)
	return r.Import, nil
}

// Discard leaves nothing of the upload behind.
func (u *Upload) Discard() {
	_ = os.RemoveAll(u.q.folder(u.ID))
	u.end()
}

// writing says what kept files from being written.
func writing(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fault.New(fault.Unavailable, "the server's disk is full").WithRemedy("make room, or delete former uploads")
	}
	return fmt.Errorf("upload: %w", err)
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.3g GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.3g MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d bytes", n)
}
