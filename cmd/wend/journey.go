// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/lifecycle"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/load"
)

type journeyCommand struct {
	New      journeyNew      `cmd:"" help:"Begin with a template: a complete journey of your sector."`
	Discover journeyDiscover `cmd:"" help:"Propose a journey from the events: steps, order, stages, loops; what is left out is listed."`
	Validate journeyValidate `cmd:"" help:"Check documents: everything that is wrong, with its place."`
	Render   journeyRender   `cmd:"" help:"Draw the map, for a screen or for paper, with live figures where there are any."`
	Show     journeyShow     `cmd:"" help:"Print a journey as a list of steps."`
	Diff     journeyDiff     `cmd:"" help:"Say in words how two versions differ."`
	Push     journeyPush     `cmd:"" help:"Bring documents from files to a server, or into a data directory: as drafts, or published."`
	Pull     journeyPull     `cmd:"" help:"Bring documents from a server, or a data directory, into files, for git."`
	Accept   journeyAccept   `cmd:"" help:"Accept a deviation from the design, take one back, or list what is accepted."`
	Convert  journeyConvert  `cmd:"" help:"Bring a map in from CSV, XLSX or CJML, or write a journey as one of them or as Mermaid."`
	Schema   journeySchema   `cmd:"" help:"Print the JSON Schema of a kind of document, for editors."`
}

type journeyValidate struct {
	Files []string `arg:"" help:"Journeys, whose folders are their workspace; folders; or mappings." placeholder:"FILE"`
}

func (c *journeyValidate) Run(p *program) error {
	var all fault.List
	for _, name := range c.Files {
		faults, err := validate(name)
		if err != nil {
			return err
		}
		all = append(all, faults...)
	}
	if p.json {
		if all == nil {
			all = fault.List{}
		}
		if err := p.print(map[string]any{"files": c.Files, "errors": len(all.Errors()), "warnings": len(all.Warnings()), "faults": all}); err != nil {
			return err
		}
	} else {
		for _, f := range all {
			fmt.Fprintln(p.stdout, f.Error())
		}
		fmt.Fprintf(p.stdout, "%d errors, %d warnings\n", len(all.Errors()), len(all.Warnings()))
	}
	if len(all.Errors()) > 0 {
		return errProblems
	}
	return nil
}

// validate checks a journey's file, a folder of documents, or a mapping.
func validate(name string) (fault.List, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		docs, err := workspace.OpenDir(name)
		if err != nil {
			return nil, err
		}
		return docs.Faults, nil
	}
	if src, err := os.ReadFile(name); err == nil {
		if parsed, err := document.Parse(name, src); err == nil && len(parsed) > 0 && parsed[0].Kind == "mapping" {
			return mappingFaults(name, src)
		}
	}
	docs, err := workspace.Open(name)
	if err != nil {
		return nil, err
	}
	return docs.Faults, nil
}

// mappingFaults is what import would say of a mapping before it looks at a file.
func mappingFaults(name string, src []byte) (fault.List, error) {
	_, err := load.ParseMapping(name, src)
	var list fault.List
	var one *fault.Fault
	switch {
	case errors.As(err, &list):
		return list, nil
	case errors.As(err, &one):
		return fault.List{one}, nil
	}
	return nil, err
}

type journeyShow struct {
	Data string `help:"Data directory, for a journey named by id." env:"WEND_DATA" placeholder:"DIR" type:"path"`
	Name string `arg:"" help:"A journey's file, or its id." placeholder:"FILE|ID"`
}

