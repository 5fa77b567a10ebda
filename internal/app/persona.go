// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/stat"
)

// Persona finds a persona by its file or, in a data directory, by its id, with
// the workspace around it. Errors in the documents come back as a fault.List.
func Persona(name, dataDir string) (*persona.Persona, *workspace.Documents, error) {
	dir := JourneyDir(dataDir)
	if filepath.Ext(name) != "" {
		dir = filepath.Dir(name)
	}
	docs, err := workspace.OpenDir(dir)
	if err != nil {
		return nil, nil, fault.New(fault.NotFound, "there are no documents in %s", dir).WithRemedy("name a persona's file, as in persona.yaml")
	}
	id := persona.ID(name)
	if filepath.Ext(name) != "" {
		if id, err = personaIn(name, docs); err != nil {
			return nil, nil, err
		}
	}
	if err := docs.Faults.Err(); err != nil {
		return nil, nil, docs.Faults.Errors()
	}
	p, ok := docs.Personas[id]
	if !ok {
		known := make([]string, 0, len(docs.Personas))
		for _, k := range slices.Sorted(maps.Keys(docs.Personas)) {
			known = append(known, string(k))
		}
		return nil, nil, fault.New(fault.NotFound, "%s holds no persona %q", dir, id).WithRemedy("known are %s", strings.Join(known, ", "))
	}
	return p, docs, nil
}

// personaIn is the id of the one persona that a file describes.
func personaIn(path string, docs *workspace.Documents) (persona.ID, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return "", fault.New(fault.NotFound, "there is no file %s", path)
	}
	parsed, err := document.Parse(path, src)
	if err != nil {
		return "", err
	}
	var found []persona.ID
	for _, d := range parsed {
		if d.Kind == "persona" {
			p, _ := persona.Decode(d, docs.Channels, &fault.List{})
			found = append(found, p.ID)
		}
	}
	if len(found) != 1 {
		return "", fault.New(fault.Invalid, "%s holds %d personas", path, len(found)).WithRemedy("name a file with one persona")
	}
	return found[0], nil
}

// ShareOf is the share of all customers that a persona's segment holds at a
// moment; nil where there are none.
func (a *App) ShareOf(ctx context.Context, p *persona.Persona, docs *workspace.Documents, moment time.Time) (*stat.Estimate, error) {
	s, err := docs.Segment(p.Segment)
	if err != nil {
		return nil, err
	}
	held, err := a.Held(ctx, &s.Rule, moment)
	if err != nil {
		return nil, fmt.Errorf("share of %s: %w", p.ID, err)
	}
	return held.Share, nil
}
