package app

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/house/accounts"
	"liemchinh.vn/internal/house/factors"
	"liemchinh.vn/internal/web"
)

// joinFactors makes the second factors and lets them and the accounts, which do
// not know each other, ask one another.
func joinFactors(deps duty.Deps, a *accounts.Accounts) *factors.Factors {
	f := factors.New(deps, factors.Door{
		Person: func(ctx context.Context, id string) (factors.Person, error) {
			x, err := a.ByID(ctx, id)
			return factors.Person{ID: x.ID, Login: x.Login, Name: x.Name, Org: x.Org, PasswordAt: x.PasswordAt, Role: x.Role, Active: x.State == accounts.Active}, err
		},
		Admit: a.Admit, Blocked: a.Blocked, Failed: a.Failed, Knows: a.Knows, Proved: a.ProvedNow, EndOthers: a.EndOthers, Changed: a.Forget, OrgName: a.OrgName,
		Proof: func(c *web.Call) (how, at string, err error) {
			s, err := a.Session(c)
			return s.How, s.ProvedAt, err
		},
	})
	a.Second = accounts.Second{Has: f.Has, Ask: f.Ask, Owes: f.Owes, Prove: f.Prove, Words: f.Words, Strip: f.Strip, Move: f.Move,
		Key: func(c *web.Call) (accounts.Key, error) {
			o, err := f.OfferSignIn(c)
			return accounts.Key(o), err
		}}
	return f
}

// keyed gives each use of the instance's key one of its own.
func (g *program) keyed(key []byte) (err error) {
	if g.factors.Key, err = hkdf.Key(sha256.New, key, nil, "liemchinh.vn/factors", 32); err == nil {
		g.accounts.Key, err = hkdf.Key(sha256.New, key, nil, "liemchinh.vn/browsers", 32)
	}
	return err
}
