// SPDX-License-Identifier: Apache-2.0

package sim

import (
	"bufio"
	"embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/wendcx/wend/internal/listen/event"
)

//go:embed shop
var shop embed.FS

// Documents are the shop's documents: journeys with their workspace, and the
// mapping of its files, by name.
func Documents() map[string][]byte {
	out := map[string][]byte{}
	entries, err := fs.ReadDir(shop, "shop")
	if err != nil {
		panic(err) // it is part of the binary
	}
	for _, e := range entries {
		src, err := shop.ReadFile("shop/" + e.Name())
		if err != nil {
			panic(err)
		}
		out[e.Name()] = src
	}
	return out
}

// WriteJourneys writes the shop's journeys and their workspace into a folder.
func WriteJourneys(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("write journeys: %w", err)
	}
	for name, src := range Documents() {
		if name == mappingFile {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o600); err != nil {
			return fmt.Errorf("write journeys: %w", err)
		}
	}
	return nil
}

const mappingFile = "mapping.yaml"

// eventColumns are the columns of events.csv behind the first five.
var eventColumns = []string{
	"order_id", "ticket_id", "product", "price", "revenue", "promised_for", "carrier", "campaign", "page_url", "device", "reason", "store", "topic",
}

// Written tells what WriteFiles wrote.
type Written struct {
	Events  int   `json:"events"`
	Answers int   `json:"answers"`
	Bytes   int64 `json:"bytes"`
}

// WriteFiles simulates into a folder, as a shop would export: events.csv,
// answers.csv, and the mapping that says what they mean. With limit above 0 the
// run ends once events.csv has that many bytes.
func WriteFiles(c Config, dir string, limit int64) (w Written, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return w, fmt.Errorf("write files: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, mappingFile), Documents()[mappingFile], 0o600); err != nil {
		return w, fmt.Errorf("write files: %w", err)
	}
	events, err := newTable(filepath.Join(dir, "events.csv"), append(append([]string{"message_id", "customer_id", "event", "time", "channel"}, eventColumns...), "region", "kind"))
	if err != nil {
		return w, err
	}
	answers, err := newTable(filepath.Join(dir, "answers.csv"), []string{"message_id", "customer_id", "survey", "question", "value", "time", "asked_at", "order_id"})
	if err != nil {
		return w, errors.Join(err, events.close())
	}
	err = Run(c, func(e event.Event) error {
		var properties map[string]any
		if len(e.Properties) > 0 {
			if err := json.Unmarshal(e.Properties, &properties); err != nil {
				return err
			}
		}
		if e.Name == event.AnswerGiven {
			w.Answers++
			return answers.write(answerRow(&e, properties))
		}
		w.Events++
		row, err := eventRow(&e, properties)
		if err != nil {
			return err
		}
		if err := events.write(row); err != nil {
			return err
		}
		if limit > 0 && events.size.n >= limit {
			return errEnough
		}
		return nil
	})
	err = errors.Join(err, events.close(), answers.close())
	w.Bytes = events.size.n
	return w, err
}

func eventRow(e *event.Event, properties map[string]any) ([]string, error) {
	row := []string{e.ID, string(e.Customer), e.Name, e.At().Format(time.RFC3339), e.Channel}
	for _, c := range eventColumns {
		row = append(row, cell(properties[c]))
	}
	var traits map[string]any
	if err := json.Unmarshal(e.Traits, &traits); err != nil {
		return nil, err
	}
	return append(row, cell(traits["region"]), cell(traits["kind"])), nil
}

func answerRow(e *event.Event, p map[string]any) []string {
	return []string{e.ID, string(e.Customer), cell(p["survey"]), cell(p["question"]), cell(p["value"]), e.At().Format(time.RFC3339), cell(p["asked_at"]), cell(p["order_id"])}
}

func cell(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// table writes a CSV file.
type table struct {
	file *os.File
	size *sizer
	buf  *bufio.Writer
	csv  *csv.Writer
}

// sizer counts what goes through.
type sizer struct {
	out io.Writer
	n   int64
}

func (s *sizer) Write(p []byte) (int, error) {
	n, err := s.out.Write(p)
	s.n += int64(n)
	return n, err
}

func newTable(path string, head []string) (*table, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("write files: %w", err)
	}
	t := &table{file: f, buf: bufio.NewWriterSize(f, 1<<20)}
	t.size = &sizer{out: t.buf}
	t.csv = csv.NewWriter(t.size)
	return t, t.write(head)
}

func (t *table) write(row []string) error { return t.csv.Write(row) }

func (t *table) close() error {
	t.csv.Flush()
	return errors.Join(t.csv.Error(), t.buf.Flush(), t.file.Close())
}

// WriteNDJSON simulates into one file of Wend's own lines, which need no
// mapping.
func WriteNDJSON(c Config, out io.Writer) (w Written, err error) {
	s := &sizer{out: out}
	buf := bufio.NewWriterSize(s, 1<<20)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err = Run(c, func(e event.Event) error {
		if e.Name == event.AnswerGiven {
			w.Answers++
		} else {
			w.Events++
		}
		return enc.Encode(ndjsonLine{string(e.Source), e.ID, string(e.Customer), e.Name, e.At().Format(time.RFC3339Nano), e.Channel, e.Properties, e.Traits})
	})
	err = errors.Join(err, buf.Flush())
	w.Bytes = s.n
	return w, err
}

// ndjsonLine is one event as Wend reads it back.
type ndjsonLine struct {
	Source     string          `json:"source"`
	ID         string          `json:"id"`
	Customer   string          `json:"customer"`
	Event      string          `json:"event"`
	Time       string          `json:"time"`
	Channel    string          `json:"channel,omitempty"`
	Properties json.RawMessage `json:"properties,omitempty"`
	Traits     json.RawMessage `json:"traits,omitempty"`
}
