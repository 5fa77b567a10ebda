// SPDX-License-Identifier: Apache-2.0

// Package reference finds the reference data that judges our numbers: real
// files, and what independent tools computed from them. It lies beside the
// project and never in it. Only tests and benchmarks import this package; it
// imports nothing of ours.
package reference

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Variable names the folder of the reference data. Default: ../shared, beside
// the project.
const Variable = "WEND_SHARED"

// Path returns the path of a file or folder below the reference data. Where
// there is no such data the test skips and says so; in CI (variable CI) it
// fails.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	dir, err := folder()
	if err == nil {
		path := filepath.Join(append([]string{dir}, elem...)...)
		if _, err = os.Stat(path); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("the reference data is missing (set %s): %v", Variable, err)
	}
	t.Skipf("no reference data (set %s): %v", Variable, err)
	return ""
}

func folder() (string, error) {
	if dir := os.Getenv(Variable); dir != "" {
		return dir, nil
	}
	root, err := Root()
	return filepath.Join(root, "..", "shared"), err
}

// Root returns the project's root, the folder of go.mod.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above the working directory")
		}
		dir = up
	}
}

// JSON reads a reference file into v.
func JSON(t testing.TB, v any, elem ...string) {
	t.Helper()
	src, err := os.ReadFile(Path(t, elem...))
	if err == nil {
		err = json.Unmarshal(src, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Lines calls each with every line of a gzipped reference file.
func Lines(t testing.TB, each func(line []byte), elem ...string) {
	t.Helper()
	f, err := os.Open(Path(t, elem...))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) != "" {
			each(lines.Bytes())
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}
