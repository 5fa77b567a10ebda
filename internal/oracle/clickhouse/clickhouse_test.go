// SPDX-License-Identifier: Apache-2.0

package clickhouse_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/oracle/clickhouse"
)

func query(t *testing.T, s *clickhouse.Server, sql string) [][]string {
	t.Helper()
	rows, err := s.Query(context.Background(), sql)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestQuery(t *testing.T) {
	s := clickhouse.Start(t)
	got := query(t, s, `SELECT number, concat('a\tb\\', toString(number)), NULL, [1, 2] FROM numbers(2)`)
	want := [][]string{{"0", "a\tb\\0", `\N`, "[1,2]"}, {"1", "a\tb\\1", `\N`, "[1,2]"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, err := s.Query(context.Background(), "SELECT nothing FROM nowhere")
	var wrong *clickhouse.Error
	if !errors.As(err, &wrong) || wrong.Code != 60 {
		t.Errorf("%v, want ClickHouse's code 60, unknown table", err)
	}
}

func TestInsert(t *testing.T) {
	s := clickhouse.Start(t)
	query(t, s, "CREATE TABLE x (n UInt32, day DateTime64(6, 'UTC'), kind Enum8('a' = 1, 'b' = 2), text String) ENGINE = MergeTree ORDER BY n")
	const rows = 1_100_000 // more than a block
	n, day, kind, text := make([]uint32, rows), make([]int64, rows), make([]int8, rows), make([]string, rows)
	for i := range n {
		n[i], day[i], kind[i], text[i] = uint32(i), int64(i)*1_000_001, int8(i%2+1), strings.Repeat("é", i%20)
	}
	columns := []clickhouse.Column{
		clickhouse.Numbers("n", n), clickhouse.Numbers("day", day).As("DateTime64(6, 'UTC')"),
		clickhouse.Numbers("kind", kind).As("Enum8('a' = 1, 'b' = 2)"), clickhouse.Texts("text", text),
	}
	if err := s.Insert(context.Background(), "x", columns...); err != nil {
		t.Fatal(err)
	}
	got := query(t, s, "SELECT count(), countIf(lengthUTF8(text) = n % 20 AND toUnixTimestamp64Micro(day) = toInt64(n) * 1000001), countIf(kind = 'b'), max(day) FROM x")
	want := [][]string{{fmt.Sprint(rows), fmt.Sprint(rows), fmt.Sprint(rows / 2), "1970-01-13 17:33:20.099999"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	columns[0] = clickhouse.Numbers("n", n[1:])
	if err := s.Insert(context.Background(), "x", columns...); err == nil {
		t.Error("columns of different lengths went in")
	}
	if err := s.Insert(context.Background(), "absent", columns[1:]...); err == nil {
		t.Error("rows went into a table that is not there")
	}
}

// A repeated step makes strict_once forget nothing, and strict_deduplication
// stop.
func TestWindowFunnel(t *testing.T) {
	s := clickhouse.Start(t)
	query(t, s, "CREATE TABLE visits (customer UInt32, t UInt32, step UInt8) ENGINE = MergeTree ORDER BY (customer, t)")
	// 1: a b c in time; 2: a b b c; 3: a, and b too late; 4: b before a.
	err := s.Insert(context.Background(), "visits",
		clickhouse.Numbers("customer", []uint32{1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4}),
		clickhouse.Numbers("t", []uint32{10, 20, 30, 10, 20, 25, 30, 10, 211, 10, 20}),
		clickhouse.Numbers("step", []uint8{1, 2, 3, 1, 2, 2, 3, 1, 2, 2, 1}))
	if err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[string]string{"strict_once": "1 3, 2 3, 3 1, 4 1", "strict_deduplication": "1 3, 2 2, 3 1, 4 1"} {
		var got []string
		for _, row := range query(t, s, "SELECT customer, windowFunnel(200, '"+mode+"')(t, step = 1, step = 2, step = 3) FROM visits GROUP BY customer ORDER BY customer") {
			got = append(got, strings.Join(row, " "))
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Error(mode, diff)
		}
	}
}

// hold makes a child of this test open a server and wait to be killed.
const hold = "WEND_TEST_HOLD_CLICKHOUSE"

// A server ends with the process that opened it, even one that is killed.
func TestEndsWithItsParent(t *testing.T) {
	if dir := os.Getenv(hold); dir != "" {
		s, err := clickhouse.Open(context.Background(), dir)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("\nopen " + s.URL())
		select {}
	}
	_ = clickhouse.Start(t).Close() // skips where there is no library
	child := exec.Command(os.Args[0], "-test.run=^TestEndsWithItsParent$")
	child.Env = append(os.Environ(), hold+"="+t.TempDir())
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	url := ""
	for lines := bufio.NewScanner(out); url == "" && lines.Scan(); {
		url, _ = strings.CutPrefix(lines.Text(), "open ")
		if !strings.HasPrefix(url, "http") {
			url = ""
		}
	}
	if !answers(url) {
		t.Fatalf("no server at %q", url)
	}
	_ = child.Process.Kill()
	_ = child.Wait()
	for deadline := time.Now().Add(10 * time.Second); answers(url); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the server outlived its parent")
		}
	}
}

func answers(url string) bool {
	r, err := http.Get(url + "/ping")
	if err != nil {
		return false
	}
	return r.Body.Close() == nil
}

func TestClose(t *testing.T) {
	s := clickhouse.Start(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if answers(s.URL()) {
		t.Error("the server answers after Close")
	}
	if err := s.Close(); err != nil {
		t.Errorf("the second Close: %v", err)
	}
}
