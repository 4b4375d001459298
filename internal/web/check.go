package web

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"

	"liemchinh.vn/internal/text"
)

var (
	saysKey  = regexp.MustCompile(`\bt "([^"]+)"`)
	hasIcon  = regexp.MustCompile(`\bicon "([^"]+)"`)
	hasAsset = regexp.MustCompile(`\basset "([^"]+)"`)
)

// Check names every text, icon and asset that a template or the navigation
// asks for and that does not exist, and every text that one language lacks.
// Keys that a template puts together from values are not seen.
func (s *Site) Check() error {
	var errs []error
	for module, f := range s.cfg.Pages {
		errs = append(errs, s.checkFiles(module, f, "pages/*.html"))
	}
	errs = append(errs, s.checkFiles("web", Files, "pages/*.html"), s.checkFiles("web", Files, "layout/*.html"))
	for _, list := range [][]NavEntry{s.cfg.Nav, s.cfg.Actions, s.cfg.Menu} {
		for _, e := range list {
			errs = append(errs, s.checkNav(e))
		}
	}
	for i, l := range text.Langs {
		other := text.Langs[(i+1)%len(text.Langs)]
		for _, k := range s.cfg.Texts.Keys(l) {
			if !s.cfg.Texts.Has(other, k) {
				errs = append(errs, fmt.Errorf("text %s is missing in %s", k, other))
			}
		}
	}
	return errors.Join(errs...)
}

func (s *Site) checkFiles(module string, f fs.FS, glob string) error {
	names, err := fs.Glob(f, glob)
	if err != nil {
		return err
	}
	var errs []error
	for _, n := range names {
		b, err := fs.ReadFile(f, n)
		if err != nil {
			return err
		}
		for _, m := range saysKey.FindAllSubmatch(b, -1) {
			errs = append(errs, s.checkKey(module+"/"+n, string(m[1])))
		}
		for _, m := range hasIcon.FindAllSubmatch(b, -1) {
			if !s.assets.icons[string(m[1])] {
				errs = append(errs, fmt.Errorf("%s/%s: no icon %q", module, n, m[1]))
			}
		}
		for _, m := range hasAsset.FindAllSubmatch(b, -1) {
			if _, err := s.assets.href(string(m[1])); err != nil {
				errs = append(errs, fmt.Errorf("%s/%s: %w", module, n, err))
			}
		}
	}
	return errors.Join(errs...)
}

func (s *Site) checkKey(where, key string) error {
	for _, l := range text.Langs {
		if !s.cfg.Texts.Has(l, key) {
			return fmt.Errorf("%s: no text %s in %s", where, key, l)
		}
	}
	return nil
}

func (s *Site) checkNav(e NavEntry) error {
	err := s.checkKey("navigation "+e.ID, e.TextKey)
	if e.Group != "" {
		err = errors.Join(err, s.checkKey("navigation "+e.ID, e.Group))
	}
	if !e.Sub && !s.assets.icons[e.Icon] {
		err = errors.Join(err, fmt.Errorf("navigation %s: no icon %q", e.ID, e.Icon))
	}
	return err
}
