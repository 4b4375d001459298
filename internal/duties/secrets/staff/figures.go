package staff

import "liemchinh.vn/internal/duty"

// Figures lists the figures of this part of the duty in the order of the report
// on people (TK-8).
func Figures() []duty.Figure {
	return []duty.Figure{
		{Key: keyStaff, Parts: []string{keyStaff + "_" + string(FullTime), keyStaff + "_" + string(PartTime)}, Stock: true},
		{Key: keySessions},
		{Key: keyParticipants},
		{Key: keyTrained},
		{Key: keyUndertakings},
	}
}
