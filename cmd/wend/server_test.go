// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// server is the server that a script runs beside its commands.
type server struct {
	cmd    *exec.Cmd
	setUp  string       // the secret of the link by which the first owner comes in
	owner  *http.Client // once somebody has set it up
	stderr bytes.Buffer
}

type serverKey struct{}

// withServer gives a script the place where its server is kept.
func withServer(e *testscript.Env) error {
	e.Values[serverKey{}] = &server{}
	return nil
}

// serverCommands are what scripts do with a server:
//
//	server FLAG…     starts wend serve elsewhere, waits until it answers, and sets $SERVER
//	token ROLE       makes a token of a role and sets $TOKEN; the first sets up an owner
//	shutdown         stops the server as Ctrl-C does
//	crash            kills it
var serverCommands = map[string]func(*testscript.TestScript, bool, []string){
	"server":   func(ts *testscript.TestScript, _ bool, args []string) { serverOf(ts).start(ts, args) },
	"token":    func(ts *testscript.TestScript, _ bool, args []string) { serverOf(ts).token(ts, args[0]) },
	"shutdown": func(ts *testscript.TestScript, _ bool, _ []string) { serverOf(ts).end(ts, syscall.SIGTERM) },
	"crash":    func(ts *testscript.TestScript, _ bool, _ []string) { serverOf(ts).end(ts, syscall.SIGKILL) },
}

func serverOf(ts *testscript.TestScript) *server { return ts.Value(serverKey{}).(*server) }

// start starts the server and reads where it is.
func (s *server) start(ts *testscript.TestScript, args []string) {
	name, err := exec.LookPath("wend")
	ts.Check(err)
	s.cmd = exec.Command(name, append([]string{"serve", "--addr", "127.0.0.1:0", "--no-open"}, args...)...)
	s.cmd.Dir, s.cmd.Stderr = ts.Getenv("TMPDIR"), &s.stderr // not where the commands are
	for _, key := range []string{"PATH", "HOME", "TMPDIR"} {
		s.cmd.Env = append(s.cmd.Env, key+"="+ts.Getenv(key))
	}
	out, err := s.cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(s.cmd.Start())
	cmd := s.cmd
	ts.Defer(func() { _ = cmd.Process.Kill() })
	lines := bufio.NewReader(out)
	line := func() string {
		text, err := lines.ReadString('\n')
		if err != nil {
			_ = cmd.Wait()
			ts.Fatalf("the server ended: %s", &s.stderr)
		}
		return strings.TrimSpace(text)
	}
	address := strings.Fields(line())[3]
	ts.Setenv("SERVER", address)
	if s.owner == nil { // it tells how to set it up
		line()
		link, err := url.Parse(line())
		ts.Check(err)
		s.setUp = link.Query().Get("token")
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
}

// end ends the server.
func (s *server) end(ts *testscript.TestScript, by os.Signal) {
	ts.Check(s.cmd.Process.Signal(by))
	if err := s.cmd.Wait(); err != nil && by == syscall.SIGTERM {
		ts.Fatalf("the server ended with %v: %s", err, &s.stderr)
	}
}

// token makes a token as the owner.
func (s *server) token(ts *testscript.TestScript, role string) {
	if s.owner == nil {
		jar, err := cookiejar.New(nil)
		ts.Check(err)
		s.owner = &http.Client{Jar: jar}
		s.post(ts, "setup", map[string]string{"token": s.setUp, "name": "Ada", "email": "ada@example.com", "password": "seven tall lighthouses", "workspace": "Shop"}, nil)
	}
	var made struct{ Secret string }
	s.post(ts, "tokens", map[string]string{"name": "script", "role": role}, &made)
	ts.Setenv("TOKEN", made.Secret)
}

func (s *server) post(ts *testscript.TestScript, to string, body, into any) {
	text, err := json.Marshal(body)
	ts.Check(err)
	answer, err := s.owner.Post(ts.Getenv("SERVER")+path.Join("/api/v1", to), "application/json", bytes.NewReader(text))
	ts.Check(err)
	defer func() { _ = answer.Body.Close() }()
	text, err = io.ReadAll(answer.Body)
	ts.Check(err)
	if answer.StatusCode/100 != 2 {
		ts.Fatalf("%s: %s %s", to, answer.Status, text)
	}
	if into != nil {
		ts.Check(json.Unmarshal(text, into))
	}
}
