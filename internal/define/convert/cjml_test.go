// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wendcx/wend/internal/define/workspace"
)

// sample has the shape of the published example: an actor that nobody declared,
// an element that nobody knows, an actual journey beside the planned one.
const sample = `<?xml version="1.0" encoding="UTF-8"?>
<CJML version="2.0" xmlns="http://example.com/cjml">
  <plannedJourney>
    <journeyID>J1</journeyID>
    <journeyTitle>Renting a car</journeyTitle>
    <journeyPhases>
      <journeyPhase phaseID="P1"><phaseName>Booking</phaseName><phaseDescription>All before the trip</phaseDescription></journeyPhase>
      <journeyPhase phaseID="P2"><phaseName>Use</phaseName><phaseDescription/></journeyPhase>
      <journeyPhase phaseID="P3"><phaseName>Never</phaseName></journeyPhase>
    </journeyPhases>
    <journeyShortSummary>A weekend &amp; a car</journeyShortSummary>
    <journeyStatus>Agreed</journeyStatus>
    <actors>
      <endUser actorID="Ann"><actorName>Ann</actorName></endUser>
      <serviceProvider actorID="SP1"><companyName>Rental</companyName></serviceProvider>
    </actors>
    <touchpoints>
      <plannedCommunicationPoint>
        <touchpointID>T1</touchpointID>
        <belongsTo phaseIDref="P1"/>
        <initiator><refersTo actorIDref="Ann"/><initiatorLabel>Books a car</initiatorLabel></initiator>
        <receiver><refersTo actorIDref="SP1"/><receiverLabel>Takes the booking</receiverLabel></receiver>
        <channel><channelName>Web site</channelName></channel>
        <category>Transactional</category>
        <comment>On a phone, mostly</comment>
      </plannedCommunicationPoint>
      <plannedCommunicationPoint>
        <touchpointID>T1</touchpointID>
        <belongsTo phaseIDref="P1"/>
        <initiator><refersTo actorIDref="Bank"/><initiatorLabel>Asks for a code</initiatorLabel></initiator>
        <receiver><refersTo actorIDref="Ann"/><receiverLabel>Types the code</receiverLabel></receiver>
        <channel><channelName>Pager</channelName></channel>
        <touchpointExperience><experienceRating>3</experienceRating></touchpointExperience>
      </plannedCommunicationPoint>
      <plannedAction>
        <touchpointID>T3</touchpointID>
        <belongsTo phaseIDref="P9"/>
        <initiator><refersTo actorIDref="Ann"/><initiatorLabel>Drives</initiatorLabel></initiator>
        <mood>fine</mood>
      </plannedAction>
    </touchpoints>
  </plannedJourney>
  <actualJourney><journeyID>A1</journeyID></actualJourney>
</CJML>
`

func TestCJMLIsReadLeniently(t *testing.T) {
	d := mustRead(t, "car.cjml", []byte(sample))
	if err := workspace.Read(map[string][]byte{"d.yaml": d.Text}).Faults.Err(); err != nil {
		t.Errorf("%v\n%s", err, d.Text)
	}
	want := []string{"during/Booking/Books a car @website", "during/Booking/Types the code @", "during/P9/Drives contactless"}
	if diff := cmp.Diff(want, outline(d.Journey)); diff != "" {
		t.Error(diff)
	}
	steps := d.Journey.Steps()
	if steps[0].ID != "t1" || steps[1].ID != "types-the-code" || steps[0].Touchpoint.Direction != "pull" || steps[1].Touchpoint.Direction != "" {
		t.Errorf("ids %s %s, directions %q %q", steps[0].ID, steps[1].ID, steps[0].Touchpoint.Direction, steps[1].Touchpoint.Direction)
	}
	if steps[0].Description != "On a phone, mostly" || steps[0].Backstage.Frontstage[0] != "Takes the booking" || steps[0].Touchpoint.Nature != "transactional" || steps[0].Actor != "ann" {
		t.Errorf("parts are lost:\n%s", d.Text)
	}
	if diff := cmp.Diff([]string{"All before the trip", "Agreed", "Pager", "fine", "Use", "Never"}, parkedTexts(d)); diff != "" {
		t.Error(diff)
	}
	for _, remark := range []string{`the actor "Bank" is not declared`, `the phase "P9" is not declared`, `two touchpoints have the id "T1"`} {
		if !strings.Contains(strings.Join(d.Report.Remarks, "\n"), remark) {
			t.Errorf("nothing tells that %s", remark)
		}
	}
}

