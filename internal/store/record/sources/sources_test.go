// SPDX-License-Identifier: Apache-2.0

package sources_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/listen/source"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/store/record"
	"github.com/wendcx/wend/internal/store/record/sources"
)

func TestLifeOfASource(t *testing.T) {
	ctx, now := context.Background(), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	db, err := record.Open(ctx, filepath.Join(t.TempDir(), "wend.db"), record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	all := source.New(sources.New(db), func() time.Time { now = now.Add(time.Second); return now })
	owner := people.Identity{Person: "p", Name: "Ada", Role: people.Owner}
	if _, err := all.Save(ctx, people.Identity{Person: "q", Role: people.Editor}, "shop", "Shop"); fault.CodeOf(err) != fault.Forbidden {
		t.Errorf("an editor may not: %v", err)
	}
	for _, id := range []event.SourceID{"", "Shop", "-x", "a b"} {
		if _, err := all.Save(ctx, owner, id, "Shop"); fault.CodeOf(err) != fault.Invalid {
			t.Errorf("%q was taken: %v", id, err)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = all.Save(ctx, owner, "shop", "Shop")
	must(err)
	first, one, err := all.MakeKey(ctx, owner, "shop")
	must(err)
	second, _, err := all.MakeKey(ctx, owner, "shop")
	must(err)
	if first == second || len(first) < 40 || first[:3] != source.KeyPrefix {
		t.Errorf("%q, %q", first, second)
	}
	_, err = all.Save(ctx, owner, "shop", "The web shop")
	must(err)
	must(all.RevokeKey(ctx, owner, "shop", one.ID))
	if err := all.RevokeKey(ctx, owner, "shop", one.ID); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("revoked twice: %v", err)
	}
	list, err := all.All(ctx, owner)
	must(err)
	if len(list) != 1 || list[0].Title != "The web shop" || len(list[0].Keys) != 1 || list[0].Keys[0].Hint != second[:7] {
		t.Errorf("%+v", list)
	}
}
