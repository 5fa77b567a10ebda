// SPDX-License-Identifier: Apache-2.0

package load

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/wendcx/wend/internal/reference"
)

// book makes a workbook.
func book(t testing.TB, fill func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// put writes rows into a sheet, from a row on.
func put(t testing.TB, f *excelize.File, sheet string, from int, rows ...[]any) {
	t.Helper()
	if i, _ := f.GetSheetIndex(sheet); i < 0 {
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
	}
	for i := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", from+i), &rows[i]); err != nil {
			t.Fatal(err)
		}
	}
}

// style gives a cell of the first sheet a format for numbers.
func style(t testing.TB, f *excelize.File, at, code string) {
	t.Helper()
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Sheet1", at, at, id); err != nil {
		t.Fatal(err)
	}
}

const sheetMap = `files: [{file: "*.xlsx", customer: who, event: what, time: at, properties: "*"}]`

// The values of cells arrive as they would stand in CSV.
func TestCells(t *testing.T) {
	for _, from1904 := range []bool{false, true} {
		content := book(t, func(f *excelize.File) {
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
				t.Fatal(err)
			}
			put(t, f, "Sheet1", 1, []any{"who", "what", "at", "text", "big", "tenth", "yes", "zip", "day", "clock", "sum", "rich", "long", "none", "wide"})
			parts := []float64{1.1, 2.2}
			put(t, f, "Sheet1", 2, []any{"00123", "view", nil, "00123", 1e15, 0.1, true, 123, nil, nil, nil, nil, nil, nil, 12345678901234567890.0})
			day := 46054.0
			if from1904 {
				day -= 1462
			}
			for at, v := range map[string]any{"C2": day + 0.4270833333, "I2": day, "J2": 0.75, "M2": 1.25, "K2": parts[0] + parts[1]} {
				if err := f.SetCellValue("Sheet1", at, v); err != nil {
					t.Fatal(err)
				}
			}
			style(t, f, "C2", `[$-407]dd/mm/yyyy\ hh:mm;@`)
			style(t, f, "I2", "d. mmm yy")
			style(t, f, "J2", "h:mm AM/PM")
			style(t, f, "M2", "[h]:mm")
			style(t, f, "H2", "00000")
			style(t, f, "F2", `0.00" days"`)
			if err := f.SetCellFormula("Sheet1", "N2", "1/0"); err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellRichText("Sheet1", "L2", []excelize.RichTextRun{{Text: "two "}, {Text: "runs", Font: &excelize.Font{Bold: true}}}); err != nil {
				t.Fatal(err)
			}
		})
		log, _ := run(t, "zone: Europe/Berlin\n"+sheetMap, map[string]string{"x.xlsx": content})
		want := []string{`00123 view 2026-02-01T10:15:00+01:00 {"big":"1000000000000000","clock":"18:00:00","day":"2026-02-01","long":"30:00:00","rich":"two runs","sum":"3.3000000000000003","tenth":"0.1","text":"00123","wide":"12345678901234567000","yes":"true","zip":"00123"}`}
		if diff := cmp.Diff(want, log.lines()); diff != "" {
			t.Errorf("from 1904 %t: %s", from1904, diff)
		}
	}
}

// Day 60 of the count from 1900 never was; before it the count is off by one.
func TestDaysOfSpreadsheets(t *testing.T) {
	for _, c := range []struct {
		days   float64
		date04 bool
		want   string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {60, false, "1900-02-29"}, {61, false, "1900-03-01"}, {36526, false, "2000-01-01"}, {46054.999999, false, "2026-02-01T23:59:59.914"},
		{46053.99999999999, false, "2026-02-01"}, {0, true, "1904-01-01"}, {44592, true, "2026-02-01"},
	} {
		w := &workbook{date04: c.date04}
		if got := w.moment(c.days, cellFormat{date: true}); got != c.want {
			t.Errorf("%v is %s, want %s", c.days, got, c.want)
		}
	}
	for code, want := range map[string]cellFormat{
		"General": {}, "0.00E+00": {}, `#,##0.00\ "€";[Red]-#,##0.00\ "€"`: {}, "yyyy-mm-dd": {date: true}, "m/d/yy h:mm": {date: true, clock: true}, "mm:ss": {clock: true}, "[mm]:ss": {clock: true, elapsed: true},
		"mmm": {date: true, month: true}, "yyyy\\-mm": {date: true, month: true}, "000": {digits: 3}, "0": {}, `"day "0`: {}, "[$-F800]dddd, mmmm dd, yyyy": {date: true}, "@": {}, `0.0\d`: {}, "h AM/PM": {clock: true},
	} {
		if got := formatOfCode(code); got != want {
			t.Errorf("%s is %+v", code, got)
		}
	}
}

