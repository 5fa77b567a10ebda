// SPDX-License-Identifier: Apache-2.0

package local

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wendcx/wend/internal/define/evidence"
	"github.com/wendcx/wend/internal/listen/event"
	"github.com/wendcx/wend/internal/understand/sequence"
)

// crashing makes everything happen every few milliseconds.
var crashing = Options{SealRows: 20, BulkRows: 60, MergeRows: 200, PartRows: 250, Memory: 128 << 20, Threads: 1}

// TestMain turns the test binary into the child of the crash tests when asked.
func TestMain(m *testing.M) {
	if dir := os.Getenv("WEND_CRASH_DIR"); dir != "" {
		if err := crashChild(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// crashChild appends events numbered from WEND_CRASH_FROM on, in batches of
// many sizes, and prints after each append the first number that is not
// acknowledged. It goes on until it is killed, or kills itself where
// WEND_CRASH_POINT says.
func crashChild(dir string) error {
	options := crashing
	if point := os.Getenv("WEND_CRASH_POINT"); point != "" {
		nth, err := strconv.Atoi(os.Getenv("WEND_CRASH_NTH"))
		if err != nil {
			return err
		}
		options.fail = func(at string) {
			if at != point {
				return
			}
			if nth--; nth == 0 {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	}
	l, err := Open(context.Background(), dir, options)
	if err != nil {
		return err
	}
	next, err := strconv.Atoi(os.Getenv("WEND_CRASH_FROM"))
	if err != nil {
		return err
	}
	fmt.Println(next)
	r := rand.New(rand.NewPCG(uint64(next), 0))
	for {
		n := 1 + r.IntN(12)
		if r.IntN(6) == 0 {
			n = 60 + r.IntN(60)
		}
		if r.IntN(12) == 0 { // a customer of their own comes and is erased
			gone := []event.Event{{Source: "s", ID: fmt.Sprint("gone", next), Customer: "gone", Name: "Gone", Time: 1}}
			if _, err := l.Append(context.Background(), gone); err != nil {
				return err
			}
			if _, err := l.Erase(context.Background(), "gone"); err != nil {
				return err
			}
		}
		events := make([]event.Event, n)
		for i := range events {
			events[i] = numbered(next + i)
		}
		receipt, err := l.Append(context.Background(), events)
		if err != nil {
			return err
		}
		if receipt.Added != n {
			return fmt.Errorf("%d of %d added", receipt.Added, n)
		}
		next += n
		fmt.Println(next)
	}
}

func numbered(i int) event.Event {
	return event.Event{
		Source: "s", ID: fmt.Sprint("m", i), Customer: event.CustomerID(fmt.Sprint("c", i%17)), Name: "E", Time: int64(i + 1),
		Properties: []byte(fmt.Sprintf(`{"i":%d}`, i)),
	}
}

// run starts a child, kills it after a while (or lets it kill itself), and
// returns the last number it acknowledged.
func run(t *testing.T, dir string, from int, kill time.Duration, env ...string) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(env, "WEND_CRASH_DIR="+dir, fmt.Sprint("WEND_CRASH_FROM=", from))...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := from
	lines := bufio.NewReader(out)
	first := true
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			if !errors.Is(err, io.EOF) && !errors.Is(err, os.ErrClosed) {
				t.Fatal(err)
			}
			break // what is not a whole line was not acknowledged
		}
		n, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		acknowledged = n
		if first && kill > 0 {
			first = false
			time.AfterFunc(kill, func() { _ = cmd.Process.Kill() })
		}
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !exit.Sys().(syscall.WaitStatus).Signaled() {
		t.Fatalf("the child was not killed: %v\n%s", err, stderr.String())
	}
	return acknowledged
}

// verify opens the log and checks that all acknowledged events are there, each
// once, and nothing but the one append that may have been on its way. It
// returns the first number that is not there.
func verify(t *testing.T, dir string, acknowledged int) int {
	t.Helper()
	l, err := Open(context.Background(), dir, crashing)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	seen := map[int]int{}
	positions := int64(0)
	selection := sequence.Selection{Classes: []evidence.Matcher{{Event: "E"}}, Fields: []evidence.Field{{Scope: evidence.Properties, Path: []string{"i"}}}}
	if _, err := l.Visits(context.Background(), selection, func(v *sequence.Visits) error {
		for i := range v.Customer {
			n, err := strconv.Atoi(v.Fields[0][i])
			if err != nil {
				return err
			}
			seen[n]++
			if v.Time[i] != int64(n+1) {
				t.Errorf("event %d has time %d", n, v.Time[i])
			}
			positions++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	next := 0
	for seen[next] > 0 {
		if seen[next] != 1 {
			t.Errorf("event %d is there %d times", next, seen[next])
		}
		next++
	}
	if next < acknowledged {
		t.Errorf("event %d was acknowledged and is lost", next)
	}
	if len(seen) != next || next > acknowledged+130 {
		t.Errorf("%d events, %d of them without a gap, %d acknowledged", len(seen), next, acknowledged)
	}
	if next > 0 { // dedupe works across whatever happened
		events := []event.Event{numbered(0), numbered(next / 2), numbered(next - 1)}
		r, err := l.Append(context.Background(), events)
		if err != nil || r.Added != 0 {
			t.Errorf("events were taken twice: %+v %v", r, err)
		}
	}
	return next
}

// kills is how often TestKilledAnyTime kills: 100, or WEND_KILLS for a soak.
func kills(t *testing.T) int {
	said := os.Getenv("WEND_KILLS")
	if said == "" {
		return 100
	}
	n, err := strconv.Atoi(said)
	if err != nil {
		t.Fatalf("WEND_KILLS: %v", err)
	}
	return n
}

// TestKilledAnyTime kills a child at random moments while it appends, seals,
// merges and erases.
func TestKilledAnyTime(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(11, 13))
	next := 0
	for range kills(t) {
		acknowledged := run(t, dir, next, time.Duration(r.IntN(120))*time.Millisecond)
		next = verify(t, dir, acknowledged)
		if t.Failed() {
			return
		}
	}
	if next < 1000 {
		t.Errorf("only %d events were appended: the test tests nothing", next)
	}
	l, err := Open(context.Background(), dir, crashing)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	t.Logf("%d events, %d segments", next, len(l.views.current().segments))
}

// TestKilledAtEveryStep kills a child before and after each step of an append,
// a seal, a merge and an erasure.
func TestKilledAtEveryStep(t *testing.T) {
	points := []string{"batch: before commit", "batch: after commit"}
	for _, work := range []string{"bulk", "seal", "merge", "erase"} {
		for _, step := range []string{"before write", "before sync", "before rename", "between renames", "before commit", "after commit"} {
			points = append(points, work+": "+step)
		}
	}
	for _, point := range points {
		t.Run(strings.ReplaceAll(point, ": ", "/"), func(t *testing.T) {
			dir := t.TempDir()
			next := 0
			for nth := 1; nth <= 2; nth++ {
				acknowledged := run(t, dir, next, 0, "WEND_CRASH_POINT="+point, fmt.Sprint("WEND_CRASH_NTH=", nth))
				next = verify(t, dir, acknowledged)
			}
		})
	}
}
