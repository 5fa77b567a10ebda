// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"
	"unsafe"

	mmap "github.com/edsrzf/mmap-go"
)

// ground is what columns lie in: memory, or where all of them together outgrow a
// limit, files that are mapped. Of those the system keeps in memory what is looked
// at, as far as there is room for it.
type ground struct {
	limit int64 // bytes of columns in memory; 0: none
	dir   string
	files []*mapped // of the columns at hand; the list is never changed, but replaced
}

// outgrown reports whether so many bytes of columns belong in files.
func (g *ground) outgrown(size int64) bool { return g.limit > 0 && size > g.limit }

// roomFor returns a column with room for n more entries: in files or, unless it
// is in one already, in memory. Entries are copied where there was no room, and
// stay where they were for those who read them.
func roomFor[E uint8 | uint16 | uint32 | int64 | uint64](g *ground, column []E, n int, inFiles bool) ([]E, error) {
	if cap(column)-len(column) >= n && (!inFiles || g.holds(start(column))) {
		return column, nil
	}
	if !inFiles {
		return append(ample[E](max(len(column)+n, len(column)+len(column)/4)), column...), nil
	}
	// Half as much again, so that what grows little by little is not copied each time.
	entries := max(len(column)+n, len(column)+len(column)/2)
	if entries == 0 {
		return column, nil
	}
	m, err := newMapped(g.dir, int64(entries)*int64(unsafe.Sizeof(E(0))))
	if err != nil {
		return nil, err
	}
	g.files = append(slices.Clone(g.files), m)
	return append(unsafe.Slice((*E)(m.start()), entries)[:0], column...), nil
}

// ample returns an empty slice with room for n entries. Where these are many the system is
// asked for large pages: to come by memory then costs it little, and so it does the
// processor to find things in it.
func ample[E any](n int) []E {
	out := make([]E, 0, n)
	var e E
	const page = 2 << 20
	if size := uintptr(n) * unsafe.Sizeof(e); size >= 2*page {
		bytes := unsafe.Slice((*byte)(start(out)), size)
		skip := -uintptr(start(out)) % page
		preferLargePages(bytes[skip : skip+(size-skip)/page*page])
	}
	return out
}

// start is where a column begins.
func start[E any](column []E) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(column)) }

// holds reports whether a column that begins there is in one of the files.
func (g *ground) holds(start unsafe.Pointer) bool {
	return slices.ContainsFunc(g.files, func(m *mapped) bool { return m.start() == start })
}

// leaveFiles forgets the files that none of the columns is in any more.
func (x *Instances) leaveFiles() {
	if len(x.ground.files) == 0 {
		return
	}
	columns := []unsafe.Pointer{start(x.offset), start(x.customer), start(x.base), start(x.marks), start(x.value), start(x.member), start(x.key)}
	if x.narrow != nil {
		columns = append(columns, start(x.narrow.Step), start(x.narrow.Time), start(x.narrow.Manner))
	} else {
		columns = append(columns, start(x.wide.Step), start(x.wide.Time), start(x.wide.Manner))
	}
	x.ground.files = slices.DeleteFunc(slices.Clone(x.ground.files), func(m *mapped) bool { return !slices.Contains(columns, m.start()) })
}

// mapped is a mapped file without a name: it goes with the process, whatever
// becomes of that.
type mapped struct{ bytes mmap.MMap }

func (m *mapped) start() unsafe.Pointer { return unsafe.Pointer(&m.bytes[0]) }

// unmapAfter is how long a file stays mapped when nobody knows the columns any
// more. Whoever asks instances knows them until the end (see Run); who only kept a
// slice has that much time.
var unmapAfter = time.Minute

// newMapped maps a new file.
func newMapped(dir string, size int64) (*mapped, error) {
	b, err := mapNew(dir, size)
	if err != nil {
		return nil, fmt.Errorf("instances larger than memory: %w", err)
	}
	m, after := &mapped{b}, unmapAfter
	runtime.AddCleanup(m, func(b mmap.MMap) {
		time.AfterFunc(after, func() { _ = b.Unmap() })
	}, b)
	return m, nil
}

// mapNew maps a new file that has no name any more. It is written first: once it is
// mapped, a full disk would end the process.
func mapNew(dir string, size int64) (b mmap.MMap, err error) {
	f, err := os.CreateTemp(dir, ".index-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	if _, err := io.Copy(f, io.LimitReader(zeros{}, size)); err != nil {
		return nil, err
	}
	return mmap.Map(f, mmap.RDWR, 0)
}

// zeros reads zeros without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
