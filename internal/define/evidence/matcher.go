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
	m := Asked(survey, question)
	given := &leaf{field: Field{Properties, []string{"value"}}, op: Exists, values: []any{true}}
	m.Where = &Tree{root: append(m.Where.root.(all), given)}
	return m
}

// Asked returns the matcher of all answers to a question, also those that say
// "not experienced".
func Asked(survey, question string) Matcher {
	is := func(property, value string) node {
		return &leaf{field: Field{Properties, []string{property}}, op: Is, values: []any{value}}
	}
	return Matcher{Event: AnswerGiven, Where: &Tree{root: all{is("survey", survey), is("question", question)}}}
}
