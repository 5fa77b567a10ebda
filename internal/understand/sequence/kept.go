// SPDX-License-Identifier: Apache-2.0

package sequence

import (
	"context"
	"fmt"
	"sync"
)

// kept is what was made of the instances, whatever questions choose among them:
// answers with their places, dates that were promised, states. Instances that
// were formed anew begin with nothing.
type kept struct {
	mu sync.Mutex
	of map[any]*keptValue
}

// mostKept bounds what is kept of one set of instances: what of them is new may be
// for anybody to choose, as the moment of a question is.
const mostKept = 64

type keptValue struct {
	mu    sync.Mutex
	value any // nil: not made yet
}

// Kept returns what make made of these instances, which depends on nothing that a
// question chooses. Who asks for the same while it is made waits for it. The
// value must not be changed. key is comparable.
func (x *Instances) Kept(key any, make func() (any, error)) (any, error) {
	if x.kept == nil {
		return make()
	}
	x.kept.mu.Lock()
	v := x.kept.of[key]
	if v == nil {
		if len(x.kept.of) >= mostKept {
			clear(x.kept.of)
		}
		v = &keptValue{}
		x.kept.of[key] = v
	}
	x.kept.mu.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.value != nil {
		return v.value, nil
	}
	made, err := make()
	if err == nil {
		v.value = made
	}
	return made, err
}

// keepNothing begins anew, with nothing kept.
func (x *Instances) keepNothing() { x.kept = &kept{of: map[any]*keptValue{}} }

// Recall returns what make made, once, of these instances and of what a selection
// has in the log, as long as that is the same. about tells apart what else it
// depends on. Logs that keep nothing make it anew each time.
func Recall[T any](ctx context.Context, log Log, x *Instances, about string, s Selection, make func() (T, error)) (T, error) {
	m, ok := log.(interface {
		extent(ctx context.Context, s Selection) (string, bool, error)
	})
	if !ok {
		return make()
	}
	extent, ok, err := m.extent(ctx, s)
	if err != nil || !ok {
		if err == nil {
			return make()
		}
		var none T
		return none, err
	}
	v, err := x.Kept(fmt.Sprint(about, "\x00", extent), func() (any, error) { return make() })
	if err != nil {
		var none T
		return none, err
	}
	return v.(T), nil
}
