// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/ask"
)

type journeyRender struct {
	ask.Base
	Data   string `help:"Data directory: its live figures stand on the map." env:"WEND_DATA" placeholder:"DIR" type:"path"`
	Out    string `help:"File to write, ending in .html or .svg. Of several pages, SVG files are numbered. Default: the journey's id, or grid.html." placeholder:"FILE" type:"path"`
	Force  bool   `help:"Write over a file that Wend did not draw."`
	Paper  string `help:"Screen, or a sheet to print on: A4, A3, A2, A1, A0." default:"screen" placeholder:"PAPER"`
	Beside string `help:"Another version, as the journey it is to become: drawn below, with the differences marked." placeholder:"FILE"`
	Blank  int    `help:"No journey: a blank grid of so many columns, to map by hand." placeholder:"N"`
	Name   string `arg:"" optional:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

func (c *journeyRender) Run(p *program) error {
	d, err := c.drawing(p)
	if err != nil {
		return err
	}
	if c.Out == "" {
		c.Out = p.here(d.Name + ".html")
	}
	return writeDrawing(p, d, c.Out, c.Force)
}

// drawing draws what the flags ask for.
func (c *journeyRender) drawing(p *program) (*draw.Drawing, error) {
	paper, err := draw.PaperNamed(c.Paper)
	if err != nil {
		return nil, err
	}
	o := draw.Options{Paper: paper, Date: p.clock()}
	switch {
	case c.Blank > 0 && c.Name == "":
		return draw.Blank(min(c.Blank, 200), o)
	case c.Name == "":
		return nil, fault.New(fault.Invalid, "no journey is named").WithRemedy("name a journey's file, or --blank 12 for an empty grid")
	}
	docs, err := dataFlag{c.Data}.journey(p, c.Name)
	if err != nil {
		return nil, err
	}
	if c.Beside != "" && c.Data != "" && filepath.Ext(c.Name) != "" {
		return nil, fault.New(fault.Invalid, "two maps beside each other are drawn without figures").WithRemedy("leave --data away")
	}
	if c.Beside != "" {
		other, err := dataFlag{c.Data}.journey(p, c.Beside)
		if err != nil {
			return nil, err
		}
		return draw.Beside(docs.Files[0].Journey, &docs.Workspace, other.Files[0].Journey, &other.Workspace, o)
	}
	figures, err := c.figures(p, docs)
	if err != nil {
		return nil, err
	}
	return draw.Map(docs.Files[0].Journey, &docs.Workspace, figures, o)
}

// figures asks the data directory; without one there are none.
func (c *journeyRender) figures(p *program, docs *workspace.Documents) (*draw.Figures, error) {
	if c.Data == "" {
		if c.Segment != "" || len(c.Where) > 0 || c.From+c.Base.To+c.AsOf != "" {
			return nil, fault.New(fault.Invalid, "there are no figures to choose from without a data directory").WithRemedy("add --data DIR")
		}
		return nil, nil
	}
	a, err := dataFlag{c.Data}.open(p, false)
	if err != nil {
		return nil, err
	}
	defer func() { _ = a.Close() }()
	card, err := (&ask.Scorecard{Base: c.Base}).Ask(p.ctx, a.Desk, docs)
	if err != nil {
		return nil, err
	}
	return ask.Figures(card), nil
}

// writeDrawing writes a drawing as one HTML file, or as SVG files, one a page.
func writeDrawing(p *program, d *draw.Drawing, to string, force bool) error {
	files := map[string]func() ([]byte, error){}
	var names []string
	add := func(name string, write func() ([]byte, error)) {
		names = append(names, name)
		files[name] = write
	}
	switch ext := strings.ToLower(filepath.Ext(to)); {
	case ext == ".html" || ext == ".htm":
		add(to, d.HTML)
	case ext != ".svg":
		return fault.New(fault.Invalid, "a drawing cannot be written as %q", ext).WithRemedy("end --out in .html or .svg")
	case len(d.Pages) == 1:
		add(to, func() ([]byte, error) { return d.SVG(0) })
	default:
		for i := range d.Pages {
			add(fmt.Sprintf("%s-%d.svg", strings.TrimSuffix(to, filepath.Ext(to)), i+1), func() ([]byte, error) { return d.SVG(i) })
		}
	}
	for _, name := range names {
		if old, err := os.ReadFile(name); err == nil && !force && !draw.IsOurs(old) {
			return fault.New(fault.Conflict, "%s is there already, and Wend did not draw it", name).WithRemedy("name another file with --out, or add --force")
		}
	}
	for _, name := range names {
		text, err := files[name]()
		if err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return fmt.Errorf("render: %w", err)
		}
	}
	if p.json {
		return p.print(map[string]any{"files": names, "pages": len(d.Pages)})
	}
	for _, name := range names {
		fmt.Fprintln(p.stdout, p.near(name))
	}
	return nil
}
