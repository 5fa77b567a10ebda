// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/understand/ask"
	"github.com/wendcx/wend/internal/understand/cohort"
	"github.com/wendcx/wend/internal/understand/conformance"
	"github.com/wendcx/wend/internal/understand/path"
)

// newWorkspace is a shop whose documents and records are a server's too.
func newWorkspace(t *testing.T, customers int) *servedShop {
	s := newShop(t, customers)
	must(t, s.app.OpenRecords(context.Background()))
	mux := http.NewServeMux()
	a := s.app
	api.New(mux, "test", api.Services{
		People: a.People, Desk: a.Desk, Documents: a, Log: a.Log, Uploads: s.uploads, Live: a.Live, Catalogue: a.Catalogue, Notes: a.Notes, Accepting: a.Accepting, Clock: a.Clock,
		Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	s.people = a.People
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		role := people.Role(cmp.Or(r.Header.Get("Role"), string(people.Owner)))
		mux.ServeHTTP(w, r.WithContext(auth.With(r.Context(), people.Identity{Person: "p", Name: "Ada", Role: role})))
	}))
	t.Cleanup(s.Close)
	return s
}

// sheet is a table that was downloaded.
type sheet struct {
	head []string
	rows [][]string
}

func (s *servedShop) sheet(path string, query ...string) *sheet {
	s.t.Helper()
	v := url.Values{}
	for i := 0; i < len(query); i += 2 {
		v.Add(query[i], query[i+1])
	}
	status, header, text := s.do(people.Owner, "GET", path+"?"+v.Encode(), nil)
	if status != 200 || !strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		s.t.Fatalf("%s: %d %s", path, status, text)
	}
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	must(s.t, err)
	if status, _, text := s.do(people.Owner, "GET", path+"?format=xlsx&"+v.Encode(), nil); status != 200 || !bytes.HasPrefix(text, []byte("PK")) {
		s.t.Errorf("%s as XLSX: %d", path, status)
	}
	return &sheet{all[0], all[1:]}
}

// column are the cells below a heading.
func (x *sheet) column(t *testing.T, name string) (out []string) {
	t.Helper()
	i := slices.Index(x.head, name)
	if i < 0 {
		t.Fatalf("there is no column %s in %q", name, x.head)
	}
	for _, r := range x.rows {
		out = append(out, r[i])
	}
	return out
}

// The number of a rule that is not kept yet is the one of the segment made of it,
// and the list of its customers is as long.
func TestHowManyARuleHolds(t *testing.T) {
	s := newWorkspace(t, 1500)
	all := get[event.Overview](s, "/events/overview")
	for name, rule := range map[string]string{
		"traits": `{"region":"mountains"}`, "did": `{"did":{"event":"Order Completed","at_least":1,"within":"60d"}}`,
		"nested": `{"any":[{"region":"coast"},{"not":{"did":{"event":"Order Completed"}}}]}`, "all but": `{"not":{"region":"mountains"}}`, "nobody": `{"region":"moon"}`,
	} {
		var where any
		must(t, json.Unmarshal([]byte(rule), &where))
		held := ok[ask.Held](s, "POST", "/segments/count", map[string]any{"where": where})
		id := strings.ReplaceAll(name, " ", "-")
		ok[any](s, "PUT", "/documents/segments/"+id, map[string]any{"value": map[string]any{"id": id, "where": where}})
		kept := get[event.Overview](s, "/events/overview", "segment", id)
		if held.Customers != kept.Customers || held.Of != all.Customers || held.Share == nil || int64(held.Share.N) != all.Customers || held.Share.Lo > held.Share.Value {
			t.Errorf("%s holds %+v; kept %d of %d", name, held, kept.Customers, all.Customers)
		}
		if name != "nobody" && (held.Customers == 0 || held.Customers == held.Of) {
			t.Errorf("%s holds %d of %d, which tells nothing", name, held.Customers, held.Of)
		}
		found, pages := map[event.CustomerID]bool{}, 0
		for after := ""; ; pages++ {
			page := get[ask.Found](s, "/customers", "segment", id, "limit", "333", "after", after)
			for _, c := range page.Customers {
				if found[c.Customer] {
					t.Fatalf("%s is listed twice", c.Customer)
				}
				found[c.Customer] = true
			}
			if after = page.Next; after == "" {
				break
			}
		}
		table := s.sheet("/customers/table", "segment", id)
		if int64(len(found)) != held.Customers || len(table.rows) != len(found) || len(table.rows) > 0 && table.rows[0][1] != "segment "+id {
			t.Errorf("%s: %d customers on %d pages, %d in the table, of %d", name, len(found), pages, len(table.rows), held.Customers)
		}
		text := get[ask.Found](s, "/customers", "segment", id, "q", "c-00", "limit", "1000")
		for _, c := range text.Customers {
			if !found[c.Customer] || !strings.HasPrefix(string(c.Customer), "c-00") {
				t.Errorf("%s was sought by c-00 in %s", c.Customer, name)
			}
		}
	}
	before := ok[ask.Held](s, "POST", "/segments/count?as_of=2026-01-15", map[string]any{"where": map[string]any{"not": map[string]any{"region": "moon"}}})
	if before.Of >= all.Customers || before.Customers != before.Of || before.AsOf.Day() != 15 {
		t.Errorf("on the 15th: %+v", before)
	}
	status, _, text := s.do(people.Viewer, "POST", "/segments/count", map[string]any{"where": map[string]any{"any": []any{map[string]any{"plan": map[string]any{"isnt": 1}}, map[string]any{"did": map[string]any{}}}}})
	var p struct{ Faults []struct{ Field string } }
	must(t, json.Unmarshal(text, &p))
	if status != 422 || len(p.Faults) != 2 || p.Faults[0].Field != "body.where.any[0].plan.isnt" || p.Faults[1].Field != "body.where.any[1].did" {
		t.Errorf("%d %s", status, text)
	}
	s.refused(people.Owner, "GET", "/customers?segment=nobodies", nil, 404, "nobodies")
}

