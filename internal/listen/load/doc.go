// SPDX-License-Identifier: Apache-2.0

// Package load brings files into the event log: CSV, JSON (one object a line, or
// a list) and XES, plain or gzipped, spreadsheets (XLSX) and Parquet, with a
// mapping that says what their columns mean. Memory stays bounded whatever a
// file's size; what cannot be read is quarantined with its place and counted, and
// the rest is kept; a mapping that does not fit fails before anything is written.
//
// A file is read as a table (csv.go, ndjson.go, xes.go, xlsxtable.go,
// parquet.go), in batches of rows. JSON and XES have types of their own; the
// values of the others are texts until the mapping gives them a type, so that
// the same rows are the same events in CSV, XLSX and Parquet. A rule of the
// mapping, bound to the table's columns (bind.go), turns each row into events
// (emit.go). Rows are converted on all cores and appended in the order of the
// file, so that importing a file twice adds nothing twice.
//
// The package may import define, listen/event, keyset and fault.
package load
