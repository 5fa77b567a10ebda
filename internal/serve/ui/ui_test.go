// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

const script = "assets/main-1a2b.js"

func serve(t *testing.T, dist fstest.MapFS) *httptest.Server {
	t.Helper()
	h, err := handler(dist)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// answer is what came back.
type answer struct {
	status int
	head   http.Header
	body   string
}

// request sends a request and does not undo the compression of its answer.
func request(t *testing.T, method, url string, head ...string) answer {
	t.Helper()
	r, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(body)}
}

func built() fstest.MapFS {
	return fstest.MapFS{
		"index.html":          {Data: []byte("<html>the page</html>")},
		"favicon.svg":         {Data: []byte("<svg/>")},
		script:                {Data: []byte(strings.Repeat("let journey;", 100))},
		".vite/manifest.json": {Data: []byte("{}")},
	}
}

func TestEveryScreenIsThePage(t *testing.T) {
	s := serve(t, built())
	for _, path := range []string{"/", "/journeys", "/journeys/buy.online", "/customers/a%2Fb", "/.vite/manifest.json"} {
		got := request(t, "GET", s.URL+path)
		if got.status != http.StatusOK || got.body != "<html>the page</html>" || got.head.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestHashedFilesAreKeptForEver(t *testing.T) {
	s := serve(t, built())
	got := request(t, "GET", s.URL+"/"+script)
	if cached := got.head.Get("Cache-Control"); !strings.Contains(cached, "immutable") {
		t.Errorf("Cache-Control: %q", cached)
	}
	if kind := got.head.Get("Content-Type"); !strings.HasPrefix(kind, "text/javascript") {
		t.Errorf("Content-Type: %q", kind)
	}
	if gone := request(t, "GET", s.URL+"/assets/main-of-yesterday.js"); gone.status != http.StatusNotFound {
		t.Errorf("a script that is gone: %d, want 404 and never the page", gone.status)
	}
}

func TestFilesAreCompressed(t *testing.T) {
	s := serve(t, built())
	got := request(t, "GET", s.URL+"/"+script, "Accept-Encoding", "gzip, br")
	if got.head.Get("Content-Encoding") != "gzip" {
		t.Fatalf("Content-Encoding: %q", got.head.Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(strings.NewReader(got.body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil || string(plain) != string(built()[script].Data) {
		t.Errorf("decompressed: %d bytes, %v", len(plain), err)
	}
}

func TestUnchangedFilesAreNotSentAgain(t *testing.T) {
	s := serve(t, built())
	first := request(t, "GET", s.URL+"/journeys")
	again := request(t, "GET", s.URL+"/", "If-None-Match", first.head.Get("ETag"))
	if again.status != http.StatusNotModified || again.body != "" {
		t.Errorf("again: %v", again)
	}
	packed := request(t, "GET", s.URL+"/", "Accept-Encoding", "gzip")
	if packed.head.Get("ETag") == first.head.Get("ETag") {
		t.Error("two forms of a page share one ETag")
	}
}

func TestOnlyReading(t *testing.T) {
	s := serve(t, built())
	if got := request(t, "POST", s.URL+"/journeys"); got.status != http.StatusMethodNotAllowed {
		t.Errorf("POST: %v", got)
	}
	if got := request(t, "HEAD", s.URL+"/"); got.status != http.StatusOK || got.body != "" {
		t.Errorf("HEAD: %v", got)
	}
}

func TestWithoutAnInterfaceItSaysSo(t *testing.T) {
	s := serve(t, fstest.MapFS{".gitkeep": {}})
	got := request(t, "GET", s.URL+"/journeys")
	if got.status != http.StatusOK || !strings.Contains(got.body, "without its screens") || !strings.Contains(got.body, "make build") {
		t.Errorf("%v", got)
	}
}

// What this test runs in is a build of its own: with and without the tag noui
// the binary must start.
func TestTheBinaryServesWhatItCarries(t *testing.T) {
	h, err := Handler()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "<title>Wend</title>") {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}
