// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/app"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/reference"
	"github.com/wendcx/wend/internal/understand/satisfaction"
	"github.com/wendcx/wend/internal/understand/scorecard"
)

// sfoFacts is what of the airport's reference file is compared.
type sfoFacts struct {
	Touchpoints map[string]sfoRate
	Overall     map[string]sfoRate
	NPS         map[string]sfoNPS
	Segments    map[string]struct {
		CSAT sfoRate
		NPS  sfoNPS
	}
}

type sfoRate struct {
	rate
	Mean float64
}

type sfoNPS struct {
	N   int
	NPS float64
	Lo  float64 `json:"adj_lo"`
	Hi  float64 `json:"adj_hi"`
}

func (want sfoNPS) same(t *testing.T, what string, s *satisfaction.Score) {
	t.Helper()
	got := score(t, what, s)
	if s.N != want.N {
		t.Errorf("%s is of %d, want %d", what, s.N, want.N)
	}
	same(t, what, want.NPS, got.Value)
	same(t, what+", low", want.Lo, got.Lo)
	same(t, what+", high", want.Hi, got.Hi)
}

func (want sfoRate) same(t *testing.T, what string, s *satisfaction.Score) {
	t.Helper()
	e := score(t, what, s)
	want.rate.same(t, what, &e)
	if s.Mean == nil {
		t.Errorf("%s has no mean", what)
		return
	}
	same(t, what+", mean", want.Mean, s.Mean.Value)
}

const airport = "sfo/journey.yaml"

// An airport with a survey and no events gets a full scorecard: every
// touchpoint's satisfaction with the reference's interval, who was there, and
// the gap to its target.
func TestAirportSurvey(t *testing.T) {
	var facts sfoFacts
	reference.JSON(t, &facts, "data", "satisfaction", "expected", "sfo2017_csat_nps_ipa.json")
	file := reference.Path(t, "data", "satisfaction", "sfo", "sfo_2017.csv.gz")
	a, r := imported(t, "sfo/mapping.yaml", file)
	if r.Quarantined != 0 || r.Rows != 2831 {
		t.Errorf("%+v", r)
	}
	c := cardOf(t, a, airport)
	// Three of the 2,831 answered none of these questions.
	if c.Basis != scorecard.ByAnswers || c.Instances.Total != 2828 || c.Completion != nil || c.Duration != nil {
		t.Errorf("%d respondents by %s, %v %v", c.Instances.Total, c.Basis, c.Completion, c.Duration)
	}
	facts.NPS["unweighted"].same(t, "NPS", c.Overall)
	steps := stepsOf(t, airport)
	for i := range c.Steps {
		s, question := &c.Steps[i], steps[i].Satisfaction.Question
		facts.Touchpoints[question].same(t, question, s.Satisfaction)
		if there, known := experienced(t, file, question); *s.Reach != there || s.ReachRate.N != known || s.Satisfaction.N != there || s.Satisfaction.Unattached != 0 {
			t.Errorf("%s: reach %d of %d, want %d of %d; %d unattached", question, *s.Reach, s.ReachRate.N, there, known, s.Satisfaction.Unattached)
		}
		if s.FromPrevious != nil || s.Dropped != nil || s.Continued != nil {
			t.Errorf("%s tells of time or drop-off", question)
		}
		if e, _ := s.Satisfaction.Estimate(); s.Gap == nil || s.Reading == "" || s.Gap.Value != *s.Target-e.Value || s.Gap.Lo != *s.Target-e.Hi {
			t.Errorf("%s: gap %+v, %q", question, s.Gap, s.Reading)
		}
	}
	if len(c.Steps) != len(facts.Touchpoints) {
		t.Errorf("%d touchpoints, the reference has %d", len(c.Steps), len(facts.Touchpoints))
	}
	for id, name := range map[segment.ID]string{
		"business": "Q2PURP1 business(1)", "leisure": "Q2PURP1 leisure(2)", "family": "Q2PURP1 visit family(3)", "problem": "problem yes", "no-problem": "problem no",
	} {
		q := scorecard.Question{}
		q.Segment = id
		facts.Segments[name].NPS.same(t, name, askAbout(t, a, airport, q).Overall)
	}
	t.Run("asked for the overall satisfaction", func(t *testing.T) { airportOverall(t, a, facts) })
}

