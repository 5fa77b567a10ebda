// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/wendcx/wend/internal/reference"
)

// tourBlock is a block of shell commands of the README's tour.
var tourBlock = regexp.MustCompile("(?s)```sh tour\n(.*?)```")

// TestReadme runs the README's tour as it stands.
func TestReadme(t *testing.T) {
	sample := reference.Path(t, "data", "logs", "ecom_synthetic", "ecom.csv.gz")
	root, err := reference.Root()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var tour []byte
	for _, m := range tourBlock.FindAllSubmatch(readme, -1) {
		tour = append(tour, m[1]...)
	}
	testscript.Run(t, testscript.Params{Dir: "testdata/readme", Setup: func(e *testscript.Env) error {
		e.Setenv("SAMPLE", sample)
		return os.WriteFile(filepath.Join(e.WorkDir, "tour.sh"), tour, 0o600)
	}})
}
