// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/persona"
	"github.com/wendcx/wend/internal/define/statement"
	"github.com/wendcx/wend/internal/stat"
)

// A persona's page is A4, upright; what needs more room gets a longer page.
const (
	personaWidth  = 210 * millimetre
	personaHeight = 297 * millimetre
	personaPad    = 26
	personaGap    = 10
)

// sheet is a persona being drawn.
type sheet struct {
	*maker
	persona *persona.Persona
	c       *canvas.Canvas
}

// Persona draws a persona on one page: who they are, the empathy map, pains and
// gains. share is the share of customers that their segment holds, nil where
// nobody counted.
func Persona(p *persona.Persona, w *journey.Workspace, share *stat.Estimate, o Options) (*Drawing, error) {
	m, err := newMaker(&journey.Journey{Title: p.Name}, w, nil, o)
	if err != nil {
		return nil, err
	}
	s := &sheet{maker: m, persona: p}
	m.onePager = true
	scale, height := s.size(share)
	s.c = canvas.New(m.fonts, personaWidth/scale, height)
	s.c.Rect(s.c.Size, 0, canvas.Paint{Fill: white})
	s.draw(share, false)
	pages := []*canvas.Canvas{s.c}
	m.foot(pages)
	return &Drawing{Name: string(p.ID), Title: p.Name, Pages: pages, Scale: scale, css: sync.OnceValues(m.fonts.CSS), Paper: Paper{Width: personaWidth, Height: height * scale}}, nil
}

// size finds the largest scale at which everything fits the page; a page that is
// too full at full size grows.
func (s *sheet) size(share *stat.Estimate) (scale, height float64) {
	needs := func(scale float64) float64 {
		s.c = canvas.New(s.fonts, personaWidth/scale, 0)
		return s.draw(share, true)
	}
	if h := needs(1); h > personaHeight {
		return 1, h
	}
	lo, hi := 1.0, 1.6
	for hi-lo > 0.01 {
		if middle := (lo + hi) / 2; needs(middle) <= personaHeight/middle {
			lo = middle
		} else {
			hi = middle
		}
	}
	return lo, personaHeight / lo
}

// part is a titled list on the page.
type part struct {
	title string
	icon  string
	list  []statement.Statement
	color string
}

// draw draws the page, or measures it, and returns its height.
func (s *sheet) draw(share *stat.Estimate, dry bool) float64 {
	p := s.persona
	y := s.top(share, dry)
	rows := [][]part{
		{{"Goals", iconStar, p.Goals, accent}, {"Motivations", iconPlus, p.Motivations, accent}, {"Needs", iconPerson, p.Needs, accent}},
		{{"Concerns", iconClock, p.Concerns, idea}, {"Challenges", iconRepeat, p.Challenges, idea}},
	}
	for _, row := range rows {
		y = s.row(row, y, white, dry)
	}
	y = s.band("Empathy map", y, dry)
	e := &p.Empathy
	y = s.row([]part{{"Sees", iconSees, e.Sees, ink}, {"Hears", iconHears, e.Hears, ink}, {"Says", channelIcons["messaging"], e.Says, ink}}, y, hues[journey.Before].tint, dry)
	y = s.row([]part{{"Does", iconPush, e.Does, ink}, {"Thinks", iconBulb, e.Thinks, ink}, {"Feels", iconHeart, e.Feels, ink}}, y, hues[journey.Before].tint, dry)
	y = s.row([]part{{"Pains", iconMinus, p.Pains, pain}, {"Gains", iconPlus, p.Gains, gain}}, y, white, dry)
	return y + footHeight + personaPad
}

