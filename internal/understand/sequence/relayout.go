// SPDX-License-Identifier: Apache-2.0

package sequence

import "math"

// relayout moves the columns to another origin, unit or width; a finer unit or
// an earlier origin only. Who reads them as they were goes on undisturbed.
func (x *Instances) relayout(origin, unit int64, widen bool) error {
	inFiles := x.ground.outgrown(x.kinds().size(widen, int(x.offset[x.Len()]), x.Len()))
	base, err := roomFor(&x.ground, []uint32(nil), roomy(x.Len()), inFiles)
	if err != nil {
		return err
	}
	shift := (x.origin - origin) / second
	for _, b := range x.base {
		base = append(base, uint32(min(int64(b)+shift, math.MaxUint32)))
	}
	time := func(i, v int) int64 { return (x.Time(i, v) - (origin + int64(base[i])*second)) / unit }
	for i := 0; i < x.Len() && !widen; i++ {
		widen = time(i, x.Last(i)) > math.MaxUint32
	}
	was, narrow, broad := *x, &Columns[uint8, uint32]{}, &Columns[uint16, int64]{}
	if widen {
		narrow, err = nil, relay(&was, &x.ground, broad, inFiles, time)
	} else {
		broad, err = nil, relay(&was, &x.ground, narrow, inFiles, time)
	}
	if err != nil {
		return err
	}
	x.origin, x.Unit, x.base, x.narrow, x.wide = origin, unit, base, narrow, broad
	x.leaveFiles()
	return nil
}

// relay appends the visits of x to other columns, with other times.
func relay[S uint8 | uint16, T uint32 | int64](x *Instances, g *ground, to *Columns[S, T], inFiles bool, time func(i, v int) int64) error {
	if err := to.reserve(g, roomy(int(x.offset[x.Len()])), inFiles); err != nil {
		return err
	}
	for i := range x.Len() {
		for v := int(x.offset[i]); v < int(x.offset[i+1]); v++ {
			manner := 0
			if x.narrow != nil {
				manner = int(x.narrow.Manner[v])
			} else {
				manner = int(x.wide.Manner[v])
			}
			to.add(x.Step(v), manner, time(i, v))
		}
	}
	return nil
}
