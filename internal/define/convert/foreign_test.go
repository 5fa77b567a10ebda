// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/workspace"
)

// asCSV writes rows as a file.
func asCSV(t *testing.T, comma rune, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asXLSX writes rows as the first sheet of a workbook and merges cells.
func asXLSX(t *testing.T, rows [][]string, merged ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for r, row := range rows {
		for c, s := range row {
			if err := f.SetCellValue("Sheet1", cellName(r, c), s); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, m := range merged {
		from, to, _ := strings.Cut(m, ":")
		if err := f.MergeCell("Sheet1", from, to); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// everythingIsFound checks that each text of the input is in the draft, or was
// told as a heading or as a value written otherwise; and that the draft is
// valid.
func everythingIsFound(t *testing.T, d *Draft, rows [][]string) {
	t.Helper()
	raw, err := json.Marshal(d.Journey)
	if err != nil {
		t.Fatal(err)
	}
	var said any
	if err := json.Unmarshal(raw, &said); err != nil {
		t.Fatal(err)
	}
	var texts []string
	collect(said, &texts)
	for _, r := range d.Report.Readings {
		texts = append(texts, r.Heading)
	}
	for _, v := range d.Report.Values {
		texts = append(texts, v.Was)
	}
	all := oneSpaced(strings.Join(texts, "\x00"))
	behind := map[string]bool{}
	for _, r := range d.Report.Readings {
		behind[r.Heading] = strings.HasSuffix(r.As, "left behind") || r.As == string(asAcross)
	}
	for _, row := range rows {
		for col, cell := range row {
			if behind[rows[0][min(col, len(rows[0])-1)]] {
				continue
			}
			for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("\n,;/+&", r) }) {
				if !strings.Contains(all, oneSpaced(unbulleted(part))) {
					t.Errorf("%q is lost", cell)
				}
			}
		}
	}
	docs := workspace.Read(map[string][]byte{"draft.yaml": d.Text})
	if err := docs.Faults.Err(); err != nil {
		t.Errorf("%v\n%s", err, d.Text)
	}
	for _, s := range d.Journey.Steps() {
		for _, p := range append(append(s.Pains, s.Gains...), s.Ideas...) {
			if p.Basis != "hypothesis" {
				t.Errorf("%q rests on %q", p.Title, p.Basis)
			}
		}
	}
}

func collect(v any, into *[]string) {
	switch v := v.(type) {
	case string:
		*into = append(*into, v)
	case float64:
		*into = append(*into, fmt.Sprint(v))
	case []any:
		for _, x := range v {
			collect(x, into)
		}
	case map[string]any:
		for _, x := range v {
			collect(x, into)
		}
	}
}

// outline is the shape of a journey: phase/stage/step, channel and feeling.
func outline(j *journey.Journey) []string {
	var out []string
	for _, s := range j.Steps() {
		line := fmt.Sprintf("%s/%s/%s", s.Phase, s.Stage, s.Title)
		if s.Touchpoint != nil {
			line += " @" + string(s.Touchpoint.Channel)
		}
		for _, a := range s.Alternatives {
			line += "," + string(a.Channel)
		}
		if s.Contactless {
			line += " contactless"
		}
		if s.Feeling != nil {
			line += fmt.Sprintf(" %+d", s.Feeling.Felt())
		}
		out = append(out, line)
	}
	return out
}

func parkedTexts(d *Draft) (out []string) {
	for _, p := range d.Report.Parked {
		out = append(out, p.Text)
	}
	return out
}

type mapCase struct {
	name    string
	rows    [][]string
	merged  []string
	shape   Shape
	outline []string
	parked  []string
	check   func(t *testing.T, j *journey.Journey)
}

var mapCases = []mapCase{
	{
		name: "phases over stages over steps, merged", shape: ShapeGrid,
		rows: [][]string{
			{"My hotel stay"},
			{"Phase", "Before", "", "", "During", "", "After"},
			{"Stage", "Dream", "", "Book", "Stay", "", "Remember"},
			{"Step", "Sees a picture", "Asks friends", "Books a room", "Checks in", "Sleeps", "Writes a review"},
			{"Customer actions", "Scrolls", "Calls", "Types", "Waits\n- Signs", "", "Types"},
			{"Pain points", "", "", "Too many fields (4)", "Queue", "Noise", ""},
			{"", "", "", "Slow page", "", "", ""},
			{"Emotions (1-10)", "8", "7", "3", "2", "10", "5"},
			{"Channel", "Instagram", "None", "Website / phone", "Reception", "", "TripAdvisor"},
			{"Legal", "", "", "GDPR", "", "", ""},
			{"Opportunities", "Show prices", "", "One page", "", "", ""},
		},
		merged: []string{"A1:G1", "B2:D2", "E2:F2", "B3:C3", "E3:F3"},
		outline: []string{
			"before/Dream/Sees a picture @social +1", "before/Dream/Asks friends contactless +1", "before/Book/Books a room @website,phone -1",
			"during/Stay/Checks in @branch -2", "during/Stay/Sleeps +2", "after/Remember/Writes a review @review-site +0",
		},
		parked: []string{"GDPR"},
		check: func(t *testing.T, j *journey.Journey) {
			if j.Title != "My hotel stay" {
				t.Errorf("title %q", j.Title)
			}
			book := j.Phases.Before[1].Steps[0]
			if len(book.Pains) != 2 || book.Pains[0].Severity != 4 || book.Pains[1].Title != "Slow page" {
				t.Errorf("pains %v", book.Pains)
			}
			if diff := cmp.Diff([]string{"Waits", "Signs"}, []string(j.Phases.During[0].Steps[0].Does)); diff != "" {
				t.Error(diff)
			}
		},
	},
	{
		name: "stages alone, no label", shape: ShapeGrid,
		rows: [][]string{
			{"", "Awareness", "Purchase", "Support"},
			{"Touchpoints", "Ads\nFriends", "Website", "Hotline"},
			{"Thoughts", "Is it good?", "Is it safe?", "Where is it?"},
			{"Feelings", "curious", "not sure", "😡 at the queue"},
			{"Pains", "", "Login", ""},
		},
		outline: []string{"before/Awareness/Awareness @advertising +1", "during/Purchase/Purchase @website", "after/Support/Support @phone -2"},
		parked:  []string{"Friends", "not sure"},
	},
	{
		name: "two rows of heads without labels, in French", shape: ShapeGrid,
		rows: [][]string{
			{"", "Avant", "", "Pendant", "Après"},
			{"", "Recherche", "Compare", "Paie", "Reçoit"},
			{"Actions du client", "Cherche", "Lit", "Clique", "Ouvre"},
			{"Irritants", "Trop d'offres", "", "Carte refusée", ""},
			{"Émotions", "0", "-1", "-2", "2"},
			{"Points de contact", "Site web", "Avis en ligne", "Site internet", "Colis"},
		},
		merged: []string{"B1:C1"},
		outline: []string{
			"before/Recherche/Recherche @website +0", "before/Compare/Compare @review-site -1", "during/Paie/Paie @website -2", "after/Reçoit/Reçoit @product +2",
		},
	},
	{
		name: "whose map it is, groups of lanes, smileys", shape: ShapeGrid,
		rows: [][]string{
			{"", "Customer Journey Map – Hôtel", "", "", "", "", ""},
			{"", "Persona:", "Claire, 34 ans", "", "Scénario:", "Un week-end", ""},
			{"", "", "", "", "", "", ""},
			{"", "", "AVANT", "", "PENDANT", "", "APRÈS"},
			{"", "Étapes", "Recherche", "Réservation", "Arrivée", "Séjour", "Départ"},
			{"CLIENT", "Objectifs", "Trouver", "Réserver", "Entrer", "Dormir", "Payer"},
			{"", "Émotions", "😀", "😐", "🙁", "😡", "🙂"},
			{"", "Points de contact", "Site web, Booking", "Site web", "Réception", "", "E-mail"},
			{"HÔTEL", "Front office", "", "", "Réceptionniste", "", ""},
			{"", "KPI", "Visites", "", "", "", ""},
		},
		merged: []string{"B1:G1", "C4:D4", "E4:F4", "A6:A8", "A9:A10"},
		outline: []string{
			"before/AVANT/Recherche @website +1", "before/AVANT/Réservation @website +0", "during/PENDANT/Arrivée @branch -1",
			"during/PENDANT/Séjour -2", "after/APRÈS/Départ @email +1",
		},
		parked: []string{"Booking", "Visites", "Persona:", "Claire, 34 ans", "Scénario:", "Un week-end", "CLIENT", "HÔTEL"},
	},
	{
		name: "a step table with other headings", shape: ShapeTable,
		rows: [][]string{
			{"#", "Étape", "Touch point", "Canal", "Pain points", "Emotion 1–10", "Owner", "Budget", "Moment de vérité"},
			{"1", "Découverte", "Voit une pub", "TV", "Trop longue", "4", "Marketing", "10 k€", ""},
			{"2", "", "Visite le magasin", "Magasin, site web", "Parking\nAttente", "6,5", "Réseau", "", "oui"},
			{"3", "Achat", "Paie en caisse", "magasin", "", "9", "", "5 k€", "payment"},
			{"4", "", "", "", "Ticket illisible", "", "", "", ""},
			{"5", "Fidélité", "Reçoit un e-mail", "E-mail", "", "12", "CRM", "", "because they come back"},
		},
		outline: []string{
			"before/Découverte/Voit une pub @advertising -1", "before/Découverte/Visite le magasin @store,website +0",
			"during/Achat/Paie en caisse @store +2", "after/Fidélité/Reçoit un e-mail @email",
		},
		parked: []string{"1", "10 k€", "2", "3", "5 k€", "4", "5", "12"},
		check: func(t *testing.T, j *journey.Journey) {
			if j.Phases.Before[0].Steps[1].MomentOfTruth == nil || j.Phases.During[0].Steps[0].MomentOfTruth.Reason != journey.Payment || j.Phases.After[0].Steps[0].MomentOfTruth.Why == "" {
				t.Error("moments of truth are lost")
			}
		},
	},
	{
		name: "phase, stage and step as columns; words for feelings", shape: ShapeTable,
		rows: [][]string{
			{"Phase", "Stage", "Step", "Actor", "Feeling", "Importance", "Thoughts"},
			{"pre-purchase", "Search", "Googles", "Fleet manager", "Curious", "4", "Which one?"},
			{"post-purchase", "Use", "Drives", "Driver", "very happy", "very", "Nice"},
		},
		outline: []string{"before/Search/Googles +1", "after/Use/Drives +2"},
		parked:  []string{"very"},
	},
	{
		name: "in German", shape: ShapeGrid,
		rows: [][]string{
			{"Phase", "Vor dem Kauf", "", "Kauf", "Nach dem Kauf"},
			{"Schritt", "Sucht im Netz", "Fragt Freunde", "Bezahlt", "Packt aus"},
			{"Kontaktpunkt", "Suchmaschine", "kein Kontakt", "Filiale, Webseite", "Paket"},
			{"Kundenhandlungen", "Tippt", "", "Steht an", "Reißt auf"},
			{"Gedanken", "Was kostet das?", "Wer kennt das?", "Ist das sicher?", "Schön"},
			{"Emotion", "neugierig", "nicht sicher", "sehr unzufrieden", "glücklich"},
			{"Schmerzpunkte", "Zu viel Werbung", "", "Schlange (4)", ""},
			{"Beduerfnisse", "", "", "Tempo", ""},
			{"Maßnahmen", "", "", "Zweite Kasse", ""},
			{"Moment der Wahrheit", "nein", "", "ja", ""},
			{"Zuständig", "Marketing", "", "Vertrieb", ""},
			{"Hinter den Kulissen", "", "", "Kassenabschluss", ""},
			{"Systeme/Unterstützung", "", "", "Kassensystem", ""},
			{"Wetter", "", "Regen", "", ""},
		},
		merged: []string{"B1:C1"},
		outline: []string{
			"before/Vor dem Kauf/Sucht im Netz @search +1", "before/Vor dem Kauf/Fragt Freunde contactless", "during/Kauf/Bezahlt @branch,website -2",
			"after/Nach dem Kauf/Packt aus @product +1",
		},
		parked: []string{"Regen", "nicht sicher"},
		check: func(t *testing.T, j *journey.Journey) {
			pay := j.Steps()[2]
			if pay.Thinks[0] != "Ist das sicher?" || pay.Pains[0].Severity != 4 || pay.Ideas[0].Title != "Zweite Kasse" || pay.MomentOfTruth == nil ||
				pay.Owner != "Vertrieb" || pay.Needs[0] != "Tempo" || pay.Backstage.Backstage[0] != "Kassenabschluss" || pay.Backstage.Support[0] != "Kassensystem" {
				t.Errorf("%+v", pay.Step)
			}
		},
	},
	{
		name: "a step table in German", shape: ShapeTable,
		rows: [][]string{
			{"Phase", "Etappe", "Schritt", "Beschreibung", "Kanal", "Tätigkeiten", "Gefühle", "Fragen", "Hürden", "Freuden", "Ideen", "Wichtigkeit", "Verantwortlich", "Wahrheitsmoment"},
			{"vorher", "Suche", "Liest", "lange", "Broschüre", "Blättert", "gelangweilt", "Wo?", "Klein gedruckt", "Bilder", "Größer", "3", "Ana", ""},
			{"während", "Buchung", "Ruft an", "", "Telefon", "", "begeistert", "", "", "", "", "5", "", "x"},
		},
		outline: []string{"before/Suche/Liest @print -1", "during/Buchung/Ruft an @phone +2"},
	},
	{
		name: "lanes that say nothing among the heads", shape: ShapeGrid,
		rows: [][]string{
			{"Phase", "Before", "During"},
			{"Wetter", "Sun", "Rain"},
			{"Step", "Looks", "Buys"},
			{"Farben", "red", "blue"},
			{"Thoughts", "Nice", "Dear"},
		},
		outline: []string{"before/Before/Looks", "during/During/Buys"},
		parked:  []string{"Sun", "red", "Rain", "blue"},
	},
	{
		name: "sticky notes in any order of columns", shape: ShapeNotes,
		rows: [][]string{
			{"ID", "Colour", "Text", "Position X", "Frame", "Created by", "Votes"},
			{"1", "yellow", "Sees an ad", "0", "Discover", "Ana", ""},
			{"2", "yellow", "Asks a friend", "400", "Discover", "Ana", ""},
			{"3", "#f16c7f", "Nobody answers", "390", "Discover", "Bo", "3 votes"},
			{"4", "light_green", "Nice picture", "10", "Discover", "Bo", ""},
			{"5", "yellow", "Pays", "900", "Buy", "Bo", ""},
			{"6", "yellow", "Pain: card refused", "910", "Buy", "Bo", ""},
			{"7", "blue", "Who is this for?", "", "", "Bo", ""},
			{"8", "red", "Slow van", "", "After: delivery", "Bo", ""},
		},
		outline: []string{"before/Discover/Sees an ad", "before/Discover/Asks a friend", "during/Buy/Pays", "after/After: delivery/After: delivery"},
		parked:  []string{"Who is this for?", "3 votes"},
		check: func(t *testing.T, j *journey.Journey) {
			steps := j.Steps()
			if p := steps[1].Pains[0]; p.Source != "Bo" || p.Date != "" {
				t.Errorf("who said it is lost: %+v", p)
			}
			if steps[1].Pains[0].Title != "Nobody answers" || steps[0].Gains[0].Title != "Nice picture" || steps[2].Pains[0].Title != "card refused" {
				t.Error("notes hang at other steps")
			}
		},
	},
	{
		name: "one colour says nothing", shape: ShapeNotes,
		rows:    [][]string{{"Section", "Content", "BG Color"}, {"Learn", "Reads", "#ff0000"}, {"Learn", "Asks", "#ff0000"}},
		outline: []string{"before/Learn/Reads", "before/Learn/Asks"},
	},
	{
		name: "nothing that is known", shape: ShapeUnknown,
		rows:   [][]string{{"Alpha", "Beta"}, {"1", "2"}},
		parked: []string{"Alpha", "Beta", "1", "2"},
	},
}

func TestMapsThatPeopleHave(t *testing.T) {
	for _, c := range mapCases {
		t.Run(c.name, func(t *testing.T) {
			files := map[string][]byte{"map.xlsx": asXLSX(t, c.rows, c.merged...), "map.csv": asCSV(t, ',', c.rows), "map;.csv": asCSV(t, ';', c.rows)}
			for name, src := range files {
				d := mustRead(t, name, src)
				everythingIsFound(t, d, c.rows)
				if d.Report.Shape != c.shape {
					t.Errorf("%s is read as %s", name, d.Report.Shape)
				}
				if diff := cmp.Diff(c.outline, outline(d.Journey)); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
				if diff := cmp.Diff(c.parked, parkedTexts(d)); diff != "" {
					t.Errorf("%s: parked %s", name, diff)
				}
				if c.check != nil {
					c.check(t, d.Journey)
				}
			}
		})
	}
}

func TestNotesKeepWhoSaidThemAndWhen(t *testing.T) {
	rows := [][]string{
		{"Text", "Farbe", "Rahmen", "Erstellt von", "Erstellt am", "Zuletzt geändert"},
		{"Sees an ad", "gelb", "Discover", "Ana", "2026-05-01", "x"},
		{"Zu laut", "rot", "Discover", "Bo", "2026-05-02T10:11:12Z", "x"},
		{"Sagt: Nie wieder", "gelb", "Discover", "Cy", "3.5.2026 09:00", "x"},
		{"Schön", "grün", "Discover", "Di", "3/4/2026", "x"},
		{"Wohin?", "blau", "", "Ed", "May 5, 2026, 10:00", "x"},
	}
	j := mustRead(t, "map.csv", asCSV(t, ';', rows)).Journey
	s := j.Steps()[0]
	got := []string{
		s.Pains[0].Source, s.Pains[0].Date, s.Quotes[0].Text, s.Quotes[0].Source, s.Quotes[0].Date, s.Gains[0].Source, s.Gains[0].Date,
		j.Parking[0].Source, j.Parking[0].Date,
	}
	want := []string{"Bo", "2026-05-02", "Nie wieder", "Cy", "2026-05-03", "Di, 3/4/2026", "", "Ed, blau, 6:1", "2026-05-05"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHeadingsReadAsNothingNameThoseThatAreKnown(t *testing.T) {
	rows := [][]string{{"Step", "Channel", "Gedankenn", "Pain pionts"}, {"Pays", "phone", "Dear", "Slow"}}
	d := mustRead(t, "map.csv", asCSV(t, ',', rows))
	var got []string
	for _, r := range d.Report.Readings {
		if r.As == "" {
			got = append(got, r.Heading+": "+r.near)
		}
	}
	if diff := cmp.Diff([]string{"Gedankenn: thinks (gedanken)", "Pain pionts: pains (pain point)"}, got); diff != "" {
		t.Error(diff)
	}
	if d.Report.Alarm != "" {
		t.Errorf("half the text is not most of it: %s", d.Report.Alarm)
	}
}

func TestAlarmWhereMostIsParked(t *testing.T) {
	rows := [][]string{{"Paso", "Channel", "Step", "Ideas que"}, {"a", "phone", "Pays", "c"}, {"b", "", "Waits", "d"}, {"e", "", "Goes", "f"}}
	if d := mustRead(t, "map.csv", asCSV(t, ',', rows)); !strings.HasPrefix(d.Report.Alarm, "most of the text (6 of 10 cells)") {
		t.Errorf("%q", d.Report.Alarm)
	}
}

func TestNoHeadingMeansTwoThings(t *testing.T) {
	seen := map[string]meaning{}
	for m, list := range synonyms {
		for name := range strings.SplitSeq(list, "|") {
			key := canonical(name)
			if other, ok := seen[key]; ok && other != m && other.ofNotes() == m.ofNotes() {
				t.Errorf("%q means %s and %s", name, m, other)
			}
			seen[key] = m
		}
	}
	words := map[string]bool{}
	for _, list := range channelWords {
		for name := range strings.SplitSeq(list, "|") {
			name = plain(name)
			if words[name] {
				t.Errorf("%q names two channels", name)
			}
			words[name] = true
		}
	}
}

func TestFeelingsOnTheirScales(t *testing.T) {
	cases := []struct {
		heading string
		cells   string
		want    string
	}{
		{"Emotion (1–10)", "1 3 5 6 8 10", "-2 -1 +0 +0 +1 +2"},
		{"Emotion 1-5", "1 2 3 4 5", "-2 -1 +0 +1 +2"},
		{"Feeling −2..2", "-2 -1 0 1 2", "-2 -1 +0 +1 +2"},
		{"Feeling", "-2 0 1", "-2 +0 +1"},
		{"Feeling", "1 5 9", "-2 +0 +2"},
		{"Feeling", "1 3 5", "-2 +0 +2"},
		{"Feeling /5", "1 4 5", "-2 +1 +2"},
		{"Mood", "😡 🙁 😐 🙂 😍", "-2 -1 +0 +1 +2"},
		{"Mood", "-- - + ++", "-2 -1 +1 +2"},
		{"Mood", ":( :| :) :D", "-1 +0 +1 +2"},
	}
	for _, c := range cases {
		rows := [][]string{{"Step", "Channel", c.heading}}
		for i, cell := range strings.Fields(c.cells) {
			rows = append(rows, []string{fmt.Sprint("Step ", i), "phone", cell})
		}
		d := mustRead(t, "map.csv", asCSV(t, ',', rows))
		var got []string
		for _, s := range d.Journey.Steps() {
			if s.Feeling == nil {
				got = append(got, "none")
				continue
			}
			got = append(got, fmt.Sprintf("%+d", s.Feeling.Felt()))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s %s: %s", c.heading, c.cells, diff)
		}
		everythingIsFound(t, d, rows)
	}
}
