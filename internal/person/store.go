package person

import (
	"context"
	"fmt"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// Records are the record types of the members, for recount and verify.
func Records() []db.Kind {
	return []db.Kind{db.KindOf[Person](), db.KindOf[Membership]()}
}

// Table names the table.
func (*Person) Table() string { return "person_person" }

// Columns lists the columns.
func (p *Person) Columns() []db.Col {
	return append(p.BaseColumns(), db.Col{Name: "name", Ptr: &p.Name}, db.Col{Name: "fold", Ptr: &p.Fold}, db.Col{Name: "sort", Ptr: &p.Sort},
		db.Col{Name: "party_card_no", Ptr: &p.PartyCardNo}, db.Col{Name: "birth_year", Ptr: &p.BirthYear}, db.Col{Name: "standing", Ptr: &p.Standing},
		db.Col{Name: "unit", Ptr: &p.Unit}, db.Col{Name: "positions", Ptr: db.JSON{Ptr: &p.Positions}}, db.Col{Name: "state_post", Ptr: &p.StatePost},
		db.Col{Name: "managed_by", Ptr: &p.ManagedBy}, db.Col{Name: "status", Ptr: &p.Status}, db.Col{Name: "joined_on", Ptr: &p.JoinedOn}, db.Col{Name: "batch", Ptr: &p.Batch},
		db.Col{Name: "withdrawn", Ptr: &p.Withdrawn})
}

// Table names the table.
func (*Membership) Table() string { return "person_membership" }

// Columns lists the columns.
func (m *Membership) Columns() []db.Col {
	return append(m.BaseColumns(), db.Col{Name: "person", Ptr: &m.Person}, db.Col{Name: "unit", Ptr: &m.Unit}, db.Col{Name: "standing", Ptr: &m.Standing},
		db.Col{Name: "valid_from", Ptr: &m.ValidFrom}, db.Col{Name: "valid_to", Ptr: &m.ValidTo}, db.Col{Name: "reason", Ptr: &m.Reason}, db.Col{Name: "batch", Ptr: &m.Batch},
		db.Col{Name: "withdrawn", Ptr: &m.Withdrawn})
}

// Admit adds a person who belongs to a unit from a day on. It fills in the
// texts that follow from the name, and Standing and Status if they are empty
// (official, active).
func Admit(ctx context.Context, tx *db.Tx, p *Person, from vn.Day) error {
	if !from.Valid() {
		return fmt.Errorf("person: %q is not a day", from)
	}
	p.spelled()
	p.Org = p.Unit
	if p.Standing == "" {
		p.Standing = Official
	}
	if p.Status == "" {
		p.Status = Active
	}
	if err := db.Save(ctx, tx, p); err != nil {
		return fmt.Errorf("admit %s: %w", p.Name, err)
	}
	return join(ctx, tx, p, from, "")
}

func join(ctx context.Context, tx *db.Tx, p *Person, from vn.Day, reason string) error {
	m := Membership{Person: p.ID, Unit: p.Unit, Standing: p.Standing, ValidFrom: from, ValidTo: org.Forever, Reason: reason}
	if p.Version == 1 {
		m.Batch = p.Batch // came with the person
	}
	m.Org, m.Dossier = p.Unit, p.ID
	return db.Save(ctx, tx, &m)
}

// Transfer moves a person to another unit, or to another standing, from a day
// on.
func Transfer(ctx context.Context, tx *db.Tx, p *Person, unit string, s Standing, on vn.Day, reason string) error {
	if err := leave(ctx, tx, p.ID, on); err != nil {
		return err
	}
	p.Unit, p.Org, p.Standing = unit, unit, s
	if err := db.Save(ctx, tx, p); err != nil {
		return err
	}
	return join(ctx, tx, p, on, reason)
}

// Leave ends the membership of a person on a day, with the status that follows.
func Leave(ctx context.Context, tx *db.Tx, p *Person, s Status, on vn.Day) error {
	if err := leave(ctx, tx, p.ID, on); err != nil {
		return err
	}
	p.Status = s
	return db.Save(ctx, tx, p)
}

// leave ends the membership in force. One that began on that very day stood on
// no day and is withdrawn.
func leave(ctx context.Context, tx *db.Tx, person string, on vn.Day) error {
	ms, err := db.Find[Membership](ctx, tx.View, "t.person = $1 AND t.valid_to = $2 AND NOT t.withdrawn", "", person, string(org.Forever))
	if err != nil {
		return err
	}
	for i := range ms {
		m := &ms[i]
		m.Withdrawn = !m.ValidFrom.Before(on)
		m.ValidTo = on
		if err := db.Save(ctx, tx, m); err != nil {
			return err
		}
	}
	return nil
}

// Memberships lists a person's memberships, latest first.
func Memberships(ctx context.Context, v db.View, person string) ([]Membership, error) {
	return db.Find[Membership](ctx, v, "t.person = $1 AND NOT t.withdrawn", "ORDER BY t.valid_from DESC, t.id DESC", person)
}

// UnitOn returns the unit a person belonged to on a day, "" if none.
func UnitOn(ctx context.Context, v db.View, person string, day vn.Day) (string, error) {
	ms, err := db.Find[Membership](ctx, v, "t.person = $1 AND t.valid_from <= $2 AND t.valid_to > $2 AND NOT t.withdrawn", "", person, string(day))
	if err != nil || len(ms) == 0 {
		return "", err
	}
	return ms[0].Unit, nil
}

// A Search narrows the list of persons. Empty fields do not.
type Search struct {
	Words string // part of the name, tone marks or not, or a card number
	Unit  string // unit of today
}

// List returns a page of persons by name in Vietnamese order.
func List(ctx context.Context, v db.View, q Search, after string, limit int) (db.Slice[Person], error) {
	return db.List[Person](ctx, v, page(q, after, limit))
}

// Count counts the persons of a search.
func Count(ctx context.Context, v db.View, q Search) (int, error) {
	p := page(q, "", 0)
	return db.Count[Person](ctx, v, p.Where, p.Args...)
}

// searchWords is how many words of a search are looked at; no name has more,
// and every word makes the query longer.
const searchWords = 12

func page(q Search, after string, limit int) db.Page {
	where := []string{"NOT t.withdrawn"}
	var args []any
	arg := func(v string) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args))
	}
	words := strings.Fields(q.Words)
	for _, w := range words[:min(len(words), searchWords)] {
		start := arg("% " + escapeLike(vn.Fold(w)) + "%")
		where = append(where, fmt.Sprintf(`(' ' || t.fold LIKE %s ESCAPE '\' OR t.party_card_no = %s)`, start, arg(w)))
	}
	if q.Unit != "" {
		where = append(where, "t.unit = "+arg(q.Unit))
	}
	return db.Page{Where: strings.Join(where, " AND "), Args: args, By: []string{"sort"}, After: after, Limit: limit}
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// Withdraw takes back the persons that a batch brought, with their
// memberships. Whoever calls it has checked that nothing depends on them.
func Withdraw(ctx context.Context, tx *db.Tx, batch string) error {
	ms, err := db.Find[Membership](ctx, tx.View, "t.batch = $1 AND NOT t.withdrawn", "", batch)
	if err != nil {
		return err
	}
	for i := range ms {
		ms[i].Withdrawn = true
		if err := db.Save(ctx, tx, &ms[i]); err != nil {
			return err
		}
	}
	ps, err := db.Find[Person](ctx, tx.View, "t.batch = $1 AND NOT t.withdrawn", "", batch)
	if err != nil {
		return err
	}
	for i := range ps {
		ps[i].Withdrawn = true
		if err := db.Save(ctx, tx, &ps[i]); err != nil {
			return err
		}
	}
	return nil
}
