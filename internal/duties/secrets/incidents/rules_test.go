package incidents

import (
	"errors"
	"slices"
	"testing"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/vn"
)

const testDay vn.Day = "2026-11-24"

var (
	officer = who("officer", Read, Handle, Keep)
	leader  = who("leader", Read, Decide, Permit)
)

func who(id string, rights ...access.Need) access.Who {
	return access.Who{ID: id, Name: id, Unit: "office", Rights: rights, Clearance: access.TopSecret}
}

// refused fails unless the error says a key.
func refused(t *testing.T, err error, key string) {
	t.Helper()
	if err == nil || !slices.ContainsFunc(text.Problems(err), func(p text.Problem) bool { return p.Key == key }) {
		t.Errorf("want refusal %s, have %v", key, err)
	}
}

// A spoiled record is refused at a step with a key; unspoiled it passes.
type spoiled[R any] struct {
	from  duty.State
	do    duty.Verb
	who   access.Who
	key   string
	spoil func(*R)
}

// bites takes each step twice: with the sound record, and with the spoiled one.
func bites[R any](t *testing.T, f duty.Flow[R], sound func() R, all []spoiled[R]) {
	t.Helper()
	for _, x := range all {
		at := duty.Moment{Who: x.who, Today: testDay}
		if _, err := f.Next(x.from, x.do, sound(), at); err != nil {
			t.Errorf("%s from %s with all in order: %v", x.do, x.from, err)
		}
		r := sound()
		x.spoil(&r)
		if to, err := f.Next(x.from, x.do, r, at); err == nil {
			t.Errorf("%s from %s leads to %s past %s", x.do, x.from, to, x.key)
		} else {
			refused(t, err, x.key)
		}
	}
}

func soundIncident() Incident {
	return Incident{Kind: Loss, DiscoveredOn: "2026-11-02", DiscoveredBy: "Văn thư", How: "Kiểm kê", RegisteredBy: "clerk",
		ContainedOn: "2026-11-02", Measures: "Niêm phong tủ", HeadOn: "2026-11-02", HeadName: "Chánh Văn phòng",
		ClassifierOn: "2026-11-03", ClassifierName: "Sở", ClassifierPaper: "1", AuthorityOn: "2026-11-03", AuthorityName: "Công an tỉnh", AuthorityPaper: "2",
		AdHocOn: "2026-11-03", AdHocTo: "Công an tỉnh", AdHocPaper: "3", Causes: []Breach{"b1"}, Findings: "Để quên", VerifiedOn: "2026-11-10", VerifiedBy: "clerk",
		Remedy: "Sửa nội quy", Recovery: NotRecovered, RemediedOn: "2026-11-12", ConclusionNo: "5-KL", ConcludedOn: "2026-11-15", Conclusion: "Mất một bản",
		UnfoundedReason: "Ghi nhầm sổ", ClosedOn: "2026-11-20", ArchiveNo: "HS-1",
		Documents: []Document{{State: Involved, Number: "17-BC", Kind: Loss, Issuer: "Sở", Grade: access.Secret}},
		People:    []Concerned{{State: NotHanded, Name: "A", Post: "Văn thư", Person: "p", StatementOn: "2026-11-11", Statement: "BB-1", Conduct: "Không có lỗi"}}}
}

