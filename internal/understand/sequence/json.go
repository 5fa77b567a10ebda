// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"encoding/json"
	"strings"
)

// Text returns what a field's JSON says as text: a text without its quotes,
// anything else as it is written, "" for null and for nothing.
func Text(raw string) string {
	switch {
	case raw == "" || raw == "null":
		return ""
	case raw[0] != '"':
		return raw
	case strings.IndexByte(raw, '\\') < 0:
		return raw[1 : len(raw)-1]
	}
	var s string
	if json.Unmarshal([]byte(raw), &s) != nil {
		return ""
	}
	return s
}
