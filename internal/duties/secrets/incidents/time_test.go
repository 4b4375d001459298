package incidents

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"liemchinh.vn/internal/vn"
)

func TestTook(t *testing.T) {
	for _, x := range []struct {
		fromOn vn.Day
		fromAt string
		on     vn.Day
		at     string
		want   string
	}{
		{"2026-11-23", "08:00", "2026-11-23", "09:30", "incidents.took.minutes (90)"},
		{"2026-11-23", "08:00", "2026-11-23", "15:10", "incidents.took.hours (7)"},
		{"2026-11-23", "22:00", "2026-11-24", "02:00", "incidents.took.hours (4)"},
		{"2026-11-23", "", "2026-11-23", "09:30", "incidents.took.same_day"},
		{"2026-11-23", "10:00", "2026-11-23", "09:30", "incidents.took.same_day"},
		{"2026-11-23", "08:00", "2026-11-24", "", "incidents.took.days (1)"},
		{"2026-11-23", "08:00", "2026-11-27", "08:00", "incidents.took.days (4)"},
	} {
		if got := Took(x.fromOn, x.fromAt, x.on, x.at).Error(); got != x.want {
			t.Errorf("%s %s to %s %s: %s, want %s", x.fromOn, x.fromAt, x.on, x.at, got, x.want)
		}
	}
}

// What the law wants at once is late after so many days, sent or not; the own
// secret needs no notice to a classifier.
func TestCourseTellsWhatIsLate(t *testing.T) {
	i := Incident{DiscoveredOn: "2026-11-20", ContainedOn: "2026-11-20", HeadOn: "2026-11-22", OwnSecret: true}
	var got []string
	for _, s := range i.Course(1, "2026-11-24") {
		if s.Late {
			got = append(got, s.Name)
		}
		if s.Name == "incidents.stage.classifier" {
			t.Error("the own secret asks for a notice to another agency")
		}
	}
	want := []string{"incidents.stage.head", "incidents.stage.authority", "incidents.stage.adhoc"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("late (-want +got):\n%s", diff)
	}
	if all := i.Course(1, "2026-11-21"); len(all) != 9 || all[4].Late {
		t.Errorf("a day after discovery: %+v", all)
	}
}

func TestAttendees(t *testing.T) {
	all, err := readAttendees([]string{"Nguyễn Văn Nháp; Sở Y tế; Gửi 01 điện thoại; 01 máy tính", "Trần Thị Tạm"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Attendee{{"Nguyễn Văn Nháp", "Sở Y tế", "Gửi 01 điện thoại; 01 máy tính"}, {"Trần Thị Tạm", "", ""}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
	again, err := readAttendees(attendeeLines(all))
	if diff := cmp.Diff(want, again); diff != "" || err != nil {
		t.Errorf("written and read again: %v\n%s", err, diff)
	}
	_, err = readAttendees([]string{"; Sở Y tế"})
	refused(t, err, "incidents.refuse.attendee")
}

func TestClock(t *testing.T) {
	for at, ok := range map[string]bool{"00:00": true, "23:59": true, "24:00": false, "8:30": false, "08:60": false, "0a:30": false, "08.30": false} {
		if validClock(at) != ok {
			t.Error(fmt.Sprint(at, " is ", !ok))
		}
	}
}
