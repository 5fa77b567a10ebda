// SPDX-License-Identifier: Apache-2.0

package upload

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/fault"
)

// keptFor is how long files stay that nobody imports or deletes.
const keptFor = 30 * 24 * time.Hour

func (q *Queue) folder(id ID) string { return filepath.Join(q.dir, string(id)) }
func (q *Queue) files(id ID) string  { return filepath.Join(q.folder(id), "files") }

// paths are where an import's files lie.
func (q *Queue) paths(i *Import) []string {
	out := make([]string, len(i.Files))
	for k, f := range i.Files {
		out[k] = filepath.Join(q.files(i.ID), f.Name)
	}
	return out
}

const recordName = "import.json"

// save writes an import down beside its files. It is on disk when save returns.
func (q *Queue) save(i *Import) error {
	text, err := json.MarshalIndent(i, "", "  ")
	if err != nil {
		return fmt.Errorf("save import: %w", err)
	}
	name := filepath.Join(q.folder(i.ID), recordName)
	if err := writeSynced(name+".new", append(text, '\n')); err != nil {
		return fmt.Errorf("save import: %w", err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return fmt.Errorf("save import: %w", err)
	}
	return syncFolders(q.folder(i.ID))
}

func writeSynced(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncFolders makes the names in folders last.
func syncFolders(names ...string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("save import: %w", err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("save import: %w", err)
		}
	}
	return nil
}

// load reads the imports of the folder. What a crash left of an upload goes.
func (q *Queue) load() error {
	if err := os.MkdirAll(q.dir, 0o700); err != nil {
		return fmt.Errorf("open uploads: %w", err)
	}
	entries, err := os.ReadDir(q.dir)
	if err != nil {
		return fmt.Errorf("open uploads: %w", err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		r, err := q.read(ID(e.Name()))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			err = os.RemoveAll(q.folder(ID(e.Name())))
		case err != nil:
			q.o.Logger.Warn("an import cannot be read", "id", e.Name(), "error", err)
			continue
		default:
			q.imports[r.ID] = r
		}
		if err != nil {
			return fmt.Errorf("open uploads: %w", err)
		}
	}
	return nil
}

// read reads one import.
func (q *Queue) read(id ID) (*record, error) {
	text, err := os.ReadFile(filepath.Join(q.folder(id), recordName))
	if err != nil {
		return nil, err
	}
	r := &record{}
	if err := json.Unmarshal(text, &r.Import); err != nil {
		return nil, err
	}
	if r.ID != id {
		return nil, fmt.Errorf("it calls itself %q", r.ID)
	}
	if r.State != Running && r.State != Waiting {
		return r, nil
	}
	r.State = Interrupted
	return r, q.save(&r.Import)
}

// sweep deletes files that have lain about for long, and forgets the oldest imports
// where there are very many.
func (q *Queue) sweep() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, r := range q.imports {
		if r.Kept && r.cancel == nil && r.State != Waiting && q.o.Clock().Sub(r.ReceivedAt) > keptFor {
			q.drop(r)
		}
	}
	for _, i := range q.sorted()[min(len(q.imports), q.o.MaxListed):] {
		if i.Kept { // somebody may want its files still
			continue
		}
		if err := os.RemoveAll(q.folder(i.ID)); err != nil {
			q.o.Logger.Warn("an import cannot be forgotten", "id", i.ID, "error", err)
			continue
		}
		delete(q.imports, i.ID)
	}
}

// drop deletes an import's files; q.mu is held.
func (q *Queue) drop(r *record) {
	if err := os.RemoveAll(q.files(r.ID)); err != nil {
		q.o.Logger.Warn("files of an import cannot be deleted", "id", r.ID, "error", err)
		return
	}
	r.Kept = false
	if err := q.save(&r.Import); err != nil {
		q.o.Logger.Warn("an import cannot be saved", "id", r.ID, "error", err)
	}
}

// Delete deletes an import with its files. The events that it added stay.
func (q *Queue) Delete(id ID) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	r, err := q.find(id)
	if err != nil {
		return err
	}
	if r.State == Running || r.State == Waiting {
		return fault.New(fault.Conflict, "the import is under way").WithRemedy("cancel it first")
	}
	if err := os.RemoveAll(q.folder(id)); err != nil {
		return fmt.Errorf("delete import: %w", err)
	}
	delete(q.imports, id)
	return nil
}

// words is a text without the server's folders in it.
func (q *Queue) words(id ID, text string) string {
	return strings.ReplaceAll(text, q.files(id)+string(filepath.Separator), "")
}

// plain is an error without the server's folders in it.
func (q *Queue) plain(id ID, err error) error {
	one := func(f *fault.Fault) *fault.Fault {
		g := *f
		g.File, g.Message, g.Remedy = q.words(id, f.File), q.words(id, f.Message), q.words(id, f.Remedy)
		return &g
	}
	var list fault.List
	if errors.As(err, &list) {
		var out fault.List
		for _, f := range list {
			out.Add(one(f))
		}
		return out
	}
	var f *fault.Fault
	if errors.As(err, &f) {
		return one(f)
	}
	return err
}
