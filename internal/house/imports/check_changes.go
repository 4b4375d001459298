package imports

import (
	"errors"

	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

// levels are the words for the level of a change, folded.
var levels = map[string]org.Tier{
	"central": org.AtCentral, "trung uong": org.AtCentral,
	"province": org.AtProvince, "tinh": org.AtProvince, "cap tinh": org.AtProvince,
	"district": org.AtDistrict, "huyen": org.AtDistrict, "cap huyen": org.AtDistrict,
	"commune": org.AtGrassroots, "xa": org.AtGrassroots, "cap xa": org.AtGrassroots, "grassroots": org.AtGrassroots, "co so": org.AtGrassroots,
	"cell": org.AtCell, "chi bo": org.AtCell,
}

// extents are the words for the extent of a change, folded.
var extents = map[string]org.Extent{
	"": org.Full, "full": org.Full, "toan bo": org.Full, "nguyen trang": org.Full,
	"partial": org.Partial, "mot phan": org.Partial,
}

// changes judges a list of changes of organisations.
func (c *checking) changes() {
	seen := map[org.Succession]int{}
	whole := map[string]*line{} // old unit → the line that takes it wholly
	into := map[string]string{}
	for _, l := range c.lines {
		if l.Outcome == Skipped {
			continue
		}
		s, old := c.succession(l)
		if l.bad() {
			continue
		}
		if first, ok := seen[s]; ok {
			l.on(OldCode, Duplicate, "imports.dup.file", s.OldCode, first)
			continue
		}
		seen[s] = l.Row
		if s.Extent == org.Full {
			if first := whole[old.ID]; first != nil && into[old.ID] != s.NewCode {
				l.on(OldCode, Fix, "imports.change.twice", s.OldCode, first.Row)
				continue
			}
			whole[old.ID], into[old.ID] = l, s.NewCode
		}
		c.plan.Successions = append(c.plan.Successions, s)
	}
	if len(c.plan.Successions) == 0 {
		return
	}
	if _, err := org.Plan(c.reg.Tree, c.On, c.plan.Successions); err != nil {
		c.lines[0].Findings = append(c.lines[0].Findings, Finding{Fix, -1, changeProblem(err)})
		c.plan.Successions = nil
	}
}

// changeProblem puts what org.Plan refuses into words.
func changeProblem(err error) text.Problem {
	key := "imports.change.refused"
	if errors.Is(err, org.ErrTwice) {
		key = "imports.change.clash"
	}
	return text.Problem{Key: key, Args: []any{err.Error()}}
}

// succession reads one row.
func (c *checking) succession(l *line) (org.Succession, *org.Node) {
	tier, ok := levels[vn.Fold(l.get(Level))]
	if !ok {
		l.on(Level, Fix, "imports.change.level", l.get(Level))
	}
	extent, ok := extents[vn.Fold(l.get(Extent))]
	if !ok {
		l.on(Extent, Fix, "imports.change.extent", l.get(Extent))
	}
	s := org.Succession{Tier: tier, NewCode: l.get(NewCode), NewName: l.get(NewName), OldCode: l.get(OldCode), OldName: l.get(OldName), Extent: extent}
	if s.NewCode == "" {
		l.on(NewCode, Fix, "imports.unit.nocode")
	}
	if s.NewName == "" {
		l.on(NewName, Fix, "imports.unit.noname")
	}
	if s.OldCode == "" {
		l.on(OldCode, Fix, "imports.unit.nocode")
		return s, nil
	}
	old := c.reg.Tree.ByCode(tier, s.OldCode)
	if old == nil {
		old = c.reg.Tree.ByCodeAny(s.OldCode)
	}
	switch {
	case old == nil:
		c.unknown(l, OldCode, "imports.change.noold", s.OldCode, c.codes(nil))
	case old.Span.ValidTo <= c.On:
		l.on(OldCode, Fix, "imports.change.ended", s.OldCode, old.Name(), string(old.Span.ValidTo))
	case s.OldName != "" && vn.Fold(old.Name()) != vn.Fold(s.OldName):
		l.on(OldName, Look, "imports.change.othername", s.OldName, old.Name())
	}
	return s, old
}
