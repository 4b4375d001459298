package register

import (
	"context"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strings"

	qr "github.com/piglig/go-qr"

	"liemchinh.vn/internal/db"
	"liemchinh.vn/internal/duty"
	"liemchinh.vn/internal/vn"
)

// labelMark begins the text of every label, with its version.
const labelMark = "LC1"

// registerKey tells this register from others: a digest of the identifier of
// the organisation at the top of the tree, given when the program was set up.
func registerKey(ctx context.Context, whole db.View) (string, error) {
	top := ""
	err := db.Query(ctx, whole, func(r db.Row) error { return r.Scan(&top) },
		`SELECT t.unit FROM org_span t WHERE {visible t} AND t.parent = '' AND NOT t.withdrawn ORDER BY t.valid_from, t.unit LIMIT 1`)
	return fmt.Sprintf("%X", sha256.Sum256([]byte(labelMark+top)))[:8], err
}

// LabelText is what the label of a copy says to a scanner: letters and digits
// that every scanner types alike, whatever the keyboard.
func LabelText(key, id string) string {
	return labelMark + "-" + key + "-" + strings.ToUpper(strings.ReplaceAll(id, "-", ""))
}

var labelForm = regexp.MustCompile(`^LC1-([0-9A-F]{8})-([0-9A-F]{32})$`)

// ReadLabel reads the text of a label and gives the id of its copy. It refuses
// what is no label, and a label of another register.
func ReadLabel(text, key string) (string, error) {
	m := labelForm.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(text)))
	switch {
	case m == nil:
		return "", duty.Missing("labels", "secrets.refuse.label", vn.Tidy(text))
	case m[1] != key:
		return "", duty.Missing("labels", "secrets.refuse.label_other", vn.Tidy(text))
	}
	h := strings.ToLower(m[2])
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-"), nil
}

// labelLines are the labels that were scanned, one a line.
func labelLines(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// A Code is a QR code as the path of an SVG: one unit is one module.
type Code struct {
	Size int // modules, with the quiet zone
	Path string
}

// quiet is the white border that ISO/IEC 18004 asks for, in modules.
const quiet = 4

// DrawLabel draws the code of a label.
func DrawLabel(text string) (Code, error) {
	q, err := qr.EncodeText(text, qr.Medium)
	if err != nil {
		return Code{}, err
	}
	n := q.Size()
	var b strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			run := 0
			for x+run < n && q.Module(x+run, y) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	return Code{Size: n + 2*quiet, Path: b.String()}, nil
}
