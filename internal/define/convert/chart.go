// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"fmt"
	"slices"
)

// lane is one kind of text about every record of a chart.
type lane struct {
	heading string
	where   string
	meaning meaning
	cells   []found
}

// chart is a map in one orientation: lanes, each with a cell for every record.
// A record is a row of a step table, a column of a grid.
type chart struct {
	lanes []*lane
	n     int
	grid  bool
}

// structure is which lanes say where the records stand. stage may be the title
// lane too: then every record is a stage with one step.
type structure struct {
	phase, stage, title *lane
	above               *lane // a level above the stages that is no phase
}

// first returns the first lane of one of the meanings, in their order.
func (c *chart) first(meanings ...meaning) *lane {
	for _, m := range meanings {
		for _, l := range c.lanes {
			if l.meaning == m {
				return l
			}
		}
	}
	return nil
}

// structure decides which lanes say where records stand.
func (c *chart) structure() structure {
	var s structure
	phase, stage, either := c.first(asPhase), c.first(asStage), c.first(asEither)
	s.title = c.first(asStep)
	if touchpoint := c.first(asTouchpoint); s.title == nil && touchpoint != nil && !c.grid && (either == nil || either.repeats()) {
		s.title = touchpoint
	}
	if s.title == nil && either != nil {
		s.title, either = either, nil
	}
	if s.title == nil && !c.grid {
		s.title = c.first(asDoes)
	}
	s.stage = stage
	if s.stage == nil {
		s.stage = either
	}
	switch {
	case phase == nil:
	case phase.allPhases():
		s.phase = phase
	case s.stage == nil:
		s.stage = phase
	default:
		s.above = phase
	}
	if s.stage == nil && s.title == nil {
		s.stage = s.phase
	}
	if s.title == nil {
		s.title = s.stage
	}
	return s
}

// repeats reports whether a lane groups records rather than naming them.
func (l *lane) repeats() bool {
	seen := map[string]bool{}
	for _, c := range l.cells {
		if c.text == "" || seen[c.text] {
			return true
		}
		seen[c.text] = true
	}
	return false
}

func (l *lane) allPhases() bool {
	any := false
	for _, c := range l.cells {
		if _, ok := phaseNamed(c.text); c.text != "" && !ok {
			return false
		}
		any = any || c.text != ""
	}
	return any
}

// filled is the text of a cell, or of the nearest before it that has one.
func (l *lane) filled(i int) string {
	if l == nil {
		return ""
	}
	for ; i >= 0; i-- {
		if l.cells[i].text != "" {
			return oneSpaced(l.cells[i].text)
		}
	}
	return ""
}

// draw adds the chart's records to the sketch.
func (c *chart) draw(k *sketch) {
	s := c.structure()
	c.tellReadings(k, s)
	scales := c.scales(k)
	var step *sketchStep
	for i := range c.n {
		if c.blank(i) {
			continue
		}
		step = c.place(k, s, i, step)
		if f := s.phase.cell(i); f.text != "" {
			phase, _ := phaseNamed(f.text)
			k.report.became(f.where, "phase", f.text, string(phase))
		}
		for _, l := range c.lanes {
			if f := l.cells[i]; f.text != "" && l != s.phase && l != s.stage && l != s.title && l != s.above {
				c.fill(k, step, l, f, scales[l])
			}
		}
	}
}

func (c *chart) blank(i int) bool {
	return !slices.ContainsFunc(c.lanes, func(l *lane) bool { return l.cells[i].text != "" })
}

