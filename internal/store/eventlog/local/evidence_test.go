// SPDX-License-Identifier: Apache-2.0

package local

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/evidence/evidencetest"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// engine is an empty DuckDB.
func engine(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// holds evaluates a tree on one record in DuckDB, reading the fields from shared
// columns or not.
func holds(db *sql.DB, tree *evidence.Tree, r *evidence.Record, share bool) (bool, error) {
	var q evidence.Query
	if share {
		var fields []evidence.Field
		tree.Fields(func(f evidence.Field) { fields = append(fields, f) })
		q.Share(fields)
	}
	q.Write("SELECT ")
	tree.SQL(&q)
	q.FromShared(func() {
		q.Write(`(SELECT CAST(? AS VARCHAR) AS name, CAST(? AS VARCHAR) AS channel, CAST(? AS VARCHAR) AS source, CAST(? AS VARCHAR) AS customer,
			CAST(? AS VARCHAR) AS properties, CAST(? AS VARCHAR) AS traits, CAST(? AS VARCHAR) AS context)`,
			r.Name, r.Channel, r.Source, r.Customer, object(r.Properties), object(r.Traits), object(r.Context))
	})
	var got bool
	err := db.QueryRow(q.Text.String(), q.Args...).Scan(&got)
	return got, err
}

func object(b []byte) any {
	if b == nil {
		return nil
	}
	return string(b)
}

func TestEvidenceInSQL(t *testing.T) {
	db := engine(t)
	for _, c := range evidencetest.Cases {
		var v any
		if err := json.Unmarshal([]byte(c.Tree), &v); err != nil {
			t.Fatal(err)
		}
		tree, faults := evidence.Parse(v, evidence.Properties)
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		for _, share := range []bool{false, true} {
			got, err := holds(db, tree, &evidencetest.Record, share)
			if err != nil || got != c.Want {
				t.Errorf("%s = %v, want %v (%v; shared %v)", c.Tree, got, c.Want, err, share)
			}
		}
	}
}

// FuzzEvidence holds the evaluator in Go and the compiled SQL equal.
func FuzzEvidence(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	db := engine(f)
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		plain := evidencetest.RandomTree(r, 3)
		tree, faults := evidence.Parse(plain, evidence.Properties)
		if len(faults) > 0 {
			t.Fatalf("%v\n%v", plain, faults)
		}
		for i := range 4 {
			rec := evidencetest.RandomRecord(r)
			want := tree.Eval(&rec)
			got, err := holds(db, tree, &rec, i%2 == 1)
			if err != nil {
				t.Fatalf("%v\n%s", err, evidencetest.Describe(plain, &rec))
			}
			if got != want {
				t.Fatalf("SQL says %v, Go says %v\n%s", got, want, evidencetest.Describe(plain, &rec))
			}
		}
	})
}

// Forty conditions on one property, or on forty, take little memory: an object of an
// event is parsed for all of them together.
func TestManyConditionsInLittleMemory(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{Memory: 256 << 20, BulkRows: 1000})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	events := clicks(20_000, 0)
	for i := range events {
		events[i].Properties = fmt.Appendf(nil, `{"price":%d,"price-%d":1}`, i%200, i%40)
	}
	if _, err := l.Append(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	for name, condition := range map[string]func(n int) map[string]any{
		"one": func(n int) map[string]any {
			return map[string]any{"price": map[string]any{"gte": float64(n * 5), "lt": float64(n*5 + 5)}}
		},
		"forty": func(n int) map[string]any { return map[string]any{fmt.Sprint("price-", n): 1.0} },
	} {
		var classes []evidence.Matcher
		for n := range 40 {
			tree, faults := evidence.Parse(condition(n), evidence.Properties)
			if len(faults) > 0 {
				t.Fatal(faults)
			}
			for _, event := range []string{"Viewed", "Added", "Paid"} {
				classes = append(classes, evidence.Matcher{Event: event, Where: tree})
			}
		}
		per := make([]int, len(classes))
		_, err := l.Visits(t.Context(), sequence.Selection{Classes: classes}, func(v *sequence.Visits) error {
			for _, c := range v.Class {
				per[c]++
			}
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for n := range 40 {
			if got := per[3*n] + per[3*n+1] + per[3*n+2]; got != 500 {
				t.Errorf("%s: condition %d holds for %d events, want 500", name, n, got)
			}
		}
	}
}
