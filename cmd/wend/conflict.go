// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// sides says in words what changed on each side since both were the same. Where
// that text is not known any more, here is told against there.
func (p *program) sides(lib library, base pulled, here *part, there *held) (mine, theirs []string) {
	if there == nil {
		return nil, []string{"it is gone"}
	}
	if here.Kind != catalogue.Journeys {
		return nil, nil
	}
	before := []byte(base.Draft)
	if base.Draft == "" && base.Version > 0 {
		text, err := lib.Text(p.ctx, there.ID, base.Version)
		if err == nil && digestOf(text) == base.Digest {
			before = text
		}
	}
	if len(before) == 0 {
		return differences(there.Text, here.Text), nil
	}
	return differences(before, here.Text), differences(before, there.Text)
}

// differences says in words how two texts of a journey differ.
func differences(before, after []byte) []string {
	a, b := journeyOf(before), journeyOf(after)
	if a == nil || b == nil {
		return nil
	}
	a.Status = b.Status // which publishing sets
	var out []string
	for _, c := range journey.Diff(a, b) {
		out = append(out, c.String())
	}
	if out == nil {
		out = []string{"comments or spelling"}
	}
	return out
}

// journeyOf reads a text, nil for one that is no journey.
func journeyOf(text []byte) *journey.Journey {
	docs, err := document.Parse("", text)
	if err != nil || len(docs) != 1 || docs[0].Kind != "journey" {
		return nil
	}
	return journey.Read(docs[0], new(fault.List))
}
