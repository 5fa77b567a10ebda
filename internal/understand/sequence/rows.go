// SPDX-License-Identifier: Apache-2.0

package sequence

// rows are the columns with one entry an instance, and what is kept of visits
// beside their Columns.
type rows struct {
	offset   []uint32 // visits of instance i are [offset[i], offset[i+1])
	customer []uint32
	base     []uint32 // whole seconds since origin; visits' times count from here
	marks    []uint32 // bit s mod MaskSteps: step s was visited; TiedBit; completedBit
	value    []uint32 // index in values; nil without instance.by
	member   []uint64 // bits of Plan.Segments; nil without segments
	key      []uint64 // one a visit; nil unless the question wants events
	values   []string
	origin   int64 // of base, microseconds
}

// kinds are those of the rows that not all instances need.
type kinds struct{ value, member, key bool }

func (x *Instances) kinds() kinds {
	return kinds{value: x.Plan.byField != nil, member: len(x.Plan.Segments) > 0, key: x.Question.Events}
}

// size is how many bytes so many visits and instances take.
func (k kinds) size(wide bool, visits, instances int) int64 {
	visit, instance := int64(6), int64(16)
	if wide {
		visit = 12
	}
	if k.key {
		visit += 8
	}
	if k.value {
		instance += 4
	}
	if k.member {
		instance += 8
	}
	return visit*int64(visits) + instance*int64(instances)
}

// reserve makes room for more visits and instances, where columns of that size
// belong. Only who builds x may.
func (x *Instances) reserve(visits, instances int) (err error) {
	kinds := x.kinds()
	inFiles := x.ground.outgrown(x.size() + kinds.size(x.wide != nil, visits, instances))
	if x.narrow != nil {
		err = x.narrow.reserve(&x.ground, visits, inFiles)
	} else {
		err = x.wide.reserve(&x.ground, visits, inFiles)
	}
	if err != nil {
		return err
	}
	if err = x.rows.reserve(&x.ground, kinds, visits, instances, inFiles); err != nil {
		return err
	}
	x.leaveFiles()
	return nil
}

// reserve makes room for more instances and their visits.
func (r *rows) reserve(g *ground, k kinds, visits, instances int, inFiles bool) (err error) {
	columns := []*[]uint32{&r.offset, &r.customer, &r.base, &r.marks}
	if k.value {
		columns = append(columns, &r.value)
	}
	for _, column := range columns {
		if *column, err = roomFor(g, *column, instances, inFiles); err != nil {
			return err
		}
	}
	if k.member {
		if r.member, err = roomFor(g, r.member, instances, inFiles); err != nil {
			return err
		}
	}
	if k.key {
		r.key, err = roomFor(g, r.key, visits, inFiles)
	}
	return err
}
