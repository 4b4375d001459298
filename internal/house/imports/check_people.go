package imports

import (
	"strings"
	"unicode"

	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/vn"
)

// standings are the words for the standing of a member, folded.
var standings = map[string]person.Standing{
	"": person.Official, "chinh thuc": person.Official, "dang vien chinh thuc": person.Official, "official": person.Official, "ct": person.Official,
	"du bi": person.Probationary, "dang vien du bi": person.Probationary, "probationary": person.Probationary, "db": person.Probationary,
	"nonmember": person.NonMember, "chua vao dang": person.NonMember, "khong": person.NonMember,
}

// offices are the words for a position on a committee, folded, longer ones
// before their beginnings.
var offices = []struct {
	words  string
	office person.Office
}{
	{"pho bi thu", person.DeputySecretary}, {"bi thu", person.Secretary},
	{"uy vien ban thuong vu", person.StandingMember}, {"uv btv", person.StandingMember}, {"uvbtv", person.StandingMember},
	{"chu nhiem ubkt", person.CommissionHead}, {"chu nhiem uy ban kiem tra", person.CommissionHead},
	{"pho chu nhiem ubkt", person.CommissionDeputy}, {"pho chu nhiem uy ban kiem tra", person.CommissionDeputy},
	{"uy vien ubkt", person.CommissionMember}, {"uy vien uy ban kiem tra", person.CommissionMember},
	{"cap uy vien", person.CommitteeMember}, {"chi uy vien", person.CommitteeMember}, {"dang uy vien", person.CommitteeMember},
	{"huyen uy vien", person.CommitteeMember}, {"tinh uy vien", person.CommitteeMember}, {"uy vien ban chap hanh", person.CommitteeMember}, {"uv bch", person.CommitteeMember},
}

// people judges a list of members.
func (c *checking) people() {
	names := c.unitNames()
	cards, sameName := map[string]*line{}, map[string]*line{}
	for _, l := range c.lines {
		if l.Outcome == Skipped {
			continue
		}
		p, node := c.person(l, names)
		c.sameCard(l, p, cards)
		if node != nil {
			c.sameName(l, p, node, sameName)
		}
		if !l.bad() {
			c.plan.Members = append(c.plan.Members, Member{p, l.Row})
		}
	}
}

// unitNames finds the organisations of each folded name.
func (c *checking) unitNames() map[string][]*org.Node {
	m := map[string][]*org.Node{}
	for n := range c.reg.Tree.All() {
		m[n.Span.Fold] = append(m[n.Span.Fold], n)
	}
	return m
}

// person reads one row.
func (c *checking) person(l *line, names map[string][]*org.Node) (person.Person, *org.Node) {
	p := person.Person{Name: vn.Tidy(l.get(FullName)), PartyCardNo: cardNo(l.get(CardNo)), StatePost: l.get(StatePost)}
	p.ID = c.reg.NewID()
	switch {
	case p.Name == "":
		l.on(FullName, Fix, "imports.person.noname")
	case strings.ContainsFunc(p.Name, unicode.IsDigit):
		l.on(FullName, Fix, "imports.person.digits", p.Name)
	case !strings.Contains(p.Name, " "):
		l.on(FullName, Look, "imports.person.oneword", p.Name)
	}
	var ok bool
	if p.Standing, ok = standings[vn.Fold(l.get(Standing))]; !ok {
		l.on(Standing, Fix, "imports.person.standing", l.get(Standing))
	}
	p.BirthYear = c.readYear(l, Born)
	if p.JoinedOn = c.readDay(l, JoinedOn); p.JoinedOn != "" && p.BirthYear > 0 && p.JoinedOn.Year()-p.BirthYear < 18 {
		l.on(JoinedOn, Look, "imports.person.young", p.BirthYear) // Party Statutes 2011, art. 1: from full 18 years
	}
	node := c.ofUnit(l, names)
	if node != nil {
		p.Unit = node.ID
		c.position(l, &p, node)
	}
	return p, node
}

// cardNo drops the blanks and dots that people set into the number of a card.
func cardNo(s string) string { return strings.NewReplacer(" ", "", ".", "").Replace(s) }

// ofUnit finds the organisation by code, else by name.
func (c *checking) ofUnit(l *line, names map[string][]*org.Node) *org.Node {
	s := l.get(OfUnit)
	if s == "" {
		l.on(OfUnit, Fix, "imports.person.nounit")
		return nil
	}
	if n := c.lowest(s); n != nil {
		return n
	}
	switch found := names[vn.Fold(s)]; len(found) {
	case 0:
		c.unknown(l, OfUnit, "imports.person.unknownunit", s, c.nameList())
		return nil
	case 1:
		return found[0]
	default:
		l.on(OfUnit, Fix, "imports.person.manyunits", s, len(found), strings.Join(found[0].Path(), " › "), found[0].Code)
		return nil
	}
}

// lowest finds an organisation by its code, the lowest tier first: members
// belong to cells.
func (c *checking) lowest(code string) *org.Node {
	for i := len(org.Tiers) - 1; i >= 0; i-- {
		if n := c.reg.Tree.ByCode(org.Tiers[i], code); n != nil {
			return n
		}
	}
	return nil
}

func (c *checking) nameList() []string {
	if c.known == nil {
		for n := range c.reg.Tree.All() {
			c.known = append(c.known, n.Name())
		}
	}
	return c.known
}

// position reads the position on the committee of the person's organisation.
func (c *checking) position(l *line, p *person.Person, node *org.Node) {
	s := vn.Fold(l.get(Position))
	if s == "" {
		return
	}
	for _, o := range offices {
		if s == o.words || strings.HasPrefix(s, o.words+" ") {
			p.Positions = []person.Position{{Level: node.Tier, Position: o.office, From: c.On}}
			return
		}
	}
	l.on(Position, Look, "imports.person.position", l.get(Position))
}

// sameCard notes a party card that stands in the file or the register already.
func (c *checking) sameCard(l *line, p person.Person, cards map[string]*line) {
	if p.PartyCardNo == "" {
		return
	}
	if name, ok := c.reg.Cards[p.PartyCardNo]; ok {
		if vn.Fold(name) == vn.Fold(p.Name) {
			l.on(CardNo, Duplicate, "imports.dup.card", p.PartyCardNo, name)
		} else {
			l.on(CardNo, Fix, "imports.person.cardtaken", p.PartyCardNo, name)
		}
		return
	}
	if first := cards[p.PartyCardNo]; first != nil {
		if vn.Fold(first.get(FullName)) == vn.Fold(p.Name) {
			l.on(CardNo, Duplicate, "imports.dup.file", p.PartyCardNo, first.Row)
		} else {
			l.on(CardNo, Fix, "imports.person.cardtwice", p.PartyCardNo, first.Row, first.get(FullName))
		}
		return
	}
	cards[p.PartyCardNo] = l
}

// sameName notes a person of the same name in the same organisation.
func (c *checking) sameName(l *line, p person.Person, node *org.Node, seen map[string]*line) {
	if p.Name == "" {
		return
	}
	k := node.ID + "/" + vn.Fold(p.Name)
	if n := c.reg.Names[k]; n > 0 {
		l.on(FullName, Look, "imports.person.samename", p.Name, n, node.Name())
	} else if first := seen[k]; first != nil {
		l.on(FullName, Look, "imports.person.samenamefile", p.Name, first.Row)
	}
	seen[k] = l
}
