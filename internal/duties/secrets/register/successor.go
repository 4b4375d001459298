package register

import (
	"context"
	"time"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/desk"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// successions bounds how many mergers in a row are followed.
const successions = 12

// SuccessorOf follows an organisation that was merged, split or dissolved to
// the one that stands on a day: the agency that answers for its secrets (S38).
// It returns the organisation itself while it stands, "" if nothing is on
// record. Of several successors the one that took the whole counts.
func SuccessorOf(ctx context.Context, v db.View, unit string, on vn.Day) (id, name string, err error) {
	for range successions {
		if unit == "" {
			return "", "", nil
		}
		if name := desk.UnitName(ctx, v, unit, on); name != "" {
			return unit, name, nil
		}
		changes, err := db.Find[org.Change](ctx, v, "t.old_unit = $1 AND t.new_unit <> '' AND t.new_unit <> $1 AND t.day <= $2 AND NOT t.withdrawn",
			"ORDER BY CASE WHEN t.extent = 'full' THEN 0 ELSE 1 END, t.day DESC, t.id LIMIT 1", unit, string(on))
		if err != nil || len(changes) == 0 {
			return "", "", err
		}
		unit = changes[0].New
	}
	return "", "", nil
}

// Answers fills in who answers for the item now: its issuer, or who took over
// from it. It reports whether that agency stands (S38).
func Answers(ctx context.Context, v db.View, i *Item) (stands bool, err error) {
	if err := succeeded(ctx, v, i); err != nil || i.Issuer == "" {
		return false, err
	}
	now, err := time.Parse(time.RFC3339, v.Now())
	if err != nil {
		return false, err
	}
	id, _, err := SuccessorOf(ctx, v, i.Issuer, vn.DayOf(now))
	return id != "", err
}

// succeeded fills in who answers for the item now.
func succeeded(ctx context.Context, v db.View, i *Item) error {
	i.Successor, i.SuccessorName = "", ""
	now, err := time.Parse(time.RFC3339, v.Now())
	if err != nil {
		return err
	}
	id, name, err := SuccessorOf(ctx, v, i.Issuer, vn.DayOf(now))
	if err == nil && id != "" && id != i.Issuer {
		i.Successor, i.SuccessorName = id, name
	}
	return err
}
