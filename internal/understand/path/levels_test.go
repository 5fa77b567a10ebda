// SPDX-License-Identifier: Apache-2.0

package path_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/stat"
	"github.com/wendcx/wend/internal/understand/naive"
	"github.com/wendcx/wend/internal/understand/path"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// edges writes the edges of levels, all on one line.
func edges(l *path.Levels) string {
	var out []string
	for _, level := range l.Levels {
		for _, e := range level.Edges {
			text := fmt.Sprintf("%d %s→%s %d", level.Level, e.From, e.To, e.Count)
			if e.MeanS != nil {
				text += " " + (time.Duration(*e.MeanS) * time.Second).String()
			}
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

func TestLevels(t *testing.T) {
	sessions := path.Sessions(0)
	from := func(id journey.StepID) path.LevelSpec { s := sessions; s.From = id; return s }
	to := func(id journey.StepID) path.LevelSpec { s := sessions; s.To = id; return s }
	for _, c := range []struct {
		name, script string
		spec         path.LevelSpec
		want         string
	}{
		{"P1: of one customer who has two ids", "u: /@0 /about@1m\nv: /@0 /pricing@1m /about@2m\nw: /pricing@0 /@1m\nx: /@0 /pricing@1m", sessions,
			"1 /→/pricing 2 1m0s, 1 /→/about 1 1m0s, 1 /pricing→/ 1 1m0s, 2 /pricing→/about 1 1m0s"},
		{"P2: times", "u: /1@0 /2@1m /3@3m /4@6m\nv: /1@0 /2@2m /3@6m", sessions,
			"1 /1→/2 2 1m30s, 2 /2→/3 2 3m0s, 3 /3→/4 1 3m0s"},
		{"P3: from a step on", "u: /@0 /about@1m\nv: /@0 /pricing@1m /about@2m\nw: /pricing@0 /@1m /about@2m\nx: /@0 /pricing@1m\ny: /pricing@0 /about@1m /pricing@2m /help@3m", from("/pricing"),
			"1 /pricing→/about 2 1m0s, 1 /pricing→/ 1 1m0s, 2 /→/about 1 1m0s, 2 /about→/pricing 1 1m0s, 3 /pricing→/help 1 1m0s"},
		{"P4: on two days", "u: a@0 b@1m a@1d b@1441m", sessions, "1 a→b 2 1m0s"},
		{"repetitions are one, at the last one's time", "u: a@0 a@5m b@6m b@9m c@10m", sessions, "1 a→b 1 4m0s, 2 b→c 1 1m0s"},
		{"repetitions stay", "u: a@0 a@5m b@6m", path.LevelSpec{}, "1 a→a 1 5m0s, 2 a→b 1 1m0s"},
		{"a silence of exactly the gap parts", "u: a@0 b@30m c@59m", sessions, "1 b→c 1 29m0s"},
		{"what is undated measures no silence", "u: a@0 b@40m? c@41m\nv: a@0 b@40m? c@20m", sessions, "1 a→b 1, 1 a→c 1 20m0s, 2 c→b 1"},
		{"up to a step, counted from there", "u: a@0 b@1m c@2m d@3m\nv: b@0 c@1m c@9m\nw: a@0", to("c"),
			"1 b→c 2 5m0s, 2 a→b 1 1m0s"},
		{"between two", "u: d@0 a@1m b@2m c@3m d@4m\nv: c@0 a@1m b@2m\nw: a@0 c@5m", path.LevelSpec{From: "a", To: "c"},
			"1 a→b 1 1m0s, 1 a→c 1 5m0s, 2 b→c 1 1m0s"},
		{"from a step back to it", "u: a@0 b@1m a@2m c@3m\nv: a@0 b@1m", path.LevelSpec{From: "a", To: "a"}, "1 a→b 1 1m0s, 2 b→a 1 1m0s"},
		{"the most frequent edges", "u: a@0 b@1m\nv: a@0 b@3m\nw: a@0 c@1m\nx: b@0 c@1m", path.LevelSpec{Edges: 1}, "1 a→b 2 2m0s"},
		{"the most frequent steps", "u: a@0 b@1m\nv: a@0 b@3m\nw: a@0 c@1m\nx: b@0 c@5m\ny: c@0 c@7m", path.LevelSpec{Nodes: 1},
			"1 →c 2 6m0s, 1 a→ 2 2m0s, 1 a→c 1 1m0s"},
		{"two levels", "u: a@0 b@1m c@2m", path.LevelSpec{Steps: 2}, "1 a→b 1 1m0s"},
		{"one level", "u: a@0 b@1m c@2m", path.LevelSpec{Steps: 1}, ""},
		{"without times", "u: a@0 b@1m", path.LevelSpec{Untimed: true}, "1 a→b 1"},
		{"nobody", "", path.LevelSpec{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := ok[*path.Levels](t)(path.LevelsOf(ctx, instances(t, c.script), c.spec))
			same(t, "edges", c.want, edges(l))
			reconcile(t, l)
		})
	}
}

func TestLevelsRefuse(t *testing.T) {
	for _, s := range []path.LevelSpec{{Steps: -1}, {Steps: 1000}, {From: "nowhere"}, {To: "nowhere"}, {Gap: -1}, {Edges: -1}, {Nodes: -1}} {
		if l, err := path.LevelsOf(ctx, instances(t, "u: a@0"), s); err == nil {
			t.Errorf("%+v gives %+v", s, l)
		}
	}
}

// reconcile: at every level all who arrived are accounted for.
func reconcile(t testing.TB, l *path.Levels) {
	t.Helper()
	arrived := l.Paths
	for i, level := range l.Levels {
		kept, at, ended := 0, 0, 0
		for _, e := range level.Edges {
			kept += e.Count
		}
		for _, n := range level.Nodes {
			at, ended = at+n.Arrived, ended+n.Ended
		}
		if level.Level != i+1 || level.Arrived != arrived || at != arrived || ended != level.Ended || kept != level.Kept || level.Kept+level.Others+level.Ended != arrived || level.Others < 0 {
			t.Errorf("%d arrive at %+v", arrived, level)
		}
		arrived = level.Kept + level.Others
	}
	if len(l.Levels) > 0 && len(l.Levels[len(l.Levels)-1].Edges) > 0 {
		t.Errorf("edges lead from the last level")
	}
}

// wantLevels is what the naive version makes of instances; limits are for
// limited.
func wantLevels(x *sequence.Instances, s path.LevelSpec) (out []path.Level) {
	paths := naive.Paths(naive.Of(x), naive.PathRules{From: string(s.From), To: string(s.To), Collapse: s.Collapse, Gap: s.Gap})
	backward := s.To != "" && s.From == ""
	for i, l := range naive.Levels(paths, s.Steps, backward) {
		level := path.Level{Level: i + 1}
		for step, n := range l.Arrived {
			level.Nodes = append(level.Nodes, path.Node{Step: journey.StepID(step), Arrived: n, Ended: l.Ended[step]})
			level.Arrived, level.Ended = level.Arrived+n, level.Ended+l.Ended[step]
		}
		for e, n := range l.Edges {
			near := e[0]
			if backward {
				near = e[1]
			}
			edge := path.Edge{From: journey.StepID(e[0]), To: journey.StepID(e[1]), Count: n, Share: stat.Share(n, l.Arrived[near])}
			if !s.Untimed {
				edge.Times = timesOf(l.Seconds[e])
			}
			level.Edges = append(level.Edges, edge)
		}
		slices.SortFunc(level.Nodes, func(a, b path.Node) int {
			return cmp.Or(cmp.Compare(b.Arrived, a.Arrived), cmp.Compare(a.Step, b.Step))
		})
		slices.SortFunc(level.Edges, func(a, b path.Edge) int {
			if backward {
				a.From, a.To, b.From, b.To = a.To, a.From, b.To, b.From
			}
			return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
		})
		if s.Edges > 0 && len(level.Edges) > s.Edges {
			level.Edges = level.Edges[:s.Edges]
		}
		for _, e := range level.Edges {
			level.Kept += e.Count
		}
		level.Others = level.Arrived - level.Ended - level.Kept
		if level.Arrived > 0 {
			out = append(out, level)
		}
	}
	return out
}

// checkLevels holds levels to the naive version.
func checkLevels(t testing.TB, x *sequence.Instances, s path.LevelSpec) {
	t.Helper()
	l := ok[*path.Levels](t)(path.LevelsOf(ctx, x, s))
	reconcile(t, l)
	same(t, fmt.Sprintf("%+v", s), wantLevels(x, s), l.Levels)
	s.Nodes = 2
	few := ok[*path.Levels](t)(path.LevelsOf(ctx, x, s))
	reconcile(t, few)
	for i, level := range few.Levels {
		if shown := min(2, len(l.Levels[i].Nodes)); !slices.Equal(level.Nodes[:shown], l.Levels[i].Nodes[:shown]) || len(level.Nodes) > 3 {
			t.Errorf("%+v of %+v", level.Nodes, l.Levels[i].Nodes)
		}
	}
}

func TestManyLevels(t *testing.T) {
	for _, steps := range []int{12, 300} {
		x := crowd(t, 40_000, steps, 20)
		for _, s := range []path.LevelSpec{
			{Steps: 5}, {Steps: 5, Edges: 10, Untimed: true}, {Steps: 4, Collapse: true, Gap: 3 * time.Hour, Edges: 20}, {Steps: 5, From: "s003"}, {Steps: 3, To: "s004", Collapse: true}, {Steps: 7, From: "s001", To: "s002"},
		} {
			checkLevels(t, x, s)
		}
	}
}

func FuzzLevels(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		x := decoded(t, b)
		if x == nil {
			return
		}
		for _, s := range []path.LevelSpec{{}, {Collapse: true}, {Gap: 12 * time.Hour}, {Collapse: true, Gap: 30 * time.Minute, Edges: 2}} {
			s.Steps = 1 + int(b[0]>>4)%6
			checkLevels(t, x, s)
			s.From = x.Plan.Steps[0].ID
			checkLevels(t, x, s)
			s.To = x.Plan.Steps[int(b[0]>>6)].ID
			checkLevels(t, x, s)
			s.From = ""
			checkLevels(t, x, s)
		}
	})
}
