// SPDX-License-Identifier: Apache-2.0

// Package convert brings journeys in from other formats and writes them out:
// CSV and XLSX with one row per step, the maps that people already have (grids,
// tables with other headings, sticky notes), Mermaid and CJML. What is read is
// a Draft: a journey document, and a Report of what became what. Nothing is
// dropped: text that finds no place is in the journey's parking lot.
//
// A table that Wend writes has a head, a row for each field of the journey
// ("Wend", "journey/v1" first), and a row per step; in XLSX they are the sheets
// Journey and Steps, in CSV the head stands above the steps, an empty row
// between. An empty phase or stage is that of the row above; a row without a
// step begins a stage. In a cell stand
//
//	a text as it is                                 Checks out and pays
//	a list, an item a line                          scrolls in the evening
//	a pain, gain or idea with its severity, basis   Too loud (4) [research]
//	an event, or a matcher as inline YAML           {event: Page Viewed, where: {path: /ads}}
//	a question, or more of it as inline YAML        after-delivery/overall
//	a length of time, or more as inline YAML        2 working days
//	yes                                             for true
//	what has no short form, as inline YAML          {default: 4, segments: {professionals: 4.5}}
//
// and under "More" what no column says. A text that a cell would not keep, as
// one with a carriage return, stands there as a JSON string. In CSV an
// apostrophe stands before texts that a spreadsheet would compute.
package convert

import (
	"path/filepath"
	"strings"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// Format is a way to write a journey.
type Format string

// The formats.
const (
	YAML    Format = "yaml"
	JSON    Format = "json"
	CSV     Format = "csv"
	XLSX    Format = "xlsx"
	Mermaid Format = "mermaid" // out only
	CJML    Format = "cjml"
)

// Values lists the formats.
func (Format) Values() []string {
	return []string{string(YAML), string(JSON), string(CSV), string(XLSX), string(Mermaid), string(CJML)}
}

// extensions tells the format by the end of a file's name.
var extensions = map[string]Format{
	".yaml": YAML, ".yml": YAML, ".json": JSON, ".csv": CSV, ".tsv": CSV, ".xlsx": XLSX, ".xlsm": XLSX,
	".mmd": Mermaid, ".mermaid": Mermaid, ".cjml": CJML, ".xml": CJML,
}

// FormatOf tells a file's format by its name.
func FormatOf(name string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(name))
	if f, ok := extensions[ext]; ok {
		return f, nil
	}
	return "", fault.New(fault.Invalid, "the format of %q is not known", name).
		WithRemedy("name it by its extension (.yaml .json .csv .xlsx .mmd .cjml), or say it: %s", strings.Join(Format("").Values(), ", "))
}

// MaxBytes bounds the size of a file that is read.
const MaxBytes = document.MaxBytes

// Draft is a journey read from another format.
type Draft struct {
	Text    []byte // the journey document, in YAML
	Journey *journey.Journey
	Report  Report
}

// Read reads a journey from a file's bytes in the format that its name says.
// The error is a fault or a fault.List, each at its place in the file.
func Read(name string, src []byte) (*Draft, error) {
	format, err := FormatOf(name)
	if err != nil {
		return nil, err
	}
	return ReadAs(format, name, src)
}

// ReadAs reads a journey in the given format; the name is for messages.
func ReadAs(format Format, name string, src []byte) (*Draft, error) {
	return ReadSheet(format, name, "", src)
}

// ReadSheet reads a journey as ReadAs does, from the sheet of a workbook that is
// named; empty: the one that looks most like a map.
func ReadSheet(format Format, name, sheet string, src []byte) (*Draft, error) {
	if len(src) > MaxBytes {
		return nil, fault.New(fault.Invalid, "the file has %d bytes", len(src)).WithRemedy("at most %d are read", MaxBytes).At(fault.Place{File: name})
	}
	asked := format
	format, err := sniff(format, name, src)
	if err != nil {
		return nil, err
	}
	if sheet != "" && format != XLSX {
		return nil, fault.New(fault.Invalid, "a sheet is asked for, and the file is no workbook").At(fault.Place{File: name})
	}
	switch format {
	case YAML, JSON:
		return readDocument(format, name, src)
	case CSV:
		return readCSV(name, src)
	case XLSX:
		d, err := readXLSX(name, sheet, src)
		if err == nil && asked != XLSX {
			d.Report.remark("the file is a workbook, though its name says %s: it is read as one", asked)
		}
		return d, err
	case CJML:
		return readCJML(name, src)
	}
	return nil, fault.New(fault.Invalid, "%s is written, not read", format).At(fault.Place{File: name})
}

// Write writes a journey in the given format. Formats that know no library of
// touchpoints get what the workspace's says; nil stands for an empty workspace.
func Write(format Format, j *journey.Journey, w *journey.Workspace) ([]byte, error) {
	if w == nil {
		w = &journey.Workspace{}
	}
	switch format {
	case YAML:
		return document.YAML(journey.Kind, j)
	case JSON:
		return writeJSON(j)
	case CSV:
		return writeCSV(j)
	case XLSX:
		return writeXLSX(j)
	case Mermaid:
		return writeMermaid(j, w), nil
	case CJML:
		return writeCJML(j, w)
	}
	return nil, fault.New(fault.Invalid, "the format %q is not known", format).WithRemedy("one of %s", strings.Join(format.Values(), ", "))
}
