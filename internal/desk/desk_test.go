package desk_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/dutytest"
	"liemchinh.vn/internal/law"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// A key is a record of a duty invented for these tests: keys are asked for and
// lent.
type key struct {
	duty.Base
	State     duty.State
	Seq       int
	Door      string
	Kind      kind
	For, Name string
	On        vn.Day
	Asked     string
	Rooms     []kind
	Days      int
	Paper     string
	loaded    bool
}

type kind string

func (*key) Table() string { return "keys_key" }

func (k *key) Columns() []db.Col {
	return append(k.BaseColumns(), db.Col{Name: "state", Ptr: &k.State}, db.Col{Name: "seq", Ptr: &k.Seq}, db.Col{Name: "door", Ptr: &k.Door}, db.Col{Name: "kind", Ptr: &k.Kind},
		db.Col{Name: "for_person", Ptr: &k.For}, db.Col{Name: "name", Ptr: &k.Name}, db.Col{Name: "on_day", Ptr: &k.On}, db.Col{Name: "asked", Ptr: &k.Asked},
		db.Col{Name: "rooms", Ptr: db.JSON{Ptr: &k.Rooms}}, db.Col{Name: "days", Ptr: &k.Days}, db.Col{Name: "paper", Ptr: &k.Paper})
}

func (k *key) Blobs() []string {
	if k.Paper == "" {
		return nil
	}
	return []string{k.Paper}
}

const keyWords = `keys.nav = Keys
keys.list.keys = Keys
keys.do.key.ask = Ask for a key
keys.do.key.lend = Lend
keys.do.key.deny = Deny
keys.do.key.rename = Name the door anew
keys.field.seq = Number
keys.field.door = Door
keys.field.kind = Kind
keys.field.for = For
keys.field.on = On
keys.field.rooms = Rooms
keys.field.days = Days
keys.field.paper = Paper
keys.kind.iron = Iron
keys.kind.card = Card
keys.state.key.asked = Asked
keys.state.key.lent = Lent
keys.state.key.denied = Denied
keys.need.other = Another person lends
`

const keySchema = `-- +goose Up
CREATE TABLE keys_key (id TEXT PRIMARY KEY, org TEXT NOT NULL, dossier TEXT NOT NULL, level INTEGER NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL,
 seq INTEGER NOT NULL, door TEXT NOT NULL, kind TEXT NOT NULL, for_person TEXT NOT NULL, name TEXT NOT NULL, on_day TEXT NOT NULL, asked TEXT NOT NULL,
 rooms TEXT NOT NULL, days INTEGER NOT NULL, paper TEXT NOT NULL);
CREATE UNIQUE INDEX keys_seq ON keys_key (org, seq);
`

const (
	see  access.Need = "secrets.read"
	give access.Need = "secrets.keep"
)

