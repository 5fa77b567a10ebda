// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// The load that is put on the demo: so many people look at the map, each asking
// once a second, nobody twice for the same.
const (
	viewers = 50
	seconds = 30
)

// demo is a running demo.
type demo struct {
	address string
	client  *http.Client
}

// serving measures the demo while many people look at it.
func serving(ctx context.Context, o options) (_ string, err error) {
	dir, err := os.MkdirTemp(o.dir, "wend-serving-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	began := time.Now()
	d, wait, err := startDemo(ctx, o.wend, filepath.Join(dir, "demo"))
	if err != nil {
		return "", err
	}
	ready := time.Since(began)
	defer func() { stop(); _ = wait() }()
	alone, err := d.alone(ctx)
	if err != nil {
		return "", err
	}
	loaded, err := d.underLoad(ctx)
	if err != nil {
		return "", err
	}
	return servingText(ready, alone, loaded), nil
}

// startDemo starts a demo and waits until it answers.
func startDemo(ctx context.Context, wend, dir string) (*demo, func() error, error) {
	cmd := exec.CommandContext(ctx, wend, "demo", "--data", dir, "--addr", "127.0.0.1:0", "--no-open")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, fmt.Errorf("start the demo: %w", err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		_, rest, ok := strings.Cut(lines.Text(), "Wend is at ")
		if !ok {
			continue
		}
		go func() { _, _ = io.Copy(io.Discard, out) }()
		d := &demo{address: strings.Fields(rest)[0]}
		return d, cmd.Wait, d.signIn(ctx)
	}
	return nil, nil, errors.Join(errors.New("the demo did not say where it is"), cmd.Wait())
}

// signIn opens the first page, as a browser does.
func (d *demo) signIn(ctx context.Context) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	d.client = &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: viewers}, Timeout: 30 * time.Second}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.address+"/", nil)
	if err != nil {
		return err
	}
	r.Header.Set("Accept", "text/html")
	answer, err := d.client.Do(r)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}

// get asks once and returns how long the answer took to its end.
func (d *demo) get(ctx context.Context, path string) (time.Duration, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, d.address+path, nil)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	answer, err := d.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return 0, err
	}
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return time.Since(began), nil
}

// asked are the kinds of requests.
var asked = []string{"an empty handler", "the map's document", "the scorecard"}

// pathOf is the n-th request of a viewer, with a filter that nobody else has.
func pathOf(kind, viewer, n int) string {
	switch kind {
	case 0:
		return "/readyz"
	case 1:
		return "/api/v1/journeys/buy-online"
	}
	from := time.Now().UTC().AddDate(0, 0, -85).Add(time.Duration(viewer*seconds+n) * time.Minute)
	q := url.Values{"journey": {"buy-online"}, "from": {from.Format(time.RFC3339)}}
	if s := []string{"", "consumers", "professionals", "mountains", "regulars"}[viewer%5]; s != "" {
		q.Set("segment", s)
	}
	return "/api/v1/questions/scorecard?" + q.Encode()
}

// alone asks one thing after the other: what an answer takes by itself.
func (d *demo) alone(ctx context.Context) (out [3][]time.Duration, err error) {
	for kind := range asked {
		for n := range 40 {
			took, err := d.get(ctx, pathOf(kind, n, seconds+1))
			if err != nil {
				return out, err
			}
			if n >= 10 { // the first find nothing in memory
				out[kind] = append(out[kind], took)
			}
		}
	}
	return out, nil
}

// underLoad lets all viewers ask: each once a second for a scorecard, and beside
// it for the document and for nothing.
func (d *demo) underLoad(ctx context.Context) (out [3][]time.Duration, err error) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for v := range viewers {
		all.Go(func() {
			time.Sleep(time.Duration(v) * time.Second / viewers)
			tick := time.NewTicker(time.Second)
			defer tick.Stop()
			for n := range seconds {
				for kind := range asked {
					took, e := d.get(ctx, pathOf(kind, v, n))
					mu.Lock()
					out[kind], err = append(out[kind], took), errors.Join(err, e)
					mu.Unlock()
				}
				<-tick.C
			}
		})
	}
	all.Wait()
	return out, err
}

func quantile(of []time.Duration, p float64) time.Duration {
	s := slices.Sorted(slices.Values(of))
	return s[min(len(s)-1, int(p*float64(len(s))))]
}

func servingText(ready time.Duration, alone, loaded [3][]time.Duration) string {
	var b strings.Builder
	fmt.Fprintf(&b, "The demo, a process of its own, was ready %.1f s after it was started, import included. Then %d viewers asked once a second each for %d seconds: "+
		"an empty handler, the map's document, and the scorecard with a filter that nobody else had, so that no answer was there already. The client runs on the same cores.\n\n", ready.Seconds(), viewers, seconds)
	fmt.Fprintln(&b, "| | alone, median | loaded, median | p95 | p99 |\n|---|--:|--:|--:|--:|")
	for kind, what := range asked {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", what, ms(quantile(alone[kind], .5)), ms(quantile(loaded[kind], .5)), ms(quantile(loaded[kind], .95)), ms(quantile(loaded[kind], .99)))
	}
	empty, own := quantile(loaded[0], .99), quantile(alone[2], .5)
	fmt.Fprintf(&b, "\nWanted: the p99 of scorecard and map within 10 × the empty handler's, and the answer's own time: %s. Scorecard %s, document %s.\n",
		ms(10*empty+own), ms(quantile(loaded[2], .99)), ms(quantile(loaded[1], .99)))
	return b.String()
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
