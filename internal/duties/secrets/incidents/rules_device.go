package incidents

import (
	"slices"

	"liemchinh.vn/internal/access"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// MayRegister wants kind, name and serial of a device.
func MayRegister(d Device) error {
	return duty.Gates(
		duty.Want(slices.Contains(DeviceKinds, d.Kind), "device_kind", "incidents.need.device_kind"),
		duty.Want(d.Name != "", "name", "incidents.need.name"),
		duty.Want(d.Serial != "", "serial", "incidents.need.serial"),
		duty.Want(d.Unit != "", "unit", "incidents.need.unit"))
}

// mayUse wants a security check, a seal, and a device that is not and never was
// connected to a network (Law 2018, art. 5(5)).
func mayUse(d Device, at duty.Moment) error {
	return duty.Gates(
		func() error {
			if d.Connected {
				return duty.Impossible("incidents.refuse.connected")
			}
			return nil
		},
		duty.Want(d.CheckedOn != "", "", "incidents.need.check"),
		duty.Want(d.SanitisedOn == "" || d.CheckedOn >= d.SanitisedOn, "", "incidents.need.check_again"),
		duty.Want(!d.sealed() || d.SealNo != "", "", "incidents.need.seal"),
		duty.Want(d.Grade >= access.Secret && d.Grade <= access.TopSecret, "grade", "incidents.need.grade"),
		within(d.PutInUseOn, d.CheckedOn, at.Today, "put_in_use_on"))
}

// sealed reports whether a device of this kind carries a seal while it is in use.
func (d Device) sealed() bool { return d.Kind != Safe && d.Kind != LAN }

// MayCheck wants the minute of a security check and its day.
func MayCheck(d Device, today vn.Day) error {
	return duty.Gates(
		duty.Want(d.CheckNo != "", "check_no", "incidents.need.number"),
		within(d.CheckedOn, lastCheck(d.Checks), today, "device_checked_on"),
		duty.Want(d.NextCheckOn == "" || d.NextCheckOn > d.CheckedOn, "next_check_on", "incidents.need.next_check"))
}

func lastCheck(all []Check) vn.Day {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].On
}

func mayWithdraw(d Device, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.WithdrawnWhy != "", "withdrawn_why", "incidents.need.reason"),
		within(d.WithdrawnOn, d.PutInUseOn, at.Today, "withdrawn_on"))
}

// maySanitise wants a minute that the secrets were removed (Law 2018, art. 5(7)).
func maySanitise(d Device, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.SanitiseNo != "", "sanitise_no", "incidents.need.minute"),
		duty.Want(d.SanitiseHow != "", "sanitise_how", "incidents.need.sanitise_how"),
		within(d.SanitisedOn, d.WithdrawnOn, at.Today, "sanitised_on"))
}

// Clean reports whether the secrets were removed, with a minute, since the device
// was last withdrawn.
func (d Device) Clean() bool {
	return d.SanitisedOn != "" && d.SanitiseNo != "" && d.SanitisedOn >= d.WithdrawnOn
}

// mayRepurpose refuses another purpose to a device that handled secrets before
// they are removed, with a minute (Law 2018, art. 5(7); S30).
func mayRepurpose(d Device, at duty.Moment) error {
	return duty.Gates(
		func() error {
			if d.HandledSecrets && !d.Clean() {
				return duty.Incomplete("incidents.refuse.not_sanitised")
			}
			return nil
		},
		duty.Want(d.RepurposedTo != "", "repurposed_to", "incidents.need.purpose"),
		within(d.RepurposedOn, max(d.WithdrawnOn, d.SanitisedOn), at.Today, "repurposed_on"))
}

func mayDestroy(d Device, at duty.Moment) error {
	return duty.Gates(
		duty.Want(d.DestroyNo != "", "destroy_no", "incidents.need.minute"),
		within(d.DestroyedOn, d.WithdrawnOn, at.Today, "destroyed_on"))
}
