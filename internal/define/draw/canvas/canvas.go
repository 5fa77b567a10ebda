// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// Box is a rectangle.
type Box struct{ X, Y, W, H float64 }

// Inset makes a box smaller on every side.
func (b Box) Inset(by float64) Box { return Box{b.X + by, b.Y + by, b.W - 2*by, b.H - 2*by} }

// Right is the x of the right side, Bottom the y of the lower one.
func (b Box) Right() float64 { return b.X + b.W }

// Bottom is the y of the lower side.
func (b Box) Bottom() float64 { return b.Y + b.H }

// Inside reports whether b lies in outer, give or take a hundredth of a point.
func (b Box) Inside(outer Box) bool {
	const slack = 0.01
	return b.X >= outer.X-slack && b.Y >= outer.Y-slack && b.Right() <= outer.Right()+slack && b.Bottom() <= outer.Bottom()+slack
}

// Overlaps reports whether two boxes share more than a hundredth of a point.
func (b Box) Overlaps(o Box) bool {
	const slack = 0.01
	return b.X < o.Right()-slack && o.X < b.Right()-slack && b.Y < o.Bottom()-slack && o.Y < b.Bottom()-slack
}

// Paint says how a shape looks. Empty colours are not painted.
type Paint struct {
	Fill, Stroke string
	Width        float64 // of the stroke; 0: 1
	Dash         string  // as in "4 2"
	Round        bool    // ends and corners of lines
}

// Align says where text stands in its box.
type Align uint8

// The alignments.
const (
	Start Align = iota
	Middle
	End
)

// Type says how text looks.
type Type struct {
	Face  Face
	Size  float64
	Color string
	Align Align
	Lead  float64 // line height in sizes; 0: 1.25
	Halo  string  // colour around the letters, over what is drawn below; "": none
}

// LineHeight is the height of one line.
func (t Type) LineHeight() float64 {
	if t.Lead == 0 {
		return 1.25 * t.Size
	}
	return t.Lead * t.Size
}

// Line is a line of text as it stands on the page.
type Line struct {
	Text string
	Box  Box // what it covers
	Room Box // what it had
	Size float64
}

// Canvas is one page being drawn. Lines records every line of text, for tests
// of the geometry.
type Canvas struct {
	Fonts *Fonts
	Size  Box
	Lines []Line
	body  bytes.Buffer
}

// New makes an empty page.
func New(fonts *Fonts, width, height float64) *Canvas {
	return &Canvas{Fonts: fonts, Size: Box{W: width, H: height}}
}

// Rect draws a rectangle with round corners.
func (c *Canvas) Rect(b Box, radius float64, p Paint) {
	fmt.Fprintf(&c.body, `<rect x="%s" y="%s" width="%s" height="%s"`, num(b.X), num(b.Y), num(max(b.W, 0)), num(max(b.H, 0)))
	if radius > 0 {
		fmt.Fprintf(&c.body, ` rx="%s"`, num(min(radius, b.W/2, b.H/2)))
	}
	c.paint(p)
}

// Circle draws a circle.
func (c *Canvas) Circle(x, y, radius float64, p Paint) {
	fmt.Fprintf(&c.body, `<circle cx="%s" cy="%s" r="%s"`, num(x), num(y), num(radius))
	c.paint(p)
}

