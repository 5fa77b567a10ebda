// SPDX-License-Identifier: Apache-2.0

package evidence

import (
	"fmt"
	"slices"
	"strings"
)

// Query is SQL text in DuckDB's dialect and the arguments of its placeholders,
// in order. All of DuckDB's dialect for conditions stands in this file. The
// columns read are name, channel, source and customer (VARCHAR, empty for none)
// and properties, traits and context (VARCHAR: a JSON object, or NULL).
type Query struct {
	Text strings.Builder
	Args []any

	shared []Field
}

// Share makes q read fields of the event's objects from the columns that
// FromShared adds: each object is parsed for all its fields together and not for
// each condition, which would take megabytes a condition and thread.
func (q *Query) Share(fields []Field) {
	q.shared = nil
	for _, f := range fields {
		if _, ok := q.column(f, ""); !ok && f.Scope != EventField {
			q.shared = append(q.shared, f)
		}
	}
}

// FromShared writes the FROM clause that the conditions read from: what source
// writes after FROM, and the columns behind Share. DuckDB computes only those
// that are looked at.
func (q *Query) FromShared(source func()) {
	q.Write(" FROM (SELECT *")
	for i, f := range q.shared {
		for _, column := range []string{"value", "kind", "text"} {
			q.Write(fmt.Sprintf(", %s_%ss[%d] AS %s_%d", f.Scope, column, q.place(i), column, i))
		}
		q.Write(fmt.Sprintf(", CASE WHEN kind_%[1]d"+jsonNumber+" THEN TRY_CAST(text_%[1]d AS DOUBLE) END AS number_%[1]d", i))
	}
	q.Write(" FROM (SELECT *")
	for _, scope := range []Scope{Properties, Traits, Context} {
		var pointers []any
		for _, f := range q.shared {
			if f.Scope == scope {
				pointers = append(pointers, pointer(f.Path))
			}
		}
		if len(pointers) == 0 {
			continue
		}
		paths := ", [?" + strings.Repeat(", ?", len(pointers)-1) + "]) AS " + string(scope)
		q.Write(", json_extract("+string(scope)+paths+"_values", pointers...)
		q.Write(", json_type("+string(scope)+paths+"_kinds", pointers...)
		q.Write(", json_extract_string("+string(scope)+paths+"_texts", pointers...)
	}
	q.Write(" FROM ")
	source()
	q.Write("))")
}

// place returns where shared field i stands in the lists of its scope, from 1.
func (q *Query) place(i int) (n int) {
	for _, f := range q.shared[:i+1] {
		if f.Scope == q.shared[i].Scope {
			n++
		}
	}
	return n
}

// column returns the column of FromShared that holds a shared field.
func (q *Query) column(f Field, of string) (name string, ok bool) {
	i := slices.IndexFunc(q.shared, func(o Field) bool { return o.Scope == f.Scope && slices.Equal(o.Path, f.Path) })
	return fmt.Sprintf("%s_%d", of, i), i >= 0
}

// Write appends text and its arguments.
func (q *Query) Write(text string, args ...any) {
	q.Text.WriteString(text)
	q.Args = append(q.Args, args...)
}

// SQL appends a boolean expression to q, never NULL, that is true where the
// tree holds.
func (t *Tree) SQL(q *Query) {
	if t == nil {
		q.Write("true")
		return
	}
	t.root.sql(q)
}

// Value appends an expression for a field of the event: JSON below the
// objects, VARCHAR for the event's own fields, NULL where there is none.
func (f Field) Value(q *Query) {
	if f.Scope == EventField {
		q.Write("nullif(" + f.Path[0] + ", '')")
		return
	}
	if column, ok := q.column(f, "value"); ok {
		q.Write(column)
		return
	}
	q.Write("json_extract("+string(f.Scope)+", ?)", pointer(f.Path))
}

// kind appends an expression for the JSON type of the field, NULL where absent.
func (f Field) kind(q *Query) {
	if column, ok := q.column(f, "kind"); ok {
		q.Write(column)
		return
	}
	q.Write("json_type("+string(f.Scope)+", ?)", pointer(f.Path))
}

// number appends an expression for the field as DOUBLE, NULL where it is no number.
func (f Field) number(q *Query) {
	if column, ok := q.column(f, "number"); ok {
		q.Write(column)
		return
	}
	q.Write("(CASE WHEN ")
	f.kind(q)
	q.Write(jsonNumber + " THEN TRY_CAST(")
	f.plain(q)
	q.Write(" AS DOUBLE) END)")
}

// text appends an expression for the field as VARCHAR, NULL where it is no text.
func (f Field) text(q *Query) {
	q.Write("(CASE WHEN ")
	f.kind(q)
	q.Write(" = 'VARCHAR' THEN ")
	f.plain(q)
	q.Write(" END)")
}

// plain appends an expression for the field as VARCHAR without the quotes of JSON.
func (f Field) plain(q *Query) {
	if column, ok := q.column(f, "text"); ok {
		q.Write(column)
		return
	}
	q.Write("json_extract_string("+string(f.Scope)+", ?)", pointer(f.Path))
}

// pointer writes a path as a JSON pointer (RFC 6901).
func pointer(path []string) string {
	var b strings.Builder
	for _, key := range path {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(key))
	}
	return b.String()
}

