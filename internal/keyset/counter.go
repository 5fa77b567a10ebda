// SPDX-License-Identifier: Apache-2.0

package keyset

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Counter counts how often each key has been seen, in bounded memory: counts
// move to sorted files in a folder of their own, which Close removes. It is for
// one goroutine.
type Counter struct {
	dir  string
	runs []*File // newest last, sizes growing towards the front
	made int
	keys []uint64 // scratch
}

// NewCounter returns an empty counter that keeps its files in a new folder
// below dir (os.TempDir when empty).
func NewCounter(dir string) (*Counter, error) {
	d, err := os.MkdirTemp(dir, "wend-count-")
	if err != nil {
		return nil, fmt.Errorf("count keys: %w", err)
	}
	return &Counter{dir: d}, nil
}

// Close removes the counter's files.
func (c *Counter) Close() error {
	var errs []error
	for _, r := range c.runs {
		errs = append(errs, r.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(c.dir))...)
}

// Add counts the keys and sets before[i] to how often keys[i] was seen before:
// in earlier calls, and earlier in this one.
func (c *Counter) Add(keys []uint64, before []uint64) error {
	order := make([]int32, len(keys))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(keys[a], keys[b]), cmp.Compare(a, b)) })
	c.keys = c.keys[:0]
	var entries []Entry
	for _, i := range order { // one entry a key, counting within this call
		if n := len(entries); n > 0 && entries[n-1].Key == keys[i] {
			before[i] = entries[n-1].Value
			entries[n-1].Value++
			continue
		}
		before[i] = 0
		entries = append(entries, Entry{keys[i], 1})
		c.keys = append(c.keys, keys[i])
	}
	earlier := make(map[uint64]uint64)
	for _, r := range c.runs {
		if err := r.Find(c.keys, func(i int, v uint64) { earlier[c.keys[i]] += v }); err != nil {
			return err
		}
	}
	if len(earlier) > 0 {
		for i, k := range keys {
			before[i] += earlier[k]
		}
	}
	return c.push(entries)
}

// push writes a run and merges runs of like size, so that there are few.
func (c *Counter) push(entries []Entry) error {
	for len(c.runs) > 0 && c.runs[len(c.runs)-1].Len() <= 2*len(entries) {
		last := c.runs[len(c.runs)-1]
		merged, err := mergeInto(last, entries)
		if err != nil {
			return err
		}
		entries = merged
		name := last.f.Name()
		if err := errors.Join(last.Close(), os.Remove(name)); err != nil {
			return fmt.Errorf("count keys: %w", err)
		}
		c.runs = c.runs[:len(c.runs)-1]
		if len(entries) > maxInMemory {
			break
		}
	}
	path := filepath.Join(c.dir, fmt.Sprintf("%06d.keys", c.made))
	c.made++
	if err := Write(path, entries); err != nil {
		return err
	}
	f, err := Open(path)
	if err != nil {
		return err
	}
	c.runs = append(c.runs, f)
	return nil
}

// maxInMemory bounds how many entries are merged in memory: 128 MiB of them.
// Larger runs stay side by side.
const maxInMemory = 8 << 20

// mergeInto adds the counts of two sorted lists.
func mergeInto(f *File, entries []Entry) ([]Entry, error) {
	out := make([]Entry, 0, f.Len()+len(entries))
	i := 0
	err := f.Each(func(e Entry) error {
		for i < len(entries) && entries[i].Key < e.Key {
			out = append(out, entries[i])
			i++
		}
		if i < len(entries) && entries[i].Key == e.Key {
			e.Value += entries[i].Value
			i++
		}
		out = append(out, e)
		return nil
	})
	return append(out, entries[i:]...), err
}
