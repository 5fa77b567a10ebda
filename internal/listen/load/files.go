// SPDX-License-Identifier: Apache-2.0

package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// work is one file with the rule that it goes by.
type work struct {
	path string
	name string // as it is called in results: below the folder given
	dir  string // in which joins look for their files
	size int64
	rule *Rule
}

// plan finds the files to read. A file of a folder that no rule names is
// skipped; one that was named by the caller must have a rule.
func plan(m *Mapping, paths []string) (todo []work, skipped []FileResult, err error) {
	for _, p := range paths {
		info, err := stat(p)
		if err != nil {
			return nil, nil, err
		}
		if !info.IsDir() {
			w := work{path: p, name: filepath.Base(p), dir: filepath.Dir(p), size: info.Size()}
			rules := m.rulesFor(w.name, p)
			if len(rules) == 0 && len(m.Files) == 0 {
				return nil, nil, fault.New(fault.Invalid, "%s needs a mapping that says what its columns mean", w.name).WithRemedy("wend import --suggest %s proposes one; give it as --map FILE", p)
			}
			if len(rules) == 0 {
				return nil, nil, fault.New(fault.Invalid, "no rule of the mapping names %s", w.name).WithRemedy("add a rule with file: %s", w.name)
			}
			for _, w.rule = range rules {
				todo = append(todo, w)
			}
			continue
		}
		in, out, err := m.folder(p)
		if err != nil {
			return nil, nil, err
		}
		todo, skipped = append(todo, in...), append(skipped, out...)
	}
	if len(todo) == 0 {
		return nil, nil, fault.New(fault.Invalid, "there is nothing to import").WithRemedy("name files, or a folder with files that the mapping names")
	}
	return todo, skipped, nil
}

// stat looks at a file that the caller named.
func stat(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no file %s", path)
	}
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return info, nil
}

// rulesFor returns a file's rules, several where they name sheets of it; XES and
// Wend's own NDJSON need none.
func (m *Mapping) rulesFor(name, path string) []*Rule {
	if r := m.rules(name); len(r) > 0 {
		return r
	}
	if r := builtinRule(path); r != nil && len(m.Files) == 0 {
		return []*Rule{r}
	}
	return nil
}

// hidden reports whether a folder's entry is none of its files: hidden, or what
// a spreadsheet program leaves beside a workbook that is open in it.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// folder sorts a folder's files into those to read and those to skip.
func (m *Mapping) folder(dir string) (todo []work, skipped []FileResult, err error) {
	err = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || hidden(d.Name()) && p != dir {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return err
		}
		if d.IsDir() {
			return nil
		}
		name, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		info, err := d.Info()
		if err != nil {
			return err
		}
		rules := m.rulesFor(name, p)
		for _, r := range rules {
			todo = append(todo, work{path: p, name: name, dir: dir, size: info.Size(), rule: r})
		}
		if len(rules) > 0 {
			return nil
		}
		why := "no rule names it"
		if m.joined(name) {
			why = "read through a join"
		}
		skipped = append(skipped, FileResult{File: name, Skipped: why})
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("import: %w", err)
	}
	for _, r := range m.Files {
		if !slices.ContainsFunc(todo, func(w work) bool { return w.rule == r }) {
			f := fault.New(fault.Invalid, "no file in %s is called %s", dir, r.File).WithRemedy("mend file:, or remove the rule")
			return nil, nil, f
		}
	}
	return todo, skipped, nil
}

// joined reports whether a rule's join reads a file.
func (m *Mapping) joined(name string) bool {
	for _, r := range m.Files {
		for _, j := range r.Join {
			if named(j.File, name) || named(path.Base(j.File), path.Base(name)) {
				return true
			}
		}
	}
	return false
}

// joinFile finds the file of a join in a folder. The pattern's last element is
// one, the folders before it are names.
func joinFile(dir, pattern string) (string, error) {
	folder, name := path.Split(filepath.ToSlash(pattern))
	folder = filepath.Join(dir, filepath.FromSlash(folder))
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.IsDir() || !named(name, e.Name()) })
	switch len(entries) {
	case 0:
		return "", fmt.Errorf("no file in %s is called %s", dir, pattern)
	case 1:
		return filepath.Join(folder, entries[0].Name()), nil
	}
	return "", fmt.Errorf("%d files in %s are called %s", len(entries), dir, pattern)
}

// builtinRule is the rule of files that need no mapping: XES, and NDJSON in
// Wend's own words. Others have none.
func builtinRule(path string) *Rule {
	switch formatOf(path) {
	case XES:
		return &Rule{File: filepath.Base(path), Format: XES}
	case NDJSON:
		return &Rule{
			File: filepath.Base(path), Format: NDJSON, Customer: Value{Column: "customer"}, Event: Value{Column: "event"}, Time: Time{Column: "time"},
			Channel: Value{Column: "channel"}, ID: Value{Column: "id"}, native: true,
		}
	}
	return nil
}
