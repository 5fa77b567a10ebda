// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/korean"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/wendcx/wend/internal/fault"
)

// sniffBytes is how much of a file is looked at to detect its form.
const sniffBytes = 256 << 10

// dialect is the form of a text file, given or detected.
type dialect struct {
	encoding  string
	delimiter byte
	header    bool
}

// sniffEncoding names the encoding of a sample: utf-8 unless more of it is
// invalid than stray bytes would explain; then, by what makes sense, utf-16,
// euc-kr (which includes code page 949) or windows-1252.
func sniffEncoding(sample []byte) string {
	switch {
	case bytes.HasPrefix(sample, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(sample, []byte("\xfe\xff")):
		return "utf-16be"
	}
	lines, bad, valid := 0, 0, 0
	for line := range bytes.Lines(sample) {
		lines++
		switch {
		case !utf8.Valid(line):
			bad++
		case bytes.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }):
			valid++
		}
	}
	if bad == 0 || valid > bad || lines > 20 && bad*20 < lines && valid > 0 {
		return "utf-8"
	}
	if hangul(sample) {
		return "euc-kr"
	}
	return "windows-1252"
}

// sniffJSON names the encoding of JSON, whose first sign is a bracket.
func sniffJSON(sample []byte) string {
	if len(sample) > 1 && sample[1] == 0 && (sample[0] == '{' || sample[0] == '[') {
		return "utf-16le"
	}
	if len(sample) > 1 && sample[0] == 0 && (sample[1] == '{' || sample[1] == '[') {
		return "utf-16be"
	}
	return sniffEncoding(sample)
}

// hangul reports whether the sample reads as Korean text in code page 949.
func hangul(sample []byte) bool {
	out, err := korean.EUCKR.NewDecoder().Bytes(sample)
	if err != nil {
		return false
	}
	syllables, broken := 0, 0
	for _, r := range string(out) {
		switch {
		case r == utf8.RuneError:
			broken++
		case unicode.Is(unicode.Hangul, r):
			syllables++
		}
	}
	return syllables > 10*broken && syllables > 0
}

// decoded wraps a reader that begins with a sample into one of UTF-8 without a
// byte order mark.
func decoded(in *bufio.Reader, sample []byte, name string) (io.Reader, error) {
	if bytes.HasPrefix(sample, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(3) // it was peeked at
	}
	enc, err := encodingOf(name)
	if err != nil || enc == nil {
		return in, err
	}
	return transform.NewReader(in, enc.NewDecoder()), nil
}

// encodingOf finds an encoding by its name; nil is UTF-8.
func encodingOf(name string) (enc encoding.Encoding, err error) {
	switch strings.ToLower(name) {
	case "utf-8", "utf8":
		return nil, nil
	case "utf-16le", "utf-16":
		enc = textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)
	case "utf-16be":
		enc = textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM)
	case "cp949", "949", "euc-kr":
		enc = korean.EUCKR
	case "latin1", "windows-1252", "cp1252":
		enc = charmap.Windows1252
	default:
		if enc, err = htmlindex.Get(name); err != nil {
			return nil, fault.New(fault.Invalid, "the encoding %q is not known", name).WithRemedy("write utf-8, utf-16, windows-1252, euc-kr, shift_jis, …")
		}
	}
	return enc, nil
}

// delimiters are tried in this order.
const delimiters = ",;\t|"

// sniffDelimiter finds the delimiter with which most of the first rows have the
// same number of columns, more than one. Without any it is a comma.
func sniffDelimiter(sample []byte) byte {
	best, bestScore := byte(','), 0
	for _, d := range []byte(delimiters) {
		t := &csvTable{in: bytes.NewReader(nil), delimiter: d, eof: true}
		for _, c := range []byte{d, '\n', '\r'} {
			t.special[c] = true
		}
		if score := consistency(t, sample); score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// consistency scores a delimiter: the share of rows that have as many columns as
// the first, and, among equals, the number of columns.
func consistency(t *csvTable, sample []byte) int {
	columns, rows, same := 0, 0, 0
	for len(sample) > 0 && rows < 100 {
		rec, _ := t.parse(sample, nil)
		sample = sample[rec.size:]
		if rec.open || rec.size == 0 {
			break
		}
		if rec.content == 0 {
			continue
		}
		if rows == 0 {
			columns = rec.count
		}
		rows++
		if rec.count == columns {
			same++
		}
	}
	if columns < 2 || rows == 0 {
		return 0
	}
	return 1000*same/rows + min(columns, 999)
}

// sniffHeader reports whether the first row names the columns: all of it is
// text, none of it looks like a value.
func sniffHeader(first []string) bool {
	texts := 0
	for _, f := range first {
		f = strings.TrimSpace(f)
		if f == "" {
			continue
		}
		texts++
		if _, err := strconv.ParseFloat(f, 64); err == nil {
			return false
		}
		if _, ok := detectTime([]string{f}); ok {
			return false
		}
	}
	return texts > 0
}

// givenDialect completes what a rule says of a file by what its beginning shows.
func givenDialect(rule *Rule, sample []byte) (dialect, error) {
	d := dialect{encoding: cmp.Or(rule.Encoding, sniffEncoding(sample))}
	in, err := decoded(bufio.NewReader(bytes.NewReader(sample)), sample, d.encoding)
	if err != nil {
		return d, err
	}
	plain, err := io.ReadAll(in)
	if err != nil {
		return d, fmt.Errorf("decode: %w", err)
	}
	switch rule.Delimiter {
	case "":
		d.delimiter = sniffDelimiter(plain)
	case "tab", "\\t":
		d.delimiter = '\t'
	default:
		d.delimiter = rule.Delimiter[0]
	}
	if rule.Header != nil {
		d.header = *rule.Header
		return d, nil
	}
	t := &csvTable{in: bytes.NewReader(nil), delimiter: d.delimiter, rest: plain, eof: true, line: 1}
	for _, c := range []byte{d.delimiter, '\n', '\r'} {
		t.special[c] = true
	}
	first, err := t.peek()
	d.header = err != nil || sniffHeader(first)
	return d, nil //nolint:nilerr // a first row that cannot be read is told of when the file is
}
