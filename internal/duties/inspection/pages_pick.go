package inspection

import (
	"slices"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/person"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// picked is how many persons and how many organisations a search shows.
const picked = 15

// pick asks for a member or an organisation: the search stands above the form
// and what it finds are the choices. types says which of the two may be
// chosen.
func (f *form) pick(name string, types ...ObjectType) {
	x := f.add(web.FieldRadio, name, "")
	if f.q == "" {
		x.Hint = f.Say("inspection.page.pick.first")
		return
	}
	v := f.k.DB.As(f.Who)
	if slices.Contains(types, Member) {
		found, err := person.List(f.ctx(), v, person.Search{Words: f.q}, "", picked)
		f.note(err)
		for _, p := range found.Rows {
			x.Options = append(x.Options, web.Option{Value: string(Member) + ":" + p.ID, Label: p.Name, Hint: desk.UnitName(f.ctx(), v, p.Unit, f.k.today())})
		}
	}
	if slices.Contains(types, Organisation) {
		units, err := desk.FindUnits(f.ctx(), v, f.q, f.k.today())
		f.note(err)
		for _, u := range units {
			x.Options = append(x.Options, web.Option{Value: string(Organisation) + ":" + u.Unit, Label: u.Name, Hint: desk.UnitName(f.ctx(), v, u.Parent, f.k.today())})
		}
	}
	if len(x.Options) == 0 {
		x.Hint = f.Say("inspection.page.pick.none", f.q)
	}
}

func (f *form) wantsSearch() bool {
	return slices.ContainsFunc(f.fields, func(x *web.Field) bool { return x.Name == "object" && x.Kind == web.FieldRadio })
}

// search is the box above a form that picks; empty for other forms.
func (f *form) search(action string) web.Search {
	if !f.wantsSearch() {
		return web.Search{}
	}
	return web.Search{Action: action, Name: "q", Value: f.q, Label: f.Say("inspection.page.pick"), Hint: f.Say("inspection.page.pick.hint")}
}

// tiers names the tiers of committees as the rules of law do.
var tiers = map[org.Tier]Tier{org.AtCell: CellTier, org.AtGrassroots: Grassroots, org.AtDistrict: District, org.AtProvince: Province, org.AtCentral: Centre}

// An object is a member or an organisation that was picked.
type object struct {
	kind           ObjectType
	id, name       string
	unit, unitName string
	tier           Tier // highest committee a member sits on, "" for none
	person         person.Person
}

// object reads what was picked; the zero object when nothing was.
func (f *form) object(name string) object {
	kind, id, ok := strings.Cut(f.Form(name), ":")
	if !ok {
		return object{}
	}
	v, o := f.k.DB.As(f.Who), object{kind: ObjectType(kind), id: id}
	if o.kind == Member {
		p, err := db.Get[person.Person](f.ctx(), v, id)
		if err != nil {
			f.note(text.Problem{Key: "inspection.page.pick.gone", Field: name})
			return object{}
		}
		o.person, o.name, o.unit = p, p.Name, p.Unit
		for from, to := range tiers {
			if _, sits := p.OfficeAt(from, f.k.today()); sits && rank(to) > rank(o.tier) {
				o.tier = to
			}
		}
	} else {
		o.unit, o.name = id, desk.UnitName(f.ctx(), v, id, f.k.today())
	}
	o.unitName = desk.UnitName(f.ctx(), v, o.unit, f.k.today())
	if o.name == "" {
		f.note(text.Problem{Key: "inspection.page.pick.gone", Field: name})
		return object{}
	}
	return o
}

func (o object) subject() SubjectForm {
	return SubjectForm{ObjectType: o.kind, Object: o.id, Name: o.name, Unit: o.unit, UnitName: o.unitName, CommitteeLevel: o.tier}
}
