package accounts

import (
	"context"
	"errors"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	pw "liemchinh.vn/internal/password"
)

// A Request asks a second administrator to confirm what would put an account
// that holds more than an administrator into other hands. Its dossier is the
// account.
type Request struct {
	duty.Base
	Account   string
	Act       Act
	Name      string // what the account is to be; empty for a password
	Unit      string
	Role      access.Role
	Clearance access.Level
	Person    string
	AskedBy   string // account
	AskedName string
	AskedAt   string // moment
	State     RequestState
	DoneBy    string // account that confirmed or dropped it
	DoneAt    string
}

// An Act is what a request asks for.
type Act string

// The acts that take two administrators.
const (
	ActReset Act = "reset"
	ActAmend Act = "amend"
	ActStrip Act = "strip" // take off the second factors, when they are lost
)

// A RequestState says how far a request has come.
type RequestState string

// The states of a request.
const (
	Waiting   RequestState = "waiting"
	Confirmed RequestState = "confirmed"
	Dropped   RequestState = "dropped" // by an administrator, or because the account changed meanwhile
)

// Table names the table.
func (*Request) Table() string { return "accounts_request" }

// Columns lists the columns.
func (q *Request) Columns() []db.Col {
	return append(q.BaseColumns(),
		db.Col{Name: "account", Ptr: &q.Account}, db.Col{Name: "act", Ptr: &q.Act}, db.Col{Name: "name", Ptr: &q.Name}, db.Col{Name: "unit", Ptr: &q.Unit},
		db.Col{Name: "role", Ptr: &q.Role}, db.Col{Name: "clearance", Ptr: &q.Clearance}, db.Col{Name: "person", Ptr: &q.Person},
		db.Col{Name: "asked_by", Ptr: &q.AskedBy}, db.Col{Name: "asked_name", Ptr: &q.AskedName}, db.Col{Name: "asked_at", Ptr: &q.AskedAt},
		db.Col{Name: "state", Ptr: &q.State}, db.Col{Name: "done_by", Ptr: &q.DoneBy}, db.Col{Name: "done_at", Ptr: &q.DoneAt})
}

// A Way says how a change of an account went.
type Way string

// The ways of a change.
const (
	AtOnce Way = ""      // the account needs no second administrator
	Alone  Way = "alone" // it does, but there is none
	Asked  Way = "asked" // a second administrator is asked, nothing has changed yet
)

// verb is the verb of the journal: that one acted alone stands in it.
func (w Way) verb(act Act) string {
	if w == Alone {
		return string(act) + "_alone"
	}
	return string(act)
}

// powerful reports whether an account holds more than an administrator does:
// it decides or concludes, or reads what is secret.
func (a Account) powerful() bool {
	return a.Role == access.Leader || a.Role == access.Head || a.Clearance > access.Open
}

// way is how by may change an account.
func (a *Accounts) way(ctx context.Context, by access.Who, x Account) (Way, error) {
	if !x.powerful() || by.ID == "" || by.ID == db.System.ID {
		return AtOnce, nil
	}
	return a.second(ctx, by, x)
}

// second is Asked if there is another administrator who can confirm what by
// does to an account, else Alone.
func (a *Accounts) second(ctx context.Context, by access.Who, x Account) (Way, error) {
	others, err := db.Find[Account](ctx, a.db.As(db.System), "t.role = $1 AND t.state = $2 AND t.password <> '' AND t.id <> $3 AND t.id <> $4", "ORDER BY t.id",
		string(access.Administrator), string(Active), by.ID, x.ID)
	if err != nil {
		return AtOnce, err
	}
	for _, o := range others { // one who cannot reach the account cannot confirm
		_, err := db.Get[Account](ctx, a.db.As(o.Who()), x.ID)
		if !errors.Is(err, db.ErrNotFound) {
			return Asked, err
		}
	}
	return Alone, nil
}

// ask writes a request in place of one that waits already.
func (a *Accounts) ask(ctx context.Context, by access.Who, x Account, q Request) error {
	return a.db.Change(ctx, by, ID+".ask", func(tx *db.Tx) error {
		if err := drop(ctx, tx, x.ID); err != nil {
			return err
		}
		q.Base = db.Base{Org: x.Org, Dossier: x.ID}
		q.Account, q.State, q.AskedBy, q.AskedName, q.AskedAt = x.ID, Waiting, by.ID, by.Name, tx.Now()
		return db.Save(ctx, tx, &q)
	})
}

