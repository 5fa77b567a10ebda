// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

// library is the documents around the journeys, read once, and the journeys
// that were read against them so far.
type library struct {
	*workspace.Documents
	sum string // changes whenever they do

	mu     sync.Mutex
	opened map[string]*opened
	most   int // texts that are kept read
}

// opened is a journey's text, read.
type opened struct {
	doc     *document.Document // nil where the text is no document
	journey *journey.Journey
	faults  fault.List

	digest  func() string // of what it says
	changes func() int    // of a draft against the latest version
}

// room bounds how many texts are kept read: some per journey. Every question reads
// all journeys of the workspace, so that they must have room beside each other.
func (l *library) room(records int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.most = 400 + 3*records
}

// files are the texts of the library, by the names that faults tell.
func files(records map[Key]Record) map[string][]byte {
	out := map[string][]byte{}
	for k, r := range records {
		if k.Kind != Journeys && k.Kind != Mappings && r.exists() && r.Latest != nil {
			out[k.file()] = r.Latest.Text
		}
	}
	return out
}

func newLibrary(records map[Key]Record, zone *time.Location) *library {
	texts := files(records)
	l := &library{Documents: workspace.Read(texts), opened: map[string]*opened{}}
	l.Zone = zone
	l.room(len(records))
	// Lifecycles name journeys, which are not read here.
	l.Faults = slices.DeleteFunc(l.Faults, func(f *fault.Fault) bool { return f.Warning })
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		fmt.Fprintf(sum, "%s %d\n%s", name, len(texts[name]), texts[name])
	}
	l.sum = hex.EncodeToString(sum.Sum(nil)[:6])
	return l
}

// read reads a journey's text against the library.
func (l *library) read(k Key, text []byte) *opened {
	docs, err := document.Parse(k.file(), text)
	var faults fault.List
	errors.As(err, &faults)
	if len(docs) != 1 {
		return &opened{journey: &journey.Journey{ID: journey.ID(k.ID)}, faults: faults, digest: func() string { return "" }}
	}
	return l.decode(docs[0], faults)
}

func (l *library) decode(doc *document.Document, faults fault.List) *opened {
	o := &opened{doc: doc, faults: faults}
	o.journey = journey.DecodeShared(doc, &l.Workspace, &o.faults)
	o.faults.Sort()
	o.digest = sync.OnceValue(o.journey.Digest)
	return o
}

// version reads a version of a journey, or remembers it.
func (l *library) version(k Key, v *Version) *opened {
	return l.remember(fmt.Sprintf("%s@%d", k.ID, v.Number), func() *opened { return l.read(k, v.Text) })
}

// draft reads the draft of a journey, or remembers it.
func (l *library) draft(r Record) *opened {
	return l.remember(draftName(r.Key, r.Revision), func() *opened { return l.compare(r, l.read(r.Key, r.Draft.Text)) })
}

func draftName(k Key, revision int64) string { return fmt.Sprintf("%s~%d", k.ID, revision) }

// compare makes a draft tell how much of it is new.
func (l *library) compare(r Record, o *opened) *opened {
	o.changes = sync.OnceValue(func() int {
		if r.Latest == nil {
			return 0
		}
		return len(journey.Diff(l.version(r.Key, r.Latest).journey, o.journey))
	})
	return o
}

func (l *library) remember(name string, read func() *opened) *opened {
	l.mu.Lock()
	o, ok := l.opened[name]
	l.mu.Unlock()
	if ok {
		return o
	}
	o = read() // twice at worst, when two ask at once
	l.put(name, o)
	return o
}

func (l *library) put(name string, o *opened) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.opened) >= l.most {
		clear(l.opened)
	}
	l.opened[name] = o
}

func (l *library) forget(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.opened, name)
}

// head is what questions see of a journey: its latest version, else its draft.
func (l *library) head(r Record) (o *opened, version int) {
	if r.Latest != nil {
		return l.version(r.Key, r.Latest), r.Latest.Number
	}
	return l.draft(r), 0
}

// journeys are the journeys in use, by id.
func (s *state) journeys() []Record { return s.those(Journeys, Record.exists) }

// archived are the journeys that were put away.
func (s *state) archived() []Record {
	return s.those(Journeys, func(r Record) bool { return !r.Archived.IsZero() })
}

// those returns the records of a kind that hold, by id.
func (s *state) those(kind Kind, holds func(Record) bool) []Record {
	var out []Record
	for k, r := range s.records {
		if k.Kind == kind && holds(r) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Record) int { return strings.Compare(a.ID, b.ID) })
	return out
}