func (n all) sql(q *Query)  { joinSQL(q, n, " AND ", "true") }
func (n some) sql(q *Query) { joinSQL(q, n, " OR ", "false") }

func joinSQL(q *Query, nodes []node, with, empty string) {
	if len(nodes) == 0 {
		q.Write(empty)
		return
	}
	q.Write("(")
	for i, n := range nodes {
		if i > 0 {
			q.Write(with)
		}
		n.sql(q)
	}
	q.Write(")")
}

func (n not) sql(q *Query) {
	q.Write("(NOT ")
	n.node.sql(q)
	q.Write(")")
}

func (n *leaf) sql(q *Query) {
	switch n.op {
	case IsNot:
		q.Write("(NOT ")
		n.positive(q, Is)
		q.Write(")")
	case Exists:
		n.sqlExists(q)
	default:
		n.positive(q, n.op)
	}
}

func (n *leaf) sqlExists(q *Query) {
	test := " <> 'NULL')"
	if !n.values[0].(bool) {
		test = " = 'NULL')"
	}
	q.Write("(coalesce(")
	if n.field.Scope == EventField {
		n.field.Value(q)
		q.Write(", 'NULL')" + test)
		return
	}
	n.field.kind(q)
	q.Write(", 'NULL')" + test)
}

// positive writes an operator that is false of what is absent.
func (n *leaf) positive(q *Query, op Op) {
	q.Write("coalesce(")
	if n.field.Scope == EventField {
		n.sqlOfText(q, op)
	} else {
		n.sqlOfJSON(q, op)
	}
	q.Write(", false)")
}

// sqlOfText writes the condition on a plain column: a text, or absent.
func (n *leaf) sqlOfText(q *Query, op Op) {
	texts := slices.DeleteFunc(slices.Clone(n.values), func(v any) bool { _, ok := v.(string); return !ok })
	if len(texts) == 0 {
		q.Write("false")
		return
	}
	switch op {
	case Is, In:
		n.field.Value(q)
		q.Write(" IN (?"+strings.Repeat(", ?", len(texts)-1)+")", texts...)
	case StartsWith, Contains, Matches:
		n.textFunction(q, op, func() { n.field.Value(q) })
	default:
		q.Write("false")
	}
}

// textFunction writes a function of a text expression.
func (n *leaf) textFunction(q *Query, op Op, text func()) {
	name, arg := "", n.values[0]
	switch op {
	case StartsWith:
		name = "starts_with"
	case Contains:
		name = "contains"
	case Matches:
		name, arg = "regexp_matches", plainPattern(n.re)
	}
	q.Write(name + "(")
	text()
	q.Write(", ?)", arg)
}

// jsonNumber follows json_type(…) and is true of numbers.
const jsonNumber = " IN ('BIGINT', 'UBIGINT', 'DOUBLE', 'HUGEINT', 'UHUGEINT', 'DECIMAL')"

func (n *leaf) sqlOfJSON(q *Query, op Op) {
	switch op {
	case Is, In:
		n.sqlEquals(q)
	case StartsWith, Matches:
		n.sqlText(q, op)
	case Contains:
		n.sqlContains(q)
	case GT:
		n.sqlNumber(q, " > ?", n.values[0])
	case GTE:
		n.sqlNumber(q, " >= ?", n.values[0])
	case LT:
		n.sqlNumber(q, " < ?", n.values[0])
	case LTE:
		n.sqlNumber(q, " <= ?", n.values[0])
	}
}

// sqlEquals compares texts and booleans as JSON, in one look at the document,
// and numbers as DOUBLE.
func (n *leaf) sqlEquals(q *Query) {
	q.Write("(")
	for i, v := range n.values {
		if i > 0 {
			q.Write(" OR ")
		}
		switch v := v.(type) {
		case float64:
			n.sqlNumber(q, " = ?", v)
		case bool:
			n.field.Value(q)
			q.Write(" = to_json(CAST(? AS BOOLEAN))", v)
		default:
			n.field.Value(q)
			q.Write(" = to_json(CAST(? AS VARCHAR))", v)
		}
	}
	q.Write(")")
}

func (n *leaf) sqlNumber(q *Query, test string, limit any) {
	n.field.number(q)
	q.Write(test, limit)
}

func (n *leaf) sqlText(q *Query, op Op) {
	n.textFunction(q, op, func() { n.field.text(q) })
}

func (n *leaf) sqlContains(q *Query) {
	q.Write("(CASE ")
	n.field.kind(q)
	if _, ok := n.values[0].(string); ok {
		q.Write(" WHEN 'VARCHAR' THEN ")
		n.textFunction(q, Contains, func() { n.field.text(q) })
	}
	q.Write(" WHEN 'ARRAY' THEN ")
	switch v := n.values[0].(type) {
	case float64:
		q.Write("len(list_filter(TRY_CAST(")
		n.field.Value(q)
		q.Write(" AS JSON[]), lambda e: json_type(e)"+jsonNumber+" AND TRY_CAST(e AS DOUBLE) = ?)) > 0", v)
	case bool:
		q.Write("list_contains(TRY_CAST(")
		n.field.Value(q)
		q.Write(" AS JSON[]), to_json(CAST(? AS BOOLEAN)))", v)
	default:
		q.Write("list_contains(TRY_CAST(")
		n.field.Value(q)
		q.Write(" AS JSON[]), to_json(CAST(? AS VARCHAR)))", v)
	}
	q.Write(" END)")
}
