package inspection

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// A Content is an entry of the catalogue of what findings and violations are
// about. All are conduct that rules of the Party or laws name; there is none
// for opinions. Its title is the text "inspection.content."+Code.
type Content struct {
	Code         string
	NoLimitation bool // discipline for it never expires (Regulation 69-QĐ/TW, art. 4)
}

//go:embed contents.csv
var contentsCSV string

// Contents lists the catalogue in its order.
var Contents = sync.OnceValue(func() []Content {
	var all []Content
	for line := range strings.Lines(contentsCSV) {
		code, flag, _ := strings.Cut(strings.TrimSpace(line), ",")
		if code != "code" && code != "" {
			all = append(all, Content{code, flag == "yes"})
		}
	}
	return all
})

// KnownContents reports whether all codes stand in the catalogue.
func KnownContents(codes []string) bool {
	for _, c := range codes {
		if !slices.ContainsFunc(Contents(), func(x Content) bool { return x.Code == c }) {
			return false
		}
	}
	return true
}

// NoLimitation reports whether any of the contents never expires.
func NoLimitation(codes []string) bool {
	return slices.ContainsFunc(Contents(), func(x Content) bool { return x.NoLimitation && slices.Contains(codes, x.Code) })
}
