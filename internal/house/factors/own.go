package factors

import (
	"context"
	"errors"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
	"liemchinh.vn/internal/web"
)

// OwnPage is the data of own.html.
type OwnPage struct {
	Head     web.Head
	Demand   web.Note // that the role must have a factor, and from when
	Totp     web.Summary
	Passkeys []PasskeyLine
	Why      string // why there can be no passkey at this address, "" if there can
	Left     int    // recovery codes
	Has      bool   // there is a second factor
}

// A PasskeyLine is one passkey of the person.
type PasskeyLine struct {
	ID, Name, Site string
	Added, Used    string // moments
	Elsewhere      bool   // made for another address, does not work at this one
}

func (f *Factors) ownPage(c *web.Call) (web.Reply, error) { return f.drawOwn(c, nil) }

func (f *Factors) drawOwn(c *web.Call, problem error) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	d := OwnPage{Head: web.Head{Title: c.Say("factors.own"), Sub: c.Say("factors.own.sub")}}
	v := f.db.As(db.System)
	x, err := app(c.Context(), v, p.ID)
	if err != nil {
		return web.Reply{}, err
	}
	if x != nil {
		d.Totp = web.Summary{{Name: c.Say("factors.added"), Value: c.Texts().Moment(c.Lang, x.AddedAt)}, {Name: c.Say("factors.used"), Value: c.Texts().Moment(c.Lang, x.UsedAt)}}
	}
	host, why := site(c)
	if why != "" {
		d.Why = c.Say(why)
	}
	all, err := passkeys(c.Context(), v, p.ID, "")
	if err != nil {
		return web.Reply{}, err
	}
	for _, k := range all {
		d.Passkeys = append(d.Passkeys, PasskeyLine{ID: k.ID, Name: k.Name, Site: k.Site, Added: k.AddedAt, Used: k.UsedAt, Elsewhere: k.Site != host})
	}
	codes, err := left(c.Context(), v, p.ID)
	if err != nil {
		return web.Reply{}, err
	}
	d.Left, d.Has = len(codes), x != nil || len(all) > 0
	if d.Demand, err = f.demandNote(c, p, d.Has); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "factors/own.html", Data: d, Title: d.Head.Title, Problem: problem, Crumbs: crumbs(c, false)}, nil
}

func crumbs(c *web.Call, deep bool) []web.Crumb {
	all := []web.Crumb{{Text: c.Say("accounts.own"), Href: "/account"}}
	if deep {
		all = append(all, web.Crumb{Text: c.Say("factors.own"), Href: "/account/factors"})
	}
	return all
}

// TotpPage is the data of totp.html.
type TotpPage struct {
	Head   web.Head
	Code   Code
	Secret string // to be typed where the code cannot be scanned
	Sealed string // the secret on its way through the form
	First  web.Field
	Clock  string
	Again  bool // there is an app already, which this one replaces
}

func (f *Factors) totpPage(c *web.Call) (web.Reply, error) {
	secret, err := f.newSecret()
	if err != nil {
		return web.Reply{}, err
	}
	return f.drawTotp(c, secret, nil)
}

func (f *Factors) drawTotp(c *web.Call, secret string, problem error) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	d := TotpPage{Head: web.Head{Title: c.Say("factors.totp"), Sub: c.Say("factors.totp.sub")}, Secret: grouped(secret), Clock: f.clock(c),
		First: web.Field{Name: "first", Label: c.Say("factors.totp.first"), Hint: c.Say("factors.totp.first.hint"), Complete: "one-time-code", Width: "s", Max: 10}}
	c.Keep(problem, &d.First)
	if d.Code, err = drawCode(address(secret, p.Login, f.door.OrgName(c.Context()))); err != nil {
		return web.Reply{}, err
	}
	if d.Sealed, err = f.seal("setup|"+p.ID, []byte(secret)); err != nil {
		return web.Reply{}, err
	}
	x, err := app(c.Context(), f.db.As(db.System), p.ID)
	d.Again = x != nil
	return web.Reply{Page: "factors/totp.html", Data: d, Title: d.Head.Title, Problem: problem, Crumbs: crumbs(c, true)}, err
}

// addTotp sets up the app with its first code.
func (f *Factors) addTotp(c *web.Call) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	secret, err := f.open("setup|"+p.ID, c.Form("sealed"))
	if err != nil {
		return f.totpPage(c)
	}
	had, err := f.Has(c.Context(), p.ID)
	if err != nil {
		return web.Reply{}, err
	}
	err = f.putTotp(c.Context(), p, string(secret), plainCode(c.Form("first")))
	if problem, fault := worded(err); problem != nil || fault != nil {
		if fault != nil {
			return web.Reply{}, fault
		}
		return f.drawTotp(c, string(secret), problem)
	}
	return f.added(c, p, had, ByTotp, "factors.totp.added")
}

