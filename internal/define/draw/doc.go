// SPDX-License-Identifier: Apache-2.0

// Package draw draws journeys and personas: maps as SVG pages and as one HTML
// file that stands alone, on a screen or cut for paper, with live figures where
// there are any. Whoever has figures hands them over as plain numbers. Meaning
// never hangs on colour alone. It may import define, stat and fault.
package draw
