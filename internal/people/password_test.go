// SPDX-License-Identifier: Apache-2.0

package people

import (
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/fault"
)

func TestCheckPassword(t *testing.T) {
	const email = "ada.lovelace@example.com"
	for _, bad := range []string{
		"", "short", "123456789", "ada.lovelace@example.com", "Ada.Lovelace", "password123", "Password2026!", "!!!welcome!!!", "qwertyuiop", "1234567890",
		"9876543210", "1111111111", "1212121212", "0123456789012", "abcdefghij", strings.Repeat("x", 1025),
	} {
		if err := checkPassword(bad, email); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%q is let through", bad)
		}
	}
	for _, fine := range []string{"seven tall lighthouses", "пароль-корова-луна", "correcthorse9", "8402719536", "日本語のパスワード七つ"} {
		if err := checkPassword(fine, email); err != nil {
			t.Errorf("%q: %v", fine, err)
		}
	}
}

func TestHash(t *testing.T) {
	h := newHasher(Cost{1, 64, 1})
	kept, err := h.hash(t.Context(), "café on the corner")
	if err != nil {
		t.Fatal(err)
	}
	if twin, err := h.hash(t.Context(), "café on the corner"); err != nil || twin == kept {
		t.Errorf("two hashes are the same: no salt (%v)", err)
	}
	for password, want := range map[string]bool{"café on the corner": true, "cafe\u0301 on the corner": true, "cafe on the corner": false, "": false} {
		if ok, stale, err := h.verify(t.Context(), kept, password); ok != want || stale || err != nil {
			t.Errorf("%q: %v, stale %v, %v", password, ok, stale, err)
		}
	}
	if ok, _, err := h.verify(t.Context(), "", ""); ok || err != nil {
		t.Errorf("no password: %v, %v", ok, err)
	}
	for _, broken := range []Hash{"x", "$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$a2V5", "$argon2id$v=19$m=64,t=1,p=1$$", "$argon2id$v=19$m=64,t=0,p=0$c2FsdHNhbHRzYWx0$c2FsdHNhbHRzYWx0c2FsdA"} {
		if ok, _, err := h.verify(t.Context(), broken, "x"); ok || err == nil {
			t.Errorf("%q: %v, %v", broken, ok, err)
		}
	}
}

// A hash made elsewhere: the reference implementation's test of version 1.3,
// "password" with the salt "somesalt".
func TestHashIsArgon2id(t *testing.T) {
	const reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	h := newHasher(Cost{1, 64, 1})
	ok, stale, err := h.verify(t.Context(), reference, "password")
	if !ok || !stale || err != nil {
		t.Errorf("verify = %v, stale %v, %v", ok, stale, err)
	}
}

// An account that does not exist costs as much to ask as one that does.
func TestTheDecoyCostsTheSame(t *testing.T) {
	h := newHasher(DefaultCost())
	cost, _, _, err := h.decoy.parse()
	if err != nil || cost != DefaultCost() {
		t.Errorf("the decoy costs %+v, %v", cost, err)
	}
}