func TestCJMLComesBack(t *testing.T) {
	const src = `wend: journey/v1
id: rent
title: 'I rent <a> car & "drive"'
goal: A weekend
scenario: By the sea
status: in-review
actors: [driver]
phases:
  before:
  - stage: Book
    steps:
    - id: books
      title: Books
      description: In the evening
      touchpoint: {channel: mobile-app, nature: transactional, direction: pull}
      actor: driver
    - id: mail
      title: Reads the mail
      touchpoint: {channel: email, nature: informative, direction: push, control: partner}
  after:
  - stage: Drive
    steps:
    - id: waits
      title: Waits
      contactless: true
    - id: friend
      title: A friend advises
      contactless: true
      control: external
`
	j := mustRead(t, "rent.yaml", []byte(src)).Journey
	out, err := Write(CJML, j, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := mustRead(t, "rent.cjml", out)
	if diff := cmp.Diff(textOf(t, j), string(d.Text)); diff != "" {
		t.Errorf("%s\n%s", diff, out)
	}
	if len(d.Report.Parked) > 0 {
		t.Error(d.Report.Parked)
	}
	var r Report
	r.Written(CJML, j, nil)
	if len(r.Left) > 0 {
		t.Errorf("said to be left: %v", r.Left)
	}
}

func TestMermaid(t *testing.T) {
	j := mustRead(t, "a.yaml", []byte(`wend: journey/v1
title: "Title: a; b # c"
phases:
  before:
  - stage: "section; one\nor two"
    steps:
    - {title: "Section two: begins", touchpoint: {channel: website}, alternatives: [{channel: phone}], feeling: -2}
    - {title: "100 %% sure <b>", contactless: true, feeling: 2}
    - {title: "", actor: "a, b:c"}
`)).Journey
	got, err := Write(Mermaid, j, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `journey
    title · Title∶ a； b ＃ c
    section · section； one or two
      · Section two∶ begins: 1: website, phone
      100 % sure ‹b›: 5: no contact
      %% No feeling is stated for the next step: its 3 is no score.
      –: 3: a  b∶c, no feeling stated
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	var r Report
	r.Written(Mermaid, j, nil)
	if len(r.Remarks) != 1 || !strings.Contains(r.Remarks[0], "1 step") {
		t.Errorf("%v", r.Remarks)
	}
}

// What the library says of a touchpoint is written; where nothing says who
// begins, nobody is said to.
func TestExportsKnowTheLibrary(t *testing.T) {
	const library = `wend: touchpoints/v1
touchpoints:
  - {id: guest-mail, channel: email, direction: push, control: partner, nature: informative}
  - {id: desk, channel: branch}
`
	const src = `wend: journey/v1
id: stay
title: Stay
phases:
  before:
  - stage: Book
    steps:
    - {id: mail, title: Reads the mail, touchpoint: {use: guest-mail}}
    - {id: desk, title: Asks at the desk, touchpoint: {use: desk}, alternatives: [{use: guest-mail}]}
`
	docs := workspace.Read(map[string][]byte{"a.yaml": []byte(src), "b.yaml": []byte(library)})
	j := docs.Files[0].Journey
	out, err := Write(CJML, j, &docs.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	steps := mustRead(t, "stay.cjml", out).Journey.Steps()
	mail, desk := steps[0].Touchpoint, steps[1].Touchpoint
	if mail.Channel != "email" || mail.Direction != "push" || mail.Control != "partner" || mail.Nature != "informative" || steps[0].Title != "Reads the mail" {
		t.Errorf("the mail is %+v in\n%s", mail, out)
	}
	if desk.Channel != "branch" || desk.Direction != "" || steps[1].Title != "Asks at the desk" {
		t.Errorf("the desk is %+v in\n%s", desk, out)
	}
	var r Report
	r.Written(CJML, j, &docs.Workspace)
	if len(r.Remarks) != 1 || !strings.HasPrefix(r.Remarks[0], "nothing says who begins 1 step:") {
		t.Errorf("remarks %q", r.Remarks)
	}
	if diff := cmp.Diff([]Unwritten{{"alternatives", 1}}, r.Left); diff != "" {
		t.Error(diff)
	}
	drawn, err := Write(Mermaid, j, &docs.Workspace)
	if err != nil || !strings.Contains(string(drawn), "Reads the mail: 3: email, ") || !strings.Contains(string(drawn), "Asks at the desk: 3: branch, email, ") {
		t.Errorf("%v\n%s", err, drawn)
	}
	alone := Report{}
	alone.Written(CJML, j, nil)
	if len(alone.Remarks) != 2 || !strings.Contains(alone.Remarks[1], "holds guest-mail, desk,") {
		t.Errorf("remarks without a library: %q", alone.Remarks)
	}
}
