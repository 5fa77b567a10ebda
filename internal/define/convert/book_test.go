// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// tab is a sheet of a workbook in a test.
type tab struct {
	name string
	rows [][]string
}

func book(t *testing.T, tabs ...tab) []byte {
	t.Helper()
	return bookWith(t, nil, tabs...)
}

func bookWith(t *testing.T, edit func(*excelize.File), tabs ...tab) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, tab := range tabs {
		if i == 0 {
			_ = f.SetSheetName("Sheet1", tab.name)
		} else {
			_, _ = f.NewSheet(tab.name)
		}
		for r, row := range tab.rows {
			for c, s := range row {
				if s != "" {
					_ = f.SetCellStr(tab.name, cellName(r, c), s)
				}
			}
		}
	}
	if edit != nil {
		edit(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func csvRows(t *testing.T, src []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(src), byteOrderMark))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A spreadsheet that opens Wend's CSV saves head and steps on one sheet.
func TestOwnTableOnOneSheet(t *testing.T) {
	j := mustRead(t, "whole.yaml", []byte(whole)).Journey
	src, err := Write(CSV, j, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := csvRows(t, src)
	moved := [][]string{{"", "", ""}}
	for _, row := range rows {
		moved = append(moved, append([]string{""}, row...))
	}
	personas := tab{"Personas", [][]string{{"Name", "Role"}, {"Ana", "buys"}}}
	for name, c := range map[string]struct {
		src    []byte
		parked []string
	}{
		"alone":            {book(t, tab{"whole", rows}), nil},
		"moved":            {book(t, tab{"whole", moved}), nil},
		"behind a list":    {book(t, personas, tab{"whole", rows}), []string{"Name", "Role", "Ana", "buys"}},
		"without its name": {book(t, tab{"Sheet1", rows}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := mustRead(t, "whole.xlsx", c.src)
			if d.Report.Shape != ShapeOwn {
				t.Fatalf("read as %s: %d stages", d.Report.Shape, d.Report.Stages)
			}
			if diff := cmp.Diff(c.parked, parkedTexts(d)); diff != "" {
				t.Error(diff)
			}
			if len(c.parked) == 0 && d.Journey.Digest() != j.Digest() {
				t.Error(cmp.Diff(textOf(t, j), textOf(t, d.Journey)))
			}
		})
	}
}

// LibreOffice opens a CSV as Western European unless told otherwise.
func TestOwnTableOpenedInAnotherEncoding(t *testing.T) {
	d := mustRead(t, "a.xlsx", book(t, tab{"a", [][]string{{"ï»¿Wend", "journey/v1"}, {"Title", "CafÃ©"}, {"Phase", "Stage", "Title"}, {"after", "Use", "Ã‰crit"}}}))
	if d.Report.Shape != ShapeOwn || d.Journey.Title != "Café" || outline(d.Journey)[0] != "after/Use/Écrit" {
		t.Errorf("%s %q %q", d.Report.Shape, d.Journey.Title, outline(d.Journey))
	}
}

// Nothing that says it is Wend's own is read as somebody else's.
func TestOwnTableWithoutStepHeadings(t *testing.T) {
	d := mustRead(t, "a.xlsx", book(t, tab{"a", [][]string{{"Wend", "journey/v1"}, {"Title", "Stage"}, {"Fase", "Etapp", "Rubrik"}, {"before", "Choose", "Looks"}}}))
	if d.Report.Shape != ShapeOwn || d.Journey.Title != "Stage" || len(d.Report.Remarks) != 1 || !strings.HasPrefix(d.Report.Remarks[0], "no row holds the headings") {
		t.Errorf("%s %q %q", d.Report.Shape, d.Journey.Title, d.Report.Remarks)
	}
	if diff := cmp.Diff([]string{"Etapp", "Rubrik", "Choose", "Looks"}, parkedTexts(d)); diff != "" {
		t.Error(diff)
	}
}

var (
	peopleTab = tab{"People", [][]string{{"Name", "Role", "Goals", "Frustrations"}, {"Ana", "Buyer", "Save time", "Queues"}}}
	gridTab   = tab{"Booking", [][]string{{"Stage", "Dream", "Book"}, {"Actions", "Scrolls", "Types"}, {"Pains", "", "Slow"}, {"Emotion", "🙂", "🙁"}}}
)

func TestTheBestSheetIsTheMap(t *testing.T) {
	src := book(t, tab{"Read me", [][]string{{"How to read"}}}, peopleTab, gridTab)
	d := mustRead(t, "a.xlsx", src)
	if diff := cmp.Diff([]string{"before/Dream/Dream +1", "during/Book/Book -1"}, outline(d.Journey)); diff != "" {
		t.Error(diff)
	}
	if all := strings.Join(d.Report.Remarks, "\n"); !strings.Contains(all, `read from the sheet "Booking"`) || !strings.Contains(all, "Read me, People. --sheet NAME") {
		t.Errorf("remarks %q", all)
	}
	if d.Report.Alarm != "" {
		t.Error(d.Report.Alarm)
	}
	chosen, err := ReadSheet(XLSX, "a.xlsx", "people", src)
	if err != nil {
		t.Fatal(err)
	}
	if steps := chosen.Journey.Steps(); len(steps) != 1 || steps[0].Title != "Ana" {
		t.Errorf("%q", outline(chosen.Journey))
	}
	if _, err := ReadSheet(XLSX, "a.xlsx", "Nowhere", src); err == nil || !strings.Contains(err.Error(), "Read me, People, Booking") {
		t.Errorf("%v", err)
	}
	if _, err := ReadSheet(CSV, "a.csv", "People", []byte("Stage,Step\na,b\n")); err == nil || !strings.Contains(err.Error(), "no workbook") {
		t.Errorf("%v", err)
	}
}

func TestBinariesNamedCSV(t *testing.T) {
	d := mustRead(t, "a.csv", book(t, gridTab))
	if d.Report.Format != XLSX || d.Report.Steps != 2 || !strings.Contains(strings.Join(d.Report.Remarks, "\n"), "the file is a workbook") {
		t.Errorf("%+v", d.Report)
	}
	for src, want := range map[string]string{
		"PK\x03\x04word/document.xml":              "ZIP archive",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00": "old Excel",
		"PAR1\x15\x00PAR1":                         "Parquet",
		"%PDF-1.7\n":                               "PDF",
		"Stage,Step\na\x00,b\n":                    "NUL bytes",
	} {
		if _, err := Read("a.csv", []byte(src)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", src, err, want)
		}
	}
}

func TestQuotesThatSwallow(t *testing.T) {
	const head = "Stage,Step,Pains\n"
	for _, c := range []struct{ src, want string }{
		{head + "A,One,\"Too slow\nA,Two,x\nB,Three,y\n", "a.csv:2: a quote opens"},
		{head + "A,One,x\r\nA,Two,\"Too slow\r\nB,\"Three\",y\r\n", "a.csv:3: a quote opens"},
		{head + "A,One,\"Too slow\nA,Two,\"\"\n", "a.csv:2: a quote opens"},
		{head + "A,One,\"Too slow,\nand \"\"dear\"\"\"\nB,the \"best\" one,\"\"\n", ""},
		{head + "A,\"One \"and\" two\",x\n", ""},
	} {
		_, err := Read("a.csv", []byte(c.src))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)) {
			t.Errorf("%q: %v, want %q", c.src, err, c.want)
		}
	}
}

