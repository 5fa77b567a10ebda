// SPDX-License-Identifier: Apache-2.0

package script

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/listen/event"
)

// formed is an instance as the plainest reading of the rules forms it.
type formed struct {
	customer, value string
	start, last     int64
	completed       bool
	path            []string
}

// form forms the instances of a world by walking through each customer's events.
// It knows nothing of steps that exist for some only, nor of audiences.
func form(w *World, asOf int64) (out []*formed) {
	j := w.Journey.Files[0].Journey
	events := slices.Clone(w.Events)
	slices.SortStableFunc(events, func(a, b event.Event) int { return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Seq, b.Seq)) })
	for _, customer := range w.customers() {
		var mine []*formed
		for _, e := range events {
			if c, ok := claimed(j, e); ok && string(e.Customer) == customer && e.Time <= asOf {
				mine = visit(j, mine, e, c)
			}
		}
		slices.SortStableFunc(mine, func(a, b *formed) int { return cmp.Compare(a.start, b.start) })
		out = append(out, mine...)
	}
	return out
}

// customers lists customers in the order in which they come.
func (w *World) customers() (out []string) {
	for _, e := range w.Events {
		if !slices.Contains(out, string(e.Customer)) {
			out = append(out, string(e.Customer))
		}
	}
	return out
}

// claimed finds what an event proves.
func claimed(j *journey.Journey, e event.Event) (journey.Claim, bool) {
	rec := e.Evidence()
	for _, c := range j.Claims() {
		m := c.Evidence.Matcher()
		if m.Match(&rec) {
			return c, true
		}
	}
	return journey.Claim{}, false
}

// visit adds a visit to the instance that it belongs to, or begins one.
func visit(j *journey.Journey, mine []*formed, e event.Event, c journey.Claim) []*formed {
	step, value := j.Steps()[c.Step], valueOf(j, e)
	x := belongs(j, mine, e.Time, step, value)
	if x == nil {
		may := len(j.Instance.Starts) == 0 || slices.Contains(j.Instance.Starts, step.ID)
		if !may && value == "" {
			return mine
		}
		x = &formed{customer: string(e.Customer), start: e.Time}
		mine = append(mine, x)
	}
	name := string(step.ID)
	if c.Failed {
		name += "!"
	}
	x.last, x.path = e.Time, append(x.path, name)
	x.value = cmp.Or(x.value, value)
	x.completed = x.completed || !c.Failed && slices.Contains(j.Completing(), step.ID)
	return mine
}

// belongs finds the instance that a visit joins, or nil.
func belongs(j *journey.Journey, mine []*formed, t int64, step journey.Placed, value string) *formed {
	begins := slices.Contains(j.Instance.Starts, step.ID) || len(j.Instance.Starts) == 0 && step.Phase == journey.Before
	var open *formed
	for _, x := range mine {
		if value != "" && x.value == value {
			return x
		}
		late := j.Idle() > 0 && t-x.last > j.Idle().Microseconds() || j.Window() > 0 && t-x.start > j.Window().Microseconds()
		if !late && !(x.completed && begins) && (open == nil || x.last >= open.last) {
			open = x
		}
	}
	if j.Instance.By == nil && len(mine) > 0 && open != mine[len(mine)-1] {
		return nil // a later one has begun since
	}
	if open != nil && value != "" && open.value != "" {
		return nil
	}
	return open
}

// valueOf reads what tells parallel instances apart, "" for nothing.
func valueOf(j *journey.Journey, e event.Event) string {
	if j.Instance.By == nil {
		return ""
	}
	var v any
	if json.Unmarshal(e.Properties, &v) != nil {
		return ""
	}
	for key := range strings.SplitSeq(j.Instance.By.Property, ".") {
		within, _ := v.(map[string]any)
		v = within[key]
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// outcome tells what an instance came to.
func (x *formed) outcome(j *journey.Journey, asOf int64) string {
	switch {
	case x.completed:
		return "completed"
	case j.Idle() > 0 && asOf-x.last > j.Idle().Microseconds() || j.Window() > 0 && asOf-x.start > j.Window().Microseconds():
		return "abandoned"
	}
	return "ongoing"
}
