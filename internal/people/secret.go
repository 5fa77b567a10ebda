// SPDX-License-Identifier: Apache-2.0

package people

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

// Digest is the SHA-256 of a secret: all that is kept of it. A secret has 256
// random bits, so that its digest needs no salt and no patience.
type Digest [sha256.Size]byte

// NewSecret makes a secret of 256 bits that stands in URLs and headers as it is,
// and what is kept of it.
func NewSecret(prefix string) (secret string, kept Digest) {
	secret = prefix + base64.RawURLEncoding.EncodeToString(random(32))
	return secret, digest(secret)
}

func digest(secret string) Digest { return sha256.Sum256([]byte(secret)) }

// matches compares in constant time.
func (d Digest) matches(secret string) bool {
	got := digest(secret)
	return subtle.ConstantTimeCompare(d[:], got[:]) == 1
}

// newID makes an id that nothing else has.
func newID() string { return strings.ToLower(rand.Text()) }
