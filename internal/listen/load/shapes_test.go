// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// suggested returns what is proposed for the only file of a folder, without the
// first line, and what an import by it gives.
func suggested(t *testing.T, dir, file string) (string, *memory, *Result) {
	t.Helper()
	s, err := Suggest([]string{filepath.Join(dir, file)})
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMapping("map.yaml", []byte(s.Text))
	if err != nil {
		t.Fatalf("%v\n%s", err, s.Text)
	}
	log := &memory{}
	r, err := Import(context.Background(), log, m, []string{dir}, Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatalf("%v\n%s", err, s.Text)
	}
	_, text, _ := strings.Cut(s.Text, "\n")
	return text, log, r
}

// tableOf writes rows of cells, some of which are replaced: by row and column.
func tableOf(header, sign string, rows int, cells func(i int) []string, instead map[[2]int]string) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range rows {
		row := cells(i)
		for at, v := range instead {
			if at[0] == i {
				row[at[1]] = v
			}
		}
		b.WriteString(strings.Join(row, sign) + "\n")
	}
	return b.String()
}

// hotel is a table as a hotel's program writes it. Guests come again, and the
// country of a guest is always the same.
func hotel(instead map[[2]int]string) string {
	booked := time.Date(2026, 1, 3, 9, 5, 0, 0, time.UTC)
	return tableOf("Buchungsnr;Gastnr;Gebucht am;Anreise;Abreise;Zimmer;Land;Preis;Zufriedenheit", ";", 606, func(i int) []string {
		at := booked.Add(time.Duration(i) * 5 * time.Hour)
		german := func(at time.Time) string { return at.Format("02.01.2006 15:04") }
		rating := ""
		if i%3 > 0 {
			rating = fmt.Sprint(1 + i%5)
		}
		return []string{
			fmt.Sprintf("B%05d", i), fmt.Sprint(1000 + i%200), german(at), german(at.AddDate(0, 0, 20)), german(at.AddDate(0, 0, 23)),
			[]string{"Einzel", "Doppel", "Suite"}[i%7%3], []string{"DE", "AT", "CH"}[i%200%3], fmt.Sprintf("1.%03d,50", i), rating,
		}
	}, instead)
}

func TestSuggestForAHotel(t *testing.T) {
	dir := write(t, map[string]string{"Buchungen_2026-03-31.csv": hotel(map[[2]int]string{
		{10, 2}: "31.02.2026", {20, 3}: "unbekannt", {30, 4}: "31.02.2026 10:00", {40, 7}: "auf Anfrage", {50, 8}: "gut",
	})})
	text, log, r := suggested(t, dir, "Buchungen_2026-03-31.csv")
	if diff := cmp.Diff(`wend: mapping/v1
source: Buchungen             # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "Buchungen_*.csv"
    delimiter: ";"
    customer: Gastnr              # 200 different in 606 rows, as in 1000
    traits: [Land]                # facts about the customer
    properties:
      Buchungsnr: Buchungsnr
      Zimmer: Zimmer
      Preis: {column: Preis, type: number, decimal: ","}
    events:                       # name each; remove what is no event
      - {event: Gebucht, time: {column: Gebucht am, format: "%d.%m.%Y %H:%M"}, id: "{Buchungsnr}-Gebucht"}
      - {event: Anreise, time: {column: Anreise, format: "%d.%m.%Y %H:%M"}, id: "{Buchungsnr}-Anreise"}
      - {event: Abreise, time: {column: Abreise, format: "%d.%m.%Y %H:%M"}, id: "{Buchungsnr}-Abreise"}
    answers:                      # mend scale: where another one was shown; direction: down where 1 is best
      - {survey: Buchungen, question: Zufriedenheit, value: Zufriedenheit, kind: csat, scale: {min: 1, max: 5}, time: {column: Abreise, format: "%d.%m.%Y %H:%M"}, id: "{Buchungsnr}-Zufriedenheit"}
# Buchungen_2026-03-31.csv: in the column Preis 605 of 606 values are numbers; not: auf Anfrage; rows with those go into quarantine
# Buchungen_2026-03-31.csv: in the column Gebucht am 605 of 606 values are times; not: 31.02.2026; rows with those go into quarantine
# Buchungen_2026-03-31.csv: in the column Anreise 605 of 606 values are times; not: unbekannt; rows with those go into quarantine
# Buchungen_2026-03-31.csv: in the column Abreise 605 of 606 values are times; not: 31.02.2026 10:00; rows with those go into quarantine
# Buchungen_2026-03-31.csv: in the column Zufriedenheit 403 of 404 values are whole numbers from 1 to 5; not: gut; rows with those go into quarantine
`, text); diff != "" {
		t.Error(diff)
	}
	if r.Rows != 606 || r.Events != 3*601 || r.Answers == 0 || r.Quarantined != 5 {
		t.Errorf("%+v", r)
	}
	if want := `1000 Gebucht 2026-01-03T09:05:00Z #B00000-Gebucht {"Buchungsnr":"B00000","Preis":1000.5,"Zimmer":"Einzel"} traits {"Land":"DE"}`; log.lines()[0] != want {
		t.Errorf("%s", log.lines()[0])
	}
}

