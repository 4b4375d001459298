// Package ledger shows the journal: the whole of it, one entry with its proof,
// the history of a record, the checkpoints, and the work of computing all of
// it again.
//
// The journal tells of every record, so a viewer sees of an entry no more than
// of the record it is about: only that it is there.
package ledger

import (
	"context"
	"embed"
	"fmt"
	"strings"
	"sync"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// ID is the name of the module.
const ID = "ledger"

// Files holds pages/ and text/.
//
//go:embed all:pages text
var Files embed.FS

// read is the right of the module.
const read access.Need = "ledger.read"

// Describe finds how records of any module read in a list, as the viewer may
// see them.
type Describe func(ctx context.Context, v db.View, table string, ids []string) (map[string]duty.Line, error)

// ledger is the module's pages and what they work with.
type ledger struct {
	db        *db.DB
	describe  Describe
	check     *check
	exporting sync.Mutex // held while a file of the journal is made
}

// New makes the module. describe names the records of all modules.
func New(deps duty.Deps, describe Describe) duty.Module {
	return newLedger(deps, describe).module()
}

func newLedger(deps duty.Deps, describe Describe) *ledger {
	return &ledger{db: deps.DB, describe: describe, check: &check{db: deps.DB}}
}

func (l *ledger) module() duty.Module {
	return duty.Module{
		ID: ID, Files: Files,
		Nav: []web.NavEntry{{ID: ID, Path: "/ledger", Icon: "shield-check", TextKey: "ledger.nav", Group: "web.nav.summary", Need: read}},
		Routes: []duty.Route{
			{Pattern: "GET /ledger", Need: read, Serve: l.listPage},
			{Pattern: "POST /ledger/export", Need: read, Serve: l.export},
			{Pattern: "GET /ledger/record/{table}/{id}", Need: read, Serve: l.recordPage},
			{Pattern: "GET /ledger/checkpoints", Need: read, Serve: l.checkpointsPage},
			{Pattern: "GET /ledger/verify", Need: read, Serve: l.verifyPage},
			{Pattern: "POST /ledger/verify", Need: read, Serve: l.verify},
			{Pattern: "GET /ledger/{id}", Need: read, Serve: l.entryPage},
		},
	}
}

// rights are the rights to read the records of a module, where they are not
// the module's name with ".read".
var rights = map[string]access.Need{"accounts": "account.read", "settings": "law.read", "report": "report.read", "counts": "report.read", settingTable: "ledger.read",
	"movement": "secrets.read", "terms": "secrets.read", "incidents": "secrets.read", "protection": "secrets.read", "staff": "secrets.read"}

// moduleOf is the module that a table belongs to: tables bear its name.
func moduleOf(table string) string {
	m, _, _ := strings.Cut(table, "_")
	return m
}

func rightOf(table string) access.Need {
	m := moduleOf(table)
	if n, ok := rights[m]; ok {
		return n
	}
	return access.Need(m + ".read")
}

// split parts the record of an entry into table and id.
func split(record string) (table, id string) {
	table, id, _ = strings.Cut(record, "/")
	return table, id
}

// sight is what a viewer may see of some records: record → how it reads. A
// record that is missing is not to be shown.
type sight map[string]duty.Line

// see finds out which of the records the viewer may see, and how they read.
func (l *ledger) see(ctx context.Context, who access.Who, records []string) (sight, error) {
	tables := map[string][]string{}
	for _, r := range records {
		table, id := split(r)
		if id != "" && who.Can(rightOf(table)) {
			tables[table] = append(tables[table], id)
		}
	}
	s := sight{}
	for _, k := range l.db.Kinds() {
		ids := tables[k.Table]
		if len(ids) == 0 {
			continue
		}
		if err := l.seeTable(ctx, who, k.Table, ids, s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// common lists tables whose records belong to the whole instance, so that the
// right alone decides.
var common = map[string]bool{"settings_rule": true, "settings_day": true}

// batch is how many records are asked for at once. The query is filled up to
// that number, so that its text is always the same and it is prepared once.
const batch = 100

// seeTable finds the records of one table that the viewer may see. That a
// module has no name for a record is no reason to hide it.
func (l *ledger) seeTable(ctx context.Context, who access.Who, table string, ids []string, s sight) error {
	v := l.db.As(who)
	if common[table] {
		v = l.db.As(db.System)
	}
	var marks []string
	for i := range batch {
		marks = append(marks, fmt.Sprintf("$%d", i+1))
	}
	query := "SELECT t.id FROM " + table + " t WHERE {visible t} AND t.id IN (" + strings.Join(marks, ", ") + ")"
	var seen []string
	for at := 0; at < len(ids); at += batch {
		args := make([]any, batch)
		for i := range args {
			args[i] = ids[min(at+i, len(ids)-1)]
		}
		err := db.Query(ctx, v, func(r db.Row) error {
			var id string
			err := r.Scan(&id)
			seen = append(seen, id)
			return err
		}, query, args...)
		if err != nil {
			return err
		}
	}
	if len(seen) == 0 {
		return nil
	}
	lines, err := l.describe(ctx, l.db.As(who), table, seen)
	if err != nil {
		lines = nil
	}
	for _, id := range seen {
		s[table+"/"+id] = lines[id]
	}
	return ctx.Err()
}

// shows reports whether the content of an entry may be shown. An entry about
// no record, such as an export, is shown to whoever did it and to those who
// see the whole instance.
func (l *ledger) shows(who access.Who, s sight, e db.Entry) bool {
	if _, ok := s[e.Record]; ok {
		return true
	}
	table, id := split(e.Record)
	if l.isTable(table) && id != "" {
		return false
	}
	return e.Who == who.ID && who.ID != "" || who.Unit == db.Everywhere && who.Can(rightOf(table))
}

func (l *ledger) isTable(table string) bool {
	for _, k := range l.db.Kinds() {
		if k.Table == table {
			return true
		}
	}
	return false
}
