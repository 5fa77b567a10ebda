// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/fault"
)

type journeyPush struct {
	sourceFlags
	Publish bool     `help:"Publish the journeys as their next versions, and not only as drafts."`
	Note    string   `help:"What is new, in your own words; with --publish." placeholder:"TEXT"`
	Force   bool     `help:"Push also what somebody changed or removed there meanwhile: yours replaces theirs in the draft."`
	Paths   []string `arg:"" name:"path" help:"Files, or folders of documents." placeholder:"FILE|FOLDER" type:"path"`
}

func (c *journeyPush) Run(p *program) error {
	if c.Note != "" && !c.Publish {
		return fault.New(fault.Invalid, "a note is of a version, and nothing is published").WithRemedy("add --publish, or leave --note away")
	}
	lib, done, err := c.library(p, true)
	if err != nil {
		return err
	}
	w := &push{p: p, journeyPush: c, lib: lib, there: map[catalogue.Key]*held{}}
	return errors.Join(w.run(), done())
}

// push is one push under way.
type push struct {
	p *program
	*journeyPush
	lib       library
	workspace string
	there     map[catalogue.Key]*held
	folders   []*folder
	list      []*moved
}

func (w *push) run() error {
	if err := w.read(); err != nil {
		return err
	}
	name, all, err := w.lib.All(w.p.ctx, true)
	if err != nil {
		return err
	}
	w.workspace = name
	for i := range all {
		w.there[all[i].Key] = &all[i]
	}
	w.compare()
	if slices.ContainsFunc(w.list, (*moved).wrong) { // all or nothing, as far as one can know before
		for _, m := range w.list {
			if m.Did == "" {
				m.Did = didWait
			}
		}
		return w.p.tellMoved(w.list, "pushed")
	}
	err = w.send()
	if err == nil && w.Publish {
		err = w.publish()
	}
	for _, f := range w.folders {
		f.state.Workspace = w.workspace
		err = errors.Join(err, f.save())
	}
	if err != nil {
		return err
	}
	return w.p.tellMoved(w.list, "pushed")
}

// read reads what is to be pushed. Where something cannot be read, nothing is
// pushed.
func (w *push) read() error {
	files := map[string][]string{} // by folder; nil for all
	var dirs []string
	for _, path := range w.Paths {
		dir, name := filepath.Split(path)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return fault.New(fault.NotFound, "there is no file or folder %s", w.p.near(path))
		case info.IsDir():
			files[path] = nil
			dirs = append(dirs, path)
		default:
			dir = filepath.Clean(dir)
			if names, all := files[dir]; !all || names != nil {
				files[dir] = append(names, name)
			}
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	var faults fault.List
	for _, dir := range slices.Compact(dirs) {
		f, err := openFolder(dir)
		if err != nil {
			return err
		}
		wrong, err := f.read(w.p, files[dir])
		if err != nil {
			return err
		}
		faults = append(faults, wrong...)
		w.folders = append(w.folders, f)
	}
	return faults.Err()
}

// compare says of each document how it stands. Those to be pushed have nothing
// done to them yet.
func (w *push) compare() {
	for _, f := range w.folders {
		for k, here := range f.parts {
			m := &moved{File: w.p.near(filepath.Join(f.dir, here.File)), Kind: k.Kind, ID: k.ID, folder: f, here: &here, there: w.there[k]}
			w.list = append(w.list, m)
			how := f.stand(k, m.here, m.there)
			switch {
			case how == same:
				m.Did, m.Version, m.Revision = didNothing, m.there.Version, m.there.Revision
				f.remember(*m.there, here)
			case how == changedThere:
				m.Did = isNewer
			case how == goneThere && !w.Force:
				m.Did = isGone
			case how == changedBoth && !w.Force:
				m.Did = isConflict
				m.Here, m.There = w.p.sides(w.lib, f.known[k], m.here, m.there)
			}
			if m.there == nil {
				m.there = &held{Key: k}
			}
		}
	}
	slices.SortStableFunc(w.list, func(a, b *moved) int { return cmp.Or(turn(a.Kind)-turn(b.Kind), cmp.Compare(a.ID, b.ID)) })
}

// turns are the kinds in an order in which they refer to those before.
var turns = [...]catalogue.Kind{catalogue.Channels, catalogue.Calendars, catalogue.Touchpoints, catalogue.Segments, catalogue.Personas, catalogue.Journeys, catalogue.Lifecycles, catalogue.Mappings}

func turn(k catalogue.Kind) int { return slices.Index(turns[:], k) }

// send pushes what is to be pushed. What is refused is tried again as long as
// others go through: it may refer to them.
func (w *push) send() error {
	for sent := true; sent; {
		sent = false
		for _, m := range w.list {
			if m.Did != "" && m.Did != wasRefused {
				continue
			}
			switch err := w.put(m); {
			case err == nil:
				sent = true
			case broken(err):
				return err
			default:
				m.refuse(w.p, err)
			}
		}
		sent = sent && slices.ContainsFunc(w.list, func(m *moved) bool { return m.Did == wasRefused })
	}
	return nil
}

// broken tells errors that are not about what was pushed.
func broken(err error) bool {
	code := fault.CodeOf(err)
	return code == fault.Internal || code == fault.Unavailable || code == fault.Forbidden
}

// put pushes one document.
func (w *push) put(m *moved) error {
	h, err := w.lib.Put(w.p.ctx, *m.there, m.here.Text)
	if err != nil {
		return err
	}
	m.folder.remember(h, *m.here)
	m.there, m.Version, m.Revision, m.Faults = &h, h.Version, h.Revision, m.placed(w.p, h.Faults)
	m.Did = didSave
	if m.Kind == catalogue.Journeys {
		m.Did = didDraft
	}
	return nil
}

// publish publishes the journeys that were pushed, now or before.
func (w *push) publish() error {
	for _, m := range w.list {
		if m.Kind != catalogue.Journeys || m.Did != didDraft && (m.Did != didNothing || !m.there.Draft) {
			continue
		}
		n, err := w.lib.Publish(w.p.ctx, *m.there, w.Note)
		if err != nil {
			if broken(err) {
				return err
			}
			m.Did, m.Faults = wasRefused, m.placed(w.p, listed(err))
			continue
		}
		text, err := w.lib.Text(w.p.ctx, m.ID, n)
		if err != nil {
			return err
		}
		m.Did, m.Version, m.Faults = didPublish, n, nil
		m.folder.remember(held{Key: m.there.Key, Version: n, Revision: m.Revision + 1, Text: text}, *m.here)
	}
	return nil
}
