// SPDX-License-Identifier: Apache-2.0

package sim

import (
	"errors"
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
)

// errEnough is returned by emit to end a run without an error.
var errEnough = errors.New("enough")

// Run simulates and calls emit for every event: customer after customer, each
// one's events together, in no order of time where things happened side by
// side. The slices inside an event are emit's to keep.
func Run(c Config, emit func(event.Event) error) error {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return fmt.Errorf("sim: %w", err)
	}
	w := &world{config: c, zone: zone, end: c.Start.AddDate(0, 0, c.Days), emit: emit, traits: map[string][]byte{}}
	length := w.end.Sub(c.Start)
	for n := 0; (c.Customers == 0 || n < c.Customers) && w.err == nil; n++ {
		who := w.customer(n)
		at := c.Start.Add(time.Duration(who.random.Float64() * float64(length))).In(zone)
		// People shop in the evening rather than at night.
		y, m, d := at.Date()
		at = time.Date(y, m, d, 8, 0, 0, 0, zone).Add(time.Duration(who.random.Float64() * float64(14*time.Hour)))
		who.live(at)
	}
	if errors.Is(w.err, errEnough) {
		return nil
	}
	return w.err
}
