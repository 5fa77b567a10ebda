// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/reference"
)

func TestSuggest(t *testing.T) {
	cases := []struct {
		name, file, want string
		events           int // that an import by the proposal gives
	}{
		{
			"one event a row", "user_id,event,timestamp,page,price,user_cohort,note\nu1,home,2026-01-01 10:00:00,/a,1.5,2026-01,\nu1,cart,2026-01-01 10:01:00,/b,2,2026-01,\nu2,home,2026-01-01 10:02:00,/a,3,2026-01,\n",
			`wend: mapping/v1
source: x                     # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "x.csv"
    customer: user_id             # 2 different in 3 rows, as in u1
    event: event                  # 2 different, as in home
    time: timestamp               # as in 2026-01-01 10:00:00
    traits: [user_cohort]         # facts about the customer
    properties:
      page: page
      price: {column: price, type: number}
`, 3,
		},
		{
			"a row of stages", "order_id;customer_id;ordered_at;paid_at;delivered_date;status\no1;c1;01/02/2026;13/02/2026;20/02/2026;done\no2;c2;03/02/2026;14/02/2026;;paid\n",
			`wend: mapping/v1
source: x                     # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "x.csv"
    delimiter: ";"
    customer: customer_id         # 2 different in 2 rows, as in c1
    properties:
      order_id: order_id
      status: status
    events:                       # name each; remove what is no event
      - {event: Ordered, time: {column: ordered_at, format: "%d/%m/%Y"}, id: "{order_id}-Ordered"}
      - {event: Paid, time: {column: paid_at, format: "%d/%m/%Y"}, id: "{order_id}-Paid"}
      - {event: Delivered, time: {column: delivered_date, format: "%d/%m/%Y"}, id: "{order_id}-Delivered"}
`, 5,
		},
		{
			"a survey", "age,q1,q2,q3,q4,nps\n30,1,2,3,4,9\n40,5,6,1,2,11\n50,4,3,2,1,3\n20,2,0,5,5,1\n",
			`wend: mapping/v1
source: x                     # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "x.csv"
    kind: survey                  # one row a respondent, one column a question
    survey: x
    customer: "x-{#}"             # no column tells, so each row is a customer of its own
    time: {value: 2026-01-01}     # when it was answered
    questions:                    # codes are guesses: look them up in the survey's dictionary
      q1: {kind: rating, scale: {min: 1, max: 5}}
      q2: {kind: rating, scale: {min: 1, max: 5}, codes: {0: blank, 6: not-experienced}}
      q3: {kind: rating, scale: {min: 1, max: 5}}
      q4: {kind: rating, scale: {min: 1, max: 5}}
      nps: {kind: nps, scale: {min: 0, max: 10}, codes: {11: blank}}
# x.csv: no column looks like a time; give the date of the survey
`, 18,
		},
		{
			"hand counts", "step,channel,week,count\nenters,store,2026-W05,120\npays,store,2026-W05,80\n",
			`wend: mapping/v1
source: x                     # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "x.csv"
    kind: counts                  # hand-counted volumes
    step: step                    # ids of steps
    count: count
    period: week                  # as 2026-W05, 2026-02 or 2026-02-03
    channel: channel
`, 2,
		},
		{
			"numbers of two readings", "user_id;event;timestamp;total;paid;fee\nu1;home;2026-01-01;1,234;1,5;1,234.50\nu1;cart;2026-01-01;12,500;2;3\n",
			`wend: mapping/v1
source: x                     # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "x.csv"
    delimiter: ";"
    customer: user_id             # 1 different in 2 rows, as in u1
    event: event                  # 2 different, as in home
    time: timestamp               # as in 2026-01-01
    properties:
      total: {column: total, type: number, decimal: ","}
      paid: {column: paid, type: number, decimal: ","}
      fee: {column: fee, type: number, decimal: "."}
# x.csv: in the column total "1,234" can be read as 1234 or 1.234; decimal: says which
`, 2,
		},
		{
			"nothing known", "a,b\nx,y\n", `wend: mapping/v1
source: x                     # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "x.csv"
    customer: CHOOSE-A-COLUMN     # whose row it is
    event: {value: NAME-THE-EVENT} # every row is the same event
    time: CHOOSE-A-COLUMN         # when it happened
    properties:
      a: a
      b: b
# x.csv: no column looks like a customer; name one
# x.csv: no column looks like an event's name
# x.csv: no column looks like a time; name one
`, 0,
		},
	}
	for _, c := range cases {
		dir := write(t, map[string]string{"x.csv": c.file})
		s, err := Suggest([]string{filepath.Join(dir, "x.csv")})
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(s.Text, "\n")
		if diff := cmp.Diff(c.want, text); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if c.events == 0 {
			continue
		}
		m, err := ParseMapping("map.yaml", []byte(s.Text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if r, err := Import(context.Background(), &memory{}, m, []string{dir}, Options{}); err != nil || r.Events+r.Answers != c.events || r.Quarantined > 0 {
			t.Errorf("%s: %+v %v", c.name, r, err)
		}
	}
}

// In JSON an object is no column: what is in it may be.
func TestSuggestForJSON(t *testing.T) {
	dir := write(t, map[string]string{"x.json": `[{"user": {"id": 7, "plan": "gold", "address": {"city": "Rio"}}, "data": {"type": "open", "total": 2.5}, "ts": "2026-01-01", "tags": ["a"]},
{"user": {"id": 8, "plan": "gold"}, "data": {"type": "open", "total": 12}, "ts": "2026-01-02"}]`})
	s, err := Suggest([]string{filepath.Join(dir, "x.json")})
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(s.Text, "\n")
	if diff := cmp.Diff(`wend: mapping/v1
source: x                     # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "x.json"
    customer: user.id             # 2 different in 2 rows, as in 7
    event: data.type              # 1 different, as in open
    time: ts                      # as in 2026-01-01
    traits: [user.address.city, user.plan] # facts about the customer
    properties:
      data.total: {column: data.total, type: number}
      tags: tags
`, text); diff != "" {
		t.Error(diff)
	}
	log := &memory{}
	if _, err := Import(context.Background(), log, mapping(t, strings.TrimPrefix(text, "wend: mapping/v1\n")), []string{dir}, Options{}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`7 open 2026-01-01T00:00:00Z {"data.total":2.5,"tags":["a"]} traits {"user.address.city":"Rio","user.plan":"gold"}`,
		`8 open 2026-01-02T00:00:00Z {"data.total":12} traits {"user.plan":"gold"}`,
	}
	if diff := cmp.Diff(want, log.lines()); diff != "" {
		t.Error(diff)
	}
}

// Days that can be read in two ways are said to be, unless another column tells.
func TestSuggestSaysWhatIsGuessed(t *testing.T) {
	dir := write(t, map[string]string{"o.csv": "order_id,customer_id,ordered,paid,sent\n1,c1,01/02/2026,02/02/2026,03/02/2026\n2,c2,01/02/2026,02/02/2026,03/02/2026\n"})
	s, err := Suggest([]string{filepath.Join(dir, "o.csv")})
	if err != nil || len(s.Notes) != 3 || s.Notes[0].Text != "o.csv: the column ordered can be read as %d/%m/%Y or %m/%d/%Y" ||
		s.Notes[0].Code != "times-both-ways" || s.Notes[0].Values["column"] != "ordered" {
		t.Errorf("%v %v", s, err)
	}
}

// Hints that were kept as plain sentences are still read.
func TestHintsOfBefore(t *testing.T) {
	var s Suggestion
	if err := json.Unmarshal([]byte(`{"text":"","notes":["o.csv: no column looks like a time","x",{"code":"no-time","values":{"table":"o.csv"},"text":"y"}]}`), &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Notes) != 3 || s.Notes[0].Text != "o.csv: no column looks like a time" || s.Notes[2].Values["table"] != "o.csv" {
		t.Errorf("%+v", s.Notes)
	}
}

// A proposal for a real file can be imported as it is.
func TestSuggestForRealFiles(t *testing.T) {
	for _, name := range []string{
		"logs/ecom_synthetic/ecom.csv.gz", "logs/small/running-example.csv", "logs/wabo_receipt/receipt.csv", "logs/loanapp_bpmn/LoanApp_simplified_train.csv.gz",
		"logs/bpic2016_uwv/BPI2016_Clicks_NOT_Logged_In_sample1000.csv", "satisfaction/kiosk/kiosk_raw_cp949.csv.gz", "satisfaction/olist/orders.csv.gz",
	} {
		path := reference.Path(t, "data", name)
		s, err := Suggest([]string{path})
		if err != nil {
			t.Fatal(err)
		}
		m, err := ParseMapping("map.yaml", []byte(s.Text))
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, s.Text)
			continue
		}
		r, err := Import(context.Background(), nowhere{}, m, []string{path}, Options{TempDir: t.TempDir()})
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, s.Text)
			continue
		}
		if r.Rows == 0 || r.Quarantined*100 > r.Rows {
			t.Errorf("%s: %d of %d rows in quarantine", name, r.Quarantined, r.Rows)
		}
	}
}

func TestSuggestErrors(t *testing.T) {
	dir := write(t, map[string]string{"empty.csv": "", "log.xes": xes})
	if _, err := Suggest([]string{filepath.Join(dir, "empty.csv")}); err == nil || !strings.Contains(err.Error(), "the file is empty") {
		t.Errorf("empty: %v", err)
	}
	if _, err := Suggest([]string{filepath.Join(dir, "none.csv")}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("missing: %v", err)
	}
	s, err := Suggest([]string{filepath.Join(dir, "log.xes")})
	if err != nil || s.Text != "# log.xes needs no mapping\n" {
		t.Errorf("%+v %v", s, err)
	}
}
