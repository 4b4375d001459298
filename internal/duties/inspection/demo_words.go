package inspection

// Words of the demo: what invented inspections look at and find.

// demoTopics are contents by kind of work.
var demoTopics = map[Kind][]string{
	Compliance:            {"chấp hành Quy chế làm việc", "thực hiện nghị quyết đại hội đảng bộ", "thực hiện chế độ sinh hoạt chi bộ", "nêu gương của cán bộ, đảng viên", "quản lý, sử dụng đất công ích", "thực hiện cải cách thủ tục hành chính"},
	SignsOfViolation:      {"quản lý thu, chi ngân sách", "quản lý, sử dụng đất đai", "thực hiện nhiệm vụ được giao", "quản lý dự án đường liên thôn", "giữ gìn đạo đức, lối sống"},
	InspectionTask:        {"thực hiện nhiệm vụ kiểm tra, giám sát"},
	DisciplineEnforcement: {"thi hành kỷ luật trong Đảng"},
	PartyFinance:          {"thu, nộp, sử dụng đảng phí", "quản lý tài chính đảng"},
	AssetDeclaration:      {"kê khai tài sản, thu nhập"},
	RegularSupervision:    {"thực hiện nhiệm vụ đảng viên", "thực hiện những điều đảng viên không được làm", "thực hiện quy chế dân chủ"},
	ThematicSupervision:   {"lãnh đạo xây dựng nông thôn mới", "tiếp công dân, giải quyết đơn", "quản lý đầu tư công", "thực hành tiết kiệm, chống lãng phí"},
	Denunciation:          {"nội dung tố cáo về quản lý tài chính", "nội dung tố cáo về đất đai", "nội dung tố cáo về thực hiện nhiệm vụ được giao"},
}

// demoCodes are the contents of the catalogue that go with a kind of work.
var demoCodes = map[Kind][]string{
	Compliance:            {"working_rules", "assigned_duty", "policy_law", "democratic_centralism", "ethics", "public_order", "prohibited_acts"},
	SignsOfViolation:      {"finance", "land", "assigned_duty", "investment", "ethics", "policy_law", "corruption"},
	InspectionTask:        {"inspection_duty", "working_rules"},
	DisciplineEnforcement: {"inspection_duty", "personnel"},
	PartyFinance:          {"party_finance", "finance"},
	AssetDeclaration:      {"asset_declaration", "prohibited_acts"},
	RegularSupervision:    {"working_rules", "assigned_duty", "internal_unity", "prohibited_acts"},
	ThematicSupervision:   {"policy_law", "petitions", "investment", "finance"},
	Denunciation:          {"finance", "land", "policy_law", "personnel"},
}

// demoTitles begin the titles by kind.
var demoTitles = map[Kind]string{
	Compliance: "Kiểm tra việc ", SignsOfViolation: "Kiểm tra dấu hiệu vi phạm trong ", InspectionTask: "Kiểm tra việc ",
	DisciplineEnforcement: "Kiểm tra việc ", PartyFinance: "Kiểm tra việc ", AssetDeclaration: "Kiểm tra việc ",
	RegularSupervision: "Giám sát thường xuyên việc ", ThematicSupervision: "Giám sát chuyên đề việc ", Denunciation: "Giải quyết tố cáo, ",
}

var demoSaid = []string{
	"Nhất trí với dự thảo báo cáo, không có ý kiến khác.",
	"Nhất trí; đề nghị ghi rõ hơn nguyên nhân khách quan.",
	"Nhận trách nhiệm, sẽ khắc phục đúng thời hạn.",
	"Đề nghị xem lại số liệu quý III; đã nộp thêm hai văn bản.",
}

var demoFaults = []string{
	"Chậm ban hành kế hoạch thực hiện, thiếu phân công cụ thể.",
	"Sổ sách theo dõi ghi chép chưa đầy đủ, thiếu chữ ký.",
	"Sinh hoạt chưa đúng kỳ, nội dung chưa bám chuyên đề.",
	"Chưa công khai kịp thời theo quy định.",
	"Quyết toán chậm, chứng từ chưa hợp lệ.",
	"Thiếu kiểm tra, đôn đốc dẫn đến để quá hạn nhiệm vụ được giao.",
}

var demoViolations = []string{
	"Chi sai chế độ, chưa nộp lại đúng hạn.",
	"Cho thuê đất công ích không đúng thẩm quyền.",
	"Thiếu trách nhiệm trong nghiệm thu công trình.",
	"Không thực hiện nhiệm vụ tổ chức phân công.",
	"Kê khai không trung thực.",
	"Vi phạm quy định về những điều đảng viên không được làm.",
}

// demoReminderTexts say what a reminder of each kind asks for.
var demoReminderTexts = map[ReminderKind]string{
	Commend:      "Biểu dương việc thực hiện tốt nhiệm vụ được giao.",
	Remind:       "Nhắc nhở khắc phục khuyết điểm đã nêu trong kết luận.",
	Lesson:       "Rút kinh nghiệm trước tập thể về khuyết điểm đã nêu.",
	SelfCritique: "Kiểm điểm trách nhiệm, báo cáo kết quả bằng văn bản.",
	Recommend:    "Kiến nghị bổ sung quy định, khắc phục thiếu sót trong quản lý.",
	Caution:      "Chấn chỉnh ngay, không để phát sinh thành vi phạm.",
}
