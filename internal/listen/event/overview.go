// SPDX-License-Identifier: Apache-2.0

package event

import "time"

// Receipt tells what became of appended events.
type Receipt struct {
	Position   int64 // the log's position afterwards
	Added      int
	Duplicates []int // indexes of events that were there already, with the same content
	Conflicts  []int // indexes of events whose identity was there with other content
	Customers  int   // customers seen for the first time
	Touched    []uint32
}

// Overview tells what is in a log: the activities, where customers begin and
// end, and how long each customer's history is.
type Overview struct {
	Events    int64            `json:"events"`
	Customers int64            `json:"customers"`
	Names     []Name           `json:"names"`
	Starts    map[string]int64 `json:"starts"` // name of each customer's first event
	Ends      map[string]int64 `json:"ends"`   // and last
	Durations *Durations       `json:"durations,omitempty"`
	Channels  map[string]int64 `json:"channels,omitempty"`
	Sources   []Source         `json:"sources,omitempty"` // most events first
	First     *time.Time       `json:"first,omitempty"`
	Last      *time.Time       `json:"last,omitempty"`
	Position  int64            `json:"position"`
}

// Name is one event name and how often it occurs.
type Name struct {
	Name      string    `json:"name"`
	Events    int64     `json:"events"`
	Customers int64     `json:"customers"`
	First     time.Time `json:"first"`
	Last      time.Time `json:"last"`
}

// Durations are quantiles, in seconds, of the time from each customer's first
// to last event (linear interpolation, type 7).
type Durations struct {
	Min    float64 `json:"min_s"`
	P25    float64 `json:"p25_s"`
	Median float64 `json:"median_s"`
	Mean   float64 `json:"mean_s"`
	P75    float64 `json:"p75_s"`
	P90    float64 `json:"p90_s"`
	P95    float64 `json:"p95_s"`
	Max    float64 `json:"max_s"`
	N      int64   `json:"n"`
}

// Property is one property that events of a name have.
type Property struct {
	Name     string   `json:"name"`
	Events   int64    `json:"events"`   // how many of the Sampled events have it
	Sampled  int64    `json:"sampled"`  // how many events were looked at
	Types    []string `json:"types"`    // text, number, boolean, list, object
	Distinct int64    `json:"distinct"` // different values among those sampled
	Examples []string `json:"examples,omitempty"`
}
