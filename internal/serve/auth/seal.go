// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// sealer signs what a browser keeps for us. Its key lives as long as the
// process.
type sealer struct{ key [32]byte }

func newSealer() (s sealer) {
	_, _ = rand.Read(s.key[:]) // never fails: it ends the process instead
	return s
}

// seal is x as text that open knows as its own.
func (s sealer) seal(x any) (string, error) {
	text, err := json.Marshal(x)
	if err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	b64 := base64.RawURLEncoding
	return b64.EncodeToString(text) + "." + b64.EncodeToString(s.sum(text)), nil
}

// open reads what seal wrote, and refuses everything else.
func (s sealer) open(sealed string, x any) error {
	body, sum, _ := strings.Cut(sealed, ".")
	text, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return fmt.Errorf("open seal: %w", err)
	}
	want, err := base64.RawURLEncoding.DecodeString(sum)
	if err != nil {
		return fmt.Errorf("open seal: %w", err)
	}
	if !hmac.Equal(want, s.sum(text)) {
		return errors.New("the seal is broken")
	}
	return json.Unmarshal(text, x)
}

func (s sealer) sum(text []byte) []byte {
	h := hmac.New(sha256.New, s.key[:])
	h.Write(text)
	return h.Sum(nil)
}
