package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// This file is about what the scripts of a page ask while a person works on it. They get JSON, and a status that says what to
// do: 401 when the session has ended, 503 when the same may be sent again.

// scripted is one such address. Those that are asked without a person doing anything keep no session alive: a page that was
// left open on a desk ends its session like any other.
type scripted struct {
	path    string
	body    int64 // bytes; 0 means smallBody
	unasked bool
	do      func(*Web, *visit) (any, error)
}

// scripts is every address that scripts ask, always with POST.
var scripts = []scripted{
	{"/records/:record/sections/:section/typed", formBody, false, (*Web).autosave},
	{"/records/:record/sections/:section/present", 0, true, (*Web).present},
	{"/browser-key", 0, true, (*Web).browserKey},
}

func (w *Web) serveScript(c *gin.Context, rt scripted) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, max(rt.body, smallBody))
	v := &visit{Request: c.Request, web: w, params: c.Params, from: c.ClientIP(), id: requestID(c)}
	data, err := any(nil), v.loadSession()
	if err != nil {
		err = unavailable(err)
	}
	c.Request = v.Request
	switch {
	case err != nil:
	case v.person.ID == "":
		c.Status(http.StatusUnauthorized)
		return
	case !writing.lets(v.person.Role):
		err = records.ErrNotFound
	default:
		data, err = rt.do(w, v)
	}
	if err == nil && !rt.unasked {
		if err = v.commitSession(c.Writer.Header()); err != nil {
			v.person, err = auth.Person{}, unavailable(err)
		}
	}
	if err != nil {
		c.Status(w.failed(v, err).status)
		return
	}
	c.JSON(http.StatusOK, data)
}
