// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/sfnt"
)

func fonts(t testing.TB) *Fonts {
	t.Helper()
	f, err := NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWrap(t *testing.T) {
	f := fonts(t)
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"", 100, nil},
		{"  \n ", 100, nil},
		{"one two", 100, []string{"one two"}},
		{"one two three", 40, []string{"one two", "three"}},
		{"self-service", 40, []string{"self-", "service"}},
		{"a\nb", 100, []string{"a", "b"}},
		{"tab\tand\x00nul", 100, []string{"tab and nul"}},
		{"Donaudampfschiff", 40, []string{"Donauda", "mpfschif", "f"}},
		{"顾客在网站上浏览", 41, []string{"顾客在网", "站上浏览"}},
		{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 10, []string{"👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"}},
	} {
		if diff := cmp.Diff(c.want, f.Wrap(c.text, Regular, 10, c.width)); diff != "" {
			t.Errorf("%q in %g: %s", c.text, c.width, diff)
		}
	}
	if got := f.Clip("one two three", Regular, 10, 40); got != "one tw…" {
		t.Errorf("%q", got)
	}
}

// FuzzWrap: no line is longer than its room unless it is one letter, and no
// letter is lost.
func FuzzWrap(f *testing.F) {
	for _, s := range []string{"one two", "a\u00a0b c", "العميل يدفع", "顾客在网站", "👩‍👩‍👧 x", "\u200b\u0301", "a-b-c--d"} {
		f.Add(s, 30.0)
	}
	fonts := fonts(f)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if width < 1 || width > 1000 || len(text) > 500 {
			t.Skip()
		}
		lines := fonts.Wrap(text, Regular, 10, width)
		for _, l := range lines {
			if head := fonts.head(l, Regular, 10, 0); fonts.Width(l, Regular, 10) > width && strings.TrimSpace(head) != strings.TrimSpace(l) {
				t.Errorf("%q is longer than %g", l, width)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := squeeze(strings.Join(lines, "")), squeeze(clean(text)); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

// TestSubset: the cut font has the glyphs that were used, with their widths.
func TestSubset(t *testing.T) {
	f := fonts(t)
	const text = "Ärger, Éclair & fi"
	f.use(text, Bold)
	data, err := woff(f.faces[Bold].data, f.faces[Bold].used)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 20_000 {
		t.Errorf("the cut font has %d bytes", len(data))
	}
	cut, err := sfnt.Parse(unpack(t, data))
	if err != nil {
		t.Fatal(err)
	}
	var b sfnt.Buffer
	for _, r := range text {
		g, err := cut.GlyphIndex(&b, r)
		if err != nil || g == 0 {
			t.Errorf("%q is not in the cut font: %v", r, err)
			continue
		}
		was, _ := f.faces[Bold].font.LoadGlyph(&b, f.faces[Bold].used[r], 64*64, nil)
		n := len(was)
		if is, err := cut.LoadGlyph(&b, g, 64*64, nil); err != nil || len(is) != n {
			t.Errorf("%q has %d strokes, had %d: %v", r, len(is), n, err)
		}
	}
	if g, _ := cut.GlyphIndex(&b, 'Z'); g != 0 {
		t.Error("Z was not used and is there")
	}
}

// unpack makes a TrueType file of a WOFF file.
func unpack(t *testing.T, data []byte) []byte {
	t.Helper()
	n := int(binary.BigEndian.Uint16(data[12:]))
	head := append([]byte{0, 1, 0, 0}, byte(n>>8), byte(n), 0, 0, 0, 0, 0, 0)
	var body []byte
	for i := range n {
		e := data[44+20*i:]
		offset, packed, size := binary.BigEndian.Uint32(e[4:]), binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		table := data[offset : offset+packed]
		if packed < size {
			r, err := zlib.NewReader(bytes.NewReader(table))
			if err != nil {
				t.Fatal(err)
			}
			if table, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		head = append(head, e[:4]...)
		for _, v := range []uint32{binary.BigEndian.Uint32(e[16:]), uint32(12 + 16*n + len(body)), size} {
			head = binary.BigEndian.AppendUint32(head, v)
		}
		body = append(body, table...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(head, body...)
}

func TestRightToLeft(t *testing.T) {
	for text, want := range map[string]bool{"abc": false, "123": false, "كم": true, "123 כמה": true, "a כמה": false, "": false} {
		if rightToLeft(text) != want {
			t.Errorf("%q", text)
		}
	}
}
