// SPDX-License-Identifier: Apache-2.0

package local

import (
	"encoding/binary"
	"errors"

	"github.com/klauspost/compress/zstd"
	"github.com/zeebo/xxh3"
)

// dictionary numbers texts densely from 1, in order of arrival. Texts lie in
// one arena and the table holds numbers only, so ten million customers cost a
// few hundred megabytes and nothing for the garbage collector to walk. It is
// not safe for concurrent use; the log guards it.
type dictionary struct {
	arena   []byte
	ends    []uint64 // text n lies in arena[ends[n-1]:ends[n]]; ends[0] is 0
	table   []uint32 // open addressing; 0 is empty
	flushed int      // numbers up to here are on disk
}

func newDictionary() *dictionary {
	return &dictionary{ends: []uint64{0}, table: make([]uint32, 1<<10)}
}

// len is the highest number given.
func (d *dictionary) len() int { return len(d.ends) - 1 }

// text returns the text behind a number; it points into the arena.
func (d *dictionary) text(n uint32) []byte { return d.arena[d.ends[n-1]:d.ends[n]] }

// find returns the number of a text, or 0.
func (d *dictionary) find(s string) uint32 {
	mask := uint64(len(d.table) - 1)
	for i := xxh3.HashString(s) & mask; d.table[i] != 0; i = (i + 1) & mask {
		if n := d.table[i]; string(d.text(n)) == s {
			return n
		}
	}
	return 0
}

// number returns the number of a text, giving it the next one if it is new.
func (d *dictionary) number(s string) uint32 {
	if n := d.find(s); n != 0 {
		return n
	}
	return d.add(s)
}

func (d *dictionary) add(s string) uint32 {
	if 4*len(d.ends) > 3*len(d.table) {
		d.grow()
	}
	d.arena = append(d.arena, s...)
	d.ends = append(d.ends, uint64(len(d.arena)))
	n := uint32(d.len())
	d.place(n)
	return n
}

func (d *dictionary) place(n uint32) {
	mask := uint64(len(d.table) - 1)
	i := xxh3.Hash(d.text(n)) & mask
	for d.table[i] != 0 {
		i = (i + 1) & mask
	}
	d.table[i] = n
}

func (d *dictionary) grow() {
	d.table = make([]uint32, 2*len(d.table))
	for n := 1; n <= d.len(); n++ {
		if len(d.text(uint32(n))) > 0 {
			d.place(uint32(n))
		}
	}
}

// truncate takes back the numbers above n, which never reached the disk.
func (d *dictionary) truncate(n int) {
	if n >= d.len() {
		return
	}
	d.ends = d.ends[:n+1]
	d.arena = d.arena[:d.ends[n]]
	clear(d.table)
	for i := 1; i <= n; i++ {
		if len(d.text(uint32(i))) > 0 {
			d.place(uint32(i))
		}
	}
}

// erase blanks the text of a number, which stays taken.
func (d *dictionary) erase(n uint32) {
	kept := newDictionary()
	for i := 1; i <= d.len(); i++ {
		if t := d.text(uint32(i)); len(t) > 0 && uint32(i) != n {
			kept.add(string(t))
		} else {
			kept.ends = append(kept.ends, uint64(len(kept.arena)))
		}
	}
	kept.flushed = d.flushed
	*d = *kept
}

// known is how many numbers lead to a text.
func (d *dictionary) known() (n int) {
	for i := 1; i <= d.len(); i++ {
		if len(d.text(uint32(i))) > 0 {
			n++
		}
	}
	return n
}

// page encodes the texts from number first to last.
func (d *dictionary) page(first, last int) []byte {
	var b []byte
	for n := first; n <= last; n++ {
		t := d.text(uint32(n))
		b = binary.AppendUvarint(b, uint64(len(t)))
		b = append(b, t...)
	}
	return compressor.EncodeAll(b, nil)
}

// load appends the texts of a page. An empty text is one that was erased: its
// number stays taken.
func (d *dictionary) load(page []byte, count int) error {
	b, err := decompressor.DecodeAll(page, nil)
	if err != nil {
		return err
	}
	for range count {
		n, size := binary.Uvarint(b)
		if size <= 0 || uint64(len(b)-size) < n {
			return errors.New("dictionary page cut short")
		}
		text := string(b[size : size+int(n)])
		b = b[size+int(n):]
		if text != "" {
			d.add(text)
			continue
		}
		d.ends = append(d.ends, uint64(len(d.arena)))
	}
	d.flushed = d.len()
	return nil
}

// compressor and decompressor are safe for concurrent use by EncodeAll and
// DecodeAll and hold no state between calls.
var (
	compressor, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	decompressor, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
)
