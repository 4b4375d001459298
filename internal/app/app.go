// Package app puts the program together: the list of duties, the site, the
// jobs and the command line. To add a duty, add it to modules.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// Version is the version of the program.
const Version = "1.0"

// An env is what a command runs in.
type env struct {
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
}

func (e *env) say(format string, args ...any) { fmt.Fprintf(e.out, format+"\n", args...) }

type commands struct {
	Demo    demoCmd    `cmd:"" help:"Make the invented province Minh Giang and open it in the browser."`
	Init    initCmd    `cmd:"" help:"Make a new, empty instance."`
	Serve   serveCmd   `cmd:"" help:"Serve an instance."`
	Import  importCmd  `cmd:"" help:"Import organisations or members from an XLSX or CSV file."`
	Org     orgCmd     `cmd:"" help:"The tree of organisations."`
	Report  reportCmd  `cmd:"" help:"Print a report."`
	Secrets secretsCmd `cmd:"" help:"Protection of state secrets; on an isolated machine alone."`
	Verify  verifyCmd  `cmd:"" help:"Compute everything again and name what was altered. Exit code 1 if anything was."`
	Recount recountCmd `cmd:"" help:"Rebuild facts, tallies and the search from the records."`
	Backup  backupCmd  `cmd:"" help:"Write a copy of the database to a new file, while the program runs."`
	Restore restoreCmd `cmd:"" help:"Verify a backup and put it in place."`
	User    userCmd    `cmd:"" help:"Accounts."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

const about = `Internal protection for public offices: inspection, supervision, discipline, protection of state secrets and reports whose every figure opens its records.

Exit codes: 0 done; 1 verify found something altered; 2 the command line is not understood; 3 the input was refused and nothing changed; 4 the database cannot be used (missing, busy, disk full); 5 any other fault.`

// exit carries an exit code out of the parser.
type exit int

// Run runs the program and returns its exit code.
func Run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) (status int) {
	defer func() {
		if c, ok := recover().(exit); ok {
			status = int(c)
		}
	}()
	var c commands
	k, err := kong.New(&c, kong.Name("liemchinh"), kong.Description(about), kong.Writers(out, errOut),
		kong.Exit(func(n int) { panic(exit(n)) }), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	if err != nil {
		return fail(errOut, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := k.Parse(args)
	if err != nil {
		var p *kong.ParseError
		at := "liemchinh"
		if errors.As(err, &p) && p.Context != nil && p.Context.Command() != "" {
			at += " " + strings.Fields(p.Context.Command())[0]
		}
		fmt.Fprintf(errOut, "liemchinh: %s; see: %s --help\n", oneLine(err), at)
		return exitUsage
	}
	return fail(errOut, parsed.Run(&env{ctx, in, out, errOut}))
}

// fail prints an error on one line and returns the exit code.
func fail(w io.Writer, err error) int {
	if err != nil && !errors.Is(err, errAltered) {
		fmt.Fprintf(w, "liemchinh: %s\n", oneLine(err))
	}
	return code(err)
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(e *env) error { e.say("liemchinh %s", Version); return nil }
