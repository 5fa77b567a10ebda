// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
)

// Scope is a part of the log. The zero value is all of it.
type Scope struct {
	Where     *evidence.Tree // events for which this holds
	From, To  time.Time      // events in [From, To); zero ends are open
	AsOf      time.Time      // no event behind this; zero: no end
	Customers *Customers
}
