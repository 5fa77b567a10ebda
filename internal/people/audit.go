// SPDX-License-Identifier: Apache-2.0

package people

import (
	"context"
	"time"
)

// Entry is one line of the audit: who did what, to what, when, from where.
type Entry struct {
	Number int64 // counts up
	At     time.Time
	By     ID     // empty: a stranger, or the server itself
	ByName string // as it was then
	Did    string // noun.verb: person.role, journey.publish
	On     string // kind:id: person:ada@example.com, journey:buy-online
	Detail string // a few plain words
	From   string // the address of the request
}

// AuditQuery selects entries. The zero value asks for the newest hundred.
type AuditQuery struct {
	Before int64  // only entries with a smaller number; 0 begins with the newest
	On     string // only those done to this; empty means all
	By     ID     // only those done by this person; empty means all
	Limit  int    // at most this many; 0 means 100, 1000 is the most
}

// Audit lists what was done, the newest first.
func (p *People) Audit(ctx context.Context, by Identity, q AuditQuery) (entries []Entry, err error) {
	if err := by.Need(ReadAudit); err != nil {
		return nil, err
	}
	if q.Limit <= 0 {
		q.Limit = 100
	}
	q.Limit = min(q.Limit, 1000)
	err = p.store.Read(ctx, func(tx Tx) error { entries, err = tx.Entries(ctx, q); return err })
	return entries, err
}

// maxDetail bounds the words of an entry that others choose, in bytes.
const maxDetail = 500

// Note adds a line about something that is done elsewhere: data that comes in,
// leaves or is erased. Who cannot write the line does not do it.
func (p *People) Note(ctx context.Context, by Identity, did, on, detail string) error {
	e := p.entry(by, did, clip(on, maxDetail), clip(detail, maxDetail))
	return p.store.Write(ctx, func(tx Tx) error { return tx.AddEntry(ctx, e) })
}

// TheServer is who does what its owner asks of it on its own machine.
func TheServer() Identity { return Identity{Name: "the server"} }

// entry is a line about something by does now.
func (p *People) entry(by Identity, did, on, detail string) Entry {
	return Entry{At: p.now(), By: by.Person, ByName: by.Name, Did: did, On: on, Detail: detail, From: by.From}
}
