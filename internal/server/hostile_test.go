package server_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/sign"
)

// endless is an upload of so many bytes that no test holds. It notes how much of it was read, and how much was alive in
// memory meanwhile.
type endless struct {
	head       io.Reader
	left       int64
	read, mark int64
	peak       uint64
}

func (e *endless) Read(p []byte) (n int, err error) {
	if n, err = e.head.Read(p); n == 0 && e.left > 0 {
		n, err = int(min(int64(len(p)), e.left)), nil
		e.left -= int64(n)
		clear(p[:n]) // a buffer that is used again holds the head, with its boundary
	}
	e.read += int64(n)
	if e.read >= e.mark {
		e.mark += 8 << 20
		e.peak = max(e.peak, alive())
	}
	return n, err
}

// alive is how many bytes of the heap are in use, rubbish not counted.
func alive() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// An upload without end is read as far as its route allows and no further, and leaves nothing in memory. This test does not
// run beside others, because it measures the memory of all of them.
func TestEndlessUpload(t *testing.T) {
	h := newHouse(t)
	for _, u := range []struct {
		path, as string
		most     int64
	}{{"/verify", "", sign.MaxFile}, {"/imports", "mo", records.MostImported}} {
		c := h.as(t, u.as)
		const head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
		e := &endless{head: strings.NewReader(head), left: 200 << 20}
		r := c.request(http.MethodPost, u.path, "multipart/form-data; boundary=x", e)
		r.ContentLength = int64(len(head)) + e.left
		for _, cookie := range c.http.Jar.Cookies(r.URL) {
			r.AddCookie(cookie)
		}
		before, w := alive(), httptest.NewRecorder()
		h.handler.ServeHTTP(w, r) // without a network, whose buffers would count
		if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "That is too large") {
			t.Errorf("%s: %d", u.path, w.Code)
		}
		const spare = 2 << 20
		if e.read > u.most+spare {
			t.Errorf("%s: %d MB were read", u.path, e.read>>20)
		}
		if e.peak > before+uint64(2*u.most) { // a buffer that grows is there twice for a moment
			t.Errorf("%s: %d MB in memory while it is read, %d MB before", u.path, e.peak>>20, before>>20)
		}
		if after := alive(); after > before+spare {
			t.Errorf("%s: %d MB in memory afterwards, %d MB before", u.path, after>>20, before>>20)
		}
		t.Logf("%s: %d MB read, memory %d MB before, %d MB at most", u.path, e.read>>20, before>>20, e.peak>>20)
	}
}

// The server hangs up on a request whose head is too long, or whose head or body never ends.
func TestEndlessRequest(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	for name, limit := range map[string]time.Duration{
		"head": server.HTTP("", nil, log).ReadHeaderTimeout, "body": server.HTTP("", nil, log).ReadTimeout,
		"answer": server.HTTP("", nil, log).WriteTimeout, "pause": server.HTTP("", nil, log).IdleTimeout,
	} {
		if limit <= 0 || limit > 5*time.Minute {
			t.Errorf("the limit on a request's %s is %s", name, limit)
		}
	}
	for name, d := range map[string]struct {
		sends, answer string
	}{
		"long head": {"GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Long: " + strings.Repeat("x", 2<<20) + "\r\n\r\n", "HTTP/1.1 431"},
		"slow head": {"GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Slow: ", ""},
		"slow body": {"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nusername=tom", "HTTP/1.1 4"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := httptest.NewUnstartedServer(nil)
			site.Config = server.HTTP("", h.handler, log)
			site.Config.ReadHeaderTimeout, site.Config.ReadTimeout = 50*time.Millisecond, 100*time.Millisecond
			if name == "long head" { // is refused at once, and not for being slow
				site.Config.ReadHeaderTimeout, site.Config.ReadTimeout = time.Minute, time.Minute
			}
			site.Start()
			defer site.Close()
			conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", site.Listener.Addr().String())
			must(t, err)
			must(t, conn.SetDeadline(time.Now().Add(time.Minute))) // so that a server that waits fails the test
			if _, err := io.WriteString(conn, d.sends); err != nil && name != "long head" {
				t.Fatal(err) // of the long head the server need not read all
			}
			answer, err := bufio.NewReader(conn).ReadString('\n')
			if d.answer == "" && err == io.EOF && answer == "" {
				return
			}
			if !strings.HasPrefix(answer, d.answer) || d.answer == "" {
				t.Errorf("it answers %q (%v)", answer, err)
			}
		})
	}
}

