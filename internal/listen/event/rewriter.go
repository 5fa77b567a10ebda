// SPDX-License-Identifier: Apache-2.0

package event

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// Rewriter rewrites JSON objects as Canonical does, and allocates nothing but
// what its buffers grow. What is out of the common (mistakes, keys with escapes)
// it leaves to the slow way, which has the last word. The zero Rewriter is ready;
// it is not safe for concurrent use.
type Rewriter struct {
	members []member
	scratch []byte
}

// member is a key of an object and what is written of it.
type member struct {
	key, keyEnd int // the key between its quotes, in what is written
	end         int // of the value; it begins behind keyEnd
}

// Append appends the canonical form of an object to dst. An empty object appends
// nothing. On an error dst is returned as it was.
func (r *Rewriter) Append(dst, src []byte) ([]byte, error) {
	r.members = r.members[:0]
	i := space(src, 0)
	if i < len(src) && src[i] == '{' {
		begin := len(dst)
		if out, end, ok := r.object(dst, src, i, 0); ok && space(src, end) == len(src) {
			if len(out)-begin == len("{}") {
				return out[:begin], nil
			}
			return out, nil
		}
	}
	out, err := canonical(src)
	if err != nil {
		return dst, err
	}
	return append(dst, out...), nil
}

func space(src []byte, i int) int {
	for i < len(src) && (src[i] == ' ' || src[i] == '\t' || src[i] == '\n' || src[i] == '\r') {
		i++
	}
	return i
}

// value appends the value at src[i] and returns where it ends.
func (r *Rewriter) value(dst, src []byte, i, depth int) (out []byte, end int, ok bool) {
	if i >= len(src) || depth > maxDepth {
		return dst, i, false
	}
	switch c := src[i]; {
	case c == '"':
		return text(dst, src, i)
	case c == '{':
		return r.object(dst, src, i, depth)
	case c == '[':
		return r.list(dst, src, i, depth)
	case c == '-' || c >= '0' && c <= '9':
		return numeral(dst, src, i)
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if bytes.HasPrefix(src[i:], []byte(word)) {
			return append(dst, word...), i + len(word), true
		}
	}
	return dst, i, false
}

func (r *Rewriter) list(dst, src []byte, i, depth int) (out []byte, end int, ok bool) {
	dst = append(dst, '[')
	if i = space(src, i+1); i < len(src) && src[i] == ']' {
		return append(dst, ']'), i + 1, true
	}
	for {
		if dst, i, ok = r.value(dst, src, space(src, i), depth+1); !ok {
			return dst, i, false
		}
		switch i = space(src, i); {
		case i < len(src) && src[i] == ',':
			dst = append(dst, ',')
			i++
		case i < len(src) && src[i] == ']':
			return append(dst, ']'), i + 1, true
		default:
			return dst, i, false
		}
	}
}

func (r *Rewriter) object(dst, src []byte, i, depth int) (out []byte, end int, ok bool) {
	begin, first, sorted := len(dst), len(r.members), true
	dst = append(dst, '{')
	if i = space(src, i+1); i < len(src) && src[i] == '}' {
		return append(dst, '}'), i + 1, true
	}
	for {
		m := member{key: len(dst) + 1}
		if i = space(src, i); i >= len(src) || src[i] != '"' {
			return dst, i, false
		}
		if dst, i, ok = text(dst, src, i); !ok {
			return dst, i, false
		}
		m.keyEnd = len(dst) - 1
		if bytes.IndexByte(dst[m.key:m.keyEnd], '\\') >= 0 { // sorts otherwise than it is written
			return dst, i, false
		}
		if i = space(src, i); i >= len(src) || src[i] != ':' {
			return dst, i, false
		}
		dst = append(dst, ':')
		if dst, i, ok = r.value(dst, src, space(src, i+1), depth+1); !ok {
			return dst, i, false
		}
		m.end = len(dst)
		if n := len(r.members); n > first {
			last := r.members[n-1]
			sorted = sorted && bytes.Compare(dst[last.key:last.keyEnd], dst[m.key:m.keyEnd]) < 0
		}
		r.members = append(r.members, m)
		switch i = space(src, i); {
		case i < len(src) && src[i] == ',':
			dst = append(dst, ',')
			i++
		case i < len(src) && src[i] == '}':
			if !sorted {
				dst = r.sort(dst, begin, r.members[first:])
			}
			r.members = r.members[:first]
			return append(dst, '}'), i + 1, true
		default:
			return dst, i, false
		}
	}
}

// sort puts the members written behind begin in order; of equal keys the last
// stays.
func (r *Rewriter) sort(dst []byte, begin int, members []member) []byte {
	slices.SortStableFunc(members, func(a, b member) int { return bytes.Compare(dst[a.key:a.keyEnd], dst[b.key:b.keyEnd]) })
	r.scratch = append(r.scratch[:0], '{')
	for k, m := range members {
		if k+1 < len(members) && bytes.Equal(dst[m.key:m.keyEnd], dst[members[k+1].key:members[k+1].keyEnd]) {
			continue
		}
		if len(r.scratch) > 1 {
			r.scratch = append(r.scratch, ',')
		}
		r.scratch = append(r.scratch, dst[m.key-1:m.end]...)
	}
	return append(dst[:begin], r.scratch...)
}

