// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// printCard prints a scorecard for people.
func printCard(w io.Writer, c *scorecard.Card) {
	fmt.Fprintf(w, "%s\n", c.Title)
	printJourney(w, c)
	fmt.Fprintln(w)
	g := grid{head: []string{"step", ">reach", "of instances (95 %)", ">dropped", "since previous", "late", "satisfaction (95 %)", ">n", "target", "reading"}}
	stage := ""
	for i := range c.Steps {
		s := &c.Steps[i]
		if at := fmt.Sprintf("%s · %s", s.Phase, s.Stage); at != stage {
			stage = at
			g.section(at)
		}
		g.add(stepCells(s)...)
	}
	g.print(w)
	for _, n := range c.Notes {
		fmt.Fprintln(w, n)
	}
}

// printGroups prints scorecards side by side, a line each, and then whole.
func printGroups(w io.Writer, split *scorecard.Groups) {
	g := grid{head: []string{string(split.By), ">instances", "completion (95 %)", ">median", "overall (95 %)", ">n", "return (95 %)"}}
	for _, group := range split.Groups {
		c := group.Card
		row := []string{group.Value, fmt.Sprint(c.Instances.Total), percent(c.Completion), "", "", "", ""}
		if c.Duration != nil {
			row[3] = span(c.Duration.MedianS)
		}
		if c.Overall != nil {
			row[4], row[5] = score(c.Overall), fmt.Sprint(c.Overall.N)
		}
		if c.Return != nil {
			row[6] = percent(c.Return.Rate) + " in " + span(c.Return.WithinS)
		}
		g.add(row...)
	}
	g.print(w)
	for _, group := range split.Groups {
		fmt.Fprintf(w, "\n— %s: %s —\n", split.By, group.Value)
		printCard(w, group.Card)
	}
}

func printJourney(w io.Writer, c *scorecard.Card) {
	what := "instances"
	if c.Basis == scorecard.ByAnswers {
		what = "respondents"
	}
	fmt.Fprintf(w, "%d %s", c.Instances.Total, what)
	if c.Instances.Completed != nil {
		fmt.Fprintf(w, ": %d completed, %d abandoned, %d ongoing (%d too young for rates)", *c.Instances.Completed, *c.Instances.Abandoned, *c.Instances.Ongoing, *c.Instances.Unripe)
	}
	fmt.Fprintf(w, "; as of %s\n", stamp(c.AsOf))
	if only := c.Filter.Words(); only != "" {
		fmt.Fprintf(w, "only          %s\n", only)
	}
	if c.Completion != nil {
		fmt.Fprintf(w, "completion    %s, n %d\n", percent(c.Completion), c.Completion.N)
	}
	if c.Duration != nil {
		fmt.Fprintf(w, "duration      median %s, p90 %s, n %d\n", span(c.Duration.MedianS), span(c.Duration.P90S), c.Duration.N)
	}
	if c.Overall != nil {
		fmt.Fprintf(w, "overall       %s, n %d", score(c.Overall), c.Overall.N)
		if c.Overall.Unattached > 0 {
			fmt.Fprintf(w, " (%d without a journey)", c.Overall.Unattached)
		}
		if c.Target != nil {
			fmt.Fprintf(w, "; target %s", target(c.Overall, *c.Target))
		}
		if c.Reading != "" {
			fmt.Fprintf(w, ": %s", c.Reading)
		}
		fmt.Fprintln(w)
	}
	if r := c.Return; r != nil && r.Rate != nil {
		fmt.Fprintf(w, "return        %s within %s", percent(r.Rate), span(r.WithinS))
		if r.MedianS != nil {
			fmt.Fprintf(w, ", median after %s", span(*r.MedianS))
		}
		fmt.Fprintf(w, ", n %d\n", r.Completed)
	}
	printMix(w, c)
	if c.Unassigned > 0 {
		fmt.Fprintf(w, "unassigned    %d visits\n", c.Unassigned)
	}
	if d := c.Change; d != nil && d.Completion != nil {
		e := *d.Completion
		fmt.Fprintf(w, "change        completion %+.1f points (%+.1f to %+.1f) against the period from %s\n", 100*e.Value, 100*e.Lo, 100*e.Hi, stamp(d.From))
	}
}

