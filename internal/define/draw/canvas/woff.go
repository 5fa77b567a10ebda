// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// errFont is said of a font whose tables make no sense.
var errFont = errors.New("canvas: damaged font")

// woff cuts a TrueType font down to the given runes and writes it as WOFF 1.0
// (https://www.w3.org/TR/WOFF/). Glyphs are numbered anew; layout tables are
// left out, since text is measured without them.
func woff(ttf []byte, runes map[rune]sfnt.GlyphIndex) ([]byte, error) {
	tables, err := readTables(ttf)
	if err != nil {
		return nil, err
	}
	s, err := newSubset(tables, runes)
	if err != nil {
		return nil, err
	}
	return packWOFF(s.tables())
}

// readTables splits a TrueType file.
func readTables(ttf []byte) (map[string][]byte, error) {
	if len(ttf) < 12 {
		return nil, errFont
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		at := 12 + 16*i
		if at+16 > len(ttf) {
			return nil, errFont
		}
		offset, length := int(binary.BigEndian.Uint32(ttf[at+8:])), int(binary.BigEndian.Uint32(ttf[at+12:]))
		if offset+length > len(ttf) {
			return nil, errFont
		}
		tables[string(ttf[at:at+4])] = ttf[offset : offset+length]
	}
	for _, tag := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf", "OS/2", "name"} {
		if tables[tag] == nil {
			return nil, errFont
		}
	}
	return tables, nil
}

// subset is a font being cut down.
type subset struct {
	from  map[string][]byte
	runes map[rune]sfnt.GlyphIndex
	old   []uint16          // glyphs kept, by their new number
	now   map[uint16]uint16 // new number by old
}

func newSubset(tables map[string][]byte, runes map[rune]sfnt.GlyphIndex) (*subset, error) {
	s := &subset{from: tables, runes: runes, now: map[uint16]uint16{}}
	s.keep(0)
	wanted := make([]uint16, 0, len(runes))
	for _, g := range runes {
		wanted = append(wanted, uint16(g))
	}
	slices.Sort(wanted)
	for _, g := range wanted {
		s.keep(g)
	}
	for i := 0; i < len(s.old); i++ { // what glyphs are made of comes too
		glyph, err := s.glyph(s.old[i])
		if err != nil {
			return nil, err
		}
		for _, at := range components(glyph) {
			s.keep(binary.BigEndian.Uint16(glyph[at:]))
		}
	}
	return s, nil
}

func (s *subset) keep(g uint16) {
	if _, ok := s.now[g]; !ok {
		s.now[g] = uint16(len(s.old))
		s.old = append(s.old, g)
	}
}

// glyph returns a glyph's outline by its old number.
func (s *subset) glyph(g uint16) ([]byte, error) {
	loca, at, end := s.from["loca"], 0, 0
	if binary.BigEndian.Uint16(s.from["head"][50:]) == 0 {
		if 2*int(g)+4 > len(loca) {
			return nil, errFont
		}
		at, end = 2*int(binary.BigEndian.Uint16(loca[2*int(g):])), 2*int(binary.BigEndian.Uint16(loca[2*int(g)+2:]))
	} else {
		if 4*int(g)+8 > len(loca) {
			return nil, errFont
		}
		at, end = int(binary.BigEndian.Uint32(loca[4*int(g):])), int(binary.BigEndian.Uint32(loca[4*int(g)+4:]))
	}
	if at > end || end > len(s.from["glyf"]) {
		return nil, errFont
	}
	return s.from["glyf"][at:end], nil
}