// airportOverall asks the same data with another question for the whole.
func airportOverall(t *testing.T, a *app.App, facts sfoFacts) {
	docs, err := app.File(example(t, airport))
	if err != nil {
		t.Fatal(err)
	}
	j := *docs.Files[0].Journey
	j.Overall = &journey.Overall{Question: journey.Question{Survey: "sfo-2017", Question: "Q7ALL", Score: journey.CSAT}}
	for name, id := range map[string]segment.ID{"": "", "Q2PURP1 business(1)": "business", "Q2PURP1 leisure(2)": "leisure", "problem yes": "problem"} {
		q := scorecard.Question{}
		q.AsOf, q.Segment = now, id
		c, err := scorecard.Compute(context.Background(), a.Log, &j, &docs.Workspace, q)
		if err != nil {
			t.Fatal(err)
		}
		want := facts.Overall["unweighted"]
		if name != "" {
			want = facts.Segments[name].CSAT
		}
		want.same(t, "overall "+name, c.Overall)
	}
}

// stepsOf are the steps of an example journey.
func stepsOf(t *testing.T, name string) []journey.Placed {
	t.Helper()
	docs, err := app.File(example(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return docs.Files[0].Steps()
}

// experienced counts, straight from the file, who rated a touchpoint and who
// said at all whether they were there.
func experienced(t *testing.T, file, question string) (there, known int) {
	t.Helper()
	for value, n := range countColumn(t, file, question) {
		switch value {
		case "1", "2", "3", "4", "5":
			there, known = there+int(n), known+int(n)
		case "6":
			known += int(n)
		}
	}
	return there, known
}

// gapFacts is what of the kiosk's reference file is compared. Its gap is
// perception less expectation; ours is what is missing to the expectation.
type gapFacts struct {
	Stated map[string]float64 `json:"stated_mean"`
	Gap    map[string]struct {
		Expectation, Perception, Gap, Lo, Hi float64
	}
}

const kiosk = "kiosk/journey.yaml"

// A kiosk survey asked expectation, perception and importance of 24 items: the
// paired gaps and the stated importance are those of the reference.
func TestKioskSurvey(t *testing.T) {
	var facts gapFacts
	reference.JSON(t, &facts, "data", "satisfaction", "expected", "kiosk_stated_derived_gap_kano.json")
	a, r := imported(t, "kiosk/mapping.yaml", reference.Path(t, "data", "satisfaction", "kiosk", "kiosk_kservqual.csv.gz"))
	if r.Quarantined != 0 || r.Rows != 207 {
		t.Errorf("%+v", r)
	}
	c := cardOf(t, a, kiosk)
	if c.Instances.Total != 207 || len(c.Steps) != len(facts.Gap) {
		t.Errorf("%d respondents, %d steps", c.Instances.Total, len(c.Steps))
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		item := strings.ReplaceAll(string(s.ID), "-", "_")
		want, ok := facts.Gap[item]
		if !ok {
			t.Errorf("the reference knows no %s", item)
			continue
		}
		same(t, item+", perception", want.Perception, score(t, item, s.Satisfaction).Value)
		same(t, item+", expectation", want.Expectation, score(t, item, s.Expectation).Value)
		same(t, item+", importance", facts.Stated[item], s.ImportanceAsked.Value)
		if s.Gap == nil || s.GapTo != "expectation" || s.Gap.N != 207 {
			t.Errorf("%s: %+v to %s", item, s.Gap, s.GapTo)
			continue
		}
		same(t, item+", gap", -want.Gap, s.Gap.Value)
		same(t, item+", gap, low", -want.Hi, s.Gap.Lo)
		same(t, item+", gap, high", -want.Lo, s.Gap.Hi)
	}
}

// The raw file is in code page 949 and numbers nobody; Wend finds out both.
func TestKioskRawFile(t *testing.T) {
	a, err := app.Open(context.Background(), t.TempDir(), app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	r := importSuggested(t, a, reference.Path(t, "data", "satisfaction", "kiosk", "kiosk_raw_cp949.csv.gz"))
	if r.Rows != 211 || r.Quarantined > 4 || r.Customers < 207 || r.Files[0].Encoding != "euc-kr" {
		t.Errorf("%+v", r)
	}
}
