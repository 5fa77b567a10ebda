// SPDX-License-Identifier: Apache-2.0

package client_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wendcx/wend/client"
	"github.com/wendcx/wend/internal/people"
)

func TestNewRefusesWhatIsNoAddress(t *testing.T) {
	for _, address := range []string{"", "localhost:8787", "ftp://wend", "http://", "http://a?b=c", "http://me:secret@wend", "http://wend/#x", ":"} {
		if c, err := client.New(address, "", client.Options{}); err == nil || !strings.Contains(err.Error(), "https://wend.example.com") {
			t.Errorf("%q: %v %v", address, c, err)
		}
	}
	if _, err := client.New("http://wend", "two words\n", client.Options{}); err == nil {
		t.Error("a token with spaces was taken")
	}
}

// flaky answers a few requests otherwise, and the rest as the server does.
func (h *house) flaky(otherwise ...http.HandlerFunc) (address string, asked *atomic.Int32) {
	asked = &atomic.Int32{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := int(asked.Add(1)); n <= len(otherwise) {
			otherwise[n-1](w, r)
			return
		}
		h.Config.Handler.ServeHTTP(w, r)
	}))
	h.t.Cleanup(s.Close)
	return s.URL, asked
}

func answer(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, "<html>a page of a proxy</html>")
	}
}

func TestBusyServersAreAskedAgain(t *testing.T) {
	h := newHouse(t)
	busy := answer(http.StatusServiceUnavailable)
	address, asked := h.flaky(busy, busy, busy)
	list, err := h.at(address, people.Editor, client.Options{}).Journeys(t.Context())
	if err != nil || len(list) != 0 || asked.Load() != 4 {
		t.Errorf("asked %d times: %v %v", asked.Load(), list, err)
	}

	// No more often than the options say.
	address, asked = h.flaky(busy, busy, busy)
	_, err = h.at(address, people.Editor, client.Options{Retries: 2}).Journeys(t.Context())
	var p *client.Problem
	if !errors.As(err, &p) || p.Code != "unavailable" || !strings.Contains(p.Detail, "503") || asked.Load() != 3 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
	address, asked = h.flaky(busy)
	if _, err := h.at(address, people.Editor, client.Options{Retries: -1}).Journeys(t.Context()); err == nil || asked.Load() != 1 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}

	// A text is put again, with its body.
	address, asked = h.flaky(busy)
	if _, err := h.at(address, people.Editor, client.Options{}).PutDocument(t.Context(), "shop", []byte(shop), 0); err != nil || asked.Load() != 2 {
		t.Errorf("put %d times: %v", asked.Load(), err)
	}

	// What must not be done twice is asked once.
	address, asked = h.flaky(busy)
	if _, err := h.at(address, people.Editor, client.Options{}).Publish(t.Context(), "shop", 1, ""); !errors.As(err, &p) || p.Status != http.StatusServiceUnavailable || asked.Load() != 1 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}

	// What is wrong stays wrong.
	address, asked = h.flaky(answer(http.StatusInternalServerError))
	if _, err := h.at(address, people.Editor, client.Options{}).Journeys(t.Context()); !errors.As(err, &p) || p.Code != "internal" || asked.Load() != 1 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
}

// late refuses connections until a server is there.
type late struct {
	tries int
	start func()
}

func (l *late) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.tries++; l.tries == 3 {
		l.start()
	}
	return http.DefaultTransport.RoundTrip(r)
}

func TestServersThatStartAreWaitedFor(t *testing.T) {
	h := newHouse(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := l.Addr().String()
	must(t, l.Close())
	transport := &late{start: func() {
		again, err := net.Listen("tcp", address)
		must(t, err)
		s := &http.Server{Handler: h.Config.Handler, ReadHeaderTimeout: time.Minute}
		go func() { _ = s.Serve(again) }()
		t.Cleanup(func() { _ = s.Close() })
	}}
	if _, err := h.at("http://"+address, people.Editor, client.Options{HTTP: &http.Client{Transport: transport}}).Journeys(t.Context()); err != nil || transport.tries != 3 {
		t.Errorf("tried %d times: %v", transport.tries, err)
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	h := newHouse(t)
	ctx, cancel := context.WithCancel(t.Context())
	address, asked := h.flaky(func(w http.ResponseWriter, r *http.Request) {
		answer(http.StatusServiceUnavailable, "Retry-After", "20")(w, r)
		time.AfterFunc(time.Millisecond, cancel)
	})
	_, err := h.at(address, people.Editor, client.Options{}).Journeys(ctx)
	var p *client.Problem
	if !errors.As(err, &p) && !errors.Is(err, context.Canceled) || asked.Load() != 1 {
		t.Errorf("asked %d times: %v", asked.Load(), err)
	}
	if p != nil && p.RetryAfter != 20*time.Second {
		t.Errorf("the server wants to be left alone for %s", p.RetryAfter)
	}
}

func TestSlowServersAreGivenUp(t *testing.T) {
	h := newHouse(t)
	address, _ := h.flaky(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	if _, err := h.at(address, people.Editor, client.Options{Timeout: 10 * time.Millisecond}).Journeys(t.Context()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// Somebody else's server is told from ours.
func TestOtherServers(t *testing.T) {
	h := newHouse(t)
	address, _ := h.flaky(answer(http.StatusOK, "Content-Type", "text/html"), answer(http.StatusOK, "Content-Type", "application/json"), answer(http.StatusNotFound, "Content-Type", "application/problem+json"))
	wend := h.at(address, people.Editor, client.Options{})
	if _, err := wend.Journeys(t.Context()); err == nil || !strings.Contains(err.Error(), "the address of a Wend server?") {
		t.Errorf("a page: %v", err)
	}
	if _, err := wend.Journeys(t.Context()); err == nil {
		t.Error("what is no JSON was read")
	}
	var p *client.Problem
	if _, err := wend.Journeys(t.Context()); !errors.As(err, &p) || p.Code != "not_found" || p.Status != http.StatusNotFound {
		t.Errorf("a broken problem: %v", err)
	}
}

func TestAgentIsTold(t *testing.T) {
	h := newHouse(t)
	address, _ := h.flaky(func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "nightly/1" || !strings.HasPrefix(r.Header.Get("Authorization"), "Bearer wend_") {
			t.Errorf("sent %v", r.Header)
		}
		h.Config.Handler.ServeHTTP(w, r)
	})
	_, err := h.at(address, people.Editor, client.Options{Agent: "nightly/1"}).Journeys(t.Context())
	must(t, err)
}