// components finds where a composite glyph names the glyphs it is made of.
func components(glyph []byte) (at []int) {
	const (
		words     = 1 << 0
		scale     = 1 << 3
		more      = 1 << 5
		scaleXY   = 1 << 6
		transform = 1 << 7
	)
	if len(glyph) < 10 || int16(binary.BigEndian.Uint16(glyph)) >= 0 {
		return nil
	}
	for p := 10; p+4 <= len(glyph); {
		flags := binary.BigEndian.Uint16(glyph[p:])
		at = append(at, p+2)
		p += 6
		if flags&words != 0 {
			p += 2
		}
		switch {
		case flags&scale != 0:
			p += 2
		case flags&scaleXY != 0:
			p += 4
		case flags&transform != 0:
			p += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return at
}

// tables builds the new font's tables.
func (s *subset) tables() map[string][]byte {
	var glyf, loca, hmtx []byte
	metrics := int(binary.BigEndian.Uint16(s.from["hhea"][34:]))
	for _, g := range s.old {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyph, _ := s.glyph(g) // read once already
		begin := len(glyf)
		glyf = append(glyf, glyph...)
		for _, at := range components(glyph) {
			binary.BigEndian.PutUint16(glyf[begin+at:], s.now[binary.BigEndian.Uint16(glyph[at:])])
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = append(hmtx, s.metric(int(g), metrics)...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	out := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx, "cmap": s.cmap()}
	for _, tag := range []string{"OS/2", "name", "fpgm", "prep", "cvt "} {
		if s.from[tag] != nil {
			out[tag] = s.from[tag]
		}
	}
	out["head"] = bytes.Clone(s.from["head"])
	binary.BigEndian.PutUint16(out["head"][50:], 1) // offsets of 32 bits
	out["hhea"] = bytes.Clone(s.from["hhea"])
	binary.BigEndian.PutUint16(out["hhea"][34:], uint16(len(s.old)))
	out["maxp"] = bytes.Clone(s.from["maxp"])
	binary.BigEndian.PutUint16(out["maxp"][4:], uint16(len(s.old)))
	out["post"] = append([]byte{0, 3, 0, 0}, make([]byte, 28)...) // no glyph names
	return out
}

// metric returns a glyph's advance and left side bearing.
func (s *subset) metric(g, metrics int) []byte {
	hmtx := s.from["hmtx"]
	if g < metrics {
		return hmtx[4*g : 4*g+4]
	}
	bearing := 4*metrics + 2*(g-metrics)
	return []byte{hmtx[4*metrics-4], hmtx[4*metrics-3], hmtx[bearing], hmtx[bearing+1]}
}

// cmap maps each rune to its glyph, in format 12.
func (s *subset) cmap() []byte {
	runes := make([]rune, 0, len(s.runes))
	for r := range s.runes {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	out := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	out = binary.BigEndian.AppendUint32(out, uint32(16+12*len(runes)))
	out = binary.BigEndian.AppendUint32(out, 0)
	out = binary.BigEndian.AppendUint32(out, uint32(len(runes)))
	for _, r := range runes {
		out = binary.BigEndian.AppendUint32(out, uint32(r))
		out = binary.BigEndian.AppendUint32(out, uint32(r))
		out = binary.BigEndian.AppendUint32(out, uint32(s.now[uint16(s.runes[r])]))
	}
	return out
}

// packWOFF compresses tables into a WOFF file.
func packWOFF(tables map[string][]byte) ([]byte, error) {
	type entry struct {
		tag  string
		data []byte // as it is stored
		size int
		sum  uint32
	}
	var entries []entry
	total := 12 + 16*len(tables)
	for tag, data := range tables {
		var z bytes.Buffer
		w, err := zlib.NewWriterLevel(&z, zlib.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(data); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		e := entry{tag, z.Bytes(), len(data), checksum(data)}
		if len(e.data) >= len(data) {
			e.data = data
		}
		entries = append(entries, e)
		total += (len(data) + 3) &^ 3
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.tag, b.tag) })
	offset := 44 + 20*len(entries)
	var directory, body []byte
	for _, e := range entries {
		directory = append(directory, e.tag...)
		for _, v := range []uint32{uint32(offset + len(body)), uint32(len(e.data)), uint32(e.size), e.sum} {
			directory = binary.BigEndian.AppendUint32(directory, v)
		}
		body = append(body, e.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out := append([]byte("wOFF"), 0, 1, 0, 0)
	out = binary.BigEndian.AppendUint32(out, uint32(offset+len(body)))
	out = binary.BigEndian.AppendUint16(out, uint16(len(entries)))
	out = binary.BigEndian.AppendUint16(out, 0)
	out = binary.BigEndian.AppendUint32(out, uint32(total))
	out = append(out, make([]byte, 44-len(out))...) // no version, metadata or private data
	return append(append(out, directory...), body...), nil
}

// checksum sums a table as 32-bit words.
func checksum(data []byte) (sum uint32) {
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}