// Every list can be taken away whole, as CSV and XLSX, behind the moment and the
// filter that it is of.
func TestListsAsTables(t *testing.T) {
	s := newWorkspace(t, 1200)
	refused := make([]event.Quarantined, 1234)
	for i := range refused {
		refused[i] = event.Quarantined{Source: "tills", Reason: event.BadTime, Message: "no such day", Raw: fmt.Appendf(nil, "=row %d", i)}
		refused[i].File, refused[i].Line = []string{"a.csv", "b.csv"}[i%2], i
	}
	must(t, s.app.Log.Quarantine(context.Background(), refused))
	for n := range 1100 {
		must(t, s.people.Note(context.Background(), people.Identity{Name: "Ada", Role: people.Owner}, "test.note", "journey:x", fmt.Sprint(n)))
	}
	ok[any](s, "POST", "/notes", map[string]any{"date": "2026-02-01", "title": "Sale", "kind": "campaign"})
	ok[any](s, "POST", "/counts", map[string]any{"journey": "visit-store", "counts": []any{map[string]any{"step": "comes-in", "period": "2026-W05", "count": 12}}})

	head := func(x *sheet, want string) {
		t.Helper()
		if got := strings.Join(x.head, ","); !strings.HasPrefix(got, want) {
			t.Errorf("headed %s\nwant %s", got, want)
		}
		for _, r := range x.rows {
			if at := slices.Index(x.head, "as_of"); r[at] != "2026-04-01T00:00:00Z" {
				t.Errorf("as of %s", r[at])
			}
		}
	}
	q := s.sheet("/quarantine/table", "reason", "bad_time", "file", "a.csv")
	head(q, "as_of,only,id,at,source,file,line,column,reason,message,raw")
	if len(q.rows) != 617 || q.rows[0][1] != "file a.csv; reason bad_time" || q.rows[0][10] != "'=row 1232" {
		t.Errorf("%d rows, the first %q", len(q.rows), q.rows[0])
	}
	s.noted("quarantine.export", "quarantine", "file a.csv; reason bad_time")
	head(s.sheet("/quarantine/parts/table"), "as_of,only,source,file,reason,rows")
	audit := s.sheet("/audit/table", "on", "journey:x")
	if head(audit, "as_of,only,number,at,by,by_name,did,on,detail,from"); len(audit.rows) != 1100 || audit.rows[0][1] != "on journey:x" {
		t.Errorf("%d lines of the audit", len(audit.rows))
	}
	head(s.sheet("/people/table"), "as_of,only,id,email,name,role")
	head(s.sheet("/imports/table"), "as_of,only,id,state,by,received_at,started_at,ended_at,files,bytes,result_rows")
	if notes := s.sheet("/notes/table"); len(notes.rows) != 1 || notes.column(t, "title")[0] != "Sale" {
		t.Errorf("%q", notes.rows)
	}
	if counts := s.sheet("/counts/table", "journey", "visit-store"); len(counts.rows) != 1 || counts.column(t, "count")[0] != "12" || counts.column(t, "journey")[0] != "visit-store" {
		t.Errorf("%q", counts.rows)
	}
	overview := get[event.Overview](s, "/events/overview", "segment", "mountains")
	names := s.sheet("/events/names/table", "segment", "mountains")
	if head(names, "as_of,only,name,events,customers,first,last,starts,ends"); len(names.rows) != len(overview.Names) || names.rows[0][1] != "segment mountains" || names.column(t, "events")[0] != fmt.Sprint(overview.Names[0].Events) {
		t.Errorf("%d names of %d: %q", len(names.rows), len(overview.Names), names.rows)
	}
	sources := s.sheet("/events/sources/table")
	head(sources, "as_of,only,source,events,first,last,quarantined,quarantined_share,quarantined_share_lo,quarantined_share_hi,quarantined_share_n")
	if i := slices.Index(sources.column(t, "source"), "tills"); i < 0 || sources.column(t, "quarantined")[i] != "1234" || sources.column(t, "first")[i] != "" {
		t.Errorf("%q", sources.rows)
	}
	properties := s.sheet("/events/properties/table", "name", "Order Completed")
	if head(properties, "as_of,only,event,property,types,share,share_lo,share_hi,share_n,distinct,examples"); len(properties.rows) == 0 {
		t.Error("orders have no properties")
	}
	if _, _, text := s.do(people.Viewer, "GET", "/events/properties/table?name=Order+Completed", nil); strings.Contains(string(text), "[") {
		t.Error("a viewer sees values of single events")
	}
	journeys := s.sheet("/tables/journeys")
	head(journeys, "as_of,only,id,title,goal,state,improves,status,owner,version,digest,updated_at,stale,steps,errors")
	at := slices.Index(journeys.column(t, "id"), "buy-online")
	if share, err := strconv.ParseFloat(journeys.column(t, "completion")[at], 64); err != nil || share <= 0 || journeys.column(t, "completion_n")[at] == "" || journeys.column(t, "overall_lo")[at] == "" {
		t.Errorf("%q: %v", journeys.rows[at], err)
	}
	segments := s.sheet("/tables/segments")
	head(segments, "as_of,only,id,title,description,rule,customers,share,share_lo,share_hi,share_n")
	at = slices.Index(segments.column(t, "id"), "mountains")
	if segments.column(t, "customers")[at] != fmt.Sprint(overview.Customers) {
		t.Errorf("%q, want %d", segments.rows[at], overview.Customers)
	}
	moves := s.sheet("/questions/states/moves/table", "journey", "buy-online")
	if got := strings.Join(moves.head, ","); got != "journey,version,digest,as_of,only,from,to,count,customers,share,share_lo,share_hi,share_n" || len(moves.rows) == 0 {
		t.Errorf("%d moves under %s", len(moves.rows), got)
	}
	personas := s.sheet("/tables/personas")
	if head(personas, "as_of,only,id,name,who,segment,customers,share"); personas.column(t, "share_n")[0] == "" {
		t.Errorf("%q", personas.rows)
	}
	ok[any](s, "PUT", "/documents/touchpoints/till", map[string]any{"value": map[string]any{"id": "till", "title": "At the till", "channel": "store", "direction": "pull", "owner": "ada@example.com", "promise": "at once"}})
	ok[any](s, "PUT", "/documents/touchpoints/bench", map[string]any{"value": map[string]any{"id": "bench", "control": "customer"}})
	ok[any](s, "PUT", "/journeys/tills/document", map[string]any{"yaml": "wend: journey/v1\nid: tills\ntitle: Tills\nphases:\n  during:\n    - stage: Pay\n      steps:\n" +
		"        - {id: pays, title: Pays, touchpoint: {use: till}, evidence: [Paid]}\n" +
		"        - {id: waits, title: Waits, touchpoint: {channel: store}, evidence: [Waited], alternatives: [{use: till, evidence: [Stood]}, {use: till, evidence: [Sat]}]}\n"})
	touchpoints := s.sheet("/tables/touchpoints")
	if head(touchpoints, "as_of,only,id,title,channel,mode,nature,direction,control,owner,promise,steps"); len(touchpoints.rows) != 5 {
		t.Fatalf("%q", touchpoints.rows)
	}
	for i, want := range map[int]string{1: "bench,,,,,,customer,,,0", 3: "till,At the till,store,physical,,pull,company,ada@example.com,at once,2"} {
		if got := strings.Join(touchpoints.rows[i][2:], ","); got != want {
			t.Errorf("touchpoint %s, want %s", got, want)
		}
	}
	proposal := get[api.Discovery](s, "/questions/discovery", "min_share", "0.3", "from", "2026-01-10")
	left := s.sheet("/questions/discovery/left-out/table", "min_share", "0.3", "from", "2026-01-10")
	if head(left, "as_of,only,event,events,instances,again,why,of"); len(left.rows) != len(proposal.LeftOut) || len(left.rows) < 2 {
		t.Fatalf("%d rows, %d are left out", len(left.rows), len(proposal.LeftOut))
	}
	for i, l := range proposal.LeftOut {
		want := fmt.Sprint("started from 2026-01-10; min_share 0.3,", l.Event, ",", l.Events, ",", l.Instances, ",", l.Again, ",", l.Why, ",", proposal.Instances)
		if got := strings.Join(left.rows[i][1:], ","); got != want {
			t.Errorf("left out %s, want %s", got, want)
		}
	}
	if then := s.sheet("/events/names/table", "as_of", "2026-02-01"); len(then.rows) == 0 || then.column(t, "as_of")[0] != "2026-02-01T00:00:00Z" {
		t.Errorf("as of February: %q", then.rows)
	}
	channels := s.sheet("/tables/channels")
	if head(channels, "as_of,only,id,title,mode,known_as,events"); len(channels.rows) < 20 {
		t.Errorf("%d channels", len(channels.rows))
	}
}

