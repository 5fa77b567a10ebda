// SPDX-License-Identifier: Apache-2.0

package continuity

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/wendcx/wend/internal/define/channel"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// PreferredTrait is the trait in which customers say which channel they prefer,
// if nothing else is said.
const PreferredTrait = "preferred_channel"

// Traits is where traits come from.
type Traits interface {
	// Traits streams what events said of customers, as sequence.Log has it.
	Traits(ctx context.Context, s sequence.Selection, yield func(sequence.Traits) error) error
}

// Stated reads the channels that customers say they prefer, as last known at the
// moment of x's question. trait "" is PreferredTrait. A channel that the
// workspace does not know is none.
//
//	u traits: preferred_channel=web@0  →  {1: "website"}
func Stated(ctx context.Context, log Traits, x *sequence.Instances, trait string) (map[uint32]channel.ID, error) {
	if trait == "" {
		trait = PreferredTrait
	}
	set, latest, out := x.Plan.Workspace.ChannelSet(), map[uint32]int64{}, map[uint32]channel.ID{}
	key := []byte(`"` + trait + `"`)
	err := log.Traits(ctx, sequence.Selection{Until: x.Question.AsOf.UnixMicro()}, func(t sequence.Traits) error {
		if !bytes.Contains(t.Object, key) {
			return nil
		}
		var said map[string]json.RawMessage
		if err := json.Unmarshal(t.Object, &said); err != nil {
			return fmt.Errorf("traits of customer %d: %w", t.Customer, err)
		}
		id, known := set.Named(sequence.Text(string(said[trait])))
		customer := x.Owner(uint32(t.Customer))
		at, told := latest[customer]
		if !known || told && (at > t.Time || at == t.Time && out[customer] < id) { // of two said at one moment, the first by name
			return nil
		}
		latest[customer], out[customer] = t.Time, id
		return nil
	})
	return out, err
}
