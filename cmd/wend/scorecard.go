// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

type scorecardCommand struct {
	dataFlag
	questionFlags
	Channel   string `help:"Count only visits on this channel." placeholder:"ID"`
	Mode      string `help:"Only steps of this mode: physical, digital, remote-human." placeholder:"MODE"`
	Nature    string `help:"Only steps of this nature: informative, transactional." placeholder:"NATURE"`
	Direction string `help:"Only steps of this direction: push, pull." placeholder:"DIR"`
	Control   string `help:"Only steps under this control: company, partner, customer, external." placeholder:"WHO"`
	Actor     string `help:"Only steps of this actor, and visits by people in this role." placeholder:"ID"`
	Persona   string `help:"Only customers in the segment this persona stands for." placeholder:"ID"`
	By        string `help:"One scorecard for each value: segment, channel, mode, nature, direction, control, actor, persona, month." placeholder:"WHAT"`
	Journey   string `arg:"" help:"A journey's file, or its id in the data directory." placeholder:"FILE|ID"`
}

func (c *scorecardCommand) Run(p *program) error {
	docs, err := app.Journey(c.Journey, c.Data)
	if err != nil {
		return err
	}
	base, err := c.questionFlags.question(p.clock())
	if err != nil {
		return err
	}
	q := scorecard.Question{
		Question: base, Channel: channel.ID(c.Channel), Mode: channel.Mode(c.Mode), Nature: touchpoint.Nature(c.Nature),
		Direction: touchpoint.Direction(c.Direction), Control: touchpoint.Control(c.Control), Actor: journey.ActorID(c.Actor),
	}
	if q, err = scorecard.ForPersona(docs.Workspace, q, c.Persona); err != nil {
		return err
	}
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	w := &docs.Workspace
	if c.By == "" {
		card, err := scorecard.Compute(p.ctx, a.Log, docs.Files[0].Journey, w, q)
		if err != nil {
			return err
		}
		if p.json {
			return p.print(card)
		}
		printCard(p.stdout, card)
		return nil
	}
	split, err := scorecard.Split(p.ctx, a.Log, docs.Files[0].Journey, w, q, scorecard.Dimension(c.By))
	if err != nil {
		return err
	}
	if p.json {
		return p.print(split)
	}
	for i, g := range split.Groups {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		fmt.Fprintf(p.stdout, "— %s: %s —\n", split.By, g.Value)
		printCard(p.stdout, g.Card)
	}
	return nil
}

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
			fmt.Fprintf(w, "; target %g", *c.Target)
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
			return fmt.Sprintf("%s %%", oneDigit(100*t.Late.Value))
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
		return fmt.Sprintf("%g", *s.Target)
	case s.GapTo == "expectation":
		return "expected"
	}
	return ""
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
