// SPDX-License-Identifier: Apache-2.0

// Package keyset keeps large sets of 64-bit keys on disk, sorted, each with a
// 64-bit value: the identities of events already kept, and the rows an import
// has already seen. Looking up a sorted batch costs one pass over the file, or
// a few pages a key where the batch is small. Keys are hashes: evenly spread.
// The package imports nothing of ours.
package keyset

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
)

// Entry is a key with its value.
type Entry struct{ Key, Value uint64 }

// magic begins a key file, followed by the number of keys, the keys in
// ascending order, and their values.
const magic = "wendkey1"

const headerSize = len(magic) + 8

// Write writes all entries to path, which must not exist, and syncs it. The
// entries must be sorted by key, each key once.
func Write(path string, entries []Entry) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	if err := writeAll(f, entries); err != nil {
		return errors.Join(fmt.Errorf("write keys %s: %w", path, err), f.Close())
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write keys: %w", err)
	}
	return nil
}

func writeAll(f *os.File, entries []Entry) error {
	w := bufio.NewWriterSize(f, 1<<16)
	var b [8]byte
	put := func(v uint64) error {
		binary.LittleEndian.PutUint64(b[:], v)
		_, err := w.Write(b[:])
		return err
	}
	if _, err := w.WriteString(magic); err != nil {
		return err
	}
	if err := put(uint64(len(entries))); err != nil {
		return err
	}
	for _, e := range entries {
		if err := put(e.Key); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if err := put(e.Value); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// File is an open key file, safe for concurrent use.
type File struct {
	f *os.File
	n int
}

// Open opens a key file.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open keys: %w", err)
	}
	n, err := readHeader(f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open keys %s: %w", path, err), f.Close())
	}
	return &File{f: f, n: n}, nil
}

func readHeader(f *os.File) (int, error) {
	var head [headerSize]byte
	if _, err := io.ReadFull(f, head[:]); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	n := binary.LittleEndian.Uint64(head[len(magic):])
	if string(head[:len(magic)]) != magic || uint64(info.Size()) != uint64(headerSize)+16*n {
		return 0, errors.New("not a whole key file")
	}
	return int(n), nil
}

// Len is the number of keys.
func (f *File) Len() int { return f.n }

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }

// Find calls found for every key of sorted (ascending, repeats allowed) that
// the file holds, with its index in sorted and its value.
func (f *File) Find(sorted []uint64, found func(i int, value uint64)) error {
	if f.n == 0 || len(sorted) == 0 {
		return nil
	}
	if len(sorted)*pageKeys >= f.n/2 {
		return f.scan(sorted, found)
	}
	for i, key := range sorted {
		at, ok, err := f.search(key)
		if err != nil {
			return err
		}
		if ok {
			v, err := f.value(at)
			if err != nil {
				return err
			}
			found(i, v)
		}
	}
	return nil
}

const (
	blockKeys = 8192 // keys read at a time in a scan
	pageKeys  = 512  // keys read at a time in a search
)

// scan walks the whole file beside the sorted keys.
func (f *File) scan(sorted []uint64, found func(i int, value uint64)) error {
	block := make([]byte, blockKeys*8)
	i := 0
	for first := 0; first < f.n && i < len(sorted); first += blockKeys {
		n := min(blockKeys, f.n-first)
		if err := f.readKeys(block[:n*8], first); err != nil {
			return err
		}
		if binary.LittleEndian.Uint64(block[(n-1)*8:]) < sorted[i] {
			continue
		}
		for k := 0; k < n && i < len(sorted); {
			key := binary.LittleEndian.Uint64(block[k*8:])
			switch {
			case key < sorted[i]:
				k++
			case key > sorted[i]:
				i++
			default:
				v, err := f.value(first + k)
				if err != nil {
					return err
				}
				found(i, v)
				i++
			}
		}
	}
	return nil
}

// search finds one key by interpolation: hashes are evenly spread, so the first
// guess is a page or two off.
func (f *File) search(key uint64) (at int, ok bool, err error) {
	var page [pageKeys * 8]byte
	lo, hi := 0, f.n // the key is in [lo, hi) if anywhere
	loKey, hiKey := uint64(0), ^uint64(0)
	for lo < hi {
		guess := lo + interpolate(key-loKey, hiKey-loKey, hi-lo)
		first := max(lo, min(guess-pageKeys/2, hi-pageKeys))
		n := min(pageKeys, hi-first)
		if err := f.readKeys(page[:n*8], first); err != nil {
			return 0, false, err
		}
		firstKey, lastKey := binary.LittleEndian.Uint64(page[:]), binary.LittleEndian.Uint64(page[(n-1)*8:])
		switch {
		case key < firstKey:
			hi, hiKey = first, firstKey
		case key > lastKey:
			lo, loKey = first+n, lastKey
		default:
			k := bisect(page[:n*8], key)
			return first + k, binary.LittleEndian.Uint64(page[k*8:]) == key, nil
		}
	}
	return 0, false, nil
}

// interpolate returns n * part / whole, in [0, n).
func interpolate(part, whole uint64, n int) int {
	if whole == 0 || part >= whole {
		return n - 1
	}
	hi, lo := bits.Mul64(part, uint64(n))
	q, _ := bits.Div64(hi, lo, whole)
	return min(int(q), n-1)
}

// bisect returns the index of the first key that is not below key; one exists.
func bisect(page []byte, key uint64) int {
	lo, hi := 0, len(page)/8-1
	for lo < hi {
		mid := (lo + hi) / 2
		if binary.LittleEndian.Uint64(page[mid*8:]) < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (f *File) readKeys(b []byte, first int) error {
	if _, err := f.f.ReadAt(b, int64(headerSize+first*8)); err != nil {
		return fmt.Errorf("read keys: %w", err)
	}
	return nil
}

func (f *File) value(i int) (uint64, error) {
	var b [8]byte
	if _, err := f.f.ReadAt(b[:], int64(headerSize+(f.n+i)*8)); err != nil {
		return 0, fmt.Errorf("read keys: %w", err)
	}
	return binary.LittleEndian.Uint64(b[:]), nil
}

// Each calls yield for all entries in order. It reads in blocks and holds two
// of them.
func (f *File) Each(yield func(Entry) error) error {
	keys, values := make([]byte, blockKeys*8), make([]byte, blockKeys*8)
	for first := 0; first < f.n; first += blockKeys {
		n := min(blockKeys, f.n-first)
		if err := f.readKeys(keys[:n*8], first); err != nil {
			return err
		}
		if err := f.readKeys(values[:n*8], f.n+first); err != nil {
			return err
		}
		for k := range n {
			e := Entry{binary.LittleEndian.Uint64(keys[k*8:]), binary.LittleEndian.Uint64(values[k*8:])}
			if err := yield(e); err != nil {
				return err
			}
		}
	}
	return nil
}
