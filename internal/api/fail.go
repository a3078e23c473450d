package api

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"

	"github.com/gin-gonic/gin"
)

const requestID = "X-Request-Id"

// fail answers with the problem that an error is. Faults of the service's own are logged under the request's id; the log
// has the route, never the address itself, whose query may hold a child's name.
func (a *api) fail(c *gin.Context, err error) {
	k, p := problemOf(a.Wording(), err)
	id := c.Writer.Header().Get(requestID)
	p.Type, p.Title, p.Status, p.Instance = "/problems/"+k.name, k.title, k.status, id
	h := c.Writer.Header()
	switch k.status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Basic realm="Minutebook", charset="UTF-8"`)
		h.Add("WWW-Authenticate", `Bearer realm="Minutebook"`)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "10")
	}
	if k.status >= http.StatusInternalServerError {
		a.Log.Error("request failed", slog.String("request", id), slog.String("method", c.Request.Method),
			slog.String("route", c.FullPath()), slog.Int("status", k.status), slog.Any("error", err))
	}
	data, err := json.Marshal(p)
	if err != nil { // only a form that cannot be written could do this
		a.Log.Error("a problem could not be told", slog.String("request", id), slog.Any("error", err))
		data = []byte(`{"type":"/problems/internal","title":"Something went wrong on our side","status":500,"instance":` + strconv.Quote(id) + `}`)
		k = internal
	}
	send(c, k.status, problemType, data)
}

// rescue answers for a handler that panicked. A panic's value may quote a form, so the log gets its type and the stack,
// and the text of the runtime's own errors only.
func (a *api) rescue(c *gin.Context) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler || c.Writer.Written() {
		panic(http.ErrAbortHandler) // too late for an answer: net/http cuts the connection
	}
	text := fmt.Sprintf("panic with a %T", v)
	if e, ok := v.(runtime.Error); ok {
		text = e.Error()
	}
	a.Log.Error("panic", slog.String("request", c.Writer.Header().Get(requestID)), slog.String("panic", text),
		slog.String("stack", string(debug.Stack())))
	a.fail(c, &refusal{kind: internal, detail: "It was written down under the id in “instance”."})
}

// reply answers with JSON. It is made before the first byte is sent, so that a failure is still told as one.
func (c *call) reply(status int, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	send(c.Context, status, jsonType, data)
	return nil
}

func send(c *gin.Context, status int, contentType string, data []byte) {
	c.Header("Content-Length", strconv.Itoa(len(data))) // HEAD tells it too
	c.Data(status, contentType, data)
}

func megabytes(n int64) string { return strconv.FormatInt(n>>20, 10) + " MB" }
