package ledger

import (
	"strings"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/web"
)

// settingTable is what the entries of the program's own settings are about,
// with the name of the setting: "setting/org.name". A setting belongs to the
// whole instance.
const settingTable = "setting"

// settingDigest lists settings whose values open something: the journal holds
// their digest, and a page shows it as one.
var settingDigest = map[string]bool{"accounts.setup": true}

// settingUnit lists the text that a number is said with.
var settingUnit = map[string]string{"accounts.idle": "ledger.setting.minutes"}

// settingWords is the name of a setting in words.
func settingWords(c *web.Call, name string) string {
	return firstText(c, c.Say("ledger.table.setting")+": "+name, "ledger.setting."+name)
}

// settingChange says what a setting was and is.
func settingChange(c *web.Call, name string, f db.FieldChange, few bool) Change {
	x := Change{Name: c.Say("ledger.column.value"), Was: settingValue(c, name, f.Was), Now: settingValue(c, name, f.Now)}
	if few {
		x.Was, x.Now = clip(x.Was), clip(x.Now)
	}
	return x
}

// settingValue is a value of a setting in words: those of a list by their
// texts, days as the language writes them.
func settingValue(c *web.Call, name, v string) string {
	switch {
	case v == "":
		return ""
	case settingDigest[name]:
		return "sha256:" + v
	case settingUnit[name] != "":
		return c.Say(settingUnit[name], v)
	case strings.ContainsAny(v, " /\n") || len(v) > 40:
		return v
	}
	return firstText(c, c.Texts().Show(c.Lang, v), "ledger.setting."+name+"."+v)
}
