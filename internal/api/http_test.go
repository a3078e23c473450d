package api

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/sign"
)

func TestMethods(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, c := range []struct{ method, path, allow string }{
		{"PATCH", "/api/v1/records/x/form", "PUT, OPTIONS"},
		{"DELETE", "/api/v1/children", "GET, POST, HEAD, OPTIONS"},
		{"GET", "/api/v1/verify", "POST, OPTIONS"},
		{"HEAD", "/api/v1/verify", "POST, OPTIONS"},
		{"TRACE", "/api/openapi.json", "GET, HEAD, OPTIONS"},
	} {
		res := h.do(ask{method: c.method, path: c.path})
		res.want(t, http.StatusMethodNotAllowed)
		if got := res.Header.Get("Allow"); got != c.allow {
			t.Errorf("%s %s allows %q, want %q", c.method, c.path, got, c.allow)
		}
	}
	res := h.do(ask{method: "OPTIONS", path: "/api/v1/children"})
	if res.want(t, http.StatusNoContent); res.Header.Get("Allow") != "GET, POST, HEAD, OPTIONS" {
		t.Errorf("OPTIONS: %v", res.Header)
	}
	h.do(ask{method: "OPTIONS", path: "/api/v1/nowhere"}).want(t, 404)
}

func TestHeadIsGetWithoutTheBody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	path := "/api/v1/records/" + h.record(exampleForm()).ID
	get, head := h.do(ask{method: "GET", path: path, who: "worker"}), h.do(ask{method: "HEAD", path: path, who: "worker"})
	get.want(t, 200)
	head.want(t, 200)
	if len(head.body) != 0 || head.ContentLength != get.ContentLength || head.Header.Get("ETag") != get.Header.Get("ETag") {
		t.Errorf("HEAD has %d bytes, announces %d and %v", len(head.body), head.ContentLength, head.Header)
	}
	h.do(ask{method: "HEAD", path: "/api/v1/records/none", who: "worker"}).want(t, 404)
}

func TestAccept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for accept, status := range map[string]int{
		"": 200, "*/*": 200, "application/*": 200, "application/json": 200, "text/html, application/json;q=0.1": 200, "text/html, */*;q=0.1": 200,
		"text/html": 406, "application/json;q=0": 406, "application/json;q=0, */*": 406, "application/xml": 406, "nonsense": 406, "application/json;q=x": 406,
	} {
		res := h.do(ask{method: "GET", path: "/api/v1/forms", who: "worker", header: map[string]string{"Accept": accept}})
		if res.want(t, status); status == 406 && !strings.Contains(string(res.body), "application/json") {
			t.Errorf("Accept: %s is answered %s", accept, res.body)
		}
	}
	res := h.do(ask{method: "GET", path: "/api/v1/forms/ppm/schema", who: "worker", header: map[string]string{"Accept": jsonType}})
	if res.want(t, 200); res.Header.Get("Content-Type") != jsonType {
		t.Errorf("a schema as JSON is %s", res.Header.Get("Content-Type"))
	}
	h.do(ask{method: "GET", path: h.request(routeNamed(t, "getDocument"), 0).path, who: "worker", header: map[string]string{"Accept": pdfType}}).want(t, 406)
}

func routeNamed(t *testing.T, name string) route {
	t.Helper()
	for _, r := range routes() {
		if r.name == name {
			return r
		}
	}
	t.Fatalf("no route %s", name)
	return route{}
}

func TestContentType(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, c := range []struct {
		kind, coding string
		status       int
	}{
		{"application/json", "", 200}, {"Application/JSON; charset=UTF-8", "", 200}, {"application/json", "identity", 200},
		{"", "", 415}, {"text/plain", "", 415}, {"application/json; charset=latin1", "", 415}, {"application/json", "gzip", 415}, {";", "", 415},
	} {
		res := h.do(ask{method: "POST", path: "/api/v1/check/ppm", who: "worker", body: "{}",
			header: map[string]string{"Content-Type": c.kind, "Content-Encoding": c.coding}})
		res.want(t, c.status)
	}
}

func TestBodiesThatAreTooLarge(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	form := strings.Repeat(" ", forms.MaxBody) + "{}"
	if p := h.do(ask{method: "POST", path: "/api/v1/check/ppm", who: "worker", body: form}).want(t, 413); !strings.Contains(p.Detail, "8 MB") {
		t.Errorf("%+v", p)
	}
	file := bytes.Repeat([]byte("x"), sign.MaxFile+1)
	if p := h.do(ask{method: "POST", path: "/api/v1/verify", body: file, header: map[string]string{"Content-Type": bytesType}}).want(t, 413); !strings.Contains(p.Detail, "32 MB") {
		t.Errorf("%+v", p)
	}
	upload, kind := uploadOf(t, "file", file)
	if p := h.do(ask{method: "POST", path: "/api/v1/verify", body: upload, header: map[string]string{"Content-Type": kind}}).want(t, 413); !strings.Contains(p.Detail, "32 MB") {
		t.Errorf("%+v", p)
	}
}

func uploadOf(t *testing.T, name string, file []byte) (body []byte, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile(name, "minutes.pdf")
	must(t, err)
	_, err = part.Write(file)
	must(t, err)
	must(t, w.Close())
	return b.Bytes(), w.FormDataContentType()
}

