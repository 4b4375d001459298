package web

import (
	"net/http"
	"os"
	"testing"
)

func TestPreview(t *testing.T) {
	if os.Getenv("PREVIEW") == "" {
		t.Skip()
	}
	_, h, _ := testSite(t)
	http.ListenAndServe("127.0.0.1:8199", h)
}
