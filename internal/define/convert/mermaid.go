// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/define/journey"
)

// unfelt stands among the actors of a step without a stated feeling: Mermaid
// draws no task without a score, and 3 alone would claim that it feels neutral.
const unfelt = "no feeling stated"

// writeMermaid writes a journey diagram: a section for each stage, a task for
// each step with a score of 1 to 5 for its valence of -2 to +2, and as actors
// whoever acts, else the personas, else the channels.
func writeMermaid(j *journey.Journey, w *journey.Workspace) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "journey\n    title %s\n", harmless(j.Title))
	stage := ""
	for _, s := range j.Steps() {
		if at := string(s.Phase) + "/" + s.Stage; at != stage {
			stage = at
			fmt.Fprintf(&b, "    section %s\n", harmless(s.Stage))
		}
		score, actors := 3, mermaidActors(j, w, s.Step)
		if s.Feeling == nil {
			actors = append(actors, unfelt)
			b.WriteString("      %% No feeling is stated for the next step: its 3 is no score.\n")
		} else {
			score += s.Feeling.Felt()
		}
		fmt.Fprintf(&b, "      %s: %d: %s\n", harmless(s.Title), score, strings.Join(actors, ", "))
	}
	return []byte(b.String())
}

func mermaidActors(j *journey.Journey, w *journey.Workspace, s *journey.Step) []string {
	var names []string
	switch {
	case s.Actor != "":
		names = []string{string(s.Actor)}
	case j.Audience != nil && len(j.Audience.Personas) > 0:
		for _, p := range j.Audience.Personas {
			names = append(names, string(p))
		}
	case s.Contactless:
		names = []string{"no contact"}
	case s.Touchpoint != nil:
		for _, c := range channelsOf(w, s) {
			names = append(names, string(c))
		}
	}
	for i, n := range names {
		names[i] = strings.ReplaceAll(harmless(n), ",", " ")
	}
	return slices.DeleteFunc(names, func(n string) bool { return n == "" })
}

// channelsOf lists the channels of a step and its alternatives, by their own
// words or the library's.
func channelsOf(w *journey.Workspace, s *journey.Step) []channel.ID {
	var ids []channel.ID
	if c := w.Touchpoint(s).Channel; c != "" {
		ids = append(ids, c)
	}
	for _, a := range s.Alternatives {
		if c := w.Complete(a.Touchpoint).Channel; c != "" && !slices.Contains(ids, c) {
			ids = append(ids, c)
		}
	}
	return ids
}

// mermaidSigns are what Mermaid reads as its own, with signs that look alike.
var mermaidSigns = strings.NewReplacer(":", "∶", "#", "＃", ";", "；", "%%", "%", "<", "‹", ">", "›")

// mermaidWords begin lines of their own.
var mermaidWords = []string{"journey", "title", "section", "acctitle", "accdescr", "---"}

// harmless makes a text one that Mermaid takes for nothing but a text.
func harmless(s string) string {
	s = mermaidSigns.Replace(oneSpaced(s))
	low := strings.ToLower(s)
	if slices.ContainsFunc(mermaidWords, func(w string) bool { return strings.HasPrefix(low, w) }) || strings.HasPrefix(s, "%") {
		return "· " + s
	}
	if s == "" {
		return "–"
	}
	return s
}
