// SPDX-License-Identifier: Apache-2.0

package sim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
)

// customer is one customer's life with the shop.
type customer struct {
	world  *world
	random *rand.Rand
	id     event.CustomerID
	number int
	traits []byte
	region string
	pro    bool
	device string // "desktop", "phone" or the app
	orders int
	sent   int // events so far, for message ids
}

// world is what all customers share.
type world struct {
	config Config
	end    time.Time
	zone   *time.Location
	emit   func(event.Event) error
	err    error // emit's first error; nothing is emitted behind it
	traits map[string][]byte
}

func (w *world) customer(n int) *customer {
	c := &customer{world: w, random: rand.New(rand.NewPCG(w.config.Seed, uint64(n))), number: n, id: event.CustomerID(fmt.Sprintf("c-%07d", n))}
	c.region = pick(c.random, []string{"city", "city", "country", "coast"})
	if c.chance(Planted.BadShare) {
		c.region = Planted.BadRegion
	}
	c.pro = c.chance(0.15)
	c.device = pick(c.random, []string{"desktop", "desktop", "mobile", "app"})
	kind := "consumer"
	if c.pro {
		kind = "professional"
	}
	key := c.region + kind
	if w.traits[key] == nil {
		w.traits[key], _ = event.Object(map[string]any{"region": c.region, "kind": kind}) // two texts
	}
	c.traits = w.traits[key]
	return c
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (c *customer) chance(p float64) bool { return c.random.Float64() < p }

// lognormal is a length of time with a median and a spread (1 is none).
func (c *customer) lognormal(median time.Duration, spread float64) time.Duration {
	return time.Duration(float64(median) * math.Exp(c.random.NormFloat64()*math.Log(spread)))
}

// live is the customer's whole time with the shop, from the first idea on.
func (c *customer) live(at time.Time) {
	for at.Before(c.world.end) && c.world.err == nil {
		satisfied, bought, done := c.buy(at)
		p := Planted.ReturnOtherwise
		if satisfied {
			p = Planted.ReturnSatisfied
		}
		if !bought || !c.chance(p) {
			return
		}
		at = done.Add(c.lognormal(20*24*time.Hour, 1.8))
	}
}

// send emits an event unless it lies behind the end. The properties are pairs
// of name and value.
func (c *customer) send(at time.Time, name, channel string, properties map[string]any) {
	w := c.world
	if w.err != nil || !at.Before(w.end) {
		return
	}
	object, err := event.Object(properties)
	if err != nil {
		w.err = err
		return
	}
	c.sent++
	_, offset := at.Zone()
	w.err = w.emit(event.Event{
		Source: "shop", ID: fmt.Sprintf("m-%d-%d", c.number, c.sent), Customer: c.id, Name: name, Time: at.UnixMicro(), Offset: int16(offset / 60),
		Seq: int64(c.sent), Channel: channel, Properties: object, Traits: c.traits,
	})
}

// last is the message id of the event sent last.
func (c *customer) last() string { return fmt.Sprintf("m-%d-%d", c.number, c.sent) }

// answer emits an answer about an order.
func (c *customer) answer(at time.Time, survey, question string, kind event.AnswerKind, value, most float64, order string, asked time.Time) {
	least := 1.0
	if kind == event.NPSAnswer {
		least = 0
	}
	a := event.Answer{
		Survey: survey, Question: question, Kind: kind, Number: min(most, max(least, math.Round(value))),
		Scale: &event.Scale{Min: least, Max: most, Direction: "up"}, AskedAt: asked.UnixMicro(),
	}
	if order != "" {
		a.More = []event.Field{event.TextField("order_id", order)}
	}
	w := c.world
	if w.err != nil || !at.Before(w.end) {
		return
	}
	c.sent++
	_, offset := at.Zone()
	w.err = w.emit(event.Event{
		Source: "shop", ID: c.last(), Customer: c.id, Name: event.AnswerGiven, Time: at.UnixMicro(), Offset: int16(offset / 60), Seq: int64(c.sent),
		Channel: "email", Properties: a.Append(nil), Traits: c.traits,
	})
}
