package server_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"minutebook/forms"
)

// longReview stores a review with sixty actions, the largest section that is likely, and returns the address of the section.
func (h *house) longReview(t testing.TB) string {
	t.Helper()
	form := &forms.PRPM{}
	for i := range 60 {
		form.NewRecommendations.Actions = append(form.NewRecommendations.Actions, forms.Action{
			Recommendation: fmt.Sprintf("Action %d: %s", i+1, strings.Repeat("ask, write down and tell everybody ", i%9+1)), ByWhom: "Tom Brennan",
		})
	}
	rec, _, err := h.Create(t.Context(), h.Worker, h.draft(t, nil).ChildID, form)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range forms.Define(rec.Kind).Sections {
		for _, f := range s.Fields {
			if f.ID == "new_recommendations" {
				return section(rec.ID, s.ID)
			}
		}
	}
	t.Fatal("the review has no such section")
	return ""
}

// asked is a request of a browser.
func (c *caller) asked(address, site string) *http.Request {
	r := httptest.NewRequestWithContext(c.t.Context(), http.MethodGet, c.h.sites.URL+address, nil)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br")
	if site != "" {
		r.Header.Set("Sec-Fetch-Site", site)
	}
	for _, cookie := range c.http.Jar.Cookies(r.URL) {
		r.AddCookie(cookie)
	}
	return r
}

// A page is compressed for whoever asks for it on their own, and for no other site, whose guesses its length would answer.
func TestCompressed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	address, tom := h.longReview(t), h.as(t, "tom")
	for site, want := range map[string]string{"same-origin": "gzip", "none": "gzip", "cross-site": "", "same-site": "", "": ""} {
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, tom.asked(address, site))
		if got := w.Header().Get("Content-Encoding"); got != want || w.Code != http.StatusOK {
			t.Errorf("asked by %q: %d, %q, want %q", site, w.Code, got, want)
		}
		if want == "" {
			continue
		}
		if w.Body.Len() > 100_000 {
			t.Errorf("%d bytes are too many", w.Body.Len())
		}
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(z)
		if err != nil || !strings.HasSuffix(strings.TrimSpace(string(page)), "</html>") {
			t.Errorf("the page does not come whole: %v", err)
		}
	}
}

// BenchmarkSixtyActions is the whole way of a page: session, record, problems, template, compression.
func BenchmarkSixtyActions(b *testing.B) {
	h := newHouse(b)
	address, tom := h.longReview(b), h.as(b, "tom")
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, tom.asked(address, "same-origin"))
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
		b.ReportMetric(float64(w.Body.Len()), "B/page")
	}
}
