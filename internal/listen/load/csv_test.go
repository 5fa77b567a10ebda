// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
)

// readCSV reads a whole table in blocks of a few bytes.
func readCSV(t testing.TB, src []byte, blockSize int) (header []string, rows [][]string, bad []string) {
	t.Helper()
	table, err := newCSV("x.csv", bytes.NewReader(src), ',', true, &shelves{blockSize: blockSize})
	if err != nil {
		return nil, nil, []string{err.Error()}
	}
	for {
		b, err := table.next()
		if errors.Is(err, io.EOF) {
			return table.header, rows, bad
		}
		if err != nil {
			t.Fatal(err)
		}
		for i := range b.rows() {
			rows = append(rows, slices.Clone(b.row(i)))
		}
		for _, q := range b.bad {
			bad = append(bad, fmt.Sprintf("%d %s", q.Line, q.Message))
		}
	}
}

// What the standard library reads without complaint, Wend reads the same,
// wherever the blocks end.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\n3\"\n\n\"\"\"x\"\"\",y\n"), uint8(3))
	f.Add([]byte("a,b\r\n1,2\r\n\"\r\n\",\"\"\r\n"), uint8(1))
	f.Add([]byte("a\n\"b\nc\n"), uint8(7))
	f.Fuzz(func(t *testing.T, src []byte, block uint8) {
		header, rows, bad := readCSV(t, src, int(block)+1)
		if _, again, badAgain := readCSV(t, src, 1<<20); !cmp.Equal(rows, again) || !cmp.Equal(bad, badAgain) {
			t.Fatalf("%q in blocks of %d: %q %q\nwhole: %q %q", src, int(block)+1, rows, bad, again, badAgain)
		}
		r := csv.NewReader(bytes.NewReader(src))
		want, err := r.ReadAll()
		if err != nil || len(want) == 0 || !utf8.Valid(src) || bytes.Contains(bytes.ReplaceAll(src, []byte("\r\n"), nil), []byte("\r")) {
			return // Wend is more lenient here, or takes a lone CR for a line end
		}
		if len(header) != len(want[0]) || len(bad) > 0 {
			t.Fatalf("%q: header %q, bad %q", src, header, bad)
		}
		for _, row := range rows {
			for i := range row {
				row[i] = strings.ReplaceAll(row[i], "\r\n", "\n")
			}
		}
		if diff := cmp.Diff(want[1:], append([][]string{}, rows...)); diff != "" {
			t.Fatalf("%q: %s", src, diff)
		}
	})
}

// Memory goes round while an import runs; every event still says what its row
// said.
func TestMemoryIsUsedAgainOnlyBehindTheLog(t *testing.T) {
	const n = 200_000
	var src strings.Builder
	src.WriteString("who,what,at,n\n")
	for i := range n {
		fmt.Fprintf(&src, "customer-%d,event-%d,2026-01-01 10:00:%02d,%d\n", i, i%97, i%60, i)
	}
	log := &memory{}
	m := mapping(t, `files: [{file: "*.csv", customer: who, event: what, time: at, properties: {n: {column: n, type: number}}}]`)
	dir := write(t, map[string]string{"x.csv": src.String()})
	if _, err := Import(context.Background(), log, m, []string{dir}, Options{chunk: 1000}); err != nil {
		t.Fatal(err)
	}
	if len(log.events) != n {
		t.Fatalf("%d events", len(log.events))
	}
	for i, e := range log.events {
		if got, want := fmt.Sprint(e.Customer, e.Name, string(e.Properties)), fmt.Sprintf("customer-%devent-%d{\"n\":%d}", i, i%97, i); got != want {
			t.Fatalf("event %d is %s, want %s", i, got, want)
		}
	}
}

// The way of a row, from bytes to an event, without the log.
func BenchmarkRow(b *testing.B) {
	const rows = 100_000
	var src bytes.Buffer
	src.WriteString("who,what,at,sku,price\n")
	for i := range rows {
		fmt.Fprintf(&src, "customer-%d,Product Viewed,2026-01-01 10:00:%02d,SKU-%05d,%d.95\n", i%5000, i%60, i%999, i%500)
	}
	s := newShelves()
	p := bound(b, `files: [{file: "*.csv", customer: who, event: what, time: at, properties: {sku: sku, price: {column: price, type: number}}}]`, src.Bytes())
	e := newEmitter(p, "x.csv", s)
	b.SetBytes(int64(src.Len()))
	b.ReportAllocs()
	for b.Loop() {
		table, err := newCSV("x.csv", bytes.NewReader(src.Bytes()), ',', true, s)
		if err != nil {
			b.Fatal(err)
		}
		for {
			batch, err := table.next()
			if err != nil {
				break
			}
			out := e.emit(batch)
			out.backing.giveBack(s)
			s.emitted.give(out)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}

// bound binds the first rule of a mapping to a table.
func bound(t testing.TB, m string, src []byte) *program {
	t.Helper()
	dir := write(t, map[string]string{"x.csv": string(src)})
	im := &importer{mapping: mapping(t, m), shelves: &shelves{}}
	j := &job{work: work{path: filepath.Join(dir, "x.csv"), name: "x.csv", rule: im.mapping.Files[0]}}
	var faults fault.List
	if err := im.open(j, &faults); err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	t.Cleanup(func() { _ = j.opened.close() })
	return j.program
}
