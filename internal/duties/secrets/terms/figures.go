package terms

import "liemchinh.vn/internal/duty"

// Figures lists what the package gives to reports (TK-4, TK-5).
func Figures() []duty.Figure {
	return []duty.Figure{
		{Key: "secrets.extended"}, {Key: "secrets.raised"}, {Key: "secrets.lowered"},
		{Key: "secrets.declassified", Parts: []string{"secrets.declassified_expiry", "secrets.declassified_list", "secrets.declassified_council", "secrets.declassified_archive"}},
		{Key: "secrets.declassified_partly"},
		{Key: "secrets.notices"}, {Key: "secrets.notices_late"},
		{Key: "secrets.destroyed", Parts: []string{"secrets.destroyed_top_secret", "secrets.destroyed_high_secret", "secrets.destroyed_secret"}},
		{Key: "secrets.destructions", Parts: []string{"secrets.destructions_ordinary", "secrets.destructions_urgent"}},
		{Key: "secrets.destructions_complete"},
	}
}
