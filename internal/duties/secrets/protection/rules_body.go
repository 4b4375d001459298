package protection

import (
	"slices"

	"liemchinh.vn/internal/duty"
)

func bodyListed(b Body, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(b.UnitName != "", "unit", "protection.need.unit"),
		duty.Want(b.Of.State == Proposed || b.Of.State == Decided, "", "protection.refuse.list_fixed"),
		duty.Want(!slices.ContainsFunc(b.Of.inspected(), func(x Body) bool {
			return x.ID != b.ID && sameUnit(x.Unit, x.UnitName, b.Unit, b.UnitName)
		}), "unit", "protection.refuse.listed_twice", b.UnitName),
		func() error {
			d := b.Of
			d.Bodies = []Body{b}
			for _, m := range d.Members {
				if m.State == Serving && d.mayServe(m) != nil {
					return duty.Missing("unit", "protection.refuse.own_unit", m.Name, b.UnitName)
				}
			}
			return nil
		},
	)
}

func bodyDropped(b Body, _ duty.Moment) error {
	return duty.Gates(duty.Want(b.DropReason != "", "drop_reason", "protection.need.reason"))
}

// bodyAnnounced asks who received the announcement: nobody is inspected
// unawares.
func bodyAnnounced(b Body, at duty.Moment) error {
	return duty.Gates(
		duty.Want(b.Of.State == Announced || b.Of.State == Working, "", "protection.need.delegation_announced"),
		duty.Want(b.Representative != "", "representative", "protection.need.representative"),
		between(b.AnnouncedOn, b.Of.AnnouncedOn, at.Today, "announced_on"),
	)
}

// bodyChecked asks for an answer to every entry of the check-list.
func bodyChecked(b Body, at duty.Moment) error {
	return duty.Gates(
		duty.Want(b.Of.State == Working, "", "protection.need.delegation_working"),
		between(b.CheckedOn, max(b.AnnouncedOn, b.Of.BegunOn), at.Today, "checked_on"),
		func() error {
			for _, c := range Checklist() {
				if !slices.Contains(Seens, b.seen(c.Code)) {
					return duty.Missing("check_"+c.Code, "protection.need.answer")
				}
			}
			return nil
		},
	)
}

// seen is the answer under one entry, "" if there is none.
func (b Body) seen(code string) Seen {
	for _, a := range b.Answers {
		if a.Code == code {
			return a.Seen
		}
	}
	return ""
}

// faultsMatch holds check-list and findings together: each wrong answer has its
// finding, and each finding stands under a wrong answer.
func (b Body) faultsMatch() error {
	for _, a := range b.Answers {
		has := slices.ContainsFunc(standing(b.Findings), func(f Finding) bool { return f.Code == a.Code })
		if a.Seen == Wrong && !has {
			return duty.Incomplete("protection.need.finding", checkText(a.Code))
		}
	}
	for _, f := range standing(b.Findings) {
		if b.seen(f.Code) != Wrong {
			return duty.Incomplete("protection.refuse.finding_unfounded", checkText(f.Code))
		}
	}
	return nil
}

func bodyDrafted(b Body, at duty.Moment) error {
	return duty.Gates(
		b.faultsMatch,
		duty.Want(b.DraftNo != "", "draft_no", "protection.need.draft_no"),
		between(b.DraftOn, b.CheckedOn, at.Today, "draft_on"),
		duty.Want(b.ReplyDue.Valid() && b.ReplyDue > b.DraftOn, "reply_due", "protection.need.reply_due"),
	)
}

// wasHeard reports whether the body was heard on the draft, by minute, or gave
// it up by a paper (M10).
func (b Body) wasHeard() bool {
	return b.HeardOn != "" && b.HeardNo != "" && b.Said != "" || b.WaivedOn != "" && b.WaivedNo != ""
}

// bodyHeard records the right to reply: what the body said, with the minute, or
// the paper by which it gave that up (M10).
func bodyHeard(b Body, at duty.Moment) error {
	if b.WaivedOn != "" || b.WaivedNo != "" {
		return duty.Gates(
			duty.Want(b.HeardOn == "" && b.Said == "", "waived_on", "protection.refuse.heard_or_waived"),
			duty.Want(b.WaivedNo != "", "waived_no", "protection.need.waived_no"),
			between(b.WaivedOn, b.DraftOn, at.Today, "waived_on"),
		)
	}
	return duty.Gates(
		between(b.HeardOn, b.DraftOn, at.Today, "heard_on"),
		duty.Want(b.HeardNo != "", "heard_no", "protection.need.heard_no"),
		duty.Want(b.Said != "", "said", "protection.need.said"),
	)
}

