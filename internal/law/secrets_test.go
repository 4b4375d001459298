package law

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"liemchinh.vn/internal/vn"
)

// Every value of the deadlines and of the differences between the two laws, on
// a day of each.
func TestSecretsRules(t *testing.T) {
	tests := []struct{ code, unit, under2018, under2025 string }{
		{"S-TERM-TM", "years", "30", "30"}, {"S-TERM-TOM", "years", "20", "20"}, {"S-TERM-M", "years", "10", "10"},
		{"S-TERM-ACTIVITY", "flag", "yes", "yes"}, {"S-TERM-PLACE", "event", "out_of_use", "out_of_use"},
		{"S-EXT-WINDOW", "days_ahead", "60", "60"}, {"S-EXT-LATE", "flag", "yes", "no"}, {"S-EXT-MAX", "share", "1/1", "1/1"},
		{"S-NOTICE", "days", "15", "15"}, {"S-NOTICE-LIST", "event", "immediately", "immediately"},
		{"S-EXPIRY-AUTO", "flag", "yes", "yes"}, {"S-LIST-AUTO", "flag", "yes", "yes"},
		{"S-DECLASS-FILE", "count", "4", "4"}, {"S-DESTROY-FILE", "count", "5", "5"},
		{"S-DESTROY-REPORT", "event", "immediately", "immediately"}, {"S-CARRY-REPORT", "event", "immediately", "immediately"},
		{"S-INCIDENT-REPORT", "event", "immediately", "immediately"},
		{"S-DESTROY-ALARM", "days", "1", "1"}, {"S-INCIDENT-ALARM", "days", "1", "1"}, {"S-LIST-ALARM", "days", "1", "1"},
		{"S-ANNUAL-FROM", "day_of_year", "12-15", "12-15"}, {"S-ANNUAL-TO", "day_of_year", "12-14", "12-14"}, {"S-ANNUAL-DUE", "day_of_year", "12-20", "12-20"},
		{"S-REPORT-TERM", "years", "5", "5"}, {"S-REPORT-POLICE", "months", "6", "6"}, {"S-APPRAISAL", "days", "30", "30"},
		{"S-CLASSIFIER", "event", "head", "competent_person"}, {"S-CLASSIFY-DEPUTY", "flag", "no", "yes"}, {"S-DRAFT-GRADE", "flag", "no", "yes"},
		{"S-CARRIER-ELECTRONIC", "flag", "no", "yes"}, {"S-LAN", "flag", "no", "yes"}, {"S-LIST-REQUIRED", "flag", "no", "yes"},
		{"S-AI", "flag", "no", "yes"}, {"S-PROHIBITED", "count", "9", "11"}, {"S-SECTORS", "count", "15", "13"},
		{"S-COPY-DISTRICT", "flag", "yes", "no"}, {"S-COPY-COMMUNE", "flag", "no", "yes"}, {"S-ABSTRACT-TM", "flag", "yes", "no"},
		{"S-BOOK-ELECTRONIC", "flag", "no", "yes"}, {"S-BOOK-PRINT", "flag", "yes", "yes"}, {"S-FORMS", "event", "circular", "decree_annex"},
		{"S-SERIES", "flag", "yes", "yes"}, {"S-EXPIRING", "months", "12", "12"},
	}
	p := Default()
	for _, tt := range tests {
		for on, want := range map[vn.Day]string{"2026-02-28": tt.under2018, "2026-03-01": tt.under2025} {
			if r, err := p.Rule(tt.code, "", on); err != nil || r.Value != want || r.Unit != tt.unit {
				t.Errorf("%s on %s = %q %s, %v; want %q %s", tt.code, on, r.Value, r.Unit, err, want, tt.unit)
			}
		}
	}
	for _, r := range p.Rules() {
		known := slices.ContainsFunc(tests, func(tt struct{ code, unit, under2018, under2025 string }) bool { return tt.code == r.Code })
		if strings.HasPrefix(r.Code, "S-") && r.Value != "" && !known {
			t.Errorf("%s has no test", r.Code)
		}
	}
}

// Nothing of the law of 2025 and its decree was read in full: every row of
// theirs is shown as not verified.
func TestSecretsRulesOf2025AreUnverified(t *testing.T) {
	seen := 0
	for _, r := range Default().Rules() {
		if r.Instrument != "Luật 117/2025/QH15" && r.Instrument != "NĐ 63/2026/NĐ-CP" {
			continue
		}
		seen++
		if r.Verified() || r.ValidFrom != "2026-03-01" {
			t.Errorf("%s from %s: verified %t", r.Code, r.ValidFrom, r.Verified())
		}
	}
	if seen < 30 {
		t.Errorf("%d rows of the law of 2025", seen)
	}
	if r, err := Default().Rule("S-TERM-TM", "", "2020-01-01"); err != nil || !r.Verified() || r.Article != "khoản 1 Điều 19" {
		t.Errorf("the term read in the law of 2018: %+v, %v", r, err)
	}
}

