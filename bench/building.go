// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/store/eventlog"
	"github.com/wendcx/wend/internal/store/eventlog/local"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// fromLog is what it takes to build and to refresh the index from an event log
// on disk.
type fromLog struct {
	events, disk    int64
	append          float64 // seconds in all
	plain, segments kept
}

// kept are the seconds that an index takes to be kept up to date.
type kept struct {
	build, refresh, again float64 // at first, after new events, and anew after them
}

// The new events that come at once, and how often they come.
const (
	news  = 10_000
	comes = 5
)

// buildFromLog puts events into a log as they would come, by time, and builds
// the index from it.
func buildFromLog(ctx context.Context, o options, e *events) (_ *fromLog, err error) {
	dir, err := os.MkdirTemp(o.dir, "wend-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	log, err := local.Open(ctx, filepath.Join(dir, "events"), local.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	b := &fromLog{events: int64(e.len())}
	began := time.Now()
	if err := appendAll(ctx, log, e); err != nil {
		return nil, err
	}
	b.append = time.Since(began).Seconds()
	stats, err := log.Stats(ctx)
	if err != nil {
		return nil, err
	}
	b.disk = stats.Bytes
	r := rand.New(rand.NewPCG(2, 0))
	if b.plain, err = keep(ctx, log, e, r, false); err != nil {
		return nil, err
	}
	b.segments, err = keep(ctx, log, e, r, true)
	return b, err
}

// keep builds an index, and then adds events, brings the index up to date and
// builds it anew, in turn; what the two answer is the same.
func keep(ctx context.Context, log eventlog.Log, e *events, r *rand.Rand, segments bool) (k kept, err error) {
	var w, anew *wendSide
	open := func() (err error) { anew, err = openWend(ctx, log, segments, sequence.Options{}); return err }
	if k.build, err = clock(3, open); err != nil {
		return k, err
	}
	w = anew
	var refresh, again [comes]float64
	for i := range comes {
		if _, err := log.Append(ctx, more(r, e)); err != nil {
			return k, err
		}
		if refresh[i], err = clock(1, func() (err error) { w, err = w.refresh(ctx, log); return err }); err != nil {
			return k, err
		}
		if again[i], err = clock(1, open); err != nil {
			return k, err
		}
		if err := same(ctx, w, anew, segments); err != nil {
			return k, err
		}
	}
	k.refresh, k.again = middle(refresh[:]), middle(again[:])
	return k, nil
}

// same returns an error where two indexes answer differently.
func same(ctx context.Context, a, b *wendSide, segments bool) error {
	for _, q := range questions {
		if q == tiered && !segments {
			continue
		}
		_, one, err := timed(ctx, a, q)
		if err != nil {
			return err
		}
		_, other, err := timed(ctx, b, q)
		if err != nil {
			return err
		}
		if err := agree(q, a, b, one, other); err != nil {
			return fmt.Errorf("refreshed and built anew: %w", err)
		}
	}
	return nil
}

// text says what was measured.
func (b *fromLog) text() string {
	rate := func(seconds float64) string { return grouped(int64(float64(b.events) / seconds)) }
	g := grid{head: []string{"", "plain", "visits a second", "with eight segments", "visits a second"}}
	g.add("build the index", span(b.plain.build), rate(b.plain.build), span(b.segments.build), rate(b.segments.build))
	g.add(fmt.Sprintf("bring it up to date after %s new events", grouped(news)), span(b.plain.refresh), "", span(b.segments.refresh), "")
	g.add("build it anew instead", span(b.plain.again), "", span(b.segments.again), "")
	g.add("build anew / bring up to date", times(b.plain.again/b.plain.refresh), "", times(b.segments.again/b.segments.refresh), "")
	return fmt.Sprintf(buildingIntro, grouped(b.events), span(b.append), rate(b.append), float64(b.disk)/float64(b.events)) + g.String()
}

const buildingIntro = `
From the event log on disk: %s events, appended by time and made durable in %s (%s a second, %.1f
bytes each on disk). To build the index is to read the files, classify what is in them and form instances; with
segments, also to find out in which of them every customer was. An index that was brought up to date and one that
was built anew gave the same answers.

`

// chunk is how many events are appended at a time.
const chunk = 200_000

// appendAll appends events to a log by time, as senders would.
func appendAll(ctx context.Context, log eventlog.Log, e *events) error {
	order := byTime(e)
	said := make([]bool, len(e.tier)) // of whom something has been said
	batch := make([]event.Event, 0, chunk)
	for list := range slices.Chunk(order, chunk) {
		batch = batch[:0]
		for _, i := range list {
			c := e.customer[i]
			v := event.Event{Source: "bench", Customer: customerID(c), Name: touchpoints[e.step[i]], Time: int64(e.time[i]) * 1e6, Channel: "website"}
			if !said[c] {
				said[c], v.Traits = true, traitsOf(e.tier[c])
			}
			batch = append(batch, v)
		}
		if _, err := log.Append(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

func customerID(c uint32) event.CustomerID {
	return event.CustomerID("c-" + strconv.FormatUint(uint64(c), 10))
}

// byTime returns the events' places in the order of their times.
func byTime(e *events) []uint32 {
	keys := make([]uint64, e.len())
	inParallel(runtime.GOMAXPROCS(0), func(w int) {
		n, workers := len(keys), runtime.GOMAXPROCS(0)
		for i := n * w / workers; i < n*(w+1)/workers; i++ {
			keys[i] = uint64(e.time[i])<<32 | uint64(i)
		}
	})
	slices.Sort(keys)
	order := make([]uint32, len(keys))
	for k, v := range keys {
		order[k] = uint32(v)
	}
	return order
}

// more makes events of customers whom the log knows, behind the time that it
// covers.
func more(r *rand.Rand, e *events) []event.Event {
	last := slices.Max(e.time)
	out := make([]event.Event, news)
	for i := range out {
		out[i] = event.Event{
			Source: "bench", ID: fmt.Sprint("more-", r.Uint64()), Customer: customerID(uint32(1 + r.IntN(e.customers()))),
			Name: touchpoints[r.IntN(len(touchpoints))], Time: int64(last)*1e6 + int64(r.IntN(1_000_000))*1e6, Channel: "website",
		}
	}
	return out
}
