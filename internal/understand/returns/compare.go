// SPDX-License-Identifier: Apache-2.0

package returns

import (
	"slices"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
)

// Difference is how the returns of two segments or periods differ, a minus b,
// with intervals (Newcombe's hybrid of the two sides' own). A difference is nil
// where one side is not known, or where the rates look differently far: ask both
// with one Spec.Horizon, or compare the curves.
type Difference struct {
	Rate        *stat.Estimate        `json:"rate"`
	TimeS       *stat.Estimate        `json:"time_s"` // of the median times to return
	Curve       []PointDifference     `json:"curve"`
	ByChannel   []ChannelDifference   `json:"by_channel"`
	ByIteration []IterationDifference `json:"by_iteration"`
}

// PointDifference is the difference of the rates within one time.
type PointDifference struct {
	WithinS float64        `json:"within_s"`
	Rate    *stat.Estimate `json:"rate"`
}

// ChannelDifference is the difference of the rates after one channel.
type ChannelDifference struct {
	Channel channel.ID     `json:"channel"`
	Rate    *stat.Estimate `json:"rate"`
	TimeS   *stat.Estimate `json:"time_s"`
}

// IterationDifference is the difference of the rates after n-th instances.
type IterationDifference struct {
	Iteration int            `json:"iteration"`
	Rate      *stat.Estimate `json:"rate"`
	TimeS     *stat.Estimate `json:"time_s"`
}

// Compare tells how the returns in a differ from those in b, along the curve at the
// usual times. Channels and iterations that only one side has are left out.
//
//	40 % [30, 50] of 100 in a, 30 % [21, 39] of 100 in b  →  +10 % points [-3, 23]
func Compare(a, b *Result) *Difference {
	same := a.WithinS == b.WithinS
	d := &Difference{Curve: []PointDifference{}, ByChannel: []ChannelDifference{}, ByIteration: []IterationDifference{}}
	d.Rate, d.TimeS = compare(&a.All, &b.All, same)
	for _, p := range a.Curve {
		if !p.Usual() {
			continue
		}
		if i := slices.IndexFunc(b.Curve, func(o Point) bool { return o.WithinS == p.WithinS }); i >= 0 {
			d.Curve = append(d.Curve, PointDifference{p.WithinS, difference(p.Rate, b.Curve[i].Rate)})
		}
	}
	for _, c := range a.ByChannel {
		if i := slices.IndexFunc(b.ByChannel, func(o ChannelRate) bool { return o.Channel == c.Channel }); i >= 0 {
			rate, times := compare(&c.Rate, &b.ByChannel[i].Rate, same)
			d.ByChannel = append(d.ByChannel, ChannelDifference{c.Channel, rate, times})
		}
	}
	for _, n := range a.ByIteration {
		if i := slices.IndexFunc(b.ByIteration, func(o IterationRate) bool { return o.Iteration == n.Iteration }); i >= 0 {
			rate, times := compare(&n.Rate, &b.ByIteration[i].Rate, same)
			d.ByIteration = append(d.ByIteration, IterationDifference{n.Iteration, rate, times})
		}
	}
	return d
}

// compare tells how two rates and times differ; same says that the rates look
// equally far.
func compare(a, b *Rate, same bool) (rate, timeS *stat.Estimate) {
	if same {
		rate = difference(a.Rate, b.Rate)
	}
	return rate, difference(a.Time.estimate(), b.Time.estimate())
}

func difference(a, b *stat.Estimate) *stat.Estimate {
	if a == nil || b == nil {
		return nil
	}
	d := stat.Difference(*a, *b)
	return &d
}

// estimate is the median with its interval, nil where it has none.
func (t *Time) estimate() *stat.Estimate {
	if t == nil || t.LoS == nil || t.HiS == nil {
		return nil
	}
	return &stat.Estimate{Value: t.MedianS, Lo: *t.LoS, Hi: *t.HiS, N: t.N}
}

// MatrixDifference is how the returns between journeys differ.
type MatrixDifference struct {
	Cells []CellDifference `json:"cells"`
}

// CellDifference is the difference in one cell; To "" is any of the journeys.
type CellDifference struct {
	From  journey.ID     `json:"from"`
	To    journey.ID     `json:"to"`
	Rate  *stat.Estimate `json:"rate"`
	TimeS *stat.Estimate `json:"time_s"`
}

// CompareBetween tells how the returns between journeys in a differ from those
// in b, cell by cell.
func CompareBetween(a, b *Matrix) *MatrixDifference {
	d := &MatrixDifference{Cells: []CellDifference{}}
	same := a.WithinS == b.WithinS
	for _, row := range a.Rows {
		i := slices.IndexFunc(b.Rows, func(o Row) bool { return o.From == row.From })
		if i < 0 {
			continue
		}
		rate, times := compare(&row.Any, &b.Rows[i].Any, same)
		d.Cells = append(d.Cells, CellDifference{row.From, "", rate, times})
		for _, c := range row.To {
			if k := slices.IndexFunc(b.Rows[i].To, func(o Cell) bool { return o.To == c.To }); k >= 0 {
				rate, times := compare(&c.Rate, &b.Rows[i].To[k].Rate, same)
				d.Cells = append(d.Cells, CellDifference{row.From, c.To, rate, times})
			}
		}
	}
	return d
}
