// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/wendcx/wend/internal/define/convert"
	"github.com/wendcx/wend/internal/fault"
)

type journeyConvert struct {
	File  string         `arg:"" help:"A journey, or a map made elsewhere: .yaml .json .csv .xlsx .cjml .xml." placeholder:"FILE"`
	Out   string         `help:"The file to write: .yaml .json .csv .xlsx .mmd .cjml; - for standard output." required:"" placeholder:"FILE"`
	From  convert.Format `help:"Format of the file read, where its name does not say it: yaml, json, csv, xlsx, cjml." placeholder:"FORMAT"`
	As    convert.Format `help:"Format to write, where the name does not say it: yaml, json, csv, xlsx, mermaid, cjml." placeholder:"FORMAT"`
	Force bool           `help:"Write over a file that is there."`
}

func (c *journeyConvert) Run(p *program) error {
	from, err := format(c.From, c.File)
	if err != nil {
		return err
	}
	as, err := format(c.As, c.Out)
	if err != nil {
		return err
	}
	draft, err := c.read(from)
	if err != nil {
		return err
	}
	out := draft.Text
	if as != convert.YAML {
		if out, err = convert.Write(as, draft.Journey); err != nil {
			return err
		}
	}
	if err := c.write(p, out); err != nil {
		return err
	}
	draft.Report.Written(as, draft.Journey)
	return c.tell(p, &draft.Report)
}

// format is the one asked for, else the one a name tells.
func format(asked convert.Format, name string) (convert.Format, error) {
	if asked == "" {
		return convert.FormatOf(name)
	}
	for _, known := range asked.Values() {
		if strings.EqualFold(known, string(asked)) {
			return convert.Format(known), nil
		}
	}
	return "", fault.New(fault.Invalid, "the format %q is not known", asked).WithRemedy("one of %s", strings.Join(asked.Values(), ", "))
}

func (c *journeyConvert) read(from convert.Format) (*convert.Draft, error) {
	f, err := os.Open(c.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no file %s", c.File)
	}
	if err != nil {
		return nil, fmt.Errorf("read journey: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	src, err := io.ReadAll(io.LimitReader(f, convert.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read journey: %w", err)
	}
	return convert.ReadAs(from, c.File, src)
}

func (c *journeyConvert) write(p *program, out []byte) error {
	if c.Out == "-" {
		_, err := p.stdout.Write(out)
		return err
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if c.Force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(c.Out, flags, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "%s is there already", c.Out).WithRemedy("--force writes over it")
	}
	if err != nil {
		return fmt.Errorf("write journey: %w", err)
	}
	if _, err := f.Write(out); err != nil {
		_ = f.Close() // the first error tells
		return fmt.Errorf("write journey: %w", err)
	}
	return f.Close()
}

// tell prints the report, beside the journey where that goes to standard output.
func (c *journeyConvert) tell(p *program, r *convert.Report) error {
	beside := *p
	if c.Out == "-" {
		beside.stdout = p.stderr
	}
	if p.json {
		return beside.print(r)
	}
	r.Print(beside.stdout)
	return nil
}
