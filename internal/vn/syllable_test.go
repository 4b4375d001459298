package vn

import "testing"

func TestSyllable(t *testing.T) {
	for _, w := range []string{"nguyễn", "Hòa", "hoà", "quý", "giã", "gìn", "xã", "xoài", "khuỷu", "thuở", "nghiêng", "rượu", "mía", "của", "cứa", "toán", "xoong", "Ủy", "uỷ", "yến", "ít", "ả", "khuếch", "huỳnh", "khoảnh", "kếch", "xuyến"} {
		if !syllable(w) {
			t.Errorf("%s is no syllable", w)
		}
	}
	for _, w := range []string{"xaõ", "maù", "nguyeãn", "cafộ", "münchen", "hàà", "", "đ", "khaùnh", "tænh", "tổnh", "traỏn", "cuả"} {
		if syllable(w) {
			t.Errorf("%s is a syllable", w)
		}
	}
	for w, want := range map[string]bool{"QĐ": true, "NĐ": true, "UBND": false, "Đà": false, "": false} {
		if acronym(w) != want {
			t.Errorf("acronym(%q) = %t", w, !want)
		}
	}
}
