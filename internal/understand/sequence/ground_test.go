// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestColumnsInFiles: what has no room in memory goes on in a file, where it was
// stays for those who read it, and files go when nobody knows their columns.
func TestColumnsInFiles(t *testing.T) {
	unmapAfter = 0
	t.Cleanup(func() { unmapAfter = time.Minute })
	g := ground{limit: 10, dir: t.TempDir()}
	first := append([]uint32(nil), 1, 2, 3)
	second, err := roomFor(&g, first, 2, true)
	if err != nil {
		t.Fatal(err)
	}
	second = append(second, 4, 5)
	third, err := roomFor(&g, second, 1000, true)
	if err != nil {
		t.Fatal(err)
	}
	third = append(third, 6)
	if !slices.Equal(first, []uint32{1, 2, 3}) || !slices.Equal(second, []uint32{1, 2, 3, 4, 5}) || !slices.Equal(third, []uint32{1, 2, 3, 4, 5, 6}) {
		t.Error(first, second, third)
	}
	if again, err := roomFor(&g, third, 900, true); err != nil || start(again) != start(third) {
		t.Error("copied where there was room:", err)
	}
	if left, err := filepath.Glob(filepath.Join(g.dir, "*")); err != nil || len(left) > 0 || !g.holds(start(second)) || !g.holds(start(third)) {
		t.Error(left, err)
	}
	x := &Instances{ground: g, narrow: &Columns[uint8, uint32]{}, rows: rows{offset: third}}
	x.leaveFiles()
	if !x.ground.holds(start(third)) || x.ground.holds(start(second)) || !g.holds(start(second)) {
		t.Error("the wrong file was left")
	}
	if runtime.GOOS != "linux" {
		return
	}
	if n := mappedFiles(t, g.dir); n != 2 {
		t.Errorf("%d files are mapped, want 2", n)
	}
	runtime.KeepAlive(&g)
	g = ground{dir: g.dir}
	waitForFiles(t, g.dir, 1)
	runtime.KeepAlive(x)
	x = nil
	waitForFiles(t, g.dir, 0)
	_ = x
}

func waitForFiles(t *testing.T, dir string, want int) {
	t.Helper()
	for range 200 {
		runtime.GC()
		if mappedFiles(t, dir) == want {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d files are mapped, want %d", mappedFiles(t, dir), want)
}

// mappedFiles is how many files of a folder this process has mapped.
func mappedFiles(t *testing.T, dir string) int {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(maps), dir)
}

func TestNoPlaceForFiles(t *testing.T) {
	g := ground{limit: 10, dir: filepath.Join(t.TempDir(), "missing")}
	if _, err := roomFor(&g, []uint64{1}, 1, true); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
