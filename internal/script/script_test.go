// SPDX-License-Identifier: Apache-2.0

package script_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/script"
	"github.com/wendcx/wend/internal/store/eventlog/local"
)

// engines are all that answer nearly everything: slow Go, the index in memory,
// the index over the event log on disk, SQL.
func engines(t *testing.T) []script.Engine {
	t.Helper()
	ctx := context.Background()
	sql, err := script.OpenSQL(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sql.Close() })
	log, err := local.Open(ctx, t.TempDir(), local.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = log.Close() })
	return []script.Engine{script.Naive{}, script.Memory(), script.OnDisk(log), sql}
}

// scripts are all there are.
func scripts(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.script")
	if err != nil || len(paths) == 0 {
		t.Fatal("no scripts", err)
	}
	return paths
}

// Every script, on every engine.
func TestScripts(t *testing.T) {
	tally, all := script.NewTally(), engines(t)
	for _, path := range scripts(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".script"), func(t *testing.T) {
			script.Run(t, path, tally, all...)
		})
	}
	for _, name := range []string{"index", "duckdb"} {
		if n := tally.Declined(name); n > 0 {
			t.Errorf("%s declined %d questions", name, n)
		}
	}
	t.Logf("\n%s", tally)
}
