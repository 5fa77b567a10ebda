// SPDX-License-Identifier: Apache-2.0

// Package evidencetest holds the cases, and a generator of random ones, with
// which the evaluator of where trees and its translation to SQL are held equal.
package evidencetest

import "github.com/wendcx/wend/internal/define/evidence"

// Record is what Cases are evaluated against.
var Record = evidence.Record{
	Name: "Product Viewed", Channel: "website", Source: "shop", Customer: "c1",
	Properties: []byte(`{"path":"/products/7","price":12.5,"qty":3,"gift":true,"note":null,"sku":"5","quote":"a\"b\\c\nd","tags":["a","b",2.50,true],"deep":{"k":{"x.y":"z"}},"list":[{"sku":"p1"},{"sku":"p2"}],"a/b~c":1}`),
	Traits:     []byte(`{"plan":"gold"}`),
	Context:    []byte(`{"page":{"locale":"de"}}`),
}

// Cases are trees as JSON and whether they hold for Record. They are evaluated
// in Go and in DuckDB.
var Cases = []struct {
	Tree string
	Want bool
}{
	{`{}`, true},
	{`{"path":"/products/7"}`, true},
	{`{"path":{"is":"/products/7"}}`, true},
	{`{"path":{"is_not":"/products/7"}}`, false},
	{`{"path":{"starts_with":"/products/"}}`, true},
	{`{"path":{"starts_with":"products/"}}`, false},
	{`{"path":{"contains":"duct"}}`, true},
	{`{"path":{"matches":"^/products/[0-9]+$"}}`, true},
	{`{"path":{"matches":"^/Products/"}}`, false},
	{`{"path":{"matches":"(?i)^/Products/"}}`, true},
	{`{"price":{"gt":12}}`, true},
	{`{"price":{"gt":12.5}}`, false},
	{`{"price":{"gte":12.5,"lt":13}}`, true},
	{`{"price":{"lte":12.4}}`, false},
	{`{"price":12.5}`, true},
	{`{"qty":3}`, true},
	{`{"qty":{"in":[1,2,3]}}`, true},
	{`{"qty":["3"]}`, false}, // the number 3 is not the text "3"
	{`{"sku":5}`, false},
	{`{"sku":"5"}`, true},
	{`{"sku":{"gt":4}}`, false}, // a text is no number
	{`{"gift":true}`, true},
	{`{"gift":{"is":false}}`, false},
	{`{"gift":{"gt":0}}`, false},
	{`{"note":{"exists":true}}`, false}, // null is absent
	{`{"note":{"exists":false}}`, true},
	{`{"nothing":{"exists":false}}`, true},
	{`{"nothing":{"is_not":"x"}}`, true},
	{`{"nothing":"x"}`, false},
	{`{"not":{"nothing":"x"}}`, true},
	{`{"path":{"exists":true}}`, true},
	{`{"quote":"a\"b\\c\nd"}`, true},
	{`{"quote":{"contains":"b\\c"}}`, true},
	{`{"quote":{"contains":"n"}}`, false}, // the line feed is not an n
	{`{"quote":{"starts_with":"a\""}}`, true},
	{`{"tags":{"contains":"a"}}`, true},
	{`{"tags":{"contains":"c"}}`, false},
	{`{"tags":{"contains":2.5}}`, true},
	{`{"tags":{"contains":true}}`, true},
	{`{"tags":{"contains":false}}`, false},
	{`{"tags":"a"}`, false},
	{`{"deep.k.x\\.y":"z"}`, true},
	{`{"deep.k":{"exists":true}}`, true},
	{`{"list.1.sku":"p2"}`, true},
	{`{"list.01.sku":"p2"}`, false},
	{`{"list.2.sku":{"exists":true}}`, false},
	{`{"a/b~c":1}`, true},
	{`{"traits.plan":"gold"}`, true},
	{`{"context.page.locale":["fr","de"]}`, true},
	{`{"event.channel":"website"}`, true},
	{`{"event.channel":["phone","website"]}`, true},
	{`{"event.channel":{"is_not":"phone"}}`, true},
	{`{"event.name":{"matches":"Viewed$"}}`, true},
	{`{"event.source":{"exists":true}}`, true},
	{`{"event.customer":{"gt":4}}`, false},
	{`{"any":[{"qty":1},{"qty":3}]}`, true},
	{`{"any":[]}`, false},
	{`{"all":[]}`, true},
	{`{"all":[{"qty":3},{"not":{"gift":true}}]}`, false},
	{`{"qty":3,"gift":true,"any":[{"path":{"starts_with":"/x"}},{"price":{"lt":20}}]}`, true},
}
