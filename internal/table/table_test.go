// SPDX-License-Identifier: Apache-2.0

package table_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/table"
)

var columns = []table.Column{{"words", table.Text}, {"share", table.Number}, {"n", table.Integer}, {"at", table.Time}, {"is", table.Truth}}

var at = time.Date(2026, 3, 4, 5, 6, 7, 0, time.FixedZone("", 3600))

func write(t *testing.T, name string, rows [][]any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := table.Create(path, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := f.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

var rows = [][]any{
	{"a, \"b\"\nc é 日本", 0.1, int64(-5), at, true},
	{"=HYPERLINK(\"x\")", 1e15, int64(1) << 60, at, false},
	{"-5.5", nil, nil, nil, nil},
	{nil, -0.25, int64(0), at, true},
}

func TestCSV(t *testing.T) {
	f, err := os.Open(write(t, "t.csv", rows))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	got, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"words", "share", "n", "at", "is"},
		{"a, \"b\"\nc é 日本", "0.1", "-5", "2026-03-04T04:06:07Z", "true"},
		{"'=HYPERLINK(\"x\")", "1000000000000000", "1152921504606846976", "2026-03-04T04:06:07Z", "false"},
		{"-5.5", "", "", "", ""},
		{"", "-0.25", "0", "2026-03-04T04:06:07Z", "true"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestXLSX(t *testing.T) {
	f, err := excelize.OpenFile(write(t, "t.xlsx", rows))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	got, err := f.GetRows("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a, \"b\"\nc é 日本", "0.1", "-5", "2026-03-04 04:06:07", "TRUE"}, got[1]); diff != "" {
		t.Error(diff)
	}
	if formula, _ := f.GetCellFormula("Sheet1", "A3"); formula != "" || got[2][0] != "=HYPERLINK(\"x\")" {
		t.Errorf("%q became the formula %q", got[2][0], formula)
	}
	if _, err := table.Create(filepath.Join(t.TempDir(), "t.ods"), columns); fault.CodeOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func TestParquet(t *testing.T) {
	const many = 1<<16 + 10 // more than a row group
	var all [][]any
	for i := range many {
		all = append(all, []any{fmt.Sprint("w", i), float64(i), int64(i), at, i%2 == 0})
	}
	all = append(all, rows...)
	r, err := file.OpenParquetFile(write(t, "t.parquet", all), false, file.WithReadProps(parquet.NewReaderProperties(memory.DefaultAllocator)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	ar, err := pqarrow.NewFileReader(r, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ar.ReadTable(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer got.Release()
	if got.NumRows() != int64(len(all)) {
		t.Errorf("%d rows, want %d", got.NumRows(), len(all))
	}
	last := got.Column(0).Data().Chunks()
	if text := last[len(last)-1].String(); !strings.Contains(text, "=HYPERLINK") || !strings.HasSuffix(text, "(null)]") {
		t.Error(text)
	}
	if got.Column(3).DataType().String() != "timestamp[us, tz=UTC]" {
		t.Error(got.Column(3).DataType())
	}
}

// TestNothingHalf: a table that was not finished leaves no file.
func TestNothingHalf(t *testing.T) {
	dir := t.TempDir()
	f, err := table.Create(filepath.Join(dir, "t.csv"), columns)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Row("too", "few"); err == nil {
		t.Error("a short row was taken")
	}
	f.Discard()
	broken := errors.New("the connection broke")
	if err := table.Keep(filepath.Join(dir, "t.csv"), func(to io.Writer) error {
		_, _ = io.WriteString(to, "words,share\n")
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("half a table was kept: %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("%d files are left", len(entries))
	}
}

// A table that comes whole is kept as it came.
func TestKeep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := table.Keep(path, func(to io.Writer) error {
		_, err := io.WriteString(to, "words\nä\n")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "words\nä\n" {
		t.Errorf("%q %v", text, err)
	}
	if err := table.Keep(filepath.Join(t.TempDir(), "nowhere", "t.csv"), func(io.Writer) error { return nil }); err == nil {
		t.Error("a file was written to a folder that is not there")
	}
}
