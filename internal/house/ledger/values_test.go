package ledger

import (
	"net/http/httptest"
	"strings"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/web"
)

// TestValueWords reads values as the journal keeps them.
func TestValueWords(t *testing.T) {
	const id, none = "01a20d6b-d6b6-7f27-9a2c-56ce7918be72", "01a20d6b-d6b6-7f27-9a2c-56ce7918be73"
	names := sight{"org_unit/" + id: duty.Line{Code: "01", Title: "Huyện ủy Hồ Xanh"}, "inspection_case/" + none: duty.Line{Title: "Vụ một"}}
	due := `{"rule":"P-TC","law":"d986","start":"2015-12-18","due":"2016-05-05","steps":[{"key":"law.step.rule"}]}`
	h := newHouse(t, dbtest.SQLite(t))
	ran := false
	h.site.Serve(access.Public, func(c *web.Call) (web.Reply, error) {
		ran = true
		for _, x := range []struct{ column, v, want string }{
			{"title", "Một hai", "Một hai"},
			{"on", "2026-03-02", "02/03/2026"},
			{"secret", "true", "có"},
			{"level", "1", "Mật"},
			{"unit", "*", "toàn hệ thống"},
			{"unit", id, "01 · Huyện ủy Hồ Xanh"},
			{"case_id", none, "Vụ một"},
			{"unit", none, none},
			{"due", due, "05/05/2016"},
			{"valid_to", "9999-12-31", "không thời hạn"},
			{"codes", `["a","b c"]`, "a; b c"},
			{"council", `[{"account":"` + id + `","name":"Trần Thị Ví Dụ","org":true},{"name":"Nguyễn Văn Mẫu","org":false,"zzz":4}]`, "Trần Thị Ví Dụ, Cơ quan; Nguyễn Văn Mẫu"},
			{"positions", `[{"position":"x","level":"y","from":"2010-01-01"}]`, "x, Từ ngày: 01/01/2010, Cấp: y"},
			{"text", "{no list", "{no list"},
		} {
			if got := valueWords(c, names, "inspection_note", x.column, x.v); got != x.want {
				t.Errorf("%s %s: %q, want %q", x.column, x.v, got, x.want)
			}
		}
		return web.Reply{}, web.ErrNotFound
	}).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	if !ran {
		t.Error("no page was asked for")
	}
}

func TestLongChangesAreFolded(t *testing.T) {
	x := Line{}
	for range firstChanges + 2 {
		x.Changes = append(x.Changes, Change{Now: "a"})
	}
	if len(x.First()) != firstChanges+2 || len(x.Rest()) != 0 {
		t.Errorf("%d and %d of a short list", len(x.First()), len(x.Rest()))
	}
	x.Changes = append(x.Changes, Change{Now: strings.Repeat("ă", longRunes+1)})
	if len(x.First()) != firstChanges || len(x.Rest()) != 3 || !x.Rest()[2].Long() || x.Rest()[0].Long() {
		t.Errorf("%d and %d of a long list", len(x.First()), len(x.Rest()))
	}
}
