// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// readDocument reads a journey document. Its text stays as it is where it is
// YAML: comments are worth keeping.
func readDocument(format Format, name string, src []byte) (*Draft, error) {
	docs, err := document.Parse(name, src)
	if err != nil {
		return nil, err
	}
	at := -1
	for i, d := range docs {
		if d.Kind != "journey" {
			continue
		}
		if at >= 0 {
			return nil, fault.New(fault.Invalid, "%s holds several journeys", name).WithRemedy("give each a file of its own")
		}
		at = i
	}
	if at < 0 {
		return nil, fault.New(fault.Invalid, "%s holds no journey", name).WithRemedy("begin with the line wend: journey/v1")
	}
	j, err := decode(docs[at], nil)
	if err != nil {
		return nil, err
	}
	d := &Draft{Journey: j, Report: Report{Format: format, Shape: ShapeDocument}}
	if format == YAML && len(docs) == 1 {
		d.Text = src
	}
	return d.finish()
}

// decode reads a journey with its ids filled in. References are not checked:
// what a journey refers to is not here. Where a document was made of cells,
// place turns the lines of its faults into their places.
func decode(doc *document.Document, place func(*fault.Fault)) (*journey.Journey, error) {
	var faults, references fault.List
	doc.Decode(&journey.Journey{}, &faults)
	if place != nil {
		for _, f := range faults {
			place(f)
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return journey.Decode(doc, &journey.Workspace{}, &references), nil
}

// finish writes the draft's text and counts what it holds.
func (d *Draft) finish() (*Draft, error) {
	if d.Text == nil {
		text, err := document.YAML(journey.Kind, d.Journey)
		if err != nil {
			return nil, err
		}
		d.Text = text
	}
	d.Report.count(d.Journey)
	d.Report.complete()
	return d, nil
}

func writeJSON(j *journey.Journey) ([]byte, error) {
	raw, err := document.JSON(j)
	if err != nil {
		return nil, err
	}
	head := fmt.Appendf(nil, `{"wend":%q`, journey.Kind)
	if len(raw) > 2 {
		head = append(head, ',')
	}
	var b bytes.Buffer
	if err := json.Indent(&b, append(head, raw[1:]...), "", "  "); err != nil {
		return nil, fmt.Errorf("write json: %w", err)
	}
	b.WriteByte('\n')
	return []byte(escaped(b.String())), nil
}
