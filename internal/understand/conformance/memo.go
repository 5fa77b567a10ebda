// SPDX-License-Identifier: Apache-2.0

package conformance

import (
	"context"
	"encoding/binary"
	"fmt"
	"sync"
	"unsafe"
)

// Cache keeps models made ready and the alignments of variants with them, so
// that a server answers the same question, or one of a part of the instances,
// without searching again. What has not been used for longest goes first. It is
// safe for concurrent use.
type Cache struct {
	mu       sync.Mutex
	aligners generations[*Aligner]
	found    generations[*found]
	serial   int
}

// keptAligners bounds how many models a Cache keeps ready.
const keptAligners = 32

// NewCache returns an empty cache whose alignments take about so many bytes at
// most.
func NewCache(bytes int) *Cache {
	c := &Cache{}
	c.aligners.limit, c.found.limit = keptAligners, bytes
	return c
}

// Aligner returns an aligner of a model that remembers alignments. bound is the
// most nodes to explore for one, 0 the default. Models with the same digest
// share theirs.
func (c *Cache) Aligner(ctx context.Context, m *Model, bound int) (*Aligner, error) {
	if bound == 0 {
		bound = DefaultNodes
	}
	key := fmt.Appendf(nil, "%s %d", m.Digest(), bound)
	if a, ok := c.ready(key); ok {
		return a, nil
	}
	a, err := newAligner(ctx, m, bound)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if first, ok := c.aligners.get(key); ok { // somebody was faster
		return first, nil
	}
	c.serial++
	a.memo = &memo{c, c.serial}
	c.aligners.put(string(key), a, 1)
	return a, nil
}

func (c *Cache) ready(key []byte) (*Aligner, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.aligners.get(key)
}

// Variants is how many alignments are kept at the moment.
func (c *Cache) Variants() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.found.len()
}

// memo is an aligner's share of a cache.
type memo struct {
	cache  *Cache
	number int
}

func (m *memo) find(path []int32, prefix bool) *found {
	var room [256]byte
	key := m.key(room[:0], path, prefix)
	m.cache.mu.Lock()
	defer m.cache.mu.Unlock()
	f, _ := m.cache.found.get(key)
	return f
}

func (m *memo) keep(path []int32, prefix bool, f *found) {
	key := string(m.key(nil, path, prefix))
	m.cache.mu.Lock()
	defer m.cache.mu.Unlock()
	m.cache.found.put(key, f, cost(key, f))
}

// key spells a path out; all labels that the model does not know are alike.
func (m *memo) key(to []byte, path []int32, prefix bool) []byte {
	to = binary.AppendUvarint(to, uint64(m.number))
	if prefix {
		to = append(to, 1)
	} else {
		to = append(to, 0)
	}
	for _, l := range path {
		to = binary.AppendUvarint(to, uint64(max(0, l+1)))
	}
	return to
}

// cost is about the memory that an alignment takes.
func cost(key string, f *found) int {
	const entry = 96 // of the map, the headers of key and value
	return entry + len(key) + len(f.marks)*int(unsafe.Sizeof(mark{}))
}
