// SPDX-License-Identifier: Apache-2.0

package table

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Keep keeps a table that somebody else lays out, such as a server: write writes
// it, in the format that the file's extension says.
func Keep(path string, write func(to io.Writer) error) error {
	temp, err := begin(path)
	if err != nil {
		return err
	}
	if err := write(temp); err != nil {
		discard(temp)
		return err
	}
	return finish(temp, path, nil)
}

// begin begins a file beside where it will be.
func begin(path string) (*os.File, error) {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	return temp, nil
}

// finish gives a file its name that was written without an error; otherwise it
// leaves nothing behind.
func finish(temp *os.File, path string, err error) error {
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Chmod(temp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// discard leaves nothing behind of a file.
func discard(temp *os.File) {
	_ = temp.Close()
	_ = os.Remove(temp.Name())
}
