// SPDX-License-Identifier: Apache-2.0

package load

// shelf holds things between two uses, so that a large file is read in the same
// memory over and over. Unlike a sync.Pool no collection empties it. A nil shelf
// holds nothing.
type shelf[T any] chan T

// take returns something used before, or the zero value.
func (s shelf[T]) take() (v T) {
	select {
	case v = <-s:
	default:
	}
	return v
}

// give puts something back for the next taker.
func (s shelf[T]) give(v T) {
	select {
	case s <- v:
	default: // the shelf is full
	}
}

// shelves are what the goroutines of one import pass round. The zero value
// recycles nothing.
type shelves struct {
	blocks  shelf[[]byte] // of CSV, as read
	arenas  shelf[[]byte] // of JSON
	batches shelf[*batch] // of CSV
	emitted shelf[*emitted]
	chunks  shelf[*chunk]

	blockSize int // of CSV; tests make it small
}

func newShelves() *shelves {
	return &shelves{
		blocks: make(chan []byte, 256), arenas: make(chan []byte, 256), batches: make(chan *batch, 64),
		emitted: make(chan *emitted, 64), chunks: make(chan *chunk, 4),
	}
}

// room takes an empty slice with room for n bytes. New ones are a quarter larger,
// so that they will do for others too.
func room(s shelf[[]byte], n int) []byte {
	if b := s.take(); cap(b) >= n {
		return b[:0]
	}
	return make([]byte, 0, n+n/4)
}

// backing is what the texts of some rows lie in. Whoever is done with the rows
// gives it back.
type backing struct {
	blocks, arenas [][]byte
}

// empty keeps the room of the lists.
func (m backing) empty() backing { return backing{blocks: m.blocks[:0], arenas: m.arenas[:0]} }

// add takes over another's memory.
func (m *backing) add(o backing) {
	m.blocks, m.arenas = append(m.blocks, o.blocks...), append(m.arenas, o.arenas...)
}

// giveBack returns the memory to its shelves; nothing may point into it.
func (m *backing) giveBack(s *shelves) {
	for _, b := range m.blocks {
		s.blocks.give(b[:0])
	}
	for _, a := range m.arenas {
		s.arenas.give(a[:0])
	}
	*m = m.empty()
}
