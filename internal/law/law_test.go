package law

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/vn"
)

func TestRulesAreSound(t *testing.T) {
	rules, err := ReadRules(strings.NewReader(rulesCSV))
	if err != nil {
		t.Fatal(err)
	}
	for i, a := range rules {
		for _, b := range rules[:i] {
			if a.Code == b.Code && a.Level == b.Level && (a.Holds(b.ValidFrom) || b.Holds(a.ValidFrom)) {
				t.Errorf("%s %q: rows from %s and %s overlap", a.Code, a.Level, a.ValidFrom, b.ValidFrom)
			}
		}
		if a.Value != "" && a.Instrument == "" {
			t.Errorf("%s cites no instrument", a.Code)
		}
	}
}

func TestReadRulesRefuses(t *testing.T) {
	head := strings.Join(columns, ",") + "\n"
	for _, in := range []string{
		"", "code\n",
		head + ",1,days,calendar,,I,,2026-01-01,,A,\n",
		head + "X,1,moons,calendar,,I,,2026-01-01,,A,\n",
		head + "X,1,days,lunar,,I,,2026-01-01,,A,\n",
		head + "X,1,months,working,,I,,2026-01-01,,A,\n",
		head + "X,1,days,calendar,village,I,,2026-01-01,,A,\n",
		head + "X,1,days,calendar,,I,,2026-01-41,,A,\n",
		head + "X,1,days,calendar,,I,,2026-01-01,2025-01-01,A,\n",
		head + "X,1,days,calendar,,I,,2026-01-01,,D,\n",
		head + "X,-1,days,calendar,,I,,2026-01-01,,A,\n",
		head + "X,1/0,share,,,I,,2026-01-01,,A,\n",
		head + "X,13-01,day_of_year,,,I,,2026-01-01,,A,\n",
		head + "X,2-30,day_of_year,,,I,,2026-01-01,,A,\n",
		head + "X,maybe,flag,,,I,,2026-01-01,,A,\n",
	} {
		if rules, err := ReadRules(strings.NewReader(in)); err == nil {
			t.Errorf("%q reads as %v", in, rules)
		}
	}
}

// Every row of the deadline table as it stands on 24/11/2026.
func TestRuleTable(t *testing.T) {
	tests := []struct{ code, level, value, unit, kind string }{
		{"P-331", Centre, "60", "days", Calendar}, {"P-331", Province, "45", "days", Calendar},
		{"P-331", Commune, "20", "days", Calendar}, {"P-331-EXT", Commune, "1/3", "share", ""},
		{"P-SUP", Centre, "45", "days", Working}, {"P-SUP", Province, "30", "days", Working},
		{"P-SUP", District, "25", "days", Working}, {"P-SUP", Grassroots, "20", "days", Working},
		{"P-SUP", Cell, "20", "days", Working}, {"P-SUP-EXT", "", "1/3", "share", ""},
		{"P-164T", Centre, "180", "days", Calendar}, {"P-164T-EXT", Centre, "60", "days", Calendar},
		{"P-TC", Province, "90", "days", Working}, {"P-TC-EXT", Cell, "30", "days", Working},
		{"P-TC-START", "", "competent_receipt", "event", ""},
		{"P-TC-CONG", Grassroots, "25", "days_before", Working}, {"P-TC-CONG", Province, "30", "days_before", Working},
		{"P-KN-FILE", Cell, "30", "days", Calendar},
		{"P-KN-RES", Province, "90", "days", Calendar}, {"P-KN-RES", Centre, "180", "days", Calendar},
		{"P-ANN", "", "15", "days", Calendar}, {"P-CELL", Cell, "10", "days", Calendar},
		{"P-EFF", "", "12", "months", Exact}, {"P-SUSP", "", "90", "days", Exact},
		{"P-SUSP-MAX", "", "180", "days", Exact}, {"P-SUSP-ORG", "", "90", "days", Exact},
		{"P-NOTIF5", "", "5", "days", Calendar}, {"P-NOTIF3", "", "3", "days", Calendar},
		{"P-SYNC5", "", "5", "days", Calendar}, {"P-SYNC30", "", "30", "days", Calendar},
		{"P-VC-TIME", "", "90", "days", Calendar}, {"P-VC-TIME-MAX", "", "150", "days", Calendar},
		{"P-VC-EFF", "", "12", "months", Exact},
		{"P-LIM-REPRIMAND", "", "60", "months", Exact}, {"P-LIM-WARNING", "", "120", "months", Exact},
		{"P-LIM-REMOVAL", "", "120", "months", Exact}, {"P-LIM-EXPULSION", "", None, "months", Exact},
		{"P-LIM-ORG-DISSOLUTION", "", None, "months", Exact}, {"P-LIM-VC-DISMISSAL", "", "120", "months", Exact},
		{"P-VOTE-DECIDE", "", "1/2", "share_over", ""}, {"P-VOTE-PROPOSE", "", "2/3", "share_from", ""},
		{"P-SCOPE", "", "5", "years", Exact}, {"P-CELL-SUP", Cell, "30", "persons_over", ""},
		{"O-NUMBER", "", "1", "days", Working}, {"O-MARGIN-LEFT-MAX", "", "35", "mm", ""},
		{"O-PARTY-MARGIN-RIGHT", "", "15", "mm", ""}, {"O-HOLIDAY-TET", "", "5", "count", ""},
	}
	p := Default()
	for _, tt := range tests {
		r, err := p.Rule(tt.code, tt.level, "2026-11-24")
		if err != nil || r.Value != tt.value || r.Unit != tt.unit || r.DayKind != tt.kind {
			t.Errorf("%s %s = %q %s %s, %v; want %q %s %s", tt.code, tt.level, r.Value, r.Unit, r.DayKind, err, tt.value, tt.unit, tt.kind)
		}
	}
}

