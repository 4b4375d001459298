package movement

import "liemchinh.vn/internal/duty"

// Figures lists the figures that transfers, permits, carry-outs and provisions
// give to reports.
func Figures() []duty.Figure {
	return []duty.Figure{
		{Key: "secrets.copy_permits"},
		{Key: "secrets.copies_refused"},
		{Key: "secrets.copies_made", Parts: []string{"secrets.copies_made_top_secret", "secrets.copies_made_high_secret", "secrets.copies_made_secret"}},
		{Key: "secrets.overcopies"},
		{Key: "secrets.transfers"},
		{Key: "secrets.transfer_defects"},
		{Key: "secrets.carryouts", Parts: []string{"secrets.carryouts_home", "secrets.carryouts_abroad"}},
		{Key: "secrets.carryouts_not_returned", Stock: true},
		{Key: "secrets.provisions"}, {Key: "secrets.provisions_refused"},
	}
}
