// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
)

// memory is a log that keeps everything in memory, each event once.
type memory struct {
	events []event.Event
	sums   map[uint64]uint64
	bad    []event.Quarantined
	calls  int
}

func (m *memory) Append(_ context.Context, events []event.Event) (r event.Receipt, err error) {
	m.calls++
	if m.sums == nil {
		m.sums = map[uint64]uint64{}
	}
	for i, e := range events {
		if reason, why := e.Check(); reason != "" {
			return r, errors.New(why)
		}
		sum, _ := e.Sum(nil)
		key := e.Key(sum)
		kept, there := m.sums[key]
		switch {
		case !there:
			m.sums[key] = sum
			e.Properties, e.Traits = bytes.Clone(e.Properties), bytes.Clone(e.Traits)
			e.Name, e.Customer, e.Channel, e.ID = strings.Clone(e.Name), event.CustomerID(strings.Clone(string(e.Customer))), strings.Clone(e.Channel), strings.Clone(e.ID)
			m.events = append(m.events, e)
			r.Added++
		case kept == sum:
			r.Duplicates = append(r.Duplicates, i)
		default:
			r.Conflicts = append(r.Conflicts, i)
		}
	}
	return r, nil
}

func (m *memory) Quarantine(_ context.Context, rows []event.Quarantined) error {
	m.bad = append(m.bad, rows...)
	return nil
}

// nowhere is a log that keeps nothing.
type nowhere struct{}

func (nowhere) Append(_ context.Context, events []event.Event) (event.Receipt, error) {
	return event.Receipt{Added: len(events)}, nil
}

func (nowhere) Quarantine(context.Context, []event.Quarantined) error { return nil }

// lines writes the events down, one a line.
func (m *memory) lines() (out []string) {
	for _, e := range m.events {
		var b strings.Builder
		fmt.Fprintf(&b, "%s %s %s", e.Customer, e.Name, e.At().Format(time.RFC3339Nano))
		if e.Channel != "" {
			fmt.Fprintf(&b, " [%s]", e.Channel)
		}
		if e.Undated {
			b.WriteString(" undated")
		}
		if e.ID != "" {
			fmt.Fprintf(&b, " #%s", e.ID)
		}
		if len(e.Properties) > 0 {
			fmt.Fprintf(&b, " %s", e.Properties)
		}
		if len(e.Traits) > 0 {
			fmt.Fprintf(&b, " traits %s", e.Traits)
		}
		out = append(out, b.String())
	}
	return out
}

// quarantine writes down what was refused.
func (m *memory) quarantine() (out []string) {
	for _, q := range m.bad {
		out = append(out, fmt.Sprintf("%d:%d %s: %s", q.Line, q.Column, q.Reason, q.Message))
	}
	return out
}

// write writes files into a folder.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func zipped(content string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(content))
	_ = z.Close()
	return b.String()
}

