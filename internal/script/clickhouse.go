// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/oracle/clickhouse"
)

// ClickHouse is an engine that asks a real ClickHouse's windowFunnel how many
// customers reached each step.
type ClickHouse struct{ Server *clickhouse.Server }

// Name is "clickhouse".
func (ClickHouse) Name() string { return "clickhouse" }

// Answer answers funnels in order, in its mode strict_once, and strict ones of
// which no step occurs twice in what a customer did.
func (e ClickHouse) Answer(ctx context.Context, w *World, q *Question) (*Table, error) {
	if why := windowFunnelCannot(w, q); why != "" {
		return nil, declined(why)
	}
	if err := e.fill(ctx, w, q); err != nil {
		return nil, err
	}
	mode := "strict_once"
	if q.Order == "strict" {
		mode = "strict_order"
	}
	counts, err := WindowFunnel(ctx, e.Server, "script", mode, q.window().Microseconds(), conditions(w, q))
	if err != nil {
		return nil, err
	}
	out := newTable("step count")
	out.part = true
	for k, n := range counts {
		out.add(q.Steps[k].Name, n)
	}
	return out, nil
}

// windowFunnelCannot says what of a question windowFunnel cannot express.
func windowFunnelCannot(w *World, q *Question) string {
	switch {
	case q.Verb != "funnel" || w.Journey != nil:
		return q.Verb
	case q.Order == "unordered" || len(q.Excluding) > 0 || !q.Period[0].IsZero():
		return "unordered, exclusions, periods"
	case slices.ContainsFunc(q.Steps, func(s Step) bool { return s.Optional }):
		return "optional steps"
	case q.Order == "strict" && (repeats(w) || q.overlap()):
		return "strict order among repeated steps" // strict_order lets one event be several
	}
	return ""
}

// overlap reports whether an event may be at more than one of the steps.
func (q *Question) overlap() bool {
	seen := map[string]bool{}
	for _, s := range q.Steps {
		if s.Any == nil {
			return true
		}
		for _, name := range s.Any {
			if seen[name] {
				return true
			}
			seen[name] = true
		}
	}
	return false
}

// repeats reports whether a customer did anything twice.
func repeats(w *World) bool {
	seen := map[[2]string]bool{}
	for _, e := range w.Events {
		key := [2]string{string(e.Customer), e.Name}
		if seen[key] {
			return true
		}
		seen[key] = true
	}
	return false
}

// conditions are those of the steps, on the column step: an index in the world's
// names.
func conditions(w *World, q *Question) (out []string) {
	names := w.names()
	for _, s := range q.Steps {
		if s.Any == nil {
			out = append(out, "true")
			continue
		}
		var any []string
		for _, name := range s.Any {
			any = append(any, strconv.Itoa(slices.Index(names, name)))
		}
		out = append(out, "step IN ("+strings.Join(any, ", ")+")")
	}
	return out
}

// fill puts the world's events into the table script.
func (e ClickHouse) fill(ctx context.Context, w *World, q *Question) error {
	var customer []uint32
	var t []uint64
	var step []int16
	names, customers := w.names(), w.customers()
	for _, x := range w.Events {
		if x.Traits != nil || event.Reserved(x.Name) || x.Time > q.AsOf.UnixMicro() {
			continue
		}
		customer = append(customer, uint32(slices.Index(customers, string(x.Customer))))
		t = append(t, uint64(x.Time))
		step = append(step, int16(slices.Index(names, x.Name)))
	}
	if err := e.Server.Exec(ctx, "CREATE OR REPLACE TABLE script (customer UInt32, t UInt64, step Int16) ENGINE = Memory"); err != nil {
		return err
	}
	return e.Server.Insert(ctx, "script", clickhouse.Numbers("customer", customer), clickhouse.Numbers("t", t), clickhouse.Numbers("step", step))
}

// WindowFunnel asks how many customers of a table with columns customer and t
// reached each of the steps, which are conditions, within a window in the units
// of t.
func WindowFunnel(ctx context.Context, s *clickhouse.Server, table, mode string, window int64, steps []string) ([]int, error) {
	rows, err := s.Query(ctx, fmt.Sprintf(
		"SELECT level, count() FROM (SELECT windowFunnel(%d, '%s')(t, %s) AS level FROM %s GROUP BY customer) GROUP BY level",
		window, mode, strings.Join(steps, ", "), table))
	if err != nil {
		return nil, err
	}
	out := make([]int, len(steps))
	for _, row := range rows {
		level, err := strconv.Atoi(row[0])
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(row[1])
		if err != nil {
			return nil, err
		}
		for k := range level {
			out[k] += n
		}
	}
	return out, nil
}
