package inspection

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/text"
)

// keys lists the texts that the tables of this package lead to.
func keys() []string {
	var all []string
	add := func(prefix string, words ...string) {
		for _, w := range words {
			all = append(all, ID+"."+prefix+"."+w)
		}
	}
	add("kind", words(Kinds)...)
	add("basis", words(Bases)...)
	add("body", words(Bodies)...)
	add("tier", words(Tiers)...)
	add("object", words(ObjectTypes)...)
	add("team", words(TeamRoles)...)
	add("tie", words(Ties)...)
	add("result", words(Results)...)
	add("degree", words(Degrees)...)
	add("reminder.kind", words(ReminderKinds)...)
	add("round", words(HearingRounds)...)
	add("form", append(words(MemberForms), "dissolution", "none")...)
	add("decider", words(Deciders)...)
	add("block", words(Blocks)...)
	add("suspension.kind", words(SuspensionKinds)...)
	add("outcome", words(Outcomes)...)
	add("ground", words(Grounds)...)
	add("refuse.appeal", words(Grounds)...)
	add("relative", words(Relatives)...)
	add("path", words([]Path{ToAppeal, ToGuidance, ToDenounce})...)
	add("content", contentCodes()...)
	for _, f := range Flows() {
		for _, e := range f.Edges {
			all = append(all, f.Record+"."+string(e.From), f.Record+"."+string(e.To), ID+".verb."+string(e.Do))
			if record := strings.Split(f.Record, "."); len(record) == 3 { // as the journal has it
				all = append(all, ID+".verb."+string(e.Do)+"_"+record[1])
			}
		}
	}
	for _, f := range Figures() {
		all = append(append(all, f.Key), f.Parts...)
	}
	for _, k := range Records() {
		for _, c := range k.New().Columns() {
			add("column", c.Name)
		}
	}
	return all
}

func words[T ~string](all []T) []string {
	var out []string
	for _, x := range all {
		out = append(out, string(x))
	}
	return out
}

var (
	quoted   = regexp.MustCompile(`"(inspection\.(?:need|refuse|warn)\.[a-z_.]*[a-z_])"`)
	tasked   = regexp.MustCompile(`(?:task\(duty\.\w+, "[a-z-]+"|inspectionTask\(duty\.\w+|caseTask\(duty\.\w+), "([a-z_]+)"`)
	verbs    = regexp.MustCompile(`k\.(?:change|subject|finding|caseAct)\([^"\n]*"([a-z][a-z_]+)"`)
	taskVerb = regexp.MustCompile(`, "([a-z]+_[a-z_]+)", (?:SubjectHref|func)`)
)

// inSource finds the keys that the code names.
func inSource(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	fine(t, err)
	var all []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || strings.HasPrefix(f, "pages") || f == "paper.go" {
			continue
		}
		b, err := os.ReadFile(f)
		fine(t, err)
		for _, m := range quoted.FindAllStringSubmatch(string(b), -1) {
			all = append(all, m[1])
		}
		for _, m := range tasked.FindAllStringSubmatch(string(b), -1) {
			all = append(all, "inspection.task."+m[1])
		}
		for _, m := range verbs.FindAllStringSubmatch(string(b), -1) {
			all = append(all, "inspection.verb."+m[1])
		}
		for _, m := range taskVerb.FindAllStringSubmatch(string(b), -1) {
			all = append(all, "inspection.verb."+m[1])
		}
	}
	if len(all) < 150 {
		t.Fatalf("only %d keys found in the source: the patterns no longer fit", len(all))
	}
	return all
}

func TestEveryKeyHasItsTexts(t *testing.T) {
	texts, err := text.Load(Files)
	fine(t, err)
	for _, l := range text.Langs {
		for _, k := range append(keys(), inSource(t)...) {
			if !texts.Has(l, k) {
				t.Errorf("%s: no text for %s", l, k)
			}
		}
	}
	for _, k := range texts.Keys(text.Vi) {
		if !texts.Has(text.En, k) {
			t.Errorf("only in Vietnamese: %s", k)
		}
	}
}

func TestRecordsNameTheirTables(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Records() {
		if !strings.HasPrefix(k.Table, ID+"_") || seen[k.Table] {
			t.Errorf("table %s", k.Table)
		}
		seen[k.Table] = true
	}
	var _ db.Factual = (*Subject)(nil)
	var _ db.Barring = (*Case)(nil)
	var _ db.Attached = (*Finding)(nil)
}
