// SPDX-License-Identifier: Apache-2.0

package script

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/listen/event"
)

// File is a script.
type File struct {
	Name  string
	Asked []*Asked // in the order of the file
	lines []string
}

// Asked is a question in its place: what is known when it is asked, and the
// answer that is expected.
type Asked struct {
	Case     string // the title
	World    *World
	Question *Question
	Want     *Table // nil: none is shown
	Place    string // file:line

	from, to int // the lines of the table, [from, to)
}

// World is what is known when a question is asked. It is not changed once it
// has been handed out.
type World struct {
	Events  []event.Event
	Journey *workspace.Documents // nil: none
}

// line is a line of a script.
type line struct {
	file string
	no   int // from 1
	text string
}

func (l line) fault(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", l.file, l.no, fmt.Sprintf(format, args...))
}

// reader reads a script.
type reader struct {
	out   *File
	title string
	world *World // shared by the questions that are asked of it, so replaced when something changes
}

// Read reads a script. The error names file and line.
func Read(name, src string) (*File, error) {
	r := &reader{out: &File{Name: name, lines: strings.Split(src, "\n")}, world: &World{}}
	for at := 0; at < len(r.out.lines); {
		head := r.line(at)
		at++
		body := r.body(&at)
		if blank(head.text) {
			if len(body) > 0 {
				return nil, body[0].fault("an indented line that belongs to no command")
			}
			continue
		}
		if err := r.command(head, body, at); err != nil {
			return nil, err
		}
	}
	return r.out, nil
}

func (r *reader) line(at int) line {
	return line{filepath.Base(r.out.Name), at + 1, r.out.lines[at]}
}

// blank reports whether a line says nothing.
func blank(s string) bool {
	s = strings.TrimSpace(s)
	return s == "" || s[0] == '#'
}

// body takes the indented lines below a command. Blank lines before further
// indented ones belong to it.
func (r *reader) body(at *int) (out []line) {
	for next := *at; next < len(r.out.lines); next++ {
		l := r.line(next)
		switch {
		case l.text != "" && l.text[0] == ' ' && !blank(l.text):
			out = append(out, l)
			*at = next + 1
		case strings.TrimSpace(l.text) != "" && l.text[0] != ' ':
			return out
		}
	}
	return out
}

// command runs one command; end is the line behind its body.
func (r *reader) command(head line, body []line, end int) error {
	verb, rest, _ := strings.Cut(strings.TrimSpace(head.text), " ")
	switch verb {
	case "case":
		if len(body) > 0 {
			return body[0].fault("an indented line that belongs to no command")
		}
		r.title, r.world = rest, &World{}
		return nil
	case "load":
		r.world = &World{Journey: r.world.Journey}
		return r.load(body)
	case "more":
		return r.load(body)
	case "journey":
		return r.journey(head, body)
	}
	return r.ask(head, body, end)
}

// load adds events. Those of an earlier world stay as they are.
func (r *reader) load(body []line) error {
	events := append([]event.Event(nil), r.world.Events...)
	for _, l := range body {
		more, err := loadLine(strings.TrimSpace(l.text))
		if err != nil {
			return l.fault("%v", err)
		}
		events = append(events, more...)
	}
	for i := range events {
		events[i].Seq, events[i].ID = int64(i), fmt.Sprint("e", i)
	}
	r.world = &World{events, r.world.Journey}
	return nil
}

// journey reads a journey. Its faults name the line of the script.
func (r *reader) journey(head line, body []line) error {
	if len(body) == 0 {
		return head.fault("a journey is indented below")
	}
	indent := len(body[0].text) - len(strings.TrimLeft(body[0].text, " "))
	yaml := strings.Repeat("\n", body[0].no-1)
	for i, l := range body {
		if i > 0 {
			yaml += strings.Repeat("\n", l.no-body[i-1].no)
		}
		yaml += l.text[min(indent, len(l.text)):]
	}
	docs := workspace.Read(map[string][]byte{filepath.Base(r.out.Name): []byte(yaml)})
	if err := docs.Faults.Err(); err != nil {
		return err
	}
	r.world = &World{r.world.Events, docs}
	return nil
}

// ask reads a question and the table below it.
func (r *reader) ask(head line, body []line, end int) error {
	q, err := parseQuestion(strings.TrimSpace(head.text))
	if err != nil {
		return head.fault("%v", err)
	}
	want, err := readTable(body)
	if err != nil {
		return err
	}
	a := &Asked{Case: r.title, World: r.world, Question: q, Want: want, Place: fmt.Sprintf("%s:%d", head.file, head.no), from: head.no, to: end}
	if want == nil {
		a.to = a.from
	}
	r.out.Asked = append(r.out.Asked, a)
	return nil
}

// With returns the script with these tables in the place of those it shows.
func (f *File) With(answers map[*Asked]*Table) string {
	var out []string
	at := 0
	for _, a := range f.Asked {
		if t := answers[a]; t != nil {
			out = append(append(out, f.lines[at:a.from]...), t.lines()...)
			at = a.to
		}
	}
	return strings.Join(append(out, f.lines[at:]...), "\n")
}
