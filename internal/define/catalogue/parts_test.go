// SPDX-License-Identifier: Apache-2.0

package catalogue_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/catalogue"
)

const several = `wend: journey/v1
id: shop
title: Shop # of all
---
wend: segments/v1
segments:
  - {id: regulars, title: Regulars, where: {plan: gold}} # the loyal
  - {id: others, title: Others, where: {plan: none}}
---
wend: persona/v1
id: lena
name: Lena
`

// A file is taken apart into what the catalogue keeps, each with the comments
// that stand by it; a file that holds one document is its text.
func TestParts(t *testing.T) {
	parts, err := catalogue.Parts("all.yaml", []byte(several))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range parts {
		got = append(got, p.String())
		if p.Alone || p.Says == "" {
			t.Errorf("%s: alone %v, says %q", p.Key, p.Alone, p.Says)
		}
		again, err := catalogue.Parts("one.yaml", p.Text)
		if err != nil || len(again) != 1 || again[0].Key != p.Key || again[0].Says != p.Says || !again[0].Alone {
			t.Errorf("%s: its text gives %+v %v\n%s", p.Key, again, err, p.Text)
		}
	}
	if diff := cmp.Diff([]string{"journeys/shop", "segments/regulars", "segments/others", "personas/lena"}, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(string(parts[0].Text), "# of all") || !strings.Contains(string(parts[1].Text), "# the loyal") {
		t.Errorf("comments are lost:\n%s\n%s", parts[0].Text, parts[1].Text)
	}

	const alone = "# Ours.\nwend:   segments/v1\nsegments: [{id: regulars,   title: Regulars, where: {plan: gold}}]"
	one, err := catalogue.Parts("one.yaml", []byte(alone))
	if err != nil || len(one) != 1 || string(one[0].Text) != alone || one[0].Says != parts[1].Says {
		t.Errorf("one document gives %+v %v", one, err)
	}
	published, err := catalogue.Parts("shop.yaml", []byte("wend: journey/v1\nid: shop\ntitle: Shop\nstatus: published\n"))
	if err != nil || published[0].Says != parts[0].Says {
		t.Errorf("a journey's status counts: %+v %v", published, err)
	}
	mapping, err := catalogue.Parts("docs/mappings.orders.yaml", []byte("wend: mapping/v1\nsource: shop\n"))
	if err != nil || mapping[0].String() != "mappings/orders" {
		t.Errorf("a mapping is %+v %v", mapping, err)
	}
}

func TestPartsSayWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"wend: segments/v1\nsegments: [{title: Nameless, where: {plan: gold}}]": `f.yaml:1: a segment has no id; give it one, as in id: regulars`,
		"wend: poem/v1\nid: x\n":     `f.yaml:1: documents of kind "poem" are not known; begin with wend: journey/v1, or another kind`,
		"wend: journey/v1\nid: [1\n": "f.yaml:3:1: the YAML cannot be read",
		"nothing of ours: 1\n":       "f.yaml:1",
	} {
		if parts, err := catalogue.Parts("f.yaml", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q gives %+v and %v, want %s", text, parts, err, want)
		}
	}
}