func keys(d *db.DB) (duty.Module, desk.Folder[key, *key]) {
	deps := dutytest.Deps(d)
	fo := desk.Folder[key, *key]{
		Desk: desk.New("keys", deps), Name: "key", Read: see, State: func(k *key) *duty.State { return &k.State },
		Flow: duty.Flow[key]{{From: "asked", Do: "lend", To: "lent", Need: give, If: func(k key, at duty.Moment) error {
			if !k.loaded {
				return errors.New("not loaded")
			}
			return duty.Forbid(k.Asked == at.Who.ID, "keys.need.other")()
		}}, {From: "asked", Do: "deny", To: "denied", Need: give}},
		Side: []duty.Verb{"deny"}, Way: []duty.State{"asked", "lent"},
		Load:  func(_ context.Context, _ db.View, _ law.Pack, k *key) error { k.loaded = true; return nil },
		Title: func(k key) string { return "Key " + k.Door },
		Facts: func(c *web.Call, k key) web.Summary {
			return desk.NewFacts(c, "keys").Text("door", k.Door).Say("kind", "keys.kind.", string(k.Kind)).Link("for", k.Name, "/x").Day("on", string(k.On)).Num("days", k.Days).All
		},
		Acts: []desk.Act[key]{
			{Do: "lend", Need: give, Flow: true, Ask: func(s *desk.Sheet, k *key) { s.Person("for", &k.For, &k.Name); s.Day("on", &k.On) }},
			{Do: "deny", Need: give, Flow: true},
			{Do: "rename", Need: give, When: func(k key) bool { return k.State == "asked" }, Ask: func(s *desk.Sheet, k *key) { s.Text("door", &k.Door); desk.Opt(s.File("paper", &k.Paper)) }},
		},
		Starts: []desk.Start[key]{{Act: desk.Act[key]{Do: "ask", Need: see,
			Ask: func(s *desk.Sheet, k *key) {
				s.Text("door", &k.Door)
				desk.Choose(s, "kind", &k.Kind, "keys.kind.", []kind{"iron", "card"})
				desk.Opt(desk.Many(s, "rooms", &k.Rooms, "keys.kind.", []kind{"iron", "card"}))
				desk.Opt(s.Num("days", &k.Days))
			},
			Fill: func(ctx context.Context, t *desk.Turn, k *key) error {
				n, err := t.Last(ctx, "SELECT COALESCE(max(t.seq), 0) FROM keys_key t WHERE {visible t} AND t.org = $1", k.Org)
				k.Seq, k.Asked = n+1, t.At.Who.ID
				return err
			}},
			Make: func(_ context.Context, _ db.View, at duty.Moment, _ string) (key, error) {
				return key{Base: duty.Base{Org: at.Who.Unit}, State: "asked"}, nil
			}}},
	}
	list := desk.Register[key, *key]{Desk: fo.Desk, Name: "keys", Path: "/keys", Need: see, States: []duty.State{"asked", "lent", "denied"}, StatesKey: "keys.state.key.",
		Words: []string{"door"}, By: []string{"seq"}, Due: "on_day", Year: "on_day", Unit: true,
		Columns: []desk.Column[key]{
			{Name: "seq", Value: func(_ *web.Call, k key) any { return k.Seq }},
			{Name: "door", Cell: func(_ *web.Call, k key) web.Cell { return web.Cell{Text: k.Door, Href: fo.Href(k.ID), Key: true} }},
			{Name: "on", Value: func(_ *web.Call, k key) any { return k.On }}}}
	words := &fstest.MapFile{Data: []byte(keyWords)}
	return duty.Module{ID: "keys", Records: []db.Kind{db.KindOf[key]()}, Flows: []duty.Edges{fo.Edges("asked")}, Routes: append(fo.Routes(), list.Route()),
		Files: fstest.MapFS{"text/vi.txt": words, "text/en.txt": words, "schema/0001_keys.sql": {Data: []byte(keySchema)}}}, fo
}

func TestActs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m, fo := keys(d)
		s := dutytest.New(t, d, m)
		ctx := t.Context()
		officer, officer2 := dutytest.Who(t, "officer"), dutytest.Who(t, "officer2")
		if _, err := fo.Begin(ctx, officer, "ask", "", desk.Values{"kind": {"wood"}}); len(text.Problems(err)) != 2 {
			t.Errorf("an empty door and a kind that is none gave %v", err)
		}
		k, err := fo.Begin(ctx, officer, "ask", "", desk.Values{"door": {"  Kho   một "}, "kind": {"iron"}, "rooms": {"card"}, "days": {"1.000"}})
		if err != nil || k.Door != "Kho một" || k.Seq != 1 || k.Days != 1000 || len(k.Rooms) != 1 {
			t.Fatalf("asked: %+v, %v", k, err)
		}
		if _, err := fo.Take(ctx, officer, k.ID, k.Version, "lend", desk.Values{"for": {dutytest.Inspector}, "on": {"8/12/2026"}}); !errors.Is(err, duty.ErrForbidden) {
			t.Errorf("one's own request was granted: %v", err)
		}
		if _, err := fo.Take(ctx, officer2, k.ID, k.Version, "lend", desk.Values{"for": {"p-nobody"}, "on": {"31/2/2026"}}); len(text.Problems(err)) != 2 {
			t.Errorf("nobody and no day gave %v", err)
		}
		if _, err := fo.Take(ctx, dutytest.Who(t, "auditor"), k.ID, k.Version, "deny", desk.Values{}); !errors.Is(err, duty.ErrForbidden) {
			t.Errorf("without the right: %v", err)
		}
		lent, err := fo.Take(ctx, officer2, k.ID, k.Version, "lend", desk.Values{"for": {dutytest.Inspector}, "on": {"8/12/2026"}})
		if err != nil || lent.State != "lent" || lent.Name != dutytest.Names[dutytest.Inspector] || lent.On != "2026-12-08" {
			t.Fatalf("lent: %+v, %v", lent, err)
		}
		if _, err := fo.Take(ctx, officer2, k.ID, k.Version, "deny", desk.Values{}); !errors.Is(err, db.ErrConflict) {
			t.Errorf("a stale version: %v", err)
		}
		if _, err := fo.Take(ctx, officer2, k.ID, 0, "deny", desk.Values{}); !errors.Is(err, duty.ErrNoStep) {
			t.Errorf("no step from lent: %v", err)
		}
		if _, err := fo.Take(ctx, dutytest.Who(t, "other"), k.ID, 0, "deny", desk.Values{}); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("out of reach: %v", err)
		}
		s.Verify()
	})
}

