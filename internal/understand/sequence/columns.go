// SPDX-License-Identifier: Apache-2.0

package sequence

import "math"

// Columns are the visits of all instances, one entry a visit, those of an
// instance together and in order. Kernels loop over these slices; they are
// read-only. There are two layouts: Columns[uint8, uint32], six bytes a visit,
// holds nearly every journey; Columns[uint16, int64] holds what does not fit.
type Columns[S uint8 | uint16, T uint32 | int64] struct {
	Step   []S // index in Plan.Steps
	Time   []T // since the instance's Base, in units of Instances.Unit
	Manner []S // index in Instances.Manners
}

// Manner is how a visit happened: what is known of it beside step and time.
// Few combinations occur, so visits refer to a list of them.
type Manner struct {
	Channel   uint16 // index in Plan.Channels; 0: unknown
	Actor     uint8  // index in Journey.Actors, plus one; 0: unknown
	Failed    bool
	Undated   bool // the time only gives the visit a place in the order
	Completes bool // the instance was completed here
}

// fits reports whether a visit can be kept as these columns keep it.
func (c *Columns[S, T]) fits(step, manner int, time int64) bool {
	return step <= int(^S(0)) && manner <= int(^S(0)) && (uint64(time) <= math.MaxUint32 || wide[T]())
}

// wide reports whether times have 64 bits.
func wide[T uint32 | int64]() bool {
	var t T
	t--
	return t < 0
}

// add appends a visit.
func (c *Columns[S, T]) add(step, manner int, time int64) {
	c.Step = append(c.Step, S(step))
	c.Time = append(c.Time, T(time))
	c.Manner = append(c.Manner, S(manner))
}

// join appends the visits of another part, whose manners have other numbers.
func (c *Columns[S, T]) join(o *Columns[S, T], manner []S) {
	c.Step = append(c.Step, o.Step...)
	c.Time = append(c.Time, o.Time...)
	for _, m := range o.Manner {
		c.Manner = append(c.Manner, manner[m])
	}
}

// reserve makes room for n more visits.
func (c *Columns[S, T]) reserve(g *ground, n int, inFiles bool) (err error) {
	if c.Step, err = roomFor(g, c.Step, n, inFiles); err != nil {
		return err
	}
	if c.Time, err = roomFor(g, c.Time, n, inFiles); err != nil {
		return err
	}
	c.Manner, err = roomFor(g, c.Manner, n, inFiles)
	return err
}
