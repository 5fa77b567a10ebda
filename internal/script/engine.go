// SPDX-License-Identifier: Apache-2.0

package script

import (
	"context"
	"errors"
)

// Engine answers questions in its own way.
type Engine interface {
	// Name is what reports call the engine.
	Name() string
	// Answer answers a question of a world. An engine that cannot say what is
	// asked wraps ErrDeclined.
	Answer(ctx context.Context, w *World, q *Question) (*Table, error)
}

// ErrDeclined is the error of an engine that has no way to answer a question.
var ErrDeclined = errors.New("declined")

// declined says why an engine does not answer.
type declined string

// Error says what is missing.
func (d declined) Error() string { return "declined: " + string(d) }

// Unwrap makes it an ErrDeclined.
func (declined) Unwrap() error { return ErrDeclined }
