// SPDX-License-Identifier: Apache-2.0

package naive

import (
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Continuity is how channels follow each other. "" is an unknown channel.
type Continuity struct {
	Instances, Stays, Unknown, Switched, Known, Kept int

	Channels  map[[2]string][2]int // from, to: switches, and instances with one
	Modes     map[[2]string][2]int
	Steps     map[[2]string][3]int // steps: switches, instances with one, instances that passed on known channels
	Repeats   map[string][6]int    // step: reached, repeated, completed and all ripe ones with, completed and all without
	Used      map[[2]string][2]int // preferred, used: visits, instances
	Visits    map[string][2]int    // channel: visits, instances
	Customers map[string]int       // by preferred channel
}

// ContinuityOf counts channels; stated are preferred channels by customer.
func ContinuityOf(x *sequence.Instances, stated map[uint32]string) *Continuity {
	c := &Continuity{Channels: map[[2]string][2]int{}, Modes: map[[2]string][2]int{}, Steps: map[[2]string][3]int{}}
	c.Repeats, c.Used, c.Visits, c.Customers = map[string][6]int{}, map[[2]string][2]int{}, map[string][2]int{}, map[string]int{}
	list := Of(x)
	preferred := preferences(x, list, stated)
	for _, channel := range preferred {
		c.Customers[channel]++
	}
	k := 0
	for i := range x.Len() {
		if x.Has(i) {
			c.add(x, i, &list[k], preferred[x.Customer(i)])
			k++
		}
	}
	return c
}

// preferences are the channels that customers say they prefer, else those they
// use most, of equals the first in the workspace's order.
func preferences(x *sequence.Instances, list []Instance, stated map[uint32]string) map[uint32]string {
	counts := map[uint32]map[string]int{}
	for _, one := range list {
		for _, v := range one.Visits {
			if counts[one.Customer] == nil {
				counts[one.Customer] = map[string]int{}
			}
			counts[one.Customer][v.Channel]++
		}
	}
	out := map[uint32]string{}
	for customer, count := range counts {
		for _, channel := range x.Plan.Channels[1:] {
			if n := count[string(channel)]; n > 0 && n > count[out[customer]] || n > 0 && out[customer] == "" {
				out[customer] = string(channel)
			}
		}
		if s := stated[customer]; s != "" {
			out[customer] = s
		}
		if out[customer] == "" {
			delete(out, customer)
		}
	}
	return out
}

// add counts one instance.
func (c *Continuity) add(x *sequence.Instances, i int, one *Instance, preferred string) {
	c.Instances++
	channels, modes, steps, passed, used, visits := map[[2]string]int{}, map[[2]string]int{}, map[[2]string]int{}, map[[2]string]bool{}, map[[2]string]int{}, map[string]int{}
	kept := true
	for n, v := range one.Visits {
		if v.Channel != "" {
			visits[v.Channel]++
			used[[2]string{preferred, v.Channel}]++
			kept = kept && v.Channel == preferred
		}
		if n == 0 {
			continue
		}
		u := one.Visits[n-1]
		switch {
		case u.Channel == "" || v.Channel == "":
			c.Unknown++
			continue
		case u.Channel == v.Channel:
			c.Stays++
		default:
			channels[[2]string{u.Channel, v.Channel}]++
			steps[[2]string{u.Step, v.Step}]++
			if a, b := mode(x, u.Channel), mode(x, v.Channel); a != b {
				modes[[2]string{a, b}]++
			}
		}
		passed[[2]string{u.Step, v.Step}] = true
	}
	if len(channels) > 0 {
		c.Switched++
	}
	if len(visits) > 0 {
		c.Known++
		if kept {
			c.Kept++
		}
	}
	gather(c.Channels, channels)
	gather(c.Modes, modes)
	gather(c.Used, used)
	gather(c.Visits, visits)
	for key := range passed {
		s := c.Steps[key]
		s[2]++
		if steps[key] > 0 {
			s[0], s[1] = s[0]+steps[key], s[1]+1
		}
		c.Steps[key] = s
	}
	c.repeats(x, i, one)
}

func gather[K comparable](all map[K][2]int, one map[K]int) {
	for key, n := range one {
		all[key] = [2]int{all[key][0] + n, all[key][1] + 1}
	}
}

func mode(x *sequence.Instances, channel string) string {
	for _, id := range x.Plan.Channels {
		if c, ok := x.Plan.Workspace.ChannelSet().Channel(id); ok && string(id) == channel {
			return string(c.Mode)
		}
	}
	return ""
}

// repeats counts starting over: a step visited on a channel, and before on
// another.
func (c *Continuity) repeats(x *sequence.Instances, i int, one *Instance) {
	completion := len(one.Visits)
	if v := x.Completion(i); v >= 0 {
		from, _ := x.Visits(i)
		completion = v - from
	}
	firstRepeat := map[string]int{} // step: the visit at which it was begun anew
	reached := map[string]bool{}
	for n, v := range one.Visits {
		reached[v.Step] = true
		for _, u := range one.Visits[:n] {
			if _, known := firstRepeat[v.Step]; !known && u.Step == v.Step && u.Channel != "" && v.Channel != "" && u.Channel != v.Channel {
				firstRepeat[v.Step] = n
			}
		}
	}
	for step := range reached {
		r := c.Repeats[step]
		r[0]++
		at, repeated := firstRepeat[step]
		if repeated {
			r[1]++
		}
		if x.Ripe(i) {
			side := 4
			if repeated && at <= completion {
				side = 2
			}
			if r[side+1]++; one.Outcome == sequence.Completed {
				r[side]++
			}
		}
		c.Repeats[step] = r
	}
}
