// SPDX-License-Identifier: Apache-2.0

package load

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/wendcx/wend/internal/define/document"
	"github.com/wendcx/wend/internal/fault"
)

// loadJoin reads a join's file whole and adds its columns to the rule's. What
// the mapping has wrong is reported; nil comes back then.
func (im *importer) loadJoin(j *job, r *Join, b *binder, i int) (_ *boundJoin, err error) {
	at := document.Index("join", i)
	path, err := joinFile(j.dir, r.File)
	if err != nil {
		b.check.Fault(at+".file", "mend the name of the file", "%v", err)
		return nil, nil
	}
	var read atomic.Int64
	o, err := openTable(path, &Rule{Sheet: r.Sheet}, &read, &shelves{})
	var m *misfit
	if errors.As(err, &m) {
		b.check.Fault(document.Join(at, m.at), m.remedy, "%s", m.message)
		return nil, nil
	}
	if err != nil {
		return nil, readError(path, err)
	}
	defer func() { err = errors.Join(err, o.close()) }()
	columns := o.table.columns()
	key, take := r.there(b, at, columns)
	here := -1
	for name := range r.On {
		here = b.column(at+".on", name)
	}
	if here < 0 || key < 0 || slices.Contains(take, -1) {
		return nil, nil
	}
	for _, c := range take {
		name := r.As + columns.names[c]
		if _, taken := b.columns.index[name]; taken {
			b.check.Fault(at+".take", "take other columns, or write as: other_ to tell them apart", "the column %q of %s is there already", name, r.File)
			return nil, nil
		}
		b.columns.add(name)
	}
	l, err := loadLookup(o.table, key, take, r.Pick, path, tempDir(im.options.TempDir), cmp.Or(im.options.lookupMemory, lookupMemory))
	if err != nil {
		return nil, fmt.Errorf("join: %w", err)
	}
	return &boundJoin{key: here, lookup: l, rule: r}, nil
}

// there finds the key and the columns to take in the joined file.
func (r *Join) there(b *binder, at string, columns *columnSet) (key int, take []int) {
	other := &binder{rule: &Rule{File: r.File}, columns: columns, faults: b.faults, check: b.check}
	for _, name := range r.On {
		key = other.column(at+".on", name)
	}
	if len(r.Take) > 0 {
		for k, name := range r.Take {
			take = append(take, other.column(document.Index(at+".take", k), name))
		}
		return key, take
	}
	if columns.open {
		b.check.Fault(at+".take", "write take: with the columns", "%s has no header that says what to take", r.File)
	}
	for c := range columns.names {
		if c != key {
			take = append(take, c)
		}
	}
	return key, take
}

// checker places faults found at binding in the mapping, or, for rules that
// come from no mapping, in the file.
func (r *Rule) checker(faults *fault.List, file string) *document.Check {
	if r.check == nil {
		return document.NewCheck(faults, file)
	}
	return r.check.Into(faults)
}