func TestInstrumentByDate(t *testing.T) {
	tests := []struct {
		code string
		on   vn.Day
		want string
	}{
		{"P-CELL", "2015-01-01", "46-QĐ/TW (1/11/2011)"},
		{"P-CELL", "2016-07-26", "30-QĐ/TW (26/7/2016)"},
		{"P-CELL", "2021-07-27", "30-QĐ/TW (26/7/2016)"},
		{"P-CELL", "2021-07-28", "22-QĐ/TW (28/7/2021)"},
		{"P-CELL", "2025-05-29", "22-QĐ/TW (28/7/2021)"},
		{"P-CELL", "2025-05-30", "296-QĐ/TW (30/5/2025)"},
		{"P-LIM-WARNING", "2019-10-01", "102-QĐ/TW (15/11/2017)"},
		{"P-LIM-WARNING", "2026-11-24", "69-QĐ/TW (6/7/2022)"},
	}
	for _, tt := range tests {
		if r, err := Default().Rule(tt.code, "", tt.on); err != nil || r.Instrument != tt.want {
			t.Errorf("%s on %s: %s, %v; want %s", tt.code, tt.on, r.Instrument, err, tt.want)
		}
	}
	if r, _ := Default().Rule("P-KN-RES", Province, "2019-01-01"); r.DayKind != Working {
		t.Errorf("complaints in 2019 are resolved in %s days, want working", r.DayKind)
	}
}

func TestNoValueNoRule(t *testing.T) {
	p := Default()
	for _, level := range []string{Centre, Province, District, Commune, Grassroots, Cell} {
		d, err := p.Due("P-DHVP", level, "2026-11-24")
		var none *NoValueError
		if !errors.Is(err, ErrNoValue) || !errors.As(err, &none) || none.Key != "law.no_value" || d.Rule.Code != "P-DHVP" || d.Deadline.Due != "" {
			t.Errorf("%s: %v, %v", level, d, err)
		}
	}
	for _, tt := range []struct{ code, level string }{{"P-NONE", ""}, {"P-TC", Centre}, {"P-331", Grassroots}} {
		if _, err := p.Rule(tt.code, tt.level, "2026-11-24"); !errors.Is(err, ErrNoRule) {
			t.Errorf("%s %s: %v, want ErrNoRule", tt.code, tt.level, err)
		}
	}
	if _, err := p.Due("P-VOTE-DECIDE", "", "2026-11-24"); !errors.Is(err, ErrNotTerm) {
		t.Errorf("a share has a due day: %v", err)
	}
	if _, err := p.Due("P-LIM-EXPULSION", "", "2026-11-24"); !errors.Is(err, ErrNotTerm) {
		t.Errorf("expulsion has a limitation: %v", err)
	}
}

func TestDue(t *testing.T) {
	tests := []struct {
		name, code, level string
		start, want       vn.Day
	}{
		{"A-12", "P-EFF", "", "2026-01-10", "2027-01-10"},
		{"A-14", "P-KN-FILE", Cell, "2026-08-03", "2026-09-03"},
		{"A-20 viên chức", "P-SYNC30", "", "2026-07-01", "2026-07-31"},
		{"A-20 Party", "P-SYNC5", "", "2026-07-01", "2026-07-06"},
		{"A-22", "P-SUSP", "", "2026-05-05", "2026-08-03"},
		{"A-22 longest", "P-SUSP-MAX", "", "2026-05-05", "2026-11-01"},
		{"working days", "P-SUP", Grassroots, "2026-07-03", "2026-07-31"},
		{"document number", "O-NUMBER", "", "2026-08-28", "2026-09-03"},
		{"congress", "P-TC-CONG", Grassroots, "2026-11-24", "2026-10-19"},
	}
	for _, tt := range tests {
		d, err := Default().Due(tt.code, tt.level, tt.start)
		if err != nil || d.Deadline.Due != tt.want {
			t.Errorf("%s: %s, %v; want %s (%v)", tt.name, d.Deadline.Due, err, tt.want, d.Steps)
		}
	}
}

