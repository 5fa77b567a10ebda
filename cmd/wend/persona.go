// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/stat"
)

type personaCommand struct {
	Render personaRender `cmd:"" help:"Draw a persona on one page, with the empathy map."`
}

type personaRender struct {
	Data  string `help:"Data directory: the share of customers the persona stands for is counted there." env:"WEND_DATA" placeholder:"DIR" type:"path"`
	Out   string `help:"File to write, ending in .html or .svg. Default: the persona's id." placeholder:"FILE" type:"path"`
	Force bool   `help:"Write over a file that Wend did not draw."`
	Name  string `arg:"" help:"A persona's file, or its id in the data directory." placeholder:"FILE|ID"`
}

func (c *personaRender) Run(p *program) error {
	who, docs, err := app.Persona(c.Name, c.Data)
	if err != nil {
		return err
	}
	var share *stat.Estimate
	if c.Data != "" && who.Segment != "" {
		a, err := dataFlag{c.Data}.open(p, false)
		if err != nil {
			return err
		}
		defer func() { _ = a.Close() }()
		if share, err = a.ShareOf(p.ctx, who, docs, p.clock()); err != nil {
			return err
		}
	}
	picture, err := c.picture(who.Picture)
	if err != nil {
		return err
	}
	d, err := draw.Persona(who, &docs.Workspace, share, draw.Options{Date: p.clock(), Picture: picture})
	if err != nil {
		return err
	}
	if c.Out == "" {
		c.Out = p.here(d.Name + ".html")
	}
	return writeDrawing(p, d, c.Out, c.Force)
}

// maxPicture bounds the size of a picture that is drawn.
const maxPicture = 8 << 20

// picture reads the persona's picture from beside its document. Nothing is
// fetched: an address stays a silhouette.
func (c *personaRender) picture(name string) ([]byte, error) {
	if name == "" || strings.Contains(name, "://") {
		return nil, nil
	}
	dir := app.JourneyDir(c.Data)
	if filepath.Ext(c.Name) != "" {
		dir = filepath.Dir(c.Name)
	}
	if !filepath.IsLocal(name) {
		return nil, fault.New(fault.Invalid, "the picture %q lies outside the documents' folder", name).WithRemedy("put it beside the persona's document")
	}
	info, err := os.Stat(filepath.Join(dir, name))
	switch {
	case err != nil:
		return nil, fault.New(fault.NotFound, "there is no picture %s", filepath.Join(dir, name))
	case info.Size() > maxPicture:
		return nil, fault.New(fault.Invalid, "the picture %s is larger than %d MB", name, maxPicture>>20)
	}
	return os.ReadFile(filepath.Join(dir, name))
}
