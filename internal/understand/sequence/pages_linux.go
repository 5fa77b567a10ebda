// SPDX-License-Identifier: Apache-2.0

package sequence

import "syscall"

// preferLargePages asks the system to back whole pages of memory with large ones. It may
// refuse; nothing hangs on it.
func preferLargePages(memory []byte) { _ = syscall.Madvise(memory, syscall.MADV_HUGEPAGE) }
