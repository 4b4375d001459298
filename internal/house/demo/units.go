package demo

import (
	"context"
	"fmt"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/vn"
)

// found writes the tree as it stood at the beginning.
func (w *world) found(ctx context.Context) error {
	fs := make([]org.Founding, len(w.units))
	for i, u := range w.units {
		fs[i] = u.Founding
	}
	_, err := org.Found(ctx, w.tx, Since, "", fs)
	return err
}

// The days of the small reorganisation, and the invented decisions behind it.
const (
	renamedOn    vn.Day = "2017-06-01"
	renamedUnder        = "Quyết định 412-QĐ/TU ngày 22/5/2017"
	mergedOn     vn.Day = "2019-12-01"
	mergedUnder         = "Quyết định 1180-QĐ/TU ngày 18/11/2019"
)

// reform renames one commune's committee and merges two others, so that the
// tree as of a day shows another one than today's.
func (w *world) reform(ctx context.Context) error {
	d := w.districts()[1]
	gs := d.below[1:]
	if err := w.rename(ctx, gs[2]); err != nil {
		return fmt.Errorf("rename %s: %w", gs[2].Name, err)
	}
	if err := w.merge(ctx, d, gs[0], gs[1]); err != nil {
		return fmt.Errorf("merge %s and %s: %w", gs[0].Name, gs[1].Name, err)
	}
	return nil
}

func (w *world) districts() []*unit {
	var ds []*unit
	for _, u := range w.units {
		if u.Kind == org.District {
			ds = append(ds, u)
		}
	}
	return ds
}

func (w *world) rename(ctx context.Context, u *unit) error {
	u.renamed = "Đảng ủy thị trấn " + u.place[len("xã "):]
	if err := w.end(ctx, u.ID, renamedOn); err != nil {
		return err
	}
	if err := w.stand(ctx, u, u.Parent, u.renamed, renamedOn); err != nil {
		return err
	}
	return w.record(ctx, org.Change{Day: renamedOn, Kind: org.Renamed, Old: u.ID, New: u.ID, Extent: org.Full, Instrument: renamedUnder})
}

func (w *world) merge(ctx context.Context, d *unit, olds ...*unit) error {
	n := w.add(d, org.Grassroots, org.AtGrassroots, fmt.Sprintf("%s.%02d", d.Code, len(d.below)), "Đảng ủy xã Hợp Mẫu")
	if _, err := org.Found(ctx, w.tx, mergedOn, "", []org.Founding{n.Founding}); err != nil {
		return err
	}
	for _, old := range olds {
		old.ended = true
		if err := w.end(ctx, old.ID, mergedOn); err != nil {
			return err
		}
		if err := w.record(ctx, org.Change{Day: mergedOn, Kind: org.Merged, Old: old.ID, New: n.ID, Extent: org.Full, Instrument: mergedUnder}); err != nil {
			return err
		}
		for _, c := range old.below {
			if err := w.move(ctx, c, n); err != nil {
				return err
			}
		}
		n.below = append(n.below, old.below...)
		n.members += old.members
	}
	w.insert(d, n)
	return nil
}

func (w *world) move(ctx context.Context, c, under *unit) error {
	if err := w.end(ctx, c.ID, mergedOn); err != nil {
		return err
	}
	c.Parent, c.up = under.ID, under
	if err := w.stand(ctx, c, under.ID, c.Name, mergedOn); err != nil {
		return err
	}
	return w.record(ctx, org.Change{Day: mergedOn, Kind: org.Moved, Old: c.ID, New: c.ID, Extent: org.Full, Instrument: mergedUnder})
}

// insert puts a new unit behind its parent, so that parents stay first.
func (w *world) insert(d, n *unit) {
	var all []*unit
	for _, u := range w.units {
		if all = append(all, u); u == d {
			all = append(all, n)
		}
	}
	w.units = all
}

// end closes the span of a unit that is in force.
func (w *world) end(ctx context.Context, id string, on vn.Day) error {
	spans, err := db.Find[org.Span](ctx, w.tx.View, "t.unit = $1 AND t.valid_to = $2", "", id, string(org.Forever))
	if err != nil {
		return err
	}
	for i := range spans {
		spans[i].ValidTo = on
		if err := db.Save(ctx, w.tx, &spans[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) stand(ctx context.Context, u *unit, parent, name string, on vn.Day) error {
	s := org.Span{Unit: u.ID, Parent: parent, Name: name, Fold: vn.Fold(name), Sort: u.Code, ValidFrom: on, ValidTo: org.Forever}
	s.Org, s.Dossier = u.ID, u.ID
	return db.Save(ctx, w.tx, &s)
}

func (w *world) record(ctx context.Context, c org.Change) error {
	c.Org, c.Dossier = c.New, c.New
	return db.Save(ctx, w.tx, &c)
}
