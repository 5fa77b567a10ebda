// SPDX-License-Identifier: Apache-2.0

package sequence

// Watch collects the instances at which a number grows that a kernel counts: those
// that stand behind it.
type Watch struct {
	Found  Set
	number func() int
	before int
}

// NewWatch returns a watch on a number of a kernel that observes x.
func NewWatch(x *Instances, number func() int) *Watch {
	return &Watch{Found: NewSet(x.Len()), number: number}
}

// Counted tells that an instance was counted.
func (w *Watch) Counted(i int) {
	now := w.number()
	if now > w.before {
		w.Found.Add(i)
	}
	w.before = now
}
