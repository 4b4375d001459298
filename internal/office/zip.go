package office

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// parts is the directory of a zipped office file, checked before anything is unpacked.
type parts struct {
	book  *Book
	files map[string]*zip.File // by lower-case path with forward slashes
}

// smallPart is the unpacked size below which a high ratio does no harm.
const smallPart = 1 << 20

const maxParts = 10_000

// openParts reads the directory and refuses one that promises more than the limits allow, or whose parts
// overlap (the way one packed run of bytes is made to unpack many times).
func (b *Book) openParts(r io.ReaderAt, size int64) (*parts, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	if len(z.File) > maxParts {
		return nil, refuse(b.name, "office.bomb")
	}
	p := &parts{book: b, files: make(map[string]*zip.File, len(z.File))}
	var packed, unpacked uint64
	for _, f := range z.File {
		if f.UncompressedSize64 > uint64(b.limits.Unzipped) || f.CompressedSize64 > uint64(size) {
			return nil, p.tooLarge(f)
		}
		if packed += f.CompressedSize64; packed > uint64(size) {
			return nil, refuse(b.name, "office.bomb")
		}
		if unpacked += f.UncompressedSize64; unpacked > uint64(b.limits.Unzipped) {
			return nil, p.tooLarge(f)
		}
		if p.overRatio(f, f.UncompressedSize64) {
			return nil, refuse(b.name, "office.bomb")
		}
		key := partKey(f.Name)
		if _, twice := p.files[key]; twice {
			return nil, fmt.Errorf("the part %q is there twice", cut(f.Name, 80))
		}
		p.files[key] = f
	}
	return p, nil
}

func (p *parts) tooLarge(f *zip.File) error {
	if p.overRatio(f, f.UncompressedSize64) {
		return refuse(p.book.name, "office.bomb")
	}
	return refuse(p.book.name, "office.toobig", megabytes(int64(min(f.UncompressedSize64, 1<<52))), megabytes(p.book.limits.Unzipped))
}

func (p *parts) overRatio(f *zip.File, unpacked uint64) bool {
	return unpacked > smallPart && unpacked/uint64(p.book.limits.Ratio) > f.CompressedSize64
}

func partKey(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (p *parts) has(name string) bool { return p.files[partKey(name)] != nil }

// open gives a part to be read. The reader fails with a *FileError as soon as more comes out than the
// directory promised.
func (p *parts) open(name string) (io.ReadCloser, error) {
	f := p.files[partKey(name)]
	if f == nil {
		return nil, fmt.Errorf("the part %q is missing", cut(name, 80))
	}
	if f.Flags&1 != 0 {
		return nil, refuse(p.book.name, "office.password")
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &partReader{ReadCloser: r, left: int64(f.UncompressedSize64), book: p.book.name}, nil
}

// partReader counts what a part really unpacks to.
type partReader struct {
	io.ReadCloser
	left int64
	book string
}

func (r *partReader) Read(b []byte) (int, error) {
	n, err := r.ReadCloser.Read(b)
	if r.left -= int64(n); r.left < 0 || errors.Is(err, zip.ErrFormat) {
		return 0, refuse(r.book, "office.bomb")
	}
	return n, err
}

// scan walks the tags of a part, handing each to see until it gives io.EOF or another error.
func (p *parts) scan(name string, see func(*scanner) error) error {
	r, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r)
	for {
		if err = s.next(); err == nil {
			err = see(s)
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}

// joinPart resolves the target of a relation found in folder.
func joinPart(folder, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(folder, target)
}
