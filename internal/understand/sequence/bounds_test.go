// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/journey"
)

// growing is a log that has one row more each time it is looked at.
type growing struct {
	nothing
	mu sync.Mutex
	at int64
}

func (l *growing) Visits(_ context.Context, s Selection, yield func(*Visits) error) (int64, error) {
	l.mu.Lock()
	l.at++
	at := l.at
	l.mu.Unlock()
	if len(s.Classes) == 0 || s.Where == nil {
		return at, nil
	}
	return at, yield(&Visits{Customer: []uint32{1}, Class: []uint16{0}, Time: []int64{at}, Seq: []int64{at}, Key: []uint64{uint64(at)}, Undated: []bool{false}, Channel: []uint16{0}})
}

func condition(t *testing.T, i int) *evidence.Tree {
	tree, err := evidence.ParseExpression("x="+strconv.Itoa(i), evidence.Properties)
	if err != nil {
		t.Error(err)
	}
	return tree
}

// Selections are anybody's to invent: with rows or without, they are not
// remembered without end. (Under the race detector it shows that selections grow
// beside each other.)
func TestMemoryIsBounded(t *testing.T) {
	m := NewMemory(&growing{}, 1<<30)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range mostRecalled {
				s := Selection{Classes: []evidence.Matcher{{Event: "e"}}, Where: condition(t, i%(100+300*worker))}
				if worker == 3 {
					s.Where, s.Classes[0].Event = nil, fmt.Sprint(i)
				}
				if _, err := m.Visits(context.Background(), s, func(*Visits) error { return nil }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if n := len(m.recalled); n > mostRecalled || n < mostRecalled/2 {
		t.Errorf("%d selections are remembered", n)
	}
}

// broken is a log that cannot be read.
type broken struct{ nothing }

func (broken) Visits(context.Context, Selection, func(*Visits) error) (int64, error) {
	return 0, errors.New("gone")
}

func TestQuestionsThatFailLeaveLittleBehind(t *testing.T) {
	c := NewCache(broken{}, 1<<30, Options{})
	plan, err := NewPlan(&journey.Journey{}, &journey.Workspace{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range mostEntries + 100 {
		if _, err := c.Instances(context.Background(), plan, Question{AsOf: time.Unix(0, 0), Where: condition(t, i)}); err == nil {
			t.Fatal("a broken log was read")
		}
	}
	if n := len(c.entries); n > mostEntries {
		t.Errorf("%d entries are left", n)
	}
}

func TestWhatIsKeptOfInstancesIsBounded(t *testing.T) {
	x := &Instances{}
	x.keepNothing()
	made := 0
	for i := range 3 * mostKept {
		for range 2 {
			if _, err := x.Kept(i, func() (any, error) { made++; return i, nil }); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(x.kept.of) > mostKept || made != 3*mostKept {
		t.Errorf("%d are kept, %d were made", len(x.kept.of), made)
	}
}
