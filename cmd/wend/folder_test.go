// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/wendcx/wend/internal/define/catalogue"
)

// How a document stands follows from three texts: the one that was pulled, the
// one here and the one there.
func TestStanding(t *testing.T) {
	k := catalogue.Key{Kind: catalogue.Segments, ID: "s"}
	text := func(title string) string {
		if title == "" {
			return ""
		}
		return "wend: segments/v1\nsegments: [{id: s, title: " + title + ", where: {plan: gold}}]\n"
	}
	for _, c := range []struct {
		base, here, there string
		want              standing
	}{
		{"a", "a", "a", same},
		{"a", "b", "b", same},
		{"a", "b", "a", changedHere},
		{"a", "a", "b", changedThere},
		{"a", "b", "c", changedBoth},
		{"a", "b", "\"b\"", same}, // spelled otherwise
		{"a", "\"a\"", "a", changedHere},
		{"", "a", "", onlyHere},
		{"", "", "a", onlyThere},
		{"", "a", "a", same},
		{"", "a", "\"a\"", same},
		{"", "a", "b", changedBoth},
		{"a", "", "a", onlyThere},
		{"a", "a", "", goneThere},
		{"a", "b", "", changedBoth},
	} {
		f := &folder{known: map[catalogue.Key]pulled{}}
		if c.base != "" {
			f.known[k] = pulled{Digest: digestOf([]byte(text(c.base)))}
		}
		var here *part
		if c.here != "" {
			parts, err := catalogue.Parts("f.yaml", []byte(text(c.here)))
			if err != nil {
				t.Fatal(err)
			}
			here = &part{parts[0], "f.yaml"}
		}
		var there *held
		if c.there != "" {
			there = &held{Key: k, Text: []byte(text(c.there))}
		}
		if got := f.stand(k, here, there); got != c.want {
			t.Errorf("pulled %q, here %q, there %q: %s, want %s", c.base, c.here, c.there, got, c.want)
		}
	}
}

// What a folder remembers outlives the process, and a state that somebody made up
// leads to no file outside.
func TestFolderRemembers(t *testing.T) {
	dir := t.TempDir()
	f, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	k := catalogue.Key{Kind: catalogue.Journeys, ID: "shop"}
	f.remember(held{Key: k, Version: 3, Revision: 7, Draft: true, Text: []byte("there")}, part{catalogue.Part{Text: []byte("here")}, "shop.yaml"})
	if err := f.save(); err != nil {
		t.Fatal(err)
	}
	again, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := pulled{File: "shop.yaml", Version: 3, Revision: 7, Digest: digestOf([]byte("there")), Here: digestOf([]byte("here")), Draft: "there"}
	if again.known[k] != want {
		t.Errorf("remembered %+v, want %+v", again.known[k], want)
	}
	for _, text := range []string{`{"documents":{"journeys/shop":{"file":"../shop.yaml"}}}`, `{"documents":{"journeys/shop":{"file":"/etc/shop.yaml"}}}`, `{`} {
		if err := os.WriteFile(filepath.Join(dir, stateName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if f, err := openFolder(dir); err == nil {
			t.Errorf("%s was read as %+v", text, f.known)
		}
	}
}
