package office

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner walks the XML of a workbook part tag by tag within fixed memory: a tag must fit the buffer and
// a text the limit given when it is asked for. Namespaces are dropped (x:row is row). Document types are
// refused, so there are no entities but XML's own five and numbers.
type scanner struct {
	r     *bufio.Reader
	name  []byte // local name of the current tag
	attrs []byte // its attributes, unparsed
	kind  tagKind
	buf   []byte // the text collected by text()
	tag   []byte // a tag whose attributes hold '>'
}

type tagKind uint8

const (
	tagOpen tagKind = iota
	tagClose
	tagSelf // <a/>: opens and closes
)

var (
	errMarkup = errors.New("the XML of a part is not well formed")
	errLong   = errors.New("a text is too long")
)

const scanBuffer = 64 << 10

func newScanner(r io.Reader) *scanner { return &scanner{r: bufio.NewReaderSize(r, scanBuffer)} }

// next moves to the next tag, passing over text, comments and instructions. It gives io.EOF at the end.
func (s *scanner) next() error {
	for {
		if err := s.skipText(); err != nil {
			return err
		}
		ok, err := s.readTag()
		if err != nil || ok {
			return err
		}
	}
}

func (s *scanner) skipText() error {
	for {
		_, err := s.r.ReadSlice('<')
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}

// readTag reads what follows '<'. It gives false for comments, instructions and CDATA.
func (s *scanner) readTag() (bool, error) {
	c, err := s.r.ReadByte()
	if err != nil {
		return false, cutShort(err)
	}
	switch c {
	case '?':
		return false, s.skipPast("?>")
	case '!':
		return false, s.skipDeclaration()
	case '/':
		line, err := s.r.ReadSlice('>')
		if err != nil {
			return false, cutShort(err)
		}
		s.kind, s.name, s.attrs = tagClose, local(bytes.TrimSpace(line[:len(line)-1])), nil
		return true, nil
	}
	if err := s.r.UnreadByte(); err != nil {
		return false, err
	}
	line, err := s.wholeTag()
	if err != nil {
		return false, err
	}
	s.setTag(line)
	return true, nil
}

func (s *scanner) setTag(line []byte) {
	s.kind = tagOpen
	if n := len(line); n > 0 && line[n-1] == '/' {
		s.kind, line = tagSelf, line[:n-1]
	}
	end := bytes.IndexAny(line, " \t\r\n")
	if end < 0 {
		end = len(line)
	}
	s.name, s.attrs = local(line[:end]), line[end:]
}

// wholeTag reads up to the '>' that ends the tag; one inside quotes does not.
func (s *scanner) wholeTag() ([]byte, error) {
	line, err := s.r.ReadSlice('>')
	if err != nil {
		return nil, cutShort(err)
	}
	line = line[:len(line)-1]
	if !openQuote(line) {
		return line, nil
	}
	s.tag = append(s.tag[:0], line...)
	for openQuote(s.tag) {
		more, err := s.r.ReadSlice('>')
		if err != nil {
			return nil, cutShort(err)
		}
		if s.tag = append(append(s.tag, '>'), more[:len(more)-1]...); len(s.tag) > scanBuffer {
			return nil, errMarkup
		}
	}
	return s.tag, nil
}

func openQuote(b []byte) bool {
	if bytes.Count(b, []byte{'"'})%2 == 0 && bytes.IndexByte(b, '\'') < 0 {
		return false
	}
	var q byte
	for _, c := range b {
		switch {
		case q == 0 && (c == '"' || c == '\''):
			q = c
		case c == q:
			q = 0
		}
	}
	return q != 0
}

func (s *scanner) skipDeclaration() error {
	peek, err := s.r.Peek(7)
	if err != nil {
		return cutShort(err)
	}
	switch {
	case bytes.HasPrefix(peek, []byte("--")):
		_, _ = s.r.Discard(2)
		return s.skipPast("-->")
	case string(peek) == "[CDATA[":
		return s.skipPast("]]>")
	}
	return errMarkup // a document type: no office program writes one
}

func (s *scanner) skipPast(end string) error {
	last, seen := end[len(end)-1], make([]byte, 0, 3)
	for {
		part, err := s.r.ReadSlice(last)
		seen = append(seen, part[max(0, len(part)-len(end)):]...)
		seen = seen[max(0, len(seen)-len(end)):]
		if err == nil && string(seen) == end {
			return nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return cutShort(err)
		}
	}
}

// text collects the characters of the current element, to its closing tag, tags inside it left out
// (and the texts of those named in skip with them). The bytes are good until the next call.
func (s *scanner) text(limit int, skip string) ([]byte, error) {
	s.buf = s.buf[:0]
	if s.kind == tagSelf {
		return s.buf, nil
	}
	for depth, muted := 1, 0; ; {
		if err := s.readText(limit, muted > 0); err != nil {
			return nil, err
		}
		ok, err := s.readTextTag(limit)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		switch s.kind {
		case tagOpen:
			if depth++; muted == 0 && string(s.name) == skip {
				muted = depth
			}
		case tagClose:
			if depth == muted {
				muted = 0
			}
			if depth--; depth == 0 {
				return s.buf, nil
			}
		}
	}
}

// readTextTag is readTag, keeping the content of CDATA.
func (s *scanner) readTextTag(limit int) (bool, error) {
	if peek, err := s.r.Peek(8); err == nil && string(peek) == "![CDATA[" {
		_, _ = s.r.Discard(8)
		from := len(s.buf)
		for !bytes.HasSuffix(s.buf[from:], []byte("]]>")) {
			c, err := s.r.ReadByte()
			if err != nil {
				return false, cutShort(err)
			}
			if s.buf = append(s.buf, c); len(s.buf) > limit+3 {
				return false, errLong
			}
		}
		s.buf = s.buf[:len(s.buf)-3]
		return false, nil
	}
	return s.readTag()
}

func (s *scanner) readText(limit int, muted bool) error {
	from := len(s.buf)
	for {
		part, err := s.r.ReadSlice('<')
		if err != nil && err != bufio.ErrBufferFull {
			return cutShort(err)
		}
		if err == nil {
			part = part[:len(part)-1]
		}
		if !muted {
			// entities shrink when they are read, at most eightfold for those in use
			if s.buf = append(s.buf, part...); len(s.buf)-from > 8*limit {
				return errLong
			}
		}
		if err == nil {
			break
		}
	}
	plain, ok := unescape(s.buf[from:])
	if s.buf = append(s.buf[:from], plain...); !ok {
		return errMarkup
	}
	if len(s.buf) > limit {
		return errLong
	}
	return nil
}

// attr gives the value of an attribute of the current tag, or nil.
func (s *scanner) attr(name string) []byte {
	rest := s.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:eq])
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return rest[1 : 1+end]
		}
		rest = rest[end+2:]
	}
}

