// SPDX-License-Identifier: Apache-2.0

// Package event says what an event is: something that happened to one customer
// at one time on one channel, immutable. It validates events, gives them their
// identity, and knows the reserved events in which answers and hand counts
// travel. It may import define/evidence and fault.
package event

import (
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/wendcx/wend/internal/define/evidence"
)

// SourceID names a sender of events within its workspace.
type SourceID string

// CustomerID is a customer as the senders call them.
type CustomerID string

// Event is one event as it is kept. Byte slices are JSON objects in canonical
// form (see Canonical) or empty; an Event does not own them.
type Event struct {
	Source     SourceID
	ID         string // message id; "" derives the identity from the content
	Repeat     uint32 // with ID "": how many identical events came before it in one import
	Customer   CustomerID
	Name       string
	Time       int64 // microseconds since 1970, UTC
	Offset     int16 // minutes east of UTC in which the sender wrote the time
	Undated    bool  // it happened, nobody knows when; Time only gives it a place in the order
	Seq        int64 // order among events of one sender at equal times
	Channel    string
	Properties []byte
	Traits     []byte
	Context    []byte
}

// Evidence is what conditions on events see of one.
func (e *Event) Evidence() evidence.Record {
	return evidence.Record{
		Name: e.Name, Channel: e.Channel, Source: string(e.Source), Customer: string(e.Customer),
		Properties: e.Properties, Traits: e.Traits, Context: e.Context,
	}
}

// Limits of an event.
const (
	MaxName   = 200     // characters of a name, channel or source
	MaxID     = 1000    // bytes of a message id or a customer id
	MaxObject = 1 << 20 // bytes of properties, traits or context
)

// The years an event may lie in.
var (
	minTime = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	maxTime = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
)

// At returns the time as the sender wrote it: the instant, in the sender's
// offset.
func (e *Event) At() time.Time {
	return time.UnixMicro(e.Time).In(time.FixedZone("", int(e.Offset)*60))
}

// Sum is a hash of all that makes the event what it is, whoever sent it and
// wherever it stood: everything but Source, ID, Repeat and Seq. It appends to
// scratch, which it returns for reuse.
func (e *Event) Sum(scratch []byte) (uint64, []byte) {
	b := scratch[:0]
	b = appendText(b, string(e.Customer))
	b = appendText(b, e.Name)
	b = binary.LittleEndian.AppendUint64(b, uint64(e.Time))
	b = binary.LittleEndian.AppendUint16(b, uint16(e.Offset))
	b = append(b, boolByte(e.Undated))
	b = appendText(b, e.Channel)
	b = appendBytes(b, e.Properties)
	b = appendBytes(b, e.Traits)
	b = appendBytes(b, e.Context)
	return xxh3.Hash(b), b
}

// Key identifies the event among all events: no two events with one key are
// ever read. It is a hash of the source and the message id, or, without one, of
// the source, the content and Repeat.
func (e *Event) Key(sum uint64) uint64 {
	if e.ID != "" {
		return KeyOf(e.Source, e.ID)
	}
	var b [12]byte
	binary.LittleEndian.PutUint64(b[:], sum)
	binary.LittleEndian.PutUint32(b[8:], e.Repeat)
	return xxh3.HashSeed(b[:], xxh3.HashString(string(e.Source)))
}

// KeyOf returns the key of the event with a message id. Ids that DerivedID gave
// lead back to their key.
func KeyOf(source SourceID, id string) uint64 {
	if key, ok := derivedKey(id); ok {
		return key
	}
	return xxh3.HashStringSeed(id, xxh3.HashString(string(source)))
}

const derivedPrefix = "row-"

// DerivedID is the message id under which an event without one is known.
func DerivedID(key uint64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], key)
	return derivedPrefix + hex.EncodeToString(b[:])
}

func derivedKey(id string) (uint64, bool) {
	if len(id) != len(derivedPrefix)+16 || id[:len(derivedPrefix)] != derivedPrefix {
		return 0, false
	}
	b, err := hex.DecodeString(id[len(derivedPrefix):])
	if err != nil {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}

func appendText(b []byte, s string) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
	return append(b, s...)
}

func appendBytes(b, s []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
	return append(b, s...)
}

func boolByte(v bool) byte {
	if v {
		return 1
	}
	return 0
}
