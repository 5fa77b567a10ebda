// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// lockName is the file by which commands find the server that holds a data
// directory.
const lockName = "wend.lock"

// Lock says which server holds a data directory and how its owner on this
// machine reaches it. Only the owner can read the file.
type Lock struct {
	Address string `json:"address"` // as http://127.0.0.1:8787
	Token   string `json:"token"`
	PID     int    `json:"pid"`
}

// newLock returns a lock with a token of its own.
func newLock(address string) Lock {
	return Lock{Address: address, Token: rand.Text() + rand.Text(), PID: os.Getpid()}
}

// write puts the lock into a data directory, for the owner alone.
func (l Lock) write(dir string) error {
	text, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	tmp := filepath.Join(dir, lockName+".new")
	if err := os.WriteFile(tmp, append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	return os.Rename(tmp, filepath.Join(dir, lockName))
}

// remove takes the lock away.
func (l Lock) remove(dir string) error {
	err := os.Remove(filepath.Join(dir, lockName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// HeldBy finds the server that holds a data directory; ok is false where none
// does. A lock that a killed server left is recognised: nobody answers at its
// address, or somebody who does not know its token.
func HeldBy(ctx context.Context, dir string) (l Lock, ok bool) {
	text, err := os.ReadFile(filepath.Join(dir, lockName))
	if err != nil || json.Unmarshal(text, &l) != nil || l.Address == "" {
		return l, false
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	r, err := l.Request(ctx, http.MethodGet, "/local/ping", nil)
	if err != nil {
		return l, false
	}
	answer, err := lockClient().Do(r)
	if err != nil {
		return l, false
	}
	_ = answer.Body.Close()
	return l, answer.StatusCode == http.StatusNoContent
}
