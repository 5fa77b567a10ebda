// SPDX-License-Identifier: Apache-2.0

package evidence

// Matcher says which events count: those with a name for which the tree holds.
type Matcher struct {
	Event string // name of the event
	Where *Tree  // nil: every event of that name
}

// Match reports whether r counts.
func (m Matcher) Match(r *Record) bool { return r.Name == m.Event && m.Where.Eval(r) }

// SQL appends a boolean expression to q, never NULL.
func (m Matcher) SQL(q *Query) {
	q.Write("(name = ?", m.Event)
	if m.Where != nil {
		q.Write(" AND ")
		m.Where.SQL(q)
	}
	q.Write(")")
}

// Answers returns the matcher of the answers given to a question. An answer
// "not experienced" has no value and does not count.
func Answers(survey, question string) Matcher {
	where := all{
		&leaf{field: Field{Properties, []string{"survey"}}, op: Is, values: []any{survey}},
		&leaf{field: Field{Properties, []string{"question"}}, op: Is, values: []any{question}},
		&leaf{field: Field{Properties, []string{"value"}}, op: Exists, values: []any{true}},
	}
	return Matcher{Event: AnswerGiven, Where: &Tree{root: where}}
}
