// SPDX-License-Identifier: Apache-2.0

package load

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// plainXES reads the rows of a log the slow way; ok is false where the standard
// library finds the document broken or it is none of ours.
func plainXES(doc string) (rows []string, ok bool) {
	dec := xml.NewDecoder(strings.NewReader(doc))
	var open, event, trace []string
	in, aside := "", 0
	for {
		token, err := dec.RawToken()
		if err != nil {
			return nil, false
		}
		switch token := token.(type) {
		case xml.Directive:
			return nil, false
		case xml.StartElement:
			open = append(open, token.Name.Local)
			kind := token.Name.Local
			switch {
			case len(open) == 1 && kind != "log":
				return nil, false
			case aside > 0:
			case kind == "log":
			case kind == "trace":
				in, trace = "trace", nil
			case kind == "event":
				in, event = "event", nil
			default:
				aside = len(open)
				var key, value string
				for _, a := range token.Attr {
					if a.Name.Space == "" && a.Name.Local == "key" {
						key = a.Value
					} else if a.Name.Space == "" && a.Name.Local == "value" {
						value = a.Value
					}
				}
				if kind != "string" || key == "" || value == "" || in == "" {
					continue
				}
				if in == "event" {
					event = append(event, key+"="+value)
				} else {
					trace = append(trace, casePrefix+key+"="+value)
				}
			}
		case xml.EndElement:
			last := len(open) - 1
			if last < 0 || open[last] != token.Name.Local {
				return nil, false
			}
			open = open[:last]
			switch {
			case aside > last:
				aside = 0
			case aside > 0:
			case token.Name.Local == "event":
				rows = append(rows, fmt.Sprint(append(event, trace...)))
				in = "trace"
			case token.Name.Local == "trace":
				in = ""
			case token.Name.Local == "log":
				return rows, true
			}
		}
	}
}

// FuzzXES: whatever the standard library reads, we read alike; anything else
// breaks nothing.
func FuzzXES(f *testing.F) {
	for _, doc := range []string{
		xes, `<log/>`, `<log><trace><event/></trace></log>`, "<log><!-- <trace> --><trace><string key='a' value='b &amp; &#x41;'><string key='c' value='d'/></string><event><string key=\"x\" value='\"'/></event></trace></log>",
		`<x:log xmlns:x="u"><x:trace><x:event><x:string key="a" value="1 > 0"/></x:event></x:trace></x:log>`, `<log><trace><event><list key="l"><values><string key="a" value="b"/></values></list></event></trace></log>`,
		`<log><trace><event><string key="a" value="b"</event></trace></log>`, `<log><![CDATA[<trace>]]></log>`, `<log><trace></log></trace>`, "\ufeff<log></log>", `<log><trace><event><string value="b&undefined;" key="a"/></event>`,
	} {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		want, ok := plainXES(doc)
		table, err := newXES("x.xes", bufio.NewReader(strings.NewReader(doc)))
		var got []string
		for err == nil {
			var b *batch
			if b, err = table.next(); err != nil {
				break
			}
			for _, row := range b.sparse {
				var fields []string
				for _, f := range row {
					if f.kind == textField {
						fields = append(fields, f.name+"="+f.text)
					}
				}
				got = append(got, fmt.Sprint(fields))
			}
		}
		if ok && (!errors.Is(err, io.EOF) || fmt.Sprint(want) != fmt.Sprint(got)) {
			t.Errorf("%q: %v; want %q, got %q", doc, err, want, got)
		}
	})
}