// The header is found below titles and blank rows, and in cells that are merged.
func TestWhereTheHeaderIs(t *testing.T) {
	at := time.Date(2026, 2, 1, 10, 15, 0, 0, time.UTC)
	cases := []struct {
		name string
		fill func(f *excelize.File)
		want []string
		bad  []string
	}{
		{"titles above", func(f *excelize.File) {
			put(t, f, "Sheet1", 3, []any{"Orders of February"}, []any{"as of", "2026-03-01"})
			put(t, f, "Sheet1", 7, []any{"who", "what", "at", "a", "b"}, []any{"x", "view", at, 1}, []any{}, []any{"y", "pay", "soon"}, []any{"z", "pay", at, 2, "q", "a note beside"})
			if err := f.MergeCell("Sheet1", "A3", "E3"); err != nil {
				t.Fatal(err)
			}
			if err := f.SetRowVisible("Sheet1", 8, false); err != nil {
				t.Fatal(err)
			}
		}, []string{`x view 2026-02-01T10:15:00Z {"a":"1"}`, `z pay 2026-02-01T10:15:00Z {"a":"2","b":"q"}`}, []string{`x.xlsx!Sheet1:10:3 bad_time`}},
		{"two rows, merged", func(f *excelize.File) {
			put(t, f, "Sheet1", 1, []any{"who", "what", "at", "order", nil}, []any{nil, nil, nil, "id", "sum"}, []any{"x", "view", at, 1, 2})
			for _, c := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "C2"}, {"D1", "E1"}} {
				if err := f.MergeCell("Sheet1", c[0], c[1]); err != nil {
					t.Fatal(err)
				}
			}
		}, []string{`x view 2026-02-01T10:15:00Z {"order id":"1","order sum":"2"}`}, nil},
		{"merged across", func(f *excelize.File) {
			put(t, f, "Sheet1", 1, []any{"who", "what", "at", "tag", nil}, []any{"x", "view", at, 1, 2})
			if err := f.MergeCell("Sheet1", "D1", "E1"); err != nil {
				t.Fatal(err)
			}
		}, []string{`x view 2026-02-01T10:15:00Z {"tag":"1","tag_2":"2"}`}, nil},
		{"not in the corner", func(f *excelize.File) {
			put(t, f, "Sheet1", 4, []any{nil, nil, "who", "what", "at"}, []any{nil, nil, "x", "view", at})
		}, []string{`x view 2026-02-01T10:15:00Z`}, nil},
		{"errors", func(f *excelize.File) {
			put(t, f, "Sheet1", 1, []any{"who", "what", "at", "a"}, []any{"x", "view", at, "A"}, []any{"y", "view", at, "A"}, []any{"z", "view", at, "A"})
			for cell, v := range map[string]string{"D2": "#N/A", "D3": "#DIV/0!"} {
				if err := f.SetCellValue("Sheet1", cell, errorMark+v); err != nil {
					t.Fatal(err)
				}
			}
		}, []string{`x view 2026-02-01T10:15:00Z`, `z view 2026-02-01T10:15:00Z {"a":"A"}`}, []string{`x.xlsx!Sheet1:3:4 bad_value`}},
	}
	for _, c := range cases {
		log, _ := run(t, sheetMap, map[string]string{"x.xlsx": withErrors(t, book(t, c.fill))})
		if diff := cmp.Diff(c.want, log.lines()); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		var bad []string
		for _, q := range log.bad {
			bad = append(bad, fmt.Sprintf("%s %s", q.Place, q.Reason))
		}
		if diff := cmp.Diff(c.bad, bad); diff != "" {
			t.Errorf("%s: %s %v", c.name, diff, log.bad)
		}
	}
}

// errorMark stands before texts that withErrors makes errors of.
const errorMark = "error:"

