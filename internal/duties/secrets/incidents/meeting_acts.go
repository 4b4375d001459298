package incidents

import (
	"context"
	"slices"
	"strings"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
)

// MeetingFolder is a meeting on secret matters (facts A10).
func MeetingFolder(k desk.Desk) desk.Folder[Meeting, *Meeting] {
	fo := desk.Folder[Meeting, *Meeting]{Desk: k, Name: "meeting", Read: Read, Flow: MeetingFlow, Side: []duty.Verb{DoRefuse, DoCancel},
		State: func(m *Meeting) *duty.State { return &m.State }, Title: func(m Meeting) string { return m.Code + " · " + m.Title },
		Crumbs: crumbs("/meetings", "meetings"), Facts: meetingFacts, Parts: meetingParts,
		Way: []duty.State{Drafted, Requested, Permitted, InSession, Held, Closed}}
	fo.Starts = []desk.Start[Meeting]{{Act: desk.Act[Meeting]{Do: DoDraft, Need: Keep, Ask: askMeeting, Fill: fillMeeting}, Make: makeMeeting}}
	fo.Acts = append(meetingSteps(), meetingPapers()...)
	return fo
}

func makeMeeting(ctx context.Context, v db.View, at duty.Moment, _ string) (Meeting, error) {
	org, err := officeOf(at)
	return Meeting{Base: duty.Base{Org: org}, State: Drafted, Organiser: org, OrganiserName: desk.UnitName(ctx, v, org, at.Today), Venue: OwnOffice}, err
}

func askMeeting(s *desk.Sheet, m *Meeting) {
	s.Text("title", &m.Title)
	desk.Rank(s, "grade", &m.Grade, "incidents.grade.", register.Grades)
	desk.Opt(s.Text("organiser_name", &m.OrganiserName))
	s.Text("chair", &m.Chair)
	s.Day("from", &m.From)
	s.Day("to", &m.To)
	desk.Choose(s, "venue", &m.Venue, "incidents.venue.", Venues)
	s.Text("meeting_place", &m.Place)
	s.Tick("foreign", &m.Foreign)
	s.Tick("video", &m.Video)
}

func fillMeeting(ctx context.Context, t *desk.Turn, m *Meeting) (err error) {
	if err := mayRequest(*m, t.At); err != nil {
		return err
	}
	if m.Seq > 0 {
		return nil
	}
	m.Year, m.Seq, m.Code, err = number(ctx, t, "HN", lastMeeting, m.Org)
	return err
}

// meetingSteps take the meeting on.
func meetingSteps() []desk.Act[Meeting] {
	return []desk.Act[Meeting]{
		{Do: DoRequest, Need: Keep, Flow: true, Fill: func(_ context.Context, t *desk.Turn, m *Meeting) error {
			m.RequestedBy, m.RequestedOn = t.At.Who.ID, t.At.Today
			return nil
		}},
		{Do: DoPermit, Need: Permit, Flow: true, Ask: func(s *desk.Sheet, m *Meeting) {
			s.Text("permit_no", &m.PermitNo)
			today(s, "permitted_on", &m.PermittedOn)
		}, Fill: permitted},
		{Do: DoRefuse, Need: Permit, Flow: true, Ask: func(s *desk.Sheet, m *Meeting) { s.Area("refused_why", &m.RefusedWhy) }},
		{Do: DoBegin, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, m *Meeting) {
			today(s, "opened_on", &m.OpenedOn)
			desk.Opt(s.Num("docs_given", &m.DocsGiven))
		}},
		{Do: DoEnd, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, m *Meeting) { today(s, "ended_on", &m.EndedOn) }},
		{Do: DoClose, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, m *Meeting) {
			s.Text("archive_no", &m.ArchiveNo)
			today(s, "closed_on", &m.ClosedOn)
		}},
		{Do: DoCancel, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, m *Meeting) { s.Area("cancelled_why", &m.CancelledWhy) }},
	}
}

// permitted asks the table of authority whether this person may permit a meeting
// of this level (Law 2018, art. 17(1)a, with the lists of art. 11; S10, S11).
func permitted(ctx context.Context, t *desk.Turn, m *Meeting) error {
	m.PermittedBy, m.PermittedName, m.PermittedPerson = t.At.Who.ID, t.At.Who.Name, t.At.Who.Person
	return register.Permits(ctx, t.View, t.Law, register.Meet, m.PermittedPerson, m.Grade, m.PermittedOn)
}

// before says that a meeting is being prepared: it has not begun and was not
// refused or called off.
func before(m Meeting) bool { return duty.In(m.State, Drafted, Requested, Permitted) }

