// SPDX-License-Identifier: Apache-2.0

// Package workspace reads the documents of one workspace together: journeys and
// what they refer to. Until a workspace lives on a server, it is a folder of
// YAML files in git.
package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
)

// Documents is a workspace read from files.
type Documents struct {
	journey.Workspace
	Files  []File     // the journeys asked for
	Faults fault.List // of all documents, sorted by place
}

// File is a journey with the document it came from.
type File struct {
	*journey.Journey
	Document *document.Document
	Version  int // 0: a file or a draft
}

// Read reads documents from memory: file names with their text. Every mistake
// and warning is in Faults.
func Read(files map[string][]byte) *Documents { return read(files, "") }

// read reads documents; about is the file that it is all about, "" for none.
func read(files map[string][]byte, about string) *Documents {
	r := &reader{docs: map[string][]*document.Document{}, out: &Documents{}, about: about, taken: map[string]*document.Document{}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		docs, err := document.Parse(name, files[name])
		var faults fault.List
		if errors.As(err, &faults) {
			r.out.Faults = append(r.out.Faults, faults...)
		}
		for _, d := range docs {
			r.docs[d.Kind] = append(r.docs[d.Kind], d)
		}
	}
	r.decode()
	r.out.Faults.Sort()
	return r.out
}

// Open reads the journey file at path together with the workspace documents in
// its folder, and returns the journeys of that file alone. Other journeys in
// the folder are read for nothing but references, and those with the same id,
// other versions of it, not at all. The error is for files that
// cannot be opened; what is wrong inside them is in Faults.
func Open(path string) (*Documents, error) {
	src, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no file %s", path)
	}
	if err != nil {
		return nil, fmt.Errorf("read journey: %w", err)
	}
	files, err := siblings(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	files[path] = src
	all := read(files, path)
	others := map[string]bool{}
	for _, j := range all.Files {
		others[j.Document.File] = true
	}
	others[path] = false
	all.Files = slices.DeleteFunc(all.Files, func(f File) bool { return f.Document.File != path })
	all.Faults = slices.DeleteFunc(all.Faults, func(f *fault.Fault) bool {
		return others[f.File] || f.File != path && f.Warning
	})
	return all, nil
}

// OpenDir reads all documents of a folder.
func OpenDir(dir string) (*Documents, error) {
	files, err := siblings(dir)
	if err != nil {
		return nil, err
	}
	return Read(files), nil
}

// Texts returns the files of a folder that hold Wend documents, with their
// texts. Mappings are left out: they belong to imports.
func Texts(dir string) (map[string][]byte, error) { return siblings(dir) }

// siblings reads the YAML files of a folder that begin like Wend documents.
// Mappings are left out: they belong to imports.
func siblings(dir string) (map[string][]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read workspace: %w", err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		ext := strings.ToLower(filepath.Ext(e.Name()))
		if e.IsDir() || (ext != ".yaml" && ext != ".yml" && ext != ".json") {
			continue
		}
		name := filepath.Join(dir, e.Name())
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read workspace: %w", err)
		}
		if isDocument(src) {
			files[name] = src
		}
	}
	return files, nil
}

// isDocument tells Wend documents from other YAML and JSON that lies about.
func isDocument(src []byte) bool {
	if bytes.HasPrefix(bytes.TrimSpace(src), []byte("{")) {
		var head struct {
			Wend string `json:"wend"`
		}
		return json.Unmarshal(src, &head) == nil && head.Wend != "" && !strings.HasPrefix(head.Wend, "mapping/")
	}
	for line := range bytes.Lines(src) {
		if kind, ok := bytes.CutPrefix(line, []byte("wend:")); ok {
			return !bytes.HasPrefix(bytes.TrimSpace(kind), []byte("mapping/"))
		}
	}
	return false
}

// reader decodes documents in the order in which they refer to each other.
type reader struct {
	docs  map[string][]*document.Document
	out   *Documents
	about string
	taken map[string]*document.Document // by kind and id: where it was described first
}

// kinds are the documents a workspace may hold.
var kinds = []string{"channels", "touchpoints", "calendars", "segments", "persona", "lifecycle", "journey"}

