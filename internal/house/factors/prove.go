package factors

import (
	"context"
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/web"
)

// fields of the question that are not the form's own.
var asking = []string{"code", "passkey", "seal", "proof"}

// Prove puts a question for a factor before a handler: powerful acts, and
// changes of one's own factors, want to know that it is still the person who
// signed in. Who proved himself within the last minutes is not asked; who has
// no second factor is asked for the password. What the form held is sent again
// with the answer.
func (f *Factors) Prove(h web.Handler) web.Handler {
	return func(c *web.Call) (web.Reply, error) {
		p, err := f.me(c)
		if err != nil {
			return web.Reply{}, err
		}
		fresh, err := f.fresh(c, p)
		if err != nil {
			return web.Reply{}, err
		}
		if fresh {
			return h(c)
		}
		if !c.Posted() || c.Form("proof") == "" {
			return f.drawProve(c, p, nil)
		}
		if err := f.proof(c, p); err != nil {
			problem, fault := worded(err)
			if fault != nil {
				return web.Reply{}, fault
			}
			return f.drawProve(c, p, problem)
		}
		return h(c)
	}
}

// fresh reports whether a person proved himself a short while ago, with a
// second factor if he has one.
func (f *Factors) fresh(c *web.Call, p Person) (bool, error) {
	how, at, err := f.door.Proof(c)
	if err != nil {
		return false, err
	}
	life, err := f.stepUp(c.Context())
	if err != nil || f.db.Now().Sub(parsed(at)) > life {
		return false, err
	}
	has, err := f.Has(c.Context(), p.ID)
	return !has || strong(how), err
}

// strong reports whether a way of proving oneself held a second factor.
func strong(how string) bool {
	return slices.ContainsFunc([]string{ByTotp, ByPasskey, ByRecovery}, func(w string) bool { return strings.Contains(how, w) })
}

// proof checks the answer and notes it on the session. Errors: words for the
// person.
func (f *Factors) proof(c *web.Call, p Person) error {
	has, err := f.Has(c.Context(), p.ID)
	if err != nil {
		return err
	}
	how := ByPassword
	if has {
		how, _, err = f.answer(c, p, "prove", c.Who.Session)
	} else {
		err = f.password(c, p)
	}
	if err != nil {
		return err
	}
	return f.door.Proved(c, how)
}

func (f *Factors) password(c *web.Call, p Person) error {
	typed := ""
	if vs := c.Forms("proofword"); len(vs) > 0 {
		typed = vs[0]
	}
	ok, err := f.door.Knows(c, p.ID, typed)
	if err != nil || ok {
		return err
	}
	return ErrPassword.On("proofword")
}

// ProvePage is the data of prove.html.
type ProvePage struct {
	Head     web.Head
	Action   string
	Hidden   []web.Hidden
	Password web.Field // without a name if the person has a second factor
	Code     web.Field
	Passkey  Offer
	Clock    string
	Back     string
}

func (f *Factors) drawProve(c *web.Call, p Person, problem error) (web.Reply, error) {
	d := ProvePage{Head: web.Head{Title: c.Say("factors.prove"), Sub: c.Say("factors.prove.why")}, Back: "/account"}
	d.Action, d.Hidden = f.again(c)
	has, err := f.Has(c.Context(), p.ID)
	if err != nil {
		return web.Reply{}, err
	}
	if !has {
		d.Password = web.Field{Name: "proofword", Kind: web.FieldPassword, Label: c.Say("factors.prove.password"), Complete: "current-password", Width: "m"}
		c.Keep(problem, &d.Password)
	} else if d.Code, err = f.codeField(c, p, problem); err != nil {
		return web.Reply{}, err
	} else if d.Passkey, err = f.offerUse(c, p, "prove", c.Who.Session); err != nil {
		return web.Reply{}, err
	}
	d.Clock = f.clockOf(c, d.Code)
	return web.Reply{Page: "factors/prove.html", Data: d, Title: d.Head.Title, Problem: problem}, nil
}

// again is where the answer goes, and what the form held before. The answer for
// a page that was opened goes to /account/prove, which leads back to it.
func (f *Factors) again(c *web.Call) (action string, hidden []web.Hidden) {
	hidden = []web.Hidden{{Name: "proof", Value: "1"}}
	if !c.Posted() {
		return "/account/prove", append(hidden, web.Hidden{Name: "next", Value: c.R.URL.RequestURI()})
	}
	var names []string
	for n := range c.R.PostForm {
		if !slices.Contains(asking, n) && n != "proofword" {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		for _, v := range c.R.PostForm[n] {
			hidden = append(hidden, web.Hidden{Name: n, Value: v})
		}
	}
	return c.R.URL.RequestURI(), hidden
}

// prove takes the answer for a page that was opened, and leads back to it.
func (f *Factors) prove(c *web.Call) (web.Reply, error) {
	return f.Prove(func(c *web.Call) (web.Reply, error) { return web.Reply{Goto: web.Local(c.Form("next"))}, nil })(c)
}

// Has reports whether an account has a second factor. Recovery codes alone are
// none.
func (f *Factors) Has(ctx context.Context, account string) (bool, error) {
	v := f.db.As(db.System)
	x, err := app(ctx, v, account)
	if err != nil || x != nil {
		return x != nil, err
	}
	all, err := passkeys(ctx, v, account, "")
	return len(all) > 0, err
}
