// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"runtime"
	"sync/atomic"
	"unsafe"
)

// floorSide reads what Wend reads for an answer, and says nothing.
type floorSide struct{ wend *wendSide }

// String is how the floor is called.
func (floorSide) String() string { return "floor" }

// Close does nothing.
func (floorSide) Close() error { return nil }

// ask adds up the columns.
func (f floorSide) ask(_ context.Context, q question) (answer, error) {
	sink(sum(f.wend.reads(q)...))
	return nil, nil
}

// sink keeps a value from being optimised away.
//
//go:noinline
func sink(uint64) {}

// column is memory as words of eight bytes.
type column []uint64

// columnOf is a slice of numbers as words, but for a rest below a word.
func columnOf[T uint8 | uint16 | uint32 | uint64 | int64](values []T) column {
	var v T
	if len(values)*int(unsafe.Sizeof(v)) < 8 {
		return nil
	}
	return unsafe.Slice((*uint64)(unsafe.Pointer(&values[0])), len(values)*int(unsafe.Sizeof(v))/8)
}

// sum adds up columns on all cores: what the machine needs to read them at all,
// below which nothing that reads them can go.
func sum(columns ...column) uint64 {
	var all atomic.Uint64
	workers := runtime.GOMAXPROCS(0)
	for _, c := range columns {
		inParallel(workers, func(w int) {
			all.Add(sumOf(c[len(c)*w/workers : len(c)*(w+1)/workers]))
		})
	}
	return all.Load()
}

// sumOf adds up words, four at a time so that no addition waits for another.
func sumOf(c column) uint64 {
	var a, b, d, e uint64
	for ; len(c) >= 4; c = c[4:] {
		a += c[0]
		b += c[1]
		d += c[2]
		e += c[3]
	}
	for _, v := range c {
		a += v
	}
	return a + b + d + e
}

// bytes is the size of columns.
func bytes(columns ...column) (n int64) {
	for _, c := range columns {
		n += int64(len(c)) * 8
	}
	return n
}
