// SPDX-License-Identifier: Apache-2.0

package people_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/accounts"
)

// BenchmarkAuthenticate is what every request pays to know who makes it.
func BenchmarkAuthenticate(b *testing.B) {
	db, err := record.Open(b.Context(), filepath.Join(b.TempDir(), "wend.db"), record.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	p := people.New(accounts.New(db), time.Now, people.Options{Demo: true})
	secret, _, err := p.SignInDemo(b.Context(), people.Visitor{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := p.Authenticate(b.Context(), secret, people.Visitor{}); err != nil {
				b.Error(err)
			}
		}
	})
}
