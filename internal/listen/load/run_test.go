// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"
	"strings"
	"testing"
)

func TestAPanicFailsTheFileAlone(t *testing.T) {
	group, ctx := newWorkers(context.Background(), "hostile.csv")
	group.Go(func() error { panic("index out of range") })
	group.Go(func() error { <-ctx.Done(); return ctx.Err() })
	if err := group.Wait(); err == nil || !strings.Contains(err.Error(), "read hostile.csv: panic: index out of range") {
		t.Error(err)
	}
}
