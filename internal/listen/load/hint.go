// SPDX-License-Identifier: Apache-2.0

package load

import (
	"encoding/json"
	"fmt"
)

// Hint is something of a suggestion that a person should look at: a code with its
// values, from which a screen makes a sentence in its reader's language, and the
// sentence in English.
type Hint struct {
	Code   string            `json:"code" doc:"As no-time, times-both-ways, off-scale; none in those that were kept before there were any."`
	Values map[string]string `json:"values" doc:"What the sentence names: table, column and so on, by the code."`
	Text   string            `json:"text" doc:"The sentence in English."`
}

// UnmarshalJSON also reads the plain sentences that were kept once.
func (h *Hint) UnmarshalJSON(b []byte) error {
	type plain Hint
	if len(b) > 0 && b[0] == '"' {
		*h = Hint{Values: map[string]string{}}
		return json.Unmarshal(b, &h.Text)
	}
	return json.Unmarshal(b, (*plain)(h))
}

// hint adds a hint. The values are pairs of a name and what it stands for.
func (s *Suggestion) hint(code, text string, values ...any) {
	h := Hint{Code: code, Values: map[string]string{}, Text: text}
	for i := 0; i+1 < len(values); i += 2 {
		h.Values[fmt.Sprint(values[i])] = fmt.Sprint(values[i+1])
	}
	s.Notes = append(s.Notes, h)
}