// meetingPapers record what the rules ask beside the steps.
func meetingPapers() []desk.Act[Meeting] {
	return []desk.Act[Meeting]{
		{Do: DoAmend, Need: Keep, When: func(m Meeting) bool { return m.State == Drafted }, Ask: askMeeting, Fill: fillMeeting},
		{Do: DoPolice, Need: Keep, When: func(m Meeting) bool { return before(m) && m.Venue == Outside }, Ask: func(s *desk.Sheet, m *Meeting) {
			s.Text("police_no", &m.PoliceNo)
			s.Text("police_body", &m.PoliceBody)
			today(s, "police_on", &m.PoliceOn)
		}, Fill: func(_ context.Context, t *desk.Turn, m *Meeting) error {
			return within(m.PoliceOn, "", t.At.Today, "police_on")()
		}},
		{Do: DoConsent, Need: Keep, When: func(m Meeting) bool { return before(m) && m.Foreign }, Ask: func(s *desk.Sheet, m *Meeting) {
			desk.Choose(s, "consent_by", &m.ConsentBy, "incidents.consent.", Consents)
			s.Text("consent_no", &m.ConsentNo)
			today(s, "consent_on", &m.ConsentOn)
		}, Fill: func(_ context.Context, t *desk.Turn, m *Meeting) error {
			return within(m.ConsentOn, "", t.At.Today, "consent_on")()
		}},
		{Do: DoGuard, Need: Keep, When: before, Ask: func(s *desk.Sheet, m *Meeting) {
			s.Text("guard_plan_no", &m.GuardPlanNo)
			s.Text("guard_body", &m.GuardBody)
		}},
		{Do: DoLine, Need: Keep, When: before, Ask: func(s *desk.Sheet, m *Meeting) {
			s.Text("equipment_no", &m.EquipmentNo)
			if m.Video {
				s.Text("line_no", &m.LineNo)
			}
			desk.Opt(s.Text("device_rule", &m.DeviceRule))
		}},
		{Do: DoAttend, Need: Keep, When: func(m Meeting) bool { return before(m) || m.State == InSession }, Ask: func(s *desk.Sheet, m *Meeting) {
			m.AttendeeLines = attendeeLines(m.Attendees)
			s.Lines("attendees", &m.AttendeeLines).Rows = 10
		}, Fill: func(_ context.Context, _ *desk.Turn, m *Meeting) (err error) {
			if m.Attendees, err = readAttendees(m.AttendeeLines); err == nil && m.State == InSession && m.Grade > access.Secret && !m.devicesChecked() {
				err = duty.Missing("attendees", "incidents.need.device_check") // who comes later is checked too (S28)
			}
			return err
		}},
		{Do: DoSeal, Need: Keep, When: func(m Meeting) bool { return m.State == InSession && len(m.Unsealed()) > 0 }, Ask: func(s *desk.Sheet, m *Meeting) {
			if open := m.Unsealed(); len(open) > 0 {
				m.SealOn = open[0]
			}
			s.Day("seal_on", &m.SealOn)
			s.Text("day_seal_no", &m.SealNo)
			s.Text("sealed_by", &m.SealedBy)
		}, Fill: func(_ context.Context, t *desk.Turn, m *Meeting) error {
			if err := MaySeal(*m, t.At.Today); err != nil {
				return err
			}
			m.Seals = append(m.Seals, DaySeal{m.SealOn, m.SealNo, m.SealedBy})
			slices.SortFunc(m.Seals, func(a, b DaySeal) int { return strings.Compare(string(a.On), string(b.On)) })
			return nil
		}},
		{Do: DoCollect, Need: Keep, When: func(m Meeting) bool { return duty.In(m.State, InSession, Held) }, Ask: func(s *desk.Sheet, m *Meeting) {
			desk.Opt(s.Num("docs_given", &m.DocsGiven))
			desk.Opt(s.Num("docs_collected", &m.DocsCollected))
			today(s, "collected_on", &m.CollectedOn)
			s.Text("collected_by", &m.CollectedBy)
		}, Fill: func(ctx context.Context, t *desk.Turn, m *Meeting) error {
			was, err := db.Get[Meeting](ctx, t.View, m.ID)
			if err == nil && m.DocsGiven < was.DocsGiven {
				err = duty.Missing("docs_given", "incidents.refuse.fewer_given", was.DocsGiven)
			}
			if err != nil {
				return err
			}
			return MayCollect(*m, t.At.Today)
		}},
	}
}

// attendeeLines writes the list as the form shows it, one person a line.
func attendeeLines(all []Attendee) []string {
	var out []string
	for _, a := range all {
		out = append(out, strings.TrimRight(a.Name+"; "+a.Office+"; "+a.Devices, "; "))
	}
	return out
}

// readAttendees reads lines of name, office and what became of devices, parted
// by semicolons.
func readAttendees(lines []string) ([]Attendee, error) {
	var out []Attendee
	for n, l := range lines {
		parts := strings.SplitN(l, ";", 3)
		for len(parts) < 3 {
			parts = append(parts, "")
		}
		a := Attendee{Name: strings.TrimSpace(parts[0]), Office: strings.TrimSpace(parts[1]), Devices: strings.TrimSpace(parts[2])}
		if a.Name == "" {
			return nil, duty.Missing("attendees", "incidents.refuse.attendee", n+1)
		}
		out = append(out, a)
	}
	return out, nil
}
