package vn

// Instruments of the decreed years.
const (
	notice2025 = "Thông báo 6150/TB-BLĐTBXH (3/12/2024)"
	notice2026 = "Thông báo lịch nghỉ năm 2026 (Thanh Niên, 13/1/2026)"
	code112    = "Bộ luật Lao động 2019, Điều 112"
	code111    = "Bộ luật Lao động 2019, khoản 3 Điều 111"
)

// Decreed gives the marks of the years whose days off have been announced. The
// working Saturdays of 2026 are believed, not read in an instrument. Day 24/11
// is not among them: an administrator adds it once the Code says so.
func Decreed() []Mark {
	return []Mark{
		{"2025-01-01", Holiday, NewYear, code112},
		{"2025-01-27", Holiday, LunarNew, notice2025},
		{"2025-01-28", Holiday, LunarNew, notice2025},
		{"2025-01-29", Holiday, LunarNew, notice2025},
		{"2025-01-30", Holiday, LunarNew, notice2025},
		{"2025-01-31", Holiday, LunarNew, notice2025},
		{"2025-04-07", Holiday, KingsDay, code112},
		{"2025-04-26", SwapWork, VictoryDay, notice2025},
		{"2025-04-30", Holiday, VictoryDay, code112},
		{"2025-05-01", Holiday, LabourDay, code112},
		{"2025-05-02", SwapOff, LabourDay, notice2025},
		{"2025-09-01", Holiday, NationalDay, notice2025},
		{"2025-09-02", Holiday, NationalDay, notice2025},

		{"2026-01-01", Holiday, NewYear, code112},
		{"2026-01-02", SwapOff, NewYear, notice2026},
		{"2026-01-10", SwapWork, NewYear, notice2026},
		{"2026-02-16", Holiday, LunarNew, notice2026},
		{"2026-02-17", Holiday, LunarNew, notice2026},
		{"2026-02-18", Holiday, LunarNew, notice2026},
		{"2026-02-19", Holiday, LunarNew, notice2026},
		{"2026-02-20", Holiday, LunarNew, notice2026},
		{"2026-04-26", Holiday, KingsDay, code112},
		{"2026-04-27", SwapOff, KingsDay, code111},
		{"2026-04-30", Holiday, VictoryDay, code112},
		{"2026-05-01", Holiday, LabourDay, code112},
		{"2026-08-22", SwapWork, NationalDay, notice2026},
		{"2026-08-31", SwapOff, NationalDay, notice2026},
		{"2026-09-01", Holiday, NationalDay, notice2026},
		{"2026-09-02", Holiday, NationalDay, notice2026},
	}
}
