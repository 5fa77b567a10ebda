// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/app"
)

// locked is a data directory with the lock that a killed server left, at whose
// address somebody else sits now.
func locked(t *testing.T, address string) (dir, token string) {
	t.Helper()
	dir, token = t.TempDir(), "the-token-of-the-lock"
	text, err := json.Marshal(app.Lock{Address: address, Token: token})
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "wend.lock"), text, 0o600))
	return dir, token
}

// Whoever takes the port of a server that was killed is told nothing of the token
// in its lock, and is not taken for the server, whatever they answer; nor do they
// lead the owner's commands to somebody else.
func TestALockIsNotToldToOthers(t *testing.T) {
	var told bytes.Buffer
	for name, answer := range map[string]http.HandlerFunc{
		"no content":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
		"made up":        func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"proof":"","ticket":"1.2"}`) },
		"what they sent": func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, `{"proof":%q}`, r.FormValue("challenge")) },
		"leading onwards": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusTemporaryRedirect)
		},
		"without an end": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bytes.Repeat([]byte(" "), 1<<20)) },
		"another's answer": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"proof":%q,"ticket":"1"}`, strings.Repeat("0", 64))
		},
	} {
		told.Reset()
		squatter := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			dump, err := httputil.DumpRequest(r, true)
			if err == nil {
				told.Write(dump)
			}
			answer(w, r)
		}))
		dir, token := locked(t, squatter.URL)
		l, held := app.HeldBy(t.Context(), dir)
		if held {
			t.Errorf("%s: held by %+v", name, l)
		}
		if _, err := l.Run(t.Context(), app.Command{Args: []string{"secret-question"}}, io.Discard, io.Discard); err == nil {
			t.Errorf("%s: it was given a command", name)
		}
		if told.Len() == 0 || strings.Contains(told.String(), token) || strings.Contains(told.String(), "secret-question") {
			t.Errorf("%s: it was told\n%s", name, &told)
		}
		squatter.Close()
	}
}

// The server runs a command of who knows the token, once, and of nobody else.
func TestTheConsoleIsTheOwners(t *testing.T) {
	ran := 0
	s := serve(t, app.Serving{Run: func(_ context.Context, _ *app.App, c app.Command, stdout, _ io.Writer) int {
		ran++
		fmt.Fprint(stdout, c.Args)
		return 3
	}})
	l, held := app.HeldBy(t.Context(), s.app.Dir)
	if !held {
		t.Fatal("nobody holds the directory")
	}
	// Between the owner and the server somebody listens.
	var heard *http.Request
	var body []byte
	onward := httputil.NewSingleHostReverseProxy(must1(t)(http.NewRequest(http.MethodGet, l.Address, nil)).URL)
	between := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		must(t, err)
		if strings.Contains(fmt.Sprint(r.Header, r.URL, string(text)), l.Token) {
			t.Errorf("the token was sent: %s %v", r.URL, r.Header)
		}
		if r.Method == http.MethodPost {
			heard, body = r.Clone(context.Background()), text
		}
		r.Body = io.NopCloser(bytes.NewReader(text))
		onward.ServeHTTP(w, r)
	}))
	defer between.Close()
	through := l
	through.Address = between.URL
	var out bytes.Buffer
	exit, err := through.Run(t.Context(), app.Command{Args: []string{"events"}}, &out, io.Discard)
	if err != nil || exit != 3 || out.String() != "[events]" || ran != 1 {
		t.Fatalf("exit %d, %q, %v, ran %d", exit, &out, err, ran)
	}
	post := func(body string, ticket, proof string) int {
		status, _ := s.ask("POST", "/local/command", body, "Wend-Ticket", ticket, "Wend-Proof", proof, "Authorization", "Bearer "+l.Token)
		return status
	}
	ticket, proof := heard.Header.Get("Wend-Ticket"), heard.Header.Get("Wend-Proof")
	var fresh struct{ Ticket string }
	_, text := s.ask("GET", "/local/greeting?challenge=x", "")
	must(t, json.Unmarshal([]byte(text), &fresh))
	for name, status := range map[string]int{
		"the same again": post(string(body), ticket, proof), "another command": post(`{"args":["import"]}`, ticket, proof),
		"a proof of another ticket": post(string(body), fresh.Ticket, proof), "no proof": post(string(body), fresh.Ticket, ""), "nothing": post("{}", "", ""),
	} {
		if status != http.StatusForbidden {
			t.Errorf("%s: %d", name, status)
		}
	}
	wrong := l
	wrong.Token = "x"
	if _, err := wrong.Run(t.Context(), app.Command{}, io.Discard, io.Discard); err == nil || ran != 1 {
		t.Errorf("with another token: %v, ran %d", err, ran)
	}
}

func must1(t *testing.T) func(*http.Request, error) *http.Request {
	return func(r *http.Request, err error) *http.Request {
		t.Helper()
		must(t, err)
		return r
	}
}
