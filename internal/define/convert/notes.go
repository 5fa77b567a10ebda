// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// note is a sticky note of a whiteboard.
type note struct {
	found
	row    int
	frame  string
	stage  string  // that the frame names; empty: none
	lane   meaning // that the frame names
	colour string
	tags   string
	x      float64
	placed bool // x is known
}

// noteHeadings finds the heading row of a flat export of notes: a column of
// texts, beside one of frames or colours, and none of steps.
func (p *page) noteHeadings() (row int, columns map[meaning]int) {
	names := headingsByName(true)
	maps := headingsByName(false)
	for row := range min(len(p.rows), headRowsLooked) {
		columns, steps := map[meaning]int{}, false
		for col := range p.rows[row] {
			heading := p.text(row, col)
			if m := names[canonical(heading)]; m != asNothing && m != asBoard {
				if _, twice := columns[m]; !twice {
					columns[m] = col
				}
			}
			steps = steps || names[canonical(heading)] == asNothing && meaningOf(heading, maps).structural()
		}
		_, text := columns[asNote]
		_, frame := columns[asFrame]
		_, colour := columns[asColour]
		if text && !steps && (frame || colour) {
			return row, columns
		}
	}
	return -1, nil
}

// readNotes reads one note a row. A frame is a stage; what a note says of it is
// told by its first word ("Pain: …"), its tags, its frame or its colour.
func (p *page) readNotes(k *sketch, head int, columns map[meaning]int) {
	names := headingsByName(true)
	var others []int
	for col := range p.widest {
		h := p.take(head, col)
		m := names[canonical(h.text)]
		p.behind[col] = m != asNothing && m != asNote && m != asTags
		switch {
		case slices.Contains([]meaning{asNote, asFrame, asColour, asTags, asAcross}, m) && columns[m] == col:
			k.report.read(h.text, h.where, string(m))
		case (m == asAuthor || m == asDate) && columns[m] == col:
			k.report.read(h.text, h.where, string(m)+": "+saidOf[m]+"; of steps and other notes it is left behind")
		case m == asBoard || m == asAuthor || m == asDate:
			k.report.read(h.text, h.where, string(m)+": left behind")
			p.leaveBehind(head, col)
		default:
			others = append(others, col)
			if h.text != "" {
				k.report.unread(h.text, h.where, names)
			}
		}
	}
	var notes []note
	for row := head + 1; row < len(p.rows); row++ {
		notes = append(notes, p.note(row, columns))
	}
	w := &wall{sketch: k, names: headingsByName(false), colours: colourMeanings(notes), stages: map[string]*wallStage{}}
	w.tellColours(notes)
	w.pin(notes)
	for _, col := range others {
		for row := head + 1; row < len(p.rows); row++ {
			if f := p.take(row, col); f.text != "" {
				k.park(f, "the column is read as nothing", fmt.Sprintf("“%s” of the note “%s”", p.text(head, col), oneSpaced(notes[row-head-1].text)))
			}
		}
	}
}

// saidOf is where the author and the date of a note go.
var saidOf = map[meaning]string{
	asAuthor: "the source of pains, gains, ideas, quotes and parked notes",
	asDate:   "the date of pains, gains, ideas, quotes and parked notes",
}

// leaveBehind uses the cells of a column that says nothing of the journey.
func (p *page) leaveBehind(head, col int) {
	for row := head + 1; row < len(p.rows); row++ {
		p.take(row, col)
	}
}

func (p *page) note(row int, columns map[meaning]int) note {
	cell := func(m meaning) string {
		col, ok := columns[m]
		if !ok {
			return ""
		}
		return p.take(row, col).text
	}
	n := note{found: found{text: cell(asNote), author: oneSpaced(cell(asAuthor))}, row: row, frame: oneSpaced(cell(asFrame)), colour: cell(asColour), tags: cell(asTags)}
	n.where = p.where(row, columns[asNote])
	n.on(oneSpaced(cell(asDate)))
	x, err := strconv.ParseFloat(strings.ReplaceAll(cell(asAcross), ",", "."), 64)
	n.x, n.placed = x, err == nil
	return n
}

// on sets the day a text was written. What cannot be read as one stands beside
// the author.
func (f *found) on(date string) {
	day, ok := dayOf(date)
	switch {
	case ok:
		f.date = day
	case f.author == "":
		f.author = date
	case date != "":
		f.author += ", " + date
	}
}