func TestVerifyUploads(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	upload, kind := uploadOf(t, "file", []byte("%PDF-1.7 nothing"))
	res := h.do(ask{method: "POST", path: "/api/v1/verify", body: upload, header: map[string]string{"Content-Type": kind}})
	res.want(t, 200)
	if v := into[verification](t, res); v.Valid || v.Register != nil || v.SHA256 != "01d35c5d0ffca3b7f9f45c6e8a7b3e34b56dfd9c7ee6cb4ff8a3f9b7b3e5a4d1" && len(v.SHA256) != 64 {
		t.Errorf("%s", res.body)
	}
	other, otherKind := uploadOf(t, "paper", []byte("%PDF-1.7"))
	for name, c := range map[string]struct {
		body []byte
		kind string
	}{
		"another part": {other, otherKind}, "no boundary": {upload, uploadType}, "cut off": {upload[:len(upload)/2], kind}, "nothing": {nil, kind},
	} {
		res := h.do(ask{method: "POST", path: "/api/v1/verify", body: c.body, header: map[string]string{"Content-Type": c.kind}})
		if p := res.want(t, 400); p.Type != "/problems/unreadable" {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// working is Records under another name: embedded as Records, it would hide its method of that name.
type working = Records

// broken is a service in which one thing goes wrong.
type broken struct {
	working
	fail func() error
}

func (b broken) Record(context.Context, records.Actor, string) (records.Record, error) {
	return records.Record{}, b.fail()
}

func TestFailuresAreToldWithoutCaseContent(t *testing.T) {
	t.Parallel()
	const secret = "Robin was hurt"
	for name, c := range map[string]struct {
		fail   func() error
		status int
		logged bool
	}{
		"panic":         {func() error { panic(secret) }, 500, true},
		"runtime panic": {func() error { return []error{}[len(secret)] }, 500, true},
		"unknown error": {func() error { return errors.New("the moon is in the way") }, 500, true},
		"no database":   {func() error { return &records.UnavailableError{Err: errors.New("connection refused")} }, 503, true},
		"forbidden":     {func() error { return records.ErrForbidden }, 403, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := houseOn(t, databases["sqlite"](t), func(c2 *Config) { c2.Records = broken{c2.Records, c.fail} })
			res := h.do(ask{method: "GET", path: "/api/v1/records/some", who: "worker"})
			p := res.want(t, c.status)
			log := h.log.String()
			if strings.Contains(string(res.body)+log, secret) || strings.Contains(string(res.body), "moon") {
				t.Errorf("told %s, logged %s", res.body, log)
			}
			if p.Instance == "" || p.Instance != res.Header.Get(requestID) || strings.Contains(log, p.Instance) != c.logged {
				t.Errorf("instance %q, header %q, log %s", p.Instance, res.Header.Get(requestID), log)
			}
			if (res.Header.Get("Retry-After") != "") != (c.status == 503) {
				t.Errorf("headers %v", res.Header)
			}
		})
	}
}

// nobodyKnows stands for accounts whose database is away.
type nobodyKnows struct{ People }

func (nobodyKnows) AuthenticateProgram(context.Context, string, string, string) (auth.Person, error) {
	return auth.Person{}, errors.New("the database is away")
}

func (nobodyKnows) Bearer(context.Context, string, string) (auth.Person, auth.Token, error) {
	return auth.Person{}, auth.Token{}, errors.New("the database is away")
}

func TestAnUnknownAuthenticationErrorIsNotARefusal(t *testing.T) {
	t.Parallel()
	h := houseOn(t, databases["sqlite"](t), func(c *Config) {
		c.People = nobodyKnows{}
	})
	h.do(ask{method: "GET", path: "/api/v1/forms", who: "worker"}).want(t, 503)
	h.do(ask{method: "GET", path: "/api/v1/forms", token: "mb_x"}).want(t, 503)
}

func TestALostDatabase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	path := "/api/v1/records/" + h.record(exampleForm()).ID
	must(t, h.db.Close())
	h.do(ask{method: "PUT", path: path + "/form", who: "worker", body: exampleForm(), header: at(`"1"`)}).want(t, 503)
}

// What a route refuses before it looks at anything follows from its row in the route list.
func TestEachRouteRefuses(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i, r := range routes() {
		good := h.request(r, i)
		good.who = "chair"
		refused := func(what string, status int, change func(*ask)) {
			t.Helper()
			a := good
			a.header = maps.Clone(good.header)
			change(&a)
			if res := h.do(a); res.err != nil || res.StatusCode != status {
				t.Errorf("%s with %s: %v %s, want %d", r.name, what, res.err, short(res.body), status)
			}
		}
		refused("another Accept", 406, func(a *ask) { a.header["Accept"] = "text/html" })
		refused("an unknown parameter", 400, func(a *ask) { a.path += "?x=1" })
		if r.guarded {
			refused("no If-Match", 428, func(a *ask) { delete(a.header, "If-Match") })
			refused("an old If-Match", 412, func(a *ask) { a.header["If-Match"] = `"9"` })
		}
		if r.takes != nil {
			refused("another Content-Type", 415, func(a *ask) { a.header["Content-Type"] = "text/html" })
			refused("compression", 415, func(a *ask) { a.header["Content-Encoding"] = "gzip" })
		}
		if r.takes != nil && r.takes.types == nil {
			refused("half a body", 400, func(a *ask) { a.body = `{"name"` })
			refused("8 MB and more", 413, func(a *ask) { a.body = strings.Repeat(" ", forms.MaxBody+1) })
		}
	}
}
