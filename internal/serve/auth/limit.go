// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"container/list"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// Door slows down who tries secrets: by address, and by account wherever the
// tries come from. Those who get in are not counted. The zero value is not
// useful; see NewDoor.
type Door struct {
	addresses *limiter
	accounts  *limiter
}

// NewDoor returns a door that lets twenty tries at once through an address and
// one more every three seconds; for an account ten, and one more a minute.
func NewDoor(clock func() time.Time) *Door {
	return &Door{
		addresses: newLimiter(clock, 20, 3*time.Second),
		accounts:  newLimiter(clock, 10, time.Minute),
	}
}

// Knock counts a try from an address at an account, which may be empty. wait is
// how long to wait instead, 0 to go ahead. Who gets in calls enter, which
// takes the try back.
func (d *Door) Knock(address, account string) (enter func(), wait time.Duration) {
	address, account = network(address), name(account)
	if wait = d.addresses.take(address); wait > 0 {
		return nil, wait
	}
	if account == "" {
		return func() { d.addresses.giveBack(address) }, 0
	}
	if wait = d.accounts.take(account); wait > 0 {
		return nil, wait
	}
	return func() { d.addresses.giveBack(address); d.accounts.giveBack(account) }, 0
}

// network is an IPv4 address, or the part of an IPv6 address that one customer
// of a provider has for themselves.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || !ip.Is6() {
		return address
	}
	p, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}

// name is an account as it is counted: however it is written, and no longer than
// an e-mail address can be.
func name(account string) string {
	account = strings.ToLower(strings.TrimSpace(account))
	return account[:min(len(account), 254)]
}

// maxBuckets bounds the memory of a limiter, to a few megabytes.
const maxBuckets = 10_000

// limiter is a token bucket a key. It forgets the keys that were used longest
// ago; a key under attack is not among them.
type limiter struct {
	clock func() time.Time
	burst float64
	every time.Duration // one more

	mu      sync.Mutex
	buckets map[string]*list.Element // of *bucket
	recent  *list.List               // the one used last first
}

type bucket struct {
	key    string
	tokens float64
	at     time.Time
}

func newLimiter(clock func() time.Time, burst int, every time.Duration) *limiter {
	return &limiter{clock: clock, burst: float64(burst), every: every, buckets: map[string]*list.Element{}, recent: list.New()}
}

// take takes a token, or tells how long it is until there is one.
func (l *limiter) take(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(key)
	if b.tokens < 1 {
		return time.Duration((1 - b.tokens) * float64(l.every))
	}
	b.tokens--
	return 0
}

func (l *limiter) giveBack(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(key)
	b.tokens = min(l.burst, b.tokens+1)
}

// bucket is the bucket of a key, filled up to now. l.mu is held.
func (l *limiter) bucket(key string) *bucket {
	now := l.clock()
	if e, there := l.buckets[key]; there {
		l.recent.MoveToFront(e)
		b := e.Value.(*bucket)
		b.tokens = min(l.burst, b.tokens+float64(now.Sub(b.at))/float64(l.every))
		b.at = now
		return b
	}
	if l.recent.Len() >= maxBuckets {
		oldest := l.recent.Back()
		delete(l.buckets, oldest.Value.(*bucket).key)
		l.recent.Remove(oldest)
	}
	b := &bucket{key, l.burst, now}
	l.buckets[key] = l.recent.PushFront(b)
	return b
}
