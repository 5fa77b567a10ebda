// SPDX-License-Identifier: Apache-2.0

package app_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/wendcx/wend/internal/app"
)

// Whoever sits at the address of a server that was killed may not lead its owner's
// commands, and the token in them, to somebody else.
func TestALockIsNotLedElsewhere(t *testing.T) {
	told := ""
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told = r.Header.Get("Authorization")
		w.WriteHeader(http.StatusNoContent)
	}))
	defer elsewhere.Close()
	stale := httptest.NewServer(http.RedirectHandler(elsewhere.URL+"/local/ping", http.StatusTemporaryRedirect))
	defer stale.Close()
	dir := t.TempDir()
	text, err := json.Marshal(app.Lock{Address: stale.URL, Token: "secret"})
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "wend.lock"), text, 0o600))
	if l, held := app.HeldBy(t.Context(), dir); held || told != "" {
		t.Errorf("held by %+v; elsewhere was told %q", l, told)
	}
}