func (r *reader) decode() {
	out, faults := r.out, &r.out.Faults
	var channels []channel.Channel
	for _, d := range r.docs["channels"] {
		for _, c := range channel.Decode(d, faults) {
			r.once("channel", string(c.ID), d)
			channels = append(channels, c)
		}
	}
	out.Channels = channel.NewSet(channels...)
	out.Touchpoints = map[touchpoint.ID]touchpoint.Entry{}
	for _, d := range r.docs["touchpoints"] {
		for _, e := range touchpoint.Decode(d, out.Channels, faults) {
			r.once("touchpoint", string(e.ID), d)
			out.Touchpoints[e.ID] = e
		}
	}
	out.Calendars = map[calendar.ID]*calendar.Calendar{}
	for _, d := range r.docs["calendars"] {
		for _, c := range calendar.Decode(d, faults) {
			r.once("calendar", string(c.ID), d)
			out.Calendars[c.ID] = c
		}
	}
	out.Segments = map[segment.ID]*segment.Segment{}
	for _, d := range r.docs["segments"] {
		for _, s := range segment.Decode(d, faults) {
			r.once("segment", string(s.ID), d)
			out.Segments[s.ID] = s
		}
	}
	r.personas()
	r.journeys()
	r.lifecycles()
	r.strangers()
}

// once reports an id that two documents give to things of one kind. Within one
// document the kind's own reader does.
func (r *reader) once(kind, id string, d *document.Document) {
	first, taken := r.taken[kind+" "+id]
	if !taken {
		r.taken[kind+" "+id] = d
		return
	}
	if first != d && id != "" {
		f := fault.New(fault.Conflict, "the %s %q is described in %s too", kind, id, first.File).WithRemedy("an id is given once in a workspace")
		r.out.Faults.Add(f.At(fault.Place{File: d.File, Line: d.Root.Line, Column: d.Root.Column}))
	}
}

func (r *reader) personas() {
	r.out.Personas = map[persona.ID]*persona.Persona{}
	for _, d := range r.docs["persona"] {
		p, check := persona.Decode(d, r.out.Channels, &r.out.Faults)
		if _, ok := r.out.Segments[p.Segment]; !ok && p.Segment != "" {
			check.Fault("segment", "add it to the workspace's segments", "the segment %q is not known", p.Segment)
		}
		r.once("persona", string(p.ID), d)
		r.out.Personas[p.ID] = p
	}
}

func (r *reader) journeys() {
	r.out.Journeys = map[journey.ID]*journey.Journey{}
	seen := map[journey.ID]*document.Document{}
	docs := r.docs["journey"]
	slices.SortStableFunc(docs, func(a, b *document.Document) int { return r.stranger(a) - r.stranger(b) })
	for _, d := range docs {
		j := journey.Decode(d, &r.out.Workspace, &r.out.Faults)
		first, twice := seen[j.ID]
		switch {
		case twice && r.about != "" && d.File != r.about:
			continue // another version of what this is about
		case twice:
			f := fault.New(fault.Conflict, "the journey id %q is taken by %s", j.ID, first.File).WithRemedy("an id is given once in a workspace")
			r.out.Faults.Add(f.At(fault.Place{File: d.File, Line: d.Root.Line, Column: d.Root.Column}))
		}
		seen[j.ID] = d
		r.out.Files = append(r.out.Files, File{Journey: j, Document: d})
		r.out.Journeys[j.ID] = j
	}
	slices.SortFunc(r.out.Files, func(a, b File) int { return strings.Compare(string(a.ID), string(b.ID)) })
}

// stranger is 0 for documents of the file that it is all about, else 1.
func (r *reader) stranger(d *document.Document) int {
	if d.File == r.about {
		return 0
	}
	return 1
}

func (r *reader) lifecycles() {
	for _, d := range r.docs["lifecycle"] {
		l, check := lifecycle.Decode(d, &r.out.Faults)
		for i, s := range l.States {
			for k, id := range s.Journeys {
				if _, here := r.out.Journeys[journey.ID(id)]; !here {
					check.Warn(document.Index(document.Index("states", i)+".journeys", k), "add the journey's document", "the journey %q is not here", id)
				}
			}
		}
		r.out.Lifecycles = append(r.out.Lifecycles, l)
	}
}

// strangers reports documents of unknown kinds.
func (r *reader) strangers() {
	for kind, docs := range r.docs {
		if slices.Contains(kinds, kind) || kind == "mapping" {
			continue
		}
		for _, d := range docs {
			f := fault.New(fault.Invalid, "documents of kind %q are not known", kind)
			f.Remedy = "known are " + strings.Join(kinds, ", ")
			if near := fault.Nearest(kind, kinds); near != "" {
				f.Remedy = fmt.Sprintf("did you mean %q?", near+"/v1")
			}
			r.out.Faults.Add(f.At(fault.Place{File: d.File, Line: d.Root.Line, Column: d.Root.Column}))
		}
	}
}