// slashed is a day whose month may be the first or the second number.
var slashed = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})\b`)

// dayOf reads a date as 2026-05-02. 3/4/2026 is two days in two countries, so
// it is none.
func dayOf(text string) (string, bool) {
	if m := slashed.FindStringSubmatch(text); m != nil {
		first, second := number(m[1]), number(m[2])
		switch {
		case first > 12 || first == second:
			text = m[1] + "." + m[2] + "." + m[3]
		case second > 12:
			text = m[2] + "." + m[1] + "." + m[3]
		}
	}
	words := strings.Fields(strings.Replace(text, "T", " ", 1))
	for _, layout := range []string{time.DateOnly, "2006/1/2", "2.1.2006", "Jan 2, 2006", "January 2, 2006", "2 Jan 2006", "2 January 2006"} {
		n := min(len(strings.Fields(layout)), len(words))
		if t, err := time.Parse(layout, strings.TrimSuffix(strings.Join(words[:n], " "), ",")); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// hues are the colours of sticky notes by name, in English, French and German.
var hues = []struct{ hue, names string }{
	{"pink", "pink rose rosa magenta fuchsia"}, {"red", "red rouge rot"}, {"green", "green vert grun gruen teal lime"}, {"blue", "blue bleu blau cyan turquoise"},
	{"orange", "orange"}, {"violet", "violet lila purple mauve"}, {"yellow", "yellow jaune gelb gold"}, {"grey", "grey gray gris black noir white blanc grau schwarz weiss"},
}

// hue names a colour, be it a word or a hexadecimal code.
func hue(colour string) string {
	text := plain(colour)
	for _, h := range hues {
		for name := range strings.FieldsSeq(h.names) {
			if strings.Contains(text, name) {
				return h.hue
			}
		}
	}
	if r, g, b, ok := hex(text); ok {
		return hueOf(r, g, b)
	}
	return text
}

func hex(s string) (r, g, b float64, ok bool) {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 8 {
		s = s[:6] // without its opacity
	}
	v, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return 0, 0, 0, false
	}
	return float64(v >> 16), float64(v >> 8 & 255), float64(v & 255), true
}

// hueOf names the nearest hue on the colour wheel.
func hueOf(r, g, b float64) string {
	most, least := max(r, g, b), min(r, g, b)
	if most-least < 24 {
		return "grey"
	}
	var degrees float64
	switch most {
	case r:
		degrees = 60 * (g - b) / (most - least)
	case g:
		degrees = 120 + 60*(b-r)/(most-least)
	default:
		degrees = 240 + 60*(r-g)/(most-least)
	}
	degrees = math.Mod(degrees+360, 360)
	for _, h := range []struct {
		below float64
		name  string
	}{{14, "red"}, {42, "orange"}, {70, "yellow"}, {170, "green"}, {255, "blue"}, {295, "violet"}, {345, "pink"}} {
		if degrees < h.below {
			return h.name
		}
	}
	return "red"
}

// colourMeanings proposes what colours stand for. Where all notes share one, it
// says nothing and every note is a step.
func colourMeanings(notes []note) map[string]meaning {
	count := map[string]int{}
	for _, n := range notes {
		if n.text != "" {
			count[hue(n.colour)]++
		}
	}
	usual := map[string]meaning{"red": asPains, "pink": asPains, "green": asGains, "violet": asIdeas, "orange": asQuestions, "blue": asDoes}
	out := map[string]meaning{}
	steps, most := "", 0
	for _, h := range slices.Sorted(maps.Keys(count)) {
		out[h] = asStep
		if m, ok := usual[h]; ok && len(count) > 1 {
			out[h] = m
		}
		if count[h] > most && (out[h] == asStep || out[h] == asDoes) {
			steps, most = h, count[h]
		}
	}
	if count["yellow"] == 0 && steps != "" {
		out[steps] = asStep
	}
	return out
}

// wall is a whiteboard that is being read.
type wall struct {
	*sketch
	names   map[string]meaning
	colours map[string]meaning
	stages  map[string]*wallStage
}

// wallStage is a stage with the notes that are its steps.
type wallStage struct {
	*sketchStage
	notes []int
}

// tellColours tells what each colour was read as.
func (w *wall) tellColours(notes []note) {
	told := map[string]bool{}
	for _, n := range notes {
		if !told[n.colour] && n.colour != "" {
			told[n.colour] = true
			w.report.read("colour "+n.colour, "", string(w.colours[hue(n.colour)]))
		}
	}
	if len(told) > 0 {
		w.report.remark("what the colours stand for is a guess: check it against the legend of the whiteboard")
	}
}

// pin makes steps of the notes that are some, then gives each of the others to
// the nearest step of its frame.
func (w *wall) pin(notes []note) {
	steps := make([]*sketchStep, len(notes))
	for i := range notes {
		n := &notes[i]
		n.stage, n.lane = w.frame(n.frame)
		if n.text == "" || n.stage == "" {
			continue
		}
		st := w.stages[n.stage]
		if st == nil {
			st = &wallStage{sketchStage: &sketchStage{title: n.stage}}
			w.stages[n.stage] = st
			w.sketch.stages = append(w.sketch.stages, st.sketchStage)
		}
		if w.meaning(*n) == asStep {
			steps[i] = st.step(n.text)
			st.notes = append(st.notes, i)
		}
	}
	for i, n := range notes {
		if n.text != "" && steps[i] == nil {
			w.attach(notes, steps, i)
		}
		if n.text == "" {
			w.parkBare(n)
		}
		w.parkTags(n)
	}
}

// attach gives a note that is no step to one.
func (w *wall) attach(notes []note, steps []*sketchStep, i int) {
	n := notes[i]
	st := w.stages[n.stage]
	if st == nil {
		known := slices.DeleteFunc([]string{n.frame, n.colour}, func(s string) bool { return s == "" })
		w.park(n.found, "the note is in no frame that is a stage", strings.Join(known, ", "))
		return
	}
	s := nearest(notes, steps, i, st.notes)
	if s == nil && len(st.steps) > 0 {
		s = st.steps[0]
	}
	if s == nil {
		s = st.step(n.stage)
		w.report.remark("no note of the frame “%s” is a step, so one is named after it", n.stage)
	}
	w.give(s, w.meaning(n), n)
}

// parkBare keeps the frame of a note without text.
func (w *wall) parkBare(n note) {
	if n.frame != "" && w.stages[n.stage] == nil {
		w.park(n.saying(n.frame), "the frame holds no notes with text", "frame")
	}
}

// parkTags keeps tags that say more than what the note is.
func (w *wall) parkTags(n note) {
	if n.tags == "" || kindOfNote(n.tags) || meaningOf(n.tags, w.names) != asNothing {
		return
	}
	w.park(n.saying(n.tags), "the tags are read as nothing", "tags of the note “"+oneSpaced(n.text)+"”")
}

// kindOfNote reports whether a type only says that a note is one.
func kindOfNote(tags string) bool {
	return slices.Contains(strings.Split("sticky note|sticky_note|sticky|note|text|shape|card|rectangle|square|circle|post-it", "|"), plain(tags))
}

// frame parts a frame's name into a stage and a lane: "Discover / Pains".
func (w *wall) frame(name string) (stage string, m meaning) {
	names := w.names
	if m := meaningOf(name, names); m != asNothing && !m.structural() {
		first := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("/>|:", r) })
		if len(first) > 1 && meaningOf(first[0], names) == asNothing {
			return oneSpaced(first[0]), m
		}
		if _, known := names[canonical(name)]; known {
			return "", m
		}
	}
	if a, b, ok := strings.Cut(name, " - "); ok {
		if m := meaningOf(b, names); m != asNothing && !m.structural() {
			return oneSpaced(a), m
		}
	}
	return oneSpaced(name), asNothing
}

// meaning is what a note says: by its first word, its tags, its frame, its
// colour.
func (w *wall) meaning(n note) meaning {
	names := w.names
	if word, _, ok := strings.Cut(n.text, ":"); ok && len(word) < 30 {
		if m := names[canonical(word)]; m != asNothing && m != asPhase && m != asStage {
			return m
		}
	}
	if m := meaningOf(n.tags, names); m != asNothing && !m.structural() {
		return m
	}
	if n.lane != asNothing {
		return n.lane
	}
	if m, ok := w.colours[hue(n.colour)]; ok {
		return m
	}
	return asStep
}

// nearest finds the step that a note belongs to: the nearest across where
// positions are known, else the last one listed before it, else the first after.
func nearest(notes []note, steps []*sketchStep, i int, among []int) *sketchStep {
	var best *sketchStep
	distance := math.Inf(1)
	for _, k := range among {
		d := float64(i - k)
		if d < 0 {
			d = float64(len(notes)) - d
		}
		if notes[i].placed && notes[k].placed {
			d = math.Abs(notes[i].x - notes[k].x)
		}
		if d < distance {
			best, distance = steps[k], d
		}
	}
	return best
}

// give tells a step what a note says.
func (w *wall) give(s *sketchStep, m meaning, n note) {
	f := n.found
	if word, rest, ok := strings.Cut(f.text, ":"); ok && strings.TrimSpace(rest) != "" && w.names[canonical(word)] == m {
		w.report.became(f.where, string(m), f.text, strings.TrimSpace(rest))
		f.text = strings.TrimSpace(rest)
	}
	if m == asFeeling {
		w.feel(s, f, scale{-2, 2})
		return
	}
	w.tell(s, m, f)
}
