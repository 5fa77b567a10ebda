// SPDX-License-Identifier: Apache-2.0

package sim

import (
	"fmt"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
)

const day = 24 * time.Hour

// buy takes the customer from an idea to an unpacked parcel, or to wherever
// they give up. It tells whether they ended satisfied, whether they bought, and
// when it was over.
func (c *customer) buy(at time.Time) (satisfied, bought bool, done time.Time) {
	at = c.browse(at)
	if !c.chance(0.42) { // most lookers do not buy
		return false, false, at
	}
	order, placed, paid := c.checkout(at.Add(c.lognormal(10*time.Minute, 3)))
	if !paid {
		return false, false, placed
	}
	delivered, late := c.deliver(order, placed)
	if c.chance(Planted.ParallelShare) { // another order before the parcel came
		if second, again, ok := c.checkout(placed.Add(c.lognormal(20*time.Hour, 1.5))); ok {
			c.deliver(second, again)
		}
	}
	help := Planted.HelpWhenOnTime
	if late {
		help = Planted.HelpWhenLate
	}
	if c.chance(help) {
		c.getHelp(order, delivered.Add(-c.lognormal(8*time.Hour, 2)))
	}
	score := c.overall(order, delivered, late)
	if c.chance(0.07) {
		c.bringBack(order, delivered.Add(c.lognormal(4*day, 1.6)))
	}
	return score >= 4, true, delivered
}

// web is the channel and device on which the customer browses.
func (c *customer) web() (channel, device string) {
	if c.device == "app" {
		return "mobile-app", "phone"
	}
	return "website", c.device
}

// browse is the time before an order. Nothing here carries an order number.
func (c *customer) browse(at time.Time) time.Time {
	if c.chance(0.35) {
		c.send(at, "Ad Clicked", "social", map[string]any{"campaign": fmt.Sprintf("spring-%d", c.random.IntN(20))})
		at = at.Add(c.lognormal(3*time.Minute, 4))
	}
	if c.chance(0.15) {
		c.send(at, "Store Visited", "store", map[string]any{"store": pick(c.random, []string{"Berlin", "Hamburg", "Graz", "Bern"})})
		at = at.Add(c.lognormal(day, 2))
	}
	channel, device := c.web()
	for range 1 + c.random.IntN(6) {
		sku := c.random.IntN(20_000)
		c.send(at, "Product Viewed", channel, map[string]any{
			"product": fmt.Sprintf("SKU-%05d", sku), "price": float64(500+c.random.IntN(30_000)) / 100, "device": device,
			"page_url": fmt.Sprintf("https://shop.example.com/products/%d", sku),
		})
		at = at.Add(c.lognormal(2*time.Minute, 3))
	}
	if c.chance(0.12) {
		c.answer(at, "product-page", "found-it", event.CSATAnswer, 4.1+c.random.NormFloat64(), 5, "", at)
	}
	if c.chance(0.08) {
		c.send(at, "Advice Given", pick(c.random, []string{"chat", "phone", "store"}), map[string]any{"topic": pick(c.random, []string{"size", "care", "route"})})
		at = at.Add(c.lognormal(15*time.Minute, 3))
	}
	return at
}

// checkout places an order. In the app payments fail far more often: that is
// planted friction.
func (c *customer) checkout(at time.Time) (order string, placed time.Time, paid bool) {
	c.orders++
	order = fmt.Sprintf("o-%07d-%d", c.number, c.orders)
	channel, device := c.web()
	fails := Planted.FailShare
	if channel == "mobile-app" {
		fails = Planted.AppFailShare
	}
	name := "Checkout Started"
	if c.chance(0.06) {
		channel, name, fails = "phone", "Phone Order Taken", 0
	}
	c.send(at, name, channel, map[string]any{"order_id": order, "device": device})
	at = at.Add(c.lognormal(4*time.Minute, 1.7))
	if c.chance(fails) {
		c.send(at, "Payment Failed", channel, map[string]any{"order_id": order, "reason": pick(c.random, []string{"card refused", "timeout"})})
		if c.chance(Planted.FailGivesUp) {
			return order, at, false
		}
		at = at.Add(c.lognormal(3*time.Minute, 2))
	}
	if c.chance(0.12) { // changed their mind
		return order, at, false
	}
	c.send(at, "Order Completed", channel, map[string]any{
		"order_id": order, "revenue": float64(2000+c.random.IntN(40_000)) / 100, "promised_for": at.AddDate(0, 0, Planted.PromiseDays).Format(time.DateOnly),
	})
	c.send(at.Add(20*time.Second), "Order Confirmed", "email", map[string]any{"order_id": order})
	if c.chance(0.10) {
		score := 4.3
		if fails == Planted.AppFailShare {
			score = 3.5
		}
		c.answer(at.Add(time.Minute), "checkout", "easy", event.CSATAnswer, score+c.random.NormFloat64(), 5, order, at.Add(time.Minute))
	}
	return order, at, true
}

