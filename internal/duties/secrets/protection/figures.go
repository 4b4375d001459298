package protection

import "liemchinh.vn/internal/duty"

// Figures lists the figures of this part of the duty in the order of the
// report on inspections (TK-7).
func Figures() []duty.Figure {
	var types []string
	for _, t := range Types {
		types = append(types, keyFindings+"."+t)
	}
	return []duty.Figure{
		{Key: keyPlanned},
		{Key: keyDelegations},
		{Key: keyBodies},
		{Key: keyBodiesSigns},
		{Key: keyFindings, Parts: types},
		{Key: keyRemedied},
	}
}
