package counts

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"liemchinh.vn/internal/merkle"
	"liemchinh.vn/internal/vn"
)

// MaxFile is the largest file that is taken in, in bytes.
const MaxFile = 8 << 20

// Limits of one line.
const (
	maxCount = 1_000_000_000
	maxWord  = 100 // letters of a key or a code
)

// A Report is what a file says: counts and where they come from, and nothing
// else. It has no room for a title, a number or a name.
type Report struct {
	Source      string // name of the key of the instance
	Instance    string // name of the office that runs it
	Office      string // code of the office it counts for; "*" for all
	From, To    vn.Day
	Made        string // moment, UTC
	JournalSize int64
	JournalRoot string // base64
	Counts      []Count
	Key         uint32 // id of the key that signed it; not a line of the file
}

// A Count is one line: so many of a figure for an organisation up to a day.
type Count struct {
	Figure string
	Unit   string // code
	Day    vn.Day // one of Ends; of a figure of stock also the day before the period
	N      int
}

// How a file is laid out: the note, its signature, then the lines.
const (
	title = "liemchinh counts 1"
	cut   = "\n-- counts --\n"
)

// head is the text that is signed. The lines stand behind it by their digest.
func (r Report) head(body string) string {
	sum := sha256.Sum256([]byte(body))
	return fmt.Sprintf("%s\nsource %s\ninstance %s\noffice %s\nfrom %s\nto %s\nmade %s\njournal %d %s\nlines %d\nsha256 %s\n", title,
		r.Source, r.Instance, r.Office, r.From, r.To, r.Made, r.JournalSize, r.JournalRoot, len(r.Counts), hex.EncodeToString(sum[:]))
}

func (r Report) body() string {
	var b strings.Builder
	for _, c := range r.Counts {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%d\n", c.Figure, c.Unit, c.Day, c.N)
	}
	return b.String()
}

// Sign writes the file: a signed note and the lines that it vouches for. Source
// is the name of the key. Its first line keeps it apart from the checkpoints
// that are signed with the same key.
func (r Report) Sign(s *merkle.Signer) ([]byte, error) {
	r.Source = s.Name()
	body := r.body()
	signed, err := note.Sign(&note.Note{Text: r.head(body)}, s)
	if err != nil {
		return nil, fmt.Errorf("sign the counts: %w", err)
	}
	return []byte(string(signed) + cut + body), nil
}

// Open reads a file and checks that one of the public keys signed it and that
// not one byte was changed. Errors: ErrLarge, ErrNoFile, ErrSource, ErrAltered.
func Open(b []byte, public []string) (Report, error) {
	if len(b) > MaxFile {
		return Report{}, ErrLarge
	}
	signed, body, ok := strings.Cut(string(b), cut)
	if !ok || !strings.HasPrefix(signed, title+"\n") {
		return Report{}, badLine(1)
	}
	var keys []note.Verifier
	for _, p := range public {
		v, err := note.NewVerifier(p)
		if err != nil {
			return Report{}, fmt.Errorf("public key: %w", err)
		}
		keys = append(keys, v)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(keys...))
	var unknown *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unknown):
		p := ErrSource
		p.Args = []any{unknown.Note.UnverifiedSigs[0].Name}
		return Report{}, p
	case err != nil, !oneForm(n):
		return Report{}, ErrAltered
	}
	r, lines, sum, err := readHead(n.Text)
	if err != nil {
		return Report{}, err
	}
	if got := sha256.Sum256([]byte(body)); hex.EncodeToString(got[:]) != sum || r.Source != n.Sigs[0].Name {
		return Report{}, ErrAltered
	}
	r.Key = n.Sigs[0].Hash
	r.Counts, err = readBody(body, lines, r.From, r.To)
	return r, err
}

// oneForm reports whether a note has one signature, in its one form: the last
// letter of base64 may have bits to spare, which are not signed.
func oneForm(n *note.Note) bool {
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) > 0 {
		return false
	}
	_, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64)
	return err == nil
}