func TestPages(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		m, fo := keys(d)
		s := dutytest.New(t, d, m)
		s.On("2026-11-24")
		s.Template("desk/act.html", desk.ActPage{})
		s.Template("desk/record.html", desk.RecordPage{})
		s.Template("desk/list.html", desk.ListPage{})
		if p := s.Refused("officer", "/keys/key/new/ask", "door", "Cửa Đông"); p.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "Cửa Đông") {
			t.Errorf("the form does not keep what was typed: %d", p.Code)
		}
		p := s.Do("officer", "/keys/key/new/ask", "door", "Cửa Đông", "kind", "iron")
		at := p.Path
		if !strings.Contains(p.Text("main"), "Cửa Đông") || !strings.Contains(p.Text("main"), "Deny") {
			t.Errorf("page: %s", p.Text("main"))
		}
		if p := s.Get("auditor", at); strings.Contains(p.Body, "<form class=\"f\"") {
			t.Error("a button for one who may not")
		}
		if p := s.Get("officer", at); !strings.Contains(p.Text(".next"), "Another person lends") {
			t.Errorf("the reason is not told: %s", p.Text(".next"))
		}
		s.Do("officer", at+"/rename", "door", "Cửa Tây")
		c := s.As("officer2")
		found := c.Submit(c.Get(at+"/lend"), at+"/lend", "find", "for", "find_for", "gia dinh", "on", "24/11/2026")
		if s.Whole(found, http.StatusOK); !strings.Contains(found.Body, `value="24/11/2026"`) || !strings.Contains(found.Body, `value="`+dutytest.Inspector+`"`) {
			t.Errorf("who is looked for is not found, or what was typed is gone: %s", found.Text("main"))
		}
		if again := c.Submit(found, at+"/lend", "find", "for", "find_for", "giu gin", "for", dutytest.Inspector); !strings.Contains(again.Body, `value="`+dutytest.Inspector+`"`) || !strings.Contains(again.Body, `value="`+dutytest.Keeper+`"`) {
			t.Errorf("a second search loses who was chosen: %s", again.Text("main"))
		}
		s.Do("officer2", at+"/lend?q=gia+dinh", "for", dutytest.Inspector, "on", "24/11/2026")
		if k, err := fo.Open(t.Context(), d.As(db.System), strings.TrimPrefix(at, "/keys/key/")); err != nil || k.State != "lent" || k.Door != "Cửa Tây" {
			t.Errorf("lent: %+v %v", k, err)
		}
		for _, q := range []string{"", "?q=cua+tay", "?state=lent", "?year=2026", "?unit=" + dutytest.Office, "?as=csv"} {
			if p := s.As("officer").Get("/keys" + q); p.Code != http.StatusOK || !strings.Contains(p.Body, "Cửa Tây") {
				t.Errorf("/keys%s: %d", q, p.Code)
			}
		}
		for _, q := range []string{"?q=dong", "?state=asked", "?year=2025", "?unit=" + dutytest.Commune, "?overdue=1"} {
			if p := s.Get("officer", "/keys"+q); strings.Contains(p.Body, "Cửa Tây") {
				t.Errorf("/keys%s shows it", q)
			}
		}
		s.Verify()
	})
}
