// SPDX-License-Identifier: Apache-2.0

package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds the nesting of a JSON object.
const maxDepth = 64

// Canonical rewrites a JSON object in the form in which events are kept: no
// space between tokens, keys sorted and unique (the last of equal ones wins),
// texts in valid UTF-8 with the least escaping, numbers as the shortest text
// that reads back as the same float64, integers exactly, longer integers as
// texts. Equal objects give equal bytes. An empty object gives none.
func Canonical(src []byte) ([]byte, error) {
	var r Rewriter
	return r.Append(nil, src)
}

// canonical is Canonical by way of Go values: the slow way, which decides what
// is JSON.
func canonical(src []byte) ([]byte, error) {
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("no JSON: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	m, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("no JSON object")
	}
	if len(m) == 0 {
		return nil, nil
	}
	return appendValue(nil, m, 0)
}

// Object builds a canonical JSON object from plain values.
func Object(m map[string]any) ([]byte, error) {
	if len(m) == 0 {
		return nil, nil
	}
	return appendValue(nil, m, 0)
}

func appendValue(b []byte, v any, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested more than %d deep", maxDepth)
	}
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case string:
		return AppendText(b, v), nil
	case float64:
		return AppendNumber(b, v), nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case json.Number:
		return appendJSONNumber(b, string(v)), nil
	case []any:
		return appendList(b, v, depth)
	case map[string]any:
		return appendObject(b, v, depth)
	}
	return nil, fmt.Errorf("no JSON value: %T", v)
}

func appendList(b []byte, list []any, depth int) ([]byte, error) {
	b = append(b, '[')
	var err error
	for i, item := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendValue(b, item, depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendObject(b []byte, m map[string]any, depth int) ([]byte, error) {
	b = append(b, '{')
	var err error
	for i, k := range sortedKeys(m) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(AppendText(b, k), ':')
		if b, err = appendValue(b, m[k], depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

// appendJSONNumber keeps integers as they are and turns what neither an int64
// nor a float64 can hold into a text, so that no digit is lost.
func appendJSONNumber(b []byte, s string) []byte {
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return strconv.AppendInt(b, i, 10)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && !math.IsInf(f, 0) && strings.ContainsAny(s, ".eE") {
		return AppendNumber(b, f)
	}
	return AppendText(b, s)
}

// AppendNumber appends a finite number.
func AppendNumber(b []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return strconv.AppendInt(b, int64(f), 10)
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64)
}

const hexDigits = "0123456789abcdef"

// AppendText appends a JSON text. Bytes that are not valid UTF-8 become the
// replacement character; callers who must not lose them check before.
func AppendText(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(b, s[start:i]...)
				b = append(b, "\uFFFD"...)
				start = i + 1
			}
			i += size
			continue
		}
		if c >= 0x20 && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		b = appendEscape(b, c)
		i++
		start = i
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
