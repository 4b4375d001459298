package incidents

import (
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/dutytest"
)

// The power to permit a meeting is asked for the day of the permission.
func TestS10_PowerOnTheDayOfThePermission(t *testing.T) {
	each(t, func(s *room) {
		fo := MeetingFolder(s.k)
		s.On("2026-11-16")
		m := begin(s, fo, "officer", DoDraft, "", "title", "Hội nghị", "grade", "2", "chair", "Bí thư", "from", "2026-11-25", "to", "2026-11-25", "venue", "own", "meeting_place", "Phòng họp")
		take(s, fo, "officer", m.ID, DoRequest)
		err := s.DB.Change(s.Context(), db.System, "test", func(tx *db.Tx) error {
			all, err := db.Find[register.Appointment](s.Context(), tx.View, "t.person = $1", "", dutytest.HeadHer)
			if err != nil {
				return err
			}
			all[0].From = "2026-11-18"
			return db.Save(s.Context(), tx, &all[0])
		})
		if err != nil {
			s.Fatal(err)
		}
		s.On("2026-11-20")
		no(s, fo, "secretary", m.ID, DoPermit, "secrets.refuse", "permit_no", "3-QĐ", "permitted_on", "2026-11-17")
		take(s, fo, "secretary", m.ID, DoPermit, "permit_no", "3-QĐ", "permitted_on", "2026-11-18")
	})
}

// Who comes to a meeting under way is checked too, and no document handed out
// disappears from the count.
func TestS28_WhoComesLater(t *testing.T) {
	each(t, func(s *room) {
		fo := MeetingFolder(s.k)
		s.On("2026-11-20")
		m := begin(s, fo, "officer", DoDraft, "", "title", "Hội nghị", "grade", "2", "chair", "Bí thư", "from", "2026-11-20", "to", "2026-11-20", "venue", "own", "meeting_place", "Phòng họp")
		take(s, fo, "officer", m.ID, DoRequest)
		take(s, fo, "secretary", m.ID, DoPermit, "permit_no", "3-QĐ", "permitted_on", "2026-11-20")
		take(s, fo, "officer", m.ID, DoLine, "equipment_no", "6-BB")
		take(s, fo, "officer", m.ID, DoAttend, "attendees", "A; Sở Y tế; không có")
		take(s, fo, "officer", m.ID, DoBegin, "opened_on", "2026-11-20", "docs_given", "3")
		no(s, fo, "officer", m.ID, DoAttend, "incidents.need.device_check", "attendees", "A; Sở Y tế; không có\nB; Ban X")
		take(s, fo, "officer", m.ID, DoEnd, "ended_on", "2026-11-20")
		no(s, fo, "officer", m.ID, DoCollect, "incidents.refuse.fewer_given", "docs_given", "2", "docs_collected", "2", "collected_on", "2026-11-20", "collected_by", "Văn thư")
	})
}

// The check of the place and the consent come before the doors open.
func TestS29_CheckedBeforeItOpens(t *testing.T) {
	bites(t, MeetingFlow, soundMeeting, []spoiled[Meeting]{
		{Permitted, DoBegin, officer, "incidents.need.not_before", func(m *Meeting) { m.ConsentOn = m.OpenedOn.AddDays(1) }},
		{Requested, DoPermit, leader, "incidents.refuse.permitted_late", func(m *Meeting) { m.PermittedOn = m.From.AddDays(1) }},
	})
}

// A machine that was connected once stays so (art. 5(5)).
func TestS30_ConnectedOnce(t *testing.T) {
	each(t, func(s *room) {
		fo := DeviceFolder(s.k)
		d := begin(s, fo, "officer", DoRegister, "", "device_kind", "isolated_pc", "name", "Máy 2", "serial", "MT-2", "device_place", "Phòng 3", "grade", "2", "connected", "on")
		d = take(s, fo, "officer", d.ID, DoCheck, "check_no", "1-BB", "device_checked_on", "2026-11-20")
		if !d.Connected {
			s.Error("a check made it a machine that never was connected")
		}
		take(s, fo, "officer", d.ID, DoMark, "device_seal_no", "NP-7", "device_sealed_on", "2026-11-20")
		no(s, fo, "officer", d.ID, DoUse, "incidents.refuse.connected", "put_in_use_on", "2026-11-24")
	})
}

// The body that classified is told, even when somebody ticks that it is one's
// own secret.
func TestS26_ClassifierIsTold(t *testing.T) {
	each(t, func(s *room) {
		fo := IncidentFolder(s.k)
		i := begin(s, fo, "officer", DoOpen, s.copies[0].ID, lost...)
		s.item.Issuer, s.item.IssuerName = dutytest.Commune, "Đảng ủy xã Đồi Chè"
		if err := s.DB.Change(s.Context(), db.System, "test", func(tx *db.Tx) error { return db.Save(s.Context(), tx, &s.item) }); err != nil {
			s.Fatal(err)
		}
		take(s, fo, "officer", i.ID, DoContain, "contained_on", "2026-11-24", "measures", "Khóa tủ")
		take(s, fo, "officer", i.ID, DoReport, "head_name", "Bí thư", "head_on", "2026-11-24")
		no(s, fo, "officer", i.ID, DoNotify, "incidents.refuse.not_own", "own_secret", "on", "authority_name", "Công an tỉnh", "authority_paper", "1-CV", "authority_on", "2026-11-24")
	})
}