func TestIncidentGates(t *testing.T) {
	bites(t, IncidentFlow, soundIncident, []spoiled[Incident]{
		{Detected, DoContain, officer, "incidents.need.measures", func(i *Incident) { i.Measures = "" }},
		{Detected, DoContain, officer, "incidents.need.not_before", func(i *Incident) { i.ContainedOn = "2026-11-01" }},
		{Detected, DoContain, officer, "incidents.need.clock", func(i *Incident) { i.ContainedAt = "25:00" }},
		{Contained, DoReport, officer, "incidents.need.head", func(i *Incident) { i.HeadName = "" }},
		{Contained, DoReport, officer, "incidents.need.day", func(i *Incident) { i.HeadOn = "2026-11-25" }},
		{Reported, DoNotify, officer, "incidents.need.documents", func(i *Incident) { i.Documents = nil }},
		{Reported, DoNotify, officer, "incidents.need.classifier", func(i *Incident) { i.ClassifierPaper = "" }},
		{Reported, DoNotify, officer, "incidents.need.authority", func(i *Incident) { i.AuthorityName = "" }},
		{Notified, DoVerify, officer, "incidents.need.adhoc_first", func(i *Incident) { i.AdHocOn = "" }},
		{Notified, DoVerify, officer, "incidents.need.causes", func(i *Incident) { i.Causes = nil }},
		{Notified, DoVerify, officer, "incidents.need.causes", func(i *Incident) { i.Causes = []Breach{"b12"} }},
		{Notified, DoDismiss, leader, "incidents.need.reason", func(i *Incident) { i.UnfoundedReason = "" }},
		{Notified, DoDismiss, leader, "incidents.refuse.four_eyes", func(i *Incident) { i.RegisteredBy = "leader" }},
		{Notified, DoDismiss, leader, "incidents.refuse.still_missing", func(i *Incident) { i.Documents[0].Copies = []string{"c"} }},
		{Verified, DoRemedy, officer, "incidents.need.remedy", func(i *Incident) { i.Remedy = "" }},
		{Verified, DoRemedy, officer, "incidents.refuse.recovery", func(i *Incident) { i.Recovery = AllRecovered }},
		{Remedied, DoConclude, leader, "incidents.need.replies", func(i *Incident) { i.People[0].Statement = "" }},
		{Remedied, DoConclude, leader, "incidents.need.conducts", func(i *Incident) { i.People[0].Conduct = "" }},
		{Remedied, DoConclude, leader, "incidents.refuse.concluded_before_reply", func(i *Incident) { i.People[0].StatementOn = "2026-11-16" }},
		{Remedied, DoConclude, leader, "incidents.refuse.four_eyes", func(i *Incident) { i.VerifiedBy = "leader" }},
		{Concluded, DoClose, officer, "incidents.need.outcomes", func(i *Incident) { i.People[0].State = HandedOver }},
		{Concluded, DoClose, officer, "incidents.need.archive", func(i *Incident) { i.ArchiveNo = "" }},
	})
}

// Acts that the law of 2025 first prohibits are no causes before its day (A9).
func TestA9_NewProhibitions(t *testing.T) {
	i := soundIncident()
	i.Causes = []Breach{"b11"}
	at := duty.Moment{Who: officer, Today: testDay}
	if _, err := IncidentFlow.Next(Notified, DoVerify, i, at); err != nil {
		t.Errorf("in November 2026: %v", err)
	}
	i.OccurredOn = "2026-02-28"
	_, err := IncidentFlow.Next(Notified, DoVerify, i, at)
	refused(t, err, "incidents.refuse.not_yet_prohibited")
}

// A leak needs no missing copy: that somebody without need to know saw the item
// is enough (S27).
func TestS27_LeakWithoutMissingCopy(t *testing.T) {
	i := soundIncident()
	i.Kind, i.Documents[0].Kind = Leak, Leak
	if err := MayDetect(i, testDay); err != nil {
		t.Error(err)
	}
	i.Copy = "c1"
	refused(t, MayDetect(i, testDay), "incidents.refuse.missing_is_loss")
}

func soundConcerned() Concerned {
	return Concerned{Name: "A", Person: "p", Post: "Văn thư", Conduct: "Không khóa tủ", StatementOn: "2026-11-11", Statement: "BB-1", WaivedOn: "2026-11-11", Waiver: "BB-2",
		IncidentState: Concluded, To: "Ủy ban Kiểm tra", Paper: "7-CV", HandedOn: "2026-11-16", What: "Kết luận", NotHandedOn: "2026-11-16", NotHandedWhy: "Không có lỗi",
		Outcome: Discipline, OutcomeNo: "9-QĐ", OutcomeOn: "2026-11-20"}
}

