// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
)

// Accepted is a deviation that the company knows of and does not mind.
type Accepted struct {
	Class  Class  `yaml:"class" json:"class"`
	Step   string `yaml:"step" json:"step"`               // of the model or, for ad-hoc, the visit's
	Count  int    `yaml:"count" json:"count,omitempty"`   // how often in one instance; 0: as often as it occurs
	Reason string `yaml:"reason" json:"reason,omitempty"` // for people
}

// String writes the short form, as in missing:ask.
func (a Accepted) String() string { return string(a.Class) + ":" + a.Step }

// acceptedForm is the long form. Its class is any text, so that one check finds
// all that is wrong.
type acceptedForm struct {
	Class  string `yaml:"class"`
	Step   string `yaml:"step"`
	Count  int    `yaml:"count"`
	Reason string `yaml:"reason"`
}

// ParseAccepted reads the short form, class:step.
//
//	missing:ask, out-of-order:pay, ad-hoc:Order Called Off
func ParseAccepted(s string) (Accepted, error) {
	class, step, _ := strings.Cut(s, ":")
	a := Accepted{Class: Class(class), Step: strings.TrimSpace(step)}
	if why := a.wrong(); why != "" {
		return a, fault.New(fault.Invalid, "%q accepts nothing: %s", s, why).WithRemedy("write missing:step, out-of-order:step or ad-hoc:step")
	}
	return a, nil
}

// wrong says why it accepts nothing, "" if it does.
func (a Accepted) wrong() string {
	switch {
	case a.Class == Failed:
		return "a visit that failed is no deviation"
	case !slices.Contains([]Class{Missing, OutOfOrder, AdHoc}, a.Class):
		return "there is no such class of deviations"
	case a.Step == "":
		return "it names no step"
	case a.Count < 0:
		return "the count is negative"
	}
	return ""
}

// ReadAccepted reads a document of accepted deviations. All that is wrong with it
// comes back as a fault.List.
//
//	wend: accepted/v1
//	accept:
//	  - missing:ask
//	  - {class: out-of-order, step: pay, count: 1, reason: orders by phone are paid at once}
func ReadAccepted(file string, src []byte) ([]Accepted, error) {
	docs, err := document.Parse(file, src)
	if err != nil {
		return nil, err
	}
	var faults fault.List
	var out []Accepted
	for _, d := range docs {
		var list struct {
			Accept []Accepted `yaml:"accept"`
		}
		check := d.Decode(&list, &faults)
		if d.Kind != "accepted" || d.Version != 1 {
			check.Fault("wend", `begin with "wend: accepted/v1"`, "the document is no list of accepted deviations")
		}
		out = append(out, list.Accept...)
	}
	return out, faults.Err()
}

// DecodeDocument reads the short form or the long one.
func (a *Accepted) DecodeDocument(d *document.Decoder, n *yaml.Node, path string) {
	const remedy = "write class:step, as in missing:pay, or {class: missing, step: pay}"
	if n.Kind == yaml.ScalarNode {
		class, step, _ := strings.Cut(n.Value, ":")
		a.Class, a.Step = Class(class), strings.TrimSpace(step)
	} else {
		var form acceptedForm
		d.Value(n, path, &form)
		*a = Accepted{Class(form.Class), form.Step, form.Count, form.Reason}
	}
	if why := a.wrong(); why != "" {
		d.Fault(n, path, remedy, "%s", why)
	}
}

// allow tells for each kind how often it is accepted in one instance, -1 always.
func (k *kinds) allow(list []Accepted) ([]int, error) {
	out := make([]int, k.len())
	for _, a := range list {
		if err := k.m.CanOccur(a); err != nil {
			return nil, err
		}
		for i := range out {
			switch {
			case k.class(i) != a.Class || k.step(i) != journey.StepID(a.Step) || out[i] < 0:
			case a.Count == 0:
				out[i] = -1
			default:
				out[i] += a.Count
			}
		}
	}
	return out, nil
}

// CanOccur says why a deviation cannot occur beside the model, nil if it can.
func (m *Model) CanOccur(a Accepted) error {
	if why := a.wrong(); why != "" {
		return fault.New(fault.Invalid, "%s accepts nothing: %s", a, why).WithRemedy("write missing:step, out-of-order:step or ad-hoc:event")
	}
	if known := m.label(a.Step) >= 0; known == (a.Class == AdHoc) {
		return notThere(a, m)
	}
	return nil
}

// notThere tells of a deviation that cannot occur.
func notThere(a Accepted, m *Model) error {
	if a.Class == AdHoc {
		return fault.New(fault.Invalid, "ad-hoc:%s accepts nothing: the model knows the step", a.Step).WithRemedy("write out-of-order:%s", a.Step)
	}
	f := fault.New(fault.Invalid, "%s:%s accepts nothing: the model does not have the step", a.Class, a.Step).WithRemedy("name one of its steps")
	if near := fault.Nearest(a.Step, m.Labels); near != "" {
		f = f.WithRemedy("did you mean %q?", near)
	}
	return f
}
