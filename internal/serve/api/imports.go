// SPDX-License-Identifier: Apache-2.0

package api

import (
	"cmp"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/wendcx/wend/internal/fault"
	"github.com/wendcx/wend/internal/listen/load"
	"github.com/wendcx/wend/internal/listen/upload"
	"github.com/wendcx/wend/internal/people"
	"github.com/wendcx/wend/internal/serve/auth"
	"github.com/wendcx/wend/internal/serve/live"
)

// shownRows is how many rows of a table, and events of a preview, are shown.
const shownRows = 20

// ReceivedImport is an upload with what its files look like.
type ReceivedImport struct {
	upload.Import
	Tables []load.Table `json:"tables" doc:"The tables of the files, with their first rows."`
}

// ImportNews is what open screens are told of an import while it goes on. It holds
// nothing of the files, for everybody hears it.
type ImportNews struct {
	ID       upload.ID        `json:"id"`
	State    upload.State     `json:"state"`
	Progress *upload.Progress `json:"progress"`
	Result   *ImportTotals    `json:"result"`
	Problem  bool             `json:"problem"`
}

// ImportTotals sum up what an import did.
type ImportTotals struct {
	Rows        int     `json:"rows"`
	Events      int     `json:"events"`
	Answers     int     `json:"answers"`
	Customers   int     `json:"customers"`
	Duplicates  int     `json:"duplicates"`
	Quarantined int     `json:"quarantined"`
	Seconds     float64 `json:"seconds"`
}

// TellOf tells open screens of an import.
func TellOf(hub *live.Hub, i upload.Import) {
	n := ImportNews{ID: i.ID, State: i.State, Progress: i.Progress, Problem: i.Problem != nil}
	n.Result = totalsOf(&i)
	hub.Publish(live.Message{Kind: "import", Data: n})
}

// totalsOf sum an import up; nil before it ends.
func totalsOf(i *upload.Import) *ImportTotals {
	r := i.Result
	if r == nil {
		return nil
	}
	return &ImportTotals{Rows: r.Rows, Events: r.Events, Answers: r.Answers, Customers: r.Customers, Duplicates: r.Duplicates, Quarantined: r.Quarantined, Seconds: r.Seconds}
}

// ImportPath names an import.
type ImportPath struct {
	ID upload.ID `path:"id"`
}

// uploadInput takes the body as it comes, so that no file is held in memory.
type uploadInput struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	body        io.Reader
}

// Resolve is called with the request.
func (u *uploadInput) Resolve(ctx huma.Context) []error {
	u.body = ctx.BodyReader()
	return nil
}

