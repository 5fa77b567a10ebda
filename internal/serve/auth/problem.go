// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/json"
	"net/http"

	"github.com/wendcx/wend/internal/fault"
)

// problem answers as the API does (RFC 9457), before a request reaches it.
func problem(w http.ResponseWriter, status int, code fault.Code, detail, remedy string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // a client that has gone needs no answer
		"title": http.StatusText(status), "status": status, "code": code, "detail": detail, "remedy": remedy,
	})
}
