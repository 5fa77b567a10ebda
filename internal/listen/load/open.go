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

// counterAt counts the bytes read of a format that has an index. It cannot be
// closed, which is up to whoever opened the file.
type counterAt struct {
	file *os.File
	n    *atomic.Int64
}

// ReadAt reads here and there.
func (c counterAt) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.file.ReadAt(p, at)
	c.n.Add(int64(n))
	return n, err
}

// Seek is how its length is asked for.
func (c counterAt) Seek(offset int64, whence int) (int64, error) { return c.file.Seek(offset, whence) }

// opened is a file open for reading as a table.
type opened struct {
	table   table
	dialect dialect
	format  Format
	sheet   string // of a spreadsheet
	file    *os.File
}

func (o *opened) close() error {
	if c, ok := o.table.(io.Closer); ok {
		return errors.Join(c.Close(), o.file.Close())
	}
	return o.file.Close()
}

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
	packed := false
	if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fault.New(fault.Invalid, "the gzip cannot be read: %v", err).At(fault.Place{File: path})
		}
		in, packed = bufio.NewReaderSize(z, sniffBytes), true
	}
	sample, err := in.Peek(sniffBytes)
	if len(bytes.TrimSpace(sample)) == 0 && err != nil {
		if errors.Is(err, io.EOF) {
			err = errEmpty
		}
		return nil, readError(path, err)
	}
	if err := o.recognise(path, rule, sample); err != nil {
		return nil, err
	}
	if o.format != XLSX && o.format != Parquet {
		if err := o.open(path, rule, in, sample, s); err != nil {
			return nil, err
		}
		return o, nil
	}
	if packed {
		return nil, fault.New(fault.Invalid, "a %s file within a gzip cannot be read", o.format).At(fault.Place{File: path}).WithRemedy("unpack it with gunzip; the format is compressed by itself")
	}
	read.Store(read.Load() - int64(in.Buffered())) // it was only looked at
	if err := o.openAt(path, rule, counterAt{f, read}); err != nil {
		return nil, err
	}
	return o, nil
}

// recognise tells formats that have an index by how they begin, whatever their
// name, and refuses a file whose name promises what it is not.
func (o *opened) recognise(path string, rule *Rule, sample []byte) error {
	at := fault.Place{File: path}
	is := Format("")
	switch {
	case bytes.HasPrefix(sample, []byte("PK\x03\x04")):
		is = XLSX
	case bytes.HasPrefix(sample, []byte("PAR1")):
		is = Parquet
	case bytes.HasPrefix(sample, []byte("PARE")):
		return fault.New(fault.Invalid, "the Parquet file is encrypted").At(at).WithRemedy("write it without encryption")
	case bytes.HasPrefix(sample, []byte("\xd0\xcf\x11\xe0")):
		return fault.New(fault.Invalid, "the file is an old Excel workbook (.xls), or one with a password").At(at).WithRemedy("save it as .xlsx, without a password")
	}
	switch {
	case is != "" && rule.Format == "":
		o.format = is
	case o.format == XLSX && is != XLSX:
		return fault.New(fault.Invalid, "the file is no spreadsheet: it does not begin like one").At(at).WithRemedy("if it holds text, say format: csv")
	case o.format == Parquet && is != Parquet:
		return fault.New(fault.Invalid, "the file is no Parquet: it does not begin like one").At(at).WithRemedy("if it holds text, say format: csv")
	case o.format == CSV && rule.Encoding == "" && noText(sample):
		return fault.New(fault.Invalid, "the file holds no text that could be a table").At(at).WithRemedy("export it as CSV, XLSX, Parquet, JSON or XES; of text in a rare encoding say encoding:")
	}
	return nil
}

// noText tells pictures, archives and the like from text in which a byte is
// wrong here and there.
func noText(sample []byte) bool {
	if bytes.HasPrefix(sample, []byte("%PDF-")) {
		return true
	}
	return !strings.HasPrefix(sniffEncoding(sample), "utf-16") && 1000*bytes.Count(sample, []byte{0}) > len(sample)
}

// openAt begins to read a table of a format that has an index.
func (o *opened) openAt(path string, rule *Rule, in counterAt) error {
	if o.format == Parquet {
		t, err := newParquet(path, in)
		o.table = t
		return err
	}
	info, err := o.file.Stat()
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	book, err := openWorkbook(path, in, info.Size())
	if err != nil {
		return err
	}
	chosen, err := book.choose(rule.Sheet)
	if err != nil {
		return err
	}
	o.sheet = chosen.name
	o.table, err = newXLSX(book, chosen, rule.Header)
	return err
}

// open begins to read the table.
func (o *opened) open(path string, rule *Rule, in *bufio.Reader, sample []byte, s *shelves) (err error) {
	switch o.format {
	case XES:
		o.table, err = newXES(path, in)
		return err
	case NDJSON:
		o.dialect.encoding = cmp.Or(rule.Encoding, sniffJSON(sample))
		plain, err := decoded(in, sample, o.dialect.encoding)
		if err != nil {
			return err
		}
		o.table, err = newNDJSON(path, plain, rule.native)
		return err
	}
	if o.dialect, err = givenDialect(rule, sample); err != nil {
		return err
	}
	plain, err := decoded(in, sample, o.dialect.encoding)
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
	case ".xlsx", ".xlsm":
		return XLSX
	case ".parquet", ".pq":
		return Parquet
	}
	return CSV
}

// readError says what is wrong with a file as a whole.
func readError(path string, err error) error {
	var f *fault.Fault
	var m *misfit
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &m):
		return fault.New(fault.Invalid, "%s", m.message).WithRemedy("%s", m.remedy)
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