// printMix prints who the customers were and who started the contacts.
func printMix(w io.Writer, c *scorecard.Card) {
	var states []string
	for _, s := range c.Lifecycle {
		states = append(states, fmt.Sprintf("%s %s", cmp.Or(string(s.State), "no state"), percent(s.Share)))
	}
	if len(states) > 0 {
		fmt.Fprintf(w, "lifecycle     %s\n", strings.Join(states, ", "))
	}
	var kinds []string
	for _, b := range c.Balance {
		kinds = append(kinds, fmt.Sprintf("%s %d", b.Kind, b.Visits))
	}
	if len(kinds) > 0 && c.Basis == scorecard.ByEvents {
		fmt.Fprintf(w, "visits        %s\n", strings.Join(kinds, ", "))
	}
}

// stepCells writes one row.
func stepCells(s *scorecard.Step) []string {
	title := "  " + clip(s.Title, 40)
	if s.MomentOfTruth != nil {
		title += " ★"
	}
	if !s.Observed {
		seen := "not observed"
		if s.Since != nil {
			seen = ""
		}
		return []string{title, "", seen, "", sinceCell(s), lateCell(s), scoreCell(s), countCell(s), targetCell(s), string(s.Reading)}
	}
	rate := percent(s.ReachRate)
	switch s.Basis {
	case scorecard.ByAnswers:
		rate += " asked"
	case scorecard.ByCounts:
		rate += " counted"
	}
	return []string{title, count(s.Reach), rate, count(s.Dropped), sinceCell(s), lateCell(s), scoreCell(s), countCell(s), targetCell(s), string(s.Reading)}
}

func sinceCell(s *scorecard.Step) string {
	t := s.Since
	if t == nil {
		t = s.FromPrevious
	}
	if t == nil {
		return ""
	}
	out := span(t.MedianS)
	switch {
	case t.Until != "":
		out += fmt.Sprintf(" (%s to %s)", t.Of, t.Until)
	case t.Of != "":
		out += fmt.Sprintf(" (since %s)", t.Of)
	}
	return out
}

func lateCell(s *scorecard.Step) string {
	for _, t := range []*scorecard.Times{s.Since, s.FromPrevious} {
		if t != nil && t.Late != nil {
			return percent(t.Late)
		}
	}
	return ""
}

func scoreCell(s *scorecard.Step) string {
	if s.Satisfaction == nil {
		return ""
	}
	return score(s.Satisfaction)
}

func countCell(s *scorecard.Step) string {
	if s.Satisfaction == nil {
		return ""
	}
	return fmt.Sprint(s.Satisfaction.N)
}

func targetCell(s *scorecard.Step) string {
	switch {
	case s.Target != nil:
		return target(s.Satisfaction, *s.Target)
	case s.GapTo == "expectation":
		return "expected"
	}
	return ""
}

// target writes a level wanted, in the unit of its score.
func target(s *satisfaction.Score, level float64) string {
	if s != nil && s.Kind == journey.CSAT {
		return fmt.Sprintf("%g %%", math.Round(1000*level)/10)
	}
	return fmt.Sprintf("%g", level)
}

// score writes a score with its interval, in the score's own unit.
func score(s *satisfaction.Score) string {
	e, ok := s.Estimate()
	if !ok {
		return "too few"
	}
	format := "%.2f (%.2f–%.2f)"
	switch s.Kind {
	case journey.CSAT:
		e.Value, e.Lo, e.Hi = 100*e.Value, 100*e.Lo, 100*e.Hi
		format = "%.1f %% (%.1f–%.1f)"
	case journey.NPS:
		format = "NPS %.0f (%.0f–%.0f)"
	}
	return strings.TrimSpace(fmt.Sprintf(format, e.Value, e.Lo, e.Hi))
}
