// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wendcx/wend/internal/fault"
)

// enough is how many instances it takes to say that paths are unique: of a
// handful nearly all are.
const enough = 100

// choose decides which names become steps.
func (d *draft) choose() error {
	if d.instances == 0 {
		return fault.New(fault.TooFew, "there are no instances to look at").WithRemedy("import events first, or choose a wider period")
	}
	why := d.frequent()
	if len(d.kept) == 0 {
		return fault.New(fault.TooFew, "no event is in %s of the %d instances", short(d.Limits.Step), d.instances).WithRemedy("ask for a smaller share")
	}
	if short := d.scattered(); short != nil {
		d.unique, d.collapsed = true, len(short)
		d.chooseMilestones(short, why)
	}
	d.list(why)
	slices.Sort(d.kept)
	return nil
}

// frequent keeps the names with a large enough share of the instances and says
// why the others are not.
func (d *draft) frequent() (why []Why) {
	why = make([]Why, len(d.names))
	for name := range d.names {
		switch {
		case !writable(d.names[name]):
			why[name] = Unwritable
		case d.touched[name] == 0 || share(d.touched[name], d.instances) < d.Limits.Step:
			why[name] = Rare
		default:
			d.kept = append(d.kept, name)
		}
	}
	slices.SortFunc(d.kept, d.byReach)
	for len(d.kept) > maxSteps {
		last := len(d.kept) - 1
		why[d.kept[last]] = TooMany
		d.kept = d.kept[:last]
	}
	return why
}

// byReach sorts names by their instances, the most first, equals by name.
func (d *draft) byReach(a, b int) int {
	return cmp.Or(cmp.Compare(d.touched[b], d.touched[a]), cmp.Compare(a, b))
}

// writable reports whether a document can hold a name as it is.
func writable(name string) bool {
	return strings.TrimSpace(name) != "" && utf8.ValidString(name) && !strings.ContainsFunc(name, unwritable)
}

// unwritable tells the characters that do not survive in a document of lines.
func unwritable(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point) || r == '\ufeff'
}

// list notes every name that is no step.
func (d *draft) list(why []Why) {
	several := d.several(d.all)
	var names []int
	for name := range d.names {
		if why[name] != "" && d.events[name] > 0 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, d.byReach)
	for _, name := range names {
		d.leftOut = append(d.leftOut, LeftOut{d.names[name], d.events[name], d.touched[name], several[name], why[name]})
	}
}

// several counts the instances with a name in several places of a path.
func (d *draft) several(paths []Path) []int {
	out := make([]int, len(d.names))
	once, twice := newMarks(len(d.names)), newMarks(len(d.names))
	for _, p := range paths {
		once.next()
		twice.next()
		for _, name := range p.Steps {
			if !once.first(int(name)) && twice.first(int(name)) {
				out[name] += p.N
			}
		}
	}
	return out
}