func TestExtended(t *testing.T) {
	tests := []struct {
		code, level string
		n           int
	}{{"P-331", Centre, 80}, {"P-331", Commune, 26}, {"P-SUP", District, 33}, {"P-164T", Centre, 240}, {"P-TC", Province, 120}}
	p := Default()
	for _, tt := range tests {
		d, err := p.Due(tt.code, tt.level, "2026-07-01")
		if err != nil {
			t.Fatal(err)
		}
		longer, err := p.Extended(d, tt.level)
		if err != nil || longer.N != tt.n || longer.Deadline.Due <= d.Deadline.Due || longer.Start != d.Start {
			t.Errorf("%s %s extends to %d (%s), %v; want %d", tt.code, tt.level, longer.N, longer.Deadline.Due, err, tt.n)
		}
	}
	d, _ := p.Due("P-CELL", "", "2026-07-01")
	if _, err := p.Extended(d, ""); !errors.Is(err, ErrNoRule) {
		t.Errorf("P-CELL can be extended: %v", err)
	}
}

func TestExplain(t *testing.T) {
	d, err := Default().Due("P-KN-FILE", Cell, "2026-08-03")
	if err != nil {
		t.Fatal(err)
	}
	want := []vn.Step{
		{Key: "law.step.rule_article", Args: []any{"P-KN-FILE", "296-QĐ/TW (30/5/2025)", "khoản 1 Điều 25"}},
		{Key: "law.step.unverified", Args: []any{"P-KN-FILE"}},
		{Key: vn.StepStart, Args: []any{vn.Day("2026-08-03"), vn.Day("2026-08-04")}},
		{Key: vn.StepDays, Args: []any{30, vn.Day("2026-09-02")}},
		{Key: vn.StepRollHoliday, Args: []any{vn.Day("2026-09-02"), vn.Day("2026-09-03"), vn.NationalDay}},
	}
	if diff := cmp.Diff(want, d.Explain()); diff != "" {
		t.Errorf("explanation (-want +got):\n%s", diff)
	}
	if d, _ := Default().Due("P-SYNC30", "", "2026-07-01"); slices.ContainsFunc(d.Explain(), func(s vn.Step) bool { return s.Key == "law.step.unverified" }) {
		t.Error("a rule read in the decree is called unverified")
	}
}

func TestThresholds(t *testing.T) {
	tests := []struct {
		rule, code      string
		votes, entitled int
		want            bool
	}{
		{"A-04", "P-VOTE-DECIDE", 9, 17, true}, {"A-04", "P-VOTE-DECIDE", 8, 17, false},
		{"even", "P-VOTE-DECIDE", 10, 20, false}, {"A-06", "P-VOTE-DECIDE", 13, 20, true},
		{"A-05", "P-VOTE-PROPOSE", 12, 17, true}, {"A-05", "P-VOTE-PROPOSE", 11, 17, false},
		{"exact", "P-VOTE-PROPOSE", 12, 18, true}, {"nobody", "P-VOTE-PROPOSE", 0, 0, false},
	}
	for _, tt := range tests {
		r, err := Default().Rule(tt.code, "", "2026-11-24")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := r.Reached(tt.votes, tt.entitled); err != nil || got != tt.want {
			t.Errorf("%s: %d of %d = %t, %v", tt.rule, tt.votes, tt.entitled, got, err)
		}
	}
	r, _ := Default().Rule("P-CELL", "", "2026-11-24")
	if _, err := r.Reached(1, 2); err == nil {
		t.Error("a count of days serves as a threshold")
	}
}

