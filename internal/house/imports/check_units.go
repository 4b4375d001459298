package imports

import (
	"slices"
	"strings"

	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// A sort of organisation by the words that offices use for it, folded. A tier
// of "" is that of the organisation above.
type wording struct {
	words string
	kind  org.Kind
	tier  org.Tier
}

// wordings is tried from the top: longer words before their beginnings.
var wordings = []wording{
	{"trung uong", org.Central, org.AtCentral},
	{"uy ban kiem tra", org.Commission, ""},
	{"ubkt", org.Commission, ""},
	{"chi bo co so", org.Cell, org.AtGrassroots},
	{"chi bo", org.Cell, org.AtCell},
	{"dang bo bo phan", org.PartCommittee, org.AtGrassroots},
	{"dang uy bo phan", org.PartCommittee, org.AtGrassroots},
	{"dang bo co so", org.Grassroots, org.AtGrassroots},
	{"dang uy co so", org.Grassroots, org.AtGrassroots},
	{"dang bo tinh", org.Province, org.AtProvince},
	{"tinh uy", org.Province, org.AtProvince},
	{"huyen uy", org.District, org.AtDistrict},
	{"quan uy", org.District, org.AtDistrict},
	{"thi uy", org.District, org.AtDistrict},
	{"dang bo huyen", org.District, org.AtDistrict},
	{"dang bo quan", org.District, org.AtDistrict},
	{"dang bo thi xa", org.District, org.AtDistrict},
	{"dang bo cac co quan", org.District, org.AtDistrict},
	{"dang bo xa", org.CommuneParty, org.AtGrassroots},
	{"dang bo phuong", org.CommuneParty, org.AtGrassroots},
	{"dang bo dac khu", org.CommuneParty, org.AtGrassroots},
	{"dang uy xa", org.CommuneParty, org.AtGrassroots},
	{"dang uy phuong", org.CommuneParty, org.AtGrassroots},
	{"dang uy", org.Grassroots, org.AtGrassroots},
	{"dang bo", org.Grassroots, org.AtGrassroots},
	{"ban", org.Advisory, ""},
	{"van phong", org.Office, ""},
	{"co quan", org.Office, ""},
	{"so", org.Office, ""},
	{"tinh", org.Province, org.AtProvince},
	{"quan", org.District, org.AtDistrict},
	{"huyen", org.District, org.AtDistrict},
	{"thi xa", org.District, org.AtDistrict},
	{"xa", org.Commune, org.AtGrassroots},
	{"phuong", org.Commune, org.AtGrassroots},
	{"thi tran", org.Commune, org.AtGrassroots},
	{"dac khu", org.Commune, org.AtGrassroots},
}

// sortOf finds out what an organisation is from the words of its kind, else
// from the words its name begins with. A city is a province at the top and a
// district below one.
func sortOf(label, name string, top bool) (org.Kind, org.Tier, bool) {
	for _, s := range []string{vn.Fold(label), vn.Fold(name)} {
		if s == "" {
			continue
		}
		for _, k := range org.Kinds {
			if s == string(k) { // the program's own word, as in its exports
				return k, ownTier[k], true
			}
		}
		if slices.Contains(bigCities, s) {
			return org.Province, org.AtProvince, true
		}
		for _, w := range cities {
			if s == w || strings.HasPrefix(s, w+" ") {
				if top {
					return org.Province, org.AtProvince, true
				}
				return org.District, org.AtDistrict, true
			}
		}
		for _, w := range wordings {
			if s == w.words || strings.HasPrefix(s, w.words+" ") {
				return w.kind, w.tier, true
			}
		}
	}
	return "", "", false
}

// cities are the words for a city and its party organisation, folded.
var cities = []string{"thanh pho", "thanh uy", "dang bo thanh pho"}

// bigCities are the words that say that a city stands at the top.
var bigCities = []string{"thanh pho trung uong", "thanh pho truc thuoc trung uong"}

// ownTier is the tier of the kinds that have one of their own.
var ownTier = map[org.Kind]org.Tier{
	org.Central: org.AtCentral, org.Province: org.AtProvince, org.District: org.AtDistrict, org.CommuneParty: org.AtGrassroots,
	org.Grassroots: org.AtGrassroots, org.PartCommittee: org.AtGrassroots, org.Cell: org.AtCell, org.Commune: org.AtGrassroots,
}

// A unitLine is a row of a list of organisations.
type unitLine struct {
	*line
	found  org.Founding
	parent *unitLine // above it, in the file
}

type unitKey struct {
	tier org.Tier
	code string
}

// units judges a list of organisations.
func (c *checking) units() {
	var all []*unitLine
	byCode := map[string][]*unitLine{}
	for _, l := range c.lines {
		u := c.unit(l)
		all = append(all, u)
		if u.found.Code != "" && l.Outcome != Skipped {
			byCode[u.found.Code] = append(byCode[u.found.Code], u)
		}
	}
	seen := map[unitKey]*unitLine{}
	for _, u := range all {
		if u.Outcome == Skipped || u.found.Code == "" || u.found.Name == "" {
			continue
		}
		c.parentOf(u, byCode)
		c.twice(u, seen)
	}
	cycles(all)
	c.highest(all)
	spread(all)
	for _, u := range all {
		if !u.bad() {
			c.plan.Units = append(c.plan.Units, u.found)
		}
	}
}

// unit reads one row: code, name and kind.
func (c *checking) unit(l *line) *unitLine {
	u := &unitLine{line: l}
	f := &u.found
	f.ID, f.Code, f.Name, f.KindLabel = c.reg.NewID(), l.get(Code), l.get(UnitName), l.get(UnitKind)
	if f.Code == "" {
		l.on(Code, Fix, "imports.unit.nocode")
	}
	if f.Name == "" {
		l.on(UnitName, Fix, "imports.unit.noname")
	}
	var ok bool
	if f.Kind, f.Tier, ok = sortOf(f.KindLabel, f.Name, l.get(ParentCode) == ""); !ok && f.Name != "" {
		l.on(UnitKind, Fix, "imports.unit.nokind")
	}
	return u
}

// parentOf finds the organisation above: the nearest above in the file with
// the code, else in the register.
func (c *checking) parentOf(u *unitLine, byCode map[string][]*unitLine) {
	code := u.get(ParentCode)
	if code == "" {
		return
	}
	at := tierIndex(u.found.Tier)
	for _, p := range byCode[code] {
		if p != u && (at < 0 || tierIndex(p.found.Tier) <= at) && (u.parent == nil || tierIndex(p.found.Tier) > tierIndex(u.parent.found.Tier)) {
			u.parent = p
		}
	}
	switch node := c.inRegister(code, at); {
	case u.parent != nil:
		u.found.Parent = u.parent.found.ID
		if u.found.Tier == "" {
			u.found.Tier = u.parent.found.Tier
		}
	case code == u.found.Code && node == nil:
		u.on(ParentCode, Fix, "imports.unit.self", code)
	case node != nil:
		u.found.Parent = node.ID
		if u.found.Tier == "" {
			u.found.Tier = node.Tier
		}
	default:
		c.unknown(u.line, ParentCode, "imports.unit.noparent", code, c.codes(byCode))
	}
}

// inRegister finds an organisation of the register by its code, at a tier or
// the nearest one above.
func (c *checking) inRegister(code string, at int) *org.Node {
	if at < 0 {
		return c.reg.Tree.ByCodeAny(code)
	}
	for i := at; i >= 0; i-- {
		if n := c.reg.Tree.ByCode(org.Tiers[i], code); n != nil {
			return n
		}
	}
	return nil
}

func tierIndex(t org.Tier) int { return slices.Index(org.Tiers, t) }

// suggestions is for how many rows the nearest text is looked for; with more
// wrong rows than that the column is wrong, not the rows.
const suggestions = 200

// unknown notes a text that is not in the register, with the nearest that is.
func (c *checking) unknown(l *line, f Field, key, s string, list []string) {
	if c.asked++; c.asked <= suggestions {
		if near := nearest(s, list); near != "" {
			l.on(f, Fix, key+".near", s, near)
			return
		}
	}
	l.on(f, Fix, key, s)
}

// codes lists every code that could be meant.
func (c *checking) codes(byCode map[string][]*unitLine) []string {
	if c.known == nil {
		for code := range byCode {
			c.known = append(c.known, code)
		}
		for n := range c.reg.Tree.All() {
			c.known = append(c.known, n.Code)
		}
		slices.Sort(c.known)
	}
	return c.known
}

// twice notes a code that stands in the file or in the register already.
func (c *checking) twice(u *unitLine, seen map[unitKey]*unitLine) {
	k := unitKey{u.found.Tier, u.found.Code}
	if first := seen[k]; first != nil {
		if vn.Fold(first.found.Name) == vn.Fold(u.found.Name) {
			u.found.ID = first.found.ID
			u.on(Code, Duplicate, "imports.dup.file", u.found.Code, first.Row)
		} else {
			u.on(Code, Fix, "imports.unit.twice", u.found.Code, first.Row, first.found.Name)
		}
		return
	}
	seen[k] = u
	n := c.reg.Tree.ByCode(u.found.Tier, u.found.Code)
	switch {
	case n == nil:
	case vn.Fold(n.Name()) == vn.Fold(u.found.Name):
		u.found.ID = n.ID // rows below it hang on the one that stands
		u.on(Code, Duplicate, "imports.dup.register", u.found.Code, n.Name())
	default:
		u.on(Code, Fix, "imports.unit.taken", u.found.Code, n.Name())
	}
}

// cycles notes organisations that would stand above themselves.
func cycles(all []*unitLine) {
	state := map[*unitLine]int{} // 1 on the way, 2 done
	for _, u := range all {
		var way []*unitLine
		x := u
		for ; x != nil && state[x] == 0; x = x.parent {
			state[x] = 1
			way = append(way, x)
		}
		if x != nil && state[x] == 1 {
			for _, y := range way[slices.Index(way, x):] {
				y.on(ParentCode, Fix, "imports.unit.cycle", y.found.Code)
			}
		}
		for _, y := range way {
			state[y] = 2
		}
	}
}

// highest notes organisations without one above, unless they are the highest
// of the file and the person may add such, and gives every row the parent that
// its row in the file stands for by now.
func (c *checking) highest(all []*unitLine) {
	top := len(org.Tiers)
	for _, u := range all {
		if u.Outcome != Skipped && u.found.Tier != "" {
			top = min(top, tierIndex(u.found.Tier))
		}
	}
	for _, u := range all {
		if u.parent != nil {
			u.found.Parent = u.parent.found.ID
		}
		if u.bad() || u.found.Parent != "" {
			continue
		}
		if !c.reg.Top || tierIndex(u.found.Tier) != top {
			u.on(ParentCode, Fix, "imports.unit.noabove")
		}
	}
}

// spread notes rows whose parent in the file is not imported: they would hang
// on nothing.
func spread(all []*unitLine) {
	for again := true; again; {
		again = false
		for _, u := range all {
			p := u.parent
			if p == nil || u.bad() || !p.bad() || p.dup() {
				continue
			}
			u.on(ParentCode, Fix, "imports.unit.parentbad", p.found.Code, p.Row)
			again = true
		}
	}
}

// dup reports whether the row stands in the register already, so that others
// may hang on it.
func (l *line) dup() bool {
	return !slices.ContainsFunc(l.Findings, func(f Finding) bool { return f.Outcome == Fix }) && l.Outcome != Skipped && l.bad()
}
