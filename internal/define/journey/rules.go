// SPDX-License-Identifier: Apache-2.0

package journey

import (
	"time"

	"github.com/wendcx/wend/internal/define/calendar"
)

// The defaults of the instance rules.
const (
	DefaultIdle   = 30 * 24 * time.Hour
	DefaultWindow = 365 * 24 * time.Hour
)

// Idle returns the silence that ends an instance, 0 for none.
func (j *Journey) Idle() time.Duration { return limit(j.Instance.Idle, DefaultIdle) }

// Window returns the longest an instance may last, 0 for no limit.
func (j *Journey) Window() time.Duration { return limit(j.Instance.Window, DefaultWindow) }

func limit(s calendar.Span, otherwise time.Duration) time.Duration {
	switch {
	case s.Unit == calendar.None:
		return 0
	case s.IsZero():
		return otherwise
	}
	return s.Length
}