type (
	importOutput   struct{ Body upload.Import }
	receivedOutput struct{ Body ReceivedImport }
	importsOutput  struct {
		Body struct {
			Imports []upload.Import `json:"imports" doc:"The newest first."`
			Next    upload.ID       `json:"next,omitempty" doc:"Ask for the page before this import; not there on the last page."`
		}
	}
	importsInput struct {
		Before upload.ID `query:"before" doc:"Only imports before this one: next of the page before."`
		Limit  int       `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	}
	tablesOutput struct {
		Body struct {
			Tables []load.Table `json:"tables"`
		}
	}
	mappingInput struct {
		ImportPath
		Body struct {
			Mapping string `json:"mapping" doc:"What the columns mean, as YAML; empty where the files explain themselves."`
		}
	}
	previewOutput struct{ Body *load.Preview }
)

// imports adds the operations by which files come in.
func (a *API) imports() {
	op := func(id, method, path, summary string) operation {
		return operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "Imports", Action: people.ImportData}
	}
	a.receiving(op("uploadFiles", http.MethodPost, "/imports", "Upload files to import").huma())
	register(a, op("listImports", http.MethodGet, "/imports", "List the imports and uploads"), func(_ context.Context, in *importsInput) (out *importsOutput, err error) {
		out = &importsOutput{}
		out.Body.Imports, out.Body.Next, err = a.Uploads.Page(in.Before, in.Limit)
		return out, err
	})
	register(a, op("readImport", http.MethodGet, "/imports/{id}", "See how far an import is, and what became of it"), func(_ context.Context, in *ImportPath) (*importOutput, error) {
		i, err := a.Uploads.Import(in.ID)
		return &importOutput{i}, err
	})
	register(a, op("readImportTables", http.MethodGet, "/imports/{id}/tables", "See the first rows of the files as they are"), func(_ context.Context, in *ImportPath) (*tablesOutput, error) {
		tables, err := a.Uploads.Tables(in.ID, shownRows)
		out := &tablesOutput{}
		out.Body.Tables = tables
		return out, err
	})
	register(a, op("previewImport", http.MethodPost, "/imports/{id}/preview", "See what the first rows would become under a mapping; nothing is written"), func(ctx context.Context, in *mappingInput) (*previewOutput, error) {
		p, err := a.Uploads.Preview(ctx, in.ID, in.Body.Mapping, shownRows)
		return &previewOutput{p}, err
	})
	register(a, op("startImport", http.MethodPost, "/imports/{id}/start", "Import the files, in the background"), a.startImport)
	register(a, op("cancelImport", http.MethodPost, "/imports/{id}/cancel", "Break an import off; what it added stays"), func(ctx context.Context, in *ImportPath) (*importOutput, error) {
		i, err := a.Uploads.Import(in.ID)
		if err == nil && (i.State == upload.Running || i.State == upload.Waiting) {
			err = a.noteImport(ctx, "import.cancel", &i)
		}
		if err != nil {
			return nil, err
		}
		i, err = a.Uploads.Cancel(in.ID)
		return &importOutput{i}, err
	})
	register(a, op("deleteImport", http.MethodDelete, "/imports/{id}", "Forget an import and delete its files; the events that it added stay"), func(ctx context.Context, in *ImportPath) (*struct{}, error) {
		i, err := a.Uploads.Import(in.ID)
		if err == nil {
			err = a.noteImport(ctx, "import.delete", &i)
		}
		if err != nil {
			return nil, err
		}
		return nil, a.Uploads.Delete(in.ID)
	})
}

// startImport puts an import in line. What cannot be noted in the audit is not done.
func (a *API) startImport(ctx context.Context, in *mappingInput) (*importOutput, error) {
	i, err := a.Uploads.Start(ctx, in.ID, in.Body.Mapping)
	if err != nil {
		return nil, err
	}
	if err := a.noteImport(ctx, "import.start", &i); err != nil {
		_, _ = a.Uploads.Cancel(i.ID) // it may have ended already
		return nil, err
	}
	return &importOutput{i}, nil
}

// noteImport tells the audit what is done with an import.
func (a *API) noteImport(ctx context.Context, did string, i *upload.Import) error {
	return a.People.Note(ctx, auth.From(ctx), did, "import:"+string(i.ID), namesIn(i))
}

// namesIn are the names of an import's files.
func namesIn(i *upload.Import) string {
	names := make([]string, len(i.Files))
	for k, f := range i.Files {
		names[k] = f.Name
	}
	return strings.Join(names, ", ")
}

// receiving adds the operation that takes files in. What its body is, is described
// once it is registered: huma would read the body otherwise.
func (a *API) receiving(o huma.Operation) {
	o.DefaultStatus = http.StatusCreated
	huma.Register(a.huma, o, func(ctx context.Context, in *uploadInput) (*receivedOutput, error) {
		out, err := a.receive(ctx, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
	file := &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString, Format: "binary"}, Description: "CSV, XLSX, Parquet, JSON or XES, plain or gzipped."}
	a.huma.OpenAPI().Paths[o.Path].Post.RequestBody = &huma.RequestBody{Required: true, Description: "Files as parts named file.", Content: map[string]*huma.MediaType{
		"multipart/form-data": {Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"file"}, Properties: map[string]*huma.Schema{"file": file}}},
	}}
}

// receive takes the files of a request in, or none of them.
func (a *API) receive(ctx context.Context, in *uploadInput) (*receivedOutput, error) {
	kind, params, err := mime.ParseMediaType(in.ContentType)
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return nil, fault.New(fault.Invalid, "this is no upload").WithRemedy("send multipart/form-data with the files as parts named file")
	}
	who := auth.From(ctx)
	u, err := a.Uploads.Receive(cmp.Or(who.Name, who.Email))
	if err != nil {
		return nil, err
	}
	i, err := finish(u, multipart.NewReader(in.body, params["boundary"]))
	if err != nil {
		u.Discard()
		return nil, err
	}
	if err := a.noteImport(ctx, "import.upload", &i); err != nil {
		return nil, errors.Join(err, a.Uploads.Delete(i.ID))
	}
	out := &receivedOutput{ReceivedImport{Import: i}}
	out.Body.Tables, err = a.Uploads.Tables(i.ID, shownRows)
	return out, err
}

// finish takes one part after the other.
func finish(u *upload.Upload, parts *multipart.Reader) (upload.Import, error) {
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return u.Finish()
		}
		if err != nil {
			return upload.Import{}, brokenOff(err)
		}
		if p.FormName() != "file" {
			continue
		}
		if err := u.Add(p.FileName(), p); err != nil {
			return upload.Import{}, brokenOff(err)
		}
	}
}

// brokenOff says so where the files did not come whole.
func brokenOff(err error) error {
	var f *fault.Fault
	if errors.As(err, &f) {
		return err
	}
	return fault.New(fault.Invalid, "the upload was broken off").WithRemedy("send the files again")
}
