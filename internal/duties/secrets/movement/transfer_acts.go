package movement

import (
	"context"
	"slices"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duty"
)

func transferActs() []desk.Act[Transfer] {
	return []desk.Act[Transfer]{
		{Do: DoAdd, Need: transfer, When: func(t Transfer) bool { return t.State == Draft },
			Ask: func(s *desk.Sheet, t *Transfer) { s.Text("item_number", &t.ItemNumber) }, Fill: fillAdded},
		{Do: DoPack, Need: transfer, Flow: true, Ask: askPacking, Fill: fillPacking},
		{Do: DoUnpack, Need: transfer, Flow: true},
		{Do: DoCancel, Need: transfer, Flow: true, Ask: askReason, Fill: fillEnd},
		{Do: DoSend, Need: transfer, Flow: true, Ask: askSending, Fill: fillSending, Then: thenSent},
		{Do: DoHandOn, Need: hold, Flow: true, Ask: func(s *desk.Sheet, t *Transfer) { today(s, "handed_on", &t.HandedOn) },
			Fill: func(_ context.Context, t *desk.Turn, r *Transfer) error { r.HandedOnBy = t.At.Who.ID; return nil }},
		{Do: DoCheck, Need: hold, Flow: true, Ask: askCheck, Fill: fillCheck, Then: thenChecked},
		{Do: DoObject, Need: hold, When: func(t Transfer) bool { return duty.In(t.State, Sent, HandedOn, Checked) && t.Objection == "" },
			Ask: askObjection, Fill: fillObjection, Then: thenObjected},
		{Do: DoReceive, Need: hold, Flow: true, Ask: askReceipt, Fill: fillReceipt, Then: thenReceived},
		{Do: DoRefuse, Need: hold, Flow: true, Ask: askReason, Fill: fillEnd},
		{Do: DoTakeBack, Need: transfer, Flow: true, Ask: func(s *desk.Sheet, t *Transfer) { today(s, "ended_on", &t.EndedOn) }, Then: thenTakenBack},
	}
}

func askReason(s *desk.Sheet, t *Transfer) { s.Area("reason", &t.Reason) }

func fillEnd(_ context.Context, t *desk.Turn, r *Transfer) error { r.EndedOn = t.At.Today; return nil }

func fillAdded(ctx context.Context, t *desk.Turn, r *Transfer) error {
	if err := r.add(ctx, t.View); err != nil {
		return err
	}
	if err := r.look(ctx, t.View); err != nil {
		return err
	}
	return onBooks(*r)
}

func askPacking(s *desk.Sheet, t *Transfer) {
	s.Num("envelopes", &t.Envelopes)
	s.Tick("inner_sealed", &t.InnerSealed)
	s.Tick("inner_marked", &t.InnerMarked)
	askMark(s, &t.OuterMark)
	s.Tick("tough", &t.Tough)
	today(s, "packed_on", &t.PackedOn)
}

func fillPacking(_ context.Context, t *desk.Turn, r *Transfer) error {
	r.PackedBy = t.At.Who.ID
	return nil
}

func askSending(s *desk.Sheet, t *Transfer) {
	desk.Choose(s, "means", &t.Means, "movement.means.", AllMeans)
	s.Text("courier", &t.Courier)
	today(s, "sent_on", &t.SentOn)
}

// fillSending takes the number only once the step is sound: a refusal takes
// none.
func fillSending(ctx context.Context, t *desk.Turn, r *Transfer) error {
	if err := sendingSound(*r, t.At); err != nil {
		return err
	}
	r.SentBy, r.SentByName, r.SentAt = t.At.Who.ID, t.At.Who.Name, t.Now()
	return r.number(ctx, t, r.SentOn)
}

func thenSent(ctx context.Context, t *desk.Turn, r *Transfer) error { return dispatch(ctx, t, *r) }

// askCheck starts with no answer filled in: the receiver counts.
func askCheck(s *desk.Sheet, t *Transfer) {
	t.Checked, t.CheckedSound, t.Signs, t.CheckedOn = 0, false, nil, ""
	desk.Opt(s.Num("checked", &t.Checked))
	s.Tick("checked_sound", &t.CheckedSound)
	desk.Opt(desk.Many(s, "signs", &t.Signs, "movement.defect.", SignKinds))
	today(s, "checked_on", &t.CheckedOn)
}

func fillCheck(_ context.Context, t *desk.Turn, r *Transfer) error {
	r.CheckedBy, r.CheckedName = t.At.Who.ID, t.At.Who.Name
	return nil
}

// thenChecked makes a defect of everything that does not agree (S7), unless it
// stands already.
func thenChecked(ctx context.Context, t *desk.Turn, r *Transfer) error {
	kinds := slices.Clone(r.Signs)
	if r.Checked != r.Declared {
		kinds = append(kinds, WrongCount)
	}
	if !r.CheckedSound {
		kinds = append(kinds, BadPacking)
	}
	known, err := db.Find[Defect](ctx, t.View, "t.transfer = $1", "ORDER BY t.id", r.ID)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if slices.ContainsFunc(known, func(d Defect) bool { return r.knows(d, k) }) {
			continue
		}
		if err := r.object(ctx, t, k, ""); err != nil {
			return err
		}
	}
	return nil
}

// knows reports whether a defect is of the kind and needs no second one: it is
// open, or what was found was explained and cannot be found anew. A count that
// is wrong again is a new defect.
func (t Transfer) knows(d Defect, k DefectKind) bool {
	return d.Kind == k && (d.State != Resolved || k != WrongCount)
}

// object records a defect, which is the notice to the sender.
func (t Transfer) object(ctx context.Context, turn *desk.Turn, k DefectKind, what string) error {
	d := Defect{Base: duty.Base{Org: t.Org, Dossier: t.ID}, State: Open, Transfer: t.ID, Number: t.Title(), Kind: k, What: what,
		FoundOn: turn.At.Today, FoundAt: turn.Now(), FoundBy: turn.At.Who.ID, FoundName: turn.At.Who.Name, Sender: t.From, SenderName: t.FromName}
	if k == WrongCount {
		d.Expected, d.Found = t.Declared, t.Checked
	}
	return db.Save(ctx, turn.Tx, &d)
}

func askObjection(s *desk.Sheet, t *Transfer) {
	desk.Choose(s, "defect_kind", &t.Objection, "movement.defect.", DefectKinds)
	s.Area("what", &t.What)
}

func fillObjection(_ context.Context, t *desk.Turn, r *Transfer) error {
	return receives(*r, t.At)
}

func thenObjected(ctx context.Context, t *desk.Turn, r *Transfer) error {
	return r.object(ctx, t, r.Objection, r.What)
}

func askReceipt(s *desk.Sheet, t *Transfer) {
	if t.Outside() {
		s.Text("receiver", &t.Receiver)
		s.Text("slip", &t.Slip)
	}
	today(s, "received_on", &t.ReceivedOn)
}

func fillReceipt(_ context.Context, t *desk.Turn, r *Transfer) error {
	r.ReceivedBy, r.ReceivedAt = t.At.Who.ID, t.Now()
	if !r.Outside() {
		r.Receiver = t.At.Who.Name
	}
	return nil
}

func thenReceived(ctx context.Context, t *desk.Turn, r *Transfer) error {
	return arrived(ctx, t, *r)
}

func thenTakenBack(ctx context.Context, t *desk.Turn, r *Transfer) error {
	return turnedBack(ctx, t, *r, r.standing(), r.EndedOn)
}
