// SPDX-License-Identifier: Apache-2.0

package documents

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/catalogue"
	"github.com/wendcx/wend/internal/define/edit"
	"github.com/wendcx/wend/internal/define/journey"
	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/store/record"
)

// Under WEND_CRASH_DB the test program edits and publishes one journey until it
// is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("WEND_CRASH_DB"); path != "" {
		from, err := strconv.Atoi(os.Getenv("WEND_CRASH_FROM"))
		if err == nil {
			err = child(path, from)
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// child counts up in a step's description, one edit a number, publishes every
// third, and says each number once it is told that it is kept. It ends when it
// is killed.
func child(path string, n int) error {
	ctx := context.Background()
	db, err := record.Open(ctx, path, record.Options{})
	if err != nil {
		return err
	}
	c, err := catalogue.Open(ctx, New(db), catalogue.Options{})
	if err != nil {
		return err
	}
	by := catalogue.Author{Name: "Ann"}
	if len(c.List(false)) == 0 {
		text := "wend: journey/v1\nid: buy\ntitle: I buy\nphases:\n  during:\n    - stage: Pay\n      steps:\n        - {id: pays, title: Pays}\n"
		if _, err := c.Put(ctx, "buy", by, []byte(text), catalogue.Expect{}); err != nil {
			return err
		}
	}
	was, version := any(nil), 0
	if d, v, err := counted(c); err != nil {
		return err
	} else if version = v; d > 0 {
		was = fmt.Sprint(d)
	}
	fmt.Println(n, version)
	for n++; ; n++ {
		out, err := c.Edit(ctx, "buy", by, []edit.Edit{{Op: edit.Set, Step: "pays", Field: "description", From: was, To: fmt.Sprint(n)}}, "")
		if err != nil || len(out.Applied) != 1 {
			return fmt.Errorf("edit %d: %+v %w", n, out, err)
		}
		if was = fmt.Sprint(n); n%3 == 0 {
			v, err := c.Publish(ctx, "buy", by, out.Revision, "")
			if err != nil {
				return err
			}
			version = v.Number
		}
		fmt.Println(n, version)
	}
}

// counted is the number in the text that people work on, and the latest version.
func counted(c *catalogue.Catalogue) (n, version int, err error) {
	v, err := c.View(context.Background(), "buy", catalogue.DraftText)
	if err != nil {
		return 0, 0, err
	}
	s, _ := v.Journey.Step("pays")
	if s.Description == "" {
		return 0, v.Latest, nil
	}
	n, err = strconv.Atoi(s.Description)
	return n, v.Latest, err
}

// run starts a child, kills it a while after its first word, and returns the
// last number and version that it was told are kept.
func run(t *testing.T, path string, from int, after time.Duration) (n, version int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "WEND_CRASH_DB="+path, fmt.Sprint("WEND_CRASH_FROM=", from))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	n = from
	lines := bufio.NewReader(out)
	for first := true; ; first = false {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // what is not a whole line was not acknowledged
		}
		if _, err := fmt.Sscan(line, &n, &version); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if first {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || !exit.Sys().(syscall.WaitStatus).Signaled() {
		t.Fatalf("the child was not killed: %v\n%s", err, stderr.String())
	}
	return n, version
}

// A server killed at any moment has every edit and every version that it said
// it had, and at most the one that was on its way.
func TestKilledAnyTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wend.db")
	n := 0
	for i := range 12 {
		said, version := run(t, path, n, time.Duration(i*7)*time.Millisecond)
		db, err := record.Open(t.Context(), path, record.Options{})
		if err != nil {
			t.Fatal(err)
		}
		c, err := catalogue.Open(t.Context(), New(db), catalogue.Options{})
		if err != nil {
			t.Fatal(err)
		}
		now, latest, err := counted(c)
		if err != nil {
			t.Fatal(err)
		}
		if now < said || now > said+1 || latest < version || latest > version+1 {
			t.Fatalf("kill %d: it said %d and version %d, and has %d and version %d", i, said, version, now, latest)
		}
		whole(t, c, now)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		n = now
	}
	if n < 12 {
		t.Errorf("only %d edits came through", n)
	}
}

// whole checks that versions number up without gaps, that each has counted
// further than the one before, and that the text is whole.
func whole(t *testing.T, c *catalogue.Catalogue, n int) {
	t.Helper()
	k := catalogue.Key{Kind: catalogue.Journeys, ID: "buy"}
	versions, err := c.Versions(t.Context(), k)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range versions {
		_, after, _ := strings.Cut(string(v.Text), "description: '")
		count, _, _ := strings.Cut(after, "'")
		got, err := strconv.Atoi(count)
		if err != nil || v.Number != len(versions)-i || got%3 != 0 || got > n {
			t.Fatalf("version %d of %d: %v\n%s", v.Number, len(versions), err, v.Text)
		}
		n = got - 1
	}
	view, err := c.View(t.Context(), "buy", catalogue.DraftText)
	if err != nil || len(view.Faults) > 0 {
		t.Fatal(view, err)
	}
	var faults fault.List
	if got := journey.Read(view.Document, &faults); got.Digest() != view.Journey.Digest() {
		t.Fatal("the text says something else")
	}
}