// The table behind a number holds as many instances as the number says, for every
// answer that has one.
func TestTablesBehindNumbers(t *testing.T) {
	s := newWorkspace(t, 1500)
	all := get[ask.Standing](s, "/questions/customers", "journey", "buy-online")
	x := s.sheet("/questions/customers/table", "journey", "buy-online", "limit", "3")
	want := "journey,version,digest,as_of,only,number,of,per,n,customer,instance,value,start,last,completed,outcome,at,at_title,visits"
	if got := strings.Join(x.head, ","); got != want || len(x.rows) != all.N || all.N <= 1000 {
		t.Errorf("%d of %d rows under %s", len(x.rows), all.N, got)
	}
	at := slices.Index(x.head, "customer")
	for i, listed := range all.Instances {
		if x.rows[i][at] != string(listed.Customer) {
			t.Fatalf("row %d is %s, and on the screen %s", i, x.rows[i][at], listed.Customer)
		}
	}
	variant := get[path.Variants](s, "/questions/variants", "journey", "buy-online", "segment", "mountains").Top[0]
	query := []string{"journey", "buy-online", "segment", "mountains", "what", "variant"}
	for _, step := range variant.Steps {
		query = append(query, "path", string(step))
	}
	if x = s.sheet("/questions/customers/table", query...); len(x.rows) != variant.Instances || x.column(t, "only")[0] != "segment mountains" || !strings.HasPrefix(x.column(t, "of")[0], "path "+string(variant.Steps[0])) {
		t.Errorf("%d rows of %d: %q", len(x.rows), variant.Instances, x.rows[0])
	}
	s.noted("customers.export", "customers", "behind variant "+x.column(t, "of")[0])
	flows, states := get[cohort.Flows](s, "/questions/flows", "journey", "buy-online"), get[cohort.States](s, "/questions/states", "journey", "buy-online")
	begun := states.Periods[len(states.Periods)/2]
	for question, query := range map[string][]string{
		"funnel": {"at", "2"}, "levels": {"level", "1", "step", string(variant.Steps[0])}, "conformance": {}, "returns": {"what", "completed"}, "continuity": {}, "stickiness": {}, "retention": {},
		"flows":  {"period", flows.Periods[0].Start.Format(time.RFC3339)},
		"states": {"period", begun.Start.Format(time.RFC3339), "state", "prospect"},
		"matrix": {"journey", "get-help", "left", "buy-online", "what", "completed"},
	} {
		query = append([]string{"journey", "buy-online"}, query...)
		standing := get[ask.Standing](s, "/questions/"+question+"/customers", query...)
		if x := s.sheet("/questions/"+question+"/customers/table", query...); len(x.rows) != standing.N || standing.N == 0 {
			t.Errorf("%s: %d rows of %d", question, len(x.rows), standing.N)
		}
	}
	// What was asked stands before each row, the time too, however a question reads it.
	for question, query := range map[string][]string{"funnel": {"what", "reached", "at", "1", "segment", "mountains"}, "retention": {"every", "month", "what", "size", "segment", "mountains"}, "returns": {"what", "completed", "segment", "mountains"}} {
		query = append(query, "journey", "buy-online", "from", "2026-02-01", "to", "2026-03-01")
		const only = "segment mountains; started from 2026-02-01 to before 2026-03-01"
		if x := s.sheet("/questions/"+question+"/customers/table", query...); len(x.rows) == 0 || x.column(t, "only")[0] != only {
			t.Errorf("%s: %d rows %q", question, len(x.rows), x.rows[:min(1, len(x.rows))])
		}
	}
	s.refused(people.Agent, "GET", "/questions/customers/table?journey=buy-online", nil, 403, "agent")
}