// attrText is attr as text with its entities read.
func (s *scanner) attrText(name string) string {
	v, _ := unescape(bytes.Clone(s.attr(name)))
	return strings.ToValidUTF8(string(v), "\uFFFD")
}

func (s *scanner) attrInt(name string, otherwise int) int {
	n, err := strconv.Atoi(string(s.attr(name)))
	if err != nil {
		return otherwise
	}
	return n
}

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

var entities = map[string]byte{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// unescape reads entities in place; false means one that XML does not know.
func unescape(b []byte) ([]byte, bool) {
	at := bytes.IndexByte(b, '&')
	if at < 0 {
		return b, true
	}
	out := b[:at]
	for at < len(b) {
		if b[at] != '&' {
			out, at = append(out, b[at]), at+1
			continue
		}
		end := bytes.IndexByte(b[at:min(len(b), at+12)], ';')
		if end < 0 {
			return b, false
		}
		name := string(b[at+1 : at+end])
		at += end + 1
		if c, ok := entities[name]; ok {
			out = append(out, c)
		} else if r, ok := numbered(name); ok {
			out = utf8.AppendRune(out, r)
		} else {
			return b, false
		}
	}
	return out, true
}

func numbered(name string) (rune, bool) {
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}

// cutShort says that an end inside a tag is a fault, not an end.
func cutShort(err error) error {
	switch err {
	case io.EOF:
		return io.ErrUnexpectedEOF
	case bufio.ErrBufferFull:
		return errMarkup
	}
	return err
}
