// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"testing"

	"github.com/wendcx/wend/internal/oracle/clickhouse"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// The sides agree, and a side that is wrong is found out.
func TestRace(t *testing.T) {
	ctx := context.Background()
	e := simulate(20_000)
	w, err := openWend(ctx, memoryLog{e}, true, sequence.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDuckDB(ctx, e)
	if err != nil {
		t.Fatal(err)
	}
	sides := []side{w, d}
	switch c, err := openClickHouse(ctx, e, t.TempDir()); {
	case err == nil:
		sides = append(sides, c)
	case !errors.Is(err, clickhouse.ErrNoLibrary) || os.Getenv("CI") != "":
		t.Fatal(err)
	}
	defer func() {
		for _, s := range sides {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}()
	if _, err := race(ctx, append(slices.Clip(sides), floorSide{w}), 1); err != nil {
		t.Error(err)
	}
	other, err := openWend(ctx, memoryLog{e.first(19_999)}, true, sequence.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := race(ctx, []side{other, d}, 1); err == nil {
		t.Error("nobody noticed that a customer is missing")
	}
}

func TestReport(t *testing.T) {
	path := t.TempDir() + "/REPORT.md"
	r, err := readReport(path)
	if err != nil || errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	r.replace("One", "first\n\n| a |\n")
	r.replace("Two", "second")
	if err := r.write(path); err != nil {
		t.Fatal(err)
	}
	again, err := readReport(path)
	if err != nil {
		t.Fatal(err)
	}
	again.replace("One", "third")
	again.replace("Three", "fourth")
	want := (&report{[]section{{"One", "third"}, {"Two", "second"}, {"Three", "fourth"}}}).String()
	if got := again.String(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