func TestFormulasAndErrors(t *testing.T) {
	rows := [][]string{{"Stage", "Step", "Pains", "Channel"}, {"A", "One", "", "Website"}, {"A", "Two", "Slow", ""}}
	src := bookWith(t, func(f *excelize.File) {
		_ = f.SetCellFormula("Map", "C2", "A1&B1")
		_ = f.SetCellFormula("Map", "D3", "A1")
	}, tab{"Map", rows})
	d := mustRead(t, "a.xlsx", src)
	want := "2 formulas without a stored value, of which nothing is read: Map!C2, Map!D3: open the file in a spreadsheet program, save it and convert again"
	if !strings.Contains(strings.Join(d.Report.Remarks, "\n"), want) {
		t.Errorf("remarks %q", d.Report.Remarks)
	}
	empty := ""
	for c, unstored := range map[partCell]bool{{}: false, {Formula: &empty}: true, {Formula: &empty, Value: &empty}: true, {Formula: &empty, Value: &empty, Type: "str"}: false} {
		if c.unstored() != unstored {
			t.Errorf("%+v", c)
		}
	}
	failing := [][]string{{"Stage", "Step", "Pains"}, {"A", "One", "#REF!"}, {"A", "Two", "#N/A"}, {"A", "Three", "Ticket #REF! is lost"}}
	for name, src := range map[string][]byte{"a.csv": asCSV(t, ',', failing), "a.xlsx": withErrors(t, failing)} {
		d := mustRead(t, name, src)
		if diff := cmp.Diff([]string{"#REF!", "#N/A"}, parkedTexts(d)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for i, s := range d.Journey.Steps() {
			if (len(s.Pains) > 0) != (i == 2) {
				t.Errorf("%s: the pains of %s are %v", name, s.Title, s.Pains)
			}
		}
	}
}

// withErrors writes rows as a workbook, the errors under a third heading as such.
func withErrors(t *testing.T, rows [][]string) []byte {
	t.Helper()
	src := asXLSX(t, rows)
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for cell, failure := range map[string]string{"C2": "#REF!", "C3": "#N/A"} {
			was := regexp.MustCompile(`<c r="` + cell + `"[^>]*>.*?</c>`)
			part = was.ReplaceAll(part, []byte(`<c r="`+cell+`" t="e"><f>1/0</f><v>`+failure+`</v></c>`))
		}
		out, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