// added follows a factor that was set up: the session is proved with it, and
// with the first factor come recovery codes.
func (f *Factors) added(c *web.Call, p Person, had bool, how, notice string) (web.Reply, error) {
	f.door.Changed(p.ID)
	if err := f.door.Proved(c, how); err != nil {
		return web.Reply{}, err
	}
	if had {
		return web.Reply{Goto: "/account/factors", Notice: text.Problem{Key: notice}}, nil
	}
	return f.newCodes(c)
}

// CodesPage is the data of codes.html: the sheet, shown once.
type CodesPage struct {
	Head  web.Head
	Codes []string
	Login string
	Made  string // moment
}

// newCodes makes ten new recovery codes and shows them, this once.
func (f *Factors) newCodes(c *web.Call) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	has, err := f.Has(c.Context(), p.ID)
	if err != nil {
		return web.Reply{}, err
	}
	if !has {
		return web.Reply{Goto: "/account/factors"}, nil
	}
	d := CodesPage{Head: web.Head{Title: c.Say("factors.codes"), Sub: c.Say("factors.codes.sub"), Print: true}, Login: p.Login, Made: moment(f.db.Now())}
	if d.Codes, err = f.makeCodes(c.Context(), p); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "factors/codes.html", Data: d, Title: d.Head.Title, Crumbs: crumbs(c, true)}, nil
}

func (f *Factors) removeTotp(c *web.Call) (web.Reply, error) {
	return f.remove(c, "removetotp", "factors.totp.removed", func(tx *db.Tx, p Person) error { return dropTotp(c.Context(), tx, p.ID) })
}

// remove takes one factor off the person's own account. The last one of a role
// that must have one stays; with the last one the recovery codes go; sessions
// at other machines, which may have begun with it, end.
func (f *Factors) remove(c *web.Call, verb, notice string, fn func(*db.Tx, Person) error) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	ctx := c.Context()
	err = f.db.Change(ctx, p.who(), ID+"."+verb, func(tx *db.Tx) error {
		if err := fn(tx, p); err != nil {
			return err
		}
		x, err := app(ctx, tx.View, p.ID)
		if err != nil {
			return err
		}
		keys, err := passkeys(ctx, tx.View, p.ID, "")
		if err != nil {
			return err
		}
		if x == nil && len(keys) == 0 {
			if err := f.last(ctx, tx, p); err != nil {
				return err
			}
		}
		return f.door.EndOthers(ctx, tx, p.ID, c.Who.Session)
	})
	f.door.Changed(p.ID)
	if problem, fault := worded(err); problem != nil || fault != nil {
		if fault != nil {
			return web.Reply{}, fault
		}
		return f.drawOwn(c, problem)
	}
	return web.Reply{Goto: "/account/factors", Notice: text.Problem{Key: notice}}, nil
}

// last is asked when the last factor goes.
func (f *Factors) last(ctx context.Context, tx *db.Tx, p Person) error {
	due, err := demanded(ctx, tx.Whole(), p.Role)
	if err != nil {
		return err
	}
	if due != "" && due <= vn.DayOf(f.db.Now()) {
		return ErrDemanded
	}
	return dropCodes(ctx, tx, p.ID)
}

// PasskeyPage is the data of passkey.html.
type PasskeyPage struct {
	Head  web.Head
	Name  web.Field
	Offer Offer
	Site  string
}

func (f *Factors) passkeyPage(c *web.Call) (web.Reply, error) { return f.drawPasskey(c, nil) }

func (f *Factors) drawPasskey(c *web.Call, problem error) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	host, _ := site(c)
	d := PasskeyPage{Head: web.Head{Title: c.Say("factors.passkey"), Sub: c.Say("factors.passkey.sub")}, Site: host,
		Name: web.Field{Name: "name", Label: c.Say("factors.passkey.name"), Hint: c.Say("factors.passkey.name.hint"), Width: "m", Max: maxKeyName, Complete: "off"}}
	c.Keep(problem, &d.Name)
	if d.Offer, err = f.offerAdd(c, p); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: "factors/passkey.html", Data: d, Title: d.Head.Title, Problem: problem, Crumbs: crumbs(c, true)}, nil
}

