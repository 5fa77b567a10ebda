// SPDX-License-Identifier: Apache-2.0

package unmapped

import (
	"math"
	"sort"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// finder finds the instances that events touch.
type finder struct {
	selected
	x       *sequence.Instances
	first   []uint32 // by customer: the first of their instances, plus one; 0: none
	reach   []int64  // by instance: until when it or one of the customer's before was under way
	heard   []int64  // by instance: when its customer said how satisfied they were; math.MinInt64: never. nil: not known
	scores  []score
	touched sequence.Set
	found   map[key]*found
	events  int
	outside int
}

// key tells touchpoints apart.
type key struct {
	name    int    // index in names
	channel uint16 // index in Plan.Channels; 0: unknown
}

// score is how satisfied the customer of an instance was.
type score struct {
	instance int
	value    float64
}

// found is what is known of a touchpoint.
type found struct {
	events    int
	touched   members
	before    members // of these: before it was completed, or it never was
	heard     members // before its customer said how satisfied they were
	positions histogram
	behind    []int // events by the step visited last before
}

func newFinder(x *sequence.Instances, s Spec) (*finder, error) {
	f := &finder{x: x, touched: sequence.NewSet(x.Len()), found: map[key]*found{}, reach: make([]int64, x.Len())}
	f.index()
	if s.Score != nil {
		f.listen(s)
	}
	var err error
	f.selected, err = newSelected(x.Plan, s.Names)
	return f, err
}

// index finds out where each customer's instances are.
func (f *finder) index() {
	live := f.x.Ask(sequence.Question{})
	for i := range f.x.Len() {
		if !live.Has(i) {
			continue
		}
		c := int(f.x.Customer(i))
		for len(f.first) <= c {
			f.first = append(f.first, 0)
		}
		f.reach[i] = f.x.End(i)
		if f.first[c] == 0 {
			f.first[c] = uint32(i + 1)
		} else {
			f.reach[i] = max(f.reach[i], f.reach[i-1])
		}
	}
}

// listen notes how satisfied customers were.
func (f *finder) listen(s Spec) {
	f.heard = make([]int64, f.x.Len())
	for i := range f.heard {
		f.heard[i] = math.MinInt64
		if !f.x.Has(i) {
			continue
		}
		if value, at, ok := s.Score(i); ok {
			f.scores = append(f.scores, score{i, value})
			if f.heard[i] = at; at == sequence.None {
				f.heard[i] = math.MaxInt64
			}
		}
	}
}

// take notes the events of a batch.
func (f *finder) take(v *sequence.Visits) {
	for n, class := range v.Class {
		if int(class) < len(f.claims) {
			continue
		}
		value := ""
		if f.by != nil {
			value = sequence.Text(v.Fields[0][n])
		}
		i, visit := f.locate(f.x.Owner(v.Customer[n]), v.Time[n], value)
		if i < 0 || !f.x.Has(i) {
			f.outside++
			continue
		}
		k := key{name: int(class) - len(f.claims)}
		if c := v.Channel[n]; c > 0 {
			k.channel = f.numbers[c-1]
		}
		f.note(k, i, visit, v.Time[n], v.Undated[n])
	}
}

// locate finds the instance that was under way at a moment, and its last visit
// until then; -1: none.
func (f *finder) locate(customer uint32, t int64, value string) (instance, visit int) {
	instance, visit = -1, -1
	if int(customer) >= len(f.first) || f.first[customer] == 0 {
		return instance, visit
	}
	x, first := f.x, int(f.first[customer]-1)
	beyond := func(n int) bool {
		return first+n >= x.Len() || x.Customer(first+n) != customer || x.Start(first+n) > t
	}
	some := 1
	for !beyond(some) {
		some *= 2
	}
	begun := sort.Search(some, beyond)
	for i := first + begun - 1; i >= first && f.reach[i] >= t; i-- {
		if x.End(i) < t || value != "" && x.Value(i) != value {
			continue
		}
		from, to := x.Visits(i)
		v := from - 1 + sort.Search(to-from, func(n int) bool { return x.Time(i, from+n) > t })
		if instance < 0 || x.Time(i, v) > x.Time(instance, visit) {
			instance, visit = i, v
		}
	}
	return instance, visit
}

// note notes an event within an instance.
func (f *finder) note(k key, i, visit int, t int64, undated bool) {
	one := f.found[k]
	if one == nil {
		one = &found{behind: make([]int, len(f.x.Plan.Steps))}
		f.found[k] = one
	}
	f.events++
	f.touched.Add(i)
	one.events++
	one.touched.add(i, f.x.Len())
	one.behind[f.x.Step(visit)]++
	if v := f.x.Completion(i); v < 0 || t < f.x.Time(i, v) {
		one.before.add(i, f.x.Len())
	}
	if f.heard != nil && t <= f.heard[i] {
		one.heard.add(i, f.x.Len())
	}
	if at, ok := f.position(i, t); ok && !undated {
		one.positions.add(at)
	}
}

// position is where in an instance a moment is.
func (f *finder) position(i int, t int64) (at float64, ok bool) {
	x := f.x
	from, _ := x.Visits(i)
	start, end := x.Start(i), x.End(i)
	if start == end || x.Undated(from) || x.Undated(x.Last(i)) {
		return 0, false
	}
	return float64(t-start) / float64(end-start), true
}
