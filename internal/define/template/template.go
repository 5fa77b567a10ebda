// SPDX-License-Identifier: Apache-2.0

// Package template holds complete journeys of twelve sectors to begin from:
// the journey's document, its personas, segments, touchpoints, channels,
// calendars and lifecycle. They are drafts by people who know the sector,
// marked as hypotheses; whoever takes one makes it their own. It may import
// define and fault.
package template

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

//go:embed */*.yaml
var files embed.FS

// sectors are the templates, in the order in which they are offered.
var sectors = []struct{ name, sector string }{
	{"ecommerce", "Online shop"},
	{"hotel", "Hotel"},
	{"retail-store", "Retail store"},
	{"garage", "Garage"},
	{"professional-services", "Professional services"},
	{"transport", "Rail and bus"},
	{"ski-resort", "Ski resort"},
	{"diy-store", "DIY store"},
	{"fleet-rental", "Car-fleet rental (B2B)"},
	{"health-insurance", "Health insurance"},
	{"saas", "Software as a service (B2B)"},
	{"bank-account", "Bank account"},
}

// Info describes a template.
type Info struct {
	Name   string `json:"name"`
	Sector string `json:"sector"`
	Title  string `json:"title"` // of the journey
	Steps  int    `json:"steps"`
}

// Names lists the templates.
func Names() []string {
	out := make([]string, len(sectors))
	for i, s := range sectors {
		out[i] = s.name
	}
	return out
}

// List describes the templates.
func List() ([]Info, error) {
	out := make([]Info, len(sectors))
	for i, s := range sectors {
		docs, err := Open(s.name)
		if err != nil {
			return nil, err
		}
		j := docs.Files[0]
		out[i] = Info{s.name, s.sector, j.Title, len(j.Steps())}
	}
	return out, nil
}

// Open reads a template as a workspace with one journey.
func Open(name string) (*workspace.Documents, error) {
	texts, err := Files(name)
	if err != nil {
		return nil, err
	}
	docs := workspace.Read(texts)
	if len(docs.Faults) > 0 || len(docs.Files) != 1 {
		return nil, fmt.Errorf("template %s: %w", name, docs.Faults.Err())
	}
	return docs, nil
}

// Files returns a template's documents by file name. The journey is
// journey.yaml.
func Files(name string) (map[string][]byte, error) {
	if !slices.Contains(Names(), name) {
		return nil, unknown(name)
	}
	entries, err := fs.ReadDir(files, name)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, e := range entries {
		if out[e.Name()], err = files.ReadFile(path.Join(name, e.Name())); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func unknown(name string) error {
	f := fault.New(fault.NotFound, "there is no template %q", name)
	if near := fault.Nearest(name, Names()); near != "" {
		return f.WithRemedy("did you mean %q?", near)
	}
	return f.WithRemedy("there are %s", strings.Join(Names(), ", "))
}

// Write puts a template's documents into a folder, making it if there is none,
// and returns the paths, the journey's first. It replaces no file: if one is
// there already nothing is written.
func Write(name, dir string) ([]string, error) {
	texts, err := Files(name)
	if err != nil {
		return nil, err
	}
	return writeNew(dir, texts)
}

// writeNew writes files into a folder unless one of them is there already.
func writeNew(dir string, texts map[string][]byte) (paths []string, err error) {
	for file := range texts {
		if _, err := os.Lstat(filepath.Join(dir, file)); err == nil {
			return nil, fault.New(fault.Conflict, "%s is there already", filepath.Join(dir, file)).WithRemedy("name another folder with --out")
		}
		paths = append(paths, file)
	}
	slices.SortFunc(paths, func(a, b string) int { return strings.Compare(order(a), order(b)) })
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("template: %w", err)
	}
	for i, file := range paths {
		paths[i] = filepath.Join(dir, file)
		if err := os.WriteFile(paths[i], texts[file], 0o644); err != nil {
			return paths[:i], fmt.Errorf("template: %w", err)
		}
	}
	return paths, nil
}

// order puts the journey before the documents around it.
func order(file string) string {
	if file == "journey.yaml" {
		return ""
	}
	return file
}
