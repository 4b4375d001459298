// Package archtest holds the rules of the house as tests: who may import whom,
// what stands in which file, how large things grow, how they are named. The
// files are read here, not by a subprocess, so that the test cache notices
// when they change.
package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "liemchinh.vn/internal/"

// floors lists the packages from the ground up. A package imports packages of
// lower floors only; packages of one floor do not import one another.
var floors = [][]string{
	{"vn", "text", "merkle", "office", "tries"},
	{"access", "password"},
	{"db", "web"},
	{"law", "org", "person"},
	{"duty"},
	{"desk"},
	{"duties/inspection", "duties/secrets/register", "house/accounts", "house/counts", "house/demo", "house/factors", "house/imports", "house/ledger", "house/orgs", "house/people", "house/settings"},
	{"duties/secrets/movement", "duties/secrets/terms", "duties/secrets/incidents", "duties/secrets/protection", "duties/secrets/staff"},
	{"duties/secrets"},
	{"report", "inbox", "picture", "search"},
	{"app"},
}

// sameFloor lists the imports allowed within a floor, each with its reason.
var sameFloor = map[string]string{
	"office vn":  "tables from files are decoded and dated the Vietnamese way",
	"text vn":    "texts show days",
	"person org": "a member belongs to an organisation",
}

// testOnly packages may be imported by tests alone.
var testOnly = []string{"archtest", "dbtest", "dutytest", "webtest", "e2e"}

// sqlOnlyIn may import database/sql and the drivers.
var sqlOnlyIn = []string{"db", "dbtest"}

// clockIn may ask the machine for the time; everybody else is told it.
var clockIn = []string{"db", "app", "web", "dbtest", "e2e"}

// pure files hold the domain: they read alone, without database or pages.
var pure = regexp.MustCompile(`^(flow|rules.*|facts|figures|ballot|gates.*)\.go$`)

// Limits of size, in lines. Tests are not counted.
const (
	maxFunc    = 100
	maxFile    = 500
	maxPackage = 3000
)

// largePackage lists packages over maxPackage, each with its reason and limit.
var largePackage = map[string]int{
	// One duty with six registers, their pages and their demo. See
	// docs/decisions/004-one-inspection-package.md.
	"duties/inspection": 12000,
	// A module of the duty of state secrets has its records, flows, pages and
	// demo in one package; the register serves the others.
	"duties/secrets/register": 6500, "duties/secrets/movement": 4500, "duties/secrets/terms": 4500, "duties/secrets/incidents": 4500,
	// Both engines, the journal, facts, verify, and what follows the journal.
	"db": 3200,
	// One table, drawn as a page, a document, a list of organisations and a file.
	"report": 3500,
}

// vague are endings of names that say nothing about the office.
var vague = regexp.MustCompile(`(Manager|Service|Helper|Util|Utils|Impl|Info|Base|Handler|Data)$`)

// named may end in a vague word, with its reason.
var named = map[string]string{
	"duty.Base":   "the part of a record, from the kit",
	"db.Base":     "the part of a record",
	"web.Handler": "the term of net/http",
}

// dirFS is the folder above, read as files.
var dirFS = os.DirFS("..")

