// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"errors"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// The first row of a journey's head tells that Wend wrote the table.
const headingWend = "Wend"

// headTable writes the journey's own fields, a row each: heading and value.
func headTable(j *journey.Journey) [][]string {
	rows := [][]string{{headingWend, journey.Kind}}
	fields := append(headFields(), field{heading: headingMore})
	for i, s := range headRow(j) {
		if fields[i].heading != headingMore || s != "" {
			rows = append(rows, []string{fields[i].heading, s})
		}
	}
	return rows
}

// stepHeadings are the headings of the step table.
func stepHeadings() []string {
	headings := []string{headingPhase, headingStage}
	for _, f := range stepFields() {
		headings = append(headings, f.heading)
	}
	return append(headings, headingMore)
}

// stepTable writes the steps, a row each, without the headings. A row without a
// step begins a stage: one that has no steps, or one of the same title as the
// stage before.
func stepTable(j *journey.Journey) [][]string {
	var rows [][]string
	stage := func(phase journey.Phase, title string) []string {
		return append([]string{string(phase), quoting(wholeCell).write(title)}, make([]string, len(stepFields())+1)...)
	}
	for _, p := range []struct {
		phase  journey.Phase
		stages []journey.Stage
	}{{journey.Before, j.Phases.Before}, {journey.During, j.Phases.During}, {journey.After, j.Phases.After}} {
		for i, st := range p.stages {
			if len(st.Steps) == 0 || i > 0 && p.stages[i-1].Title == st.Title {
				rows = append(rows, stage(p.phase, st.Title))
			}
			for k := range st.Steps {
				rows = append(rows, append(stage(p.phase, st.Title)[:2], stepRow(&st.Steps[k])...))
			}
		}
	}
	return rows
}

// ownReader reads what headTable and stepTable wrote and people edited.
type ownReader struct {
	report  Report
	origins origins
	faults  fault.List
	root    *yaml.Node
	parked  []*yaml.Node

	headings []string
	phase    journey.Phase
	stage    *yaml.Node // nil: none has begun in this phase
}

// ownTable is where a head (rows of heading and value, the first of them "Wend")
// and a step table stand: in two sheets or in two parts of one.
type ownTable struct {
	head     *sheet // nil: people took it away
	headFrom int    // the row and the column of the mark
	headCol  int
	headRows int
	steps    *sheet
	from     int // the row of the headings
	others   []*sheet
}

// read reads the table. What stands beside it goes to the parking lot.
func (t ownTable) read(format Format) (*Draft, error) {
	head, steps, from := t.head, t.steps, t.from
	r := &ownReader{root: mappingNode(), report: Report{Format: format, Shape: ShapeOwn}, phase: journey.Before}
	r.origins.mark(r.root, steps.place(0, 0))
	if head == nil {
		put(r.root, "title", r.origins.mark(textNode(titleOf(steps.file)), steps.place(0, 0)))
	}
	for _, isMore := range []bool{true, false} { // a row of its own says more than "More"
		for row := t.headFrom + 1; row < t.headRows; row++ {
			if strings.EqualFold(tidy(head.at(row, t.headCol)), headingMore) == isMore {
				r.headRow(head, row, t.headCol)
			}
		}
	}
	phases := mappingNode()
	r.origins.mark(phases, steps.place(from, 0))
	put(r.root, "phases", phases)
	columns := r.columns(steps, from)
	for row := from + 1; row < len(steps.rows); row++ {
		if !steps.blank(row) {
			r.stepRow(steps, row, columns, phases)
		}
	}
	for _, s := range t.others {
		r.parkSheet(s)
	}
	for row := range t.headFrom {
		for col := range head.rows[row] {
			r.parkCell(head, row, col, "it stands above the journey's fields")
		}
	}
	r.errors(t)
	if from == len(steps.rows) {
		r.report.remark("no row holds the headings %s, %s and Title, so no steps are read", headingPhase, headingStage)
	}
	r.park()
	doc := &document.Document{File: steps.file, Kind: "journey", Version: 1, Root: r.root}
	j, err := decode(doc, r.origins.restore)
	var more fault.List
	if errors.As(err, &more) {
		r.faults = append(r.faults, more...)
	}
	r.faults.Sort()
	if err := r.faults.Err(); err != nil {
		return nil, err
	}
	return (&Draft{Journey: j, Report: r.report}).finish()
}

func (r *ownReader) headRow(s *sheet, row, first int) {
	heading, text := tidy(s.at(row, first)), tidy(s.at(row, first+1))
	if text != "" {
		at := s.place(row, first+1)
		fields := headFields()
		i := slices.IndexFunc(fields, func(f field) bool { return strings.EqualFold(f.heading, heading) })
		switch {
		case i >= 0:
			put(r.root, fields[i].path, r.origins.mark(fields[i].codec.read(text), at))
		case strings.EqualFold(heading, headingMore):
			r.more(r.root, text, at)
		default:
			r.parkCell(s, row, first+1, "no field is called "+heading)
		}
	}
	for col := range s.rows[row] {
		if col == first || col == first+1 {
			continue
		}
		r.parkCell(s, row, col, "it stands beside the journey's fields")
	}
}

// more adds what stands in a "More" cell, as far as nothing else says it.
func (r *ownReader) more(n *yaml.Node, text string, at fault.Place) {
	rest, ok := parseInline(text)
	if !ok || rest.Kind != yaml.MappingNode {
		r.faults.Add(fault.New(fault.Invalid, "the text under %q is no inline YAML", headingMore).WithRemedy("write it as {key: value}").At(at))
		return
	}
	r.origins.mark(rest, at)
	n.Content = append(n.Content, rest.Content...)
}

