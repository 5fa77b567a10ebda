// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/convert"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
)

type journeyConvert struct {
	File  string         `arg:"" help:"A journey, or a map made elsewhere: .yaml .json .csv .xlsx .cjml .xml." placeholder:"FILE"`
	Out   string         `help:"The file to write: .yaml .json .csv .xlsx .mmd .cjml; - for standard output." required:"" placeholder:"FILE"`
	From  convert.Format `help:"Format of the file read, where its name does not say it: yaml, json, csv, xlsx, cjml." placeholder:"FORMAT"`
	As    convert.Format `help:"Format to write, where the name does not say it: yaml, json, csv, xlsx, mermaid, cjml." placeholder:"FORMAT"`
	Sheet string         `help:"The sheet of a workbook that holds the map. Default: the one that looks most like one." placeholder:"NAME"`
	Force bool           `help:"Write over a file that is there."`
}

func (c *journeyConvert) Run(p *program) error {
	from, err := format(c.From, c.File)
	if err != nil {
		return err
	}
	as, err := format(c.As, c.Out)
	if err != nil {
		return err
	}
	draft, err := c.read(from)
	if err != nil {
		return err
	}
	beside := c.beside(from)
	out := draft.Text
	if as != convert.YAML {
		if out, err = convert.Write(as, draft.Journey, beside); err != nil {
			return err
		}
	}
	if err := c.write(p, out); err != nil {
		return err
	}
	draft.Report.Written(as, draft.Journey, beside)
	if line := c.strangers(as, draft.Journey); line != "" {
		draft.Report.Remarks = append(draft.Report.Remarks, line)
	}
	return c.tell(p, &draft.Report)
}

// format is the one asked for, else the one a name tells.
func format(asked convert.Format, name string) (convert.Format, error) {
	if asked == "" {
		return convert.FormatOf(name)
	}
	for _, known := range asked.Values() {
		if strings.EqualFold(known, string(asked)) {
			return convert.Format(known), nil
		}
	}
	return "", fault.New(fault.Invalid, "the format %q is not known", asked).WithRemedy("one of %s", strings.Join(asked.Values(), ", "))
}

func (c *journeyConvert) read(from convert.Format) (*convert.Draft, error) {
	f, err := os.Open(c.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no file %s", c.File)
	}
	if err != nil {
		return nil, fmt.Errorf("read journey: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	src, err := io.ReadAll(io.LimitReader(f, convert.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read journey: %w", err)
	}
	return convert.ReadSheet(from, c.File, c.Sheet, src)
}

// beside is the workspace that a journey document stands in; other files stand
// in none.
func (c *journeyConvert) beside(from convert.Format) *journey.Workspace {
	if from != convert.YAML && from != convert.JSON {
		return &journey.Workspace{}
	}
	docs, err := workspace.Open(c.File)
	if err != nil {
		return &journey.Workspace{} // a folder that cannot be read holds none
	}
	return &docs.Workspace
}

func (c *journeyConvert) write(p *program, out []byte) error {
	if c.Out == "-" {
		_, err := p.stdout.Write(out)
		return err
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if c.Force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(c.Out, flags, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "%s is there already", c.Out).WithRemedy("--force writes over it")
	}
	if err != nil {
		return fmt.Errorf("write journey: %w", err)
	}
	if _, err := f.Write(out); err != nil {
		_ = f.Close() // the first error tells
		return fmt.Errorf("write journey: %w", err)
	}
	return f.Close()
}

// strangers says which documents the one written must stand beside: it refers
// to what its folder does not hold.
func (c *journeyConvert) strangers(as convert.Format, j *journey.Journey) string {
	if c.Out == "-" || as != convert.YAML && as != convert.JSON {
		return ""
	}
	there := &journey.Workspace{}
	if docs, err := workspace.OpenDir(filepath.Dir(c.Out)); err == nil { // where none can be read, none is there
		there = &docs.Workspace
	}
	var missing []string
	for _, kind := range []struct {
		name string
		ids  []string
	}{
		{"personas", absent(personasOf(j), there.Personas)},
		{"segments", absent(segmentsOf(j), there.Segments)},
		{"touchpoints", absent(touchpointsOf(j), there.Touchpoints)},
	} {
		if len(kind.ids) > 0 {
			missing = append(missing, fmt.Sprintf("%s (%s)", kind.name, strings.Join(kind.ids, ", ")))
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return fmt.Sprintf("the document refers to %s that are not in %s: it must stand beside the documents that describe them",
		strings.Join(missing, ", "), filepath.Dir(c.Out))
}

// absent lists the ids of which there is no document, each once.
func absent[ID ~string, T any](ids []ID, there map[ID]T) []string {
	var out []string
	for _, id := range ids {
		if _, ok := there[id]; !ok && id != "" && !slices.Contains(out, string(id)) {
			out = append(out, string(id))
		}
	}
	return out
}

// personasOf lists the personas that a journey refers to.
func personasOf(j *journey.Journey) []persona.ID {
	var ids []persona.ID
	if j.Audience != nil {
		ids = append(ids, j.Audience.Personas...)
	}
	for _, s := range j.Steps() {
		if s.Feeling != nil {
			ids = append(ids, slices.Sorted(maps.Keys(s.Feeling.Personas))...)
		}
	}
	return ids
}

// segmentsOf lists the segments that a journey refers to.
func segmentsOf(j *journey.Journey) []segment.ID {
	var ids []segment.ID
	if j.Audience != nil {
		ids = append(ids, j.Audience.Segments...)
	}
	if j.Overall != nil {
		ids = append(ids, slices.Sorted(maps.Keys(j.Overall.Target.Segments))...)
	}
	for _, s := range j.Steps() {
		ids = append(ids, s.For...)
		if s.Importance != nil {
			ids = append(ids, slices.Sorted(maps.Keys(s.Importance.Segments))...)
		}
		ids = append(ids, slices.Sorted(maps.Keys(s.Target.Segments))...)
	}
	return ids
}

// touchpointsOf lists the entries of the library that a journey uses.
func touchpointsOf(j *journey.Journey) []touchpoint.ID {
	var ids []touchpoint.ID
	for _, s := range j.Steps() {
		if s.Touchpoint != nil {
			ids = append(ids, s.Touchpoint.Use)
		}
		for _, a := range s.Alternatives {
			ids = append(ids, a.Use)
		}
	}
	return ids
}

// tell prints the report, beside the journey where that goes to standard output.
func (c *journeyConvert) tell(p *program, r *convert.Report) error {
	beside := *p
	if c.Out == "-" {
		beside.stdout = p.stderr
	}
	if p.json {
		return beside.print(r)
	}
	r.Print(beside.stdout)
	return nil
}
