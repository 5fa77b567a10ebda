// SPDX-License-Identifier: Apache-2.0

package load

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// workbook is an open spreadsheet (Office Open XML). Its parts are read here and
// not by a library, since a sheet has to be streamed with the type and the format
// of each cell, and a broken one must not look like a short one.
type workbook struct {
	file    string
	parts   map[string]*zip.File
	sheets  []sheet
	formats []cellFormat // by the style of a cell
	date04  bool         // days are counted from 1904
	shared  sharedTexts
}

type sheet struct {
	name   string
	part   string
	hidden bool
}

// Bounds that no honest workbook meets.
const (
	maxPart   = 64 << 20  // bytes of a part that is read whole
	maxShared = 512 << 20 // bytes of the texts that cells share
	maxRatio  = 300       // of unpacked to packed, beyond maxPart
)

// openWorkbook reads all of a workbook but its sheets.
func openWorkbook(file string, in io.ReaderAt, size int64) (*workbook, error) {
	z, err := zip.NewReader(in, size)
	if err != nil {
		return nil, damaged(file, err)
	}
	w := &workbook{file: file, parts: map[string]*zip.File{}}
	for _, p := range z.File {
		w.parts[partName(p.Name)] = p
	}
	if w.parts["xl/workbook.xml"] == nil {
		return nil, fault.New(fault.Invalid, "the file is a zip archive, but no spreadsheet").At(fault.Place{File: file}).WithRemedy("unpack it, or save the sheet as .xlsx or .csv")
	}
	for _, read := range []func() error{w.readBook, w.readStyles, w.readShared} {
		if err := read(); err != nil {
			return nil, damaged(file, err)
		}
	}
	return w, nil
}

// partName evens out what writers of workbooks do not agree on.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// damaged says what is wrong with a spreadsheet as a whole.
func damaged(file string, err error) error {
	var known *fault.Fault
	if errors.As(err, &known) {
		return err
	}
	return fault.New(fault.Invalid, "the spreadsheet is damaged: %v", err).At(fault.Place{File: file}).WithRemedy("open it and save it again, or fetch it again; what came before is kept")
}

// part opens a part for reading; nil when there is none.
func (w *workbook) part(name string) (io.ReadCloser, error) {
	p := w.parts[partName(name)]
	if p == nil {
		return nil, nil
	}
	r, err := p.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &unpacking{ReadCloser: r, file: w.file, packed: int64(p.CompressedSize64)}, nil
}

// unpacking refuses to unpack without end.
type unpacking struct {
	io.ReadCloser
	file      string
	packed, n int64
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if u.n += int64(n); u.n > maxPart && u.n/maxRatio > u.packed {
		return n, fault.New(fault.Invalid, "the spreadsheet unpacks to more than %d times its size: it is refused", maxRatio).At(fault.Place{File: u.file})
	}
	return n, err
}