// Image draws a picture (PNG or JPEG), cut to a circle.
func (c *Canvas) Image(kind string, data []byte, x, y, radius float64) {
	id := fmt.Sprintf("clip%d", c.body.Len())
	fmt.Fprintf(&c.body, `<clipPath id="%s"><circle cx="%s" cy="%s" r="%s"/></clipPath>`, id, num(x), num(y), num(radius))
	fmt.Fprintf(&c.body, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="xMidYMid slice" clip-path="url(#%s)" href="data:%s;base64,%s"/>`+"\n",
		num(x-radius), num(y-radius), num(2*radius), num(2*radius), id, html.EscapeString(kind), base64.StdEncoding.EncodeToString(data))
}

// Path draws SVG path data.
func (c *Canvas) Path(d string, p Paint) {
	fmt.Fprintf(&c.body, `<path d="%s"`, html.EscapeString(d))
	c.paint(p)
}

// PathAt draws path data of a square of the given side, scaled to a box.
func (c *Canvas) PathAt(d string, side float64, b Box, p Paint) {
	k := min(b.W, b.H) / side
	p.Width /= k
	fmt.Fprintf(&c.body, `<path transform="translate(%s %s) scale(%s)" d="%s"`, num(b.X), num(b.Y), num4(k), html.EscapeString(d))
	c.paint(p)
}

// LineTo draws a straight line.
func (c *Canvas) LineTo(x1, y1, x2, y2 float64, p Paint) {
	c.Path(fmt.Sprintf("M%s %sL%s %s", num(x1), num(y1), num(x2), num(y2)), p)
}

func (c *Canvas) paint(p Paint) {
	if p.Fill == "" {
		p.Fill = "none"
	}
	fmt.Fprintf(&c.body, ` fill="%s"`, html.EscapeString(p.Fill))
	if p.Stroke != "" {
		fmt.Fprintf(&c.body, ` stroke="%s"`, html.EscapeString(p.Stroke))
		if p.Width != 0 && p.Width != 1 {
			fmt.Fprintf(&c.body, ` stroke-width="%s"`, num4(p.Width))
		}
		if p.Dash != "" {
			fmt.Fprintf(&c.body, ` stroke-dasharray="%s"`, html.EscapeString(p.Dash))
		}
		if p.Round {
			c.body.WriteString(` stroke-linecap="round" stroke-linejoin="round"`)
		}
	}
	c.body.WriteString("/>\n")
}

// Begin opens a group with an id and a title that readers see when they point
// at it and that screen readers say; both may be empty. End closes it.
func (c *Canvas) Begin(id, title string) {
	c.body.WriteString("<g")
	if id != "" {
		fmt.Fprintf(&c.body, ` id="%s"`, html.EscapeString(id))
	}
	c.body.WriteString(">")
	if title != "" {
		fmt.Fprintf(&c.body, "<title>%s</title>", html.EscapeString(clean(title)))
	}
	c.body.WriteString("\n")
}

// End closes a group.
func (c *Canvas) End() { c.body.WriteString("</g>\n") }

// Height is how tall a text becomes in a width.
func (c *Canvas) Height(text string, t Type, width float64) float64 {
	return float64(len(c.Fonts.Wrap(text, t.Face, t.Size, width))) * t.LineHeight()
}

// Text wraps a text into a box from its top and returns its height.
func (c *Canvas) Text(text string, t Type, b Box) float64 {
	lines := c.Fonts.Wrap(text, t.Face, t.Size, b.W)
	rtl := rightToLeft(text)
	for i, line := range lines {
		c.line(line, t, Box{b.X, b.Y + float64(i)*t.LineHeight(), b.W, t.LineHeight()}, rtl)
	}
	return float64(len(lines)) * t.LineHeight()
}

// One writes one line, shortened if need be, in the middle of a box's height.
func (c *Canvas) One(text string, t Type, b Box) {
	text = c.Fonts.Clip(text, t.Face, t.Size, b.W)
	c.line(text, t, Box{b.X, b.Y + (b.H-t.LineHeight())/2, b.W, t.LineHeight()}, rightToLeft(text))
}

// Width is the length of a line.
func (c *Canvas) Width(text string, t Type) float64 { return c.Fonts.Width(text, t.Face, t.Size) }

// line writes a line that fits its room.
func (c *Canvas) line(text string, t Type, room Box, rtl bool) {
	if text == "" {
		return
	}
	c.Fonts.use(text, t.Face)
	width := c.Width(text, t)
	left := room.X
	switch align := t.Align; {
	case align == Middle:
		left = room.X + (room.W-width)/2
	case align == End, rtl && align == Start:
		left = room.Right() - width
	}
	c.Lines = append(c.Lines, Line{text, Box{left, room.Y, width, room.H}, room, t.Size})
	x, anchor := left, ""
	switch {
	case t.Align == Middle:
		x, anchor = room.X+room.W/2, ` text-anchor="middle"`
	case rtl:
		x = room.Right() // the start of the line is at its right
		if t.Align == End {
			x, anchor = room.Right(), ` text-anchor="start"`
		}
	case t.Align == End:
		x, anchor = room.Right(), ` text-anchor="end"`
	}
	if rtl {
		anchor += ` direction="rtl"`
	}
	if t.Halo != "" {
		anchor += fmt.Sprintf(` paint-order="stroke" stroke="%s" stroke-width="2.6" stroke-linejoin="round"`, html.EscapeString(t.Halo))
	}
	const ascent = 0.36 // of the size: from the middle of a line to its baseline
	fmt.Fprintf(&c.body, `<text x="%s" y="%s" font-size="%s" class="%s" fill="%s"%s>%s</text>`+"\n",
		num(x), num(room.Y+room.H/2+ascent*t.Size), num(t.Size), t.Face.class(), html.EscapeString(t.Color), anchor, html.EscapeString(text))
}

// rightToLeft reports whether the first letter with a direction runs from right
// to left.
func rightToLeft(text string) bool {
	for _, r := range text {
		switch p, _ := bidi.LookupRune(r); p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

func (f Face) class() string { return [faces]string{"r", "m", "b", "i"}[f] }

// SVG writes the page. With the fonts' CSS it stands alone; without, the HTML
// around it brings them. Scale enlarges everything.
func (c *Canvas) SVG(title string, scale float64, css string) []byte {
	var b bytes.Buffer
	w, h := c.Size.W*scale, c.Size.H*scale
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%spt" height="%spt" viewBox="0 0 %s %s" role="img">`+"\n", num(w), num(h), num(c.Size.W), num(c.Size.H))
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(clean(title)))
	if css != "" {
		fmt.Fprintf(&b, "<style>%s</style>\n", css)
	}
	b.Write(c.body.Bytes())
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// CSS holds the fonts, as far as they were used by any page, and the classes
// of text.
func (f *Fonts) CSS() (string, error) {
	var b strings.Builder
	weights := [faces]string{"400", "500", "700", "400"}
	for i, t := range f.faces {
		if len(t.used) == 0 {
			continue
		}
		data, err := woff(t.data, t.used)
		if err != nil {
			return "", err
		}
		style := "normal"
		if Face(i) == Italic {
			style = "italic"
		}
		fmt.Fprintf(&b, "@font-face{font-family:'Wend Sans';font-weight:%s;font-style:%s;src:url(data:font/woff;base64,%s) format('woff')}\n", weights[i], style, base64.StdEncoding.EncodeToString(data))
		fmt.Fprintf(&b, "text.%s{font-family:'Wend Sans',Roboto,'Noto Sans',Arial,sans-serif;font-weight:%s;font-style:%s;font-kerning:none;font-variant-ligatures:none;unicode-bidi:plaintext}\n", Face(i).class(), weights[i], style)
	}
	return b.String(), nil
}

// num writes a length with at most two digits behind the point.
func num(x float64) string { return strconv.FormatFloat(math.Round(100*x)/100, 'f', -1, 64) }

func num4(x float64) string { return strconv.FormatFloat(math.Round(10000*x)/10000, 'f', -1, 64) }
