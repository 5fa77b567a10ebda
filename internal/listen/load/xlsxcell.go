// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// cellFormat is what the format of a cell says of its number.
type cellFormat struct {
	date, clock bool // it is a day, a time of day, or both
	month       bool // it is a day that shows as a month
	elapsed     bool // it is a length of time
	digits      int  // it is a code of so many digits, shown with its zeros
}

// builtinFormat is a format that workbooks need not spell out (ECMA-376,
// 18.8.30).
func builtinFormat(id int) cellFormat {
	switch {
	case id == 22:
		return cellFormat{date: true, clock: true}
	case id >= 18 && id <= 21, id == 45, id == 47:
		return cellFormat{clock: true}
	case id == 46:
		return cellFormat{clock: true, elapsed: true}
	case id == 17:
		return cellFormat{date: true, month: true}
	case id >= 14 && id <= 16, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return cellFormat{date: true}
	case id >= 32 && id <= 35:
		return cellFormat{clock: true}
	}
	return cellFormat{}
}

// formatOfCode reads a format such as [$-409]d/m/yy h:mm;@.
func formatOfCode(code string) (f cellFormat) {
	letters := strings.ToLower(formatLetters(code, &f))
	if letters == "" || strings.Contains(letters, "general") {
		return cellFormat{}
	}
	if strings.Trim(letters, "0") == "" && len(letters) > 1 {
		return cellFormat{digits: len(letters)}
	}
	f.clock = f.elapsed || strings.ContainsAny(letters, "hs")
	f.date = strings.ContainsAny(letters, "yd") || strings.Contains(letters, "m") && !f.clock
	f.month = f.date && !f.clock && strings.Contains(letters, "m") && !strings.Contains(letters, "d")
	return f
}

// formatLetters is the first section of a format without its literal texts.
func formatLetters(code string, f *cellFormat) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return b.String()
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return b.String()
			}
			if inside := strings.ToLower(code[i+1 : i+1+end]); c == '[' && inside != "" && strings.Trim(inside, inside[:1]) == "" && strings.Contains("hms", inside[:1]) {
				f.elapsed = true
				b.WriteString(inside)
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// lastDay is the last day that spreadsheets know, the end of the year 9999.
const lastDay = 2_958_466

// number writes the number of a cell: what is shown as a time as ISO 8601, in no
// zone, everything else with all its digits and without an exponent.
func (w *workbook) number(v string, style int) (string, kind) {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return v, textField
	}
	var format cellFormat
	if style >= 0 && style < len(w.formats) {
		format = w.formats[style]
	}
	switch {
	case (format.date || format.clock) && f >= 0 && f < lastDay:
		return w.moment(f, format), timeField
	case format.digits > 0 && f >= 0 && f < 1e15 && f == math.Trunc(f):
		return fmt.Sprintf("%0*d", format.digits, int64(f)), textField
	}
	return plainNumber(f), numberField
}

// plainNumber writes a number with all its digits.
func plainNumber(f float64) string {
	if math.Abs(f) >= 1e21 {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// moment writes a count of days as a time. Spreadsheets compute in binary
// fractions of a day and show milliseconds, so it is rounded to those.
func (w *workbook) moment(days float64, f cellFormat) string {
	const msDay = 24 * 60 * 60 * 1000
	ms := int64(math.Round(days * msDay))
	day, rest := ms/msDay, ms%msDay
	if !f.date && (f.elapsed || day == 0) {
		return clockText(ms)
	}
	date := w.day(day)
	if f.month && rest == 0 && strings.HasSuffix(date, "-01") {
		return strings.TrimSuffix(date, "-01") // what was typed, 2026-02, and not its first day
	}
	if rest == 0 && !f.clock {
		return date
	}
	return date + "T" + clockText(rest)
}

// clockText writes milliseconds as 15:04:05.
func clockText(ms int64) string {
	s := fmt.Sprintf("%02d:%02d:%02d", ms/3_600_000, ms/60_000%60, ms/1000%60)
	if ms%1000 != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%03d", ms%1000), "0")
	}
	return s
}

// day writes the day of a number. The count from 1900 has a day that never was,
// February 29 of that year, which is number 60.
func (w *workbook) day(n int64) string {
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case w.date04:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n == 60:
		return "1900-02-29"
	case n < 60:
		epoch = epoch.AddDate(0, 0, 1)
	}
	return epoch.AddDate(0, 0, int(n)).Format(time.DateOnly)
}
