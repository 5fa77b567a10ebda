// SPDX-License-Identifier: Apache-2.0

package draw_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/draw"
	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/define/template"
	"github.com/wendcx/wend/internal/define/workspace"
	"github.com/wendcx/wend/internal/stat"
)

var date = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// sound checks the geometry of a drawing: every line of text lies in the room it
// was given and on the page, none lies on another, and none is smaller than
// eight points on paper.
func sound(t *testing.T, d *draw.Drawing) {
	t.Helper()
	for i, page := range d.Pages {
		if d.Paper.Width > 0 && (page.Size.W*d.Scale > d.Paper.Width+0.1 || page.Size.H*d.Scale > d.Paper.Height+0.1) {
			t.Errorf("page %d is %.0f by %.0f points, the paper %.0f by %.0f", i, page.Size.W*d.Scale, page.Size.H*d.Scale, d.Paper.Width, d.Paper.Height)
		}
		lines := slices.Clone(page.Lines)
		slices.SortFunc(lines, func(a, b canvas.Line) int { return int(a.Box.Y*100) - int(b.Box.Y*100) })
		for k, l := range lines {
			switch {
			case !l.Box.Inside(page.Size):
				t.Errorf("page %d: %q is off the page", i, l.Text)
			case l.Box.W > l.Room.W+0.01:
				t.Errorf("page %d: %q is %.1f wide in a room of %.1f", i, l.Text, l.Box.W, l.Room.W)
			case l.Size*d.Scale < 8:
				t.Errorf("page %d: %q is set in %.1f points", i, l.Text, l.Size*d.Scale)
			}
			for _, o := range lines[k+1:] {
				if o.Box.Y > l.Box.Bottom() {
					break
				}
				if o.Box.Overlaps(l.Box) {
					t.Errorf("page %d: %q lies on %q", i, o.Text, l.Text)
				}
			}
		}
	}
}

// says reports whether a drawing holds a text, wrapped as it may be.
func says(d *draw.Drawing, text string) bool { return strings.Contains(words(d), squeeze(text)) }

