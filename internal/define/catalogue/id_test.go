// SPDX-License-Identifier: Apache-2.0

package catalogue_test

import (
	"fmt"
	"testing"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/fault"
)

// Ids become names of files and parts of addresses: whichever way a journey comes,
// its id is one.
func TestOddIDsAreRefused(t *testing.T) {
	d := fresh(t)
	for _, id := range []string{"../up", "a/b", "a\\b", `a\"b`, "A", "-a", ".", `a\nb`} {
		text := []byte(fmt.Sprintf("wend: journey/v1\nid: \"%s\"\ntitle: I buy\nphases: {during: [{stage: S, steps: [{id: s, title: S}]}]}\n", id))
		v, _, err := d.Create(t.Context(), ann, catalogue.New{Text: text})
		if fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%q was taken: %+v %v", id, v, err)
		}
		mapping := catalogue.Text{YAML: []byte("wend: mapping/v1\nfiles: [{file: a.csv, customer: c, event: e, time: t}]\n")}
		if _, err := d.Save(t.Context(), catalogue.Key{Kind: catalogue.Mappings, ID: id}, ann, mapping, ""); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("a mapping %q was taken: %v", id, err)
		}
	}
	if v, _, err := d.Create(t.Context(), ann, catalogue.New{Title: "私は買う"}); err != nil || v.Journey.ID == "" {
		t.Errorf("a title without Latin letters: %v", err)
	} else if err := d.Archive(t.Context(), v.Journey.ID, ann); err != nil {
		t.Error(err)
	}
	if list := d.List(false); len(list) != 0 {
		t.Errorf("%d journeys were made", len(list))
	}
}
