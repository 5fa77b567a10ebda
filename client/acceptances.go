// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Acceptance is a deviation from a journey's design that is accepted.
type Acceptance struct {
	Deviation string    `json:"deviation"` // missing:STEP, out-of-order:STEP or ad-hoc:EVENT
	Class     string    `json:"class"`     // missing, out-of-order or ad-hoc
	Step      string    `json:"step"`      // of the design; of ad-hoc the event's name
	Count     int       `json:"count"`     // how often in one instance; 0: as often as it occurs
	Reason    string    `json:"reason"`    // why nobody minds
	By        string    `json:"by"`
	ByName    string    `json:"by_name"` // as it was then
	At        time.Time `json:"at"`
}

// Accepted lists the deviations that are accepted on a journey, the oldest first.
func (c *Client) Accepted(ctx context.Context, journey string) ([]Acceptance, error) {
	var out struct{ Accepted []Acceptance }
	err := c.do(ctx, request{method: http.MethodGet, path: at("journeys", journey, "accepted"), into: &out})
	return out.Accepted, err
}

// Accept accepts a deviation on a journey: of its Deviation, Count and Reason. One
// that was accepted before is accepted anew.
func (c *Client) Accept(ctx context.Context, journey string, what Acceptance) (*Acceptance, error) {
	out := &Acceptance{}
	body := struct {
		Deviation string `json:"deviation"`
		Count     int    `json:"count,omitempty"`
		Reason    string `json:"reason,omitempty"`
	}{what.Deviation, what.Count, what.Reason}
	return answered(out, c.do(ctx, request{method: http.MethodPut, path: at("journeys", journey, "accepted"), body: body, into: out}))
}

// TakeBack accepts a deviation on a journey no longer.
func (c *Client) TakeBack(ctx context.Context, journey, deviation string) error {
	return c.do(ctx, request{method: http.MethodDelete, path: at("journeys", journey, "accepted"), query: url.Values{"deviation": {deviation}}})
}
