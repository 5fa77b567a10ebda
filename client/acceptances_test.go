// SPDX-License-Identifier: Apache-2.0

package client_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/people"
)

func TestAcceptances(t *testing.T) {
	h := newHouse(t)
	wend, ctx := h.client(people.Editor), t.Context()
	_, err := wend.PutDocument(ctx, "shop", []byte(shop+"        - {id: pay, title: Pay, touchpoint: {channel: website}, evidence: [pay]}\n"), 0)
	must(t, err)
	list, err := wend.Accepted(ctx, "shop")
	if err != nil || len(list) != 0 {
		t.Errorf("nothing is accepted, and listed is %+v %v", list, err)
	}
	made, err := wend.Accept(ctx, "shop", client.Acceptance{Deviation: "missing:view", Count: 2, Reason: "They know it."})
	must(t, err)
	if made.Class != "missing" || made.Step != "view" || made.Count != 2 || made.Reason != "They know it." || made.ByName != "Ada" || made.At.IsZero() {
		t.Errorf("accepted %+v", made)
	}
	if list, err = wend.Accepted(ctx, "shop"); err != nil || len(list) != 1 || list[0] != *made {
		t.Errorf("listed %+v %v, want %+v", list, err, made)
	}
	_, err = wend.Accept(ctx, "shop", client.Acceptance{Deviation: "missing:nothing"})
	refused(t, err, http.StatusUnprocessableEntity, "invalid", "does not have the step")
	_, err = h.client(people.Analyst).Accept(ctx, "shop", client.Acceptance{Deviation: "missing:pay"})
	refused(t, err, http.StatusForbidden, "forbidden", "this token may not")
	must(t, wend.TakeBack(ctx, "shop", "missing:view"))
	refused(t, wend.TakeBack(ctx, "shop", "missing:view"), http.StatusNotFound, "not_found", "missing:view is not accepted")

	audit, err := h.people.Audit(ctx, h.owner, people.AuditQuery{Limit: 10})
	must(t, err)
	var did []string
	for _, e := range audit {
		if e.On == "journey:shop" {
			did = append(did, e.Did+" by "+e.ByName)
		}
	}
	if strings.Join(did, ", ") != "deviation.take-back by Ada, deviation.accept by Ada, journey.make by Ada" {
		t.Errorf("the audit says %q", did)
	}
}
