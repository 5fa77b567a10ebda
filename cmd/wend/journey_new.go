// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"

	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/fault"
)

type journeyNew struct {
	Template string `help:"The sector to begin with." placeholder:"NAME"`
	List     bool   `help:"List the templates."`
	Out      string `help:"Folder to write to. Default: the template's name, in this folder." placeholder:"DIR" type:"path"`
}

func (c *journeyNew) Run(p *program) error {
	if c.List || c.Template == "" {
		return c.list(p)
	}
	if c.Out == "" {
		c.Out = c.Template
	}
	paths, err := template.Write(c.Template, c.Out)
	if err != nil {
		return err
	}
	if p.json {
		return p.print(map[string]any{"template": c.Template, "files": paths})
	}
	for _, path := range paths {
		fmt.Fprintln(p.stdout, p.near(path))
	}
	journey := p.near(filepath.Join(c.Out, "journey.yaml"))
	fmt.Fprintf(p.stdout, `
Make it yours, then
  %[1]s journey validate %[2]s
  %[1]s journey render %[2]s --out map.html
`, p.name, journey)
	return nil
}

// list prints the templates; without a name there is nothing else to do.
func (c *journeyNew) list(p *program) error {
	list, err := template.List()
	if err != nil {
		return err
	}
	if p.json {
		return p.print(map[string]any{"templates": list})
	}
	g := grid{head: []string{"template", "sector", "journey", ">steps"}}
	for _, t := range list {
		g.add(t.Name, t.Sector, t.Title, fmt.Sprint(t.Steps))
	}
	g.print(p.stdout)
	if !c.List {
		return fault.New(fault.Invalid, "no template is named").WithRemedy("%s journey new --template hotel", p.name)
	}
	return nil
}