// decode reads a small part whole. One that is not there leaves v as it is.
func (w *workbook) decode(name string, v any) (err error) {
	r, err := w.part(name)
	if r == nil || err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if err := xml.NewDecoder(io.LimitReader(r, maxPart)).Decode(v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// readBook reads which sheets there are.
func (w *workbook) readBook() error {
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			Loose string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Type   string `xml:"Type,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(w.decode("xl/workbook.xml", &book), w.decode("xl/_rels/workbook.xml.rels", &links)); err != nil {
		return err
	}
	w.date04 = book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true"
	for _, s := range book.Sheets {
		for _, l := range links.List {
			if l.ID != s.ID+s.Loose || !strings.HasSuffix(l.Type, "/worksheet") {
				continue // charts are sheets too
			}
			part := "xl/" + l.Target
			if strings.HasPrefix(l.Target, "/") {
				part = l.Target
			}
			w.sheets = append(w.sheets, sheet{name: s.Name, part: part, hidden: s.State == "hidden" || s.State == "veryHidden"})
		}
	}
	if len(w.sheets) == 0 {
		return errors.New("it holds no sheets")
	}
	return nil
}

// readStyles reads how the numbers of each style are shown, which alone tells
// dates from numbers.
func (w *workbook) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := w.decode("xl/styles.xml", &styles); err != nil {
		return err
	}
	codes := map[int]string{}
	for _, f := range styles.Formats {
		codes[f.ID] = f.Code
	}
	for _, c := range styles.Cells {
		f := builtinFormat(c.Format)
		if code, ok := codes[c.Format]; ok {
			f = formatOfCode(code)
		}
		w.formats = append(w.formats, f)
	}
	return nil
}

// sharedTexts are the texts that cells refer to by number.
type sharedTexts struct {
	bytes []byte
	ends  []int
}

func (s *sharedTexts) at(i int) (string, bool) {
	if i < 0 || i >= len(s.ends) {
		return "", false
	}
	start := 0
	if i > 0 {
		start = s.ends[i-1]
	}
	return text(s.bytes[start:s.ends[i]]), true
}

func (w *workbook) readShared() (err error) {
	r, err := w.part("xl/sharedStrings.xml")
	if r == nil || err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	dec := xml.NewDecoder(r)
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("shared texts: %w", err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "si" {
			s, err := richText(dec)
			if err != nil {
				return fmt.Errorf("shared texts: %w", err)
			}
			w.shared.bytes = append(w.shared.bytes, s...)
			w.shared.ends = append(w.shared.ends, len(w.shared.bytes))
			if len(w.shared.bytes)+8*len(w.shared.ends) > maxShared {
				return fault.New(fault.Invalid, "the texts of the workbook are larger than %d MB", maxShared>>20).At(fault.Place{File: w.file}).WithRemedy("save the sheet as .csv, which needs no memory")
			}
		}
	}
}

// richText reads a text of several runs up to the end of its element, without
// the hints on how to pronounce it.
func richText(dec *xml.Decoder) (string, error) {
	var b strings.Builder
	reads := false
	for depth := 1; depth > 0; {
		token, err := dec.Token()
		if err != nil {
			return "", cutShort(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "rPh" {
				if err := dec.Skip(); err != nil {
					return "", cutShort(err)
				}
				continue
			}
			depth++
			reads = token.Name.Local == "t"
		case xml.EndElement:
			depth--
			reads = false
		case xml.CharData:
			if reads {
				b.Write(token)
			}
		}
	}
	return unescaped(b.String()), nil
}

// cutShort names the end of a part in its middle.
func cutShort(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// unescaped resolves _x000D_, which stands for what XML cannot hold.
func unescaped(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 || len(s) < at+7 || s[at+6] != '_' {
		if at >= 0 {
			return s[:at+2] + unescaped(s[at+2:])
		}
		return s
	}
	var r rune
	if _, err := fmt.Sscanf(s[at+2:at+6], "%04x", &r); err != nil {
		return s[:at+2] + unescaped(s[at+2:])
	}
	return s[:at] + string(r) + unescaped(s[at+7:])
}

// choose finds the sheet of a name, or the only one that shows anything.
func (w *workbook) choose(name string) (*sheet, error) {
	var names []string
	var found []*sheet
	for i := range w.sheets {
		s := &w.sheets[i]
		if strings.EqualFold(s.name, name) {
			return s, nil
		}
		if name != "" {
			names = append(names, s.name)
			continue
		}
		empty, err := w.empty(s)
		if err != nil {
			return nil, damaged(w.file, err)
		}
		if !s.hidden && !empty {
			names, found = append(names, s.name), append(found, s)
		}
	}
	list := strings.Join(names, ", ")
	switch {
	case name != "":
		remedy := "the sheets are " + list
		if near := fault.Nearest(name, names); near != "" {
			remedy = fmt.Sprintf("did you mean %q?", near)
		}
		return nil, &misfit{"sheet", remedy, fmt.Sprintf("%s has no sheet %q", filepath.Base(w.file), name)}
	case len(found) == 0:
		return nil, errEmpty
	case len(found) > 1:
		return nil, &misfit{"sheet", "write a rule for each, with sheet: " + list, fmt.Sprintf("%s has %d sheets", filepath.Base(w.file), len(found))}
	}
	return found[0], nil
}

// empty reports whether a sheet holds no value at all. Of a workbook with a
// single sheet it need not be known.
func (w *workbook) empty(s *sheet) (bool, error) {
	if len(w.sheets) == 1 {
		return false, nil
	}
	r, err := w.rows(s)
	if err != nil {
		return false, err
	}
	_, err = r.next()
	if errors.Is(err, io.EOF) {
		return true, r.Close()
	}
	return false, errors.Join(err, r.Close())
}

// misfit is something that the mapping has wrong about a file as a whole.
type misfit struct{ at, remedy, message string }

func (m *misfit) Error() string { return m.message + "; " + m.remedy }
