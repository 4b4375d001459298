package app

import (
	"testing"

	"liemchinh.vn/internal/dbtest"
	"liemchinh.vn/internal/text"
)

// TestColumnsHaveNames: whoever is told of a conflict, or reads the journal,
// reads names of fields, not columns.
func TestColumnsHaveNames(t *testing.T) {
	g := assemble(dbtest.SQLite(t), connected)
	texts, err := g.texts()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range g.db.Kinds() {
		for _, c := range k.New().Columns() {
			switch c.Name {
			case "id", "org", "dossier", "level", "version":
				continue
			}
			for _, l := range text.Langs {
				if key := k.Module + ".column." + c.Name; !texts.Has(l, key) {
					t.Errorf("%s: %s has no %s", k.Table, key, l)
				}
			}
		}
	}
}
