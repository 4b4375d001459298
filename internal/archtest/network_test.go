package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// dials lists what opens a connection to elsewhere, or starts another program
// that could, by import path. An empty list means the whole package. An
// isolated machine makes no outgoing connection (Law 29/2018/QH14 art. 5(5)),
// and the connected one needs none: the program is one, so the rule holds for
// all of it.
var dials = map[string][]string{
	"net": {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "Resolver", "DefaultResolver", "LookupAddr", "LookupCNAME", "LookupHost", "LookupIP",
		"LookupMX", "LookupNS", "LookupPort", "LookupSRV", "LookupTXT", "ResolveIPAddr", "ResolveTCPAddr", "ResolveUDPAddr"},
	"net/http":                {"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "NewRequest", "NewRequestWithContext", "Transport", "DefaultTransport", "RoundTripper"},
	"net/http/httputil":       nil,
	"net/rpc":                 nil,
	"net/smtp":                nil,
	"net/textproto":           {"Dial"},
	"crypto/tls":              {"Dial", "DialWithDialer", "Dialer", "Client"},
	"log/syslog":              nil,
	"os/exec":                 nil,
	"os":                      {"StartProcess"},
	"syscall":                 {"Connect", "Socket", "Exec", "ForkExec", "StartProcess"},
	"plugin":                  nil,
	"golang.org/x/net/proxy":  nil,
	"golang.org/x/crypto/ssh": nil,
}

// TestNothingDialsOut: no package of the program opens a connection by itself.
// The database driver does, in package db; whom it may reach on an isolated
// machine is checked when the instance is opened.
func TestNothingDialsOut(t *testing.T) {
	looked := 0
	for _, s := range append(sources(t), command(t)) {
		if s.test || slices.Contains(testOnly, s.pkg) {
			continue
		}
		looked++
		for _, found := range dialsOf(s) {
			t.Errorf("%s uses %s: the program makes no outgoing connection", s.path, found)
		}
	}
	if looked < 50 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// command is the program's main file, which stands outside internal.
func command(t *testing.T) source {
	t.Helper()
	fset := token.NewFileSet()
	at := "../../cmd/liemchinh/main.go"
	f, err := parser.ParseFile(fset, at, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return source{pkg: "cmd", path: at, name: path.Base(at), file: f, fset: fset}
}

// dialsOf lists what of dials a file uses.
func dialsOf(s source) []string {
	names := map[string]string{} // name in the file → import path
	var found []string
	for _, i := range s.file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		few, listed := dials[p]
		switch {
		case !listed:
			continue
		case few == nil || i.Name != nil && (i.Name.Name == "." || i.Name.Name == "_"):
			found = append(found, p)
		case i.Name != nil:
			names[i.Name.Name] = p
		default:
			names[path.Base(p)] = p
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		e, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := e.X.(*ast.Ident); ok && slices.Contains(dials[names[x.Name]], e.Sel.Name) {
			found = append(found, names[x.Name]+"."+e.Sel.Name)
		}
		return true
	})
	return found
}

// TestDialingIsSeen: the rule above can fail.
func TestDialingIsSeen(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{`package x; import "net"; var c, _ = net.Dial("tcp", "a")`, "net.Dial"},
		{`package x; import web "net/http"; var c = web.Client{}`, "net/http.Client"},
		{`package x; import "net/smtp"; var _ = smtp.PlainAuth`, "net/smtp"},
		{`package x; import . "net"; var d Dialer`, "net"},
		{`package x; import "net/http"; var h http.Handler`, ""},
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "x.go", tt.src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(dialsOf(source{file: f, fset: fset}), " "); got != tt.want {
			t.Errorf("%s: found %q, want %q", tt.src, got, tt.want)
		}
	}
}
