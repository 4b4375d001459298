package vn

import "testing"

func BenchmarkNewCalendar(b *testing.B) {
	for b.Loop() {
		NewCalendar(nil)
	}
}

func BenchmarkCount(b *testing.B) {
	c := NewCalendar(nil)
	for b.Loop() {
		Count(c, "2026-02-13", 90, WorkingDays, true)
	}
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("Nguyễn Thị Thanh Hoà")
	}
}

func BenchmarkNameKey(b *testing.B) {
	for b.Loop() {
		NameKey("Nguyễn Thị Thanh Hoà")
	}
}
