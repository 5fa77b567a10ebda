// SPDX-License-Identifier: Apache-2.0

package clickhouse

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Error is what the server says of a statement that it did not run to its end.
type Error struct {
	Code    int // of ClickHouse; 0: unknown
	Message string
}

// Error says the server's message.
func (e *Error) Error() string { return "clickhouse: " + e.Message }

// Ping reports whether the server answers.
func (s *Server) Ping(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/ping", nil)
	if err != nil {
		return err
	}
	_, err = s.send(request)
	return err
}

// Exec runs one statement that gives no rows.
func (s *Server) Exec(ctx context.Context, sql string) error {
	_, err := s.Query(ctx, sql)
	return err
}

// Query runs one statement and returns its rows as texts: numbers as digits,
// times and arrays as ClickHouse writes them, NULL as \N.
func (s *Server) Query(ctx context.Context, sql string) ([][]string, error) {
	body, err := s.post(ctx, url.Values{"default_format": {"TabSeparated"}}, strings.NewReader(sql))
	if err != nil {
		return nil, fmt.Errorf("query %.80q: %w", sql, err)
	}
	var rows [][]string
	for line := range strings.Lines(string(body)) {
		row := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i := range row {
			row[i] = unescape(row[i])
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// unescape undoes TabSeparated's backslashes, but for \N, which is NULL.
func unescape(s string) string {
	if s == `\N` || !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r", `\b`, "\b", `\f`, "\f", `\0`, "\x00", `\'`, "'").Replace(s)
}

// post sends a body and returns the answer. The server waits for the end of a
// statement before it answers, so that an error is never taken for rows.
func (s *Server) post(ctx context.Context, settings url.Values, body io.Reader) ([]byte, error) {
	settings.Set("wait_end_of_query", "1")
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/?"+settings.Encode(), body)
	if err != nil {
		return nil, err
	}
	return s.send(request)
}

func (s *Server) send(request *http.Request) (_ []byte, err error) {
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // it has been read
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		code, err := strconv.Atoi(response.Header.Get("X-ClickHouse-Exception-Code"))
		if err != nil {
			code = 0
		}
		return nil, &Error{Code: code, Message: strings.TrimSpace(string(body))}
	}
	return body, nil
}
