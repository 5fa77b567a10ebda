// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"encoding/xml"
	"fmt"

	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/touchpoint"
)

// The ids of actors that a journey document does not name.
const (
	customerActor = "customer"
	companyActor  = "company"
)

type cjmlFile struct {
	XMLName xml.Name    `xml:"CJML"`
	Version string      `xml:"version,attr"`
	Journey cjmlJourney `xml:"plannedJourney"`
}

type cjmlJourney struct {
	ID          string      `xml:"journeyID"`
	Title       string      `xml:"journeyTitle"`
	Phases      []cjmlPhase `xml:"journeyPhases>journeyPhase"`
	Short       string      `xml:"journeyShortSummary"`
	Long        string      `xml:"journeyLongSummary,omitempty"`
	Status      string      `xml:"journeyStatus,omitempty"`
	Actors      cjmlActors  `xml:"actors"`
	Touchpoints cjmlSteps   `xml:"touchpoints"`
}

type cjmlPhase struct {
	ID          string `xml:"phaseID,attr"`
	Name        string `xml:"phaseName"`
	Description string `xml:"phaseDescription"`
}

type cjmlActors struct {
	Users     []cjmlUser     `xml:"endUser"`
	Providers []cjmlProvider `xml:"serviceProvider"`
}

type cjmlUser struct {
	ID   string `xml:"actorID,attr"`
	Name string `xml:"actorName"`
}

type cjmlProvider struct {
	ID   string `xml:"actorID,attr"`
	Name string `xml:"companyName"`
}

// cjmlSteps holds communication points and actions in the order of the steps.
type cjmlSteps struct{ Steps []cjmlStep }

type cjmlStep struct {
	XMLName   xml.Name
	ID        string       `xml:"touchpointID"`
	BelongsTo cjmlIn       `xml:"belongsTo"`
	Initiator cjmlEnd      `xml:"initiator"`
	Receiver  *cjmlEnd     `xml:"receiver"`
	Channel   *cjmlChannel `xml:"channel"`
	Category  string       `xml:"category,omitempty"`
	Comment   string       `xml:"comment,omitempty"`
}

type cjmlIn struct {
	Phase string `xml:"phaseIDref,attr"`
}

type cjmlEnd struct {
	RefersTo  *cjmlActor `xml:"refersTo"`
	Initiator *string    `xml:"initiatorLabel"`
	Receiver  *string    `xml:"receiverLabel"`
}

type cjmlActor struct {
	ID string `xml:"actorIDref,attr"`
}

type cjmlChannel struct {
	Name string `xml:"channelName"`
}

// writeCJML writes a planned journey in CJML 2.0, as far as its elements are
// known: its schema is not published with its sample. A stage is a phase there,
// described by ours; feelings are left out, since CJML keeps experience for
// journeys that somebody has lived. Where nothing says who begins, the ends of a
// touchpoint refer to no actor.
func writeCJML(j *journey.Journey, workspace *journey.Workspace) ([]byte, error) {
	w := &cjmlWriter{journey: j, workspace: workspace, providers: map[string]bool{}}
	out := cjmlJourney{ID: string(j.ID), Title: j.Title, Short: j.Goal, Long: j.Scenario, Status: string(j.Status)}
	stage := ""
	for _, s := range j.Steps() {
		if at := string(s.Phase) + "/" + s.Stage; at != stage || len(out.Phases) == 0 {
			stage = at
			out.Phases = append(out.Phases, cjmlPhase{fmt.Sprintf("phase-%d", len(out.Phases)+1), s.Stage, string(s.Phase)})
		}
		out.Touchpoints.Steps = append(out.Touchpoints.Steps, w.step(s.Step, out.Phases[len(out.Phases)-1].ID))
	}
	out.Actors = w.actors()
	b, err := xml.MarshalIndent(cjmlFile{Version: "2.0", Journey: out}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write cjml: %w", err)
	}
	return append([]byte(xml.Header), append(b, '\n')...), nil
}

type cjmlWriter struct {
	journey   *journey.Journey
	workspace *journey.Workspace
	providers map[string]bool
}

func (w *cjmlWriter) step(s *journey.Step, phase string) cjmlStep {
	user := string(s.Actor)
	if user == "" {
		user = customerActor
	}
	out := cjmlStep{ID: string(s.ID), BelongsTo: cjmlIn{phase}, Comment: s.Description}
	if s.Touchpoint == nil {
		out.XMLName.Local = "plannedAction"
		actor := user
		if s.Control != "" && s.Control != touchpoint.ByCustomer {
			actor = w.provider(s.Control)
		}
		out.Initiator = cjmlInitiator(actor, s.Title)
		return out
	}
	out.XMLName.Local = "plannedCommunicationPoint"
	t := w.workspace.Touchpoint(s)
	out.Category = string(t.Nature)
	switch t.Direction {
	case touchpoint.Push:
		out.Initiator, out.Receiver = cjmlInitiator(w.provider(t.Control), ""), cjmlReceiver(user, s.Title)
	case touchpoint.Pull:
		out.Initiator, out.Receiver = cjmlInitiator(user, s.Title), cjmlReceiver(w.provider(t.Control), "")
	default:
		out.Initiator, out.Receiver = cjmlInitiator("", s.Title), cjmlReceiver("", "")
	}
	if t.Channel != "" {
		out.Channel = &cjmlChannel{string(t.Channel)}
	}
	return out
}

// provider is the actor who stands for who controls a step.
func (w *cjmlWriter) provider(c touchpoint.Control) string {
	id := string(c)
	if id == "" || c == touchpoint.ByCustomer {
		id = companyActor
	}
	w.providers[id] = true
	return id
}

func cjmlInitiator(actor, label string) cjmlEnd {
	return cjmlEnd{RefersTo: cjmlRefersTo(actor), Initiator: &label}
}

func cjmlReceiver(actor, label string) *cjmlEnd {
	return &cjmlEnd{RefersTo: cjmlRefersTo(actor), Receiver: &label}
}

// cjmlRefersTo refers to an actor, or to none.
func cjmlRefersTo(actor string) *cjmlActor {
	if actor == "" {
		return nil
	}
	return &cjmlActor{actor}
}

func (w *cjmlWriter) actors() cjmlActors {
	out := cjmlActors{Users: []cjmlUser{{customerActor, "Customer"}}}
	for _, a := range w.journey.Actors {
		out.Users = append(out.Users, cjmlUser{string(a), string(a)})
	}
	for _, id := range []string{companyActor, string(touchpoint.ByPartner), string(touchpoint.ByExternal)} {
		if w.providers[id] || id == companyActor {
			out.Providers = append(out.Providers, cjmlProvider{id, id})
		}
	}
	return out
}