func (f *Factors) addPasskey(c *web.Call) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	had, err := f.Has(c.Context(), p.ID)
	if err != nil {
		return web.Reply{}, err
	}
	if problem, fault := worded(f.putPasskey(c, p, c.Form("name"))); problem != nil || fault != nil {
		if fault != nil {
			return web.Reply{}, fault
		}
		return f.drawPasskey(c, problem)
	}
	return f.added(c, p, had, ByPasskey, "factors.passkey.added")
}

// mine is a passkey of the person of a call, within a change.
func mine(ctx context.Context, tx *db.Tx, p Person, id string) (Passkey, error) {
	k, err := db.Get[Passkey](ctx, tx.View, id)
	if err == nil && (k.Account != p.ID || k.RemovedAt != "") {
		err = db.ErrNotFound
	}
	return k, err
}

func (f *Factors) namePasskey(c *web.Call) (web.Reply, error) {
	p, err := f.me(c)
	if err != nil {
		return web.Reply{}, err
	}
	name := vn.Tidy(c.Form("name"))
	if name == "" || len([]rune(name)) > maxKeyName {
		return f.drawOwn(c, ErrNoName)
	}
	err = f.db.Change(c.Context(), p.who(), ID+".name", func(tx *db.Tx) error {
		k, err := mine(c.Context(), tx, p, c.Path("id"))
		if err != nil {
			return err
		}
		k.Name = name
		return db.Save(c.Context(), tx, &k)
	})
	return web.Reply{Goto: "/account/factors", Notice: text.Problem{Key: "factors.passkey.named"}}, err
}

func (f *Factors) removePasskey(c *web.Call) (web.Reply, error) {
	return f.remove(c, "removepasskey", "factors.passkey.removed", func(tx *db.Tx, p Person) error {
		k, err := mine(c.Context(), tx, p, c.Path("id"))
		if err != nil {
			return err
		}
		return k.drop(c.Context(), tx)
	})
}

func (k *Passkey) drop(ctx context.Context, tx *db.Tx) error {
	k.RemovedAt = tx.Now()
	return db.Save(ctx, tx, k)
}

// Strip takes all second factors off an account, inside a change of somebody
// who may do that.
func (f *Factors) Strip(ctx context.Context, tx *db.Tx, account string) error {
	keys, err := passkeys(ctx, tx.View, account, "")
	if err != nil {
		return err
	}
	for i := range keys {
		if err := keys[i].drop(ctx, tx); err != nil {
			return err
		}
	}
	return errors.Join(dropTotp(ctx, tx, account), dropCodes(ctx, tx, account))
}

// Move gives the factors of an account to the office that the account goes to,
// so that its administrators reach them.
func (f *Factors) Move(ctx context.Context, tx *db.Tx, account, org string) error {
	return errors.Join(
		move(ctx, tx, account, "t.account = $1 AND t.removed_at = ''", func(x *Totp) { x.Org = org }),
		move(ctx, tx, account, "t.account = $1 AND t.removed_at = ''", func(x *Passkey) { x.Org = org }),
		move(ctx, tx, account, "t.account = $1 AND t.removed_at = ''", func(x *Recovery) { x.Org = org }))
}

func move[T any, P db.Ptr[T]](ctx context.Context, tx *db.Tx, account, where string, set func(P)) error {
	all, err := db.Find[T, P](ctx, tx.View, where, "ORDER BY t.id", account)
	if err != nil {
		return err
	}
	for i := range all {
		set(&all[i])
		if err := db.Save[T, P](ctx, tx, &all[i]); err != nil {
			return err
		}
	}
	return nil
}

// Words says which second factors an account has.
func (f *Factors) Words(c *web.Call, account string) (string, error) {
	v := f.db.As(db.System)
	x, err := app(c.Context(), v, account)
	if err != nil {
		return "", err
	}
	keys, err := passkeys(c.Context(), v, account, "")
	switch {
	case err != nil:
		return "", err
	case x == nil && len(keys) == 0:
		return c.Say("factors.words.none"), nil
	case x == nil:
		return c.Say("factors.words.passkeys", len(keys)), nil
	case len(keys) == 0:
		return c.Say("factors.words.totp"), nil
	}
	return c.Say("factors.words.both", len(keys)), nil
}

// DemandPage is the data of demand.html.
type DemandPage struct {
	Head   web.Head
	Fields []web.Field
}

// roleField is the field that holds the day for a role.
func roleField(r access.Role) string { return "due-" + string(r) }
