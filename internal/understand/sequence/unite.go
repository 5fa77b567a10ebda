// SPDX-License-Identifier: Apache-2.0

package sequence

// Unite puts the instances of another set, with as much room, into the set.
func (s Set) Unite(o Set) {
	for w := range o {
		s[w] |= o[w]
	}
}
