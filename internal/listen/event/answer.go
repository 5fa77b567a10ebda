// SPDX-License-Identifier: Apache-2.0

package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
)

// The reserved events.
const (
	AnswerGiven = evidence.AnswerGiven // one answer to one survey question
	CountGiven  = "Count Given"        // a hand-counted volume; concerns no customer
)

// Reserved reports whether the name belongs to a reserved event.
func Reserved(name string) bool { return name == AnswerGiven || name == CountGiven }

// AnswerKind is the kind of question an answer belongs to.
type AnswerKind string

// The kinds of answers. The first four are scored.
const (
	RatingAnswer  AnswerKind = "rating" // scored as a mean
	CSATAnswer    AnswerKind = "csat"
	NPSAnswer     AnswerKind = "nps"
	CESAnswer     AnswerKind = "ces"
	EmotionAnswer AnswerKind = "emotion"
	ChoiceAnswer  AnswerKind = "choice"
	TextAnswer    AnswerKind = "text"
)

// Values lists the kinds.
func (AnswerKind) Values() []string {
	return []string{string(RatingAnswer), string(CSATAnswer), string(NPSAnswer), string(CESAnswer), string(EmotionAnswer), string(ChoiceAnswer), string(TextAnswer)}
}

// Numeric reports whether answers of this kind are numbers on a scale.
func (k AnswerKind) Numeric() bool { return k != ChoiceAnswer && k != TextAnswer }

// Scale is the range of a numeric answer; Direction is "up" where a high value
// is good, "down" where a low one is.
type Scale struct {
	Min       float64 `json:"min" yaml:"min"`
	Max       float64 `json:"max" yaml:"max"`
	Direction string  `json:"direction,omitempty" yaml:"direction"`
}

// About says what an answer is about: a step of a journey, or the event that
// led to the question.
type About struct {
	Journey   string   `json:"journey,omitempty"`
	Step      string   `json:"step,omitempty"`
	Source    SourceID `json:"source,omitempty"`
	MessageID string   `json:"message_id,omitempty"`
}

// Answer is one answer to one survey question. It is kept as an event with the
// reserved name AnswerGiven; the customer and the time of the answer are the
// event's.
type Answer struct {
	Survey   string
	Question string
	Kind     AnswerKind
	Number   float64 // the value of a numeric kind
	Text     string  // the value of the other kinds
	// NotExperienced says that the customer was not there: there is no value.
	NotExperienced bool
	Scale          *Scale // of numeric kinds
	AskedAt        int64  // microseconds UTC, 0 unknown
	About          *About
	More           []Field // further properties, such as the order's number, sorted by name
}

// Field is a further property of an answer: its name and its value as canonical
// JSON. It may not bear a name that answers keep for themselves.
type Field struct {
	Name string
	JSON []byte
}

// TextField is a field with a text.
func TextField(name, value string) Field { return Field{name, AppendText(nil, value)} }

// Append appends the properties of the answer's event to b, as canonical JSON.
func (a *Answer) Append(b []byte) []byte {
	o := objectWriter{b: append(b, '{'), more: a.More}
	if a.About != nil {
		o.key("about")
		o.b = a.About.append(o.b)
	}
	if a.AskedAt != 0 {
		o.key("asked_at")
		o.b = append(o.b, '"')
		o.b = append(time.UnixMicro(a.AskedAt).UTC().AppendFormat(o.b, time.RFC3339Nano), '"')
	}
	if a.NotExperienced {
		o.key("experienced")
		o.b = append(o.b, "false"...)
	}
	o.text("kind", string(a.Kind))
	o.text("question", a.Question)
	if a.Scale != nil {
		o.key("scale")
		o.b = a.Scale.append(o.b)
	}
	o.text("survey", a.Survey)
	switch {
	case a.NotExperienced:
	case a.Kind.Numeric():
		o.key("value")
		o.b = AppendNumber(o.b, a.Number)
	default:
		o.text("value", a.Text)
	}
	o.before("\xff")
	return append(o.b, '}')
}

func (s *Scale) append(b []byte) []byte {
	o := objectWriter{b: append(b, '{')}
	if s.Direction != "" {
		o.text("direction", s.Direction)
	}
	o.key("max")
	o.b = AppendNumber(o.b, s.Max)
	o.key("min")
	o.b = AppendNumber(o.b, s.Min)
	return append(o.b, '}')
}

func (a *About) append(b []byte) []byte {
	o := objectWriter{b: append(b, '{')}
	for _, f := range [...]struct{ key, value string }{
		{"journey", a.Journey}, {"message_id", a.MessageID}, {"source", string(a.Source)}, {"step", a.Step},
	} {
		if f.value != "" {
			o.text(f.key, f.value)
		}
	}
	return append(o.b, '}')
}