// tellReadings tells what each lane was read as, and takes the meaning from
// lanes that lost their place to another.
func (c *chart) tellReadings(k *sketch, s structure) {
	headings := headingsByName(false)
	for _, l := range c.lanes {
		as := string(l.meaning)
		switch {
		case l == s.title && l == s.stage:
			as = "stage, with one step"
		case l == s.title:
			as = "step"
		case l == s.stage:
			as = "stage"
		case l == s.above:
			as = "stage, before its name"
		case l == s.phase:
			as = "phase"
		case l.meaning.structural() && l.meaning != asTouchpoint:
			k.report.remark("%q is the second heading for the %s: its text is in the parking lot", oneSpaced(l.heading), l.meaning)
			l.meaning, as = asNothing, ""
		case l.meaning == asTouchpoint:
			as = "channel"
		case l.meaning == asNothing && l.heading != "":
			k.report.unread(l.heading, l.where, headings)
			continue
		}
		k.report.read(l.heading, l.where, as)
	}
}

// place finds the step of a record. One without a title goes on with the step
// before, if the stage is the same.
func (c *chart) place(k *sketch, s structure, i int, last *sketchStep) *sketchStep {
	stage := s.stage.filled(i)
	if above := s.above.filled(i); above != "" {
		stage = above + " · " + stage
	}
	phase, _ := phaseNamed(s.phase.filled(i))
	if stage == "" {
		stage = s.phase.filled(i)
	}
	if stage == "" {
		stage = "Journey"
	}
	began := len(k.stages)
	st := k.stage(stage, phase)
	title := s.title.cell(i).text
	if title == "" && last != nil && began == len(k.stages) {
		return last
	}
	if title == "" {
		title = stage
		k.report.remark("the step “%s” is named after its stage: the map gives it no title", title)
	}
	return st.step(title)
}

func (l *lane) cell(i int) found {
	if l == nil {
		return found{}
	}
	return l.cells[i]
}

// fill gives a cell to its step.
func (c *chart) fill(k *sketch, step *sketchStep, l *lane, f found, s scale) {
	switch l.meaning {
	case asNothing:
		k.park(f, fmt.Sprintf("%q is read as nothing", l.heading), fmt.Sprintf("“%s” of “%s”", oneSpaced(l.heading), step.Title))
	case asFeeling:
		k.feel(step, f, s)
	default:
		k.tell(step, l.meaning, f)
	}
}

// scales finds the range of the numbers in each lane of feelings.
func (c *chart) scales(k *sketch) map[*lane]scale {
	scales := map[*lane]scale{}
	for _, l := range c.lanes {
		if l.meaning != asFeeling {
			continue
		}
		var values []float64
		for _, f := range l.cells {
			if x, _, ok := leadingNumber(f.text); ok {
				values = append(values, x)
			}
		}
		s, ok := hinted(l.heading)
		if !ok && len(values) > 0 {
			s = guessed(values)
			k.report.remark("the numbers under %q are taken for %s", oneSpaced(l.heading), s)
		}
		scales[l] = s
	}
	return scales
}

// feel reads a feeling: a number, a smiley or words. A number says how it feels,
// the words beside it or in another lane say what.
func (k *sketch) feel(step *sketchStep, f found, s scale) {
	about := "feeling at “" + step.Title + "”"
	x, rest, numeric := leadingNumber(f.text)
	switch {
	case !numeric:
		k.name(step, f, about)
	case s == scale{} || x < s.low || x > s.high:
		k.park(f, "the number is off the scale "+s.String(), about)
	case step.numbered:
		k.park(f, "there is a feeling already", about)
	default:
		step.valence, step.numbered = k.valence(f, s.valence(x)), true
		if rest != "" {
			k.name(step, f.saying(rest), about)
		}
	}
}

// name keeps the words for a feeling, and how it feels if they say it.
func (k *sketch) name(step *sketchStep, f found, about string) {
	if step.label.text != "" {
		k.park(f, "there is a feeling already", about)
		return
	}
	step.label = f
	if v, ok := worded(f.text); ok && step.valence == nil {
		step.valence = k.valence(f, v)
	}
}

func (k *sketch) valence(f found, v int) *int {
	k.report.became(f.where, "feeling", f.text, fmt.Sprintf("%+d", v))
	return &v
}
