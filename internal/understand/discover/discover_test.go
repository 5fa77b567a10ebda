// SPDX-License-Identifier: Apache-2.0

package discover_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/calendar"
	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/discover"
)

// logOf reads paths such as "6 view pay get, 3 view view pay".
func logOf(t testing.TB, text string) discover.Log {
	t.Helper()
	var log discover.Log
	number := map[string]uint16{}
	for part := range strings.SplitSeq(text, ",") {
		words := strings.Fields(part)
		n, err := strconv.Atoi(words[0])
		if err != nil {
			t.Fatal(err)
		}
		p := discover.Path{N: n}
		for _, w := range words[1:] {
			if _, known := number[w]; !known {
				number[w] = uint16(len(log.Events))
				log.Events = append(log.Events, discover.Event{Name: w})
			}
			p.Steps = append(p.Steps, number[w])
		}
		log.Paths = append(log.Paths, p)
	}
	return log
}

func propose(t testing.TB, log discover.Log, o discover.Options) *discover.Proposal {
	t.Helper()
	p, err := discover.Propose(log, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sketch writes a proposal in a line: ? optional, + repeatable, ! completes, | a
// stage ends, < it is before, > it is after.
func sketch(p *discover.Proposal) string {
	var b strings.Builder
	stage := ""
	for _, s := range p.Journey.Steps() {
		if b.Len() > 0 {
			b.WriteString(map[bool]string{true: " ", false: " | "}[s.Stage == stage])
		}
		if s.Stage != stage {
			b.WriteString(map[journey.Phase]string{journey.Before: "<", journey.After: ">"}[s.Phase])
		}
		stage = s.Stage
		b.WriteString(string(s.ID))
		for mark, is := range map[string]bool{"?": s.Optional && !s.Repeatable, "+": s.Repeatable && !s.Optional, "?+": s.Optional && s.Repeatable} {
			if is {
				b.WriteString(mark)
			}
		}
		if slices.Contains(p.Journey.Instance.Completes, s.ID) {
			b.WriteString("!")
		}
	}
	for _, l := range p.Journey.Links {
		fmt.Fprintf(&b, "; %s back to %s", l.From, l.To)
	}
	for _, l := range p.LeftOut {
		fmt.Fprintf(&b, "; %s %s %d/%d", l.Event, l.Why, l.Events, l.Instances)
	}
	for _, names := range p.AnyOrder {
		fmt.Fprintf(&b, "; either way %s", strings.Join(names, " "))
	}
	return b.String()
}

func TestPropose(t *testing.T) {
	for _, c := range []struct{ name, log, want string }{
		{"one event", "3 a", "a!"},
		{"a sequence", "9 a b c", "a b c!"},
		{"some pass a step by", "9 a b c, 1 a c", "a b? c!"},
		{"giving up passes nothing by", "5 a b c, 5 a b, 5 a", "a b | c!"},
		{"an exception is none", "95 a b c, 5 a c", "a b? c!"},
		{"below the threshold", "96 a b c, 4 a c", "a b c!"},
		{"twice in a row", "9 a b b c, 9 a b c", "a b+ c!"},
		{"again with another between", "9 a b x b c, 900 a b c", "a b c!; x rare 9/9"},
		{"of the example", "6 view pay get, 3 view view pay, 1 pay get", "view?+ pay get!"},
		{"a loop back", "8 take wait take solve close, 8 take solve close", "take wait? solve close!; wait back to take"},
		{"the wrong way round is no loop", "8 a b c, 1 a c b", "a b c!"},
		{"a loop that others imply", "8 a b c b a c d, 8 a b c d", "a b c d!; b back to a; c back to b"},
		{"several ends", "5 ask look yes, 5 ask look no", "ask look | no?! yes?!"},
		{"the flow narrows", "5 a b c d, 10 a b", "a b | c d!"},
		{"a long stage", "9 a b c d e f g h i j", "a b c d e | f g h i j!"},
		{"a long stage in which some go back", "19 a b c d e f g h i j, 1 a b c d e f e f g h i j", "a b c d | e f g h i j!"},
		{"optional ones in either order", "1 a b c d, 1 a c b d, 1 a d, 1 a e", "a | b? c? | d?! e?!; c back to b; either way b c"},
		{"two in either order", "5 a b c d, 5 a c b d", "a b c d!; either way b c"},
		{"what comes behind the end", "4 a b end, 1 a b end tell", "a b end! | >tell?"},
		{"help on the way is no end", "6 a help pay, 4 a pay, 1 a pay help", "a help? pay!"},
		{"customers come again", "6 look pay get, 6 look pay get look pay get, 3 look pay get look", "<look | pay get!"},
		{"the same name twice", "2 a b, 3 b a", "b a!; either way b a"},
		{"nobody", "4 a b, 0 c d, 2", "a b!"},
	} {
		if got := sketch(propose(t, logOf(t, c.log), discover.Options{})); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.name, c.log, got, c.want)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	for _, c := range []struct {
		log  discover.Log
		code fault.Code
	}{
		{discover.Log{}, fault.TooFew},
		{discover.Log{Events: []discover.Event{{Name: "a"}}}, fault.TooFew},
		{discover.Log{Events: []discover.Event{{Name: "a"}}, Paths: []discover.Path{{[]uint16{0}, 0}, {nil, 7}}}, fault.TooFew},
		{discover.Log{Events: []discover.Event{{Name: " "}}, Paths: []discover.Path{{[]uint16{0}, 5}}}, fault.TooFew},
		{discover.Log{Events: []discover.Event{{Name: "a"}}, Paths: []discover.Path{{[]uint16{1}, 1}}}, fault.Internal},
	} {
		if p, err := discover.Propose(c.log, discover.Options{}); fault.CodeOf(err) != c.code {
			t.Errorf("%+v: %+v %v", c.log, p, err)
		}
	}
}

// Thresholds are shares that the caller may set, and at the threshold is enough.
func TestLimits(t *testing.T) {
	log := logOf(t, "8 a b c, 1 a c, 1 a b b c")
	for _, c := range []struct {
		limits discover.Limits
		want   string
	}{
		{discover.Limits{}, "a b?+ c!"},
		{discover.Limits{Optional: 0.1, Repeatable: 1.0 / 9}, "a b?+ c!"},
		{discover.Limits{Optional: 0.11, Repeatable: 0.12}, "a b c!"},
		{discover.Limits{Step: 0.9}, "a b?+ c!"},
		{discover.Limits{Step: 0.91}, "a c!; b rare 10/9"},
	} {
		if got := sketch(propose(t, log, discover.Options{Limits: c.limits})); got != c.want {
			t.Errorf("%+v: %s, want %s", c.limits, got, c.want)
		}
	}
}

// Names become ids and titles, each id once.
func TestNames(t *testing.T) {
	log := discover.Log{Paths: []discover.Path{{[]uint16{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 1}}}
	for _, name := range []string{"A_SUBMITTED", "a submitted", "OrderPlaced", "Order Confirmed", "Take in charge ticket", "AML check", "é!", "支払い", "null", "2026-01-01"} {
		log.Events = append(log.Events, discover.Event{Name: name})
	}
	var got []string
	for _, s := range propose(t, log, discover.Options{}).Journey.Steps() {
		got = append(got, string(s.ID)+": "+s.Title)
	}
	want := []string{"a-submitted: A submitted", "a-submitted-2: A submitted", "order-placed: Order placed", "order-confirmed: Order confirmed",
		"take-in-charge-ticket: Take in charge ticket", "aml-check: AML check", "e: É!", "x: 支払い", "null: Null", "2026-01-01: 2026-01-01"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The usual channel is the touchpoint's, others that are no exception are
// alternatives, and what is no channel is none.
func TestChannels(t *testing.T) {
	log := logOf(t, "100 a b")
	log.Events[0].Channels = []discover.ChannelCount{{"phone", 30}, {"website", 60}, {"chat", 4}, {"smoke", 6}}
	steps := propose(t, log, discover.Options{}).Journey.Steps()
	if steps[0].Touchpoint == nil || steps[0].Touchpoint.Channel != "website" || len(steps[0].Alternatives) != 1 || steps[0].Alternatives[0].Channel != "phone" {
		t.Errorf("%+v", steps[0].Step)
	}
	if steps[1].Touchpoint != nil || steps[1].Contactless {
		t.Errorf("%+v", steps[1].Step)
	}
}

// The rules for instances leave those whole that the proposal was made of.
func TestInstanceRules(t *testing.T) {
	const day = 86400.0
	log := logOf(t, "100 a b")
	for i := range 100 {
		log.Silences = append(log.Silences, float64(i)*day)
		log.Lengths = append(log.Lengths, float64(i)*day)
	}
	in := propose(t, log, discover.Options{}).Journey.Instance
	if in.Idle.String() != "99d" || !in.Window.IsZero() {
		t.Errorf("idle %s, window %s", in.Idle, in.Window)
	}
	idle, err := calendar.ParseSpan("30m")
	if err != nil {
		t.Fatal(err)
	}
	in = propose(t, log, discover.Options{Idle: idle, By: "order_id"}).Journey.Instance
	if in.Idle.String() != "30m" || in.By == nil || in.By.Property != "order_id" {
		t.Errorf("%+v", in)
	}
}

// sessions are customers who wander about between a, b and c, which stand in that
// order, while some give up.
func sessions(n int) discover.Log {
	random := rand.New(rand.NewPCG(1, 2))
	log := discover.Log{Events: []discover.Event{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "page"}, {Name: "search"}, {Name: "menu"}}}
	wander := func(steps []uint16) []uint16 {
		for range 2 + random.IntN(6) {
			steps = append(steps, uint16(3+random.IntN(3)))
		}
		return steps
	}
	for range n {
		var steps []uint16
		for milestone := range uint16(3) {
			steps = append(wander(steps), milestone)
			if random.IntN(4) == 0 {
				break
			}
		}
		log.Paths = append(log.Paths, discover.Path{Steps: steps, N: 1})
	}
	return log
}

func TestMilestones(t *testing.T) {
	p := propose(t, sessions(2000), discover.Options{})
	got := sketch(p)
	if !p.Unique || !p.Milestones || !strings.HasPrefix(got, "a b | c!") || len(p.LeftOut) != 3 {
		t.Errorf("%s\n%s", got, p.Reason())
	}
	for _, l := range p.LeftOut {
		if l.Why != discover.NoPlace {
			t.Errorf("%+v", l)
		}
	}
	if p := propose(t, sessions(50), discover.Options{}); p.Unique || p.Milestones {
		t.Error("fifty paths are no reason to call all paths unique")
	}
}

// Repeats alone do not make paths unique.
func TestRepeatsAreNoVariants(t *testing.T) {
	log := discover.Log{Events: []discover.Event{{Name: "a"}, {Name: "b"}, {Name: "c"}}}
	for i := range 200 {
		p := discover.Path{N: 1}
		for range i + 1 {
			p.Steps = append(p.Steps, 0, 1)
		}
		log.Paths = append(log.Paths, discover.Path{Steps: append(p.Steps, 2), N: 1})
	}
	if got := sketch(propose(t, log, discover.Options{})); got != "a b c!; b back to a" {
		t.Error(got)
	}
}

// The same events in any order give the same document, byte by byte.
func TestOrderOfTheLogDoesNotMatter(t *testing.T) {
	for name, log := range map[string]discover.Log{
		"hand":     logOf(t, "6 view pay get, 3 view view pay, 1 pay get, 2 get view, 2 x y, 2 y x"),
		"sessions": sessions(500),
	} {
		log.Silences = []float64{1e7, 2e7, 3e7}
		log.Events[0].Channels = []discover.ChannelCount{{"phone", 3}, {"website", 3}}
		want, err := propose(t, log, discover.Options{}).YAML()
		if err != nil {
			t.Fatal(err)
		}
		for seed := range uint64(20) {
			got, err := propose(t, shuffled(log, seed), discover.Options{}).YAML()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Fatalf("%s: %s", name, diff)
			}
		}
	}
}

// shuffled returns the same log in another order: of names, of paths, of the
// instances of a path, of counts.
func shuffled(log discover.Log, seed uint64) discover.Log {
	random := rand.New(rand.NewPCG(seed, 7))
	to := random.Perm(len(log.Events))
	out := discover.Log{Events: make([]discover.Event, len(log.Events)), Silences: slices.Clone(log.Silences), Lengths: slices.Clone(log.Lengths)}
	for i, e := range log.Events {
		e.Channels = slices.Clone(e.Channels)
		random.Shuffle(len(e.Channels), func(i, j int) { e.Channels[i], e.Channels[j] = e.Channels[j], e.Channels[i] })
		out.Events[to[i]] = e
	}
	for _, p := range log.Paths {
		steps := make([]uint16, len(p.Steps))
		for i, at := range p.Steps {
			steps[i] = uint16(to[at])
		}
		one := 0
		if p.N > 1 {
			one = random.IntN(p.N)
		}
		out.Paths = append(out.Paths, discover.Path{Steps: steps, N: p.N - one}, discover.Path{Steps: steps, N: one})
	}
	random.Shuffle(len(out.Paths), func(i, j int) { out.Paths[i], out.Paths[j] = out.Paths[j], out.Paths[i] })
	random.Shuffle(len(out.Silences), func(i, j int) { out.Silences[i], out.Silences[j] = out.Silences[j], out.Silences[i] })
	return out
}

// The whole document, as it is read by whoever edits it.
func TestTheDocument(t *testing.T) {
	log := logOf(t, "60 product_view ask pay get, 30 product_view product_view pay get, 7 pay get, 3 product_view ask product_view x")
	log.Events[2].Channels = []discover.ChannelCount{{"website", 80}, {"phone", 17}}
	got, err := propose(t, log, discover.Options{Title: "I buy"}).YAML()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(theDocument, string(got)); diff != "" {
		t.Error(diff)
	}
}

const theDocument = `# A proposal from 100 instances with 4 variants, for you to edit: titles in the
# customer's words, names for the stages, owners, and what no event shows.
#
# steps       events in at least 5 % of the instances; the others are listed below
# optional    at least 5 % of those who went further passed it by
# repeatable  at least 5 % of those who had it had it twice in a row
# links       at least 10 % of those at the step went back to one they knew
# stages      begin where the flow narrows
wend: journey/v1
id: i-buy
title: I buy
state: as-is
status: draft
instance:
  completes: [get]
phases:
  during:
  - stage: Stage 1
    steps:
    - id: product-view # in 93.0 %, 7.0 % passed it by, 32.3 % twice in a row
      title: Product view
      optional: true
      repeatable: true
      evidence:
      - event: product_view
    - id: ask # in 63.0 %, 37.0 % passed it by
      title: Ask
      optional: true
      evidence:
      - event: ask
    - id: pay # in 97.0 %
      title: Pay
      touchpoint: {channel: website}
      evidence:
      - event: pay
      alternatives:
      - channel: phone
    - id: get # in 97.0 %
      title: Get
      evidence:
      - event: get

# Left out:
#   x: rare, 3 events in 3 instances (3.0 %)
`

// holds checks that a proposal can be read back as it is, without an error, and
// that no event is lost.
func holds(t testing.TB, log discover.Log, p *discover.Proposal) {
	t.Helper()
	text, err := p.YAML()
	if err != nil {
		t.Fatal(err)
	}
	docs, err := document.Parse("proposal.yaml", text)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%v\n%s", err, text)
	}
	var faults fault.List
	j := journey.Decode(docs[0], &journey.Workspace{}, &faults)
	if err := faults.Err(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if j.Digest() != p.Journey.Digest() {
		t.Fatalf("read back as another journey:\n%s", text)
	}
	if n := bytes.Count(text, []byte(" # in ")); n < len(p.Steps) {
		t.Fatalf("%d of %d steps say what they rest on:\n%s", n, len(p.Steps), text)
	}
	told := map[string]bool{}
	for _, s := range p.Steps {
		told[s.Event] = true
	}
	for _, l := range p.LeftOut {
		told[l.Event] = true
	}
	for _, path := range log.Paths {
		for _, at := range path.Steps {
			if path.N > 0 && !told[log.Events[at].Name] {
				t.Fatalf("nothing is said of %q", log.Events[at].Name)
			}
		}
	}
}

// FuzzPropose: whatever happened, a proposal can be read back without an error and
// tells of every event, in the same words whatever the order of the log.
func FuzzPropose(f *testing.F) {
	f.Add("view\npay\nget", []byte("\x05\x00\x01\x02\xff\x02\x00\x00\x01\xff\x01\x02\x01"), 0.05)
	f.Add("a\n- id: b\n: \n#\n'\n\"\n{}\nnull\n~\n2026-01-01\ntrue\n1e3\n\ufeff\n\x00\n\u2028\n \n支", []byte("\x09\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10"), 0.01)
	f.Add(strings.Repeat("a long name of an event that goes on - id: and on ", 4)+"\nb", []byte("\x03\x00\x01\x00\x01\xff\x04\x01\x00"), 0.5)
	f.Fuzz(func(t *testing.T, names string, paths []byte, share float64) {
		log := fuzzedLog(names, paths)
		o := discover.Options{Limits: discover.Limits{Step: share}, Title: names}
		p, err := discover.Propose(log, o)
		if err != nil {
			return
		}
		holds(t, log, p)
		a, _ := p.YAML()
		b, _ := propose(t, shuffled(log, uint64(len(paths))), o).YAML()
		if !bytes.Equal(a, b) {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

// fuzzedLog makes a log of lines and bytes: 255 begins a path, the byte behind it
// says of how many.
func fuzzedLog(names string, paths []byte) discover.Log {
	var log discover.Log
	for name := range strings.SplitSeq(names, "\n") {
		log.Events = append(log.Events, discover.Event{Name: name, Channels: []discover.ChannelCount{{"phone", len(name)}}})
	}
	for part := range bytes.SplitSeq(paths, []byte{255}) {
		if len(part) == 0 {
			continue
		}
		p := discover.Path{N: int(part[0])}
		for _, b := range part[1:] {
			p.Steps = append(p.Steps, uint16(int(b)%len(log.Events)))
		}
		log.Paths = append(log.Paths, p)
	}
	return log
}
