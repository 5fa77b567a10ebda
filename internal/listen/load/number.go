// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Decimal is the sign before a number's fraction, "." or ",". The other one
// parts thousands. "" is not known: a number is read if it can be read in one
// way only.
type Decimal string

// Values lists the signs.
func (Decimal) Values() []string { return []string{".", ","} }

// reading tells in how many ways a text can be read as a number.
type reading uint8

const (
	noNumber reading = iota
	oneNumber
	twoNumbers // 1,234 is 1234 or 1.234
)

// number reads a number.
func number(s string, d Decimal) (float64, reading) {
	s = strings.TrimSpace(s)
	if strings.IndexByte(s, ',') < 0 && (d != "," || strings.IndexByte(s, '.') < 0) {
		return parsed(s)
	}
	if d != "" {
		return parsed(plain(s, d))
	}
	point, isPoint := parsed(plain(s, "."))
	comma, isComma := parsed(plain(s, ","))
	switch {
	case isPoint == oneNumber && isComma == oneNumber && point != comma:
		return 0, twoNumbers
	case isPoint == oneNumber:
		return point, oneNumber
	}
	return comma, isComma
}

func parsed(s string) (float64, reading) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return 0, noNumber
	}
	return f, oneNumber
}

// plain rewrites a number without signs between its thousands and with a point
// before its fraction; "" where it is not written so.
func plain(s string, d Decimal) string {
	thousands := ","
	if d == "," {
		thousands = "."
	}
	whole, fraction, _ := strings.Cut(s, string(d))
	if strings.ContainsAny(fraction, ".,") {
		return ""
	}
	sign := whole[:len(whole)-len(strings.TrimLeft(whole, "+-"))]
	groups := strings.Split(whole[len(sign):], thousands)
	for i, g := range groups {
		if len(groups) > 1 && (len(g) > 3 || i > 0 && len(g) < 3 || i == 0 && (g == "" || g[0] == '0')) {
			return ""
		}
	}
	return sign + strings.Join(groups, "") + "." + fraction
}

// settle finds the sign that a column's numbers have before their fractions: the
// one that more of them can only have. It is unsettled, with values that show
// why, where the column holds numbers that are read either way.
func settle(samples []string) (d Decimal, unsettled []string) {
	points, commas := 0, 0
	var point, comma, either string
	for _, s := range samples {
		_, isPoint := parsed(plain(s, "."))
		_, isComma := parsed(plain(s, ","))
		switch {
		case !strings.ContainsAny(s, ".,"):
		case isPoint == oneNumber && isComma == oneNumber:
			if strings.Contains(s, ",") && either == "" {
				either = s
			}
		case isPoint == oneNumber:
			points++
			point = s
		case isComma == oneNumber:
			commas++
			comma = s
		}
	}
	switch {
	case points > commas:
		return ".", nil
	case commas > points:
		return ",", nil
	case points > 0:
		return "", []string{point, comma}
	case either != "":
		return "", []string{either}
	}
	return "", nil
}

// why says why a text is not read as a number.
func (r reading) why(s, otherwise string) string {
	if r == twoNumbers {
		return bothWays(s) + `: say decimal: "." or decimal: "," in the mapping`
	}
	return fmt.Sprintf("%q %s", s, otherwise)
}

// bothWays says how a number of two readings can be read.
func bothWays(s string) string {
	point, _ := number(s, ".")
	comma, _ := number(s, ",")
	return fmt.Sprintf("%q can be read as %s or %s", s, shown(point), shown(comma))
}

func shown(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// decimal returns the sign that a bound column's numbers have before their
// fractions: the one that the mapping says, else what the first rows show.
func (b *binder) decimal(at, name string, s *slot, said Decimal) Decimal {
	if said != "" {
		return said
	}
	d, unsettled := settle(b.samples(s, false))
	const remedy = `say decimal: "." where a comma parts thousands, decimal: "," where it begins a fraction`
	switch len(unsettled) {
	case 1:
		point, _ := number(unsettled[0], ".")
		comma, _ := number(unsettled[0], ",")
		b.check.Fault(at, remedy, "%q in %s can be read as %s or %s", unsettled[0], name, shown(point), shown(comma))
	case 2:
		b.check.Fault(at, remedy, "%s holds numbers with a point and numbers with a comma, as in %s and %s", name, unsettled[0], unsettled[1])
	}
	return d
}

// decimalOf is the sign in a value of a column: files that have numbers of their
// own write them with a point.
func (e *emitter) decimalOf(column int, d Decimal) Decimal {
	if column >= 0 && e.kindOf(column) == numberField {
		return "."
	}
	return d
}