// The law of 2018 set the terms; before it an administrator must say.
func TestSecretsTermsBefore2019(t *testing.T) {
	for _, code := range []string{"S-TERM-TM", "S-TERM-TOM", "S-TERM-M", "S-INSPECT-EVERY", "S-TRAIN-EVERY"} {
		on := vn.Day("2018-12-31")
		if strings.HasSuffix(code, "EVERY") {
			on = "2026-11-24"
		}
		if _, err := Default().Rule(code, "", on); !errors.Is(err, ErrNoValue) {
			t.Errorf("%s on %s: %v, want ErrNoValue", code, on, err)
		}
	}
}

// S15: expiry is the day of determination and the term of the grade; the day
// stays where it falls, for nothing has to be done on it.
func TestS15_Term(t *testing.T) {
	for _, tt := range []struct {
		code             string
		determined, want vn.Day
	}{
		{"S-TERM-TM", "2019-01-01", "2049-01-01"}, {"S-TERM-TOM", "2020-02-29", "2040-02-29"}, {"S-TERM-M", "2020-02-29", "2030-02-28"}, {"S-TERM-M", "2026-04-30", "2036-04-30"},
	} {
		d, err := Default().Due(tt.code, "", tt.determined)
		if err != nil || d.Deadline.Due != tt.want {
			t.Errorf("%s from %s ends %s, %v; want %s", tt.code, tt.determined, d.Deadline.Due, err, tt.want)
		}
	}
}

// S16: the last day for an extension is 60 days before expiry, by the law in
// force on the day of the decision; late is refused by the law of 2018 and
// warned of under that of 2025 until somebody has read it.
func TestS16_ExtensionWindow(t *testing.T) {
	for _, tt := range []struct {
		decided vn.Day
		blocks  bool
		law     string
	}{{"2026-02-01", true, "Luật 29/2018/QH14"}, {"2026-03-01", false, "Luật 117/2025/QH15"}} {
		d, err := Default().DueUnder("S-EXT-WINDOW", "", "2026-06-30", tt.decided)
		if err != nil || d.Deadline.Due != "2026-05-01" || d.Rule.Instrument != tt.law {
			t.Errorf("decided %s: by %s under %s, %v; want 2026-05-01", tt.decided, d.Deadline.Due, d.Rule.Instrument, err)
		}
		blocks, r, err := Default().Flag("S-EXT-LATE", tt.decided)
		if err != nil || blocks != tt.blocks || r.Verified() != tt.blocks {
			t.Errorf("late on %s: blocks %t, verified %t, %v", tt.decided, blocks, r.Verified(), err)
		}
	}
	d, _ := Default().Due("S-EXT-WINDOW", "", "2025-06-30")
	if last := d.Steps[len(d.Steps)-1]; last.Key != "law.step.ahead" || last.Args[0] != vn.Day("2025-05-01") {
		t.Errorf("explained by %v", d.Steps)
	}
}

// S17, S22: notices are due within 15 days; an end on a day off rolls over.
func TestS22_Notice(t *testing.T) {
	d, err := Default().Due("S-NOTICE", "", "2026-04-15")
	if err != nil || d.Deadline.Due != "2026-05-04" {
		t.Errorf("15 days from 15/4/2026 end on %s, %v; want 4/5 after the holidays of 30/4 and 1/5", d.Deadline.Due, err)
	}
}

// S34: the annual report counts 15/12 of the year before to 14/12 and is due
// on 20/12; the years under decree 63 say that they are not verified.
func TestS34_AnnualWindow(t *testing.T) {
	for _, tt := range []struct {
		year          int
		from, to, due vn.Day
		verified      bool
	}{
		{2018, "2017-12-15", "2018-12-14", "2018-12-20", false},
		{2021, "2020-12-15", "2021-12-14", "2021-12-20", true},
		{2026, "2025-12-15", "2026-12-14", "2026-12-20", false},
	} {
		w, err := Default().AnnualSecrets(tt.year)
		if err != nil || w.From != tt.from || w.To != tt.to || w.Due != tt.due || w.Verified() != tt.verified {
			t.Errorf("%d: %s to %s, due %s, verified %t, %v", tt.year, w.From, w.To, w.Due, w.Verified(), err)
		}
		unverified := slices.ContainsFunc(w.Explain(), func(s vn.Step) bool { return s.Key == "law.step.unverified" })
		if unverified == tt.verified {
			t.Errorf("%d: explained by %v", tt.year, w.Explain())
		}
	}
	if _, err := Default().AnnualSecrets(1990); !errors.Is(err, ErrNoRule) {
		t.Errorf("1990 has an annual window: %v", err)
	}
	base := Rule{Code: "S-ANNUAL-TO", Value: "12-31", Unit: "day_of_year", ValidFrom: "2026-01-01", Confidence: "C", ConfirmedBy: "admin"}
	if _, err := Default().With([]Rule{base}, nil).AnnualSecrets(2026); err == nil {
		t.Error("a window that ends after it is due is sound")
	}
}
