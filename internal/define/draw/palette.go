// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"github.com/wendcx/wend/internal/define/draw/canvas"
	"github.com/wendcx/wend/internal/define/journey"
)

// The colours. Text on paper and on tints has a contrast of 4.5 : 1 at least.
const (
	ink     = "#1b2733"
	muted   = "#55606e"
	rule    = "#d5dbe3"
	faint   = "#f4f6f9"
	white   = "#ffffff"
	pain    = "#b3261e"
	gain    = "#1e6b45"
	idea    = "#8a5a00"
	accent  = "#2b4c9b"
	measure = "#0b6e8f"
	star    = "#d98e04"
)

// hue is how a phase is painted.
type hue struct{ bar, tint, mid string }

var hues = map[journey.Phase]hue{
	journey.Before: {"#2b5c9e", "#eaf1fb", "#c9dbf3"},
	journey.During: {"#1b7360", "#e6f4f0", "#bfe2d8"},
	journey.After:  {"#9a5413", "#fbf1e6", "#f1d7ba"},
}

// The types of text. Nothing is smaller than eight points.
var (
	bodyType   = canvas.Type{Size: 8, Color: ink}
	labelType  = canvas.Type{Size: 8, Color: ink, Align: canvas.Middle, Halo: white}
	smallType  = canvas.Type{Size: 8, Color: muted}
	strongType = canvas.Type{Face: canvas.Bold, Size: 8.5, Color: ink}
	quoteType  = canvas.Type{Face: canvas.Italic, Size: 8.5, Color: ink}
	stepType   = canvas.Type{Face: canvas.Bold, Size: 9.5, Color: ink, Lead: 1.2}
	stageType  = canvas.Type{Face: canvas.Bold, Size: 10, Color: ink, Lead: 1.2}
	phaseType  = canvas.Type{Face: canvas.Bold, Size: 9, Color: white}
	laneType   = canvas.Type{Face: canvas.Bold, Size: 9, Color: ink, Lead: 1.2}
	titleType  = canvas.Type{Face: canvas.Bold, Size: 20, Color: ink, Lead: 1.2}
	leadType   = canvas.Type{Face: canvas.Italic, Size: 11, Color: ink}
)

// as returns a type in another colour.
func as(t canvas.Type, color string) canvas.Type { t.Color = color; return t }

// aligned returns a type that stands elsewhere.
func aligned(t canvas.Type, a canvas.Align) canvas.Type { t.Align = a; return t }