// top is the portrait, the name, the quote, who they are.
func (s *sheet) top(share *stat.Estimate, dry bool) float64 {
	const side = 92
	p := s.persona
	switch kind := http.DetectContentType(s.options.Picture); {
	case dry:
	case kind == "image/png" || kind == "image/jpeg":
		s.c.Image(kind, s.options.Picture, personaPad+side/2, personaPad+side/2, side/2)
	default:
		h := hues[journey.Before]
		s.c.Circle(personaPad+side/2, personaPad+side/2, side/2, canvas.Paint{Fill: h.mid})
		icon(s.c, iconPerson, personaPad+18, personaPad+14, side-36, h.bar)
	}
	f := newFlow(s.c, canvas.Box{X: personaPad + side + 18, Y: personaPad, W: s.c.Size.W - 2*personaPad - side - 18}, dry)
	f.text(p.Name, titleType, 0)
	if p.Quote != "" {
		f.gap(2)
		f.text("“"+strings.Trim(p.Quote, `"“”`)+"”", leadType, 0)
	}
	f.gap(4)
	f.text(p.Who, canvas.Type{Size: 9.5, Color: ink}, 0)
	f.text(p.Context, canvas.Type{Size: 9.5, Color: muted}, 0)
	f.gap(5)
	if p.Segment != "" {
		words := "Stands for: " + s.segmentTitle(string(p.Segment))
		if share != nil {
			words += fmt.Sprintf(", %s of customers %s, n %s", percent(share.Value), interval(share, percentDigits), thousands(share.N))
		}
		f.text(words, strongType, 0)
	}
	s.channels(f)
	return max(f.y, personaPad+side) + 14
}

// channels are those the persona prefers, best first.
func (s *sheet) channels(f *flow) {
	if len(s.persona.Channels) == 0 {
		return
	}
	f.gap(4)
	x, y := f.b.X, f.y
	for _, id := range s.persona.Channels {
		title := channelTitle(s.workspace, id)
		width := 15 + s.c.Width(title, bodyType) + 14
		if x+width > f.b.Right() && x > f.b.X {
			x, y = f.b.X, y+15
		}
		if !f.dry {
			c, _ := s.workspace.ChannelSet().Channel(id)
			icon(s.c, channelIcon(id, c.Mode), x, y, 11, ink)
			s.c.One(title, bodyType, canvas.Box{X: x + 15, Y: y, W: min(width-14, f.b.Right()-x-15), H: 11})
		}
		x += width
	}
	f.y = y + 14
}

// band is a heading across the page.
func (s *sheet) band(title string, y float64, dry bool) float64 {
	if !dry {
		b := canvas.Box{X: personaPad, Y: y, W: s.c.Size.W - 2*personaPad, H: 18}
		s.c.Rect(b, 2, canvas.Paint{Fill: hues[journey.Before].bar})
		s.c.One(title, phaseType, canvas.Box{X: b.X + 10, Y: b.Y, W: b.W - 20, H: b.H})
	}
	return y + 18 + 6
}

// row draws lists side by side, as high as the highest.
func (s *sheet) row(parts []part, y float64, fill string, dry bool) float64 {
	w := (s.c.Size.W - 2*personaPad - personaGap*float64(len(parts)-1)) / float64(len(parts))
	h := 0.0
	for i := range parts {
		f := newFlow(s.dry, canvas.Box{W: w - 20}, true)
		s.part(f, &parts[i])
		h = max(h, f.used())
	}
	h += 16
	for i := range parts {
		if dry {
			break
		}
		b := canvas.Box{X: personaPad + float64(i)*(w+personaGap), Y: y, W: w, H: h}
		s.c.Rect(b, 5, canvas.Paint{Fill: fill, Stroke: rule})
		s.part(newFlow(s.c, canvas.Box{X: b.X + 10, Y: b.Y + 8, W: w - 20}, false), &parts[i])
	}
	return y + h + personaGap
}

func (s *sheet) part(f *flow, p *part) {
	s.pictured(f, p.icon, p.color, p.title, stepType)
	f.gap(3)
	for _, it := range items(p.list) {
		s.item(f, it, canvas.Type{Size: 9, Color: ink}, p.color)
		f.gap(2.5)
	}
}
