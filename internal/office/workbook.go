package office

import (
	"errors"
	"io"
	"strings"
)

// workbook is what must be known of a workbook before its sheets can be read.
type workbook struct {
	parts   *parts
	texts   sharedTexts
	formats []numberFormat // by the s attribute of a cell
	from    int            // day 0 of serial dates, counted as days of 1970
}

const workbookPart = "xl/workbook.xml"

// openZip opens a zipped workbook, or says what else the zip is.
func (b *Book) openZip(r io.ReaderAt, size int64) error {
	p, err := b.openParts(r, size)
	if err != nil {
		return err
	}
	if !p.has(workbookPart) {
		return b.refuseZip(p)
	}
	if p.has("xl/vbaProject.bin") {
		b.notes = append(b.notes, Note{"office.note.macros", []any{b.name}})
	}
	b.work = &workbook{parts: p, from: start1900}
	rels, err := p.relations("xl/_rels/workbook.xml.rels", "xl")
	if err != nil {
		return err
	}
	if err := b.readWorkbook(rels); err != nil {
		return err
	}
	if len(b.sheets) == 0 {
		return refuse(b.name, "office.empty")
	}
	if hidden := b.Hidden(); len(hidden) > 0 {
		b.notes = append(b.notes, Note{"office.note.hidden", []any{b.name, cut(strings.Join(hidden, ", "), 200)}})
	}
	if err := b.readStyles(rels.ofType("styles", "xl/styles.xml")); err != nil {
		return err
	}
	if err := b.readTexts(rels.ofType("sharedStrings", "xl/sharedStrings.xml")); err != nil {
		return err
	}
	return b.refuseEmpty()
}

// otherZips tells apart the zipped files that are not XLSX, by a part or the beginning of one.
var otherZips = []struct{ part, key string }{
	{"xl/workbook.bin", "office.xlsb"},
	{"content.xml", "office.ods"},
	{"word/document.xml", "office.word"},
}

func (b *Book) refuseZip(p *parts) error {
	for _, o := range otherZips {
		if p.has(o.part) {
			return refuse(b.name, o.key)
		}
	}
	return refuse(b.name, "office.notable")
}

// refuseEmpty refuses a workbook none of whose sheets has a row that holds something.
func (b *Book) refuseEmpty() error {
	for _, s := range b.sheets {
		for _, err := range b.Rows(s.name) {
			var fe *FileError
			if err == nil || errors.As(err, &fe) && fe.Key != "office.broken" && fe.Key != "office.bomb" {
				return nil // there is something: faults of one sheet are met when it is read
			}
			return err
		}
	}
	return refuse(b.name, "office.empty")
}

type relation struct{ kind, target string }

// relations maps the ids of a relations part to kind and target.
type relations map[string]relation

func (p *parts) relations(part, folder string) (relations, error) {
	rels := relations{}
	err := p.scan(part, func(s *scanner) error {
		if s.kind == tagClose || string(s.name) != "Relationship" || string(s.attr("TargetMode")) == "External" {
			return nil
		}
		kind := s.attrText("Type")
		kind = kind[strings.LastIndexByte(kind, '/')+1:]
		rels[s.attrText("Id")] = relation{kind, joinPart(folder, s.attrText("Target"))}
		return nil
	})
	return rels, err
}

func (r relations) ofType(kind, otherwise string) string {
	for _, one := range r {
		if one.kind == kind {
			return one.target
		}
	}
	return otherwise
}

// maxSheets is past any book a person turns the tabs of.
const maxSheets = 1_000

func (b *Book) readWorkbook(rels relations) error {
	seen := map[string]bool{}
	return b.work.parts.scan(workbookPart, func(s *scanner) error {
		if s.kind == tagClose {
			return nil
		}
		switch string(s.name) {
		case "workbookPr":
			if v := string(s.attr("date1904")); v == "1" || v == "true" {
				b.work.from = start1904
			}
		case "sheet":
			name, state := s.attrText("name"), string(s.attr("state"))
			rel := rels[string(s.attrPrefixed("id"))]
			target := "part " + partKey(rel.target) // one part read as many sheets would cost many times its size
			if rel.kind != "worksheet" || seen["name "+name] || seen[target] {
				return nil // charts, dialogs and macro sheets hold no table
			}
			if seen["name "+name], seen[target] = true, true; len(seen) > 2*maxSheets {
				return errMarkup
			}
			b.sheets = append(b.sheets, sheetPart{name, rel.target, strings.HasSuffix(strings.ToLower(state), "hidden")})
		}
		return nil
	})
}

// attrPrefixed gives the value of an attribute whose prefix the writer was free to choose (r:id).
func (s *scanner) attrPrefixed(name string) []byte {
	for _, field := range strings.Fields(string(s.attrs)) {
		key, _, ok := strings.Cut(field, "=")
		if prefix, short, colon := strings.Cut(key, ":"); ok && colon && short == name && prefix != "xmlns" {
			return s.attr(key)
		}
	}
	return nil
}

// maxStyles is Excel's own bound on cell styles.
const maxStyles = 65_490

func (b *Book) readStyles(part string) error {
	if !b.work.parts.has(part) {
		return nil
	}
	codes, inCells := map[int]numberFormat{}, false
	return b.work.parts.scan(part, func(s *scanner) error {
		switch string(s.name) {
		case "numFmt":
			if s.kind != tagClose && len(codes) < maxStyles {
				codes[s.attrInt("numFmtId", -1)] = readFormat(s.attrText("formatCode"))
			}
		case "cellXfs":
			inCells = s.kind == tagOpen
		case "xf":
			if !inCells || s.kind == tagClose {
				return nil
			}
			id := s.attrInt("numFmtId", 0)
			format, ok := codes[id]
			if !ok {
				format = builtinFormat(id)
			}
			if b.work.formats = append(b.work.formats, format); len(b.work.formats) > maxStyles {
				return errMarkup
			}
		}
		return nil
	})
}

// sharedTexts are the texts of a workbook that cells point to by number, kept end to end in one string.
type sharedTexts struct {
	all  string
	ends []uint32
}

func (t *sharedTexts) at(n int) (text string, ok bool) {
	if n < 0 || n >= len(t.ends) {
		return "", false
	}
	from := uint32(0)
	if n > 0 {
		from = t.ends[n-1]
	}
	return t.all[from:t.ends[n]], true
}

func (b *Book) readTexts(part string) error {
	if !b.work.parts.has(part) {
		return nil
	}
	var all strings.Builder
	t := &b.work.texts
	most := b.limits.Rows * b.limits.Cols
	err := b.work.parts.scan(part, func(s *scanner) error {
		if s.kind == tagClose || string(s.name) != "si" {
			return nil
		}
		raw, err := s.text(b.limits.Cell, "rPh")
		if errors.Is(err, errLong) {
			return refuse(b.name, "office.celltoolong.shared", len(t.ends)+1, b.limits.Cell)
		}
		if err != nil {
			return err
		}
		all.WriteString(plainText(raw))
		if t.ends = append(t.ends, uint32(all.Len())); len(t.ends) > most {
			return refuse(b.name, "office.bomb")
		}
		return nil
	})
	t.all = all.String()
	return err
}