func TestWith(t *testing.T) {
	base := Default()
	mine := Rule{Code: "P-DHVP", Value: "60", Unit: "days", DayKind: Working, Level: Province, Instrument: "Quy trình 01",
		ValidFrom: "2026-01-01", Confidence: "C", ConfirmedBy: "admin"}
	if err := mine.Check(); err != nil {
		t.Fatal(err)
	}
	p := base.With([]Rule{mine}, []vn.Mark{{Day: "2026-11-24", Kind: vn.Holiday, Name: "Ngày Văn hóa Việt Nam"}})
	r, err := p.Rule("P-DHVP", Province, "2026-11-20")
	if err != nil || r.Value != "60" || !r.Verified() {
		t.Errorf("the edit does not win: %v, %v", r, err)
	}
	if _, err := p.Rule("P-DHVP", Province, "2025-12-31"); !errors.Is(err, ErrNoValue) {
		t.Errorf("the edit holds before its day: %v", err)
	}
	if p.Calendar().Working("2026-11-24") || !base.Calendar().Working("2026-11-24") {
		t.Error("the mark is lost, or reaches the built-in calendar")
	}
	if p.Version() == base.Version() || base.Version() != Default().Version() || len(p.Version()) != 12 {
		t.Errorf("versions %s and %s", base.Version(), p.Version())
	}
	if len(base.Rules()) != len(p.Rules())-1 {
		t.Error("With changed the pack it came from")
	}
	noRoll := base.With([]Rule{{Code: "O-ROLL", Value: "no", Unit: "flag", ValidFrom: "2020-01-01", Confidence: "C"}}, nil)
	if d, _ := noRoll.Due("P-KN-FILE", "", "2026-08-03"); d.Deadline.Due != "2026-09-02" {
		t.Errorf("O-ROLL is not heeded: %s", d.Deadline.Due)
	}
}

// Every key in the source has a text in both languages.
func TestTextsComplete(t *testing.T) {
	keys := func(lang string) (out []string) {
		b, err := Files.ReadFile("text/" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			key, text, ok := strings.Cut(strings.TrimSpace(line), " = ")
			if !ok || text == "" {
				t.Errorf("%s: %q", lang, line)
			}
			out = append(out, key)
		}
		return out
	}
	if diff := cmp.Diff(keys("vi"), keys("en")); diff != "" {
		t.Errorf("languages differ:\n%s", diff)
	}
	for _, key := range []string{"law.no_value", "law.step.rule", "law.step.rule_article", "law.step.unverified", "law.step.extended", "law.step.before", "law.step.ahead", "law.step.from", "law.step.to", "law.step.due",
		"law.limit.none", "law.limit.flagged", "law.limit.unfixed", "law.limit.restart", "law.limit.restart_late", "law.limit.excluded", "law.limit.in_time", "law.limit.expired"} {
		if !slices.Contains(keys("vi"), key) {
			t.Errorf("no text for %s", key)
		}
	}
}

// The confidence of each row of the deadline table is that of its source; only
// what was read in the text of the law counts as verified.
func TestConfidenceOfTheDeadlines(t *testing.T) {
	want := map[string]string{"P-331": "B", "P-SUP": "C", "P-DHVP": "C", "P-164T": "B", "P-TC": "C", "P-TC-START": "B", "P-TC-CONG": "B", "P-KN-FILE": "B",
		"P-KN-RES": "C", "P-ANN": "C", "P-CELL": "B", "P-EFF": "C", "P-NOTIF5": "B", "P-SYNC5": "B", "P-SYNC30": "A", "P-VC-TIME": "A", "P-VC-EFF": "A",
		"P-LIM-REPRIMAND": "B", "P-LIM-ORG-REPRIMAND": "C", "P-VOTE-DECIDE": "B", "P-SCOPE": "B", "P-CELL-SUP": "B"}
	for code, confidence := range want {
		level := ""
		if r := slices.IndexFunc(Default().Rules(), func(r Rule) bool { return r.Code == code && r.Level != "" }); r >= 0 {
			level = Centre
			if code == "P-TC" {
				level = Province
			}
		}
		r, err := Default().Rule(code, level, "2026-11-24")
		if r.Confidence != confidence || r.Verified() != (confidence == "A") || err != nil && code != "P-DHVP" {
			t.Errorf("%s: confidence %q, verified %v, %v", code, r.Confidence, r.Verified(), err)
		}
	}
}

// A limitation says so while nobody has confirmed its rule.
func TestLimitationSaysThatItIsUnverified(t *testing.T) {
	said := func(p Pack) bool {
		v, err := Limitation(p, Reprimand, "2025-01-01", nil, nil, false, "2026-11-24")
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(v.Steps, func(s vn.Step) bool { return s.Key == "law.step.unverified" })
	}
	r, err := Default().Rule("P-LIM-REPRIMAND", "", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	r.ConfirmedBy = "Quản trị"
	if !said(Default()) || said(Default().With([]Rule{r}, nil)) {
		t.Fatal("an unverified limitation is silent, or a confirmed one is not")
	}
}
