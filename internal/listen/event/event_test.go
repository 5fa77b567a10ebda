// SPDX-License-Identifier: Apache-2.0

package event

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func sample() Event {
	return Event{
		Source: "shop", Customer: "c1", Name: "Order Placed",
		Time: time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC).UnixMicro(), Offset: 120,
		Channel: "website", Properties: []byte(`{"order_id":"o1"}`),
	}
}

func TestIdentity(t *testing.T) {
	e := sample()
	sum, _ := e.Sum(nil)
	key := e.Key(sum)
	changed := []func(*Event){
		func(e *Event) { e.Customer = "c2" }, func(e *Event) { e.Name = "x" }, func(e *Event) { e.Time++ },
		func(e *Event) { e.Offset = 0 }, func(e *Event) { e.Undated = true }, func(e *Event) { e.Channel = "" },
		func(e *Event) { e.Properties = nil }, func(e *Event) { e.Traits = []byte(`{}`) }, func(e *Event) { e.Context = []byte(`{}`) },
		func(e *Event) { e.Repeat = 1 }, func(e *Event) { e.Source = "other" },
	}
	for i, change := range changed {
		other := sample()
		change(&other)
		s, _ := other.Sum(nil)
		if other.Key(s) == key {
			t.Errorf("change %d left the identity alone", i)
		}
	}
	moved := sample()
	moved.Seq = 99
	if s, _ := moved.Sum(nil); s != sum || moved.Key(s) != key {
		t.Error("the place in a file is no part of the identity")
	}
	if KeyOf("shop", DerivedID(key)) != key {
		t.Error("a derived id leads to another key")
	}
	named := sample()
	named.ID = "m1"
	if named.Key(sum) != KeyOf("shop", "m1") || named.Key(sum) == KeyOf("other", "m1") {
		t.Error("a message id belongs to its source")
	}
}

