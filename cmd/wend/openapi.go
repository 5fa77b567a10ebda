// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/http"

	"github.com/wendcx/wend/internal/serve/api"
)

type openapiCommand struct{}

func (openapiCommand) Run(p *program) error {
	text, err := api.New(http.NewServeMux(), "dev", api.Services{}).OpenAPI()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s\n", text)
	return err
}
