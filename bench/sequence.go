// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/understand/sequence"
)

// How many customers the sequences have; each makes ten events on average.
const (
	normal = 2_000_000
	large  = 10_000_000
)

const sequencesIntro = `Simulated customers go through twelve touchpoints; what comes next depends on the touchpoint before, lengths
are lognormal. All sides hold the same events, classified and typed, in the order of customers and times, and
may use %d cores each; none of them keeps results. DuckDB holds its table in memory, ClickHouse is the real server
with an uncompressed MergeTree in the page cache; their texts are the fastest we found that are correct, in
[bench/sql](sql). Medians of %d runs in turn; every answer of every run was compared and is the same. The floor
adds up the columns that Wend's kernel reads, on as many cores; it takes its turn among them.
`

// sequences compares questions about journeys.
func sequences(ctx context.Context, o options) (string, error) {
	text := fmt.Sprintf(sequencesIntro, runtime.GOMAXPROCS(0), o.asks)
	sizes := []int{normal}
	if o.large {
		sizes = append(sizes, large)
	}
	var built *fromLog
	var events *events
	for _, customers := range sizes {
		c, err := compare(ctx, o, customers)
		if err != nil {
			return "", err
		}
		text += c.text()
		events = c.events
		if built == nil {
			if built, err = buildFromLog(ctx, o, c.events); err != nil {
				return "", err
			}
			text += built.text() + payback(built, c)
		}
	}
	flat, err := perVisit(ctx, o, events)
	return text + flat, err
}

// comparison is all sides beside each other on the same events.
type comparison struct {
	events    *events
	sides     []string
	took      raced
	floor     [len(questions)]float64
	read      [len(questions)]int64   // bytes
	filed     [len(questions)]float64 // Wend's time where the index lies in files
	ready     []float64               // seconds each side took to take the events in
	visits    int64                   // bytes of Wend's index
	instances int64
	whole     grid // Wend's answers as people get them
}

// compare asks every side of so many customers.
func compare(ctx context.Context, o options, customers int) (_ *comparison, err error) {
	c := &comparison{events: simulate(customers)}
	var sides []side
	defer func() {
		for _, s := range sides {
			err = errors.Join(err, s.Close())
		}
	}()
	for _, open := range []func() (side, error){
		func() (side, error) { return openWend(ctx, memoryLog{c.events}, true, sequence.Options{}) },
		func() (side, error) { return openDuckDB(ctx, c.events) },
		func() (side, error) { return openClickHouse(ctx, c.events, o.dir) },
	} {
		began := time.Now()
		s, err := open()
		if err != nil {
			return nil, err
		}
		sides, c.sides, c.ready = append(sides, s), append(c.sides, s.String()), append(c.ready, time.Since(began).Seconds())
	}
	wend := sides[0].(*wendSide)
	filed, err := openWend(ctx, memoryLog{c.events}, true, sequence.Options{Limit: 1, Dir: o.dir})
	if err != nil {
		return nil, err
	}
	all, err := race(ctx, append(slices.Clip(sides), filed, floorSide{wend}), o.asks)
	if err != nil {
		return nil, err
	}
	for q, took := range all {
		c.took[q], c.filed[q], c.floor[q] = took[:len(sides)], took[len(sides)], took[len(sides)+1]
	}
	return c, c.examine(ctx, o, wend)
}

// examine measures what is beside the race: the index, and answers that tell more.
func (c *comparison) examine(ctx context.Context, o options, w *wendSide) (err error) {
	c.visits, c.instances = w.x.Bytes()
	for _, q := range questions {
		c.read[q] = bytes(w.reads(q)...)
	}
	c.whole.head = []string{"Wend's answers as people get them", "took"}
	for _, t := range w.whole(ctx) {
		seconds, err := clock(o.asks, t.do)
		if err != nil {
			return err
		}
		c.whole.add(t.what, span(seconds))
	}
	return nil
}

