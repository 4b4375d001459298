package counts_test

import (
	"context"
	"embed"
	"io/fs"
	"net/http"
	"testing"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/counts"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
	"liemchinh.vn/internal/webtest"
)

//go:embed testdata/vault
var vaultFiles embed.FS

// paper stands in for an item of the register of secrets.
type paper struct {
	db.Base
	Number, Title, Holder, Begun, Ended string
}

func (*paper) Table() string { return "vault_paper" }

func (r *paper) Columns() []db.Col {
	return append(r.BaseColumns(), db.Col{Name: "number", Ptr: &r.Number}, db.Col{Name: "title", Ptr: &r.Title}, db.Col{Name: "holder", Ptr: &r.Holder},
		db.Col{Name: "begun", Ptr: &r.Begun}, db.Col{Name: "ended", Ptr: &r.Ended})
}

func (r *paper) Facts() []db.Fact {
	fs := []db.Fact{{Key: "secrets.items_out", Unit: r.Org, Day: r.Begun, N: 1, Subject: r.ID}, {Key: "secrets.items_out_secret", Unit: r.Org, Day: r.Begun, N: 1, Subject: r.ID},
		{Key: "secrets.custody", Unit: r.Org, Day: r.Begun, N: 1, Subject: r.ID}, {Key: "vault.inner", Unit: r.Org, Day: r.Begun, N: 1, Subject: r.ID}}
	if r.Ended != "" {
		fs = append(fs, db.Fact{Key: "secrets.custody", Unit: r.Org, Day: r.Ended, N: -1, Subject: r.ID})
	}
	return fs
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func sub(t testing.TB, f fs.FS, dir string) fs.FS {
	t.Helper()
	s, err := fs.Sub(f, dir)
	must(t, err)
	return s
}

// The people of the tests.
var (
	officer = access.Who{ID: "u1", Name: "Trần Thị Ví Dụ", Unit: "p", Role: access.SecretsOfficer, Rights: access.RightsOf(access.SecretsOfficer)}
	admin   = access.Who{ID: "u2", Name: "Bùi Phỏng", Unit: "p", Role: access.Administrator, Rights: access.RightsOf(access.Administrator)}
	below   = access.Who{ID: "u3", Name: "Lê Thử", Unit: "d1", Role: access.SecretsOfficer, Rights: access.RightsOf(access.SecretsOfficer)}
)

// tree makes the same small tree in any database: province p, districts d1 and
// d2. The ids differ between instances by a prefix; the codes do not.
func tree(t testing.TB, d *db.DB, prefix string) {
	t.Helper()
	ctx := context.Background()
	must(t, d.Migrate(ctx, "org", org.Files))
	d.Register("org", org.Records()...)
	must(t, d.Migrate(ctx, "counts", counts.Files))
	must(t, d.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		_, err := org.Found(ctx, tx, "2010-01-01", "", []org.Founding{
			{ID: prefix + "p", Code: "27", Kind: org.Province, Tier: org.AtProvince, Name: "Tỉnh ủy Minh Giang"},
			{ID: prefix + "d1", Code: "271", Kind: org.District, Tier: org.AtDistrict, Name: "Huyện Hồ Xanh", Parent: prefix + "p"},
			{ID: prefix + "d2", Code: "272", Kind: org.District, Tier: org.AtDistrict, Name: "Huyện Sông Mẫu", Parent: prefix + "p"},
		})
		if err != nil {
			return err
		}
		return org.Rebuild(ctx, tx)
	}))
}

// isolated is a machine with papers, and its clock.
type isolated struct{ *db.DB }

const prefix = "iso-"

