// SPDX-License-Identifier: Apache-2.0

package arch_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/wendcx/wend/internal/arch"
	"github.com/wendcx/wend/internal/reference"
)

const module = "github.com/wendcx/wend/"

// file is one Go file of the project.
type file struct {
	path    string // from the root
	pkg     string // as the table names it
	test    bool
	imports []string // of ours, as the table names them
	syntax  *ast.File
	source  string
	set     *token.FileSet
}

// files parses every Go file of the project.
func files(t *testing.T) (out []file) {
	t.Helper()
	root, err := reference.Root()
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") && p != root):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		f, err := parse(root, p)
		out = append(out, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func parse(root, p string) (file, error) {
	src, err := os.ReadFile(p)
	if err != nil {
		return file{}, err
	}
	rel, err := filepath.Rel(root, p)
	if err != nil {
		return file{}, err
	}
	f := file{path: filepath.ToSlash(rel), source: string(src), set: token.NewFileSet(), test: strings.HasSuffix(p, "_test.go")}
	f.pkg = strings.TrimPrefix(path.Dir(f.path), "internal/")
	if f.syntax, err = parser.ParseFile(f.set, p, src, parser.ParseComments); err != nil {
		return f, err
	}
	for _, i := range f.syntax.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return f, err
		}
		if ours, ok := strings.CutPrefix(name, module); ok {
			f.imports = append(f.imports, strings.TrimPrefix(ours, "internal/"))
		}
	}
	return f, nil
}

func row(name string) (arch.Package, bool) {
	i := slices.IndexFunc(arch.Table, func(p arch.Package) bool { return p.Name == name })
	if i < 0 {
		return arch.Package{}, false
	}
	return arch.Table[i], true
}

func TestImportsKeepToTheTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range files(t) {
		seen[f.pkg] = true
		from, ok := row(f.pkg)
		if !ok {
			t.Errorf("%s: the package %s is not in the table", f.path, f.pkg)
			continue
		}
		for _, to := range f.imports {
			if f.test || f.pkg == to {
				continue
			}
			if !slices.ContainsFunc(from.May, func(may string) bool { return may == to || strings.HasSuffix(may, "/") && strings.HasPrefix(to, may) }) {
				t.Errorf("%s imports %s, which the table does not allow", f.path, to)
			}
		}
	}
	for _, p := range arch.Table {
		if !seen[p.Name] {
			t.Errorf("the table lists %s, which is gone", p.Name)
		}
	}
}

// Some packages are there for tests, and the composition root for commands.
func TestWhoImportsWhat(t *testing.T) {
	for _, f := range files(t) {
		for _, to := range f.imports {
			p, _ := row(to)
			from, _ := row(f.pkg)
			switch {
			case f.test || p.For == "":
			case p.For == "tests" && from.For != "tests" && f.pkg != "bench":
				t.Errorf("%s imports %s, which is for tests", f.path, to)
			case p.For == "commands" && !strings.HasPrefix(f.pkg, "cmd/") && f.pkg != "bench":
				t.Errorf("%s imports %s, which is for commands", f.path, to)
			}
		}
	}
}

func TestEveryPackageIsDocumentedOnce(t *testing.T) {
	docs := map[string][]string{}
	for _, f := range files(t) {
		if f.test {
			continue
		}
		if _, ok := docs[f.pkg]; !ok {
			docs[f.pkg] = nil
		}
		if f.syntax.Doc != nil && (strings.HasPrefix(f.syntax.Doc.Text(), "Package ") || strings.HasPrefix(f.syntax.Doc.Text(), "Command ")) {
			docs[f.pkg] = append(docs[f.pkg], f.path)
		}
	}
	for pkg, where := range docs {
		if len(where) != 1 {
			t.Errorf("%s is documented in %d files: %v", pkg, len(where), where)
		}
	}
}

// Every exported name says what it is.
func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, f := range files(t) {
		if f.test {
			continue
		}
		for _, d := range f.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil {
					t.Errorf("%s: %s is not documented", f.set.Position(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				undocumented(t, f, d)
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	x := d.Recv.List[0].Type
	for {
		switch v := x.(type) {
		case *ast.StarExpr:
			x = v.X
		case *ast.IndexExpr:
			x = v.X
		case *ast.Ident:
			return v.IsExported()
		default:
			return false
		}
	}
}

// undocumented tells of exported types, variables and constants without a
// comment of their own or of their group.
func undocumented(t *testing.T, f file, d *ast.GenDecl) {
	t.Helper()
	if d.Doc != nil {
		return
	}
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && s.Doc == nil {
				t.Errorf("%s: %s is not documented", f.set.Position(s.Pos()), s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if n.IsExported() && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: %s is not documented", f.set.Position(n.Pos()), n.Name)
				}
			}
		}
	}
}

// Names that say nothing hide what a package is for.
var emptyNames = []string{"util", "utils", "common", "helpers", "models", "types", "service", "repository", "manager", "misc"}

func TestHabits(t *testing.T) {
	for _, f := range files(t) {
		if !strings.HasPrefix(f.source, "// SPDX-License-Identifier: Apache-2.0\n") {
			t.Errorf("%s does not begin with its licence", f.path)
		}
		if slices.Contains(emptyNames, path.Base(f.pkg)) || slices.Contains(emptyNames, strings.TrimSuffix(path.Base(f.path), ".go")) {
			t.Errorf("%s has a name that says nothing", f.path)
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && !f.test && exits(x.Name, n.Sel.Name) && path.Base(f.path) != "main.go" {
					t.Errorf("%s: %s.%s belongs in main.go", f.set.Position(n.Pos()), x.Name, n.Sel.Name)
				}
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: no init functions", f.set.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

func exits(pkg, name string) bool {
	return pkg == "os" && name == "Exit" || pkg == "log" && strings.HasPrefix(name, "Fatal")
}

// One subject per file: none grows past what a reader takes in.
func TestFilesStaySmall(t *testing.T) {
	for _, f := range files(t) {
		if n := strings.Count(f.source, "\n"); n > 500 && !f.test && !strings.HasSuffix(f.pkg, "test") {
			t.Errorf("%s has %d lines: is it one subject?", f.path, n)
		}
	}
}

// Some machines take Map.tsx and map.ts for names of one module: their files' letters
// have no case.
func TestNamesDifferByMoreThanCase(t *testing.T) {
	root, err := reference.Root()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	err = filepath.WalkDir(filepath.Join(root, "web", "src"), func(p string, d fs.DirEntry, err error) error {
		name := strings.TrimSuffix(p, filepath.Ext(p))
		if err != nil || d.IsDir() || filepath.Ext(p) != ".ts" && filepath.Ext(p) != ".tsx" {
			return err
		}
		if other := seen[strings.ToLower(name)]; other != "" && other != name {
			t.Errorf("%s and %s are one on some machines", p, other)
		}
		seen[strings.ToLower(name)] = name
		return nil
	})
	if err != nil || len(seen) < 100 {
		t.Fatalf("%d modules: %v", len(seen), err)
	}
}