// words is all that a drawing says, without spaces.
func words(d *draw.Drawing) string {
	var all strings.Builder
	for _, page := range d.Pages {
		for _, l := range page.Lines {
			all.WriteString(squeeze(l.Text))
		}
	}
	return all.String()
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func render(t *testing.T, docs *workspace.Documents, figures *draw.Figures, paper string) *draw.Drawing {
	t.Helper()
	p, err := draw.PaperNamed(paper)
	if err != nil {
		t.Fatal(err)
	}
	d, err := draw.Map(docs.Files[0].Journey, &docs.Workspace, figures, draw.Options{Paper: p, Date: date})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestTemplatesOnEveryPaper: nothing overflows, overlaps or is lost, with and
// without figures.
func TestTemplatesOnEveryPaper(t *testing.T) {
	for _, name := range template.Names() {
		docs, err := template.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, paper := range []string{"screen", "A4", "A3", "A0"} {
			for what, figures := range map[string]*draw.Figures{"stated": nil, "live": invent(docs.Files[0].Journey)} {
				t.Run(name+"/"+paper+"/"+what, func(t *testing.T) {
					d := render(t, docs, figures, paper)
					sound(t, d)
					whole(t, d, docs.Files[0].Journey)
					wellFormed(t, d)
				})
			}
		}
	}
}

// invent makes figures up, so that every lane of numbers is drawn.
func invent(j *journey.Journey) *draw.Figures {
	e := func(v, by float64, n int) *stat.Estimate {
		return &stat.Estimate{Value: v, Lo: v - by, Hi: v + by, N: n}
	}
	target := 4.2
	f := &draw.Figures{
		AsOf: date, Basis: "events", Instances: 1234567, Completion: e(0.4, 0.01, 12345), Steps: map[journey.StepID]draw.StepFigures{},
		Overall: &draw.Score{Kind: "mean", Value: 3.9, Lo: 3.8, Hi: 4, N: 2000, Min: 1, Max: 5, Target: &target, Reading: "below target"},
	}
	readings := []string{"below target", "at target", "above target", "undecided"}
	for i, s := range j.Steps() {
		if !s.Observed() {
			f.Steps[s.ID] = draw.StepFigures{}
			continue
		}
		n := 100000 / (i + 1)
		f.Steps[s.ID] = draw.StepFigures{
			Observed: true, Reach: &n, ReachRate: e(1/float64(i+1), 0.01, n), Dropped: &n, Failed: &n,
			Time:  &draw.Time{MedianS: 86400 * 3, P90S: 86400 * 9, N: n, Since: s.Title, Late: e(0.3, 0.02, n)},
			Score: &draw.Score{Kind: []string{"csat", "nps", "mean", "ces"}[i%4], Value: 0.5, Lo: 0.4, Hi: 0.6, N: n, Min: 0, Max: 1, Target: &target, Reading: readings[i%4]}, Emotion: e(0.5, 0.3, n),
		}
	}
	return f
}

// whole checks that a drawing says all that the document does.
func whole(t *testing.T, d *draw.Drawing, j *journey.Journey) {
	t.Helper()
	all := words(d)
	for _, s := range j.Steps() {
		texts := []string{s.Title, s.Stage}
		texts = append(append(append(append(texts, s.Does...), s.Thinks...), s.Needs...), s.Questions...)
		for _, list := range [][]string{titles(s.Pains), titles(s.Gains), titles(s.Ideas)} {
			texts = append(texts, list...)
		}
		if s.Feeling != nil {
			texts = append(texts, s.Feeling.Label)
		}
		if s.MomentOfTruth != nil {
			texts = append(texts, s.MomentOfTruth.Why)
		}
		if b := s.Backstage; b != nil {
			texts = append(append(append(texts, b.Frontstage...), b.Backstage...), b.Support...)
		}
		for _, text := range texts {
			if !strings.Contains(all, squeeze(strings.Trim(text, `"“”`))) {
				t.Errorf("step %s: %q is not on the drawing", s.ID, text)
			}
		}
	}
}

// wellFormed reads every page as XML, and the page around them.
func wellFormed(t *testing.T, d *draw.Drawing) {
	t.Helper()
	for i := range d.Pages {
		svg, err := d.SVG(i)
		if err != nil {
			t.Fatal(err)
		}
		for r := xml.NewDecoder(bytes.NewReader(svg)); ; {
			if _, err := r.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("page %d: %v", i, err)
			}
		}
	}
	page, err := d.HTML()
	if err != nil || bytes.Count(page, []byte("<figure>")) != len(d.Pages) || bytes.Contains(page, []byte("http://")) && !bytes.Contains(page, []byte("http://www.w3.org/2000/svg")) {
		t.Errorf("the HTML: %v", err)
	}
}

// long makes a journey of n steps, with what every step says.
func long(t *testing.T, n int, step string) *workspace.Documents {
	t.Helper()
	var b strings.Builder
	b.WriteString("wend: journey/v1\nid: long\ntitle: Long\nphases:\n")
	at := 0
	for k, phase := range []string{"before", "during", "after"} {
		fmt.Fprintf(&b, "  %s:\n", phase)
		for last := n * (k + 1) / 3; at < last; {
			fmt.Fprintf(&b, "    - stage: Stage from %d\n      steps:\n", at)
			for m := 0; m < 4 && at < last; m++ {
				fmt.Fprintf(&b, "        - id: s%d\n%s", at, step)
				at++
			}
		}
	}
	docs := workspace.Read(map[string][]byte{"j.yaml": []byte(b.String())})
	if err := docs.Faults.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}

const plain = `          title: Does something that takes a few words
          touchpoint: {channel: website, nature: transactional, direction: pull}
          owner: somebody@example.com
          thinks: What is this about?
          feeling: {valence: 1, label: hopeful}
          pains: [{title: It takes long, severity: 3}]
          gains: [It is clear]
`

func TestSizes(t *testing.T) {
	for _, n := range []int{5, 14, 40, 60} {
		docs := long(t, n, plain)
		for _, paper := range []string{"screen", "A4", "A3", "A2", "A1", "A0"} {
			d := render(t, docs, invent(docs.Files[0].Journey), paper)
			sound(t, d)
			if paper == "A0" && n <= 40 && len(d.Pages) != 1 {
				t.Errorf("%d steps take %d sheets of A0", n, len(d.Pages))
			}
		}
	}
}

// TestHardTexts: what is long, wide, or runs the other way stays readable.
func TestHardTexts(t *testing.T) {
	title := strings.TrimSpace(strings.Repeat("Ten times twenty. ", 12))[:200]
	for name, step := range map[string]string{
		"200 characters":    "          title: " + title + "\n          feeling: {valence: -2, label: exasperated beyond all measure}\n",
		"one long word":     "          title: " + strings.Repeat("Donaudampfschiff", 12) + "\n",
		"right to left":     "          title: العميل يدفع ثمن الطلب عبر الموقع\n          thinks: כמה זה עולה לי בסוף?\n          pains: [הרשת איטית מאוד היום]\n",
		"Chinese, Japanese": "          title: 顾客在网站上浏览商品并将其放入购物车\n          thinks: この商品は本当に私に合うのでしょうか\n",
		"emoji":             "          title: Pays 💳 and smiles 👩‍👩‍👧‍👦🇫🇷\n          pains: [\"😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡😡\"]\n",
		"markup":            "          title: \"<script>alert(1)</script> & \\\"quotes\\\" ]]>\"\n",
		"forty pains":       "          title: Suffers\n          pains:\n" + strings.Repeat("            - {title: Something that goes wrong again and again, severity: 4}\n", 40),
	} {
		docs := long(t, 6, step)
		for _, paper := range []string{"screen", "A4", "A3"} {
			t.Run(name+"/"+paper, func(t *testing.T) {
				d := render(t, docs, nil, paper)
				sound(t, d)
				wellFormed(t, d)
				pains := 0
				for _, page := range d.Pages {
					for _, l := range page.Lines {
						pains += strings.Count(l.Text, "Something")
					}
				}
				if want := 40 * 6; name == "forty pains" && pains != want {
					t.Errorf("%d of %d pains are drawn", pains, want)
				}
				if s := docs.Files[0].Steps()[0]; !says(d, s.Title) {
					t.Errorf("%q is not on the drawing", s.Title)
				}
			})
		}
	}
}

func TestEmptyAndBlank(t *testing.T) {
	j := &journey.Journey{ID: "empty", Title: "Nothing yet"}
	d, err := draw.Map(j, &journey.Workspace{}, nil, draw.Options{})
	if err != nil || !says(d, "There are no steps yet") {
		t.Error(err)
	}
	sound(t, d)
	for _, paper := range draw.Papers() {
		d, err := draw.Blank(12, draw.Options{Paper: paper})
		if err != nil || !says(d, "line of visibility") {
			t.Error(err)
		}
		sound(t, d)
		if paper.Name == "A3" && len(d.Pages) != 1 {
			t.Errorf("a blank grid takes %d sheets", len(d.Pages))
		}
	}
}

// TestUnobservedShowsNoNumber: where nothing is measured the map says so; there
// is no zero and nobody leaves.
func TestUnobservedShowsNoNumber(t *testing.T) {
	docs := long(t, 6, plain)
	zero, some := 0, 12
	f := &draw.Figures{Basis: "events", Instances: 12, Steps: map[journey.StepID]draw.StepFigures{
		"s0": {Observed: true, Reach: &some, ReachRate: &stat.Estimate{Value: 1, Lo: 0.8, Hi: 1, N: 12}, Dropped: &zero},
	}}
	d := render(t, docs, f, "screen")
	unobserved, leaving := 0, 0
	for _, l := range d.Pages[0].Lines {
		if l.Text == "not observed" {
			unobserved++
		}
		if strings.Contains(l.Text, "leave here") {
			leaving++
		}
		if strings.HasPrefix(l.Text, "0 %") || l.Text == "n 0" {
			t.Errorf("%q is drawn", l.Text)
		}
	}
	if unobserved != 5 || leaving != 0 {
		t.Errorf("%d steps not observed, %d with people leaving", unobserved, leaving)
	}
}

func TestBeside(t *testing.T) {
	head := "wend: journey/v1\nid: %s\ntitle: Shop\nstate: %s\nphases:\n  before:\n    - stage: Choose\n      steps:\n"
	before := head + "        - {id: a, title: Looks}\n        - {id: b, title: Asks, target: 4}\n        - {id: c, title: Queues}\n        - {id: d, title: Pays}\n"
	after := head + "        - {id: a, title: Looks}\n        - {id: n, title: Is greeted}\n        - {id: b, title: Asks, target: 4.4, satisfaction: {survey: s, question: q}}\n        - {id: d, title: Pays}\n"
	read := func(text, id, state string) *workspace.Documents {
		docs := workspace.Read(map[string][]byte{"j.yaml": fmt.Appendf(nil, text, id, state)})
		if err := docs.Faults.Err(); err != nil {
			t.Fatal(err)
		}
		return docs
	}
	a, b := read(before, "shop", "as-is"), read(after, "shop-2", "to-be")
	for _, paper := range []string{"screen", "A3"} {
		p, _ := draw.PaperNamed(paper)
		d, err := draw.Beside(a.Files[0].Journey, &a.Workspace, b.Files[0].Journey, &b.Workspace, draw.Options{Paper: p})
		if err != nil {
			t.Fatal(err)
		}
		sound(t, d)
		for _, text := range []string{"NEW", "GONE", "CHANGED", "target 4 → 4.4", "How it is to be"} {
			if !says(d, text) {
				t.Errorf("%s: %q is missing", paper, text)
			}
		}
	}
}

func TestPersonas(t *testing.T) {
	for _, name := range template.Names() {
		docs, err := template.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range docs.Personas {
			d, err := draw.Persona(p, &docs.Workspace, &stat.Estimate{Value: 0.2, Lo: 0.19, Hi: 0.21, N: 5000}, draw.Options{Date: date})
			if err != nil {
				t.Fatal(err)
			}
			sound(t, d)
			wellFormed(t, d)
			for _, s := range slices.Concat(p.Goals, p.Needs, p.Empathy.Sees, p.Empathy.Feels, p.Pains, p.Gains) {
				if !says(d, s.Title) {
					t.Errorf("%s: %q is missing", p.Name, s.Title)
				}
			}
			if !says(d, "20.0 % of customers (19.0–21.0), n 5\u00a0000") {
				t.Errorf("%s: the share is missing", p.Name)
			}
		}
	}
}

// TestPicture: a persona's picture stands in the drawing; what is none does not.
func TestPicture(t *testing.T) {
	p := &persona.Persona{ID: "a", Name: "Anna"}
	for picture, want := range map[string]bool{"\x89PNG\r\n\x1a\nrest": true, "\xff\xd8\xffrest": true, "<svg onload=alert(1)>": false, "": false} {
		d, err := draw.Persona(p, &journey.Workspace{}, nil, draw.Options{Picture: []byte(picture)})
		if err != nil {
			t.Fatal(err)
		}
		svg, err := d.SVG(0)
		if err != nil || bytes.Contains(svg, []byte("<image")) != want {
			t.Errorf("%q: %v", picture, err)
		}
		wellFormed(t, d)
	}
}

func TestSpan(t *testing.T) {
	for seconds, want := range map[float64]string{0: "0 s", 59.6: "60 s", 120: "2.0 min", 7200: "2.0 h", -172800: "-2.0 d", 3 * 86400: "3.0 d"} {
		if got := draw.Span(seconds); got != want {
			t.Errorf("Span(%g) = %q, want %q", seconds, got, want)
		}
	}
	if got := draw.Span(math.Inf(1)); !strings.HasSuffix(got, " d") {
		t.Error(got)
	}
}

func titles(list []statement.Statement) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.Title
	}
	return out
}
