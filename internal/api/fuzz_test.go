package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzBodies sends any bytes to the three places that read a form or a small body: nothing may break, and every answer
// fits the document.
func FuzzBodies(f *testing.F) {
	for _, c := range badForms {
		f.Add([]byte(c.body))
	}
	f.Add([]byte(`{"kind":"ppm","form":{"venue":"a"}}`))
	f.Add([]byte(`{"name":"a","case_number":"b","events":[{"date":null}]}`))
	h := newHouse(f)
	rec := h.record(exampleForm())
	// The record is at version 1 and stays there: a form that could be saved is told that it is stale.
	asks := []ask{
		{method: "POST", path: "/api/v1/check/ppm", who: "worker"},
		{method: "PUT", path: "/api/v1/records/" + rec.ID + "/form", who: "worker", header: at(`"7"`)},
		{method: "PUT", path: "/api/v1/children/" + childOf(h, rec), who: "worker", header: at(`"7"`)},
		{method: "POST", path: "/api/v1/children/none/records", who: "worker"},
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, a := range asks {
			a.body = body
			res := h.do(a)
			must(t, res.err)
			if res.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s %s: %s", a.method, a.path, short(res.body))
			}
		}
	})
}

// FuzzUploads sends any bytes, under any content type, to the one route that anybody may use.
func FuzzUploads(f *testing.F) {
	f.Add(pdfType, []byte("%PDF-1.7"))
	f.Add(uploadType+"; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nPK\r\n--x--\r\n"))
	f.Add(uploadType+"; boundary=\"", []byte("--"))
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), "POST", "/api/v1/verify", strings.NewReader(string(body)))
		r.Header.Set("Content-Type", contentType)
		h.handler.ServeHTTP(w, r)
		if w.Code >= http.StatusInternalServerError {
			t.Errorf("%q: %s", contentType, short(w.Body.Bytes()))
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	h := newHouse(b)
	body := string(exampleRecord().Form)
	b.ReportAllocs()
	for b.Loop() {
		w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(b.Context(), "POST", "/api/v1/check/ppm", strings.NewReader(body))
		r.Header.Set("Content-Type", jsonType)
		r.SetBasicAuth("worker", password)
		if h.handler.ServeHTTP(w, r); w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}
