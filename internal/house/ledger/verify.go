package ledger

import (
	"context"
	"strings"
	"sync"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// check computes the journal and everything that rests on it again, in the
// background, one at a time for the whole program.
type check struct {
	db  *db.DB
	mu  sync.Mutex
	now run
}

// A run is one check, under way or done.
type run struct {
	began   time.Time // zero: none since the program started
	ended   time.Time // zero: under way
	by      string
	witness bool // a checkpoint kept outside was compared
	verdict db.Verdict
	err     error
}

// start begins a check unless one is under way. That it was begun, and what
// came of it, stands in the journal.
func (k *check) start(ctx context.Context, who access.Who, witness string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.now.began.IsZero() && k.now.ended.IsZero() {
		return nil
	}
	if err := k.db.Note(ctx, who, "ledger.verify", "ledger/journal", "", map[string]any{"witness": witness != ""}); err != nil {
		return err
	}
	k.now = run{began: k.db.Now(), by: who.Name, witness: witness != ""}
	go k.work(context.WithoutCancel(ctx), who, witness)
	return nil
}

func (k *check) work(ctx context.Context, who access.Who, witness string) {
	v, err := k.db.Verify(ctx, "", witness)
	if err == nil {
		err = k.db.Note(ctx, who, "ledger.verified", "ledger/journal", "",
			map[string]any{"entries": v.Entries, "records": int64(v.Records), "flaws": int64(len(v.Flaws)), "root": v.Root})
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.now.verdict, k.now.err, k.now.ended = v, err, k.db.Now()
}

func (k *check) state() run {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now
}

// VerifyPage is the data of verify.html.
type VerifyPage struct {
	Head    web.Head
	Tabs    web.Views
	Running string   // how long the check has been under way, "" if none is
	Result  web.Note // the verdict of the last check; no text if there was none
	Facts   web.Summary
	Flaws   []FlawLine
	More    int // flaws of records that the viewer may not see
	Witness web.Field
}

// A FlawLine is one thing that does not agree with the journal.
type FlawLine struct {
	Table, Record, Href, Field string
	What                       string // in English, as the command line says it; "" if the viewer may not see the record
}

// verifyPage shows the check: begun, under way or done. "part" asks for the
// progress alone.
func (l *ledger) verifyPage(c *web.Call) (web.Reply, error) {
	r := l.check.state()
	page := VerifyPage{Head: web.Head{Title: c.Say("ledger.verify"), Sub: c.Say("ledger.verify.sub"), Print: true}, Tabs: tabs(c, "/verify"),
		Witness: web.Field{Name: "witness", Kind: web.FieldArea, Rows: 3, Label: c.Say("ledger.witness"), Hint: c.Say("ledger.witness.hint"), Optional: true, Max: 2000}}
	reply := web.Reply{Page: "ledger/verify.html", Title: page.Head.Title, Nav: ID, Fragment: c.Query("part") != ""}
	switch {
	case r.began.IsZero():
	case r.ended.IsZero():
		page.Running = c.Say("ledger.verify.running", r.by, int(l.db.Now().Sub(r.began).Seconds()))
		reply.Refresh = 2
	default:
		if err := l.verdict(c, r, &page); err != nil {
			return web.Reply{}, err
		}
	}
	reply.Data = page
	return reply, nil
}

func (l *ledger) verdict(c *web.Call, r run, page *VerifyPage) error {
	page.Facts = web.Summary{{Name: c.Say("ledger.verify.when"), Value: c.Texts().Moment(c.Lang, r.began.UTC().Format(time.RFC3339)) + ", " + r.by}}
	if r.err != nil {
		page.Result = web.Note{Kind: "over", Text: c.Say("ledger.verify.failed")}
		page.Facts = append(page.Facts, web.Fact{Name: c.Say("ledger.verify.reason"), Value: r.err.Error()})
		return nil
	}
	v := r.verdict
	page.Result = web.Note{Kind: "ok", Text: c.Say("ledger.verify.intact", int(v.Entries), v.Records, v.Files)}
	if len(v.Flaws) > 0 {
		page.Result = web.Note{Kind: "over", Text: c.Say("ledger.verify.altered", len(v.Flaws))}
	}
	words := c.Say("ledger.witness.no")
	if r.witness {
		words = c.Say("ledger.witness.yes")
	}
	page.Facts = append(page.Facts, web.Fact{Name: c.Say("ledger.verify.entries"), Value: c.Texts().Number(c.Lang, int(v.Entries))},
		web.Fact{Name: c.Say("ledger.verify.waiting"), Value: c.Texts().Number(c.Lang, int(v.Waiting))}, web.Fact{Name: c.Say("ledger.verify.records"), Value: c.Texts().Number(c.Lang, v.Records)},
		web.Fact{Name: c.Say("ledger.verify.facts"), Value: c.Texts().Number(c.Lang, v.Facts)}, web.Fact{Name: c.Say("ledger.verify.files"), Value: c.Texts().Number(c.Lang, v.Files)},
		web.Fact{Name: c.Say("ledger.witness"), Value: words}, web.Fact{Name: c.Say("ledger.verify.root"), Value: v.Root})
	return l.flaws(c, v.Flaws, page)
}

// flaws lists what was altered. Of records that the viewer may not see only
// the number is told.
func (l *ledger) flaws(c *web.Call, all []db.Flaw, page *VerifyPage) error {
	var records []string
	for _, f := range all {
		records = append(records, f.Table+"/"+f.Record)
	}
	s, err := l.see(c.Context(), c.Who, records)
	if err != nil {
		return err
	}
	for _, f := range all {
		x := FlawLine{Table: tableWords(c, f.Table), Record: f.Record, Field: columnWords(c, moduleOf(f.Table), f.Field), What: f.What}
		if l.isTable(f.Table) {
			about, ok := s[f.Table+"/"+f.Record]
			if !ok && c.Who.Unit != db.Everywhere {
				page.More++
				continue
			}
			if !ok {
				x.What = ""
			}
			x.Href = about.Href
			if about.Title != "" {
				x.Record = about.Title
			}
		} else if f.Table != "checkpoint" && f.Table != "journal" {
			x.What = ""
		}
		page.Flaws = append(page.Flaws, x)
	}
	return nil
}

// whole puts back what a browser takes out of a checkpoint's line when it is
// copied from a page: the empty line before the signature.
func whole(line string) string { return strings.ReplaceAll(line, "| |", "|  |") }

func (l *ledger) verify(c *web.Call) (web.Reply, error) {
	if err := l.check.start(c.Context(), c.Who, whole(c.Form("witness"))); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Goto: "/ledger/verify", Notice: text.Problem{Key: "ledger.verify.begun"}}, nil
}

// CheckpointsPage is the data of checkpoints.html.
type CheckpointsPage struct {
	Head   web.Head
	Tabs   web.Views
	Public string // the key that checkpoints are signed by; "" if none is
	Points []Point
}

// A Point is one checkpoint.
type Point struct {
	Size int
	At   string
	Root string
	Line string // the signed note on one line; "" if it is not signed
}

const checkpointRows = 50

func (l *ledger) checkpointsPage(c *web.Call) (web.Reply, error) {
	all, err := l.db.Checkpoints(c.Context(), checkpointRows)
	if err != nil {
		return web.Reply{}, err
	}
	page := CheckpointsPage{Head: web.Head{Title: c.Say("ledger.checkpoints"), Sub: c.Say("ledger.checkpoints.sub"), Print: true}, Tabs: tabs(c, "/checkpoints")}
	if page.Public, err = l.db.Setting(c.Context(), "journal.public"); err != nil {
		return web.Reply{}, err
	}
	for _, p := range all {
		x := Point{Size: int(p.Size), At: p.At, Root: p.Root}
		if p.Note != "" {
			x.Line = merkle.Line(p.Note)
		}
		page.Points = append(page.Points, x)
	}
	return web.Reply{Page: "ledger/checkpoints.html", Data: page, Title: page.Head.Title, Nav: ID}, nil
}
