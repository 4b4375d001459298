package text

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func files(vi, en string) fstest.MapFS {
	return fstest.MapFS{"text/vi.txt": {Data: []byte(vi)}, "text/en.txt": {Data: []byte(en)}}
}

func TestSay(t *testing.T) {
	type day string
	tx, err := Load(files("# lời\na = Hạn {0}, còn {1} người\nb = Bước {0}\nc = Lập\\nhồ sơ\n", "a = Due {0}, {1} people\nb = Step {0}\nc = Draft\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		l    Lang
		key  string
		args []any
		want string
	}{
		{Vi, "a", []any{day("2026-11-24"), 12345}, "Hạn 24/11/2026, còn 12.345 người"},
		{En, "a", []any{"2026-11-24", int64(12345)}, "Due 24 Nov 2026, 12,345 people"},
		{Vi, "b", []any{Key("c")}, "Bước Lập\nhồ sơ"},
		{Vi, "b", []any{Problem{Key: "b", Args: []any{"1"}}}, "Bước Bước 1"},
		{Vi, "b", []any{"2026-11-24T03:31:00Z"}, "Bước 24/11/2026 10:31"},
		{Vi, "b", []any{[]Key{"c", "none"}}, "Bước Lập\nhồ sơ, ⟦none⟧"},
		{Vi, "b", nil, "Bước {0}"},
		{En, "missing", nil, "⟦missing⟧"},
	} {
		if got := tx.Say(c.l, c.key, c.args...); got != c.want {
			t.Errorf("Say(%s, %s, %v) = %q, want %q", c.l, c.key, c.args, got, c.want)
		}
	}
	if d := cmp.Diff([]string{"a", "b", "c"}, tx.Keys(Vi)); d != "" {
		t.Error(d)
	}
}

func TestLoadRefuses(t *testing.T) {
	for want, f := range map[string]fstest.MapFS{
		"stands twice": files("a = 1\na = 2\n", ""),
		"want key":     files("no sign here\n", ""),
	} {
		if _, err := Load(f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Load: %v, want %q", err, want)
		}
	}
	if _, err := Load(files("a = 1\n", ""), files("a = 1\n", "")); err != nil {
		t.Errorf("the same text twice: %v", err)
	}
}

func TestFormats(t *testing.T) {
	tx, _ := Load()
	for _, c := range []struct{ got, want string }{
		{tx.Number(Vi, 10666), "10.666"}, {tx.Number(En, 1234567), "1,234,567"}, {tx.Number(Vi, -1000), "−1.000"}, {tx.Number(Vi, 999), "999"},
		{tx.Percent(Vi, 975, 1000), "97,5\u00a0%"}, {tx.Percent(En, 1, 3), "33.3%"}, {tx.Percent(Vi, 1, 0), "–"},
		{tx.DayLong(Vi, "2026-11-24"), "Thứ Ba, 24/11/2026"}, {tx.DayLong(En, "2026-11-24"), "Tuesday, 24 Nov 2026"},
		{tx.Moment(Vi, "2026-11-24T18:00:00Z"), "25/11/2026 01:00"}, {tx.Moment(Vi, "soon"), "soon"}, {tx.Day(Vi, "31/2"), "31/2"},
		{tx.DaysLeft(Vi, "2026-11-22", "2026-11-24"), "Quá 2 ngày"}, {tx.DaysLeft(Vi, "2026-11-24", "2026-11-24"), "Hôm nay"}, {tx.DaysLeft(Vi, "2026-11-27", "2026-11-24"), "Còn 3 ngày"},
		{tx.DaysLeft(En, "2026-11-23", "2026-11-24"), "1 day late"}, {tx.DaysLeft(En, "2026-11-24", "2026-11-24"), "Today"}, {tx.DaysLeft(En, "2026-11-27", "2026-11-24"), "3 days left"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestProblems(t *testing.T) {
	a, b := Problem{Key: "a"}.On("x"), Problem{Key: "b", Args: []any{1}}
	err := fmt.Errorf("save: %w", errors.Join(a, fmt.Errorf("and: %w", b), errors.New("quiet")))
	if d := cmp.Diff([]Problem{a, b}, Problems(err)); d != "" {
		t.Error(d)
	}
	if !errors.Is(err, Problem{Key: "b"}) || errors.Is(err, Problem{Key: "c"}) {
		t.Error("errors.Is must go by the key")
	}
	if Problems(errors.New("quiet")) != nil {
		t.Error("an error without words is no problem")
	}
}
