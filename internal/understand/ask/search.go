// SPDX-License-Identifier: Apache-2.0

package ask

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Customers asks for customers, those who came last first.
type Customers struct {
	Text    string `query:"q" kong:"-" help:"How the id begins, or what stands in a trait such as an e-mail or a name."`
	Segment string `query:"segment" help:"Only customers who are in this segment now." placeholder:"ID"`
	After   string `query:"after" help:"Go on behind this place: next of the answer before." placeholder:"PLACE"`
	Limit   int    `query:"limit" help:"How many to list." default:"50"`
}

// Found are the customers that a search found.
type Found struct {
	Customers []Known `json:"customers"`
	Next      string  `json:"next,omitempty"` // where to go on; "": there are no more
}

// Ask answers the question.
func (q *Customers) Ask(ctx context.Context, d *Desk) (*Found, error) {
	before := uint64(0)
	if q.After != "" {
		var err error
		if before, err = strconv.ParseUint(q.After, 10, 32); err != nil || before == 0 {
			return nil, fault.New(fault.Invalid, "after %q is no place in a list", q.After).WithRemedy("send back what next of the answer before says")
		}
	}
	if q.Limit < 1 || q.Limit > mostListed {
		return nil, fault.New(fault.Invalid, "limit %d: %d customers are listed at most", q.Limit, mostListed).WithRemedy("ask for the next with after")
	}
	search, err := q.search(ctx, d)
	if err != nil {
		return nil, err
	}
	return search.page(ctx, sequence.CustomerNo(before), q.Limit)
}

// Each gives every customer that is found, as they were when it began.
func (q *Customers) Each(ctx context.Context, d *Desk, give func(*Known) error) error {
	search, err := q.search(ctx, d)
	if err != nil {
		return err
	}
	for before := sequence.CustomerNo(0); ; {
		found, err := search.page(ctx, before, mostListed)
		if err != nil {
			return err
		}
		for i := range found.Customers {
			if err := give(&found.Customers[i]); err != nil {
				return err
			}
		}
		if found.Next == "" {
			return nil
		}
		n, err := strconv.ParseUint(found.Next, 10, 32)
		if err != nil {
			return err
		}
		before = sequence.CustomerNo(n)
	}
}

// search is a question for customers that has been read.
type search struct {
	desk *Desk
	text string
	in   *sequence.Customers // nil: whoever they are
	now  time.Time
}

func (q *Customers) search(ctx context.Context, d *Desk) (*search, error) {
	s := &search{desk: d, text: strings.TrimSpace(q.Text), now: d.Clock()}
	if q.Segment == "" {
		return s, nil
	}
	w, err := d.Workspace()
	if err != nil {
		return nil, err
	}
	rule, err := w.Segment(segment.ID(q.Segment))
	if err != nil {
		return nil, err
	}
	s.in, err = sequence.Members(ctx, d.Log, rule, s.now)
	return s, err
}

// page describes the first customers numbered below before, 0 for all.
func (s *search) page(ctx context.Context, before sequence.CustomerNo, limit int) (*Found, error) {
	numbers, err := s.numbers(ctx, before, limit)
	if err != nil {
		return nil, err
	}
	out := &Found{}
	if out.Customers, err = s.desk.known(ctx, numbers); err != nil {
		return nil, err
	}
	if s.in != nil { // nobody is in a segment before they were seen
		out.Customers = slices.DeleteFunc(out.Customers, func(k Known) bool { return k.First.After(s.now) })
	}
	if n := len(numbers); n == limit && numbers[n-1] > 1 {
		out.Next = strconv.FormatUint(uint64(numbers[n-1]), 10)
	}
	return out, nil
}

// numbers finds the customers of a page.
func (s *search) numbers(ctx context.Context, before sequence.CustomerNo, limit int) (out []sequence.CustomerNo, err error) {
	if s.in != nil && !s.in.AllBut && s.text == "" {
		return latest(s.in.Numbers, before, limit), nil
	}
	at := limit // many at once where few of them may be in the segment
	if s.in != nil {
		at = mostListed
	}
	for len(out) < limit {
		found, err := s.desk.Log.Search(ctx, s.text, before, at)
		if err != nil || len(found) == 0 {
			return out, err
		}
		before = found[len(found)-1]
		for _, n := range found {
			if len(out) < limit && (s.in == nil || s.in.Has(uint32(n))) {
				out = append(out, n)
			}
		}
		if len(found) < at || before <= 1 {
			break
		}
	}
	return out, nil
}

// latest are the highest of ascending numbers that lie below before, 0 for all,
// the highest first.
func latest(numbers []uint32, before sequence.CustomerNo, limit int) (out []sequence.CustomerNo) {
	end := len(numbers)
	if before > 0 {
		end, _ = slices.BinarySearch(numbers, uint32(before))
	}
	for i := end - 1; i >= 0 && len(out) < limit; i-- {
		out = append(out, sequence.CustomerNo(numbers[i]))
	}
	return out
}
