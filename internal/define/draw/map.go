// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"cmp"
	"sync"
	"time"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
)

// Options say how a map is drawn. The zero Options is right for a screen.
type Options struct {
	Paper   Paper
	Date    time.Time // printed in the foot; zero: none
	Version int       // 0: from a file
	Picture []byte    // of a persona: PNG or JPEG; nil: a silhouette
}

// Drawing is a finished drawing: one page or several.
type Drawing struct {
	Name  string // for a file: the journey's id
	Title string
	Pages []*canvas.Canvas
	Scale float64 // by which everything is enlarged to fill the paper
	Paper Paper
	css   func() (string, error) // the fonts of all pages
	table []tableRow             // the map as text
}

// maker is a map being drawn.
type maker struct {
	journey   *journey.Journey
	workspace *journey.Workspace
	figures   *Figures
	options   Options
	columns   []column
	rows      []lane
	beside    *maker   // the map below, when two are drawn
	changes   []string // in the journey as a whole, of the map below
	blank     bool
	onePager  bool                          // a persona: its legend is short
	limit     int                           // items shown of a list; 0: all
	scale     func(valence float64) float64 // the y of the emotion lane drawn last
	fonts     *canvas.Fonts
	dry       *canvas.Canvas // for measuring
	cut       []leftOver     // what the limit left out
}

// Map draws a journey, with figures where there are any (nil: none). Everything
// that the document says stands on the drawing: what has no room in a cell is
// on pages of its own behind the map.
func Map(j *journey.Journey, w *journey.Workspace, figures *Figures, o Options) (*Drawing, error) {
	m, err := newMaker(j, w, figures, o)
	if err != nil {
		return nil, err
	}
	m.columns = columnsOf(j, w, figures)
	return m.draw()
}

// Blank draws a grid with lanes and without steps, to map by hand.
func Blank(columns int, o Options) (*Drawing, error) {
	j := &journey.Journey{Title: "Journey:"}
	m, err := newMaker(j, &journey.Workspace{}, nil, o)
	if err != nil {
		return nil, err
	}
	m.blank = true
	third := (columns + 2) / 3
	for i := range columns {
		phase := []journey.Phase{journey.Before, journey.During, journey.After}[min(2, i/third)]
		m.columns = append(m.columns, column{Placed: journey.Placed{Step: &journey.Step{}, Phase: phase, Stage: " "}, number: i + 1})
	}
	return m.draw()
}

func newMaker(j *journey.Journey, w *journey.Workspace, figures *Figures, o Options) (*maker, error) {
	fonts, err := canvas.NewFonts()
	if err != nil {
		return nil, err
	}
	return &maker{journey: j, workspace: w, figures: figures, options: o, fonts: fonts, dry: canvas.New(fonts, 0, 0)}, nil
}

func (m *maker) segmentTitle(id string) string {
	if s, ok := m.workspace.Segments[segment.ID(id)]; ok && s.Title != "" {
		return s.Title
	}
	return id
}

func (m *maker) draw() (*Drawing, error) {
	m.rows = append(m.lanes(), m.besideLanes()...)
	s := m.arrange()
	d := &Drawing{Name: cmp.Or(string(m.journey.ID), "grid"), Title: m.journey.Title, Scale: s.scale, Paper: m.options.Paper, css: sync.OnceValues(m.fonts.CSS), table: m.textTable()}
	for _, group := range s.groups {
		for _, rows := range s.ranges {
			d.Pages = append(d.Pages, m.page(s, group, rows))
		}
	}
	if len(m.journey.Parking) > 0 {
		m.cut = append(m.cut, leftOver{title: "Parking lot: not placed yet", items: items(m.journey.Parking), color: ink})
	}
	d.Pages = append(d.Pages, m.leftOvers(s)...)
	m.foot(d.Pages)
	return d, nil
}