func TestM24_HandOver(t *testing.T) {
	bites(t, ConcernedFlow, soundConcerned, []spoiled[Concerned]{
		{Heard, DoHandOver, officer, "incidents.refuse.not_concluded", func(c *Concerned) { c.IncidentState = Verified }},
		{Heard, DoHandOver, officer, "incidents.need.conduct", func(c *Concerned) { c.Conduct = "" }},
		{Heard, DoHandOver, officer, "incidents.need.to", func(c *Concerned) { c.To = "" }},
		{Waived, DoHandOver, officer, "incidents.need.number", func(c *Concerned) { c.Paper = "" }},
		{Waived, DoKeepBack, officer, "incidents.need.reason", func(c *Concerned) { c.NotHandedWhy = "" }},
		{HandedOver, DoSettle, officer, "incidents.need.outcome", func(c *Concerned) { c.Outcome = "" }},
		{HandedOver, DoSettle, officer, "incidents.need.number", func(c *Concerned) { c.OutcomeNo = "" }},
		{HandedOver, DoSettle, officer, "incidents.need.not_before", func(c *Concerned) { c.OutcomeOn = "2026-11-12" }},
		{Named, DoWaive, officer, "incidents.need.waiver", func(c *Concerned) { c.Waiver = "" }},
	})
	c := soundConcerned()
	c.IncidentState, c.Statement = Verified, ""
	_, err := ConcernedFlow.Next(Named, DoHear, c, duty.Moment{Who: officer, Today: testDay})
	refused(t, err, "incidents.need.statement")
	if got := c.Bars(); !slices.Equal(got, []string{"p"}) {
		t.Errorf("barred: %v", got)
	}
}

func soundMeeting() Meeting {
	return Meeting{Grade: access.TopSecret, Title: "Hội nghị", Organiser: "office", Chair: "Bí thư", From: "2026-11-20", To: "2026-11-21", Venue: Outside, Place: "Nhà khách",
		Foreign: true, Video: true, RequestedBy: "clerk", RequestedOn: "2026-11-10", PermitNo: "3-QĐ", PermittedOn: "2026-11-12", RefusedWhy: "Không cần",
		ConsentBy: PrimeMinister, ConsentNo: "4", ConsentOn: "2026-11-11", PoliceNo: "5", PoliceOn: "2026-11-19", LineNo: "6", EquipmentNo: "7", GuardPlanNo: "8", GuardBody: "Công an",
		DeviceRule: "Cấm", Attendees: []Attendee{{"A", "Sở", "Gửi 01 điện thoại"}}, Seals: []DaySeal{{"2026-11-20", "1", "B"}, {"2026-11-21", "2", "B"}},
		DocsGiven: 3, DocsCollected: 3, CollectedOn: "2026-11-21", CollectedBy: "B", OpenedOn: "2026-11-20", EndedOn: "2026-11-21", ClosedOn: "2026-11-22", ArchiveNo: "HS", CancelledWhy: "Hoãn"}
}

func TestS28_AttendeeCheckAndSeals(t *testing.T) {
	bites(t, MeetingFlow, soundMeeting, []spoiled[Meeting]{
		{Permitted, DoBegin, officer, "incidents.need.attendees", func(m *Meeting) { m.Attendees = nil }},
		{Permitted, DoBegin, officer, "incidents.need.device_check", func(m *Meeting) { m.Attendees[0].Devices = "" }},
		{Permitted, DoBegin, officer, "incidents.need.device_check", func(m *Meeting) { m.Grade, m.Attendees[0].Devices = access.HighSecret, "" }},
		{Permitted, DoBegin, officer, "incidents.need.device_rule", func(m *Meeting) { m.Grade, m.DeviceRule = access.Secret, "" }},
		{InSession, DoEnd, officer, "incidents.need.seals", func(m *Meeting) { m.Seals = m.Seals[:1] }},
	})
	m := soundMeeting()
	m.To, m.Seals = m.From, nil
	if _, err := MeetingFlow.Next(InSession, DoEnd, m, duty.Moment{Who: officer, Today: testDay}); err != nil {
		t.Errorf("a meeting of one day needs no seal: %v", err)
	}
	m = soundMeeting()
	m.Grade, m.Attendees[0].Devices = access.Secret, ""
	if _, err := MeetingFlow.Next(Permitted, DoBegin, m, duty.Moment{Who: officer, Today: testDay}); err != nil {
		t.Errorf("at the level Secret the chair decides: %v", err)
	}
}