// numeral appends a number.
func numeral(dst, src []byte, i int) (out []byte, end int, ok bool) {
	begin := i
	if src[i] == '-' {
		i++
	}
	digits := func() int {
		from := i
		for i < len(src) && src[i] >= '0' && src[i] <= '9' {
			i++
		}
		return i - from
	}
	lead := i
	n := digits()
	if n == 0 || n > 1 && src[lead] == '0' {
		return dst, i, false
	}
	whole := true
	if i < len(src) && src[i] == '.' {
		whole = false
		i++
		if digits() == 0 {
			return dst, i, false
		}
	}
	if i < len(src) && (src[i] == 'e' || src[i] == 'E') {
		whole = false
		if i++; i < len(src) && (src[i] == '+' || src[i] == '-') {
			i++
		}
		if digits() == 0 {
			return dst, i, false
		}
	}
	if whole && n <= 18 {
		if n == 1 && src[lead] == '0' {
			return append(dst, '0'), i, true
		}
		return append(dst, src[begin:i]...), i, true
	}
	written := unsafe.String(&src[begin], i-begin)
	if !whole {
		if f, err := strconv.ParseFloat(written, 64); err == nil && !math.IsInf(f, 0) {
			return AppendNumber(dst, f), i, true
		}
	}
	return appendJSONNumber(dst, written), i, true
}

// text appends a text.
func text(dst, src []byte, i int) (out []byte, end int, ok bool) {
	dst = append(dst, '"')
	start := i + 1
	for i = start; i < len(src); {
		switch c := src[i]; {
		case c == '"':
			dst = append(dst, src[start:i]...)
			return append(dst, '"'), i + 1, true
		case c == '\\':
			dst = append(dst, src[start:i]...)
			if dst, i, ok = escaped(dst, src, i+1); !ok {
				return dst, i, false
			}
			start = i
		case c < ' ':
			return dst, i, false
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRune(src[i:])
			if r == utf8.RuneError && size == 1 {
				return dst, i, false
			}
			i += size
		}
	}
	return dst, i, false
}

// escaped appends what the escape behind a backslash at src[i] stands for.
func escaped(dst, src []byte, i int) (out []byte, end int, ok bool) {
	if i >= len(src) {
		return dst, i, false
	}
	switch src[i] {
	case '"', '\\':
		return append(dst, '\\', src[i]), i + 1, true
	case '/':
		return append(dst, '/'), i + 1, true
	case 'b':
		return appendEscape(dst, '\b'), i + 1, true
	case 'f':
		return appendEscape(dst, '\f'), i + 1, true
	case 'n':
		return appendEscape(dst, '\n'), i + 1, true
	case 'r':
		return appendEscape(dst, '\r'), i + 1, true
	case 't':
		return appendEscape(dst, '\t'), i + 1, true
	case 'u':
		return unicodeEscape(dst, src, i+1)
	}
	return dst, i, false
}

// unicodeEscape appends the letter of \uXXXX, or of a pair of them; half a pair
// is the replacement character.
func unicodeEscape(dst, src []byte, i int) (out []byte, end int, ok bool) {
	r, ok := hex4(src, i)
	if !ok {
		return dst, i, false
	}
	i += 4
	if utf16.IsSurrogate(r) {
		second := rune(-1)
		if i+2 <= len(src) && src[i] == '\\' && src[i+1] == 'u' {
			if low, ok := hex4(src, i+2); ok {
				second = low
			}
		}
		if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
			i += 6
		}
	}
	switch {
	case r < ' ' || r == '"' || r == '\\':
		return appendEscape(dst, byte(r)), i, true
	}
	return utf8.AppendRune(dst, r), i, true
}

func hex4(src []byte, i int) (r rune, ok bool) {
	if i+4 > len(src) {
		return 0, false
	}
	for _, c := range src[i : i+4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// Members calls yield for each key of a canonical object, in order, with its
// value as it is written. Key and value point into the object; a key with
// escapes is a copy. It stops when yield returns false.
func Members(object []byte, yield func(key, value []byte) bool) {
	for i := 1; i < len(object)-1; {
		end := afterText(object, i)
		key := object[i+1 : end-1]
		if bytes.IndexByte(key, '\\') >= 0 {
			key = []byte(Unquote(object[i:end]))
		}
		begin := end + 1
		i = afterValue(object, begin)
		if !yield(key, object[begin:i]) {
			return
		}
		i++ // the comma
	}
}

// Unquote returns what a canonical text says. Without escapes it points into the
// text.
func Unquote(text []byte) string {
	inner := text[1 : len(text)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return unsafe.String(unsafe.SliceData(inner), len(inner))
	}
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return string(inner) // it was no canonical text
	}
	return s
}

// afterText is the end of the text that begins at b[i].
func afterText(b []byte, i int) int {
	for i++; i < len(b) && b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(b))
}

// afterValue is the end of the value that begins at b[i].
func afterValue(b []byte, i int) int {
	for depth := 0; i < len(b); {
		switch b[i] {
		case '"':
			i = afterText(b, i)
		case '{', '[':
			depth++
			i++
			continue
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
			i++
		case ',':
			if depth == 0 {
				return i
			}
			i++
			continue
		default:
			i++
			continue
		}
		if depth == 0 {
			return i
		}
	}
	return i
}
