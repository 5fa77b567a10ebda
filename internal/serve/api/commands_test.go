// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/api"
	"github.com/wendcx/wend/internal/store/record"
)

// A command that is asked of a server runs as whoever asks, and what it prints
// comes back, unless it is too much. (That the command line refuses what it must
// is tested where it is.)
func TestCommands(t *testing.T) {
	var ended error
	h := newHouse(t, func(_ *record.DB, s *api.Services) {
		s.Command = func(ctx context.Context, who people.Identity, args []string, stdout, stderr io.Writer) (int, error) {
			switch args[0] {
			case "say":
				fmt.Fprintf(stdout, "%s may %t: %q\n", who.Name, who.May(people.ReadCustomers), args[1:])
				fmt.Fprintln(stderr, "not everything was found")
				return 1, nil
			case "refuse":
				return 0, fault.New(fault.Forbidden, "a server touches no files").WithRemedy("leave it away")
			}
			for ctx.Err() == nil { // as long as anybody listens
				fmt.Fprintln(stdout, strings.Repeat("x", 1<<20))
			}
			ended = ctx.Err()
			return 0, nil
		}
	})
	ada := h.owner()
	var out api.Printed
	ada.ok("POST", "/commands", `{"args":["say","hello","--json"]}`, &out)
	if out.Exit != 1 || out.Stdout != "Ada may true: [\"hello\" \"--json\"]\n" || out.Stderr != "not everything was found\n" {
		t.Errorf("printed %+v", out)
	}
	ada.program(people.Viewer).ok("POST", "/commands", `{"args":["say"]}`, &out)
	if out.Stdout != "Ada may false: []\n" {
		t.Errorf("printed %+v", out)
	}
	ada.refused("POST", "/commands", `{"args":["refuse"]}`, http.StatusForbidden, "touches no files")
	ada.refused("POST", "/commands", `{"args":["go on"]}`, http.StatusUnprocessableEntity, "longer than 16 MiB")
	if ended == nil {
		t.Error("a command that printed too much went on")
	}
	if r := ada.do("POST", "/commands", `{"args":[]}`); r.status != http.StatusUnprocessableEntity {
		t.Errorf("no command at all: %d %s", r.status, r.body)
	}
}