// deliver ships the parcel. Lateness is by the promised day, in the shop's zone.
func (c *customer) deliver(order string, placed time.Time) (delivered time.Time, late bool) {
	shipped := placed.Add(c.lognormal(18*time.Hour, 1.8))
	carrier, median := "Swift Parcel", Planted.FastDays
	if c.chance(Planted.SlowShare) {
		carrier, median = Planted.SlowCarrier, Planted.SlowDays
	}
	if c.region == Planted.BadRegion {
		median += Planted.BadExtraDays
	}
	delivered = shipped.Add(c.lognormal(time.Duration(median*float64(day)), 1.35))
	c.send(shipped, "Parcel Shipped", "email", map[string]any{"order_id": order, "carrier": carrier})
	if c.chance(0.985) {
		c.send(delivered, "Parcel Delivered", "partner", map[string]any{"order_id": order, "carrier": carrier})
	}
	promised := placed.AddDate(0, 0, Planted.PromiseDays).Format(time.DateOnly)
	return delivered, delivered.Format(time.DateOnly) > promised
}

// overall asks how it was. The score follows from what happened.
func (c *customer) overall(order string, delivered time.Time, late bool) float64 {
	score := 4.4 + 0.8*c.random.NormFloat64()
	if late {
		score -= Planted.ScoreLatePenalty
	}
	if c.region == Planted.BadRegion {
		score -= 0.5
	}
	if c.pro {
		score -= 0.2
	}
	if c.chance(0.35) {
		asked := delivered.Add(day)
		c.answer(asked.Add(c.lognormal(10*time.Hour, 2)), "after-delivery", "overall", event.RatingAnswer, score, 5, order, asked)
		if c.chance(0.5) {
			c.answer(asked.Add(c.lognormal(10*time.Hour, 2)), "after-delivery", "recommend", event.NPSAnswer, 2*score+c.random.NormFloat64(), 10, order, asked)
		}
	}
	return score
}

// bringBack returns something.
func (c *customer) bringBack(order string, at time.Time) {
	channel := pick(c.random, []string{"store", "website"})
	c.send(at, "Return Requested", channel, map[string]any{"order_id": order, "reason": pick(c.random, []string{"size", "quality", "late"})})
	c.send(at.Add(c.lognormal(5*day, 1.5)), "Refund Paid", "email", map[string]any{"order_id": order})
}

// getHelp is the other journey: a contact, perhaps another, an answer.
func (c *customer) getHelp(order string, at time.Time) {
	ticket := "t-" + order[2:]
	channel := pick(c.random, []string{"phone", "phone", "chat", "email"})
	c.send(at, "Support Contacted", channel, map[string]any{"ticket_id": ticket, "order_id": order, "topic": "where is my parcel"})
	wait := c.lognormal(6*time.Hour, 3)
	for range c.random.IntN(3) { // nobody answers, so they try again, often elsewhere
		at = at.Add(wait / 3)
		c.send(at, "Support Contacted", pick(c.random, []string{"phone", channel}), map[string]any{"ticket_id": ticket, "order_id": order, "topic": "still waiting"})
	}
	at = at.Add(wait)
	c.send(at, "Support Answered", channel, map[string]any{"ticket_id": ticket, "order_id": order})
	if c.chance(0.8) {
		c.send(at.Add(c.lognormal(4*time.Hour, 3)), "Ticket Solved", "email", map[string]any{"ticket_id": ticket})
	}
	if c.chance(0.4) {
		asked := at.Add(2 * time.Hour)
		c.answer(asked.Add(c.lognormal(3*time.Hour, 2)), "help", "easy", event.CESAnswer, 4.5-wait.Hours()/12+c.random.NormFloat64(), 7, "", asked)
	}
}
