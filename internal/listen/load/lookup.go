// SPDX-License-Identifier: Apache-2.0

package load

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"modernc.org/sqlite" // holds lookups that are too large for memory
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/wendcx/wend/internal/fault"
)

// lookup holds the columns that a join takes from another file, by key: in
// memory, or, beyond a limit, in a temporary database. Its get is safe for
// concurrent use once it is loaded.
type lookup struct {
	width int
	keys  map[string]uint64 // where the row begins in arena, plus one
	arena []byte

	limit int // bytes in memory
	dir   string
	db    *sql.DB
	find  *sql.Stmt
}

// lookupMemory is how much of one join is kept in memory.
const lookupMemory = 192 << 20

// loadLookup reads the whole of a join's file. key is the column of the key,
// take those to keep.
func loadLookup(t table, key int, take []int, pick Pick, file, dir string, limit int) (_ *lookup, err error) {
	l := &lookup{width: len(take), keys: map[string]uint64{}, limit: limit, dir: dir}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.close())
		}
	}()
	var row []string
	for {
		b, err := t.next()
		if errors.Is(err, io.EOF) {
			return l, l.settle()
		}
		if err != nil {
			return nil, err
		}
		if len(b.bad) > 0 {
			return nil, fault.New(fault.Invalid, "%s", b.bad[0].Message).At(b.bad[0].Place).WithRemedy("a joined file must be whole; mend the row")
		}
		for i := range b.rows() {
			row, _ = b.load(i, t.columns(), row, nil)
			k := row[key]
			if k == "" {
				continue
			}
			if err := l.add(k, row, take, pick); err != nil {
				return nil, fault.New(fault.Invalid, "%v", err).At(fault.Place{File: file, Line: b.lines[i], Column: key + 1}).
					WithRemedy("say pick: first or pick: last in the join")
			}
		}
	}
}

// add keeps one row under its key.
func (l *lookup) add(key string, row []string, take []int, pick Pick) error {
	if l.db != nil {
		return l.addToDisk(key, row, take, pick)
	}
	if _, there := l.keys[key]; there {
		switch pick {
		case "first":
			return nil
		case "last":
		default:
			return fmt.Errorf("the key %q stands here a second time", key)
		}
	}
	l.keys[strings.Clone(key)] = uint64(len(l.arena)) + 1
	l.arena = appendRow(l.arena, row, take)
	if len(l.arena)+len(l.keys)*64 > l.limit {
		return l.spill()
	}
	return nil
}

func appendRow(b []byte, row []string, take []int) []byte {
	for _, c := range take {
		b = binary.AppendUvarint(b, uint64(len(row[c])))
		b = append(b, row[c]...)
	}
	return b
}

// spill moves everything to a temporary database.
func (l *lookup) spill() (err error) {
	if l.dir, err = os.MkdirTemp(l.dir, "wend-join-"); err != nil {
		return fmt.Errorf("join: %w", err)
	}
	l.db, err = sql.Open("sqlite", "file:"+filepath.Join(l.dir, "join.db")+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=cache_size(-65536)")
	if err != nil {
		return fmt.Errorf("join: %w", err)
	}
	l.db.SetMaxOpenConns(1)
	for _, s := range []string{"CREATE TABLE row (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID", "BEGIN"} {
		if _, err := l.db.Exec(s); err != nil {
			return fmt.Errorf("join: %w", err)
		}
	}
	for key, at := range l.keys {
		value := l.arena[at-1:]
		if _, err := l.db.Exec("INSERT INTO row VALUES (?, ?)", key, value[:rowSize(value, l.width)]); err != nil {
			return fmt.Errorf("join: %w", err)
		}
	}
	l.keys, l.arena = nil, nil
	return nil
}

// rowSize is the length of the row that b begins with.
func rowSize(b []byte, width int) int {
	size := 0
	for range width {
		n, head := binary.Uvarint(b[size:])
		size += head + int(n)
	}
	return size
}

func (l *lookup) addToDisk(key string, row []string, take []int, pick Pick) error {
	verb := "INSERT"
	switch pick {
	case "first":
		verb = "INSERT OR IGNORE"
	case "last":
		verb = "INSERT OR REPLACE"
	}
	if _, err := l.db.Exec(verb+" INTO row VALUES (?, ?)", key, appendRow(nil, row, take)); err != nil {
		var from *sqlite.Error
		if errors.As(err, &from) && from.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			return fmt.Errorf("the key %q stands here a second time", key)
		}
		return fmt.Errorf("join: %w", err)
	}
	return nil
}

// settle ends the loading.
func (l *lookup) settle() (err error) {
	if l.db == nil {
		return nil
	}
	if _, err := l.db.Exec("COMMIT"); err != nil {
		return fmt.Errorf("join: %w", err)
	}
	l.find, err = l.db.Prepare("SELECT value FROM row WHERE key = ?")
	return err
}

// get appends the row of a key to out; ok is false where there is none.
func (l *lookup) get(key string, out []string) (_ []string, ok bool, err error) {
	var b []byte
	if l.db == nil {
		at, there := l.keys[key]
		if !there {
			return append(out, slices.Repeat([]string{""}, l.width)...), false, nil
		}
		b = l.arena[at-1:]
	} else if err := l.find.QueryRow(key).Scan(&b); errors.Is(err, sql.ErrNoRows) {
		return append(out, slices.Repeat([]string{""}, l.width)...), false, nil
	} else if err != nil {
		return out, false, fmt.Errorf("join: %w", err)
	}
	for range l.width {
		n, head := binary.Uvarint(b)
		out = append(out, text(b[head:head+int(n)]))
		b = b[head+int(n):]
	}
	return out, true, nil
}

// close removes what the lookup left on disk.
func (l *lookup) close() error {
	if l.db == nil {
		return nil
	}
	return errors.Join(l.db.Close(), os.RemoveAll(l.dir))
}
