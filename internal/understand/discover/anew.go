// SPDX-License-Identifier: Apache-2.0

package discover

import "slices"

// turns are the names at which instances may end and begin anew.
type turns struct{ opens, ends []bool }

func (d *draft) turns() turns {
	t := turns{make([]bool, len(d.names)), make([]bool, len(d.names))}
	opening := d.opening()
	for i, name := range d.kept {
		t.ends[name] = d.endings[i]
		t.opens[name] = i < opening
	}
	return t
}

func (t turns) equal(o turns) bool {
	return slices.Equal(t.opens, o.opens) && slices.Equal(t.ends, o.ends)
}

// attempts bounds how often a draft is made of instances cut by the one before.
const attempts = 4

// anew returns a draft of the same log with instances cut where customers begin
// anew behind a typical end, as the engine cuts those of a journey whose opening
// is before. A draft whose own turns are not those by which its log was cut would
// not describe it: then nothing is cut.
func (d *draft) anew() *draft {
	by := d.turns()
	for range attempts {
		log := d.cutBy(by)
		if log == nil {
			return d
		}
		next, err := log.draft(d.Options)
		if err != nil {
			return d
		}
		if now := next.turns(); !now.equal(by) {
			by = now
			continue
		}
		return next
	}
	return d
}

// cutBy returns the log with its instances cut at turns; nil if hardly any of
// those who reach an end come back to where they had been before it.
func (s *sample) cutBy(t turns) *sample {
	out := &sample{names: s.names, channels: s.channels}
	ended, begun := 0, 0
	for _, p := range s.all {
		parts, reached := t.divide(p)
		out.all = append(out.all, parts...)
		out.again += p.N * (len(parts) - 1)
		if reached {
			ended += p.N
		}
		if len(parts) > 1 && slices.Contains(parts[0].Steps, parts[1].Steps[0]) {
			begun += p.N
		}
	}
	if begun == 0 || share(begun, ended) < beginAnew {
		return nil
	}
	out.all = merged(out.all)
	out.count()
	return out
}

// beginAnew is the share of the instances that reach an end from which on those
// who begin anew are no exception.
const beginAnew = 0.05

// divide cuts a path before each opening that comes behind an end, and tells
// whether there is an end in it.
func (t turns) divide(p Path) (parts []Path, ended bool) {
	from, over := 0, false
	for i, name := range p.Steps {
		if over && t.opens[name] {
			parts = append(parts, Path{p.Steps[from:i], p.N})
			from, over = i, false
		}
		over = over || t.ends[name]
		ended = ended || over
	}
	return append(parts, Path{p.Steps[from:], p.N}), ended
}
