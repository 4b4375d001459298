package terms

import (
	"strings"

	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// Documents counts the mandatory documents of a declassification file: the
// decision to set up the council, the item, the minutes, the decision
// (art. 22(5); S20).
func Documents(d Declassification) int {
	n := 0
	for _, there := range []bool{d.SetUpNo != "", d.ItemFiled, d.MinutesNo != "", d.DecisionNo != ""} {
		if there {
			n++
		}
	}
	return n
}

// fileComplete is how many documents a declassification file holds where the
// pack has no count (S-DECLASS-FILE; S20).
const fileComplete = 4

// declassifyCouncil is what the council must meet: its chair is a leader of the
// agency that classified, and there are members of related agencies (art.
// 22(4); S20).
func declassifyCouncil(d Declassification, at duty.Moment) error {
	if d.Way != ByCouncil {
		return duty.Impossible("terms.refuse.no_council")
	}
	unit, _ := d.Of.Responsible()
	return duty.Gates(fourEyes(d.Proposal, at), council(d.Council, at.Today),
		duty.Want(unit == "" || d.ChairUnit == unit, "chair_unit", "terms.refuse.chair_not_classifier"))
}

// council asks for the decision that sets a council up, its chair and members.
func council(c Council, today vn.Day) func() error {
	return func() error {
		return duty.Gates(
			duty.Want(c.SetUpNo != "", "set_up_no", "terms.need.set_up_no"),
			duty.Want(c.SetUpOn.Valid() && c.SetUpOn <= today, "set_up_on", "terms.need.past_day"),
			duty.Want(c.ChairName != "", "chair_name", "terms.need.chair"),
			duty.Want(c.ChairPost != "", "chair_post", "terms.need.chair_post"),
			duty.Want(c.ChairUnitName != "", "chair_unit", "terms.need.chair_unit"),
			duty.Want(len(c.Members) > 0, "members", "terms.need.members"))
	}
}

// reviewed asks for the minutes of the council's meeting.
func reviewed(c Council, today vn.Day) error {
	return duty.Gates(
		duty.Want(c.MinutesNo != "", "minutes_no", "terms.need.minutes_no"),
		duty.Want(c.MetOn >= c.SetUpOn && c.MetOn <= today, "met_on", "terms.need.day_after", c.SetUpOn),
		duty.Want(c.Opinion != "", "opinion", "terms.need.opinion"))
}

// declassifiable is what the decision after a council must meet: the complete
// file (S20) and, when partial, the list of what is released (S21).
func declassifiable(d Declassification, at duty.Moment) error {
	return duty.Gates(fourEyes(d.Proposal, at), signed(d.Proposal, d.Decision, at), released(d),
		duty.Want(d.DecidedOn >= d.MetOn, "decided_on", "terms.need.day_after", d.MetOn),
		func() error {
			want := countOf(d.Law, "S-DECLASS-FILE", d.DecidedOn, fileComplete)
			return duty.Want(Documents(d) >= want, "item_filed", "terms.refuse.file_incomplete", Documents(d), want)()
		})
}

// released asks which parts a partial declassification frees; the rest keeps
// its level (S21).
func released(d Declassification) func() error {
	return func() error {
		return duty.Gates(
			duty.Want(d.Of.Live(), "", "terms.refuse.ended"),
			duty.Want(!d.Partial || len(d.Released) > 0, "released", "terms.need.released"))
	}
}

// archiveAlone lets a historical archive decide without a council when the
// classifier cannot be found (art. 22(4)d): the file says what was done to find
// it. While the agency, or its successor, stands, it decides.
func archiveAlone(d Declassification, at duty.Moment) error {
	if d.Way != ByArchive {
		return duty.Impossible("terms.refuse.council_first")
	}
	return duty.Gates(fourEyes(d.Proposal, at), signed(d.Proposal, d.Decision, at), released(d),
		duty.Want(!d.Stands, "", "terms.refuse.classifier_stands", d.Of.IssuerName),
		duty.Want(d.Search != "", "search", "terms.need.search"))
}

// destroyCouncil is what the council of a destruction must meet: its chair a
// leader of the agency that keeps the items, the direct keeper, and a related
// agency (art. 23(3)a; S23).
func destroyCouncil(d Destruction, at duty.Moment) error {
	return duty.Gates(fourEyes(d.Proposal, at),
		duty.Want(d.Pieces > 0, "", "terms.need.pieces"), council(d.Council, at.Today),
		duty.Want(d.ChairUnit == d.Unit, "chair_unit", "terms.refuse.chair_not_keeper", d.UnitName),
		duty.Want(d.KeeperName != "", "keeper_name", "terms.need.keeper"))
}

// destroyable is what the decision to destroy must meet; whether the decider
// holds the power, the table of authority says (art. 23(3)).
func destroyable(d Destruction, at duty.Moment) error {
	return duty.Gates(fourEyes(d.Proposal, at), signed(d.Proposal, d.Decision, at),
		duty.Want(d.DecidedOn >= d.MetOn, "decided_on", "terms.need.day_after", d.MetOn),
		duty.Want(d.Pieces > 0, "", "terms.need.pieces"))
}

// minExecutors is how many persons carry a destruction out together (M22).
const minExecutors = 2

// executable asks where, how and by whom it was carried out. What is out of the
// store comes back first; what is lost is an incident, not a destruction (S26).
func executable(d Destruction, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.ExecutedOn >= d.DecidedOn && d.ExecutedOn.Valid() && d.ExecutedOn <= at.Today, "executed_on", "terms.need.day_after", d.DecidedOn),
		duty.Want(len(d.Away) == 0, "", "terms.refuse.away", strings.Join(d.Away, ", ")),
		carriedOut(d),
		duty.Want(len(d.Executors) >= minExecutors, "executors", "terms.need.executors", minExecutors))
}

