// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// partCell is a cell as a workbook's part holds it.
type partCell struct {
	Ref     string  `xml:"r,attr"`
	Type    string  `xml:"t,attr"`
	Formula *string `xml:"f"`
	Value   *string `xml:"v"`
}

// unstored reports whether the cell holds a formula of which nobody has
// computed the value. An empty text is a value.
func (c partCell) unstored() bool {
	return c.Formula != nil && (c.Value == nil || *c.Value == "" && c.Type != "str")
}

// markFormulas takes errors out of the sheets' cells, and lists the cells whose
// formulas have no stored value: the library reads both as texts.
func markFormulas(src []byte, sheets []*sheet) (unstored []string) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil // the workbook was read: it is damaged for us alone
	}
	parts := sheetParts(z)
	for _, s := range sheets {
		eachCell(z, parts[s.name], func(c partCell) {
			col, row, err := excelize.CellNameToCoordinates(c.Ref)
			if err != nil {
				return
			}
			if c.Type == "e" {
				s.failed(row-1, col-1)
			}
			if c.unstored() {
				unstored = append(unstored, s.where(row-1, col-1))
			}
		})
	}
	return unstored
}

// sheetParts tells the part of each sheet by its name.
func sheetParts(z *zip.Reader) map[string]string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		Links []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	decodePart(z, "xl/workbook.xml", &book)
	decodePart(z, "xl/_rels/workbook.xml.rels", &links)
	parts := map[string]string{}
	for _, s := range book.Sheets {
		for _, l := range links.Links {
			if l.ID != s.ID {
				continue
			}
			target, absolute := strings.CutPrefix(l.Target, "/")
			if !absolute {
				target = path.Join("xl", target)
			}
			parts[s.Name] = target
		}
	}
	return parts
}

// openPart opens a part of a workbook; nil where there is none.
func openPart(z *zip.Reader, name string) io.ReadCloser {
	i := slices.IndexFunc(z.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return nil
	}
	r, err := z.File[i].Open()
	if err != nil {
		return nil
	}
	return r
}

func decodePart(z *zip.Reader, name string, into any) {
	r := openPart(z, name)
	if r == nil {
		return
	}
	defer func() { _ = r.Close() }()                                // it was only read
	_ = xml.NewDecoder(io.LimitReader(r, maxUnzipped)).Decode(into) // what it does not say is not known
}

// eachCell calls a function for each cell of a part, up to where it can be read.
func eachCell(z *zip.Reader, name string, do func(partCell)) {
	r := openPart(z, name)
	if r == nil {
		return
	}
	defer func() { _ = r.Close() }() // it was only read
	d := xml.NewDecoder(io.LimitReader(r, maxUnzipped))
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "c" {
			var c partCell
			if d.DecodeElement(&c, &e) != nil {
				return
			}
			do(c)
		}
	}
}
