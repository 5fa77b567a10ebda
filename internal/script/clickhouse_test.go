// SPDX-License-Identifier: Apache-2.0

package script_test

import (
	"testing"

	"github.com/wendcx/wend/internal/oracle/clickhouse"
	"github.com/wendcx/wend/internal/script"
)

// ClickHouse gives the same counts wherever windowFunnel can say what is asked.
func TestScriptsOnClickHouse(t *testing.T) {
	engine := script.ClickHouse{Server: clickhouse.Start(t)}
	tally := script.NewTally()
	for _, path := range scripts(t) {
		script.Run(t, path, tally, engine)
	}
	t.Logf("\n%s", tally)
}
