// SPDX-License-Identifier: Apache-2.0

package clickhouse

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/zeebo/xxh3"

	"github.com/wendcx/wend/internal/reference"
)

// Variable names the library's file. Default: where `make deps` puts it.
const Variable = "WEND_CLICKHOUSE"

// ErrNoLibrary is the error where the engine's library has not been fetched.
var ErrNoLibrary = errors.New("no ClickHouse library (run make deps, or set " + Variable + ")")

// deps is the folder below the project's root in which fetched things lie.
const deps = ".deps/clickhouse"

// library returns the path of the engine's library.
func library() (string, error) {
	path := os.Getenv(Variable)
	if path == "" {
		root, err := reference.Root()
		if err != nil {
			return "", err
		}
		path = filepath.Join(root, deps, "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so")
	}
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoLibrary, err)
	}
	return path, nil
}

//go:embed server/main.go
var source []byte

// build returns the path of the server's program, which it builds when there is
// none of this source yet. Several processes may do so at once.
func build(ctx context.Context) (string, error) {
	root, err := reference.Root()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(root, deps)
	program := filepath.Join(dir, "server-"+strconv.FormatUint(xxh3.Hash(source), 16))
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("build the clickhouse server: %w", err)
	}
	making, err := os.MkdirTemp(dir, "making-")
	if err != nil {
		return "", fmt.Errorf("build the clickhouse server: %w", err)
	}
	defer func() { _ = os.RemoveAll(making) }()
	made := filepath.Join(making, "server")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", made, "./internal/oracle/clickhouse/server")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the clickhouse server: %w\n%s", err, out)
	}
	return program, os.Rename(made, program)
}
