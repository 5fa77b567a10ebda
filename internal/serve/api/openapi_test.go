// SPDX-License-Identifier: Apache-2.0

package api_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/wendcx/wend/internal/serve/api"
)

// TestOpenAPI: the description of the API is the one that was agreed on; make gen
// writes it anew.
func TestOpenAPI(t *testing.T) {
	got, err := api.New(http.NewServeMux(), "dev", api.Services{}).OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.TrimSpace(got), bytes.TrimSpace(want)) {
		t.Error("docs/openapi.json is not what the code says; run make gen and look at the difference")
	}
}