// A row that was mended and sent again under another name is no second one.
func TestALaterExportIsKnownAgain(t *testing.T) {
	const first, later = "Buchungen_2026-03-31.csv", "Buchungen_2026-04-30.csv"
	dir := write(t, map[string]string{first: hotel(nil)})
	s, err := Suggest([]string{filepath.Join(dir, first)})
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMapping("map.yaml", []byte(s.Text))
	if err != nil {
		t.Fatal(err)
	}
	log := &memory{}
	for i, name := range []string{first, later} {
		content := hotel(nil)
		if i == 1 {
			content = hotel(map[[2]int]string{{7, 2}: "01.01.2026 10:00"})
		}
		r, err := Import(context.Background(), log, m, []string{write(t, map[string]string{name: content})}, Options{TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 && (r.Events+r.Answers != 0 || r.Quarantined != 1 || r.Files[0].Reasons["conflict"] != 1) {
			t.Errorf("%+v", r)
		}
	}
}

func TestSuggestForOrders(t *testing.T) {
	dir := write(t, map[string]string{"orders.csv": tableOf(
		"order_no,client,delivered_at,order_date,paid_at,shipped_at,returnedAt,estimated_delivery,status,total,review_stars", ",", 60, func(i int) []string {
			at := func(hours int) string {
				return time.Date(2026, 2, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(i+hours) * time.Hour).Format("2006-01-02 15:04:05")
			}
			row := []string{fmt.Sprint(1_700_000_000 + i), fmt.Sprintf("c%d", i%30), at(72), at(0), at(1), at(24), "", at(96), "done", "12.50", fmt.Sprint(1 + i%5)}
			if i%4 == 0 {
				row[6] = at(400)
			}
			return row
		}, nil)})
	text, log, r := suggested(t, dir, "orders.csv")
	if diff := cmp.Diff(`wend: mapping/v1
source: orders                # a later export keeps this name, so that rows already there are known again
zone: UTC                     # of times that name none: Europe/Berlin, -03:00 …
files:
  - file: "orders.csv"
    customer: client              # 30 different in 60 rows, as in c0
    properties:
      order_no: order_no
      estimated_delivery: {column: estimated_delivery, type: time}
      status: status
      total: {column: total, type: number}
    events:                       # name each; remove what is no event
      - {event: Order, time: order_date, id: "{order_no}-Order"}
      - {event: Paid, time: paid_at, id: "{order_no}-Paid"}
      - {event: Shipped, time: shipped_at, id: "{order_no}-Shipped"}
      - {event: Delivered, time: delivered_at, id: "{order_no}-Delivered"}
      - {event: Returned, time: returnedAt, id: "{order_no}-Returned"}
    answers:                      # mend scale: where another one was shown; direction: down where 1 is best
      - {survey: orders, question: review_stars, value: review_stars, kind: rating, scale: {min: 1, max: 5}, time: delivered_at, id: "{order_no}-review_stars"}
`, text); diff != "" {
		t.Error(diff)
	}
	if r.Events != 4*60+15 || r.Answers != 60 || r.Quarantined > 0 || len(log.events) != 315 {
		t.Errorf("%+v", r)
	}
}

func TestCustomersByName(t *testing.T) {
	for _, name := range []string{
		"guest_id", "Gastnr", "Gast-Nr.", "Kundennummer", "Kunde", "KdNr", "Kd.-Nr.", "client", "client_id", "Client ID", "customer_no", "Gast", "user", "userId", "account", "member",
		"patient", "visitor", "E-Mail", "email", "Numéro client", "id_client", "N° client", "CustomerID",
	} {
		shown := &looked{columns: []guess{guessColumn(column{name: "Zeit", values: []string{"2026-01-01", "2026-01-02"}}), guessColumn(column{name: name, values: []string{"a", "b"}})}}
		if c := shown.whose(); c == nil || c.name != name {
			t.Errorf("%s is no customer: %v", name, c)
		}
	}
	for _, name := range []string{"paid", "guests", "amount", "Preis", "clientele", "unit"} {
		shown := &looked{columns: []guess{guessColumn(column{name: name, values: []string{"a", "b"}})}}
		if c := shown.whose(); c != nil {
			t.Errorf("%s is a customer", name)
		}
	}
}

// An id that comes again may be the customer; only the user knows.
func TestCustomersToChoose(t *testing.T) {
	dir := write(t, map[string]string{"x.csv": "Belegnr,Partnernr,Datum,event\n1,7,2026-01-01,a\n2,7,2026-01-02,b\n3,8,2026-01-03,a\n"})
	s, err := Suggest([]string{filepath.Join(dir, "x.csv")})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"customer: CHOOSE-A-COLUMN     # whose row it is; perhaps Partnernr (2 different in 3 rows)\n", "id: Belegnr  "} {
		if !strings.Contains(s.Text, want) {
			t.Errorf("no %q in\n%s", want, s.Text)
		}
	}
}

func TestNamesOfExports(t *testing.T) {
	for _, c := range []struct{ file, source, pattern string }{
		{"orders.csv", "orders", "orders.csv"},
		{"orders_2026-01-15.csv", "orders", "orders_*.csv"},
		{"orders_2026-01-15_eu.csv.gz", "orders_eu", "orders_*_eu.csv.gz"},
		{"Buchungen 15.01.2026.xlsx", "Buchungen", "Buchungen *.xlsx"},
		{"export-Q1-2026.csv", "export", "export-*.csv"},
		{"export (1).csv", "export", "export (1).csv"},
		{"2026-01.csv", "import", "2026-01.csv"},
		{"a[2026].csv", "a", "a[2026].csv"},
		{"Gäste_20260115.csv", "Gäste", "Gäste_*.csv"},
	} {
		if got := stem(c.file); got != c.source {
			t.Errorf("%s: source %s", c.file, got)
		}
		if got := pattern(c.file); got != c.pattern {
			t.Errorf("%s: pattern %s", c.file, got)
		}
	}
}

// A slip among times of one event a row is told, and its row refused; a cell of
// several lines does not end the comment that tells.
func TestSuggestWithASlip(t *testing.T) {
	dir := write(t, map[string]string{"clicks.csv": tableOf("user_id,event,timestamp", ",", 40, func(i int) []string {
		return []string{fmt.Sprintf("u%d", i%4), "view", fmt.Sprintf("2026-01-01 10:%02d:00", i)}
	}, map[[2]int]string{{0, 2}: "\"not\nknown\""})})
	text, _, r := suggested(t, dir, "clicks.csv")
	if want := "    time: timestamp               # as in 2026-01-01 10:01:00\n# clicks.csv: in the column timestamp 39 of 40 values are times; not: not known; rows with those go into quarantine\n"; !strings.HasSuffix(text, want) {
		t.Error(text)
	}
	if r.Events != 39 || r.Quarantined != 1 {
		t.Errorf("%+v", r)
	}
}

// Two exports of the same go by one rule; two that are only called alike do not.
func TestSuggestForSeveralExports(t *testing.T) {
	const rows = "user_id,event,timestamp\nu1,home,2026-01-01\n"
	dir := write(t, map[string]string{"a_2026-01.csv": rows, "a_2026-02.csv": rows, "b_2026-01.csv": rows, "b_2026-02.csv": "guest,event,at\ng,x,2026-01-01\n"})
	var paths []string
	for _, name := range []string{"a_2026-01.csv", "a_2026-02.csv", "b_2026-01.csv", "b_2026-02.csv"} {
		paths = append(paths, filepath.Join(dir, name))
	}
	s, err := Suggest(paths)
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMapping("map.yaml", []byte(s.Text))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, r := range m.Files {
		files = append(files, r.File)
	}
	if diff := cmp.Diff([]string{"a_*.csv", "b_2026-01.csv", "b_2026-02.csv"}, files); diff != "" || m.Source != "a-b" {
		t.Errorf("%s %s", m.Source, diff)
	}
	if r, err := Import(context.Background(), &memory{}, m, []string{dir}, Options{TempDir: t.TempDir()}); err != nil || r.Quarantined > 0 || len(r.Files) != 4 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestFormatsOfSpreadsheets(t *testing.T) {
	for format, want := range map[string]string{
		"dd.mm.yyyy HH:MM":    `"dd.mm.yyyy HH:MM" is no time format; write "%d.%m.%Y %H:%M"`,
		"MM/dd/yyyy hh:mm:ss": `"MM/dd/yyyy hh:mm:ss" is no time format; write "%m/%d/%Y %H:%M:%S"`,
		"TT.MM.JJJJ":          `"TT.MM.JJJJ" is no time format; write "%d.%m.%Y"`,
		"%d.mm.%Y":            `"%d.mm.%Y" is no time format; write "%d.%m.%Y"`,
		"german":              `"german" is no time format; write it as %d/%m/%Y %H:%M, or iso, unix, unix_ms, unix_us`,
	} {
		if _, err := newClock(format, time.UTC); err == nil || err.Error() != want {
			t.Errorf("%s: %v", format, err)
		}
	}
	c, err := newClock("%d.%m.%Y", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.read("26.02.2026 22:08"); err == nil || err.Error() != `"26.02.2026 22:08" is no time in the column's format, %d.%m.%Y` {
		t.Error(err)
	}
}

// TestCustomersWithManyRows: a column called customer is the customer's, however
// many rows each has.
func TestCustomersWithManyRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("customer,event,time\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "u%d,view,2026-01-%02d 10:00\n", i%20, 1+i%28)
	}
	s, err := Suggest([]string{filepath.Join(write(t, map[string]string{"clicks.csv": b.String()}), "clicks.csv")})
	if err != nil || !strings.Contains(s.Text, "customer: customer ") {
		t.Errorf("%v %s", err, s.Text)
	}
}
