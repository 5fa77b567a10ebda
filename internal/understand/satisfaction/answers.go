// SPDX-License-Identifier: Apache-2.0

// Package satisfaction reads the answers to a journey's questions, finds the
// instance that each belongs to, and scores them with honest intervals.
//
// An answer belongs to the visit of the event it names. Without one it belongs
// to the last visit, within 30 days before it, of the step whose question it
// answers; an answer about the journey as a whole to the instance visited last
// within 30 days before it. With instance.by, only instances with the answer's
// own value come into question. Other answers are unattached: they count for
// their question, and the count of them is shown. Of several answers to one
// question in one instance the latest counts. Scales that differ are never
// averaged.
//
// It may import define, listen/event, stat and sequence.
package satisfaction

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// reach is how long after a visit an answer still belongs to it.
const reach = int64(30 * 24 * time.Hour / time.Microsecond)

// Ask is a question and where its answers belong.
type Ask struct {
	journey.Question
	Steps []int // the steps it is asked about; none: the journey as a whole
}

// Answer is one answer that counts.
type Answer struct {
	Customer uint32 // the account's number, in a journey of accounts
	Actor    journey.ActorID
	Instance int // -1: unattached
	Visit    int // index in Instances.Step, -1: none
	Value    float64
	Absent   bool // "not experienced": there is no value
	Kind     event.AnswerKind
	Scale    event.Scale
	Time     int64
	AskedAt  int64  // 0: unknown
	Key      uint64 // of its event
}

// Answers are the answers to one question: the latest of each instance, and all
// that are unattached.
type Answers struct {
	Ask  Ask
	List []Answer
}

// raw is an answer as read, with what says where it belongs.
type raw struct {
	Answer
	class   int
	value   string // of instance.by
	source  string // of the event it is about
	message string
	step    string
	journey string
}

// The fields read of an answer's event.
var fields = []evidence.Field{
	property("value"), property("kind"), property("experienced"), property("scale", "min"), property("scale", "max"), property("scale", "direction"),
	property("asked_at"), property("about", "source"), property("about", "message_id"), property("about", "step"), property("about", "journey"),
}

func property(path ...string) evidence.Field {
	return evidence.Field{Scope: evidence.Properties, Path: path}
}

// Read reads the answers to all asks and attaches them to instances. With a
// where tree in the question, unattached answers must hold it themselves;
// attached ones follow their instance. The lists must not be changed.
func Read(ctx context.Context, log sequence.Log, x *sequence.Instances, asks []Ask) ([]Answers, error) {
	out := make([]Answers, len(asks))
	for i := range asks {
		out[i].Ask = asks[i]
	}
	if len(asks) == 0 {
		return out, nil
	}
	about := "answers"
	for _, a := range asks {
		about += fmt.Sprintf("\x00%s\x00%s\x00%v\x00%v", a.Survey, a.Question.Question, a.Scale, a.Steps)
	}
	lists, err := sequence.Recall(ctx, log, x, about, selection(x, asks), func() ([][]Answer, error) { return read(ctx, log, x, asks) })
	if err != nil {
		return nil, err
	}
	for i := range lists {
		out[i].List = lists[i]
	}
	return out, nil
}

// read reads the answers to each ask.
func read(ctx context.Context, log sequence.Log, x *sequence.Instances, asks []Ask) ([][]Answer, error) {
	list, err := readRaw(ctx, log, x, asks)
	if err != nil {
		return nil, err
	}
	a := newAttacher(x, x.Find(keysOf(list)))
	for i := range list {
		a.attach(&list[i], asks[list[i].class])
	}
	if err := dropOutside(ctx, log, x, asks, &list); err != nil {
		return nil, err
	}
	out := make([][]Answer, len(asks))
	for _, r := range latest(list) {
		out[r.class] = append(out[r.class], r.Answer)
	}
	return out, nil
}

// selection asks the log for the answers to all asks.
func selection(x *sequence.Instances, asks []Ask) sequence.Selection {
	s := sequence.Selection{Fields: fields, Until: x.Question.AsOf.UnixMicro()}
	if by := x.Plan.Journey.Instance.By; by != nil {
		s.Fields = append(slices.Clone(fields), property(by.Property))
	}
	for _, a := range asks {
		s.Classes = append(s.Classes, evidence.Asked(a.Survey, a.Question.Question))
	}
	return s
}

