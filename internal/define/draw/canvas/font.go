// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"fmt"
	"unicode/utf8"

	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotoitalic"
	"eliasnaur.com/font/roboto/robotomedium"
	"eliasnaur.com/font/roboto/robotoregular"
	"github.com/rivo/uniseg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one of the typefaces.
type Face uint8

// The faces.
const (
	Regular Face = iota
	Medium
	Bold
	Italic
	faces
)

// Letters that Roboto lacks come from the reader's own fonts. They are taken to
// be as wide as they are anywhere, in em.
const (
	wideLetter  = 1.0 // Chinese, Japanese, Korean
	emojiLetter = 1.4
	otherLetter = 1.05
)

// typeface is a font and what has been used of it.
type typeface struct {
	data    []byte
	font    *sfnt.Font
	buffer  sfnt.Buffer
	advance map[rune]float64 // em; negative: the font lacks it
	used    map[rune]sfnt.GlyphIndex
}

// Fonts measures text. It is not safe for concurrent use.
type Fonts struct{ faces [faces]*typeface }

// NewFonts reads the fonts.
func NewFonts() (*Fonts, error) {
	f := &Fonts{}
	for i, data := range [faces][]byte{robotoregular.TTF, robotomedium.TTF, robotobold.TTF, robotoitalic.TTF} {
		parsed, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("canvas: font %d: %w", i, err)
		}
		f.faces[i] = &typeface{data: data, font: parsed, advance: map[rune]float64{}, used: map[rune]sfnt.GlyphIndex{}}
	}
	return f, nil
}

// Width is the length of a line of text in points.
func (f *Fonts) Width(text string, face Face, size float64) float64 {
	t, em := f.faces[face], 0.0
	for state := -1; text != ""; {
		var cluster string
		var wide int
		cluster, text, wide, state = uniseg.FirstGraphemeClusterInString(text, state)
		em += t.cluster(cluster, wide)
	}
	return em * size
}

// cluster is the width of one letter with its marks, in em.
func (t *typeface) cluster(cluster string, wide int) float64 {
	first, n := utf8.DecodeRuneInString(cluster)
	if n == len(cluster) {
		if w := t.rune(first); w >= 0 {
			return w
		}
	} else if w, ok := t.marked(cluster); ok {
		return w
	}
	switch {
	case wide < 2:
		return otherLetter
	case first >= 0x1100 && first < 0xffff && (first < 0x2300 || first > 0x2bff):
		return wideLetter
	}
	return emojiLetter
}

// marked is the width of a cluster of which the font has every rune.
func (t *typeface) marked(cluster string) (em float64, ok bool) {
	for _, r := range cluster {
		w := t.rune(r)
		if w < 0 {
			return 0, false
		}
		em += w
	}
	return em, true
}

// rune is the advance of a rune in em, negative where the font lacks it.
func (t *typeface) rune(r rune) float64 {
	if w, ok := t.advance[r]; ok {
		return w
	}
	w := -1.0
	if g, err := t.font.GlyphIndex(&t.buffer, r); err == nil && g != 0 {
		units := t.font.UnitsPerEm()
		if a, err := t.font.GlyphAdvance(&t.buffer, g, fixed.I(int(units)), font.HintingNone); err == nil {
			w = float64(a) / 64 / float64(units)
		}
	}
	t.advance[r] = w
	return w
}

// use notes that a text stands on a page.
func (f *Fonts) use(text string, face Face) {
	t := f.faces[face]
	for _, r := range text {
		if _, ok := t.used[r]; ok {
			continue
		}
		if g, err := t.font.GlyphIndex(&t.buffer, r); err == nil && g != 0 {
			t.used[r] = g
		}
	}
}
