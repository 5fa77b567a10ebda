// SPDX-License-Identifier: Apache-2.0

package scorecard

import (
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/define/segment"
	"github.com/wendcx/wend/internal/define/touchpoint"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// Question is what is asked of a scorecard.
type Question struct {
	sequence.Question
	Channel   channel.ID           // count only visits on this channel
	Mode      channel.Mode         // show only steps of this mode, nature, …
	Nature    touchpoint.Nature    //
	Direction touchpoint.Direction //
	Control   touchpoint.Control   //
	Actor     journey.ActorID      // count only visits and answers by people in this role, and show their steps

	split []segment.ID // that other groups of a split ask about
}

// check refuses a question that can have no answer.
func (q *Question) check(j *journey.Journey, w *journey.Workspace) error {
	if !q.From.IsZero() && !q.To.IsZero() && !q.From.Before(q.To) {
		return fault.New(fault.Invalid, "the period ends before it begins").WithRemedy("--from comes before --to")
	}
	var channels, actors []string
	for _, id := range w.ChannelSet().IDs() {
		channels = append(channels, string(id))
	}
	for _, id := range j.Actors {
		actors = append(actors, string(id))
	}
	for _, given := range []struct {
		what, value string
		known       []string
	}{
		{"channel", string(q.Channel), channels},
		{"mode", string(q.Mode), q.Mode.Values()},
		{"nature", string(q.Nature), q.Nature.Values()},
		{"direction", string(q.Direction), q.Direction.Values()},
		{"control", string(q.Control), q.Control.Values()},
		{"actor", string(q.Actor), actors},
	} {
		if given.value != "" && !slices.Contains(given.known, given.value) {
			return unknown(given.what, given.value, given.known)
		}
	}
	return nil
}

// unknown says that a name means nothing here, and which do.
func unknown(what, name string, known []string) error {
	f := fault.New(fault.NotFound, "the %s %q is not known here", what, name)
	switch near := fault.Nearest(name, known); {
	case near != "":
		return f.WithRemedy("did you mean %q?", near)
	case len(known) == 0:
		return f.WithRemedy("the journey names none")
	}
	return f.WithRemedy("known are %s", strings.Join(known, ", "))
}