func TestCheck(t *testing.T) {
	cases := []struct {
		want   Reason
		change func(*Event)
	}{
		{"", func(*Event) {}},
		{NoName, func(e *Event) { e.Name = "" }},
		{NoCustomer, func(e *Event) { e.Customer = "" }},
		{BadTime, func(e *Event) { e.Time = time.Date(1899, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro() }},
		{BadTime, func(e *Event) { e.Time = 1 << 62 }},
		{BadText, func(e *Event) { e.Name = "a\xff" }},
		{BadText, func(e *Event) { e.Customer = "a\x00" }},
		{TooLarge, func(e *Event) { e.Name = strings.Repeat("é", 201) }},
		{"", func(e *Event) { e.Name = strings.Repeat("é", 200) }},
		{TooLarge, func(e *Event) { e.ID = strings.Repeat("x", 1001) }},
		{TooLarge, func(e *Event) { e.Properties = make([]byte, MaxObject+1) }},
		{"", func(e *Event) { e.Name, e.Customer = CountGiven, "" }},
	}
	for i, c := range cases {
		e := sample()
		c.change(&e)
		if got, why := e.Check(); got != c.want || (got == "") != (why == "") {
			t.Errorf("case %d: %q (%s), want %q", i, got, why, c.want)
		}
	}
}

func TestCanonical(t *testing.T) {
	cases := []struct{ in, want string }{
		{`{"b": 1, "a": [ 1.50, true, null ] }`, `{"a":[1.5,true,null],"b":1}`},
		{`{"a":1,"a":2}`, `{"a":2}`},
		{`{"a":"\u00e9\/\ud83d\ude00\u0007"}`, `{"a":"é/😀\u0007"}`},
		{`{"a":"\ud800"}`, `{"a":"` + "\uFFFD" + `"}`},
		{`{"a":9007199254740993,"b":1e3,"c":1e400,"d":-0.0,"e":12345678901234567890}`, `{"a":9007199254740993,"b":1000,"c":"1e400","d":0,"e":"12345678901234567890"}`},
		{`{}`, ``},
	}
	for _, c := range cases {
		got, err := Canonical([]byte(c.in))
		if err != nil || string(got) != c.want {
			t.Errorf("%s = %s %v, want %s", c.in, got, err, c.want)
		}
		again, _ := Canonical(got)
		if len(got) > 0 && !bytes.Equal(got, again) {
			t.Errorf("%s is not stable: %s", got, again)
		}
	}
	for _, bad := range []string{``, `[]`, `5`, `{"a":}`, `{} {}`, `{"a":1}]`, strings.Repeat(`{"a":`, 100) + `1` + strings.Repeat(`}`, 100)} {
		if got, err := Canonical([]byte(bad)); err == nil {
			t.Errorf("%.30s was taken as %s", bad, got)
		}
	}
}

// FuzzCanonical holds the quick way to the slow one.
func FuzzCanonical(f *testing.F) {
	for _, s := range []string{
		`{"a":[1,2.5,"x\n\u0000"],"b":{"c":null}}`, `{"b":1,"a":{"z":[],"y":{}},"b":-0}`, `{"\u0061":1,"a":2}`, `{"a\"b":1}`, `{"a":"\ud83d\ude00\ud83dx\/\b\f"}`,
		`{"a":1e400,"b":-0.0,"c":123456789012345678901,"d":01}`, ` {"a" : true , "b":false} x`, `{"a":"é` + "\xff" + `"}`, `{"a":tru}`, `{}]`, `{"é":1,"z":2}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		got, err := Canonical(src)
		slow, slowErr := canonical(src)
		if !bytes.Equal(got, slow) || (err == nil) != (slowErr == nil) {
			t.Fatalf("%q: quick %q %v, slow %q %v", src, got, err, slow, slowErr)
		}
		if err != nil || len(got) == 0 {
			return
		}
		if !json.Valid(got) {
			t.Fatalf("%q gave invalid %q", src, got)
		}
		again, err := Canonical(got)
		if err != nil || !bytes.Equal(got, again) {
			t.Fatalf("%q is not stable: %q %v", got, again, err)
		}
		var want, members map[string]json.RawMessage
		if err := json.Unmarshal(got, &want); err != nil {
			t.Fatal(err)
		}
		members = map[string]json.RawMessage{}
		Members(got, func(key, value []byte) bool {
			members[string(key)] = bytes.Clone(value)
			return true
		})
		if diff := cmp.Diff(want, members); diff != "" {
			t.Fatalf("the members of %s: %s", got, diff)
		}
	})
}

func TestAnswerRoundTrip(t *testing.T) {
	a := Answer{
		Survey: "after-delivery", Question: "overall", Kind: RatingAnswer, Number: 4, Scale: &Scale{1, 5, "up"},
		AskedAt: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), About: &About{Source: "shop", MessageID: "m1"},
		More: []Field{TextField("a", "first"), TextField("order_id", "o1"), TextField("zone", "é")},
	}
	p := a.Append(nil)
	want := `{"a":"first","about":{"message_id":"m1","source":"shop"},"asked_at":"2026-05-01T00:00:00Z","kind":"rating","order_id":"o1","question":"overall","scale":{"direction":"up","max":5,"min":1},"survey":"after-delivery","value":4,"zone":"é"}`
	if string(p) != want {
		t.Errorf("got %s", p)
	}
	if again, err := Canonical(p); err != nil || !bytes.Equal(again, p) {
		t.Errorf("not canonical: %s %v", again, err)
	}
	if why := CheckAnswer(p); why != "" {
		t.Error(why)
	}
	not := Answer{Survey: "s", Question: "q", Kind: CSATAnswer, NotExperienced: true}
	if p := not.Append(nil); CheckAnswer(p) != "" || bytes.Contains(p, []byte("value")) {
		t.Errorf("not experienced: %s %s", p, CheckAnswer(p))
	}
	for _, bad := range []string{
		`{}`, `{"survey":"s","question":"q","kind":"stars","value":3}`, `{"survey":"s","question":"q","kind":"rating","value":3}`,
		`{"survey":"s","question":"q","kind":"rating","value":6,"scale":{"min":1,"max":5}}`, `{"survey":"s","question":"q","kind":"rating","value":"6","scale":{"min":1,"max":5}}`,
		`{"survey":"s","question":"q","kind":"rating","scale":{"min":1,"max":5}}`, `{"survey":"s","question":"q","kind":"rating","value":1,"experienced":false}`,
		`{"survey":"s","question":"q","kind":"text","value":"x","asked_at":"yesterday"}`, `{"survey":"s","question":"q","kind":"rating","value":3,"scale":{"min":5,"max":1}}`,
	} {
		if CheckAnswer([]byte(bad)) == "" {
			t.Errorf("%s was taken", bad)
		}
	}
}

func BenchmarkAnswer(b *testing.B) {
	a := Answer{Survey: "s", Question: "q", Kind: RatingAnswer, Number: 4, Scale: &Scale{1, 5, ""}, AskedAt: 1, More: []Field{TextField("order_id", "o1")}}
	var scratch []byte
	b.ReportAllocs()
	for b.Loop() {
		scratch = a.Append(scratch[:0])
	}
}

func BenchmarkSum(b *testing.B) {
	e := sample()
	var scratch []byte
	b.ReportAllocs()
	for b.Loop() {
		_, scratch = e.Sum(scratch)
	}
}

func BenchmarkCanonical(b *testing.B) {
	src := []byte(`{"type":"track","userId":"u-12345","event":"Product Viewed","properties":{"price":295.81,"product":"SKU-01498","device":"desktop","tags":["a","b"],"title":"Größe \u00e9"},"timestamp":"2026-01-01T10:00:00Z"}`)
	var r Rewriter
	var out []byte
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if out, err = r.Append(out[:0], src); err != nil {
			b.Fatal(err)
		}
	}
}
