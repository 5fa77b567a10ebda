// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/wendcx/wend/internal/fault"
)

// counter counts the bytes read of the files themselves, compressed or not.
type counter struct {
	in io.Reader
	n  *atomic.Int64
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// opened is a file open for reading as a table.
type opened struct {
	table   table
	dialect dialect
	format  Format
	file    *os.File
}

func (o *opened) close() error { return o.file.Close() }

// errEmpty is for files with nothing in them.
var errEmpty = errors.New("the file is empty")

// openTable opens a file as a table, detecting what the rule does not say.
func openTable(path string, rule *Rule, read *atomic.Int64, s *shelves) (_ *opened, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	o := &opened{file: f, format: cmp.Or(rule.Format, formatOf(path))}
	in := bufio.NewReaderSize(counter{f, read}, sniffBytes)
	if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fault.New(fault.Invalid, "the gzip cannot be read: %v", err).At(fault.Place{File: path})
		}
		in = bufio.NewReaderSize(z, sniffBytes)
	}
	sample, err := in.Peek(sniffBytes)
	if len(bytes.TrimSpace(sample)) == 0 && err != nil {
		if errors.Is(err, io.EOF) {
			err = errEmpty
		}
		return nil, readError(path, err)
	}
	return o, o.open(path, rule, in, sample, s)
}

// open begins to read the table.
func (o *opened) open(path string, rule *Rule, in *bufio.Reader, sample []byte, s *shelves) (err error) {
	switch o.format {
	case XES:
		o.table, err = newXES(path, in)
		return err
	case NDJSON:
		o.table = newNDJSON(path, in)
		return nil
	}
	if o.dialect, err = givenDialect(rule, sample); err != nil {
		return err
	}
	if bytes.HasPrefix(sample, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(3) // the byte order mark that was peeked at
	}
	plain, err := decoded(in, o.dialect.encoding)
	if err != nil {
		return err
	}
	o.table, err = newCSV(path, plain, o.dialect.delimiter, o.dialect.header, s)
	if errors.Is(err, io.EOF) {
		err = errEmpty
	}
	return err
}

// formatOf tells a file's format by its name.
func formatOf(path string) Format {
	name := strings.TrimSuffix(strings.ToLower(filepath.Base(path)), ".gz")
	switch filepath.Ext(name) {
	case ".xes", ".xml":
		return XES
	case ".ndjson", ".jsonl", ".json":
		return NDJSON
	}
	return CSV
}

// readError says what is wrong with a file as a whole.
func readError(path string, err error) error {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f
	}
	at := fault.Place{File: path}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.New(fault.Invalid, "the gzip ends too early: the file is cut off").At(at).WithRemedy("what came before is kept; fetch the file again and import it, nothing is added twice")
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return fault.New(fault.Invalid, "the gzip is damaged: %v", err).At(at).WithRemedy("what came before is kept; fetch the file again and import it")
	case errors.Is(err, errEmpty):
		return fault.New(fault.Invalid, "%v", errEmpty).At(at)
	}
	return fmt.Errorf("%s: %w", path, err)
}
