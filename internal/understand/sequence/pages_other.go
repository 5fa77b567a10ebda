// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package sequence

// preferLargePages does nothing: there is no portable way to ask.
func preferLargePages([]byte) {}