func bodyConcluded(b Body, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(b.Of.Serves(at.Who) || b.Of.ReportedBy == at.Who.ID, "protection.refuse.member_concludes"),
		duty.Want(b.wasHeard(), "", "protection.need.heard"),
		duty.Want(b.Of.State == Reported, "", "protection.need.reported"),
		func() error {
			for _, f := range standing(b.Findings) {
				if f.DueOn == "" {
					return duty.Incomplete("protection.need.finding_due", b.UnitName)
				}
			}
			return nil
		},
		duty.Want(b.ConclusionNo != "", "conclusion_no", "protection.need.conclusion_no"),
		duty.Want(b.Conclusion != "", "conclusion", "protection.need.conclusion"),
		duty.Want(slices.Contains(Grades, b.Grade), "grade", "protection.need.grade"),
		duty.Want(b.Grade != Good || len(standing(b.Findings)) == 0, "grade", "protection.refuse.good_with_findings"),
		between(b.ConclusionOn, b.Of.ReportOn, at.Today, "conclusion_on"),
	)
}

func findingSound(f Finding, at duty.Moment) error {
	_, known := checkOf(f.Code)
	return duty.Gates(
		duty.Want(slices.Contains([]duty.State{Announced, Checked}, f.Of.State) && f.Of.Of.State == Working, "", "protection.refuse.findings_fixed"),
		duty.Want(known, "code", "protection.need.check"),
		duty.Want(!slices.ContainsFunc(standing(f.Of.Findings), func(x Finding) bool { return x.ID != f.ID && x.Code == f.Code }), "code", "protection.refuse.found_twice"),
		duty.Want(slices.Contains(Ratings, f.Rating), "rating", "protection.need.rating"),
		duty.Want(f.Text != "", "text", "protection.need.text"),
		between(f.FoundOn, f.Of.AnnouncedOn, at.Today, "found_on"),
		duty.Want(f.DueOn.Valid() && f.DueOn > f.FoundOn, "due_on", "protection.need.due_on"),
	)
}

// withdrawalSound lets the reply of the body move a finding, until the
// conclusion.
func withdrawalSound(f Finding, _ duty.Moment) error {
	return duty.Gates(
		duty.Want(f.ConcludedOn == "", "", "protection.refuse.concluded"),
		duty.Want(f.WithdrawReason != "", "withdraw_reason", "protection.need.reason"),
	)
}

func remedySound(f Finding, at duty.Moment) error {
	return duty.Gates(
		duty.Want(f.ConcludedOn != "", "", "protection.need.body_concluded", f.UnitName),
		duty.Want(f.Remedy != "", "remedy", "protection.need.remedy"),
		between(f.RemediedOn, f.FoundOn, at.Today, "remedied_on"),
		duty.Want(f.EvidenceNo != "" || f.EvidenceFile != "", "evidence_no", "protection.need.evidence"),
	)
}

// recheckSound closes a finding by a second person: not the one who recorded
// the remedy.
func recheckSound(f Finding, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(f.RemedyBy == at.Who.ID, "protection.refuse.own_remedy"),
		between(f.RecheckedOn, f.RemediedOn, at.Today, "rechecked_on"),
		duty.Want(f.RecheckNote != "", "recheck_note", "protection.need.recheck_note"),
	)
}

func returnSound(f Finding, at duty.Moment) error {
	return duty.Gates(
		duty.Forbid(f.RemedyBy == at.Who.ID, "protection.refuse.own_remedy"),
		duty.Want(f.RecheckNote != "", "recheck_note", "protection.need.reason"),
	)
}

// handoverSound passes a person's fault on to the duty of inspection: a paper,
// a day, an addressee; no name and no judgement is kept here.
func handoverSound(f Finding, at duty.Moment) error {
	return duty.Gates(
		duty.Want(f.ConcludedOn != "", "", "protection.need.body_concluded", f.UnitName),
		duty.Want(f.HandoverNo != "", "handover_no", "protection.need.handover_no"),
		duty.Want(f.HandoverTo != "", "handover_to", "protection.need.handover_to"),
		between(f.HandoverOn, f.FoundOn, at.Today, "handover_on"),
	)
}
