// SPDX-License-Identifier: Apache-2.0

// Package web carries the user interface, which Vite makes from the sources
// beside it, into the binary. The build tag noui leaves it out, so that Wend
// builds without Node. It imports nothing of ours.
package web