// drop ends the waiting requests of an account inside a change.
func drop(ctx context.Context, tx *db.Tx, account string) error {
	all, err := db.Find[Request](ctx, tx.View, "t.account = $1 AND t.state = $2", "ORDER BY t.id", account, string(Waiting))
	if err != nil {
		return err
	}
	for i := range all {
		if err := all[i].settle(ctx, tx, Dropped); err != nil {
			return err
		}
	}
	return nil
}

func (q *Request) settle(ctx context.Context, tx *db.Tx, s RequestState) error {
	q.State, q.DoneBy, q.DoneAt = s, tx.Who().ID, tx.Now()
	return db.Save(ctx, tx, q)
}

// Waiting returns the requests that wait and that the viewer may see; of one
// account, or of all if it is "".
func (a *Accounts) Waiting(ctx context.Context, who access.Who, account string) ([]Request, error) {
	return db.Find[Request](ctx, a.db.As(who), "t.state = $1 AND ($2 = '' OR t.account = $2)", "ORDER BY t.id LIMIT 50", string(Waiting), account)
}

// Confirm does what another administrator asked for. It returns the account,
// and the one-time password if that was asked for. Errors: ErrSecond if by
// asked or owns the account, ErrRequest if it waits no more, db.ErrNotFound.
func (a *Accounts) Confirm(ctx context.Context, by access.Who, request string) (account, password string, err error) {
	q, err := db.Get[Request](ctx, a.db.As(by), request)
	if err != nil {
		return "", "", err
	}
	hash := ""
	if q.Act == ActReset {
		if password, err = pw.Code(a.random, 4); err == nil {
			hash, err = a.hasher.Hash(ctx, password)
		}
		if err != nil {
			return "", "", err
		}
	}
	err = a.edit(ctx, by, "confirm", q.Account, 0, func(tx *db.Tx, x *Account) error {
		q, err := db.Get[Request](ctx, tx.View, request)
		switch {
		case err != nil:
			return err
		case q.State != Waiting:
			return ErrRequest
		case by.ID == q.AskedBy || by.ID == q.Account || q.Person != "" && q.Person == by.Person:
			return ErrSecond
		}
		if err := q.settle(ctx, tx, Confirmed); err != nil {
			return err
		}
		switch q.Act {
		case ActReset:
			return a.give(ctx, tx, x, hash, true)
		case ActStrip:
			return a.strip(ctx, tx, x)
		}
		return a.alter(ctx, tx, x, Opening{Name: q.Name, Unit: q.Unit, Role: q.Role, Clearance: q.Clearance, Person: q.Person})
	})
	return q.Account, password, err
}

// Strip asks a second administrator to take the second factors off an account
// whose owner has lost them: nobody does that alone, nor for himself. In the
// name of db.System, from the command line of the machine, it does so at once.
// Errors: ErrOwnFactor, ErrAlone, db.ErrNotFound.
func (a *Accounts) Strip(ctx context.Context, by access.Who, id string) (Way, error) {
	if by.ID == id {
		return AtOnce, ErrOwnFactor
	}
	x, err := db.Get[Account](ctx, a.db.As(by), id)
	if err != nil {
		return AtOnce, err
	}
	if by.ID == db.System.ID {
		return AtOnce, a.edit(ctx, by, string(ActStrip), id, 0, func(tx *db.Tx, x *Account) error { return a.strip(ctx, tx, x) })
	}
	way, err := a.second(ctx, by, x)
	if err == nil && way == Alone {
		err = ErrAlone
	}
	if err != nil {
		return way, err
	}
	return way, a.ask(ctx, by, x, Request{Act: ActStrip})
}

// strip takes the second factors off an account inside a change, and ends its
// sessions.
func (a *Accounts) strip(ctx context.Context, tx *db.Tx, x *Account) error {
	if a.Second.Strip == nil {
		return nil
	}
	return errors.Join(a.Second.Strip(ctx, tx, x.ID), a.endAll(ctx, tx, *x, EndedFac, ""))
}

// Drop takes a waiting request back, or refuses it, and returns its account.
func (a *Accounts) Drop(ctx context.Context, by access.Who, request string) (account string, err error) {
	err = a.db.Change(ctx, by, ID+".drop", func(tx *db.Tx) error {
		q, err := db.Get[Request](ctx, tx.View, request)
		if err != nil {
			return err
		}
		if account = q.Account; q.State != Waiting {
			return ErrRequest
		}
		return q.settle(ctx, tx, Dropped)
	})
	return account, err
}
