// SPDX-License-Identifier: Apache-2.0

// Package local keeps events on one machine, with nothing to install:
//
//	events/
//	  lock                who has the folder open
//	  journal.db          SQLite: recent events, the manifest, the dictionaries, the quarantine
//	  segments/N.parquet  older events, immutable, sorted by customer and time
//	  segments/N.keys     the identities of a segment's events (derived from it)
//	  tmp/                half-made files and spill; emptied on opening
//
// An append is durable when its batch has been committed to the journal, or,
// for a large batch, when its segment has been synced and entered in the
// manifest. A sealer turns old journal batches into a segment and, in one
// SQLite transaction, enters it and drops them, so a crash at any point loses
// and doubles nothing. Small segments are merged in the same way. DuckDB, in
// memory, reads segments and the unsealed tail; it holds no truth, so there is
// nothing in it to damage.
package local
