// SPDX-License-Identifier: Apache-2.0

package local

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// lockFile holds a folder for one process. The operating system lets go of it
// when the process ends, however it ends.
type lockFile struct{ f *os.File }

// lockFolder takes the folder, waiting at most wait for another process.
func lockFolder(dir string, wait time.Duration) (*lockFile, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	deadline := time.Now().Add(wait)
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errors.Join(fmt.Errorf("lock %s: %w", dir, err), f.Close())
		}
		if time.Now().After(deadline) {
			who, _ := io.ReadAll(io.LimitReader(f, 64))
			return nil, errors.Join(busy(dir, " ("+strings.TrimSpace(string(who))+")"), f.Close())
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", dir, err), f.Close())
	}
	if _, err := fmt.Fprintf(f, "process %d\n", os.Getpid()); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", dir, err), f.Close())
	}
	return &lockFile{f}, nil
}

func (l *lockFile) unlock() error { return l.f.Close() }
