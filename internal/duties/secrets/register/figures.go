package register

import "liemchinh.vn/internal/duty"

// Figures are the numbers the register gives to reports (domain A13, TK-1,
// TK-3, TK-4).
func Figures() []duty.Figure {
	parts := func(key string) []string { return []string{key + "_top_secret", key + "_high_secret", key + "_secret"} }
	return []duty.Figure{
		{Key: "secrets.items_out", Group: ID, Parts: parts("secrets.items_out")},
		{Key: "secrets.items_in", Group: ID, Parts: parts("secrets.items_in")},
		{Key: "secrets.custody", Group: ID, Parts: parts("secrets.custody"), Stock: true},
		{Key: "secrets.drafts", Group: ID, Stock: true},
		{Key: "secrets.expiring", Group: ID, Stock: true},
		{Key: "secrets.recalls_due", Group: ID},
		{Key: "secrets.recalls_on_time", Group: ID},
		{Key: "secrets.recalls_late", Group: ID},
		{Key: "secrets.powers_delegated", Group: ID},
	}
}
