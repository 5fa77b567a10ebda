// SPDX-License-Identifier: Apache-2.0

package client_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/url"
	"os"

	"github.com/wendcx/wend/client"
)

// List the journeys of a server.
func Example() {
	ctx := context.Background()
	wend, err := client.New("https://wend.example.com", os.Getenv("WEND_TOKEN"), client.Options{Agent: "nightly-report/1.2"})
	if err != nil {
		log.Fatal(err)
	}
	journeys, err := wend.Journeys(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, j := range journeys {
		fmt.Printf("%s: %s, version %d, %d steps\n", j.ID, j.Title, j.Version, j.Steps)
	}
}

// Ask for a scorecard, and read of the answer what the program needs.
func ExampleClient_Ask() {
	ctx := context.Background()
	wend, err := client.New("https://wend.example.com", os.Getenv("WEND_TOKEN"), client.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var card struct {
		Title string
		Steps []struct {
			ID    string
			Reach struct {
				Value float64
				N     int
			} `json:"reach_rate"`
		}
	}
	err = wend.Ask(ctx, "scorecard", url.Values{"journey": {"buy-online"}, "segment": {"regulars"}, "from": {"2026-05-01"}}, &card)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range card.Steps {
		fmt.Printf("%s: %.1f %% of %d\n", s.ID, 100*s.Reach.Value, s.Reach.N)
	}
}

// Change one field of a map, and publish it. Others may edit the same map.
func ExampleClient_Edit() {
	ctx := context.Background()
	wend, err := client.New("https://wend.example.com", os.Getenv("WEND_TOKEN"), client.Options{})
	if err != nil {
		log.Fatal(err)
	}
	came, err := wend.Edit(ctx, "buy-online", client.Edit{Op: "set", Step: "checkout", Field: "target", From: 4, To: 4.4})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range came.Conflicts {
		fmt.Printf("%s has set it to %v meanwhile\n", c.By, c.Current)
	}
	if len(came.Applied) > 0 {
		_, err = wend.Publish(ctx, "buy-online", came.Revision, "A higher target at checkout.")
	}
	if err != nil {
		log.Fatal(err)
	}
}

// What a server refuses says what would be right.
func ExampleProblem() {
	ctx := context.Background()
	wend, err := client.New("https://wend.example.com", os.Getenv("WEND_TOKEN"), client.Options{})
	if err != nil {
		log.Fatal(err)
	}
	_, err = wend.PutDocument(ctx, "buy-online", []byte("wend: journey/v1\nid: buy-online\ntitel: Buy online\n"), 0)
	var p *client.Problem
	if errors.As(err, &p) {
		for _, f := range p.Faults {
			fmt.Printf("line %d: %s; %s\n", f.Line, f.Message, f.Remedy)
		}
	}
}

// Bring a file in, and see how far it is.
func ExampleClient_Import() {
	ctx := context.Background()
	wend, err := client.New("https://wend.example.com", os.Getenv("WEND_TOKEN"), client.Options{})
	if err != nil {
		log.Fatal(err)
	}
	mapping, err := os.ReadFile("orders.mapping.yaml")
	if err != nil {
		log.Fatal(err)
	}
	file, err := os.Open("orders.csv")
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	done, err := wend.Import(ctx, "orders.csv", file, string(mapping), func(i *client.Import) {
		if p := i.Progress; p != nil {
			fmt.Printf("%d rows\n", p.Rows)
		}
	})
	if err != nil {
		log.Print(err)
		return
	}
	fmt.Printf("%d events, %d rows in quarantine\n", done.Result.Events, done.Result.Quarantined)
}

// Hear when somebody publishes a journey.
func ExampleClient_Stream() {
	ctx := context.Background()
	wend, err := client.New("https://wend.example.com", os.Getenv("WEND_TOKEN"), client.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for e, err := range wend.Stream(ctx, "buy-online") {
		if err != nil {
			log.Fatal(err)
		}
		switch e.Kind {
		case "published":
			fmt.Printf("a new version: %s\n", e.Data)
		case client.Again:
			fmt.Println("something was missed: read anew")
		}
	}
}
