// SPDX-License-Identifier: Apache-2.0

// Package ui serves the user interface that web carries: files with a hash in
// their name for ever, everything else checked each time, and one page for all
// addresses that are screens. It imports web only, and knows nothing of what is
// on the screens.
package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/wendcx/wend/web"
)

//go:embed absent.html
var absent []byte

// file is one file of the interface.
type file struct {
	kind    string // its media type
	etag    string
	data    []byte
	gzipped func() []byte // made when first wanted; nil where it would not be smaller
}

// Handler serves the interface that this binary carries.
func Handler() (http.Handler, error) { return handler(web.Dist()) }

// handler serves a built interface. Without an index.html every address says
// that there is none, and how to get it.
func handler(dist fs.FS) (http.Handler, error) {
	files, err := read(dist)
	if err != nil {
		return nil, fmt.Errorf("read the interface: %w", err)
	}
	index, ok := files["index.html"]
	if !ok {
		index, files = newFile("index.html", absent), nil
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD are possible here", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		f, found := files[name]
		hashed := strings.HasPrefix(name, "assets/")
		switch {
		case found && hashed:
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		case hashed: // of another version: the page must not come in its place
			http.NotFound(w, r)
			return
		case !found:
			f = index
		}
		if !hashed {
			w.Header().Set("Cache-Control", "no-cache")
		}
		f.serve(w, r)
	}), nil
}

// read reads a built interface. Hidden files are not part of it.
func read(dist fs.FS) (map[string]*file, error) {
	files := map[string]*file{}
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := name != "." && strings.HasPrefix(d.Name(), ".")
		switch {
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
			return nil
		}
		data, err := fs.ReadFile(dist, name)
		files[name] = newFile(name, data)
		return err
	})
	return files, err
}

func newFile(name string, data []byte) *file {
	sum := sha256.Sum256(data)
	f := &file{kind: kindOf(name), data: data, etag: hex.EncodeToString(sum[:12])}
	if strings.HasPrefix(f.kind, "text/") || strings.HasSuffix(f.kind, "json") || strings.HasSuffix(f.kind, "xml") {
		f.gzipped = sync.OnceValue(func() []byte { return shrink(data) })
	}
	return f
}

// kindOf is a file's media type. The few that matter are said here: a machine's
// own list may lack or bend them.
func kindOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	default:
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
		return "application/octet-stream"
	}
}

// shrink compresses data as far as gzip can.
func shrink(data []byte) []byte {
	var b bytes.Buffer
	// Neither the level nor a buffer in memory can be wrong.
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// serve answers with the file, compressed where the browser takes it.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Type", f.kind)
	head.Add("Vary", "Accept-Encoding")
	data, etag := f.data, f.etag
	if f.gzipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		head.Set("Content-Encoding", "gzip")
		data, etag = f.gzipped(), etag+"-gz"
	}
	head.Set("ETag", `"`+etag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
