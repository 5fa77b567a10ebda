// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
)

// Keys that depend on the data cost what they weigh: a batch holds the values
// that its lines have, and the table learns no columns from them.
func TestKeysOfTheData(t *testing.T) {
	const rows = 20_000
	var native, other strings.Builder
	for i := range rows {
		fmt.Fprintf(&native, `{"customer":"c","event":"Viewed","time":"2026-01-01","properties":{"cart":{"sku-%d":1}}}`+"\n", i)
		fmt.Fprintf(&other, `{"who":"c","what":"Viewed","at":"2026-01-01","cart":{"sku-%d":1}}`+"\n", i)
	}
	cases := []struct {
		name, mapping, src, want string
		values                   int // a line
	}{
		{"in Wend's own words", "", native.String(), `{"cart":{"sku-19999":1}}`, 4},
		{"mapped", `files: [{file: "*.ndjson", customer: who, event: what, time: at, properties: "*"}]`, other.String(), `{"cart":{"sku-19999":1},"cart.sku-19999":1}`, 5},
	}
	for _, c := range cases {
		dir := write(t, map[string]string{"x.ndjson": c.src})
		log := &memory{}
		if _, err := Import(context.Background(), log, mapping(t, c.mapping), []string{dir}, Options{}); err != nil {
			t.Fatal(err)
		}
		if got := string(log.events[rows-1].Properties); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
		path := filepath.Join(dir, "x.ndjson")
		rule := builtinRule(path)
		if c.mapping != "" {
			rule = mapping(t, c.mapping).Files[0]
		}
		im := &importer{mapping: &Mapping{}, shelves: &shelves{}}
		j := &job{work: work{path: path, name: "x.ndjson", rule: rule}}
		var faults fault.List
		if err := im.open(j, &faults); err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
		values, lines, err := 0, 0, error(nil)
		for b := j.first; err == nil; b, err = j.opened.table.next() {
			lines += b.rows()
			values += len(b.fields)
			for _, row := range b.sparse {
				values += len(row)
			}
		}
		if !errors.Is(err, io.EOF) || lines != rows || values != c.values*rows {
			t.Errorf("%s: %d values in %d lines: %v", c.name, values, lines, err)
		}
		if n := len(j.program.columns.names); n > 12 {
			t.Errorf("%s: %d columns", c.name, n)
		}
		if err := j.opened.close(); err != nil {
			t.Error(err)
		}
	}
}

// The way of a line whose keys are data.
func BenchmarkLine(b *testing.B) {
	const rows = 50_000
	var src strings.Builder
	for i := range rows {
		fmt.Fprintf(&src, `{"customer":"c","event":"Viewed","time":"2026-01-01","properties":{"cart":{"sku-%d":1}}}`+"\n", i)
	}
	path := filepath.Join(write(b, map[string]string{"x.ndjson": src.String()}), "x.ndjson")
	b.SetBytes(int64(src.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Import(context.Background(), nowhere{}, nil, []string{path}, Options{TempDir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}

func utf16le(s string) string {
	b := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// JSON comes with a byte order mark, in UTF-16, or as one list.
func TestFormsOfJSON(t *testing.T) {
	lines := `{"customer":"é","event":"Viewed","time":"2026-01-01"}` + "\n" + `{"customer":"b","event":"Viewed","time":"2026-01-02","properties":{"a":"]}"}}` + "\n"
	list := "[\n  " + strings.ReplaceAll(strings.TrimSpace(lines), "\n", ",\n  ") + "\n]\n"
	want := []string{"é Viewed 2026-01-01T00:00:00Z", `b Viewed 2026-01-02T00:00:00Z {"a":"]}"}`}
	for name, content := range map[string]string{
		"lines": lines, "a byte order mark": "\xef\xbb\xbf" + lines, "utf-16": utf16le(lines), "utf-16 without a mark": utf16le(lines)[2:],
		"a list": list, "a list on one line": strings.ReplaceAll(list, "\n", ""), "a list with a mark": "\xef\xbb\xbf" + list, "a list in utf-16": utf16le(list), "gzipped": zipped(list),
		"a list of little space": strings.NewReplacer("\n", "", " ", "").Replace(list),
	} {
		log, r := run(t, "", map[string]string{"x.json": content})
		if diff := cmp.Diff(want, log.lines()); diff != "" || len(log.bad) > 0 || r.Rows != 2 {
			t.Errorf("%s: %s %v", name, diff, log.quarantine())
		}
	}
}

// A list that is JSON falls into the items that it has, wherever they stand.
func FuzzList(f *testing.F) {
	f.Add([]byte(`[{"a":"]}\\\""}, 1 ,"x",[[]],{} ]`))
	f.Add([]byte("[\n]"))
	f.Add([]byte(`[null,-1e5]`))
	f.Fuzz(func(t *testing.T, src []byte) {
		var want []json.RawMessage
		if json.Unmarshal(src, &want) != nil || want == nil {
			return
		}
		table, err := newNDJSON("x.json", bytes.NewReader(src), false)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; ; i++ {
			item, err := table.readItem()
			if errors.Is(err, io.EOF) && i == len(want) {
				return
			}
			if err != nil || i >= len(want) || string(item) != string(want[i]) {
				t.Fatalf("%q: item %d is %q: %v", src, i, item, err)
			}
		}
	})
}

func TestBrokenLists(t *testing.T) {
	const one, two = `{"customer":"a","event":"Viewed","time":"2026-01-01"}`, `{"customer":"b","event":"Viewed","time":"2026-01-02"}`
	long := `{"customer":"` + strings.Repeat("x", 3<<20) + `"}`
	cases := []struct {
		name, file string
		events     int
		bad        []string
		problem    string
	}{
		{"empty", "[]", 0, nil, ""},
		{"items that are no objects", "[" + one + ",\n 7, \"x\",\n[1], " + two + "]", 2, []string{"2:0 bad_row: no JSON object", "2:0 bad_row: no JSON object", "3:0 bad_row: no JSON object"}, ""},
		{"an item that is broken", "[" + one + ",\n{\"a\" 1},\n" + two + "]", 2, []string{"2:0 bad_row: no JSON: invalid character '1' after object key"}, ""},
		{"an item too long", "[" + one + ",\n" + long + ",\n" + two + "]", 2, []string{"2:0 too_large: the item is longer than 1048576 bytes"}, ""},
		{"brackets that close nothing", "[}, " + one + "}\n" + two + "]", 2, []string{"1:0 bad_row: no JSON: invalid character '}' looking for beginning of value", "1:0 bad_row: no JSON: invalid character '}' looking for beginning of value"}, ""},
		{"cut off", "[" + one + ",\n" + two[:20], 1, nil, "the list ends too early: the file is cut off"},
		{"more behind it", "[" + one + "]\n" + two, 1, nil, "something stands behind the list"},
	}
	for _, c := range cases {
		log, r := run(t, "", map[string]string{"x.json": c.file})
		for i := range log.bad {
			log.bad[i].Column = 0
		}
		if diff := cmp.Diff(c.bad, log.quarantine()); diff != "" || len(log.events) != c.events {
			t.Errorf("%s: %v %s", c.name, log.lines(), diff)
		}
		if got := r.Files[0].Problem; !strings.Contains(got, c.problem) || (got == "") != (c.problem == "") {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}
