// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// area is a range of merged cells: rows from 1, columns from 0.
type area struct{ top, left, bottom, right int }

// merged reads which cells of a sheet's beginning are merged. That stands behind
// the rows, so the sheet is unpacked once for it, and not parsed.
func (w *workbook) merged(s *sheet) (out []area, err error) {
	in, err := w.part(s.part)
	if in == nil || err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	tail, err := behindRows(in)
	if err != nil {
		return nil, nil // whoever reads the rows tells of it, with its place
	}
	dec := xml.NewDecoder(tail)
	for {
		token, err := dec.RawToken() // it begins in the middle
		if err != nil {
			return out, nil // likewise
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "mergeCell" {
			continue
		}
		from, to, ok := strings.Cut(attribute(e, "ref"), ":")
		a := area{rowOf(from), columnOf(from), rowOf(to), columnOf(to)}
		if ok && a.left >= 0 && a.right >= 0 && a.top > 0 {
			out = append(out, a)
		}
		if len(out) > 10_000 {
			return out, nil // a sheet merged all over is no table
		}
	}
}

// behindRows skips to the end of a sheet's rows.
func behindRows(in io.Reader) (io.Reader, error) {
	r := bufio.NewReaderSize(in, 1<<16)
	for {
		part, err := r.ReadSlice('>')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
		if tag := part[bytes.LastIndexByte(part, '<')+1:]; bytes.HasPrefix(tag, []byte("/")) && bytes.HasSuffix(tag, []byte("sheetData>")) {
			return r, nil
		}
	}
}

func rowOf(ref string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}
