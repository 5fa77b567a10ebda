// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"

	"github.com/wendcx/wend/internal/app"
)

type backupCommand struct {
	dataFlag
	To string `arg:"" help:"A folder that does not exist." type:"path" placeholder:"FOLDER"`
}

func (c *backupCommand) Run(p *program) error {
	a, err := c.open(p, false)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	m, err := a.Backup(p.ctx, c.To)
	if err != nil {
		return err
	}
	return p.backedUp("backed up to", c.To, m)
}

// backedUp tells what a backup holds.
func (p *program) backedUp(did, to string, m *app.Manifest) error {
	if p.json {
		return p.print(m)
	}
	what := "events"
	if m.Records {
		what = "events and all records"
	}
	_, err := fmt.Fprintf(p.stdout, "%d %s, as at position %d, %s %s\n", m.Events, what, m.Position, did, p.near(filepath.Clean(to)))
	return err
}

type restoreCommand struct {
	Data string `help:"The data directory to make; it must not exist, or be empty." env:"WEND_DATA" placeholder:"DIR" type:"path" required:""`
	From string `arg:"" help:"A folder that wend backup wrote." type:"existingdir" placeholder:"FOLDER"`
}

func (c *restoreCommand) Run(p *program) error {
	m, err := app.Restore(p.ctx, c.From, c.Data)
	if err != nil {
		return err
	}
	return p.backedUp("restored to", c.Data, m)
}
