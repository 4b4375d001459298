package accounts

import (
	"context"
	"fmt"
	"strings"
	"time"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// named is the name of an office or of the organisation, as read at a moment.
type named struct {
	name string
	at   time.Time
}

// believed is how long a name is kept in memory.
const believed = time.Minute

// Post makes the line under a person's name, role and office, for
// web.SiteConfig.Post.
func (a *Accounts) Post(t *text.Texts) func(access.Who, text.Lang) string {
	return func(w access.Who, l text.Lang) string {
		role := t.Say(l, "web.role."+string(w.Role))
		if name := a.unitName(context.Background(), w.Unit); name != "" {
			return role + ", " + name
		}
		return role
	}
}

// OrgName is the name of the organisation that runs the instance, for
// web.SiteConfig.OrgName; "" before the first account was made, or if it
// cannot be read. It is read again after a minute.
func (a *Accounts) OrgName(ctx context.Context) string {
	now := a.db.Now()
	a.mu.Lock()
	n := a.org
	a.mu.Unlock()
	if n.name != "" && now.Sub(n.at) < believed {
		return n.name
	}
	name, err := a.db.Setting(ctx, orgSetting)
	if err != nil {
		return n.name
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.org = named{name, now}
	return name
}

// unitName is the name of an office today; "" if it has none or it cannot be
// read.
func (a *Accounts) unitName(ctx context.Context, unit string) string {
	if unit == db.Everywhere || unit == "" {
		return ""
	}
	now := a.db.Now()
	a.mu.Lock()
	n, ok := a.names[unit]
	a.mu.Unlock()
	if ok && now.Sub(n.at) < believed {
		return n.name
	}
	names, err := a.unitNames(ctx, []string{unit})
	if err != nil {
		return ""
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.names) > manyVisits {
		clear(a.names)
	}
	a.names[unit] = named{names[unit], now}
	return names[unit]
}

// unitNames are the names of offices today, by id.
func (a *Accounts) unitNames(ctx context.Context, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	args, marks := []any{string(vn.DayOf(a.db.Now()))}, []string{}
	for i := range max(len(ids), listRows) { // always as many, so that the query is prepared once
		args = append(args, ids[min(i, len(ids)-1)])
		marks = append(marks, fmt.Sprintf("$%d", len(args)))
	}
	spans, err := db.Find[org.Span](ctx, a.db.As(db.System),
		"t.valid_from <= $1 AND t.valid_to > $1 AND NOT t.withdrawn AND t.unit IN ("+strings.Join(marks, ", ")+")", "", args...)
	for _, s := range spans {
		out[s.Unit] = s.Name
	}
	return out, err
}

// findUnit finds the office that a person typed: nothing for the whole
// instance, if that is in reach, else its code or words of its name.
func (a *Accounts) findUnit(ctx context.Context, who access.Who, typed string) (string, error) {
	typed = vn.Tidy(typed)
	if typed == "" {
		if who.Unit != db.Everywhere {
			return "", ErrUnit.On("unit")
		}
		return db.Everywhere, nil
	}
	tree, err := org.Load(ctx, a.db.As(who), vn.DayOf(a.db.Now()))
	if err != nil {
		return "", err
	}
	if n := tree.ByCodeAny(typed); n != nil {
		return n.ID, nil
	}
	found := tree.Search(typed, 6)
	for _, n := range found {
		if strings.EqualFold(n.Name(), typed) {
			found = []*org.Node{n}
			break
		}
	}
	switch len(found) {
	case 0:
		p := ErrUnit.On("unit")
		p.Args = []any{typed}
		return "", p
	case 1:
		return found[0].ID, nil
	}
	var names []string
	for _, n := range found {
		names = append(names, n.Name()+" ("+n.Code+")")
	}
	p := ErrUnitMany.On("unit")
	p.Args = []any{names}
	return "", p
}

// unitTyped is what stands in the form for an office: its code, or its name if
// it has none.
func (a *Accounts) unitTyped(ctx context.Context, unit string) (string, error) {
	if unit == db.Everywhere || unit == "" {
		return "", nil
	}
	u, err := db.Get[org.Unit](ctx, a.db.As(db.System), unit)
	if err != nil || u.Code != "" {
		return u.Code, err
	}
	return a.unitName(ctx, unit), nil
}

// findPerson finds the member with a card number.
func (a *Accounts) findPerson(ctx context.Context, who access.Who, card string) (string, error) {
	card = strings.TrimSpace(card)
	if card == "" {
		return "", nil
	}
	found, err := db.Find[person.Person](ctx, a.db.As(who), "t.party_card_no = $1 AND NOT t.withdrawn", "LIMIT 2", card)
	if err != nil {
		return "", err
	}
	if len(found) != 1 {
		p := ErrPerson.On("person")
		p.Args = []any{card}
		return "", p
	}
	return found[0].ID, nil
}

// personOf returns the person record of an account; the zero Person if it has
// none that the viewer may see.
func (a *Accounts) personOf(ctx context.Context, who access.Who, id string) (person.Person, error) {
	if id == "" {
		return person.Person{}, nil
	}
	all, err := db.Find[person.Person](ctx, a.db.As(who), "t.id = $1", "", id)
	if err != nil || len(all) == 0 {
		return person.Person{}, err
	}
	return all[0], nil
}
