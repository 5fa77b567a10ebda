// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/fault"
)

// moved tells what became of a document that was pushed or pulled.
type moved struct {
	File     string         `json:"file"`
	Kind     catalogue.Kind `json:"kind"`
	ID       string         `json:"id"`
	Did      did            `json:"did"`
	Version  int            `json:"version,omitempty"`
	Revision int64          `json:"revision,omitempty"`
	Here     []string       `json:"here,omitempty"`  // of a conflict: what changed here
	There    []string       `json:"there,omitempty"` // and there
	Faults   fault.List     `json:"faults,omitempty"`

	folder *folder
	here   *part
	there  *held
}

// did is what was done with a document.
type did string

// What is done with documents.
const (
	didDraft   did = "drafted"   // pushed, as a draft
	didPublish did = "published" // pushed, as a version
	didSave    did = "saved"     // pushed, a document without drafts
	didWrite   did = "written"   // pulled
	didNothing did = "unchanged"
	didWait    did = "held-back"    // since others could not be pushed
	didKeep    did = "changed-here" // and not there, so that pull leaves it
	isNewer    did = "newer-there"
	isGone     did = "gone-there"
	isConflict did = "conflict"
	wasRefused did = "refused"
	isCrowded  did = "crowded" // newer there, and its file holds others too
)

// wrong tells whether somebody must look.
func (m *moved) wrong() bool {
	return m.Did == isConflict || m.Did == wasRefused || m.Did == isCrowded
}

// label is the document in a sentence.
func (m *moved) label() string {
	return strings.TrimSuffix(string(m.Kind), "s") + " " + m.ID
}

// words say what became of it.
func (m *moved) words() string {
	switch m.Did {
	case didDraft:
		return fmt.Sprintf("%s: a draft, at revision %d", m.label(), m.Revision)
	case didPublish:
		return fmt.Sprintf("%s: published as version %d", m.label(), m.Version)
	case didSave:
		return fmt.Sprintf("%s: saved as version %d", m.label(), m.Version)
	case didWrite:
		return fmt.Sprintf("%s: version %d", m.label(), m.Version)
	case didWait:
		return m.label() + ": held back"
	case didKeep:
		return m.label() + ": changed here; wend journey push brings it there"
	case isNewer:
		return m.label() + ": newer there; wend journey pull brings it here"
	case isGone:
		return m.label() + ": not there any more; delete it here too, or bring it there by wend journey push --force"
	case isConflict:
		return m.label() + ": changed here and there"
	case wasRefused:
		return m.label() + ": refused"
	case isCrowded:
		return m.label() + ": newer there, and this file holds other documents too; take it out of the file and pull again"
	}
	return m.label() + ": unchanged"
}

// tellMoved prints what became of documents, but for those that nothing became
// of: they are counted.
func (p *program) tellMoved(list []*moved, what string) error {
	slices.SortStableFunc(list, func(a, b *moved) int { return strings.Compare(a.File, b.File) })
	wrong, counts := 0, map[did]int{}
	for _, m := range list {
		counts[m.Did]++
		if m.wrong() {
			wrong++
		}
	}
	if p.json {
		if list == nil {
			list = []*moved{}
		}
		if err := p.print(map[string]any{"documents": list}); err != nil {
			return err
		}
	} else {
		for _, m := range list {
			p.tellOne(m)
		}
		fmt.Fprintf(p.stdout, "%d %s, %d unchanged, %d to look at\n", counts[didDraft]+counts[didPublish]+counts[didSave]+counts[didWrite], what, counts[didNothing], wrong)
	}
	if wrong > 0 {
		return errProblems
	}
	return nil
}

func (p *program) tellOne(m *moved) {
	if m.Did == didNothing {
		return
	}
	fmt.Fprintf(p.stdout, "%s: %s\n", m.File, m.words())
	for _, side := range []struct {
		name  string
		words []string
	}{{"here", m.Here}, {"there", m.There}} {
		for _, w := range side.words {
			fmt.Fprintf(p.stdout, "  %-5s  %s\n", side.name, w)
		}
	}
	for _, f := range m.Faults.Errors() {
		fmt.Fprintf(p.stdout, "  %s\n", f.Error())
	}
}

// refuse notes why a document was not taken.
func (m *moved) refuse(p *program, err error) {
	m.Did = wasRefused
	if fault.CodeOf(err) == fault.Conflict {
		m.Did = isConflict
	}
	m.Faults = m.placed(p, listed(err))
}

// placed tells faults by their places in the file here, where it holds nothing
// else.
func (m *moved) placed(p *program, list fault.List) (out fault.List) {
	for _, f := range list {
		g := *f
		g.Place = fault.Place{File: p.near(filepath.Join(m.folder.dir, m.here.File))}
		if m.here.Alone {
			g.Line, g.Column = f.Line, f.Column
		}
		out.Add(&g)
	}
	return out
}
