// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const tableHead = "Wend,journey/v1\nTitle,Shop\nColour,red\n,,\n"

// People edit the tables that Wend wrote.
func TestEditedTables(t *testing.T) {
	cases := []struct {
		name, src string
		outline   []string
		parked    []string
	}{
		{
			"blank phases and stages go on", tableHead + "Phase,Stage,Title,Kind\nbefore,Choose,Looks,\n,,Compares,contactless\nDuring,Buy,Pays,touchpoint\n",
			[]string{"before/Choose/Looks", "before/Choose/Compares contactless", "during/Buy/Pays @"}, []string{"red"},
		},
		{
			"columns in another order, one of their own, semicolons", "Wend;journey/v1\nTitle;Shop\n;;\nTitle;Budget;STAGE;Valence;Phase\nLooks;10;Choose;-1;before\n",
			[]string{"before/Choose/Looks -1"}, []string{"10"},
		},
		{
			"Excel's own encoding", "Wend,journey/v1\nTitle,Caf\xe9\n,,\nPhase,Stage,Title\nafter,Use,Boit\n", []string{"after/Use/Boit"}, nil,
		},
		{
			"sixteen bits", "\xff\xfe" + wide("Wend\tjourney/v1\nTitle\tShop\n\t\nPhase\tStage\tTitle\nafter\tUse\tÉcrit\n"), []string{"after/Use/Écrit"}, nil,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, "shop.csv", []byte(c.src))
			if diff := cmp.Diff(c.outline, outline(d.Journey)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.parked, parkedTexts(d)); diff != "" {
				t.Error(diff)
			}
			if d.Report.Shape != ShapeOwn {
				t.Errorf("read as %s", d.Report.Shape)
			}
		})
	}
}

func wide(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// A table without its head is known again by its headings.
func TestATableWithoutItsHead(t *testing.T) {
	src, err := Write(CSV, mustRead(t, "whole.yaml", []byte(whole)).Journey, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(src), "\nPhase,")
	d := mustRead(t, "my_shop.csv", []byte("Phase,"+table))
	if d.Journey.Title != "my shop" || len(d.Journey.Steps()) != 6 || len(d.Report.Parked) > 0 {
		t.Errorf("%q, %d steps, parked %v", d.Journey.Title, len(d.Journey.Steps()), d.Report.Parked)
	}
}

func TestFaultsNameTheirCell(t *testing.T) {
	rows := [][]string{
		{"Phase", "Stage", "Title", "Nature", "Importance", "Optional", "Kind", "Pains", "More"},
		{"before", "A", "One", "imformative", "high", "perhaps", "", "Loud (4)", "{odd"},
		{"later", "A", "Two", "", "", "", "thing", "", "{dose: x}"},
	}
	csvFile := append([]byte("Wend,journey/v1\nStatus,pubished\n,\n"), asCSV(t, ',', rows)...)
	f := excelize.NewFile()
	for i, cell := range []string{"Wend", "Status"} {
		_ = f.SetCellStr("Sheet1", cellName(i, 0), cell)
	}
	_ = f.SetCellStr("Sheet1", "B2", "pubished")
	_, _ = f.NewSheet("Steps")
	for r, row := range rows {
		for c, s := range row {
			_ = f.SetCellStr("Steps", cellName(r, c), s)
		}
	}
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		src  []byte
		want []string
	}{
		"t.csv":  {csvFile, []string{"t.csv:5:14: ", "t.csv:5:26: ", "t.csv:5:31: ", "t.csv:5:49: ", "t.csv:6:1: ", "t.csv:6:16: ", "t.csv:6:23: ", "t.csv:2:8: "}},
		"t.xlsx": {book.Bytes(), []string{"t.xlsx:Steps!D2: ", "t.xlsx:Steps!E2: ", "t.xlsx:Steps!F2: ", "t.xlsx:Steps!I2: ", "t.xlsx:Steps!A3: ", "t.xlsx:Steps!G3: ", "t.xlsx:Steps!I3: ", "t.xlsx:Sheet1!B2: "}},
	} {
		_, err := Read(name, c.src)
		if err == nil {
			t.Fatalf("%s is read without a fault", name)
		}
		for _, want := range c.want {
			if !slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(l string) bool { return strings.HasPrefix(l, want) }) {
				t.Errorf("no fault at %s in\n%v", want, err)
			}
		}
	}
}

func TestFilesThatAreNone(t *testing.T) {
	bomb := func() []byte {
		f := excelize.NewFile()
		_ = f.SetCellStr("Sheet1", "A1", "Stage")
		_ = f.SetCellStr("Sheet1", "XFD900000", "far")
		var b bytes.Buffer
		_ = f.Write(&b)
		return b.Bytes()
	}
	for _, c := range []struct {
		name string
		src  []byte
		want string
	}{
		{"a.xlsx", []byte("PK no"), "the workbook cannot be read"},
		{"a.xlsx", bomb(), "larger than a map"},
		{"a.csv", nil, "the file is empty"},
		{"a.csv", bytes.Repeat([]byte(","), maxColumns), "larger than"},
		{"a.csv", make([]byte, MaxBytes+1), "at most"},
		{"a.doc", nil, "not known"},
		{"a.mmd", nil, "written, not read"},
		{"a.yaml", []byte("wend: persona/v1\n"), "no journey"},
		{"a.yaml", []byte("wend: journey/v1\ntitle: a\nphases: {}\n---\nwend: journey/v1\ntitle: b\nphases: {}\n"), "several journeys"},
		{"a.xml", []byte("<!DOCTYPE x [<!ENTITY a 'b'>]><CJML/>"), "document type"},
		{"a.xml", []byte("<CJML>&a;</CJML>"), "cannot be read"},
		{"a.xml", []byte(strings.Repeat("<a>", 100)), "deeper"},
		{"a.xml", []byte("<CJML/>"), "no plannedJourney"},
		{"a.xml", []byte("<CJML><actualJourney/></CJML>"), "no design"},
		{"a.xml", []byte("<CJML><plannedJourney/><plannedJourney/></CJML>"), "2 planned"},
		{"a.xml", nil, "no XML"},
	} {
		_, err := Read(c.name, c.src)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestATextTooLongForACell(t *testing.T) {
	j := mustRead(t, "a.yaml", []byte("wend: journey/v1\ntitle: a\ngoal: "+strings.Repeat("x", 40_000)+"\nphases: {}\n")).Journey
	if _, err := Write(XLSX, j, nil); err == nil || !strings.Contains(err.Error(), "Journey!B4") {
		t.Errorf("%v", err)
	}
	if _, err := Write(CSV, j, nil); err != nil {
		t.Error(err)
	}
}
