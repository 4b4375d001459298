package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
)

//go:embed assets
var assetFiles embed.FS

// assets are the files a browser loads once. Each is known by the hash of its
// content, so it may be kept for ever and is fetched anew when it changes.
type assets struct {
	files map[string]asset // by name, such as "lc.css"
	icons map[string]bool
}

type asset struct {
	body, small []byte // small is gzipped, nil where that gains nothing
	hash, kind  string
}

var assetKinds = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

var (
	symbol  = regexp.MustCompile(`<symbol id="i-([a-z0-9-]+)"`)
	fontRef = regexp.MustCompile(`fonts/[a-z0-9-]+\.woff2`)
)

func loadAssets() (*assets, error) {
	a := &assets{files: map[string]asset{}, icons: map[string]bool{}}
	err := fs.WalkDir(assetFiles, "assets", func(name string, e fs.DirEntry, err error) error {
		kind := assetKinds[path.Ext(name)]
		if err != nil || e.IsDir() || kind == "" {
			return err
		}
		b, err := assetFiles.ReadFile(name)
		if err != nil {
			return err
		}
		a.add(strings.TrimPrefix(name, "assets/"), kind, b)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load assets: %w", err)
	}
	// The stylesheet names the fonts by their hash too, so it is hashed last.
	css := fontRef.ReplaceAllStringFunc(string(a.files["lc.css"].body), func(ref string) string { return ref + "?" + a.files[ref].hash })
	a.add("lc.css", assetKinds[".css"], []byte(css))
	for _, m := range symbol.FindAllStringSubmatch(string(a.files["icons.svg"].body), -1) {
		a.icons[m[1]] = true
	}
	return a, nil
}

func (a *assets) add(name, kind string, b []byte) {
	sum := sha256.Sum256(b)
	f := asset{body: b, hash: hex.EncodeToString(sum[:8]), kind: kind}
	if kind != assetKinds[".woff2"] {
		f.small = gzipped(b)
	}
	a.files[name] = f
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is a valid one
	z.Write(b)                                              // memory does not fail
	z.Close()
	return out.Bytes()
}

// href is the address of an asset with its hash.
func (a *assets) href(name string) (string, error) {
	f, ok := a.files[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return "/assets/" + name + "?" + f.hash, nil
}

// ServeHTTP sends an asset. Only with the right hash may it be kept.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.files[strings.TrimPrefix(r.URL.Path, "/assets/")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("ETag", `"`+f.hash+`"`)
	h.Set("Cache-Control", "no-cache")
	if r.URL.RawQuery == f.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == `"`+f.hash+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if f.small != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			w.Write(f.small)
			return
		}
	}
	w.Write(f.body)
}