func (c *comparison) text() string {
	head := []string{fmt.Sprintf("%s events, %s customers", grouped(int64(c.events.len())), grouped(int64(c.events.customers())))}
	head = append(head, c.sides...)
	for _, name := range c.sides[1:] {
		head = append(head, name+" / Wend")
	}
	g := grid{head: append(head, "floor", "Wend / floor")}
	for _, q := range questions {
		row := []string{q.String()}
		for _, seconds := range c.took[q] {
			row = append(row, span(seconds))
		}
		for _, seconds := range c.took[q][1:] {
			row = append(row, times(seconds/c.took[q][0]))
		}
		g.add(append(row, fmt.Sprintf("%s (%s MB)", span(c.floor[q]), grouped(c.read[q]/1e6)), times(c.took[q][0]/c.floor[q]))...)
	}
	return fmt.Sprintf("\n%s\nWend's index takes %.1f bytes a visit and %.1f an instance, %s MB in all, and eight bytes more an instance where segments are told apart. To take the events in: %s.\n\n%s", g.String(),
		float64(c.visits)/float64(c.events.len()), float64(c.instances)/float64(c.events.customers()), grouped((c.visits+c.instances)/1e6), c.filling()+c.inFiles(), c.whole.String())
}

// inFiles tells how fast an index is that is larger than its part of memory.
func (c *comparison) inFiles() string {
	all := make([]string, len(questions))
	for i, q := range questions {
		all[i] = times(c.filed[q] / c.took[q][0])
	}
	return fmt.Sprintf(". An index in mapped files, as one is that outgrows its part of memory, takes so much of the time while the system can hold the files: q1 to q%d %s", len(all), strings.Join(all, ", "))
}

// filling says how long each side took to be ready.
func (c *comparison) filling() string {
	all := make([]string, len(c.sides))
	for i, name := range c.sides {
		all[i] = name + " " + span(c.ready[i])
	}
	return strings.Join(all, ", ")
}

// payback tells from how many questions on the index is worth what it costs to
// build, where the other sides hold their tables already and for nothing.
func payback(b *fromLog, c *comparison) string {
	g := grid{head: []string{"", "build + first question"}}
	for _, name := range c.sides[1:] {
		g.head = append(g.head, name+": first question", "questions until the index has paid")
	}
	for _, q := range questions {
		build := b.plain.build
		if q == tiered {
			build = b.segments.build
		}
		row := []string{q.String(), span(build + c.took[q][0])}
		for _, seconds := range c.took[q][1:] {
			row = append(row, span(seconds), paid(build, c.took[q][0], seconds))
		}
		g.add(row...)
	}
	return "\nThe index is built from the log when somebody asks for the first time. The other sides' tables are taken to be\nthere already, loaded, typed and sorted, and to cost nothing.\n\n" + g.String()
}

// paid is the number of questions after which building and asking took no longer
// than asking another.
func paid(build, own, other float64) string {
	if other <= own {
		return "never"
	}
	return strconv.Itoa(int(math.Ceil(build / (other - own))))
}

// perVisit measures what a visit costs at several sizes.
func perVisit(ctx context.Context, o options, all *events) (string, error) {
	sizes := []int{100_000, 1_000_000, normal}
	if all.customers() > normal {
		sizes = append(sizes, all.customers())
	}
	g := grid{head: []string{"nanoseconds a visit", "build from columns"}}
	for _, q := range questions[:tiered] {
		name, _, _ := strings.Cut(q.String(), ":")
		g.head = append(g.head, name)
	}
	for _, customers := range sizes {
		row, err := costs(ctx, o, all.first(customers))
		if err != nil {
			return "", err
		}
		g.add(row...)
	}
	return "\nCost a visit does not grow with the number of visits:\n\n" + g.String(), nil
}

// costs measures one size.
func costs(ctx context.Context, o options, e *events) ([]string, error) {
	each := func(seconds float64) string { return fmt.Sprintf("%.2f", seconds*1e9/float64(e.len())) }
	var w *wendSide
	build, err := clock(3, func() (err error) {
		w, err = openWend(ctx, memoryLog{e}, false, sequence.Options{})
		return err
	})
	if err != nil {
		return nil, err
	}
	row := []string{grouped(int64(e.len())) + " visits", each(build)}
	for _, q := range questions[:tiered] {
		seconds, err := clock(o.asks, func() error {
			_, err := w.ask(ctx, q)
			return err
		})
		if err != nil {
			return nil, err
		}
		row = append(row, each(seconds))
	}
	return row, nil
}
