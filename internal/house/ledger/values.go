package ledger

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/org"
	"liemchinh.vn/internal/web"
)

// alias lists under which other names the texts of a column's values stand:
// the same words serve many columns.
var alias = map[string][]string{
	"body": {"body", "decider"}, "handler": {"decider"}, "proposed_to": {"decider"}, "object_type": {"object"},
	"new_form": {"form"}, "won": {"form"}, "managed_by": {"tier"}, "committee_level": {"tier"}, "level": {"tier"},
	"declared_tie": {"tie"}, "contents": {"content"}, "codes": {"content"}, "also": {"suspension.kind"},
	"block_ground": {"block"}, "route": {"path"}, "ended_how": {"end", "ended"}, "role": {"team"}, "relation": {"relative"},
	"position": {"office"}, "outcome": {"outcome", "form"}, "proposed_form": {"form"},
}

// wordOf says a value that is one word of a list, such as a state or a kind.
// The text of the table's own column comes before that of the module's.
func wordOf(c *web.Call, table, column, v string) (string, bool) {
	module, name, _ := strings.Cut(table, "_")
	var keys []string
	for _, k := range append([]string{column}, alias[column]...) {
		keys = append(keys, module+"."+name+"."+k+"."+v, module+"."+k+"."+v, "org."+k+"."+v)
	}
	keys = append(keys, module+".state."+v, "web.role."+v, "ledger.value."+v)
	for _, k := range keys {
		if c.Texts().Has(c.Lang, k) {
			return c.Say(k), true
		}
	}
	return v, false
}

// valueWords writes a value for a reader: days and moments as the language
// writes them, states and kinds by their texts, lists and deadlines in words,
// records by their names.
func valueWords(c *web.Call, s sight, table, column, v string) string {
	switch {
	case v == "" || v == "null": // an empty list of a JSON column
		return ""
	case v == "true" || v == "false":
		return c.Say("ledger." + v)
	case (column == "org" || column == "unit") && v == db.Everywhere:
		return c.Say("ledger.everywhere")
	case column == "level" || column == "clearance":
		if c.Texts().Has(c.Lang, "ledger.level."+v) {
			return c.Say("ledger.level." + v)
		}
	case v == string(org.Forever):
		return c.Say("ledger.forever")
	case isID(v):
		return nameOf(s, table, column, v)
	case strings.HasPrefix(v, "{") || strings.HasPrefix(v, "["):
		var x any
		if err := json.Unmarshal([]byte(v), &x); err == nil {
			return treeWords(c, table, column, x)
		}
		return v
	}
	if strings.ContainsAny(v, " /") || len(v) > 40 {
		return v
	}
	if w, ok := wordOf(c, table, column, v); ok {
		return w
	}
	return c.Texts().Show(c.Lang, v)
}

// treeWords writes a value that is a list or an object. Of a deadline and of a
// limitation only the day matters: how it was computed stands in the record.
func treeWords(c *web.Call, table, column string, x any) string {
	switch x := x.(type) {
	case nil:
		return ""
	case bool:
		return map[bool]string{true: c.Say("ledger.true"), false: c.Say("ledger.false")}[x]
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case string:
		if isID(x) {
			return ""
		}
		return valueWords(c, nil, table, column, x)
	case []any:
		var all []string
		for _, y := range x {
			if w := treeWords(c, table, column, y); w != "" {
				all = append(all, w)
			}
		}
		return strings.Join(all, "; ")
	case map[string]any:
		return objectWords(c, table, x)
	}
	return ""
}

// first are the fields that name an object; they are said without their names.
var first = []string{"name", "title", "position", "no"}

// within lists fields of objects that mean another thing than the column of
// the same name: the level of a position is a tier, not a secrecy.
var within = map[string]string{"level": "tier"}

func objectWords(c *web.Call, table string, x map[string]any) string {
	for _, k := range []string{"due", "until"} {
		if day, ok := x[k].(string); ok && x["steps"] != nil {
			return c.Texts().Day(c.Lang, day)
		}
	}
	var all []string
	for _, k := range first {
		if w := treeWords(c, table, k, x[k]); w != "" {
			all = append(all, w)
		}
	}
	var others []string
	for k := range x {
		if !slices.Contains(first, k) && k != "steps" && k != "law" && k != "hash" && k != "sha256" {
			others = append(others, k)
		}
	}
	slices.Sort(others)
	for _, k := range others {
		name := columnWords(c, moduleOf(table), cmp.Or(within[k], k))
		if name == cmp.Or(within[k], k) { // inner workings have no name
			continue
		}
		switch v := x[k]; {
		case v == true:
			all = append(all, name)
		case v == nil || v == false:
		default:
			if w := treeWords(c, table, k, v); w != "" {
				all = append(all, name+": "+w)
			}
		}
	}
	return strings.Join(all, ", ")
}

// isID reports whether a value is the identifier of a record.
func isID(v string) bool {
	return len(v) == 36 && strings.Count(v, "-") == 4 && !strings.Contains(v, " ")
}

// opaque reports whether a value says nothing to a reader: an identifier
// without a name, or a digest.
func opaque(v string) bool { return strings.HasPrefix(v, "sha256:") || isID(v) }
