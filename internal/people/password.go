// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost is how hard a password is to try out: the parameters of argon2id
// (RFC 9106).
type Cost struct {
	Passes    uint32
	MemoryKiB uint32
	Lanes     uint8
}

// DefaultCost is the RFC's choice for where memory is scarce: 64 MiB, three
// passes, about a tenth of a second.
func DefaultCost() Cost { return Cost{Passes: 3, MemoryKiB: 64 << 10, Lanes: 4} }

const (
	saltBytes = 16
	keyBytes  = 32
	// parallel bounds the passwords hashed at a time, and with them memory.
	parallel = 2
)

// hasher turns passwords into hashes and compares them.
type hasher struct {
	cost  Cost
	turns chan struct{}
	decoy Hash // compared with when there is no account, so that it takes as long
}

func newHasher(c Cost) *hasher {
	h := &hasher{cost: c, turns: make(chan struct{}, parallel)}
	h.decoy = phc(c, random(saltBytes), random(keyBytes))
	return h
}

// Hash is a password as it is kept, in PHC form, with its cost and salt:
// $argon2id$v=19$m=65536,t=3,p=4$salt$key. Empty means there is no password.
type Hash string

func phc(c Cost, salt, key []byte) Hash {
	b64 := base64.RawStdEncoding
	return Hash(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, c.MemoryKiB, c.Passes, c.Lanes, b64.EncodeToString(salt), b64.EncodeToString(key)))
}

// parse takes a hash apart.
func (h Hash) parse() (c Cost, salt, key []byte, err error) {
	parts := strings.Split(string(h), "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("a password is kept in a form that is not known")
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.MemoryKiB, &c.Passes, &c.Lanes); err != nil {
		return c, nil, nil, fmt.Errorf("read the cost of a password: %w", err)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err == nil {
		key, err = base64.RawStdEncoding.DecodeString(parts[5])
	}
	if err == nil && (len(salt) < 8 || len(key) < 16 || c.Passes == 0 || c.Lanes == 0) {
		err = fmt.Errorf("it is cut short")
	}
	if err != nil {
		return c, nil, nil, fmt.Errorf("read a kept password: %w", err)
	}
	return c, salt, key, nil
}

// hash makes what is kept of a password.
func (h *hasher) hash(ctx context.Context, password string) (Hash, error) {
	salt := random(saltBytes)
	key, err := h.key(ctx, h.cost, password, salt, keyBytes)
	if err != nil {
		return "", err
	}
	return phc(h.cost, salt, key), nil
}

// verify compares. Without a kept hash it takes as long and says no. stale
// tells that the hash was made with another cost and should be made anew.
func (h *hasher) verify(ctx context.Context, kept Hash, password string) (ok, stale bool, err error) {
	none := kept == ""
	if none {
		kept = h.decoy
	}
	cost, salt, want, err := kept.parse()
	if err != nil {
		return false, false, err
	}
	got, err := h.key(ctx, cost, password, salt, uint32(len(want)))
	if err != nil {
		return false, false, err
	}
	ok = subtle.ConstantTimeCompare(got, want) == 1 && !none
	return ok, ok && cost != h.cost, nil
}

// key derives a key, waiting for a turn.
func (h *hasher) key(ctx context.Context, c Cost, password string, salt []byte, n uint32) ([]byte, error) {
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	// The same characters typed on another keyboard are the same password.
	return argon2.IDKey(norm.NFKC.Bytes([]byte(password)), salt, c.Passes, c.MemoryKiB, c.Lanes, n), nil
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: it ends the process instead
	return b
}

// The bounds of a password's length.
const (
	minPassword = 10   // characters
	maxPassword = 1024 // bytes
)

// checkPassword refuses what others guess first.
func checkPassword(password, email string) error {
	password = norm.NFKC.String(password)
	local, _, _ := strings.Cut(email, "@")
	letters := strings.Map(keep(unicode.IsLetter), strings.ToLower(password))
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return field("password", "the password has %d characters", n).WithRemedy("use at least %d; a few words are easy to keep in mind", minPassword)
	case len(password) > maxPassword:
		return field("password", "the password is longer than %d bytes", maxPassword).WithRemedy("use a shorter one")
	case strings.EqualFold(password, email), strings.EqualFold(password, local):
		return field("password", "the password is your e-mail address").WithRemedy("use one that nobody can know")
	case slices.Contains(guessed, letters), monotonous(password):
		return field("password", "the password is among the first that others try").WithRemedy("use a few unrelated words")
	}
	return nil
}

// guessed are the letters of passwords that are tried first, whatever digits
// and signs surround them.
var guessed = []string{
	"password", "passwort", "motdepasse", "contrasena", "wachtwoord", "passw", "pass", "passpass", "passwordpassword",
	"qwerty", "qwertyuiop", "qwertyuiopasdfghjkl", "qwertyqwerty", "azerty", "azertyuiop", "qwertz", "qwertzuiop", "asdfghjkl", "asdfasdf", "zxcvbnm", "qazwsxedc", "qazwsx",
	"abc", "abcd", "abcde", "abcdef", "abcdefgh", "abcdefghij", "abcdefghijkl", "aaa",
	"iloveyou", "letmein", "welcome", "bienvenue", "willkommen", "changeme", "changeit", "default", "secret", "topsecret", "mysecret", "mypassword", "thepassword",
	"admin", "administrator", "root", "user", "guest", "test", "testtest", "testing", "demo", "login", "master", "superman", "batman", "dragon", "monkey", "sunshine",
	"princess", "football", "baseball", "basketball", "trustno", "starwars", "computer", "internet", "whatever", "hello", "helloworld", "freedom", "michael", "jennifer",
	"wend", "wendwend", "wendpassword", "customer", "customerjourney", "journey",
	"summer", "winter", "spring", "autumn", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
}

// monotonous tells that a password has fewer than five different characters, or
// no letter and each sign a fixed step from the one before: 1111122222,
// 1234567890, 9876543210.
func monotonous(password string) bool {
	runes := []rune(password)
	different := slices.Clone(runes)
	slices.Sort(different)
	if len(slices.Compact(different)) < 5 {
		return true
	}
	step := runes[1] - runes[0]
	for i := 1; i < len(runes); i++ {
		d := runes[i] - runes[i-1]
		if d != step && (d+10)%10 != (step+10)%10 || unicode.IsLetter(runes[i]) && d != step {
			return false
		}
	}
	return true
}

func keep(is func(rune) bool) func(rune) rune {
	return func(r rune) rune {
		if is(r) {
			return r
		}
		return -1
	}
}
