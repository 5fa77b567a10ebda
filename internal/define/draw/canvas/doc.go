// SPDX-License-Identifier: Apache-2.0

// Package canvas draws shapes and measured text onto pages and writes them as
// SVG. Text is measured in the very fonts that the SVG carries (Roboto, cut
// down to the letters used), so that what fits here fits in every browser and
// on paper. Lengths are points (1/72 inch), y grows downwards. It imports
// nothing of ours.
package canvas
