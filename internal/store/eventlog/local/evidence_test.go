// SPDX-License-Identifier: Apache-2.0

package local

import (
	"database/sql"
	"encoding/json"
	"math/rand/v2"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/define/evidence/evidencetest"
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
	q.Write(" FROM (SELECT *")
	q.Shared()
	q.Write(` FROM (SELECT CAST(? AS VARCHAR) AS name, CAST(? AS VARCHAR) AS channel, CAST(? AS VARCHAR) AS source, CAST(? AS VARCHAR) AS customer,
		CAST(? AS VARCHAR) AS properties, CAST(? AS VARCHAR) AS traits, CAST(? AS VARCHAR) AS context))`,
		r.Name, r.Channel, r.Source, r.Customer, object(r.Properties), object(r.Traits), object(r.Context))
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