type source struct {
	pkg, path, name string
	file            *ast.File
	fset            *token.FileSet
	lines           int
	test            bool
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir("..", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(p, ".go") {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		all = append(all, source{
			pkg: strings.TrimPrefix(filepath.ToSlash(filepath.Dir(p)), "../"), path: p, name: path.Base(filepath.ToSlash(p)),
			file: f, fset: fset, lines: fset.File(f.Pos()).LineCount(), test: strings.HasSuffix(p, "_test.go"),
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files found: is the test run in its folder?", len(all))
	}
	return all
}

func (s source) imports() []string {
	var all []string
	for _, i := range s.file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		all = append(all, p)
	}
	return all
}

func TestFloors(t *testing.T) {
	floor := map[string]int{}
	for i, f := range floors {
		for _, p := range f {
			floor[p] = i
		}
	}
	for _, s := range sources(t) {
		if s.test || slices.Contains(testOnly, s.pkg) {
			continue
		}
		at, ok := floor[s.pkg]
		if !ok {
			t.Errorf("%s stands on no floor: add %s to floors", s.path, s.pkg)
			continue
		}
		for _, i := range s.imports() {
			dep, ours := strings.CutPrefix(i, module)
			switch {
			case !ours || sameFloor[s.pkg+" "+dep] != "":
			case slices.Contains(testOnly, dep):
				t.Errorf("%s imports test package %s", s.path, dep)
			case floor[dep] >= at:
				t.Errorf("%s (floor %d) imports %s (floor %d)", s.path, at, dep, floor[dep])
			}
		}
	}
}

func TestForbiddenImports(t *testing.T) {
	for _, s := range sources(t) {
		for _, i := range s.imports() {
			sql := i == "database/sql" || strings.HasPrefix(i, "modernc.org/sqlite") || strings.HasPrefix(i, "github.com/jackc/pgx")
			if sql && !s.test && !slices.Contains(sqlOnlyIn, s.pkg) {
				t.Errorf("%s imports %s; only db may", s.path, i)
			}
			domain := strings.HasPrefix(s.pkg, "duties/") && s.pkg != "duties/secrets" && (pure.MatchString(s.name) || s.name == path.Base(s.pkg)+".go")
			if domain && !s.test && (i == module+"db" || i == module+"web") {
				t.Errorf("%s imports %s: the domain reads alone", s.path, i)
			}
			if i == "math/rand" {
				t.Errorf("%s imports math/rand: use math/rand/v2, handed in", s.path)
			}
		}
	}
}

func TestClockAndInit(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || slices.Contains(testOnly, s.pkg) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				if ok && x.Name == "time" && n.Sel.Name == "Now" && !slices.Contains(clockIn, s.pkg) {
					t.Errorf("%s asks for the time: have it handed in", s.fset.Position(n.Pos()))
				}
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: no init functions: lists are written out in app", s.fset.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

func TestSizes(t *testing.T) {
	pkg := map[string]int{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		pkg[s.pkg] += s.lines
		if s.lines > maxFile {
			t.Errorf("%s has %d lines: split it by what it is about (%d)", s.path, s.lines, maxFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1; n > maxFunc {
				t.Errorf("%s: %s has %d lines (%d)", s.path, f.Name.Name, n, maxFunc)
			}
		}
	}
	for p, n := range pkg {
		limit := maxPackage
		if l, ok := largePackage[p]; ok {
			limit = l
		}
		if n > limit {
			t.Errorf("package %s has %d lines (%d)", p, n, limit)
		}
	}
}

func TestNamesAndComments(t *testing.T) {
	packageDoc := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		packageDoc[s.pkg] = packageDoc[s.pkg] || s.file.Doc != nil
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && receiverExported(d) {
					t.Errorf("%s: %s has no comment", s.path, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					ts, ok := spec.(*ast.TypeSpec)
					if !ok {
						continue
					}
					if ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
						t.Errorf("%s: type %s has no comment", s.path, ts.Name.Name)
					}
					if vague.MatchString(ts.Name.Name) && named[path.Base(s.pkg)+"."+ts.Name.Name] == "" {
						t.Errorf("%s: type %s: name it after the thing in the office", s.path, ts.Name.Name)
					}
				}
			}
		}
	}
	for p, ok := range packageDoc {
		if !ok {
			t.Errorf("package %s has no package comment", p)
		}
	}
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	e := d.Recv.List[0].Type
	if s, ok := e.(*ast.StarExpr); ok {
		e = s.X
	}
	if x, ok := e.(*ast.IndexExpr); ok {
		e = x.X
	}
	i, ok := e.(*ast.Ident)
	return ok && i.IsExported()
}

// excluded are subjects this program never records (M73): opinions, beliefs,
// family politics, contacts, scores. A column of that kind does not get in.
var excluded = regexp.MustCompile(`(?i)\b\w*(opinion|belief|religion|ideolog|loyal|political_view|politic_|social_network|facebook|zalo_|contacts?_list|watch_?list|trust_score|quan_diem|tu_tuong|ton_giao)\w*\b`)

// ofBody lists columns that match by their word and mean what a body resolved,
// not what a person thinks.
var ofBody = map[string]string{
	"duties/secrets/terms/schema/0001_terms.sql opinion": "what the council for declassification or destruction said (Law 29/2018/QH14, art. 22, 23)",
}

func TestNoExcludedColumns(t *testing.T) {
	schemas := 0
	err := filepath.WalkDir("..", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(p, ".sql") {
			return err
		}
		schemas++
		b, err := fs.ReadFile(dirFS, filepath.ToSlash(strings.TrimPrefix(p, "../")))
		if err != nil {
			return err
		}
		for _, m := range excluded.FindAllString(string(b), -1) {
			if ofBody[filepath.ToSlash(strings.TrimPrefix(p, "../"))+" "+m] == "" {
				t.Errorf("%s: %q is nothing this program records", p, m)
			}
		}
		return nil
	})
	if err != nil || schemas < 4 {
		t.Fatalf("%d schema files, %v", schemas, err)
	}
}
