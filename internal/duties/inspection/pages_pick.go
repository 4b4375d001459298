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

// picked is how many persons a search shows.
const picked = 15

// pick asks for a member or an organisation: a search box stands in the
// question, what it finds are the choices. types says which of the two may be
// chosen.
func (f *form) pick(name string, types ...ObjectType) {
	x := f.add(web.FieldRadio, name, "")
	x.Finds, x.Found = true, f.Query("q")
	if f.Posted() {
		x.Found = f.Form(web.FindName(name))
	}
	if o := f.object(name); o.id != "" { // who was chosen before stays among the choices
		x.Options = []web.Option{{Value: f.Form(name), Label: o.name, Hint: o.unitName}}
	}
	if x.Found == "" {
		x.Hint = f.Say("desk.pick.first")
		return
	}
	found := f.found(x.Found, types)
	if len(found) == 0 {
		x.Hint = f.Say("desk.pick.none", x.Found)
	}
	for _, o := range found {
		if o.Value != f.Form(name) {
			x.Options = append(x.Options, o)
		}
	}
}

// found looks for members and organisations by the words of a search.
func (f *form) found(words string, types []ObjectType) (all []web.Option) {
	v := f.k.DB.As(f.Who)
	if slices.Contains(types, Member) {
		found, err := person.List(f.ctx(), v, person.Search{Words: words}, "", picked)
		f.note(err)
		for _, p := range found.Rows {
			all = append(all, web.Option{Value: string(Member) + ":" + p.ID, Label: p.Name, Hint: desk.UnitName(f.ctx(), v, p.Unit, f.k.today())})
		}
	}
	if slices.Contains(types, Organisation) {
		units, err := desk.FindUnits(f.ctx(), v, words, f.k.today())
		f.note(err)
		for _, u := range units {
			all = append(all, web.Option{Value: string(Organisation) + ":" + u.Unit, Label: u.Name, Hint: desk.UnitName(f.ctx(), v, u.Parent, f.k.today())})
		}
	}
	return all
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
