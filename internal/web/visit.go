package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// visit is one request on its way through a handler.
type visit struct {
	*http.Request
	web    *Web
	params gin.Params
	person auth.Person // zero when nobody is signed in
	codes  bool        // the person's account asks for codes
	from   string      // network address
	id     string      // of the request, for error pages and the log
	notice string      // left by the page before
	done   bool        // the handler has finished, so that what it does may be stored
}

func (v *visit) actor() records.Actor { return records.Actor{Person: v.person, From: v.from} }

// param returns a part of the address.
func (v *visit) param(name string) string { return v.params.ByName(name) }

// post returns the inputs of a form that was sent. Values in the address do not count.
func (v *visit) post() (url.Values, error) {
	if err := v.ParseForm(); err != nil {
		return nil, fmt.Errorf("reading what was typed: %w: %w", errBadRequest, err)
	}
	return v.PostForm, nil
}

// postedVersion is the record version from which the page that was sent had started.
func postedVersion(post url.Values) (int, error) {
	n, err := strconv.Atoi(post.Get("version"))
	if err != nil || n < 1 {
		return 0, errBadRequest
	}
	return n, nil
}

// note leaves a sentence that the next page shows once.
func (v *visit) note(sentence string) { v.web.Sessions.Put(v.Context(), "notice", sentence) }

// answer is what a handler wants sent: a page, a redirect or a file.
type answer struct {
	status   int // 0 means 200
	page     string
	title    string
	nav      string // address of the entry that the navigation marks
	problem  bool   // the title begins with "Error:"
	data     any
	redirect string
	file     *records.Document
	stream   *stream
	picture  *forms.Photo
	refresh  string // what the browser is to load by itself, and after how many seconds: "5; url=/address"
}

func seeOther(address string) (answer, error) { return answer{redirect: address}, nil }

// Routes puts every screen on r. HEAD is answered like GET; the HTTP server leaves out the body.
func (w *Web) Routes(r gin.IRouter) {
	for _, rt := range routes {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		r.Match(methods, rt.path, func(c *gin.Context) { w.serve(c, rt) })
	}
	for _, rt := range scripts {
		r.POST(rt.path, func(c *gin.Context) { w.serveScript(c, rt) })
	}
	r.Match([]string{http.MethodGet, http.MethodHead}, assetsPath+":revision/*file", w.asset)
}

// serve runs one request: its session, who it is, the handler, and at last the answer.
func (w *Web) serve(c *gin.Context, rt route) {
	limit := rt.body
	if limit == 0 {
		limit = smallBody
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
	v := &visit{Request: c.Request, web: w, params: c.Params, from: c.ClientIP(), id: requestID(c)}
	if err := v.loadSession(); err != nil {
		w.send(c, v, w.failed(v, &records.UnavailableError{Err: err}))
		return
	}
	c.Request = v.Request // a panic's page can hold on to what the handler had read
	a, err := w.admit(v, rt)
	v.done = err == nil
	if err != nil {
		a = w.failed(v, err)
	}
	if a.page != "" && !a.problem {
		v.notice = w.Sessions.PopString(v.Context(), "notice")
	}
	if err := v.commitSession(c.Writer.Header()); err != nil {
		v.person = auth.Person{}
		a = w.failed(v, &records.UnavailableError{Err: err})
	}
	w.send(c, v, a)
}

// admit runs the handler for those who may come in.
func (w *Web) admit(v *visit, rt route) (answer, error) {
	switch {
	case rt.access == anybody:
	case v.person.ID == "":
		return w.askToSignIn(v)
	case v.owesCodes(rt):
		return seeOther(codesAddress)
	case !rt.access.lets(v.person.Role):
		return answer{}, records.ErrNotFound
	}
	return rt.do(w, v)
}

// send renders and writes an answer. A page that cannot be rendered becomes the plain page for 500.
func (w *Web) send(c *gin.Context, v *visit, a answer) {
	switch {
	case a.redirect != "":
		c.Redirect(http.StatusSeeOther, a.redirect)
		return
	case a.file != nil:
		sendFile(c, a.file)
		return
	case a.stream != nil:
		a.stream.send(c, w, v)
		return
	case a.picture != nil:
		c.Header("Content-Disposition", "inline")
		c.Data(http.StatusOK, a.picture.MediaType, a.picture.Data)
		return
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	page, err := w.rendered(v, a)
	if err != nil {
		w.Log.ErrorContext(v.Context(), "page not rendered", "id", v.id, "page", a.page, "error", err)
		a.status = http.StatusInternalServerError
		if page, err = w.rendered(v, w.failure(v, a.status)); err != nil {
			page = []byte("Something went wrong. Error " + v.id)
		}
	}
	if a.refresh != "" {
		// A header and not a meta element, so that it can be left out when the person asks the page to keep still.
		c.Header("Refresh", a.refresh)
	}
	c.Data(a.status, "text/html; charset=utf-8", page)
}

// Fail answers with the page for a status that was decided outside of any screen: an unknown address, a wrong method, a
// request from another site, a panic.
func (w *Web) Fail(c *gin.Context, status int) {
	v := &visit{Request: c.Request, web: w, from: c.ClientIP(), id: requestID(c)}
	w.send(c, v, w.failure(v, status))
}

// requestID is the id that the server gave the request.
func requestID(c *gin.Context) string { return c.Writer.Header().Get("X-Request-Id") }

var errBadRequest = errors.New("the request is not one that a page of this service sends")
