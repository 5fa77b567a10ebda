// SPDX-License-Identifier: Apache-2.0

package load

import (
	"errors"
	"fmt"
	"io"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// readItem cuts the next item out of a JSON list, by brackets and quotes alone:
// whether it is JSON is found out by whoever takes it, so that a broken item
// costs nothing but itself. Of one longer than maxRecord it returns nothing and
// quarantines the beginning.
func (t *ndjsonTable) readItem() ([]byte, error) {
	c, err := t.solid()
	for err == nil && c == ',' {
		c, err = t.solid()
	}
	if err != nil {
		return nil, t.cutOff(err)
	}
	t.line = t.at
	if c == ']' {
		return nil, t.behind()
	}
	var s splitter
	item := make([]byte, 0, 256)
	for more := s.goesOn(c); ; more = s.goesOn(c) {
		s.closed = s.closed || !more && len(item) == 0 // a bracket that closes nothing
		if more || s.closed {
			if len(item) <= maxRecord {
				item = append(item, c)
			}
		}
		if !more {
			break
		}
		if c, err = t.in.ReadByte(); err != nil {
			return nil, t.cutOff(err)
		}
		if c == '\n' {
			t.at++
		}
	}
	if !s.closed { // what ended the item is not its own
		if err := t.in.UnreadByte(); err != nil {
			return nil, err
		}
		if c == '\n' {
			t.at--
		}
	}
	if len(item) > maxRecord {
		t.reject(item, event.TooLarge, fmt.Sprintf("the item is longer than %d bytes", maxRecord))
		return nil, nil
	}
	return item, nil
}

// splitter finds the end of an item, byte by byte.
type splitter struct {
	depth          int
	quoted, escape bool
	closed         bool // the byte at hand is the item's last
}

// goesOn takes a byte and reports whether the item goes on behind it.
func (s *splitter) goesOn(c byte) bool {
	switch {
	case s.escape:
		s.escape = false
	case s.quoted:
		s.escape = c == '\\'
		if s.quoted = c != '"'; !s.quoted && s.depth == 0 {
			s.closed = true
		}
	case c == '"':
		s.quoted = true
	case c == '{' || c == '[':
		s.depth++
	case s.depth == 0 && (c == ']' || c == '}' || c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t'):
		return false
	case c == '}' || c == ']':
		s.depth--
		s.closed = s.depth == 0
	}
	return !s.closed
}

// solid reads the next byte that is no space.
func (t *ndjsonTable) solid() (byte, error) {
	for {
		switch c, err := t.in.ReadByte(); {
		case err != nil:
			return 0, err
		case c == '\n':
			t.at++
		case c != ' ' && c != '\t' && c != '\r':
			return c, nil
		}
	}
}

// behind ends the list, behind which nothing may stand.
func (t *ndjsonTable) behind() error {
	_, err := t.solid()
	if err != nil {
		return err // io.EOF is as it should be
	}
	return fault.New(fault.Invalid, "something stands behind the list").At(fault.Place{File: t.file, Line: t.at}).
		WithRemedy("what is in the list is kept; write one object a line, or one list")
}

func (t *ndjsonTable) cutOff(err error) error {
	if !errors.Is(err, io.EOF) {
		return err
	}
	return fault.New(fault.Invalid, "the list ends too early: the file is cut off").At(fault.Place{File: t.file, Line: t.at}).
		WithRemedy("what came before is kept; fetch the file again and import it, nothing is added twice")
}
