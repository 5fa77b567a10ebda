// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

// stateName is the file in which a folder remembers what was pulled into it. It
// belongs in git, with the documents.
const stateName = ".wend.json"

// folder is a folder of documents that live in a library too.
type folder struct {
	dir   string
	known map[catalogue.Key]pulled
	parts map[catalogue.Key]part
	state state
}

// state is what the folder's file says.
type state struct {
	Workspace string            `json:"workspace"` // its name there
	Documents map[string]pulled `json:"documents"` // by kind/id
}

// pulled is a document as it was when here and there were the same.
type pulled struct {
	File     string `json:"file"`
	Version  int    `json:"version"`
	Revision int64  `json:"revision,omitempty"`
	Digest   string `json:"digest"`          // of the text there
	Here     string `json:"here,omitempty"`  // of the text in the file, where it is spelled otherwise
	Draft    string `json:"draft,omitempty"` // the text there, where it was a draft: no library keeps those of before
}

// part is a document in the folder.
type part struct {
	catalogue.Part
	File string // in the folder
}

// openFolder reads what a folder remembers, which may be nothing.
func openFolder(dir string) (*folder, error) {
	f := &folder{dir: dir, known: map[catalogue.Key]pulled{}, parts: map[catalogue.Key]part{}}
	name := filepath.Join(dir, stateName)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read folder: %w", err)
	}
	err = json.Unmarshal(text, &f.state)
	for key, p := range f.state.Documents {
		kind, id, ok := strings.Cut(key, "/")
		if !ok || !inFolder(p.File) {
			err = fs.ErrInvalid
		}
		f.known[catalogue.Key{Kind: catalogue.Kind(kind), ID: id}] = p
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "%s cannot be read", name).WithRemedy("take it back from git, or delete it and pull into an empty folder")
	}
	return f, nil
}

// inFolder tells whether a name is that of a file in a folder, and not below or
// outside.
func inFolder(name string) bool { return filepath.IsLocal(name) && filepath.Base(name) == name }

// save writes down what the folder remembers.
func (f *folder) save() error {
	f.state.Documents = map[string]pulled{}
	for k, p := range f.known {
		f.state.Documents[k.String()] = p
	}
	text, err := json.MarshalIndent(f.state, "", "  ")
	if err != nil {
		return fmt.Errorf("save folder: %w", err)
	}
	return f.write(stateName, append(text, '\n'))
}

// write writes a file of the folder, whole or not at all.
func (f *folder) write(name string, text []byte) error {
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	to := filepath.Join(f.dir, name)
	tmp := to + ".new"
	if err := os.WriteFile(tmp, text, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(tmp, to)
}

// read reads files of the folder, by name; nil reads all that hold documents.
// Mappings belong to imports, and so count only once they were pulled. What
// cannot be read is told as faults.
func (f *folder) read(p *program, names []string) (fault.List, error) {
	if names == nil {
		var err error
		if names, err = f.names(); err != nil {
			return nil, err
		}
	}
	var faults fault.List
	for _, name := range names {
		path := filepath.Join(f.dir, name)
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fault.New(fault.NotFound, "there is no file %s", p.near(path))
		}
		if err != nil {
			return nil, fmt.Errorf("read folder: %w", err)
		}
		parts, err := catalogue.Parts(p.near(path), text)
		if err != nil {
			faults = append(faults, listed(err)...)
			continue
		}
		for _, one := range parts {
			if other, twice := f.parts[one.Key]; twice {
				faults.Add(fault.New(fault.Conflict, "%s stands in %s too", one.Key, other.File).WithRemedy("an id is given once in a workspace").At(fault.Place{File: p.near(path), Line: one.Line}))
			}
			f.parts[one.Key] = part{one, name}
		}
	}
	return faults, nil
}

// names are those of the files that hold documents.
func (f *folder) names() ([]string, error) {
	texts, err := workspace.Texts(f.dir)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for path := range texts {
		names[filepath.Base(path)] = true
	}
	for k, p := range f.known {
		if _, err := os.Stat(filepath.Join(f.dir, p.File)); k.Kind == catalogue.Mappings && err == nil {
			names[p.File] = true
		}
	}
	return slices.Sorted(maps.Keys(names)), nil
}

// remember notes that a document is the same here and there.
func (f *folder) remember(h held, here part) {
	p := pulled{File: here.File, Version: h.Version, Revision: h.Revision, Digest: digestOf(h.Text)}
	if d := digestOf(here.Text); d != p.Digest {
		p.Here = d
	}
	if h.Draft {
		p.Draft = string(h.Text)
	}
	f.known[h.Key] = p
}

func digestOf(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// listed are the faults of an error; any other error becomes one.
func listed(err error) fault.List {
	var list fault.List
	var one *fault.Fault
	switch {
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		return fault.List{one}
	}
	return fault.List{fault.New(fault.Internal, "%v", err)}
}

// standing is how a document here compares with the library's.
type standing string

// How documents compare.
const (
	same         standing = "same"
	changedHere  standing = "here"
	changedThere standing = "there"
	changedBoth  standing = "both"
	onlyHere     standing = "only-here"
	onlyThere    standing = "only-there"
	goneThere    standing = "gone-there" // and unchanged here
)

// stand compares a document with the library's, by what both were when it was
// pulled. here and there are nil where there is none.
func (f *folder) stand(k catalogue.Key, here *part, there *held) standing {
	base, known := f.known[k]
	was := base.Here
	if was == "" {
		was = base.Digest
	}
	mine := here != nil && (!known || digestOf(here.Text) != was)
	theirs := there != nil && (!known || digestOf(there.Text) != base.Digest)
	switch {
	case here == nil:
		return onlyThere
	case there == nil && !known:
		return onlyHere
	case there == nil && mine:
		return changedBoth
	case there == nil:
		return goneThere
	case string(here.Text) == string(there.Text):
		return same
	case !mine && !theirs:
		return same
	case !theirs:
		return changedHere
	case !mine:
		return changedThere
	case says(there) == here.Says:
		return same
	}
	return changedBoth
}

// says is the digest of what a document says.
func says(h *held) string {
	parts, err := catalogue.Parts(h.Key.String(), h.Text)
	if err != nil || len(parts) != 1 {
		return ""
	}
	return parts[0].Says
}
