package api

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"minutebook/internal/auth"
	"minutebook/internal/store/storetest"
)

// FuzzBodies sends any bytes to every route that reads JSON: nothing may break.
func FuzzBodies(f *testing.F) {
	for _, c := range badForms {
		if len(c.body) < 5000 { // larger ones say no more, and are slow to vary
			f.Add([]byte(c.body))
		}
	}
	f.Add([]byte(`{"kind":"ppm","form":{"venue":"a"}}`))
	f.Add([]byte(`{"name":"a","case_number":"b","events":[{"date":null}]}`))
	f.Add([]byte(`{"password":"a"}`))
	h := openHouse(f)
	rec := h.record(exampleForm())
	record, child := "/api/v1/records/"+rec.ID, "/api/v1/children/"+childOf(h, rec)
	f.Fuzz(func(t *testing.T, body []byte) {
		h.survives(t, "POST", "/api/v1/check/ppm", jsonType, body)
		h.survives(t, "PUT", record+"/form", jsonType, body) // saved once, and stale from then on
		h.survives(t, "PUT", child, jsonType, body)
		h.survives(t, "POST", "/api/v1/children", jsonType, body)
		h.survives(t, "POST", child+"/records", jsonType, body)
		h.survives(t, "POST", record+"/sign", jsonType, body)
	})
}

// FuzzUploads sends any bytes, under any content type, to the one route that anybody may use.
func FuzzUploads(f *testing.F) {
	f.Add(pdfType, []byte("%PDF-1.7"))
	f.Add(uploadType+"; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nPK\r\n--x--\r\n"))
	f.Add(uploadType+"; boundary=\"", []byte("--"))
	h := openHouse(f)
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		h.survives(t, "POST", "/api/v1/verify", contentType, body)
	})
}

// FuzzQuery sends any query.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{"", "limit=1&offset=2", "q=%00", "status=draft&child=a", "a;b", "limit=1&limit=2", "%zz"} {
		f.Add(q)
	}
	h := openHouse(f)
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/api/v1/records", nil)
		r.URL.RawQuery = query
		h.answer(t, r)
		r.URL.Path = "/api/v1/children"
		h.answer(t, r)
	})
}

// Whatever comes as credentials is answered, and lets nobody in.
func FuzzAuthorization(f *testing.F) {
	for _, s := range []string{"", "Basic", "Basic Og==", "Basic !", "Bearer", "Bearer mb_", "bearer mb_AAAAAAAAAAAAAAAAAAAAAAAAAA", "Bearer  x", "Digest x", "Bearer \u00fc"} {
		f.Add(s)
	}
	h := newHouse(f)
	f.Fuzz(func(t *testing.T, header string) {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/api/v1/forms", nil)
		r.Header.Set("Authorization", header)
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized {
			t.Errorf("%q: %d", header, w.Code)
		}
	})
}

// everybody opens the door to whoever names themselves: guessed passwords would lock the account, and nothing would be
// tried any more.
type everybody struct {
	*auth.Service
}

func (e everybody) AuthenticateProgram(ctx context.Context, username, _, _ string) (auth.Person, error) {
	a, err := e.Store.Account(ctx, username)
	return a.Person, err
}

func (e everybody) Authenticate(ctx context.Context, username string, _ auth.Proof) (auth.Person, error) {
	return e.AuthenticateProgram(ctx, username, "", "")
}

func openHouse(t testing.TB) *house {
	return houseOn(t, storetest.SQLite(t), func(c *Config) { c.People = everybody{c.People.(*auth.Service)} })
}

func (h *house) survives(t *testing.T, method, path, contentType string, body []byte) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, bytes.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("If-Match", `"1"`)
	h.answer(t, r)
}

func (h *house) answer(t *testing.T, r *http.Request) {
	t.Helper()
	r.SetBasicAuth("chair", password)
	w := httptest.NewRecorder()
	if h.handler.ServeHTTP(w, r); w.Code >= http.StatusInternalServerError || w.Code == http.StatusUnauthorized {
		t.Errorf("%s %s: %s", r.Method, r.URL, short(w.Body.Bytes()))
	}
}

func BenchmarkCheck(b *testing.B) {
	h := newHouse(b)
	body := exampleRecord().Form
	b.ReportAllocs()
	for b.Loop() {
		w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(b.Context(), "POST", "/api/v1/check/ppm", bytes.NewReader(body))
		r.Header.Set("Content-Type", jsonType)
		r.SetBasicAuth("worker", password)
		if h.handler.ServeHTTP(w, r); w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}