func carriedOut(d Destruction) func() error {
	return func() error {
		return duty.Gates(
			duty.Want(d.Place != "", "place", "terms.need.place"),
			duty.Want(d.Method != "", "method", "terms.need.method"))
	}
}

// recordable asks for the destruction minutes; only with them are the copies
// destroyed on the books (S23).
func recordable(d Destruction, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.RecordNo != "", "record_no", "terms.need.record_no"),
		duty.Want(d.RecordedOn >= d.ExecutedOn && d.RecordedOn <= at.Today, "recorded_on", "terms.need.day_after", d.ExecutedOn),
		func() error {
			want := countOf(d.Law, "S-DESTROY-FILE", d.RecordedOn, destructionParts)
			return duty.Want(FileParts(d) >= want, "record_no", "terms.refuse.parts", FileParts(d), want)()
		})
}

// destructionParts is how many parts the file of a destruction has where the
// pack has no count (S-DESTROY-FILE; S23).
const destructionParts = 5

// FileParts counts the parts of a destruction file: decision to set up the
// council, list, minutes of the council, decision to destroy, destruction
// minutes.
func FileParts(d Destruction) int {
	n := 0
	for _, there := range []bool{d.SetUpNo != "", d.Pieces > 0, d.MinutesNo != "", d.DecisionNo != "", d.RecordNo != ""} {
		if there {
			n++
		}
	}
	return n
}

// urgent is what an urgent destruction must say: why it would have done harm to
// wait, where, how, by whom (art. 23(3)c; S24).
func urgent(d Destruction, today vn.Day) error {
	return duty.Gates(
		duty.Want(d.Reason != "", "reason", "terms.need.reason"),
		duty.Want(d.ExecutedOn.Valid() && d.ExecutedOn <= today, "executed_on", "terms.need.past_day"),
		carriedOut(d),
		duty.Want(len(d.Executors) > 0, "executors", "terms.need.executors", 1),
		duty.Want(d.Pieces > 0, "chosen", "terms.need.pieces"))
}

// reportable asks for the written report of an urgent destruction to the head
// (art. 23(3)c; S24).
func reportable(d Destruction, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.ReportNo != "", "report_no", "terms.need.report_no"),
		duty.Want(d.ReportTo != "", "report_to", "terms.need.report_to"),
		duty.Want(d.ReportedOn >= d.ExecutedOn && d.ReportedOn <= at.Today, "reported_on", "terms.need.day_after", d.ExecutedOn))
}

// AlarmDue reports whether the written report of an urgent destruction is due
// and not there when its day is over (S24).
func AlarmDue(d Destruction, today vn.Day) bool {
	return d.State == Urgently && d.ReportedOn == "" && today > d.ReportDue
}
