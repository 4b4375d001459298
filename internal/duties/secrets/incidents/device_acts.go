package incidents

import (
	"context"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/duties/secrets/register"
	"liemchinh.vn/internal/duty"
)

// DeviceFolder is a device that secrets are handled on (S30).
func DeviceFolder(k desk.Desk) desk.Folder[Device, *Device] {
	fo := desk.Folder[Device, *Device]{Desk: k, Name: "device", Read: Read, Flow: DeviceFlow, Side: []duty.Verb{DoWithdraw, DoDestroy},
		State: func(d *Device) *duty.State { return &d.State }, Title: func(d Device) string { return d.Name },
		Crumbs: crumbs("/devices", "devices"), Facts: deviceFacts, Parts: deviceParts}
	fo.Starts = []desk.Start[Device]{{Act: desk.Act[Device]{Do: DoRegister, Need: Keep, Ask: askDevice,
		Fill: func(_ context.Context, _ *desk.Turn, d *Device) error { return MayRegister(*d) }}, Make: makeDevice}}
	fo.Acts = append(deviceSteps(), deviceCare()...)
	return fo
}

func makeDevice(ctx context.Context, v db.View, at duty.Moment, _ string) (Device, error) {
	org, err := officeOf(at)
	return Device{Base: duty.Base{Org: org}, State: Registered, Unit: org, UnitName: desk.UnitName(ctx, v, org, at.Today)}, err
}

func askDevice(s *desk.Sheet, d *Device) {
	desk.Choose(s, "device_kind", &d.Kind, "incidents.device.", DeviceKinds)
	s.Text("name", &d.Name)
	s.Text("serial", &d.Serial)
	desk.Opt(s.Text("inventory", &d.Inventory))
	s.Text("device_place", &d.Place)
	desk.Opt(s.Text("keeper_name", &d.KeeperName))
	desk.Rank(s, "grade", &d.Grade, "incidents.grade.", register.Grades)
	s.Tick("connected", &d.Connected)
	s.Tick("handled_secrets", &d.HandledSecrets)
	desk.Opt(s.Area("remarks", &d.Remarks))
}

// deviceSteps take the device on.
func deviceSteps() []desk.Act[Device] {
	return []desk.Act[Device]{
		{Do: DoUse, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Device) {
			d.PutInUseOn = ""
			today(s, "put_in_use_on", &d.PutInUseOn)
		}, Fill: func(_ context.Context, _ *desk.Turn, d *Device) error {
			d.HandledSecrets = true // from now on secrets are on it, until they are removed with a minute
			d.Uses = append(d.Uses, Use{From: d.PutInUseOn})
			return nil
		}},
		{Do: DoWithdraw, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Device) {
			d.WithdrawnOn, d.WithdrawnWhy = "", ""
			today(s, "withdrawn_on", &d.WithdrawnOn)
			s.Area("withdrawn_why", &d.WithdrawnWhy)
		}, Fill: func(_ context.Context, _ *desk.Turn, d *Device) error {
			if n := len(d.Uses); n > 0 && d.State == InUse {
				d.Uses[n-1].To = d.WithdrawnOn
			}
			return nil
		}},
		{Do: DoSanitise, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Device) {
			d.SanitiseNo, d.SanitisedOn, d.SanitiseHow = "", "", ""
			s.Text("sanitise_no", &d.SanitiseNo)
			today(s, "sanitised_on", &d.SanitisedOn)
			s.Area("sanitise_how", &d.SanitiseHow)
		}, Fill: func(_ context.Context, t *desk.Turn, d *Device) error {
			d.SanitisedBy = t.At.Who.ID
			d.Sanitisings = append(d.Sanitisings, Check{d.SanitisedOn, d.SanitiseNo, d.SanitiseHow})
			return nil
		}},
		{Do: DoRepurpose, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Device) {
			s.Text("repurposed_to", &d.RepurposedTo)
			today(s, "repurposed_on", &d.RepurposedOn)
		}},
		{Do: DoDestroy, Need: Keep, Flow: true, Ask: func(s *desk.Sheet, d *Device) {
			s.Text("destroy_no", &d.DestroyNo)
			today(s, "destroyed_on", &d.DestroyedOn)
		}},
	}
}

// deviceCare is what is done to a device as long as it is there.
func deviceCare() []desk.Act[Device] {
	there := func(d Device) bool { return duty.In(d.State, Registered, InUse, Sanitised) }
	return []desk.Act[Device]{
		{Do: DoCheck, Need: Keep, When: there, Ask: func(s *desk.Sheet, d *Device) {
			d.CheckedOn, d.CheckNo, d.NextCheckOn = "", "", ""
			s.Text("check_no", &d.CheckNo)
			desk.Opt(s.Text("check_body", &d.CheckBody))
			today(s, "device_checked_on", &d.CheckedOn)
			desk.Opt(s.Day("next_check_on", &d.NextCheckOn))
			if !d.Connected { // what was connected once stays so (art. 5(5))
				s.Tick("connected", &d.Connected)
			}
		}, Fill: func(_ context.Context, t *desk.Turn, d *Device) error {
			if err := MayCheck(*d, t.At.Today); err != nil {
				return err
			}
			d.Checks = append(d.Checks, Check{d.CheckedOn, d.CheckNo, d.CheckBody})
			return nil
		}},
		{Do: DoMark, Need: Keep, When: there, Ask: func(s *desk.Sheet, d *Device) {
			s.Text("device_seal_no", &d.SealNo)
			d.SealedOn = ""
			today(s, "device_sealed_on", &d.SealedOn)
		}, Fill: func(_ context.Context, t *desk.Turn, d *Device) error {
			return within(d.SealedOn, "", t.At.Today, "device_sealed_on")()
		}},
		{Do: DoAssign, Need: Keep, When: there, Ask: func(s *desk.Sheet, d *Device) {
			s.Person("keeper", &d.Keeper, &d.KeeperName)
			s.Text("device_place", &d.Place)
		}},
	}
}
