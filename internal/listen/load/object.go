// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
)

// object builds a canonical JSON object of fields; empty ones are left out.
func (e *emitter) object(fields []boundField, star bool) ([]byte, *problem) {
	if star && e.columns.open {
		return e.openObject(fields)
	}
	start := len(e.arena)
	for i := range fields {
		f := &fields[i]
		v := e.text(&f.slot)
		if v == "" {
			continue
		}
		if len(e.arena) > start {
			e.arena = append(e.arena, ',')
		} else {
			e.arena = append(e.arena, '{')
		}
		e.arena = append(e.arena, f.key...)
		if p := e.appendField(f, v); p != nil {
			return nil, p
		}
	}
	if len(e.arena) == start {
		return nil, nil
	}
	e.arena = append(e.arena, '}')
	return e.arena[start:len(e.arena):len(e.arena)], nil
}

// appendField appends a field's value as JSON.
func (e *emitter) appendField(f *boundField, v string) *problem {
	if f.typed && f.slot.column >= 0 && f.slot.column < len(e.kinds) {
		e.arena = appendTyped(e.arena, e.kinds[f.slot.column], v)
		return nil
	}
	switch f.kind {
	case NumberType:
		n, read := number(v, e.decimalOf(f.slot.column, f.decimal))
		if read != oneNumber {
			return &problem{f.slot.column, event.BadValue, read.why(v, "is no number")}
		}
		e.arena = event.AppendNumber(e.arena, n)
	case BooleanType:
		b, ok := boolean(v)
		if !ok {
			return &problem{f.slot.column, event.BadValue, fmt.Sprintf("%q is neither true nor false", v)}
		}
		e.arena = strconv.AppendBool(e.arena, b)
	case TimeType:
		micros, _, err := f.clock.read(v)
		if err != nil {
			return &problem{f.slot.column, event.BadTime, err.Error()}
		}
		e.arena = append(e.arena, '"')
		e.arena = time.UnixMicro(micros).UTC().AppendFormat(e.arena, time.RFC3339Nano)
		e.arena = append(e.arena, '"')
	default:
		if f.slot.column >= 0 && f.slot.codes == nil && e.kindOf(f.slot.column) == jsonField {
			e.arena = append(e.arena, v...)
			return nil
		}
		e.arena = event.AppendText(e.arena, v)
	}
	return nil
}

// appendTyped appends a value of a file that has types of its own.
func appendTyped(b []byte, k kind, v string) []byte {
	if k == textField || k == timeField {
		return event.AppendText(b, v)
	}
	return append(b, v...)
}

// openObject builds an object of every value that nobody else uses, beside the
// fields.
func (e *emitter) openObject(fields []boundField) ([]byte, *problem) {
	type entry struct {
		name  string
		bound *boundField
		own   *field // where bound is nil
	}
	entries := make([]entry, 0, len(fields)+len(e.sparse))
	for i := range fields {
		entries = append(entries, entry{name: fields[i].name, bound: &fields[i]})
	}
	for i := range e.sparse {
		f := &e.sparse[i]
		if _, used := e.columns.index[f.name]; !used && (e.rule.Format != XES || !strings.HasPrefix(f.name, casePrefix)) {
			entries = append(entries, entry{name: f.name, own: f})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	entries = slices.CompactFunc(entries, func(a, b entry) bool { return a.name == b.name })
	start := len(e.arena)
	for _, n := range entries {
		var v string
		if n.own != nil {
			v = n.own.text
		} else {
			v = e.text(&n.bound.slot)
		}
		if v == "" {
			continue
		}
		if len(e.arena) > start {
			e.arena = append(e.arena, ',')
		} else {
			e.arena = append(e.arena, '{')
		}
		e.arena = append(event.AppendText(e.arena, n.name), ':')
		if n.own != nil {
			e.arena = appendTyped(e.arena, n.own.kind, v)
		} else if p := e.appendField(n.bound, v); p != nil {
			return nil, p
		}
	}
	if len(e.arena) == start {
		return nil, nil
	}
	e.arena = append(e.arena, '}')
	return e.arena[start:len(e.arena):len(e.arena)], nil
}

func (e *emitter) kindOf(column int) kind {
	if column < len(e.kinds) {
		return e.kinds[column]
	}
	return textField
}

func boolean(s string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "t", "yes", "y", "1":
		return true, true
	case "false", "f", "no", "n", "0":
		return false, true
	}
	return false, false
}