// What an editor accepts counts for everybody's questions until it is taken back.
func TestAcceptedDeviations(t *testing.T) {
	s := newWorkspace(t, 600)
	type accepted struct{ Accepted []api.Acceptance }
	plain := get[conformance.Result](s, "/questions/conformance", "journey", "buy-online")
	if len(plain.ByDeviation) == 0 || plain.Accepted != 0 || len(plain.Accepting) != 0 {
		t.Fatalf("%d deviations, %d accepted", len(plain.ByDeviation), plain.Accepted)
	}
	at := slices.IndexFunc(plain.ByDeviation, func(d conformance.Deviation) bool { return d.Class == conformance.Missing })
	name := "missing:" + string(plain.ByDeviation[at].Step)
	s.refused(people.Contributor, "PUT", "/journeys/buy-online/accepted", map[string]any{"deviation": name}, 403, "contributor")
	s.refused(people.Editor, "PUT", "/journeys/buy-online/accepted", map[string]any{"deviation": "missing:nothing"}, 422, "does not have the step")
	s.refused(people.Editor, "PUT", "/journeys/buy-online/accepted", map[string]any{"deviation": "failed:pay"}, 422, "no deviation")
	s.refused(people.Editor, "PUT", "/journeys/nowhere/accepted", map[string]any{"deviation": name}, 404, "nowhere")
	s.refused(people.Editor, "DELETE", "/journeys/buy-online/accepted?deviation="+url.QueryEscape(name), nil, 404, name)
	for _, reason := range []string{"", " They know it by heart. "} { // once more, with a reason
		one := ok[api.Acceptance](s, "PUT", "/journeys/buy-online/accepted", map[string]any{"deviation": name, "reason": reason})
		if one.ByName != "Ada" || !one.At.Equal(shopNow) || one.Reason != strings.TrimSpace(reason) || one.Deviation != name {
			t.Errorf("%+v", one)
		}
	}
	if list := get[accepted](s, "/journeys/buy-online/accepted"); len(list.Accepted) != 1 || list.Accepted[0].Reason != "They know it by heart." {
		t.Errorf("%+v", list)
	}
	s.noted("deviation.accept", "journey:buy-online", name+": They know it by heart.")
	with := get[conformance.Result](s, "/questions/conformance", "journey", "buy-online")
	if with.Accepted == 0 || with.FittingAccepted <= plain.Fitting || with.Fitting != plain.Fitting || len(with.Accepting) != 1 || with.Accepting[0].String() != name {
		t.Errorf("accepted %d: %d fit of %d, %+v", with.Accepted, with.FittingAccepted, plain.Fitting, with.Accepting)
	}
	if behind := get[ask.Standing](s, "/questions/conformance/customers", "journey", "buy-online", "what", "accepted"); behind.N != with.FittingAccepted {
		t.Errorf("%d stand behind %d", behind.N, with.FittingAccepted)
	}
	if strict := get[conformance.Result](s, "/questions/conformance", "journey", "buy-online", "strict", "true"); strict.Accepted != 0 {
		t.Errorf("strictly %d are accepted", strict.Accepted)
	}
	if other := get[accepted](s, "/journeys/get-help/accepted"); len(other.Accepted) != 0 {
		t.Errorf("%+v on another journey", other)
	}
	ok[any](s, "DELETE", "/journeys/buy-online/accepted?deviation="+url.QueryEscape(name), nil)
	s.noted("deviation.take-back", "journey:buy-online", name+": They know it by heart.")
	if back := get[conformance.Result](s, "/questions/conformance", "journey", "buy-online"); back.Accepted != 0 || back.FittingAccepted != plain.Fitting {
		t.Errorf("taken back, and still %d are accepted", back.Accepted)
	}
}