func TestS29_PoliceCheckOutside(t *testing.T) {
	bites(t, MeetingFlow, soundMeeting, []spoiled[Meeting]{
		{Permitted, DoBegin, officer, "incidents.need.police", func(m *Meeting) { m.PoliceNo = "" }},
		{Permitted, DoBegin, officer, "incidents.refuse.checked_late", func(m *Meeting) { m.PoliceOn = "2026-11-21" }},
	})
	m := soundMeeting()
	m.Venue, m.PoliceNo, m.PoliceOn = OwnOffice, "", ""
	if _, err := MeetingFlow.Next(Permitted, DoBegin, m, duty.Moment{Who: officer, Today: testDay}); err != nil {
		t.Errorf("in the own office: %v", err)
	}
}

func TestMeetingGates(t *testing.T) {
	bites(t, MeetingFlow, soundMeeting, []spoiled[Meeting]{
		{Drafted, DoRequest, officer, "incidents.need.to_day", func(m *Meeting) { m.To = "2026-11-19" }},
		{Drafted, DoRequest, officer, "incidents.refuse.days", func(m *Meeting) { m.To = "2027-11-19" }},
		{Drafted, DoRequest, officer, "incidents.need.venue", func(m *Meeting) { m.Venue = "" }},
		{Requested, DoPermit, leader, "incidents.refuse.four_eyes", func(m *Meeting) { m.RequestedBy = "leader" }},
		{Requested, DoPermit, leader, "incidents.need.number", func(m *Meeting) { m.PermitNo = "" }},
		{Requested, DoRefuse, leader, "incidents.need.reason", func(m *Meeting) { m.RefusedWhy = "" }},
		{Permitted, DoBegin, officer, "incidents.need.consent", func(m *Meeting) { m.ConsentNo = "" }},
		{Permitted, DoBegin, officer, "incidents.need.prime_minister", func(m *Meeting) { m.ConsentBy = TopTier }},
		{Permitted, DoBegin, officer, "incidents.need.line", func(m *Meeting) { m.LineNo = "" }},
		{Permitted, DoBegin, officer, "incidents.need.equipment", func(m *Meeting) { m.EquipmentNo = "" }},
		{Permitted, DoBegin, officer, "incidents.need.guard", func(m *Meeting) { m.GuardPlanNo = "" }},
		{Held, DoClose, officer, "incidents.need.collected", func(m *Meeting) { m.CollectedOn = "" }},
		{Held, DoClose, officer, "incidents.refuse.not_all_back", func(m *Meeting) { m.DocsCollected = 2 }},
		{Drafted, DoCancel, officer, "incidents.need.reason", func(m *Meeting) { m.CancelledWhy = "" }},
	})
	m := soundMeeting()
	m.SealOn, m.SealNo = "2026-11-20", "9"
	refused(t, MaySeal(m, testDay), "incidents.refuse.sealed")
	m.SealOn = "2026-11-22"
	refused(t, MaySeal(m, testDay), "incidents.need.seal_day")
	m.DocsCollected = 4
	refused(t, MayCollect(m, testDay), "incidents.refuse.more_back")
}

func soundDevice() Device {
	return Device{Kind: IsolatedPC, Name: "Máy 1", Serial: "S1", Unit: "office", Grade: access.TopSecret, HandledSecrets: true, SealNo: "7", CheckedOn: "2026-10-01", CheckNo: "1",
		PutInUseOn: "2026-10-02", WithdrawnOn: "2026-11-01", WithdrawnWhy: "Hỏng", SanitiseNo: "2", SanitiseHow: "Hủy ổ cứng",
		RepurposedOn: "2026-11-10", RepurposedTo: "Máy học tập", DestroyedOn: "2026-11-10", DestroyNo: "3"}
}

