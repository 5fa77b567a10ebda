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

// block is a block of shell commands of the README, with the name of the script
// that it is part of.
var block = regexp.MustCompile("(?s)```sh (\\w+)\n(.*?)```")

// TestReadme runs the README's commands as they stand.
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
	scripts := map[string][]byte{}
	for _, m := range block.FindAllSubmatch(readme, -1) {
		scripts[string(m[1])] = append(scripts[string(m[1])], m[2]...)
	}
	testscript.Run(t, testscript.Params{Dir: "testdata/readme", Setup: func(e *testscript.Env) error {
		e.Setenv("SAMPLE", sample)
		for name, script := range scripts {
			if err := os.WriteFile(filepath.Join(e.WorkDir, name+".sh"), script, 0o600); err != nil {
				return err
			}
		}
		return nil
	}})
}