// A signature that is sent over two connections at once is one signature; the way back leads to it.
func TestSignedOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.Completed(t)
	address := "/records/" + rec.ID + "/sign"
	here, there := h.as(t, "nadia"), h.as(t, "nadia")
	form := here.get(address).inputs(address)
	form.Set("password", password)
	var both sync.WaitGroup
	for _, c := range []*caller{here, there} {
		c.http.Transport = &http.Transport{} // a connection of its own
		both.Go(func() {
			if got := c.post(address, form); got.location() != address {
				t.Errorf("%d, to %q", got.status, got.location())
			}
		})
	}
	both.Wait()
	for table, query := range map[string]string{"audit": "action = 'record.sign' AND record_id = ?", "signatures": "record_id = ?"} {
		var n int
		must(t, h.Raw.QueryRow("SELECT count(*) FROM "+table+" WHERE "+query, rec.ID).Scan(&n))
		if n != 1 {
			t.Errorf("%d signatures in %s", n, table)
		}
	}
	here.get(address).want(http.StatusOK, "already signed by Nadia Okafor")
	here.get("/records/" + rec.ID + "/preview").want(http.StatusSeeOther)
}

// markup would be elements or a template's action if a page took it as it is.
const markup = `<script>alert(1)</script><img src=x onerror=alert(1)>{{.}}'"&amp;`

// reads fails the test unless the page has the markup, and has it as text.
func (c *caller) reads(path string) {
	c.t.Helper()
	page := c.get(path).want(http.StatusOK, markup)
	for n := range page.doc.Descendants() {
		if _, found := attr(n, "onerror"); found || n.Data == "script" && strings.Contains(text(n), "alert") {
			c.t.Errorf("%s: what was typed is markup", path)
		}
	}
}

// What people call teams, one another and their tokens, and why they say they do things, is text wherever it is shown.
func TestHostileNamesAndReasons(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec, ines := h.asking(t)
	issued := h.issued(t)
	record, signed := "/records/"+rec.ID, "/records/"+issued.ID
	priya, nadia, tom, person, amir := h.as(t, "priya"), h.as(t, "nadia"), h.as(t, "tom"), h.as(t, "ines"), h.as(t, "amir")

	priya.post("/teams/north", url.Values{"name": {markup}}).want(http.StatusSeeOther)
	for _, path := range []string{"/teams", "/teams/north", "/people/" + ines.ID, "/allocations?case_number=C-1000"} {
		priya.reads(path)
	}

	tom.post("/account/tokens", url.Values{"name": {markup}, "days": {"30"}, "scopes": {"records:read"}, "password": {password}}).want(http.StatusOK)
	tom.reads("/account/tokens")
	priya.reads("/people/" + h.idOf(t, "tom"))

	nadia.post(record+"/agreement", url.Values{"version": {"1"}, "person": {ines.ID}}).want(http.StatusSeeOther)
	form := person.get(record + "/agree").inputs(record + "/agree")
	form.Set("comment.background", markup)
	form.Set("answer", "comments")
	person.post(record+"/agree", form).want(http.StatusSeeOther)
	person.reads(record + "/agree")
	nadia.reads(record + "/agreement")

	nadia.post(signed+"/amend", url.Values{"version": {fmt.Sprint(issued.Version)}, "reason": {markup}}).want(http.StatusSeeOther)
	nadia.reads(signed)

	person.post("/children/open", url.Values{"case_number": {"C-1000"}, "reason": {markup}}).want(http.StatusSeeOther)
	person.reads("/children/" + rec.ChildID)
	priya.reads("/openings")
	priya.reads("/allocations?case_number=C-1000")
	amir.reads("/audit")

	priya.post("/people/"+ines.ID, url.Values{"name": {markup}, "role": {string(auth.TeamManager)}}).want(http.StatusSeeOther)
	for _, path := range []string{"/people", "/people/" + ines.ID} {
		priya.reads(path)
	}
	person.reads("/")
	person.reads("/account")
}

// A page of a mistake of ours has a number for those who run the service, and nothing of what happened.
func TestFailureSaysNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	h.faults.panic.Store(true)
	panicked := c.get("/records/"+rec.ID).want(http.StatusInternalServerError, "Something went wrong")
	if _, err := h.Raw.Exec("ALTER TABLE teams RENAME TO gone"); err != nil {
		t.Fatal(err)
	}
	for _, page := range []*got{panicked, h.as(t, "priya").get("/teams")} {
		if id := page.header.Get("X-Request-Id"); page.status < 500 || id == "" {
			t.Errorf("%d, number %q", page.status, id)
		}
		for _, cause := range []string{"Mia Fictional", "panic", "goroutine", ".go:", "no such table", "SQL", "teams:"} {
			if strings.Contains(page.body, cause) {
				t.Errorf("the page says %q:\n%s", cause, text(page.doc))
			}
		}
	}
}
