// SPDX-License-Identifier: Apache-2.0

package local

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unsafe"

	"github.com/wendcx/wend/internal/listen/event"
)

// row is an event that is being kept: with its place in the log, its identity
// and the number of its customer.
type row struct {
	*event.Event
	position int64
	key, sum uint64
	customer uint32
}

// batchVersion begins a journal batch, for the day the encoding changes.
const batchVersion = 1

// encodeBatch writes rows with consecutive positions as one journal body.
func encodeBatch(rows []row) []byte {
	b := []byte{batchVersion}
	b = binary.AppendUvarint(b, uint64(len(rows)))
	for i := range rows {
		r := &rows[i]
		b = binary.LittleEndian.AppendUint64(b, r.key)
		b = binary.AppendUvarint(b, uint64(r.customer))
		b = binary.AppendVarint(b, r.Time)
		b = binary.AppendVarint(b, int64(r.Offset))
		b = binary.AppendVarint(b, r.Seq)
		b = append(b, boolByte(r.Undated))
		for _, s := range [...]string{string(r.Source), r.ID, string(r.Customer), r.Name, r.Channel} {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
		for _, s := range [...][]byte{r.Properties, r.Traits, r.Context} {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
	}
	return compressor.EncodeAll(b, nil)
}

func boolByte(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// decodeBatch reads a journal body whose first row has the given position. The
// events' texts share one buffer.
func decodeBatch(body []byte, first int64) ([]row, error) {
	b, err := decompressor.DecodeAll(body, nil)
	if err != nil {
		return nil, fmt.Errorf("journal batch at %d: %w", first, err)
	}
	d := batchReader{b: b}
	if v := d.byte(); v != batchVersion {
		return nil, fmt.Errorf("journal batch at %d: version %d is not known", first, v)
	}
	n := d.uvarint()
	if n > uint64(len(b)) {
		return nil, fmt.Errorf("journal batch at %d: %d rows in %d bytes", first, n, len(b))
	}
	rows, events := make([]row, n), make([]event.Event, n)
	for i := range rows {
		d.row(&rows[i], &events[i])
		rows[i].position = first + int64(i)
	}
	if d.short || len(d.b) > 0 {
		return nil, fmt.Errorf("journal batch at %d: %w", first, errors.New("its length is wrong"))
	}
	return rows, nil
}

// batchReader walks the bytes of a batch; short is set once they run out.
type batchReader struct {
	b       []byte
	short   bool
	scratch []byte
}

func (d *batchReader) row(r *row, e *event.Event) {
	r.Event = e
	r.key = d.uint64()
	r.customer = uint32(d.uvarint())
	e.Time = d.varint()
	e.Offset = int16(d.varint())
	e.Seq = d.varint()
	e.Undated = d.byte() == 1
	e.Source = event.SourceID(d.text())
	e.ID = d.text()
	e.Customer = event.CustomerID(d.text())
	e.Name = d.text()
	e.Channel = d.text()
	e.Properties, e.Traits, e.Context = d.bytes(), d.bytes(), d.bytes()
	r.sum, d.scratch = e.Sum(d.scratch)
}

func (d *batchReader) take(n uint64) []byte {
	if n > uint64(len(d.b)) {
		d.short, d.b = true, nil
		return nil
	}
	out := d.b[:n:n]
	d.b = d.b[n:]
	return out
}

func (d *batchReader) byte() byte {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *batchReader) uint64() uint64 {
	if b := d.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (d *batchReader) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	d.take(uint64(max(n, 1)))
	return v
}

func (d *batchReader) varint() int64 {
	v, n := binary.Varint(d.b)
	d.take(uint64(max(n, 1)))
	return v
}

func (d *batchReader) bytes() []byte {
	if b := d.take(d.uvarint()); len(b) > 0 {
		return b
	}
	return nil
}

func (d *batchReader) text() string {
	b := d.bytes()
	return unsafe.String(unsafe.SliceData(b), len(b))
}
