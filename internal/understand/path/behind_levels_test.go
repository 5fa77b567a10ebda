// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"testing"
	"time"

	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// FuzzLevelsBehind: as many paths stand behind each number of a level graph as it
// says, those that stand together too.
func FuzzLevelsBehind(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		x := decoded(t, b)
		if x == nil {
			return
		}
		for _, s := range []path.LevelSpec{{}, {Collapse: true, Nodes: 2}, {Gap: 12 * time.Hour, Nodes: 1}, {To: x.Plan.Steps[int(b[0]>>6)].ID, Nodes: 2}} {
			s.Steps = 1 + int(b[0]>>4)%6
			levelsBehind(t, x, s)
			s.From = x.Plan.Steps[0].ID
			levelsBehind(t, x, s)
		}
	})
}

func levelsBehind(t *testing.T, x *sequence.Instances, s path.LevelSpec) {
	t.Helper()
	l, err := path.LevelsOf(t.Context(), x, s)
	if err != nil {
		t.Fatal(err)
	}
	same := func(want int, n path.LevelNumber) {
		t.Helper()
		set, paths, err := path.LevelsBehind(t.Context(), x, s, n)
		if err != nil {
			t.Fatal(err)
		}
		if got := set.Count(); paths != want || got > paths || s.Gap == 0 && got != want {
			t.Errorf("%+v: %d paths of %d instances stand behind %d %+v", s, paths, got, want, n)
		}
	}
	for i, level := range l.Levels {
		for _, n := range level.Nodes {
			same(n.Arrived, path.LevelNumber{What: path.Arrived, Level: i + 1, Step: n.Step})
			same(n.Ended, path.LevelNumber{What: path.Ended, Level: i + 1, Step: n.Step})
		}
		for _, e := range level.Edges {
			here, next := e.From, e.To
			if l.Backward {
				here, next = next, here
			}
			same(e.Count, path.LevelNumber{What: path.WentOn, Level: i + 1, Step: here, Next: next})
		}
	}
}

func TestLevelsBehindNothing(t *testing.T) {
	x := decoded(t, []byte{0, 1, 1, 1})
	for _, n := range []path.LevelNumber{
		{What: path.Arrived, Level: 0, Step: "a"}, {What: path.Arrived, Level: 6, Step: "a"}, {What: path.WentOn, Level: 5, Step: "a", Next: "b"},
		{What: path.Arrived, Level: 1, Step: "nowhere"}, {What: path.WentOn, Level: 1, Step: "a", Next: "nowhere"}, {What: "reached", Level: 1, Step: "a"},
	} {
		if _, _, err := path.LevelsBehind(t.Context(), x, path.LevelSpec{}, n); err == nil {
			t.Errorf("somebody stands behind %+v", n)
		}
	}
}