func mapping(t testing.TB, src string) *Mapping {
	t.Helper()
	if src == "" {
		return nil
	}
	m, err := ParseMapping("map.yaml", []byte("wend: mapping/v1\n"+src))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func run(t testing.TB, m string, files map[string]string) (*memory, *Result) {
	t.Helper()
	log := &memory{}
	r, err := Import(context.Background(), log, mapping(t, m), []string{write(t, files)}, Options{TempDir: t.TempDir(), chunk: 3, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	return log, r
}

const simple = `files: [{file: "*.csv*", customer: who, event: what, time: at}]`

func TestCSV(t *testing.T) {
	cases := []struct {
		name, mapping string
		file          string
		want          []string
		bad           []string
	}{
		{"plain", simple, "who,what,at\na,view,2026-01-01 10:00\nb,pay,2026-01-01T11:00:00Z\n", []string{"a view 2026-01-01T10:00:00Z", "b pay 2026-01-01T11:00:00Z"}, nil},
		{"semicolons", simple, "who;what;at\na;view;2026-01-01\n", []string{"a view 2026-01-01T00:00:00Z"}, nil},
		{"tabs", simple, "who\twhat\tat\na\tview, then more\t2026-01-01\n", []string{"a view, then more 2026-01-01T00:00:00Z"}, nil},
		{"mixed line ends", simple, "who,what,at\r\na,view,2026-01-01\nb,view,2026-01-02\rc,view,2026-01-03\r\n\nd,view,2026-01-04", []string{
			"a view 2026-01-01T00:00:00Z", "b view 2026-01-02T00:00:00Z", "c view 2026-01-03T00:00:00Z", "d view 2026-01-04T00:00:00Z",
		}, nil},
		{"quotes", simple, "who,what,at\n\"a, b\",\"say \"\"hi\"\"\nthere\",2026-01-01\nb,5\" pipe,2026-01-02\n", []string{"a, b say \"hi\"\nthere 2026-01-01T00:00:00Z", "b 5\" pipe 2026-01-02T00:00:00Z"}, nil},
		{"a byte order mark", simple, "\xef\xbb\xbfwho,what,at\na,view,2026-01-01\n", []string{"a view 2026-01-01T00:00:00Z"}, nil},
		{"no header", `files: [{file: "*.csv", customer: "1", event: "2", time: "3"}]`, "a,view,2026-01-01\nb,pay,2026-01-02\n", []string{"a view 2026-01-01T00:00:00Z", "b pay 2026-01-02T00:00:00Z"}, nil},
		{"a case called NA", simple, "who,what,at\nNA,view,2026-01-01\nnull,view,2026-01-01\n", []string{"NA view 2026-01-01T00:00:00Z", "null view 2026-01-01T00:00:00Z"}, nil},
		{
			"no such day", simple, "who,what,at\na,view,31/02/2020\nb,view,28/02/2020\nc,view,30/01/2020\n", []string{"b view 2020-02-28T00:00:00Z", "c view 2020-01-30T00:00:00Z"},
			[]string{`2:3 bad_time: "31/02/2020": there is no day 31 in month 2 of 2020`},
		},
		{
			"missing values", simple, "who,what,at\n,view,2026-01-01\na,,2026-01-01\na,view,\nb,view,2026-01-01\n", []string{"b view 2026-01-01T00:00:00Z"},
			[]string{"2:1 no_customer: the event has no customer", "3:2 no_name: the event has no name", "4:3 bad_time: the event has no time"},
		},
		{
			"rows of another width", simple, "who,what,at\na,view\nb,view,2026-01-01,x\nc,view,2026-01-01\n", []string{"c view 2026-01-01T00:00:00Z"},
			[]string{"2:3 bad_row: the row has 2 columns, the table 3", "3:4 bad_row: the row has 4 columns, the table 3"},
		},
		{
			"a delimiter at the end of rows", simple, "who,what,at\na,view,2026-01-01,\nb,view,2026-01-01\nc,view,2026-01-01,,\n",
			[]string{"a view 2026-01-01T00:00:00Z", "b view 2026-01-01T00:00:00Z"}, []string{"4:4 bad_row: the row has 5 columns, the table 3"},
		},
		{
			"a delimiter at the end of the header", simple, "who,what,at,\na,view,2026-01-01\nb,view,2026-01-01,\nc,view\n",
			[]string{"a view 2026-01-01T00:00:00Z", "b view 2026-01-01T00:00:00Z"}, []string{"4:3 bad_row: the row has 2 columns, the table 4"},
		},
		{
			"a quote that is never closed", simple, "who,what,at\na,\"view,2026-01-01\nb,view,2026-01-01\nc,view,2026-01-02\n", []string{"b view 2026-01-01T00:00:00Z", "c view 2026-01-02T00:00:00Z"},
			[]string{"2:1 bad_row: a quote is opened and never closed"},
		},
		{
			"text behind a quote", simple, "who,what,at\na,\"view\"er,2026-01-01\nb,view,2026-01-01\n", []string{"b view 2026-01-01T00:00:00Z"},
			[]string{"2:3 bad_row: text stands behind a closing quote"},
		},
		{
			"broken UTF-8 in some rows", simple, "who,what,at\na,caf\xe9,2026-01-01\nb,café,2026-01-01\nc,thé,2026-01-01\n", []string{"b café 2026-01-01T00:00:00Z", "c thé 2026-01-01T00:00:00Z"},
			[]string{"2:2 bad_text: the text is not valid UTF-8"},
		},
		{"windows-1252", simple, "who,what,at\na,caf\xe9,2026-01-01\n", []string{"a café 2026-01-01T00:00:00Z"}, nil},
		{"code page 949", simple, "who,what,at\n\xb0\xed\xb0\xb4,\xc1\xd6\xb9\xae,2026-01-01\n", []string{"고객 주문 2026-01-01T00:00:00Z"}, nil},
		{"utf-16", simple, "\xff\xfew\x00h\x00o\x00,\x00w\x00h\x00a\x00t\x00,\x00a\x00t\x00\n\x00a\x00,\x00v\x00,\x002\x000\x002\x006\x00-\x000\x001\x00-\x000\x001\x00\n\x00", []string{"a v 2026-01-01T00:00:00Z"}, nil},
		{
			"true duplicates stay", simple, "who,what,at\na,view,2026-01-01\na,view,2026-01-01\na,view,2026-01-01\n",
			[]string{"a view 2026-01-01T00:00:00Z", "a view 2026-01-01T00:00:00Z", "a view 2026-01-01T00:00:00Z"}, nil,
		},
		{
			"duplicate ids", `files: [{file: "*.csv", customer: who, event: what, time: at, id: id}]`, "id,who,what,at\n1,a,view,2026-01-01\n1,a,view,2026-01-01\n1,a,pay,2026-01-01\n",
			[]string{"a view 2026-01-01T00:00:00Z #1"}, []string{"4:0 conflict: another event with the message id \"1\" was kept"},
		},
		{
			"zones", `zone: Europe/Berlin
files: [{file: "*.csv", customer: who, event: what, time: at}]`, "who,what,at\na,winter,2026-01-01 10:00:00\na,summer,2026-07-01 10:00:00\na,own,2026-07-01 10:00:00+05:30\na,back,2026-10-25 02:30:00\n",
			[]string{"a winter 2026-01-01T10:00:00+01:00", "a summer 2026-07-01T10:00:00+02:00", "a own 2026-07-01T10:00:00+05:30", "a back 2026-10-25T02:30:00+02:00"}, nil,
		},
		{
			"types and traits", `files: [{file: "*.csv", customer: who, event: {value: Bought}, time: at, channel: {column: where, codes: {Desk: branch}}, properties: {total: {column: sum, type: number}, gift: {column: g, type: boolean}, sku: sku, due: {column: due, type: time}}, traits: [plan]}]`,
			"who,at,where,sum,g,sku,due,plan\na,2026-01-01,Desk,\"12,50\",yes,007,2026-02-01 10:00,gold\nb,2026-01-01,web,1e3,0,,,\nc,2026-01-01,web,much,0,,,\n",
			[]string{
				`a Bought 2026-01-01T00:00:00Z [branch] {"due":"2026-02-01T10:00:00Z","gift":true,"sku":"007","total":12.5} traits {"plan":"gold"}`,
				`b Bought 2026-01-01T00:00:00Z [web] {"gift":false,"total":1000}`,
			}, []string{`4:4 bad_value: "much" is no number`},
		},
		{
			"all other columns", `files: [{file: "*.csv", customer: who, event: what, time: at, properties: "*", traits: [plan]}]`, "who,what,at,plan,b,a\nx,view,2026-01-01,gold,2,1\n",
			[]string{`x view 2026-01-01T00:00:00Z {"a":"1","b":"2"} traits {"plan":"gold"}`}, nil,
		},
		{
			"all other columns beside one of their names", `files: [{file: "*.csv", customer: who, event: what, time: at, properties: {"*": , amount: {column: total, type: number}}}]`, "who,what,at,amount,total,a\nx,view,2026-01-01,old,2,1\n",
			[]string{`x view 2026-01-01T00:00:00Z {"a":"1","amount":2}`}, nil,
		},
		{
			"a row filter", `files: [{file: "*.csv", where: {n: {gte: 2}, not: {what: spam}}, customer: who, event: what, time: at}]`, "who,what,at,n\na,view,2026-01-01,1\nb,view,2026-01-01,2\nc,spam,2026-01-01,3\n",
			[]string{"b view 2026-01-01T00:00:00Z"}, nil,
		},
		{
			"a row of many events", `files:
  - file: "*.csv"
    customer: who
    properties: [order]
    events:
      - {event: Placed, time: placed, properties: {due: due}}
      - {event: Shipped, time: shipped}
      - {event: Delivered, time: delivered, when: {status: delivered}, undated: [shipped, placed], id: "{order}-delivered"}`,
			"order,who,status,placed,shipped,delivered,due\no1,a,delivered,2026-01-01,2026-01-02,2026-01-05,2026-01-09\no2,b,shipped,2026-01-01,2026-01-02,2026-01-05,\no3,c,delivered,2026-01-01,,,\n",
			[]string{
				`a Placed 2026-01-01T00:00:00Z {"due":"2026-01-09","order":"o1"}`, `a Shipped 2026-01-02T00:00:00Z {"order":"o1"}`, `a Delivered 2026-01-05T00:00:00Z #o1-delivered {"order":"o1"}`,
				`b Placed 2026-01-01T00:00:00Z {"order":"o2"}`, `b Shipped 2026-01-02T00:00:00Z {"order":"o2"}`,
				`c Placed 2026-01-01T00:00:00Z {"order":"o3"}`, `c Delivered 2026-01-01T00:00:00Z undated #o3-delivered {"order":"o3"}`,
			}, nil,
		},
		{
			"answers", `source: shop
files:
  - file: "*.csv"
    customer: who
    answers:
      - {survey: review, question: stars, kind: rating, scale: {min: 1, max: 5}, value: stars, time: at, asked_at: asked, codes: {0: blank, 9: not-experienced}, about: {message_id: "{order}-placed"}, properties: {order: order}}`,
			"order,who,stars,at,asked\no1,a,5,2026-01-02,2026-01-01\no2,b,0,2026-01-02,\no3,c,9,2026-01-02,\no4,d,7,2026-01-02,\no5,e,,2026-01-02,\n",
			[]string{
				`a Answer Given 2026-01-02T00:00:00Z {"about":{"message_id":"o1-placed","source":"shop"},"asked_at":"2026-01-01T00:00:00Z","kind":"rating","order":"o1","question":"stars","scale":{"max":5,"min":1},"survey":"review","value":5}`,
				`c Answer Given 2026-01-02T00:00:00Z {"about":{"message_id":"o3-placed","source":"shop"},"experienced":false,"kind":"rating","order":"o3","question":"stars","scale":{"max":5,"min":1},"survey":"review"}`,
			}, []string{`5:3 bad_value: 7 in column "stars" is off the scale 1 to 5, and no code`},
		},
		{
			"a survey table", `files:
  - {file: "*.csv", kind: survey, survey: guests, customer: resp, time: {value: 2026-05-01}, traits: [age], answer: {kind: csat, scale: {min: 1, max: 5}, codes: {6: not-experienced, 0: blank}},
     questions: {"Q7*": {}, NPS: {kind: nps, codes: {11: blank}}, why: {kind: text, question: reason}}}`,
			"resp,age,Q7A,Q7B,NPS,why\n1,30,4,6,10,\n2,,0,5,11,nice\n",
			[]string{
				`1 Answer Given 2026-05-01T00:00:00Z {"kind":"csat","question":"Q7A","scale":{"max":5,"min":1},"survey":"guests","value":4} traits {"age":"30"}`,
				`1 Answer Given 2026-05-01T00:00:00Z {"experienced":false,"kind":"csat","question":"Q7B","scale":{"max":5,"min":1},"survey":"guests"} traits {"age":"30"}`,
				`1 Answer Given 2026-05-01T00:00:00Z {"kind":"nps","question":"NPS","scale":{"max":10,"min":0},"survey":"guests","value":10} traits {"age":"30"}`,
				`2 Answer Given 2026-05-01T00:00:00Z {"kind":"csat","question":"Q7B","scale":{"max":5,"min":1},"survey":"guests","value":5}`,
				`2 Answer Given 2026-05-01T00:00:00Z {"kind":"text","question":"reason","survey":"guests","value":"nice"}`,
			}, nil,
		},
		{
			"a count table", `files: [{file: "*.csv", kind: counts, journey: visit, step: step, channel: channel, period: week, count: n}]`, "step,channel,week,n\nenters,store,2026-W05,120\npays,store,2026-02,x\npays,store,2026-02-03,40\n",
			[]string{
				` Count Given 2026-01-26T00:00:00Z [store] #count visit/enters/store/customers 1769385600-1769990400 {"channel":"store","count":120,"from":"2026-01-26T00:00:00Z","journey":"visit","step":"enters","to":"2026-02-02T00:00:00Z","unit":"customers"}`,
				` Count Given 2026-02-03T00:00:00Z [store] #count visit/pays/store/customers 1770076800-1770163200 {"channel":"store","count":40,"from":"2026-02-03T00:00:00Z","journey":"visit","step":"pays","to":"2026-02-04T00:00:00Z","unit":"customers"}`,
			}, []string{`3:4 bad_value: "x" is no count`},
		},
	}
	for _, c := range cases {
		for _, zip := range []bool{false, true} {
			name, content := "data.csv", c.file
			if zip {
				if !strings.Contains(c.mapping, `*.csv*`) {
					continue
				}
				name, content = "data.csv.gz", zipped(c.file)
			}
			t.Run(c.name+map[bool]string{true: " gzipped"}[zip], func(t *testing.T) {
				log, r := run(t, c.mapping, map[string]string{name: content})
				if diff := cmp.Diff(c.want, log.lines()); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff(c.bad, log.quarantine()); diff != "" {
					t.Error(diff)
				}
				if r.Quarantined != len(c.bad) || r.Events+r.Answers != len(c.want) {
					t.Errorf("result %+v", r)
				}
			})
		}
	}
}

func TestImportingTwiceAddsNothingTwice(t *testing.T) {
	head := "who,what,at\n"
	first := head + "a,view,2026-01-01\na,view,2026-01-01\nb,view,2026-01-02\n"
	longer := head + "z,view,2025-12-31\na,view,2026-01-01\na,view,2026-01-01\na,view,2026-01-01\nb,view,2026-01-02\nc,view,2026-01-03\n"
	log := &memory{}
	m := mapping(t, "source: s\n"+simple)
	for _, step := range []struct {
		file               string
		events, duplicates int
	}{{first, 3, 0}, {first, 0, 3}, {longer, 3, 3}, {longer, 0, 6}} {
		r, err := Import(context.Background(), log, m, []string{write(t, map[string]string{"x.csv": step.file})}, Options{chunk: 2})
		if err != nil {
			t.Fatal(err)
		}
		if r.Events != step.events || r.Duplicates != step.duplicates {
			t.Errorf("%d events, %d duplicates; want %d, %d", r.Events, r.Duplicates, step.events, step.duplicates)
		}
	}
}

// TestACorrectedCountIsNoSecondOne: of a step, channel and period there is one
// count; another number for them is told, not added up.
func TestACorrectedCountIsNoSecondOne(t *testing.T) {
	log := &memory{}
	m := mapping(t, `files: [{file: "*.csv", kind: counts, journey: visit, step: step, period: week, count: n}]`)
	for _, c := range []struct {
		file                     string
		added, duplicates, aside int
	}{
		{"step,week,n\nenters,2026-W05,100\n", 1, 0, 0},
		{"step,week,n\nenters,2026-W05,120\nenters,2026-W06,90\n", 1, 0, 1},
		{"step,week,n\nenters,2026-W05,100\n", 0, 1, 0},
	} {
		r, err := Import(context.Background(), log, m, []string{write(t, map[string]string{"x.csv": c.file})}, Options{})
		if err != nil || r.Events != c.added || r.Duplicates != c.duplicates || r.Quarantined != c.aside {
			t.Errorf("%+v %v", r, err)
		}
	}
	if diff := cmp.Diff([]string{"2:0 conflict: another count of this step, channel and period was kept"}, log.quarantine()); diff != "" {
		t.Error(diff)
	}
}

func TestJoins(t *testing.T) {
	files := map[string]string{
		"customers.csv": "id,unique,city\nc1,u1,Rio\nc2,u1,Rio\nc3,u2,\n",
		"orders.csv":    "order,customer,at\no1,c1,2026-01-01\no2,c2,2026-01-02\no3,c9,2026-01-03\n",
		"reviews.csv":   "order,stars,at\no1,5,2026-01-05\no2,1,2026-01-06\no9,3,2026-01-06\n",
		"readme.txt":    "hello",
	}
	m := `
files:
  - file: orders.csv
    join: [{file: customers.csv, on: {customer: id}, take: [unique, city]}]
    customer: unique
    properties: [order]
    traits: [city]
    event: {value: Ordered}
    time: at
  - file: reviews.csv
    join: [{file: orders.csv, on: {order: order}, take: [customer]}, {file: customers.csv, on: {customer: id}, take: [unique]}]
    customer: unique
    event: {value: Reviewed}
    time: at
    properties: {stars: {column: stars, type: number}}
`
	want := []string{
		`u1 Ordered 2026-01-01T00:00:00Z {"order":"o1"} traits {"city":"Rio"}`, `u1 Ordered 2026-01-02T00:00:00Z {"order":"o2"} traits {"city":"Rio"}`,
		`u1 Reviewed 2026-01-05T00:00:00Z {"stars":5}`, `u1 Reviewed 2026-01-06T00:00:00Z {"stars":1}`,
	}
	bad := []string{`4:2 no_match: customers.csv has no row for customer = "c9"`, `4:1 no_match: orders.csv has no row for order = "o9"`}
	for _, limit := range []int{0, 1} { // in memory, and spilled to disk
		log := &memory{}
		temp := t.TempDir()
		r, err := Import(context.Background(), log, mapping(t, m), []string{write(t, files)}, Options{TempDir: temp, lookupMemory: limit})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, log.lines()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(bad, log.quarantine()); diff != "" {
			t.Error(diff)
		}
		var skipped []string
		for _, f := range r.Files {
			if f.Skipped != "" {
				skipped = append(skipped, f.File+": "+f.Skipped)
			}
		}
		if diff := cmp.Diff([]string{"customers.csv: read through a join", "readme.txt: no rule names it"}, skipped); diff != "" {
			t.Error(diff)
		}
		if left, _ := os.ReadDir(temp); len(left) != 0 {
			t.Errorf("%d temporary files left", len(left))
		}
	}
}

func TestNDJSON(t *testing.T) {
	log, r := run(t, "", map[string]string{"events.ndjson": `{"customer":"a","event":"Viewed","time":"2026-01-01T10:00:00+02:00","channel":"web","id":"m1","properties":{"b":2,"a":{"c":[1]}},"traits":{"plan":"gold"}}
not json
{"customer":"b","event":"Viewed"}

{"customer":"c","event":"Viewed","time":"2026-01-02"}
`})
	want := []string{
		`a Viewed 2026-01-01T10:00:00+02:00 [web] #m1 {"a":{"c":[1]},"b":2} traits {"plan":"gold"}`,
		`c Viewed 2026-01-02T00:00:00Z`,
	}
	if diff := cmp.Diff(want, log.lines()); diff != "" {
		t.Error(diff)
	}
	if len(log.bad) != 2 || log.bad[0].Line != 2 || log.bad[1].Line != 3 || r.Rows != 4 {
		t.Errorf("%v, %d rows", log.quarantine(), r.Rows)
	}
	about, _ := run(t, "", map[string]string{"shop.ndjson": `{"customer":"a","event":"Answer Given","time":"2026-01-02","properties":{"survey":"s","question":"q","kind":"rating","value":4,"scale":{"min":1,"max":5},"about":{"message_id":"m1"}}}`})
	if diff := cmp.Diff([]string{`a Answer Given 2026-01-02T00:00:00Z {"about":{"message_id":"m1","source":"shop"},"kind":"rating","question":"q","scale":{"max":5,"min":1},"survey":"s","value":4}`}, about.lines()); diff != "" {
		t.Errorf("an answer about an event of its own source: %s", diff)
	}
	mapped, _ := run(t, `files: [{file: "*.jsonl", customer: user.id, event: type, time: {column: ts, format: unix_ms}, properties: "*"}]`, map[string]string{
		"x.jsonl": `{"user":{"id":7,"vip":true},"type":"open","ts":1767225600123,"page":"/a","n":1.50,"tags":["x"],"none":null}`,
	})
	if diff := cmp.Diff([]string{`7 open 2026-01-01T00:00:00.123Z {"n":1.5,"page":"/a","tags":["x"],"user":{"id":7,"vip":true},"user.vip":true}`}, mapped.lines()); diff != "" {
		t.Error(diff)
	}
}

const xes = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"><extension name="Concept" prefix="concept" uri="x"/>
<global scope="event"><string key="concept:name" value="none"/></global>
<trace><string key="concept:name" value="c1"/><string key="channel" value="Desk"/><int key="amount" value="5"/>
<event><string key="concept:name" value="open"/><date key="time:timestamp" value="2026-01-01T10:00:00.000+02:00"/><string key="org:resource" value="Sara &amp; co"/><boolean key="ok" value="true"/></event>
<event><string key="concept:name" value="close"/><date key="time:timestamp" value="2026-01-02T10:00:00.000+02:00"/></event></trace>
<trace><string key="concept:name" value="c2"/></trace>
<trace><string key="concept:name" value="c3"/><event><string key="concept:name" value="open"/></event></trace>
</log>`

func TestXESNeedsNoMapping(t *testing.T) {
	log, r := run(t, "", map[string]string{"log.xes": xes})
	want := []string{
		`c1 open 2026-01-01T10:00:00+02:00 [Desk] {"ok":true,"org:resource":"Sara & co"} traits {"amount":5,"channel":"Desk"}`,
		`c1 close 2026-01-02T10:00:00+02:00 [Desk]`,
	}
	if diff := cmp.Diff(want, log.lines()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"8:0 bad_time: the event has no time"}, log.quarantine()); diff != "" {
		t.Error(diff)
	}
	if r.Files[0].EmptyTraces != 1 {
		t.Errorf("%+v", r.Files[0])
	}
	own, _ := run(t, `files: [{file: "*.xes", channel: {column: "case:channel", codes: {Desk: branch}}, properties: {amount: "case:amount"}}]`, map[string]string{"log.xes": xes})
	if got := own.lines(); len(got) != 2 || got[1] != `c1 close 2026-01-02T10:00:00+02:00 [branch] {"amount":5}` {
		t.Errorf("%v", got)
	}
}

// What is wrong with files as a whole, and with mappings, is told before
// anything is written.
func TestWhatCannotBeImported(t *testing.T) {
	cases := []struct {
		name, mapping string
		files         map[string]string
		want          string
	}{
		{"no files", simple, map[string]string{"x.txt": "x"}, `is called *.csv*`},
		{"a column that is not there", simple, map[string]string{"x.csv": "whom,what,at\na,b,2026-01-01\n"}, `map.yaml:2:36: *.csv* has no column "who"; did you mean "whom"?`},
		{"the wrong delimiter", "files: [{file: \"*.csv\", delimiter: \";\", customer: who, event: what, time: at}]", map[string]string{"x.csv": "who,what,at\na,b,2026-01-01\n"}, `there is a single column, "who,what,at": is the delimiter another one?`},
		{"times nobody can read", simple, map[string]string{"x.csv": "who,what,at\na,b,soon\n"}, `the column "at" holds no times that are known, as in "soon"`},
		{"times of two readings", simple, map[string]string{"x.csv": "who,what,at\na,b,01/02/2026\n"}, `can be read in more than one way; say which: {column: at, format: "%d/%m/%Y"} or "%m/%d/%Y"`},
		{"the wrong format", `files: [{file: "*.csv", customer: who, event: what, time: {column: at, format: "%d.%m.%Y"}}]`, map[string]string{"x.csv": "who,what,at\na,b,2026-01-01\n"}, `none of the first 1 rows can be kept`},
		{"no row that is one", simple, map[string]string{"x.csv": "who,what,at\na,b,2026-01-01,z\na,b\n"}, `x.csv:2:4: none of the first 2 rows can be kept; the first: the row has 4 columns, the table 3; mend the file`},
		{"no line that is one", `files: [{file: "*.ndjson", customer: who, event: what, time: at}]`, map[string]string{"x.ndjson": "{\n\"who\": 1\n}\n"}, `none of the first 3 rows can be kept`},
		{"a doubled key", `files: [{file: a.csv, join: [{file: b.csv, on: {k: k}}], customer: who, event: what, time: at}]`, map[string]string{"a.csv": "k,who,what,at\n1,a,b,2026-01-01\n", "b.csv": "k,v\n1,x\n1,y\n"}, `b.csv:3:1: the key "1" stands here a second time; say pick: first or pick: last in the join`},
		{"a code inside the scale", `files: [{file: "*.csv", kind: survey, survey: s, customer: who, time: {value: 2026-01-01}, questions: {q: {kind: csat, scale: {min: 1, max: 7}, codes: {6: not-experienced}}}}]`, nil, `the code 6 (not-experienced) is also a value of the scale 1 to 7`},
		{"an answer's own word", `files: [{file: "*.csv", customer: who, time: at, answers: [{survey: s, value: q, kind: text, properties: {kind: q}}]}]`, map[string]string{"x.csv": "who,q,at\na,b,2026-01-01\n"}, `an answer has a property "kind" of its own`},
	}
	for _, c := range cases {
		log := &memory{}
		m, err := ParseMapping("map.yaml", []byte("wend: mapping/v1\n"+c.mapping))
		if err == nil {
			_, err = Import(context.Background(), log, m, []string{write(t, c.files)}, Options{})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nwant %s", c.name, err, c.want)
		}
		if log.calls > 0 {
			t.Errorf("%s: something was written", c.name)
		}
	}
	if _, err := Import(context.Background(), &memory{}, nil, []string{"/no/such/file.xes"}, Options{}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a file that is not there: %v", err)
	}
	csv := filepath.Join(write(t, map[string]string{"x.csv": "a,b\n"}), "x.csv")
	if _, err := Import(context.Background(), &memory{}, nil, []string{csv}, Options{}); err == nil || !strings.Contains(err.Error(), "--suggest") {
		t.Errorf("a CSV without a mapping: %v", err)
	}
}

// A file that is broken as a whole is told; the others, and what came before
// the break, are kept.
func TestBrokenFiles(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("who,what,at\n")
	for i := range 50_000 {
		fmt.Fprintf(&rows, "c%d,view,2026-01-01 10:00:%02d\n", i*7919%100_000, i%60)
	}
	long := strings.Repeat("x", 10<<20)
	whole := zipped(rows.String())
	cases := []struct {
		name, file, content string
		problem             string
		least, bad          int
	}{
		{"empty", "b.csv", "", "the file is empty", 0, 0},
		{"blank", "b.csv", "\n\n  \n", "the file is empty", 0, 0},
		{"a truncated gzip", "b.csv.gz", whole[:len(whole)/2], "the gzip ends too early", 1000, 0},
		{"a 10 MB line", "b.csv", "who,what,at\nb,v,2026-01-01\n" + long + ",v,2026-01-01\nc,v,2026-01-01\n", "", 2, 1},
		{"a 10 MB field in quotes", "b.csv", "who,what,at\nb,v,2026-01-01\n\"" + long + "\",v,2026-01-01\nc,v,2026-01-01\n", "", 2, 1},
		{"10 MB without a line end", "b.csv", "who,what,at\nb,v,2026-01-01\n" + long, "", 1, 1},
	}
	for _, c := range cases {
		log, r := run(t, simple, map[string]string{"a.csv": "who,what,at\na,v,2026-01-01\n", c.file: c.content})
		if r.Files[0].Events != 1 {
			t.Errorf("%s: the other file: %+v", c.name, r.Files[0])
		}
		f := r.Files[1]
		if !strings.Contains(f.Problem, c.problem) || (c.problem == "") != (f.Problem == "") || f.Events < c.least || f.Quarantined != c.bad {
			t.Errorf("%s: %+v", c.name, f)
		}
		for _, q := range log.bad {
			if len(q.Raw) > event.MaxRaw {
				t.Errorf("%s: %d bytes in quarantine", c.name, len(q.Raw))
			}
		}
	}
	bomb := `<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><log><trace><string key="concept:name" value="&b;"/></trace></log>`
	for name, content := range map[string]string{"bomb": bomb, "not XES": "<html></html>", "cut off": xes[:len(xes)-20], "no XML": "hello"} {
		log := &memory{}
		r, err := Import(context.Background(), log, nil, []string{write(t, map[string]string{"x.xes": content})}, Options{})
		if err != nil || r.Files[0].Problem == "" {
			t.Errorf("%s: %v %+v", name, err, r)
			continue
		}
		if name == "bomb" && (!strings.Contains(r.Files[0].Problem, "DOCTYPE is refused") || len(log.events) > 0) {
			t.Errorf("the bomb: %+v", r.Files[0])
		}
		if name == "cut off" && len(log.events) != 2 {
			t.Errorf("cut off: %d events kept", len(log.events))
		}
	}
}

func TestProgressAndCancel(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("who,what,at\n")
	for i := range 200_000 {
		fmt.Fprintf(&rows, "c%d,view,2026-01-01 10:00:%02d\n", i, i%60)
	}
	dir := write(t, map[string]string{"a.csv": rows.String()})
	var seen []Progress
	o := Options{chunk: 100, Progress: func(p Progress) { seen = append(seen, p) }}
	if _, err := Import(context.Background(), &memory{}, mapping(t, simple), []string{dir}, o); err != nil {
		t.Fatal(err)
	}
	if len(seen) == 0 || seen[0].Total != int64(rows.Len()) || seen[0].Rows == 0 {
		t.Errorf("%+v", seen)
	}
	ctx, stop := context.WithCancel(context.Background())
	o.Progress = func(Progress) { stop() }
	log := &memory{}
	if _, err := Import(ctx, log, mapping(t, simple), []string{dir}, o); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled import: %v", err)
	}
	if len(log.events) == 200_000 {
		t.Error("a cancelled import went on")
	}
}

func TestColumnNames(t *testing.T) {
	got := columnNames([]string{"", " a ", "a", "b", "a"}, true)
	if !slices.Equal(got, []string{"1", "a", "a_2", "b", "a_3"}) {
		t.Errorf("%v", got)
	}
}