func badLine(n int) error {
	p := ErrNoFile
	p.Args = []any{n}
	return p
}

// readHead reads the signed text.
func readHead(text string) (r Report, lines int, sum string, err error) {
	got := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	names := []string{"", "source ", "instance ", "office ", "from ", "to ", "made ", "journal ", "lines ", "sha256 "}
	if len(got) != len(names) || got[0] != title {
		return r, 0, "", badLine(len(got))
	}
	v := make([]string, len(names))
	for i, name := range names[1:] {
		var ok bool
		if v[i+1], ok = strings.CutPrefix(got[i+1], name); !ok {
			return r, 0, "", badLine(i + 2)
		}
	}
	r = Report{Source: v[1], Instance: v[2], Office: v[3], From: vn.Day(v[4]), To: vn.Day(v[5]), Made: v[6]}
	size, root, _ := strings.Cut(v[7], " ")
	var errs [3]error
	r.JournalSize, errs[0] = strconv.ParseInt(size, 10, 64)
	lines, errs[1] = strconv.Atoi(v[8])
	_, errs[2] = time.Parse(time.RFC3339, r.Made)
	hash, bad := base64.StdEncoding.DecodeString(root)
	r.JournalRoot = root
	switch {
	case !word(r.Office) || len(r.Instance) > 3*maxWord:
		return r, 0, "", badLine(4)
	case checkPeriod(r.From, r.To) != nil:
		return r, 0, "", badLine(5)
	case errs[2] != nil || !strings.HasSuffix(r.Made, "Z"):
		return r, 0, "", badLine(7)
	case errs[0] != nil || r.JournalSize < 0 || r.JournalSize > 1<<53 || bad != nil || len(hash) != merkle.HashSize:
		return r, 0, "", badLine(8)
	case errs[1] != nil || lines < 0 || lines > MaxFile:
		return r, 0, "", badLine(9)
	}
	return r, lines, v[9], nil
}

// headLines is how many lines stand before the counts, for messages.
const headLines = 14

// readBody reads the counts: in order, none twice, on the days of the period.
func readBody(body string, lines int, from, to vn.Day) ([]Count, error) {
	days := append([]vn.Day{from.AddDays(-1)}, Ends(from, to)...)
	var all []Count
	for line := range strings.Lines(body) {
		at := headLines + len(all)
		c, ok := readCount(line)
		if _, on := slices.BinarySearch(days, c.Day); !ok || !on || len(all) == lines {
			return nil, badLine(at)
		}
		if len(all) > 0 && compare(all[len(all)-1], c) >= 0 {
			return nil, badLine(at)
		}
		all = append(all, c)
	}
	if len(all) != lines {
		return nil, badLine(headLines + len(all))
	}
	return all, nil
}

func readCount(line string) (Count, bool) {
	f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
	if len(f) != 4 || !strings.HasSuffix(line, "\n") || !word(f[0]) || !word(f[1]) {
		return Count{}, false
	}
	n, err := strconv.Atoi(f[3])
	if err != nil || n < 1 || n > maxCount || strconv.Itoa(n) != f[3] {
		return Count{}, false
	}
	return Count{f[0], f[1], vn.Day(f[2]), n}, true
}

// word tells whether a key or a code may stand in a file.
func word(s string) bool {
	return s != "" && len(s) <= maxWord && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\ufffd' })
}

// compare is the order of the lines of a file.
func compare(a, b Count) int {
	if d := strings.Compare(a.Figure, b.Figure); d != 0 {
		return d
	}
	if d := strings.Compare(a.Unit, b.Unit); d != 0 {
		return d
	}
	return strings.Compare(string(a.Day), string(b.Day))
}

// Fingerprint is a short form of a public key to be read out and compared: the
// first sixteen bytes of its SHA-256, in groups of four.
func Fingerprint(public string) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(public)))
	h := strings.ToUpper(hex.EncodeToString(sum[:16]))
	var parts []string
	for i := 0; i < len(h); i += 4 {
		parts = append(parts, h[i:i+4])
	}
	return strings.Join(parts, " ")
}