// columns tells the field of each column; -1: phase, -2: stage, -3: more, -4:
// none.
func (r *ownReader) columns(s *sheet, row int) []int {
	fields := stepFields()
	columns := make([]int, s.widest)
	for col := range columns {
		heading := tidy(s.at(row, col))
		columns[col] = columnNone
		r.headings = append(r.headings, heading)
		switch i := slices.IndexFunc(fields, func(f field) bool { return strings.EqualFold(f.heading, heading) }); {
		case i >= 0:
			columns[col] = i
		case strings.EqualFold(heading, headingPhase):
			columns[col] = columnPhase
		case strings.EqualFold(heading, headingStage):
			columns[col] = columnStage
		case strings.EqualFold(heading, headingMore):
			columns[col] = columnMore
		case heading != "":
			r.unread(heading, s.where(row, col), fields)
		}
	}
	return columns
}

// unread tells that a column is none of the table's.
func (r *ownReader) unread(heading, place string, fields []field) {
	names := map[string]meaning{canonical(headingPhase): headingPhase, canonical(headingStage): headingStage}
	for _, f := range fields {
		names[canonical(f.heading)] = meaning(f.heading)
	}
	r.report.unread(heading, place, names)
}

const (
	columnPhase = -1 - iota
	columnStage
	columnMore
	columnNone
)

// stepRow reads one row. A missing phase or stage is that of the row above.
func (r *ownReader) stepRow(s *sheet, row int, columns []int, phases *yaml.Node) {
	step := mappingNode()
	r.origins.mark(step, s.place(row, 0))
	stage, stageAt := "", s.place(row, 0)
	fields := stepFields()
	for _, isMore := range []bool{true, false} { // a column of its own says more than "More"
		for col, i := range columns {
			text, at := tidy(s.at(row, col)), s.place(row, col)
			if text == "" || (i == columnMore) != isMore {
				continue
			}
			switch {
			case i == columnMore:
				r.more(step, text, at)
			case i == columnPhase:
				r.setPhase(text, at)
			case i == columnStage:
				stage, stageAt = quoting(wholeCell).read(text), at
			case i >= 0 && fields[i].path == pathKind && !slices.Contains(fields[i].choices, strings.ToLower(text)):
				r.faults.Add(fault.New(fault.Invalid, "%q is no kind of step", text).WithRemedy("one of %s", strings.Join(fields[i].choices, ", ")).At(at))
			case i >= 0:
				put(step, fields[i].path, r.origins.mark(fields[i].codec.read(text), at))
			default:
				r.parkCell(s, row, col, "no column is called "+r.headings[col])
			}
		}
	}
	restore(step)
	empty := len(step.Content) == 0
	if r.stage == nil || empty || stage != "" && child(r.stage, "stage").Value != stage {
		r.begin(phases, stage, stageAt)
	}
	if !empty {
		steps := child(r.stage, "steps")
		steps.Content = append(steps.Content, step)
	}
}

func (r *ownReader) setPhase(text string, at fault.Place) {
	phase := journey.Phase(strings.ToLower(text))
	if !slices.Contains(phase.Values(), string(phase)) {
		r.faults.Add(fault.New(fault.Invalid, "%q is no phase", text).WithRemedy("one of %s", strings.Join(phase.Values(), ", ")).At(at))
		return
	}
	if phase != r.phase {
		r.phase, r.stage = phase, nil
	}
}

// begin adds a stage to the phase.
func (r *ownReader) begin(phases *yaml.Node, title string, at fault.Place) {
	steps := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	r.stage = mappingNode(textNode("stage"), textNode(title), textNode("steps"), steps)
	r.origins.mark(r.stage, at)
	list := child(phases, string(r.phase))
	if list == nil {
		list = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		r.origins.mark(list, at)
		put(phases, string(r.phase), list)
	}
	list.Content = append(list.Content, r.stage)
}

// parkCell keeps the text of a cell that no field takes.
func (r *ownReader) parkCell(s *sheet, row, col int, why string) {
	if text := tidy(s.at(row, col)); text != "" {
		r.parkText(s, row, col, text, why)
	}
}

// errors parks the errors that stand where texts would.
func (r *ownReader) errors(t ownTable) {
	sheets := append([]*sheet{t.steps}, t.others...)
	if t.head != nil && t.head != t.steps {
		sheets = append([]*sheet{t.head}, sheets...)
	}
	for _, s := range sheets {
		for _, e := range s.errors {
			r.parkText(s, e.row, e.col, e.text, errorCell)
		}
	}
}

func (r *ownReader) parkText(s *sheet, row, col int, text, why string) {
	where := s.where(row, col)
	n := mappingNode(textNode("title"), textNode(text), textNode("basis"), textNode("hypothesis"), textNode("source"), textNode(where))
	r.parked = append(r.parked, r.origins.mark(n, s.place(row, col)))
	r.report.Parked = append(r.report.Parked, Parked{where, text, why})
}

func (r *ownReader) parkSheet(s *sheet) {
	for row := range s.rows {
		for col := range s.rows[row] {
			r.parkCell(s, row, col, "the sheet is none of the journey's")
		}
	}
}

func (r *ownReader) park() {
	if len(r.parked) == 0 {
		return
	}
	list := child(r.root, "parking")
	if list == nil || list.Kind != yaml.SequenceNode {
		list = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
		put(r.root, "parking", list)
	}
	list.Content = append(list.Content, r.parked...)
}
