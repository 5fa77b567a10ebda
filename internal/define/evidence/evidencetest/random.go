// SPDX-License-Identifier: Apache-2.0

package evidencetest

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/wendcx/wend/internal/define/evidence"
)

// The pools are small and full of near misses, so that random trees often hold.
var (
	keys  = []string{"a", "b", "c d", "x.y", "0", "1", "é", "q\"r", "s/t~u", "$", ""}
	texts = []string{"", "a", "A", "ab", "abc", "b", "5", "5.0", "true", "null", "é", "e\u0301", "a\nb", "q\"r", "back\\slash", "\u0001", "😀", "İ", "ſ", " a", "a ", "[1]", "日本語"}
	nums  = []float64{0, math.Copysign(0, -1), 1, -1, 5, 5.5, 0.1, 1e15, 9007199254740993, -2.5e-7, 1e22, 12345678901234567890, 1e300}
	regs  = []string{"a", "^a", "b$", "^$", ".", "^.$", "(?i)A", "[^a]", "\\d+", "\\bA\\b", "a|5", "(a)(b)?", "\\pL", "é", "a.b", "(?s)a.b", "(?m)^b", "[[:alpha:]]+", "\\x{1F600}", "a{1,2}", "(?i)s", "(?i)İ", "\\s", "\\Qa\\E"}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// RandomRecord builds an event from small pools of values.
func RandomRecord(r *rand.Rand) evidence.Record {
	object := func() []byte {
		if r.IntN(8) == 0 {
			return nil
		}
		m := map[string]any{}
		for range r.IntN(5) {
			m[pick(r, keys)] = randomValue(r, 3)
		}
		b, err := json.Marshal(m)
		if err != nil {
			panic(err) // the pools hold nothing that JSON cannot write
		}
		return b
	}
	maybe := func() string { return pick(r, texts) }
	return evidence.Record{
		Name: maybe(), Channel: maybe(), Source: maybe(), Customer: maybe(),
		Properties: object(), Traits: object(), Context: object(),
	}
}

func randomValue(r *rand.Rand, depth int) any {
	switch n := r.IntN(10); {
	case n < 4:
		return pick(r, texts)
	case n < 6:
		return pick(r, nums)
	case n == 6:
		return r.IntN(2) == 0
	case n == 7 || depth == 0:
		return nil
	case n == 8:
		list := make([]any, r.IntN(4))
		for i := range list {
			list[i] = randomValue(r, depth-1)
		}
		return list
	}
	m := map[string]any{}
	for range r.IntN(3) {
		m[pick(r, keys)] = randomValue(r, depth-1)
	}
	return m
}

// RandomTree builds a valid tree as plain values, at most depth levels of all,
// any and not above the conditions.
func RandomTree(r *rand.Rand, depth int) map[string]any {
	m := map[string]any{}
	for range 1 + r.IntN(2) {
		if depth > 0 && r.IntN(3) == 0 {
			switch r.IntN(3) {
			case 0:
				m["not"] = RandomTree(r, depth-1)
			default:
				list := make([]any, r.IntN(3))
				for i := range list {
					list[i] = RandomTree(r, depth-1)
				}
				m[pick(r, []string{"all", "any"})] = list
			}
			continue
		}
		m[randomField(r)] = randomCondition(r)
	}
	return m
}

func randomField(r *rand.Rand) string {
	if r.IntN(6) == 0 {
		return pick(r, []string{"event.name", "event.channel", "event.source", "event.customer"})
	}
	field := pick(r, []string{"", "traits.", "context.", "properties."})
	for i := range 1 + r.IntN(3) {
		if i > 0 {
			field += "."
		}
		field += escape(pick(r, keys[:len(keys)-1]))
	}
	return field
}

func escape(key string) string {
	out := ""
	for _, c := range key {
		if c == '.' || c == '\\' {
			out += "\\"
		}
		out += string(c)
	}
	return out
}

func randomCondition(r *rand.Rand) any {
	scalar := func() any {
		switch r.IntN(4) {
		case 0:
			return pick(r, nums)
		case 1:
			return r.IntN(2) == 0
		}
		return pick(r, texts)
	}
	list := func() []any {
		l := make([]any, 1+r.IntN(3))
		for i := range l {
			l[i] = scalar()
		}
		return l
	}
	m := map[string]any{}
	for range 1 + r.IntN(2) {
		switch op := pick(r, evidence.Ops[:]); op {
		case evidence.In:
			m[string(op)] = list()
		case evidence.StartsWith:
			m[string(op)] = pick(r, texts[1:])
		case evidence.Matches:
			m[string(op)] = pick(r, regs)
		case evidence.GT, evidence.GTE, evidence.LT, evidence.LTE:
			m[string(op)] = pick(r, nums)
		case evidence.Exists:
			m[string(op)] = r.IntN(2) == 0
		default:
			m[string(op)] = scalar()
		}
	}
	return m
}

// Describe writes a tree and a record for a failure message.
func Describe(tree any, r *evidence.Record) string {
	b, _ := json.Marshal(tree)
	return fmt.Sprintf("tree %s\nname %q channel %q source %q customer %q\nproperties %s\ntraits %s\ncontext %s",
		b, r.Name, r.Channel, r.Source, r.Customer, r.Properties, r.Traits, r.Context)
}