// alone makes the isolated machine, with a key for its journal.
func alone(t testing.TB) *isolated {
	t.Helper()
	d := dbtest.SQLite(t)
	tree(t, d, prefix)
	ctx := context.Background()
	must(t, d.Migrate(ctx, "vault", sub(t, vaultFiles, "testdata/vault")))
	d.Register("vault", db.KindOf[paper]())
	d.Register("counts", counts.NewExport(duty.Deps{DB: d}, counts.Figures()).Records...)
	must(t, d.SetSetting(ctx, "org.name", "Tỉnh ủy Minh Giang"))
	secret, _, err := merkle.NewKey("may-doc-lap-minh-giang")
	must(t, err)
	d.Signer, err = merkle.NewSigner(secret)
	must(t, err)
	return &isolated{DB: d}
}

// The words that must never cross over.
const (
	canaryTitle  = "KIM-TƯỚC-LÂU-TITLE"
	canaryNumber = "9917-CANARY/TU"
	canaryName   = "Hoàng Văn Canary"
)

// holds registers papers: office, day it enters, day it leaves.
func (m *isolated) holds(t testing.TB, papers ...[3]string) {
	t.Helper()
	ctx := context.Background()
	must(t, m.Change(ctx, db.System, "test", func(tx *db.Tx) error {
		for _, x := range papers {
			p := &paper{Base: db.Base{Org: prefix + x[0]}, Number: canaryNumber, Title: canaryTitle, Holder: canaryName, Begun: x[1], Ended: x[2]}
			if err := db.Save(ctx, tx, p); err != nil {
				return err
			}
		}
		return nil
	}))
}

// exports writes a file of the whole machine.
func (m *isolated) exports(t testing.TB, from, to vn.Day) counts.Exported {
	t.Helper()
	e, err := counts.Export(context.Background(), m.DB, db.System, counts.Figures(), from, to, db.Everywhere)
	must(t, err)
	return e
}

// connected makes the instance that takes files in, trusting a machine.
func connected(t testing.TB, d *db.DB, m *isolated) {
	t.Helper()
	tree(t, d, "")
	d.Register("counts", counts.New(duty.Deps{DB: d}, counts.Figures()).Records...)
	if m != nil {
		_, err := counts.TrustKey(context.Background(), d, admin, m.Signer.Public(), true)
		must(t, err)
	}
}

// counted is a figure of an office on the connected side.
func counted(t testing.TB, d *db.DB, key, node, from, to string) int {
	t.Helper()
	_, err := d.Fold(context.Background())
	must(t, err)
	all, err := d.Figures(context.Background(), key, db.Range{Node: node, From: from, To: to})
	must(t, err)
	n := 0
	for _, x := range all[key] {
		n += x
	}
	return n
}

// stands is a figure of stock at the end of a day.
func stands(t testing.TB, d *db.DB, key, node, on string) int {
	t.Helper()
	return counted(t, d, key, node, "0001-01-01", on)
}

var people = map[string]access.Who{"officer": officer, "admin": admin, "below": below,
	"leader": {ID: "u4", Name: "Nguyễn Văn Mẫu", Unit: "p", Role: access.Leader, Rights: access.RightsOf(access.Leader)}}

// pages serves a module to one of the people.
func pages(t testing.TB, d *db.DB, m duty.Module, who string) (*webtest.Client, *web.Site) {
	t.Helper()
	must(t, m.Check())
	texts, err := text.Load(web.Files, vn.Files, law.Files, counts.Files)
	must(t, err)
	s, err := web.NewSite(web.SiteConfig{Texts: texts, Pages: map[string]fs.FS{"counts": m.Files}, Nav: m.Nav, Now: func() time.Time { return dbtest.Start }, NewID: db.NewID,
		Who:      func(*http.Request) (access.Who, error) { return people[who], nil },
		Statuses: []web.Status{{Err: db.ErrNotFound, Code: 404, Key: "web.error.notfound"}}})
	must(t, err)
	mux := http.NewServeMux()
	s.Routes(mux)
	for _, r := range m.Routes {
		mux.Handle(r.Pattern, s.Serve(r.Need, r.Serve))
	}
	return webtest.New(t, s.Guard(mux)), s
}
