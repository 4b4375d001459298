package password

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
)

var owner = Owner{Login: "mau.nv", Name: "Nguyễn Văn Mẫu", Organisation: "Ủy ban kiểm tra Tỉnh ủy Minh Giang"}

func TestGood(t *testing.T) {
	for password, want := range map[string]error{
		"tre xanh không ngả 7":         nil,
		"đò ngang sang bến 5":          nil,
		"mot cau du dai 2026":          nil,
		"correct zebra battery staple": nil,
		"x7Kq-22pL-ww9z":               nil,
		"chiều nay mưa trên phố cũ":    nil,
		"ngắn quá":                     ErrShort,
		strings.Repeat("dài ", 60):     ErrLong,
		"abababababababab":             ErrPlain,
		"Khoai12Khoai12Khoai12":        ErrPlain,
		"aaaaaaaaaaaaaaaa":             ErrPlain,
		"password2024!":                ErrCommon,
		"P@ssw0rd123456":               ErrCommon,
		"Matkhau@123456":               ErrCommon,
		"mật khẩu 123456":              ErrCommon,
		"anhyeuem2010":                 ErrCommon,
		"anh yêu em mãi mãi":           ErrCommon,
		"1qaz2wsx3edc":                 ErrCommon,
		"qwertyuiop123":                ErrCommon,
		"123456789012":                 ErrCommon,
		"0912345678901":                ErrCommon,
		"vietnamvodich2018":            ErrCommon,
		"tranvanhung1985":              ErrCommon,
		"iloveyou!!!!!!":               ErrCommon,
		"motconvitxoeraihaicaicanh":    ErrCommon,
		"Welcome2026!!":                ErrCommon,
		"Nguyễn Văn Mẫu 1975":          ErrOwner,
		"mau.nv.2026.mau":              ErrOwner,
		"Minh Giang 2026":              ErrOwner,
		"minh-giang-2019":              ErrOwner,
		"ubkttinhuy-minhgiang":         ErrOwner,
		"M1nhG1@ng#2026":               ErrOwner,
	} {
		err := Good("password", password, owner)
		if want == nil && err != nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", password, err, want)
		}
	}
}

// TestCommon: the list is as long as it should be, and holds what it should.
func TestCommon(t *testing.T) {
	all := common()
	if n := len(all); n < 10_000 || n > 25_000 {
		t.Errorf("%d words", n)
	} else {
		t.Logf("%d words", n)
	}
	for _, w := range []string{"password", "matkhau", "nguyenvanan", "qwerty", "anhyeuem", "abcdef", "3edc4rfv"} {
		if !all[w] {
			t.Errorf("%q is missing", w)
		}
	}
	for w := range all {
		if w != letters(w) {
			t.Errorf("%q is not in the form that is looked up", w)
		}
	}
}

// TestSentencesAreTaken: passwords as the program advises them.
func TestSentencesAreTaken(t *testing.T) {
	for _, p := range []string{"con trâu già đi chậm qua cầu", "bảy giờ sáng uống trà sen", "my aunt keeps nine blue ducks", "trời mưa thì ở nhà đọc sách"} {
		if err := Good("password", p, owner); err != nil {
			t.Errorf("%q: %v", p, err)
		}
	}
	for range 200 {
		c, err := Code(rand.Reader, 4)
		if err != nil || Good("password", c, owner) != nil {
			t.Errorf("the program's own %q: %v", c, Good("password", c, owner))
		}
	}
}

func TestHasher(t *testing.T) {
	ctx := context.Background()
	h := NewHasher(rand.Reader)
	s, err := h.Hash(ctx, "Tre xanh kho\u0302ng")
	if err != nil || !strings.HasPrefix(s, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%q %v", s, err)
	}
	for password, want := range map[string]bool{"Tre xanh không": true, "tre xanh không": false, "": false} {
		if ok, stale, err := h.Check(ctx, password, s); ok != want || stale || err != nil {
			t.Errorf("%q: %v %v %v", password, ok, stale, err)
		}
	}
	weak := *h
	weak.Cost.Time = 1
	s, _ = weak.Hash(ctx, "x")
	if ok, stale, err := h.Check(ctx, "x", s); !ok || !stale || err != nil {
		t.Errorf("a hash at another cost: %v %v %v", ok, stale, err)
	}
	for _, bad := range []string{"", "x", "$argon2id$v=19$m=8,t=0,p=0$AA$AA", "$argon2id$v=19$m=8,t=1,p=1$AA$", "$argon2i$v=19$m=8,t=1,p=1$AA$AA"} {
		if ok, _, err := h.Check(ctx, "x", bad); ok || err != nil {
			t.Errorf("%q matches: %v", bad, err)
		}
	}
}
