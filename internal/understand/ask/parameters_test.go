// SPDX-License-Identifier: Apache-2.0

package ask_test

import (
	"testing"

	"github.com/wendcx/wend/internal/understand/ask"
)

func TestParameters(t *testing.T) {
	funnel := &ask.BehindFunnel{What: "lost", At: 2}
	funnel.Steps, funnel.Where, funnel.Order, funnel.Events = []string{"view", "pay?"}, []string{"price>5", "brand=A&B"}, "strict", true
	funnel.Traits, funnel.Segment, funnel.Per, funnel.Limit = "start", "gold", "instance", 50 // the default, but for the segment
	for _, c := range []struct {
		in           any
		params, said string
	}{
		{funnel, "at=2&events=true&order=strict&segment=gold&step=view&step=pay%3F&what=lost&where=price%3E5&where=brand%3DA%26B", "events true; order strict; step view > pay?; at 2"},
		{&ask.BehindFunnel{What: "reached", Of: ask.Of{Page: ask.Page{Limit: 50}}}, "at=0", "at 0"}, // there is no such step, and none is not the first
		{&ask.BehindFunnel{What: "reached", At: 1, Of: ask.Of{Page: ask.Page{Limit: 50}}}, "", "at 1"},
		{&struct{ ID string }{"x"}, "", ""},
	} {
		if got := ask.Parameters(c.in).Encode(); got != c.params {
			t.Errorf("%T: %s, want %s", c.in, got, c.params)
		}
		if got := ask.Particulars(c.in); got != c.said {
			t.Errorf("%T in words: %q, want %q", c.in, got, c.said)
		}
	}
}