func (c *journeyShow) Run(p *program) error {
	docs, err := dataFlag{c.Data}.journey(p, c.Name)
	if err != nil {
		return err
	}
	j := docs.Files[0]
	if p.json {
		return p.print(map[string]any{"journey": j.Journey, "digest": j.Digest()})
	}
	fmt.Fprintf(p.stdout, "%s (%s)\n", j.Title, j.ID)
	for _, line := range []struct{ name, text string }{{"promise", j.Promise}, {"goal", j.Goal}, {"owner", j.Owner}, {"digest", j.Digest()}} {
		if line.text != "" {
			fmt.Fprintf(p.stdout, "%-8s %s\n", line.name, line.text)
		}
	}
	fmt.Fprintln(p.stdout)
	g := grid{head: []string{"step", "id", "channel", "", "evidence"}}
	stage := ""
	for _, s := range j.Steps() {
		if at := fmt.Sprintf("%s · %s", s.Phase, s.Stage); at != stage {
			stage = at
			g.section(at)
		}
		t := docs.Touchpoint(s.Step)
		marks := strings.TrimSpace(strings.Join([]string{string(t.Nature), string(t.Direction)}, " "))
		if s.Contactless {
			marks = "contactless"
		}
		title := "  " + clip(s.Title, 44)
		if s.MomentOfTruth != nil {
			title += " ★"
		}
		g.add(title, string(s.ID), string(t.Channel), marks, clip(evidenceWords(s.Step), 60))
	}
	g.print(p.stdout)
	return nil
}

// evidenceWords lists what proves a step.
func evidenceWords(s *journey.Step) string {
	var words []string
	for _, e := range s.Evidence {
		switch {
		case e.Answer != nil:
			words = append(words, "answer "+e.Answer.Survey+"/"+e.Answer.Question)
		case e.Where.Tree != nil:
			words = append(words, e.Event+" …")
		default:
			words = append(words, e.Event)
		}
	}
	if len(words) == 0 && !s.Observed() {
		return "not observed"
	}
	return strings.Join(words, ", ")
}

type journeyDiff struct {
	Before string `arg:"" help:"The earlier document." placeholder:"FILE"`
	After  string `arg:"" help:"The later document." placeholder:"FILE"`
}

func (c *journeyDiff) Run(p *program) error {
	a, err := dataFlag{}.journey(p, c.Before)
	if err != nil {
		return err
	}
	b, err := dataFlag{}.journey(p, c.After)
	if err != nil {
		return err
	}
	changes := journey.Diff(a.Files[0].Journey, b.Files[0].Journey)
	if p.json {
		if changes == nil {
			changes = []journey.Change{}
		}
		return p.print(map[string]any{"before": a.Files[0].Digest(), "after": b.Files[0].Digest(), "changes": changes})
	}
	for _, ch := range changes {
		fmt.Fprintln(p.stdout, ch)
	}
	if len(changes) == 0 {
		fmt.Fprintln(p.stdout, "no difference")
	}
	return nil
}

type journeySchema struct {
	Kind string `arg:"" optional:"" default:"journey" enum:"journey,segments,persona,lifecycle,touchpoints,channels,calendars,mapping" help:"journey, segments, persona, lifecycle, touchpoints, channels, calendars or mapping."`
}

func (c *journeySchema) Run(p *program) error {
	schemas := map[string]func() *jsonschema.Schema{
		"journey":  journey.Schema,
		"mapping":  load.MappingSchema,
		"segments": func() *jsonschema.Schema { return document.Schema("segments/v1", "Wend segments", &segment.File{}) },
		"persona":  func() *jsonschema.Schema { return document.Schema("persona/v1", "Wend persona", &persona.Persona{}) },
		"lifecycle": func() *jsonschema.Schema {
			return document.Schema("lifecycle/v1", "Wend lifecycle", &lifecycle.Lifecycle{})
		},
		"touchpoints": func() *jsonschema.Schema {
			return document.Schema("touchpoints/v1", "Wend touchpoints", &touchpoint.File{})
		},
		"channels":  func() *jsonschema.Schema { return document.Schema("channels/v1", "Wend channels", &channel.File{}) },
		"calendars": func() *jsonschema.Schema { return document.Schema("calendars/v1", "Wend calendars", &calendar.File{}) },
	}
	return p.print(schemas[c.Kind]())
}
