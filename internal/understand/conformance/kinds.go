// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Class is a kind of deviation.
type Class string

// The classes.
const (
	Missing    Class = "missing"      // a required step was left out
	OutOfOrder Class = "out-of-order" // a step of the model where it does not belong
	AdHoc      Class = "ad-hoc"       // a step that the model does not know
	Failed     Class = "failed"       // a visit that failed: no deviation from the order
)

// kinds numbers everything that may deviate: first the labels of the model that
// may be missing, then the plan's steps, which may be extra, then the steps whose
// visits may fail.
type kinds struct {
	m     *Model
	plan  *sequence.Plan
	label []int32 // of each step
}

func kindsOf(m *Model, p *sequence.Plan) *kinds {
	k := &kinds{m: m, plan: p}
	for i := range p.Steps {
		k.label = append(k.label, m.label(string(p.Steps[i].ID)))
	}
	return k
}

func (k *kinds) len() int             { return len(k.m.Labels) + 2*len(k.label) }
func (k *kinds) missing(l int32) int  { return int(l) }
func (k *kinds) extra(step int) int   { return len(k.m.Labels) + step }
func (k *kinds) failed(step int) int  { return len(k.m.Labels) + len(k.label) + step }
func (k *kinds) planned(kind int) int { return (kind - len(k.m.Labels)) % len(k.label) }

// class is the class of a kind.
func (k *kinds) class(kind int) Class {
	switch {
	case kind < len(k.m.Labels):
		return Missing
	case kind >= k.failed(0):
		return Failed
	case k.label[k.planned(kind)] < 0:
		return AdHoc
	}
	return OutOfOrder
}

// step names the step of a kind.
func (k *kinds) step(kind int) journey.StepID {
	if kind < len(k.m.Labels) {
		return journey.StepID(k.m.Labels[kind])
	}
	return k.plan.Steps[k.planned(kind)].ID
}

// defines reports whether a kind says of itself whether an instance was
// completed.
func (k *kinds) defines(kind int) bool {
	if k.class(kind) == Failed {
		return false
	}
	for i := range k.plan.Steps {
		if s := &k.plan.Steps[i]; s.Completes && s.ID == k.step(kind) {
			return true
		}
	}
	return false
}

// deviates is a kind of deviation in one path.
type deviates struct {
	kind  int
	n     int
	early bool // the path ended before the step that is missing
}

// of counts the deviations of an alignment by their kinds.
func (k *kinds) of(f *found, x *sequence.Instances, first uint32) (out []deviates) {
	from, to := x.Visits(int(first))
	end := behindLastMatch(f.marks, to-from)
	for _, d := range f.marks {
		one := deviates{n: 1}
		if d.label == extra {
			one.kind = k.extra(x.Step(from + int(d.at)))
		} else {
			one.kind, one.early = k.missing(d.label), int(d.at) >= end
		}
		out = count(out, one)
	}
	return out
}

// behindLastMatch is where the visits end that the model allows.
func behindLastMatch(marks []mark, visits int) int {
	for i := len(marks) - 1; i >= 0 && visits > 0; i-- {
		if marks[i].label != extra {
			continue
		}
		if int(marks[i].at) != visits-1 {
			break
		}
		visits--
	}
	return visits
}

// count adds to the kind where it is listed already. It ended early only if it
// did so every time.
func count(list []deviates, one deviates) []deviates {
	for i := range list {
		if list[i].kind == one.kind {
			list[i].n += one.n
			list[i].early = list[i].early && one.early
			return list
		}
	}
	return append(list, one)
}
