package protection

import "liemchinh.vn/internal/duty"

// Figures lists the figures of this part of the duty in the order of the
// reports on inspections (TK-7) and on people (TK-8).
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
		{Key: keyStaff, Parts: []string{keyStaff + "_" + string(FullTime), keyStaff + "_" + string(PartTime)}, Stock: true},
		{Key: keySessions},
		{Key: keyParticipants},
		{Key: keyTrained},
		{Key: keyUndertakings},
	}
}