// objectWriter writes a JSON object whose keys come in order, and more fields
// between them.
type objectWriter struct {
	b    []byte
	more []Field
	some bool
}

// before writes the further fields whose names come before a key.
func (o *objectWriter) before(key string) {
	for len(o.more) > 0 && o.more[0].Name < key {
		f := o.more[0]
		o.more = o.more[1:]
		o.comma()
		o.b = append(AppendText(o.b, f.Name), ':')
		o.b = append(o.b, f.JSON...)
	}
}

func (o *objectWriter) comma() {
	if o.some {
		o.b = append(o.b, ',')
	}
	o.some = true
}

func (o *objectWriter) key(key string) {
	o.before(key)
	o.comma()
	o.b = append(AppendText(o.b, key), ':')
}

func (o *objectWriter) text(key, value string) {
	o.key(key)
	o.b = AppendText(o.b, value)
}

// CheckAnswer returns why the properties of an AnswerGiven event do not make an
// answer, or "".
func CheckAnswer(properties []byte) string {
	var p struct {
		Survey      string     `json:"survey"`
		Question    string     `json:"question"`
		Kind        AnswerKind `json:"kind"`
		Value       any        `json:"value"`
		Experienced *bool      `json:"experienced"`
		Scale       *Scale     `json:"scale"`
		AskedAt     string     `json:"asked_at"`
		About       *About     `json:"about"`
	}
	if err := json.Unmarshal(properties, &p); err != nil {
		return fmt.Sprintf("the answer cannot be read: %v", err)
	}
	value, isNumber := p.Value.(float64)
	switch {
	case p.Survey == "" || p.Question == "":
		return "the answer names no survey and question"
	case !slices.Contains(p.Kind.Values(), string(p.Kind)):
		return fmt.Sprintf("the answer's kind %q is not known", p.Kind)
	case p.Experienced != nil && !*p.Experienced:
		if p.Value != nil {
			return "an answer \"not experienced\" has no value"
		}
	case p.Value == nil:
		return "the answer has no value"
	case p.Kind.Numeric() && !isNumber:
		return fmt.Sprintf("the answer's value %v is no number", p.Value)
	case p.Kind.Numeric() && p.Scale == nil:
		return "the answer has no scale"
	case p.Scale != nil && p.Scale.Min >= p.Scale.Max:
		return fmt.Sprintf("the scale runs from %g to %g", p.Scale.Min, p.Scale.Max)
	case p.Kind.Numeric() && (value < p.Scale.Min || value > p.Scale.Max):
		return fmt.Sprintf("the value %g is off the scale %g to %g", value, p.Scale.Min, p.Scale.Max)
	}
	if _, err := time.Parse(time.RFC3339Nano, p.AskedAt); err != nil && p.AskedAt != "" {
		return fmt.Sprintf("asked_at %q is no time", p.AskedAt)
	}
	return ""
}

// WithSource returns the properties of an answer that names the event it is about
// and not that event's source, with the source it must mean: the answer's own.
// Others it returns as they are.
func WithSource(properties []byte, source SourceID) []byte {
	if !bytes.Contains(properties, []byte(`"message_id"`)) {
		return properties
	}
	var p map[string]any
	d := json.NewDecoder(bytes.NewReader(properties))
	d.UseNumber()
	if d.Decode(&p) != nil {
		return properties
	}
	about, ok := p["about"].(map[string]any)
	if !ok || about["message_id"] == nil || about["source"] != nil {
		return properties
	}
	about["source"] = string(source)
	out, err := Object(p)
	if err != nil {
		return properties
	}
	return out
}

// Count is a hand-counted volume of a step over a period [From, To), in
// microseconds UTC.
type Count struct {
	Journey, Step, Channel, Unit string
	From, To                     int64
	Count                        float64
}

// ID is the message id of the count: there is one count of a step, on a channel,
// in a period, so that one that was corrected is told apart from a second one.
func (c *Count) ID() string {
	return fmt.Sprintf("count %s/%s/%s/%s %d-%d", c.Journey, c.Step, c.Channel, c.Unit, c.From/1e6, c.To/1e6)
}

// Properties returns the properties of the count's event.
func (c *Count) Properties() ([]byte, error) {
	m := map[string]any{
		"step": c.Step, "count": c.Count,
		"from": time.UnixMicro(c.From).UTC().Format(time.RFC3339), "to": time.UnixMicro(c.To).UTC().Format(time.RFC3339),
	}
	for key, v := range map[string]string{"journey": c.Journey, "channel": c.Channel, "unit": c.Unit} {
		if v != "" {
			m[key] = v
		}
	}
	return Object(m)
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
