// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/people"
)

// document is one as the API tells it.
type document struct {
	Kind, ID, ETag, Title, YAML, By string
	Version                         int
	Value                           map[string]any
}

func TestDocuments(t *testing.T) {
	ada := shop(t)
	bo := ada.invited("bo@example.com", people.Viewer)
	var made document
	ada.ok("PUT", "/documents/segments/gold", `{"value":{"id":"gold","title":"Gold","where":{"plan":"gold"}}}`, &made)
	if made.Version != 1 || made.Title != "Gold" || made.YAML != "wend: segments/v1\nsegments:\n- id: gold\n  title: Gold\n  where:\n    plan: gold\n" || made.By != "Ada" {
		t.Errorf("%+v", made)
	}
	var two document
	ada.ok("PUT", "/documents/segments/gold", `{"etag":"`+made.ETag+`","yaml":`+quote("# Ours.\n"+strings.Replace(made.YAML, "title: Gold", "title: Our gold", 1))+`}`, &two)
	if two.Version != 2 || two.Value["title"] != "Our gold" || !strings.HasPrefix(two.YAML, "# Ours.") {
		t.Errorf("%+v", two)
	}
	ada.refused("PUT", "/documents/segments/gold", `{"etag":"`+made.ETag+`","value":{"id":"gold"}}`, http.StatusConflict, "Ada has changed it meanwhile")
	r := ada.refused("PUT", "/documents/segments/silver", `{"value":{"id":"silver","where":{"plan":{"is_like":1}}}}`, http.StatusUnprocessableEntity, "is_like")
	if !strings.Contains(r.body, `"location":"body.value.where.plan.is_like"`) {
		t.Errorf("%s", r.body)
	}
	if r := ada.do("PUT", "/documents/things/gold", `{}`); r.status != http.StatusUnprocessableEntity {
		t.Errorf("no such kind: %d %s", r.status, r.body)
	}
	ada.ok("PUT", "/documents/personas/petra", `{"value":{"id":"petra","name":"Petra","segment":"gold"}}`, nil)

	var list struct{ Documents []document }
	bo.ok("GET", "/documents/personas", "", &list)
	if len(list.Documents) != 1 || list.Documents[0].Title != "Petra" || list.Documents[0].Value["segment"] != "gold" {
		t.Errorf("%+v", list)
	}
	if r := bo.do("GET", "/documents/segments/gold", "", "If-None-Match", `"`+two.ETag+`"`); r.status != http.StatusNotModified {
		t.Errorf("%+v", r)
	}
	var versions struct{ Versions []struct{ Version int } }
	bo.ok("GET", "/documents/segments/gold/versions", "", &versions)
	if len(versions.Versions) != 2 {
		t.Errorf("%+v", versions)
	}
	bo.refused("PUT", "/documents/personas/petra", `{"etag":"1","value":{"id":"petra","name":"P"}}`, http.StatusForbidden, "may not")

	ada.refused("DELETE", "/documents/segments/gold", "", http.StatusConflict, "the persona “Petra” uses it")
	ada.ok("DELETE", "/documents/personas/petra?etag=1", "", nil)
	ada.ok("DELETE", "/documents/segments/gold", "", nil)
	ada.refused("GET", "/documents/segments/gold", "", http.StatusNotFound, "no segment")
}
