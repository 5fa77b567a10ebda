// SPDX-License-Identifier: Apache-2.0

package app

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	Token   string `json:"token"`   // known to the server and its owner, and never sent
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
	if err != nil || json.Unmarshal(text, &l) != nil || l.Address == "" || l.Token == "" {
		return l, false
	}
	_, err = l.greet(ctx)
	return l, err == nil
}

// proof is what only who knows the lock's token can say of some words. The token
// itself is never sent: whoever sits at the address learns nothing that another
// server would take.
func (l Lock) proof(words ...string) string {
	mac := hmac.New(sha256.New, []byte(l.Token))
	for _, w := range words {
		fmt.Fprintf(mac, "%d:%s,", len(w), w)
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// proves tells whether a proof is that of the words.
func (l Lock) proves(proof string, words ...string) bool {
	return hmac.Equal([]byte(proof), []byte(l.proof(words...)))
}

// What proofs are of, so that none of one kind is one of another.
const (
	ofServer  = "server"  // the server knows the token: of the command's own challenge
	ofTicket  = "ticket"  // the server made the ticket: of the time it was made
	ofCommand = "command" // the command knows the token: of the ticket and the body
)

// greeting is how the server answers a challenge.
type greeting struct {
	Proof  string `json:"proof"`  // that it knows the token
	Ticket string `json:"ticket"` // good for one command, soon
}

// greet asks the server at the lock's address to prove that it is the one that
// wrote the lock, and returns a ticket for a command.
func (l Lock) greet(ctx context.Context) (ticket string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	challenge := rand.Text()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, l.Address+"/local/greeting?challenge="+challenge, nil)
	if err != nil {
		return "", err
	}
	answer, err := lockClient().Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	var g greeting
	if err := json.NewDecoder(io.LimitReader(answer.Body, 4096)).Decode(&g); err != nil || !l.proves(g.Proof, ofServer, challenge, g.Ticket) {
		return "", fmt.Errorf("%s is not the server that wrote the lock", l.Address)
	}
	return g.Ticket, nil
}
