// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/fault"
)

type journeyPull struct {
	sourceFlags
	Out   string   `help:"Folder to write to; made if it does not exist." placeholder:"FOLDER" type:"path" required:""`
	Draft bool     `help:"Take the drafts of journeys that have one, not what is published."`
	Force bool     `help:"Write also over what was changed here."`
	IDs   []string `arg:"" optional:"" name:"id" help:"Ids of journeys, or as segments/ID of other documents. Default: all."`
}

func (c *journeyPull) Run(p *program) error {
	lib, done, err := c.library(p, false)
	if err != nil {
		return err
	}
	return errors.Join(c.pull(p, lib), done())
}

func (c *journeyPull) pull(p *program, lib library) error {
	f, err := openFolder(c.Out)
	if err != nil {
		return err
	}
	faults, err := f.read(p, nil)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := faults.Err(); err != nil {
		return err
	}
	workspace, all, err := lib.All(p.ctx, c.Draft)
	if err != nil {
		return err
	}
	chosen, err := c.chosen(all)
	if err != nil {
		return err
	}
	var list []*moved
	for _, h := range chosen {
		m, err := c.one(p, lib, f, h)
		if err != nil {
			return err
		}
		list = append(list, m)
	}
	if len(c.IDs) == 0 {
		list = append(list, f.gone(p, all)...)
	}
	f.state.Workspace = workspace
	if err := f.save(); err != nil {
		return err
	}
	return p.tellMoved(list, "written")
}

// chosen are the documents that are asked for.
func (c *journeyPull) chosen(all []held) ([]held, error) {
	if len(c.IDs) == 0 {
		return all, nil
	}
	var out []held
	var known []string
	for _, h := range all {
		known = append(known, nameOf(h.Key))
	}
	for _, id := range c.IDs {
		i := slices.Index(known, strings.TrimPrefix(id, string(catalogue.Journeys)+"/"))
		if i < 0 {
			f := fault.New(fault.NotFound, "there is no document %q", id)
			if near := fault.Nearest(id, known); near != "" {
				return nil, f.WithRemedy("did you mean %q?", near)
			}
			return nil, f.WithRemedy("name a journey by its id, or another document as in segments/regulars")
		}
		out = append(out, all[i])
	}
	return out, nil
}

// nameOf is how one calls a document: a journey by its id, others as kind/id.
func nameOf(k catalogue.Key) string {
	if k.Kind == catalogue.Journeys {
		return k.ID
	}
	return k.String()
}

// one pulls one document.
func (c *journeyPull) one(p *program, lib library, f *folder, h held) (*moved, error) {
	name, here := f.place(h.Key)
	if !inFolder(name) {
		return nil, fault.New(fault.Invalid, "%q cannot be the name of a file", name).WithRemedy("such an id is none that Wend gives: look at the server")
	}
	m := &moved{File: p.near(filepath.Join(f.dir, name)), Kind: h.Kind, ID: h.ID, Version: h.Version, Revision: h.Revision}
	crowded := here != nil && !here.Alone
	switch how := f.stand(h.Key, here, &h); {
	case how == same:
		m.Did = didNothing
		f.remember(h, *here)
		return m, nil
	case how == changedHere && !c.Force:
		m.Did = didKeep
		return m, nil
	case how == changedBoth && !c.Force:
		m.Did = isConflict
		m.Here, m.There = p.sides(lib, f.known[h.Key], here, &h)
		return m, nil
	case crowded:
		m.Did = isCrowded
		return m, nil
	case how == onlyThere && !c.Force:
		if _, err := os.Stat(filepath.Join(f.dir, name)); err == nil {
			m.Did = isConflict
			m.There = []string{"a document that is to lie in this file, which holds something else"}
			return m, nil
		}
	}
	if err := f.write(name, h.Text); err != nil {
		return nil, err
	}
	m.Did = didWrite
	f.remember(h, part{catalogue.Part{Key: h.Key, Text: h.Text}, name})
	return m, nil
}

// place is the file in which a document lies, or is to lie, with what it says.
func (f *folder) place(k catalogue.Key) (name string, here *part) {
	if here, ok := f.parts[k]; ok {
		return here.File, &here
	}
	if p, ok := f.known[k]; ok {
		if _, err := os.Stat(filepath.Join(f.dir, p.File)); err != nil {
			return p.File, nil // it was deleted
		}
	}
	if k.Kind == catalogue.Journeys {
		return k.ID + ".yaml", nil
	}
	return string(k.Kind) + "." + k.ID + ".yaml", nil
}

// gone are the documents that were pulled once, and are not there any more.
func (f *folder) gone(p *program, all []held) (out []*moved) {
	for k, was := range f.known {
		if slices.ContainsFunc(all, func(h held) bool { return h.Key == k }) {
			continue
		}
		if _, here := f.parts[k]; here {
			out = append(out, &moved{File: p.near(filepath.Join(f.dir, was.File)), Kind: k.Kind, ID: k.ID, Did: isGone})
			continue
		}
		delete(f.known, k) // gone on both sides
	}
	return out
}
