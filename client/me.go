// SPDX-License-Identifier: Apache-2.0

package client

import (
	"context"
	"net/http"
)

// Me is whoever the client's token belongs to.
type Me struct {
	Person struct {
		ID    string `json:"id"`
		Email string `json:"email"`
		Name  string `json:"name"`
		Role  string `json:"role"` // owner, editor, contributor, analyst, agent or viewer
	} `json:"person"`
	Workspace struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Zone string `json:"zone"` // its time zone, as Europe/Amsterdam
	} `json:"workspace"`
	Demo bool     `json:"demo"` // visitors are signed in without a password
	May  []string `json:"may"`  // the actions that one may do, as edit-journeys
}

// Me tells who one is to the server, and what one may do there.
func (c *Client) Me(ctx context.Context) (*Me, error) {
	out := &Me{}
	return answered(out, c.do(ctx, request{method: http.MethodGet, path: "/me", into: out}))
}
