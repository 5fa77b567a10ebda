// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"bytes"
	"encoding/json"
	"iter"
	"strconv"
	"unsafe"
)

// kind is the type of a JSON value; null counts as absent.
type kind uint8

const (
	absent kind = iota
	text
	number
	boolean
	list
	object
)

// value is one JSON value, still as written, or a plain text.
type value struct {
	kind  kind
	raw   []byte
	plain string // a text that never was JSON
	loose bool   // the text may stand for a number or a boolean
}

// asNumber takes a loose text that looks like a number for one.
func (v value) asNumber() value {
	if !v.loose {
		return v
	}
	if _, err := strconv.ParseFloat(v.plain, 64); err != nil {
		return value{}
	}
	return value{kind: number, raw: []byte(v.plain)}
}

// text decodes a value of kind text; it allocates only where the JSON holds
// escapes.
func (v value) text() []byte {
	if v.raw == nil {
		return unsafe.Slice(unsafe.StringData(v.plain), len(v.plain))
	}
	inner := v.raw[1 : len(v.raw)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	var s string
	if json.Unmarshal(v.raw, &s) != nil {
		return nil
	}
	return []byte(s)
}

// number decodes a value of kind number; out of range gives an infinity.
func (v value) number() float64 {
	f, _ := strconv.ParseFloat(string(v.raw), 64)
	return f
}

// elements walks a value of kind list.
func (v value) elements() iter.Seq[value] {
	return func(yield func(value) bool) {
		i := skipSpace(v.raw, 1)
		for i < len(v.raw) && v.raw[i] != ']' {
			end := skipValue(v.raw, i)
			if !yield(classify(v.raw[i:end])) {
				return
			}
			i = skipSeparator(v.raw, end)
		}
	}
}

// lookup finds the value below the keys of path in a JSON object. Keys made of
// digits index lists, as in a JSON pointer.
func lookup(doc []byte, path []string) value {
	if len(doc) == 0 {
		return value{}
	}
	raw := doc[skipSpace(doc, 0):]
	for _, key := range path {
		var ok bool
		switch {
		case len(raw) > 0 && raw[0] == '{':
			raw, ok = member(raw, key)
		case len(raw) > 0 && raw[0] == '[':
			raw, ok = element(raw, key)
		}
		if !ok {
			return value{}
		}
	}
	return classify(raw[:skipValue(raw, 0)])
}

func classify(raw []byte) value {
	switch raw[0] {
	case '"':
		return value{kind: text, raw: raw}
	case '{':
		return value{kind: object, raw: raw}
	case '[':
		return value{kind: list, raw: raw}
	case 't', 'f':
		return value{kind: boolean, raw: raw}
	case 'n':
		return value{}
	}
	return value{kind: number, raw: raw}
}

// member returns the rest of raw from the value of the given key on.
func member(raw []byte, key string) ([]byte, bool) {
	i := skipSpace(raw, 1)
	for i < len(raw) && raw[i] == '"' {
		end := skipValue(raw, i)
		name := raw[i:end]
		i = skipSpace(raw, end) // the colon
		i = skipSpace(raw, i+1) // the value
		if sameKey(name, key) {
			return raw[i:], true
		}
		i = skipSeparator(raw, skipValue(raw, i))
	}
	return nil, false
}

func sameKey(quoted []byte, key string) bool {
	if string(quoted[1:len(quoted)-1]) == key {
		return true
	}
	return string(value{kind: text, raw: quoted}.text()) == key
}

// element returns the rest of raw from the element with the given index on.
func element(raw []byte, index string) ([]byte, bool) {
	n, err := strconv.ParseUint(index, 10, 31)
	if err != nil || (len(index) > 1 && index[0] == '0') {
		return nil, false
	}
	i := skipSpace(raw, 1)
	for i < len(raw) && raw[i] != ']' {
		if n == 0 {
			return raw[i:], true
		}
		n--
		i = skipSeparator(raw, skipValue(raw, i))
	}
	return nil, false
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

// skipSeparator skips one comma and the space around it.
func skipSeparator(b []byte, i int) int {
	i = skipSpace(b, i)
	if i < len(b) && b[i] == ',' {
		i = skipSpace(b, i+1)
	}
	return i
}

// skipValue returns the end of the JSON value that begins at i.
func skipValue(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			i = skipText(b, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				if depth < 0 {
					return i // the end of what holds a bare value
				}
				return i + 1
			}
		case ',', ' ', '\n', '\t', '\r', ':':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return len(b)
}

func skipText(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}