func TestS30_SanitisedBeforeReuse(t *testing.T) {
	sanitised := func() Device { d := soundDevice(); d.SanitisedOn = "2026-11-05"; return d }
	bites(t, DeviceFlow, sanitised, []spoiled[Device]{
		{Withdrawn, DoRepurpose, officer, "incidents.refuse.not_sanitised", func(d *Device) { d.SanitisedOn = "" }},
		{Withdrawn, DoRepurpose, officer, "incidents.refuse.not_sanitised", func(d *Device) { d.SanitiseNo = "" }},
		{Sanitised, DoRepurpose, officer, "incidents.need.purpose", func(d *Device) { d.RepurposedTo = "" }},
		{Withdrawn, DoSanitise, officer, "incidents.need.minute", func(d *Device) { d.SanitiseNo = "" }},
		{Withdrawn, DoDestroy, officer, "incidents.need.minute", func(d *Device) { d.DestroyNo = "" }},
	})
	d := soundDevice()
	d.HandledSecrets, d.SanitiseNo = false, ""
	if _, err := DeviceFlow.Next(Withdrawn, DoRepurpose, d, duty.Moment{Who: officer, Today: testDay}); err != nil {
		t.Errorf("a device that never handled secrets: %v", err)
	}
}

func TestDeviceGates(t *testing.T) {
	bites(t, DeviceFlow, soundDevice, []spoiled[Device]{
		{Registered, DoUse, officer, "incidents.refuse.connected", func(d *Device) { d.Connected = true }},
		{Registered, DoUse, officer, "incidents.need.check", func(d *Device) { d.CheckedOn = "" }},
		{Registered, DoUse, officer, "incidents.need.seal", func(d *Device) { d.SealNo = "" }},
		{Sanitised, DoUse, officer, "incidents.need.check_again", func(d *Device) { d.SanitisedOn = "2026-11-05" }},
		{InUse, DoWithdraw, officer, "incidents.need.reason", func(d *Device) { d.WithdrawnWhy = "" }},
	})
}

// Rights: who handles does not conclude, who prepares does not permit.
func TestRightsOfSteps(t *testing.T) {
	_, err := IncidentFlow.Next(Remedied, DoConclude, soundIncident(), duty.Moment{Who: officer, Today: testDay})
	if !errors.Is(err, duty.ErrForbidden) {
		t.Errorf("an officer concludes: %v", err)
	}
	_, err = MeetingFlow.Next(Requested, DoPermit, soundMeeting(), duty.Moment{Who: officer, Today: testDay})
	if !errors.Is(err, duty.ErrForbidden) {
		t.Errorf("an officer permits: %v", err)
	}
}

func TestFacts(t *testing.T) {
	keys := func(fs []duty.Fact) (out []string) {
		for _, f := range fs {
			out = append(out, f.Key)
		}
		return out
	}
	i := soundIncident()
	i.Kind = Both
	if got := keys(i.Facts()); !slices.Equal(got[:2], []string{"secrets.leak_cases", "secrets.loss_cases"}) {
		t.Errorf("both counts as each: %v", got)
	}
	i.State = Unfounded
	if got := i.Facts(); len(got) != 0 {
		t.Errorf("unfounded counts: %v", got)
	}
	d := Document{Kind: Leak, Grade: access.HighSecret, DiscoveredOn: "2018-03-01", Counted: true}
	if got := keys(d.Facts()); !slices.Equal(got, []string{"secrets.leak_documents", "secrets.leak_documents_high_secret"}) {
		t.Errorf("a leaked document: %v", got)
	}
	c := soundConcerned()
	if got := keys(c.Facts()); !slices.Equal(got, []string{"secrets.incident_persons", "secrets.incident_persons_discipline"}) {
		t.Errorf("a person disciplined: %v", got)
	}
	c.Outcome = NoAction
	if got := c.Facts(); len(got) != 0 {
		t.Errorf("no action counts: %v", got)
	}
}
