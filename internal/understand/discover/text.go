// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
)

// YAML writes the document, with what it rests on in comments: how it was made at
// the head, the share of instances beside each step, and what is left out at the
// end.
func (p *Proposal) YAML() ([]byte, error) {
	text, err := document.YAML(journey.Kind, p.Journey)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	comment(&b, p.head())
	p.annotate(&b, text)
	if foot := p.foot(); len(foot) > 0 {
		b.WriteByte('\n')
		comment(&b, foot[1:])
	}
	return b.Bytes(), nil
}

func comment(b *bytes.Buffer, lines []string) {
	for _, line := range lines {
		b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
}

// head says how the proposal was made.
func (p *Proposal) head() []string {
	l := p.Limits
	lines := []string{
		fmt.Sprintf("A proposal from %d instances with %d variants, for you to edit: titles in the", p.Instances, p.Variants),
		"customer's words, names for the stages, owners, and what no event shows.",
	}
	if p.Anew > 0 {
		lines = append(lines, fmt.Sprintf("%d of the instances begin anew behind the end of another.", p.Anew))
	}
	if reason := p.Reason(); reason != "" {
		lines = append(lines, wrapped(reason, 88)...)
	}
	lines = append(lines, "",
		fmt.Sprintf("steps       events in at least %s of the instances; the others are listed below", short(l.Step)))
	if p.Milestones {
		lines = append(lines,
			fmt.Sprintf("            that at most %s of those who have them have in several places,", short(l.Again)),
			"            and that stand in a stable order")
	}
	lines = append(lines,
		fmt.Sprintf("optional    at least %s of those who went further passed it by", short(l.Optional)),
		fmt.Sprintf("repeatable  at least %s of those who had it had it twice in a row", short(l.Repeatable)))
	if !p.Milestones {
		lines = append(lines, fmt.Sprintf("links       at least %s of those at the step went back to one they knew", short(l.Loop)))
	}
	return append(lines, "stages      begin where the flow narrows")
}

// wrapped breaks a sentence into lines.
func wrapped(text string, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}

// Reason says why the map shows milestones, or why it does not although nearly
// every path is unique; "" where many instances share their paths.
func (p *Proposal) Reason() string {
	if !p.Unique {
		return ""
	}
	so := "so these are milestones"
	if !p.Milestones {
		so = "yet no events come once and in a stable order, so this shows all that are frequent"
	}
	return fmt.Sprintf("Nearly every path is unique (%d variants of %d instances, %d without repeats), %s.", p.Variants, p.Instances, p.Collapsed, so)
}

// stepHead is how the first line of a step begins; nothing else in the document
// stands there.
const stepHead = "    - id: "

// annotate copies the document and says beside the id of each step what the data
// say of it.
func (p *Proposal) annotate(b *bytes.Buffer, text []byte) {
	next := 0
	for line := range bytes.Lines(text) {
		if next < len(p.Steps) && bytes.HasPrefix(line, []byte(stepHead)) {
			fmt.Fprintf(b, "%s # %s\n", bytes.TrimRight(line, "\n"), p.facts(&p.Steps[next]))
			next++
			continue
		}
		b.Write(line)
	}
}

// facts says what the data say of a step.
func (p *Proposal) facts(s *Step) string {
	words := []string{"in " + percent(share(s.Instances, p.Instances))}
	if s.optional(p.Limits) {
		words = append(words, percent(share(s.PassedBy, s.PassedBy+s.Instances))+" passed it by")
	}
	if s.repeatable(p.Limits) {
		words = append(words, percent(share(s.AtOnce, s.Instances))+" twice in a row")
	}
	return strings.Join(words, ", ")
}

// listed is how many of the events left out the document lists.
const listed = 40

// foot lists what has no order and what is left out, each behind an empty line.
func (p *Proposal) foot() (lines []string) {
	for i, names := range p.AnyOrder {
		if i == 0 {
			lines = append(lines, "", "One way about as often as the other:")
		}
		lines = append(lines, "  "+strings.Join(names, ", "))
	}
	events := 0
	for i, l := range p.LeftOut {
		switch {
		case i == 0:
			lines = append(lines, "", "Left out:")
			fallthrough
		case i < listed:
			lines = append(lines, fmt.Sprintf("  %s: %s, %d events in %d instances (%s)", printable(l.Event), l.words(), l.Events, l.Instances, percent(share(l.Instances, p.Instances))))
		default:
			events += l.Events
		}
	}
	if more := len(p.LeftOut) - listed; more > 0 {
		lines = append(lines, fmt.Sprintf("  and %d more with %d events", more, events))
	}
	return lines
}

// words says why an event is left out.
func (l LeftOut) words() string {
	switch l.Why {
	case NoPlace:
		return "no typical place"
	case TooMany:
		return fmt.Sprintf("beyond %d steps", maxSteps)
	case Unwritable:
		return "a name that no document can hold"
	}
	return "rare"
}

// printable writes a name on one line.
func printable(name string) string {
	if writable(name) {
		return name
	}
	return fmt.Sprintf("%q", name)
}