func readRaw(ctx context.Context, log sequence.Log, x *sequence.Instances, asks []Ask) ([]raw, error) {
	var list []raw
	_, err := log.Visits(ctx, selection(x, asks), func(v *sequence.Visits) error {
		for i := range v.Customer {
			r := raw{
				Answer: Answer{Customer: x.Owner(v.Customer[i]), Actor: x.Part(v.Customer[i]), Instance: -1, Visit: -1, Time: v.Time[i], Key: v.Key[i]},
				class:  int(v.Class[i]),
			}
			r.decode(asks[r.class], func(f int) string {
				if f >= len(v.Fields) {
					return ""
				}
				return sequence.Text(v.Fields[f][i])
			})
			list = append(list, r)
		}
		return nil
	})
	return list, err
}

// decode fills in what the fields say. The document's scale stands in for one
// that the answer does not carry.
func (r *raw) decode(a Ask, field func(int) string) {
	number := func(f int) (float64, bool) {
		n, err := strconv.ParseFloat(field(f), 64)
		return n, err == nil
	}
	var given bool
	r.Value, given = number(0)
	r.Absent = field(2) == "false" || !given
	r.Kind = event.AnswerKind(clone(field(1)))
	lo, okLo := number(3)
	hi, okHi := number(4)
	r.Scale = event.Scale{Min: lo, Max: hi, Direction: cmp.Or(clone(field(5)), "up")}
	if !(okLo && okHi) && a.Scale != nil {
		r.Scale = event.Scale{Min: a.Scale.Min, Max: a.Scale.Max, Direction: cmp.Or(a.Scale.Direction, "up")}
	}
	if t, err := time.Parse(time.RFC3339Nano, field(6)); err == nil {
		r.AskedAt = t.UnixMicro()
	}
	r.source, r.message, r.step, r.journey, r.value = clone(field(7)), clone(field(8)), clone(field(9)), clone(field(10)), clone(field(11))
}

// clone copies a text out of the log's batch; the few that come again and again
// are not copied.
func clone(s string) string {
	switch s {
	case "":
		return ""
	case "up":
		return "up"
	case "down":
		return "down"
	case string(event.RatingAnswer):
		return string(event.RatingAnswer)
	case string(event.CSATAnswer):
		return string(event.CSATAnswer)
	case string(event.NPSAnswer):
		return string(event.NPSAnswer)
	}
	return strings.Clone(s)
}

// keysOf lists the events that answers name, and the answers' own, since an
// answer may itself be evidence.
func keysOf(list []raw) []uint64 {
	keys := make([]uint64, 0, len(list))
	for i := range list {
		keys = append(keys, list[i].Key)
		if list[i].message != "" {
			keys = append(keys, event.KeyOf(event.SourceID(list[i].source), list[i].message))
		}
	}
	return keys
}

// dropOutside removes unattached answers for which the question's where does
// not hold.
func dropOutside(ctx context.Context, log sequence.Log, x *sequence.Instances, asks []Ask, list *[]raw) error {
	if x.Question.Where == nil {
		return nil
	}
	s := selection(x, asks)
	s.Where, s.Fields = x.Question.Where, nil
	inside := map[uint64]bool{}
	_, err := log.Visits(ctx, s, func(v *sequence.Visits) error {
		for _, k := range v.Key {
			inside[k] = true
		}
		return nil
	})
	*list = slices.DeleteFunc(*list, func(r raw) bool { return r.Instance < 0 && !inside[r.Key] })
	return err
}

// latest keeps one answer an instance and question, the latest, and all that
// are unattached.
func latest(list []raw) []raw {
	slices.SortFunc(list, func(a, b raw) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.Instance, b.Instance), cmp.Compare(a.Time, b.Time), cmp.Compare(a.Key, b.Key))
	})
	var out []raw
	for i, r := range list {
		last := i+1 == len(list) || list[i+1].class != r.class || list[i+1].Instance != r.Instance
		if r.Instance < 0 || last {
			out = append(out, r)
		}
	}
	return out
}
