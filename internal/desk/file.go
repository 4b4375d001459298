package desk

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"liemchinh.vn/internal/text"
	"liemchinh.vn/internal/web"
)

// ErrFileKind means that a file is none of the kinds that a dossier keeps.
var ErrFileKind = text.Problem{Key: "desk.file.kind"}

// FileKind gives the MIME type of a file by its content. PDF, Word and Excel
// of today, pictures and plain text are kept; what runs by itself is not.
func FileKind(content []byte, name string) (string, error) {
	if len(content) == 0 {
		return "", web.ErrNoFile
	}
	sniffed := http.DetectContentType(content)
	switch {
	case sniffed == "application/pdf", sniffed == "image/jpeg", sniffed == "image/png":
		return sniffed, nil
	case sniffed == "application/zip":
		return officeKind(content)
	case strings.HasPrefix(sniffed, "text/plain") && utf8.Valid(content) && strings.EqualFold(path.Ext(name), ".txt"):
		return "text/plain; charset=utf-8", nil
	}
	return "", ErrFileKind
}

// officeParts name the part that makes a ZIP a document or a workbook.
var officeParts = map[string]string{
	"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xl/workbook.xml":   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

func officeKind(content []byte) (string, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return "", ErrFileKind
	}
	kind := ""
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "vbaProject.bin") {
			return "", ErrFileKind // macros
		}
		if k := officeParts[f.Name]; k != "" {
			kind = k
		}
	}
	if kind == "" {
		return "", ErrFileKind
	}
	return kind, nil
}

// Attachment gives out a kept file, never shown in the browser.
func Attachment(name, kind string, content []byte) web.Reply {
	return web.Reply{File: &web.File{Name: name, Type: kind, Write: func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}}}
}