// withErrors makes error cells of marked texts, which no library writes.
func withErrors(t testing.TB, content string) string {
	t.Helper()
	shared := string(partOf(t, content, "xl/sharedStrings.xml"))
	if !strings.Contains(shared, errorMark) {
		return content
	}
	sheet := string(partOf(t, content, "xl/worksheets/sheet1.xml"))
	for i, s := range strings.Split(shared, "<si>")[1:] {
		if _, v, ok := strings.Cut(s, errorMark); ok {
			v, _, _ = strings.Cut(v, "<")
			sheet = strings.ReplaceAll(sheet, fmt.Sprintf(`t="s"><v>%d</v>`, i), fmt.Sprintf(`t="e"><v>%s</v>`, v))
		}
	}
	return withPart(t, content, "xl/worksheets/sheet1.xml", strings.NewReader(sheet))
}

func partOf(t testing.TB, content, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// withPart replaces a part of a workbook.
func withPart(t testing.TB, content, name string, part io.Reader) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range z.File {
		if p.Name == name {
			to, err := w.Create(name)
			if err == nil {
				_, err = io.Copy(to, part)
			}
			if err != nil {
				t.Fatal(err)
			}
		} else if err := w.Copy(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func twoSheets(t testing.TB) string {
	return book(t, func(f *excelize.File) {
		put(t, f, "Answers", 1, []any{"resp", "age", "q1", "q2", "q3", "q4"}, []any{1, 30, 4, 6, 1, 2}, []any{2, 40, 5, 3, 3, 1}, []any{3, 50, 1, 2, 4, 5}, []any{4, 20, 2, 1, 2, 3})
		put(t, f, "Visits", 1, []any{"user_id", "event", "timestamp"}, []any{"a", "enter", "2026-01-01T10:00:00Z"}, []any{"b", "enter", "2026-01-01T11:00:00Z"})
		put(t, f, "Zones", 1, []any{"k", "city"}, []any{"a", "Rio"}, []any{"b", "Oslo"})
		put(t, f, "Lists", 1, []any{"hidden"})
		if _, err := f.NewSheet("Empty"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetVisible("Lists", false); err != nil {
			t.Fatal(err)
		}
	})
}

// Of a workbook with several sheets each may have its rule.
func TestSheets(t *testing.T) {
	files := map[string]string{"x.xlsx": twoSheets(t), "~$x.xlsx": "left by a program"}
	got := refused(t, `files: [{file: "*.xlsx", customer: user_id, event: event, time: timestamp}]`, files)
	if !strings.Contains(got, "map.yaml:2:9: x.xlsx has 3 sheets; write a rule for each, with sheet: Answers, Visits, Zones") {
		t.Error(got)
	}
	got = refused(t, `files: [{file: "*.xlsx", sheet: Visit, customer: user_id, event: event, time: timestamp}]`, files)
	if !strings.Contains(got, `x.xlsx has no sheet "Visit"; did you mean "Visits"?`) {
		t.Error(got)
	}
	log, r := run(t, `files:
  - {file: "*.xlsx", sheet: Visits, join: [{file: x.xlsx, sheet: Zones, on: {user_id: k}}], customer: user_id, event: event, time: timestamp, traits: [city]}
  - {file: "*.xlsx", sheet: Answers, kind: survey, survey: s, customer: resp, time: {value: 2026-01-01}, questions: {q1: {kind: csat, scale: {min: 1, max: 5}}, q2: {kind: csat, scale: {min: 1, max: 5}, codes: {6: not-experienced}}}}`, files)
	want := []string{
		`a enter 2026-01-01T10:00:00Z traits {"city":"Rio"}`, `b enter 2026-01-01T11:00:00Z traits {"city":"Oslo"}`,
		`1 Answer Given 2026-01-01T00:00:00Z {"kind":"csat","question":"q1","scale":{"max":5,"min":1},"survey":"s","value":4}`,
		`1 Answer Given 2026-01-01T00:00:00Z {"experienced":false,"kind":"csat","question":"q2","scale":{"max":5,"min":1},"survey":"s"}`,
	}
	if diff := cmp.Diff(want, log.lines()[:4]); diff != "" || r.Events != 2 || r.Answers != 8 {
		t.Errorf("%s %+v", diff, r)
	}
	if r.Files[0].File != "x.xlsx!Visits" || r.Files[0].Format != XLSX || log.events[0].Source != "x" {
		t.Errorf("%+v, source %s", r.Files[0], log.events[0].Source)
	}
	counts, _ := run(t, `files: [{file: "*.xlsx", kind: counts, journey: j, step: step, period: week, count: n}]`, map[string]string{"c.xlsx": book(t, func(f *excelize.File) {
		put(t, f, "Sheet1", 1, []any{"step", "week", "n"}, []any{"enters", "2026-W05", 1234}, []any{"enters", 46054, 99})
		style(t, f, "B3", "mmm-yy") // what a spreadsheet makes of 2026-02
	})})
	want = []string{
		` Count Given 2026-01-26T00:00:00Z #count j/enters//customers 1769385600-1769990400 {"count":1234,"from":"2026-01-26T00:00:00Z","journey":"j","step":"enters","to":"2026-02-02T00:00:00Z","unit":"customers"}`,
		` Count Given 2026-02-01T00:00:00Z #count j/enters//customers 1769904000-1772323200 {"count":99,"from":"2026-02-01T00:00:00Z","journey":"j","step":"enters","to":"2026-03-01T00:00:00Z","unit":"customers"}`,
	}
	if diff := cmp.Diff(want, counts.lines()); diff != "" {
		t.Error(diff)
	}
}

func TestSuggestForSheets(t *testing.T) {
	dir := write(t, map[string]string{"x.xlsx": twoSheets(t)})
	s, err := Suggest([]string{filepath.Join(dir, "x.xlsx")})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  - file: \"x.xlsx\"\n    sheet: Answers\n    kind: survey ", "  - file: \"x.xlsx\"\n    sheet: Visits\n    customer: user_id ", "    sheet: Zones\n"} {
		if !strings.Contains(s.Text, want) {
			t.Errorf("no %s in\n%s", want, s.Text)
		}
	}
	one := write(t, map[string]string{"one.xlsx": book(t, func(f *excelize.File) {
		put(t, f, "Sheet1", 1, []any{"user_id", "event", "timestamp", "price"}, []any{"a", "view", time.Date(2026, 2, 1, 10, 15, 0, 0, time.UTC), 1.5}, []any{"b", "view", time.Date(2026, 2, 1, 10, 16, 0, 0, time.UTC), 2})
	})})
	if s, err = Suggest([]string{filepath.Join(one, "one.xlsx")}); err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(s.Text, "\n")
	want := `wend: mapping/v1
source: one                   # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "one.xlsx"
    customer: user_id             # 2 different in 2 rows, as in a
    event: event                  # 1 different, as in view
    time: timestamp               # as in 2026-02-01T10:15:00
    properties:
      price: {column: price, type: number}
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
}

// spaces are a great many.
type spaces int64

func (n *spaces) Read(p []byte) (int, error) {
	if *n <= 0 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = ' '
	}
	*n -= spaces(len(p))
	return len(p), nil
}

func TestBrokenWorkbooks(t *testing.T) {
	whole := book(t, func(f *excelize.File) {
		put(t, f, "Sheet1", 1, []any{"who", "what", "at"})
		for i := range 6000 {
			put(t, f, "Sheet1", 2+i, []any{fmt.Sprint("c", i), "view", "2026-01-01"})
		}
	})
	sheet := string(partOf(t, whole, "xl/worksheets/sheet1.xml"))
	begin, rest, _ := strings.Cut(sheet, `<row r="3"`)
	huge := spaces(80 << 20)
	hugeShared := spaces(80 << 20)
	cases := []struct {
		name, content, problem string
		events                 int
	}{
		{"cut off", whole[:len(whole)/2], "the spreadsheet is damaged: zip: not a valid zip file", 0},
		{"another archive", withoutBook(t), "the file is a zip archive, but no spreadsheet", 0},
		{"no spreadsheet", "who,what,at\na,b,2026-01-01\n", "the file is no spreadsheet: it does not begin like one", 0},
		{"old", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "the file is an old Excel workbook (.xls), or one with a password", 0},
		{"a bomb", withPart(t, whole, "xl/worksheets/sheet1.xml", io.MultiReader(strings.NewReader(begin), &huge, strings.NewReader(`<row r="3"`+rest))), "unpacks to more than 300 times its size: it is refused", 0},
		{"a bomb of texts", withPart(t, whole, "xl/sharedStrings.xml", io.MultiReader(strings.NewReader("<sst>"), &hugeShared)), "unpacks to more than 300 times its size: it is refused", 0},
		{"a sheet cut off", withPart(t, whole, "xl/worksheets/sheet1.xml", strings.NewReader(sheet[:len(sheet)-len(sheet)/4])), "the spreadsheet is damaged: the sheet Sheet1", 4096},
		{"a sheet that ends between rows", withPart(t, whole, "xl/worksheets/sheet1.xml", strings.NewReader(begin)), "the spreadsheet is damaged: the sheet Sheet1 behind row 2: XML syntax error on line 2: unexpected EOF", 0},
		{"a text that is not there", withPart(t, whole, "xl/sharedStrings.xml", strings.NewReader("<sst></sst>")), "there is no shared text", 0},
		{"a bad cell", withPart(t, whole, "xl/worksheets/sheet1.xml", strings.NewReader(strings.Replace(sheet, `r="A5000"`, `r="ZZZZ5000"`, 1))), "there is no cell ZZZZ5000", 4096},
	}
	for _, c := range cases {
		log := &memory{}
		m := mapping(t, `files: [{file: "*", customer: who, event: what, time: at}]`)
		r, err := Import(context.Background(), log, m, []string{write(t, map[string]string{"b.xlsx": c.content})}, Options{})
		if err != nil {
			if !strings.Contains(err.Error(), c.problem) {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if !strings.Contains(r.Files[0].Problem, c.problem) || c.problem == "" || len(log.events) < c.events {
			t.Errorf("%s: %d events: %s", c.name, len(log.events), r.Files[0].Problem)
		}
	}
}

func withoutBook(t testing.TB) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("readme.txt"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// slice reads the first rows of the shop's log.
func slice(t testing.TB, n int) [][]string {
	t.Helper()
	r, err := os.Open(reference.Path(t, "data", "logs/ecom_synthetic/ecom.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	z := unzipped(t, r)
	c := csv.NewReader(z)
	var rows [][]string
	for len(rows) < n+1 {
		row, err := c.Read()
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

const shop = `source: shop
zone: Europe/Berlin
files: [{file: "ecom.*", customer: user_id, event: event, time: timestamp, channel: {column: platform, codes: {desktop: website}}, properties: {session_id: session_id, platform: platform}, traits: [acquisition_channel, user_cohort, user_lifecycle]}]`

// The same rows are the same events, with the same identities, whichever format
// they come in.
func TestFormatsAgree(t *testing.T) {
	rows := slice(t, 20_000)
	var plain strings.Builder
	if err := csv.NewWriter(&plain).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"csv": plain.String(),
		"xlsx": book(t, func(f *excelize.File) {
			w, err := f.NewStreamWriter("Sheet1")
			if err != nil {
				t.Fatal(err)
			}
			id, err := f.NewStyle(&excelize.Style{NumFmt: 22})
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range rows {
				cells := make([]any, len(row))
				for k, v := range row {
					cells[k] = v
					if at, err := time.Parse(time.DateTime, v); err == nil {
						cells[k] = excelize.Cell{StyleID: id, Value: at}
					}
				}
				if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}),
		"parquet": parquetOf(t, rows),
	}
	log := &memory{}
	m := mapping(t, shop)
	var want []string
	for _, format := range []string{"csv", "xlsx", "parquet"} {
		dir := write(t, map[string]string{"ecom." + format: files[format]})
		own := &memory{}
		if _, err := Import(context.Background(), own, m, []string{dir}, Options{}); err != nil {
			t.Fatal(err)
		}
		if format == "csv" {
			want = own.lines()
		}
		if diff := cmp.Diff(want, own.lines()); diff != "" || len(want) != 20_000 {
			t.Errorf("%s: %d events %.2000s", format, len(want), diff)
		}
		r, err := Import(context.Background(), log, m, []string{dir}, Options{})
		if err != nil || r.Events+r.Duplicates != 20_000 || (r.Events == 0) == (format == "csv") || r.Quarantined > 0 {
			t.Errorf("%s: %v %+v", format, err, r)
		}
	}
}
