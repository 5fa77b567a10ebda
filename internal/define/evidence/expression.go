// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"strconv"
	"strings"

	"github.com/wendcx/wend/internal/fault"
)

// comparators are the signs of a short expression, longer ones first.
var comparators = [...]struct {
	sign string
	op   Op
}{{"!=", IsNot}, {">=", GTE}, {"<=", LTE}, {"^=", StartsWith}, {"*=", Contains}, {"=", Is}, {">", GT}, {"<", LT}, {"~", Matches}}

// ParseExpression reads the short form used on the command line: a field, a
// sign and a value, as in
//
//	status=delivered   price>=10   path^=/products   event.name~^A_
//
// The signs are = != > >= < <= ^= (starts with) *= (contains) ~ (matches). With
// = and != a value that looks like a number or a boolean matches the text and
// the number alike; several values are parted by "|".
func ParseExpression(s string, scope Scope) (*Tree, error) {
	at := -1
	var op Op
	var sign string
	for i := range s {
		for _, c := range comparators {
			if at < 0 && strings.HasPrefix(s[i:], c.sign) {
				at, op, sign = i, c.op, c.sign
			}
		}
	}
	if at <= 0 {
		return nil, fault.New(fault.Invalid, "%q is no condition", s).WithRemedy("write field=value, field!=value, field>5, field^=start, field*=part or field~regex")
	}
	field, value := strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+len(sign):])
	tree, faults := Parse(expressionTree(field, op, value), scope)
	if len(faults) > 0 {
		f := faults[0]
		f.Message = "in the condition " + strconv.Quote(s) + ": " + f.Message
		return nil, f
	}
	return tree, nil
}

// expressionTree writes a short expression as a tree.
func expressionTree(field string, op Op, value string) any {
	switch op {
	case Is:
		return map[string]any{field: map[string]any{string(In): readings(value)}}
	case IsNot:
		return map[string]any{"not": expressionTree(field, Is, value)}
	case GT, GTE, LT, LTE:
		if f, err := strconv.ParseFloat(value, 64); err == nil {
			return map[string]any{field: map[string]any{string(op): f}}
		}
	}
	return map[string]any{field: map[string]any{string(op): value}}
}

// readings lists what the texts between "|" may stand for: the text, and the
// number or boolean that it looks like.
func readings(value string) []any {
	var out []any
	for s := range strings.SplitSeq(value, "|") {
		s = strings.TrimSpace(s)
		out = append(out, s)
		if f, err := strconv.ParseFloat(s, 64); err == nil && scalar(f) {
			out = append(out, f)
		}
		if s == "true" || s == "false" {
			out = append(out, s == "true")
		}
	}
	return out
}
