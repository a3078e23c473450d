// Package server answers HTTP: it puts the screens and the API behind one door, with the headers, limits and log lines
// that hold for both.
package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"minutebook/internal/web"
)

// Config is what a server needs.
type Config struct {
	Web    *web.Web
	API    http.Handler                // serves addresses under /api; nil for none
	Log    *slog.Logger                // one line for each request: no query strings, no bodies, nothing of a case
	Ping   func(context.Context) error // whether the database answers
	Secure bool                        // people reach the service through TLS
	// Proxies are the addresses or networks of reverse proxies whose X-Forwarded-For is believed. With none, the address
	// of a request is that of whoever connects.
	Proxies []string
	NewID   func() string    // ids of requests; random text unless set
	Now     func() time.Time // for how long requests take; the system's clock unless set
}

type server struct {
	Config
	engine      *gin.Engine
	crossOrigin *http.CrossOriginProtection
}

// New wires the engine. It fails when the address of a proxy cannot be read.
func New(c Config) (http.Handler, error) {
	if c.NewID == nil {
		c.NewID = rand.Text
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	gin.SetMode(gin.ReleaseMode) // gin would print its routes otherwise
	s := &server{Config: c, engine: gin.New(), crossOrigin: http.NewCrossOriginProtection()}
	e := s.engine
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false // an address has one spelling
	if err := e.SetTrustedProxies(c.Proxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	e.Use(s.log, s.headers, s.compress, s.recover, s.sameOrigin)
	e.NoRoute(func(c *gin.Context) { s.fail(c, http.StatusNotFound) })
	e.NoMethod(func(c *gin.Context) { s.fail(c, http.StatusMethodNotAllowed) })
	get := []string{http.MethodGet, http.MethodHead}
	e.Match(get, "/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	e.Match(get, "/readyz", s.ready)
	if c.API != nil {
		e.Any("/api/*path", s.api)
	}
	c.Web.Routes(e)
	return e, nil
}

// api hands a request over with the address that it came from in place of that of a proxy.
func (s *server) api(c *gin.Context) {
	r := c.Request.Clone(c.Request.Context())
	r.RemoteAddr = net.JoinHostPort(c.ClientIP(), "0")
	s.API.ServeHTTP(c.Writer, r)
}

// HTTP returns a server for the handler with time limits against clients that send or read for ever. A file of 32 MB
// must get through a slow line, so whole requests may take minutes; headers may not.
func HTTP(address string, h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Addr: address, Handler: h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       5 * time.Minute,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// log gives the request its id and writes one line when it is done. The route is logged and not the address: addresses
// that people mistype can hold anything.
func (s *server) log(c *gin.Context) {
	id, start := s.NewID(), s.Now()
	c.Header("X-Request-Id", id)
	c.Next()
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	level := slog.LevelInfo
	if c.Writer.Status() >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.Log.LogAttrs(c.Request.Context(), level, "request",
		slog.String("id", id), slog.String("method", c.Request.Method), slog.String("route", route),
		slog.Int("status", c.Writer.Status()), slog.Int("bytes", max(c.Writer.Size(), 0)),
		slog.Duration("took", s.Now().Sub(start)), slog.String("from", c.ClientIP()))
}

// policy is the Content-Security-Policy of every page: nothing but our own style sheets, scripts, images and forms, and what our scripts ask.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

func (s *server) headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store") // the assets set their own
	if s.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	c.Next()
}

// recover turns a panic into a page with the request's id. The stack goes to the log, the panic's own words do not: they
// may quote a case.
func (s *server) recover(c *gin.Context) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		if cause == http.ErrAbortHandler { // somebody cuts off a file that cannot be sent whole
			panic(cause)
		}
		s.Log.ErrorContext(c.Request.Context(), "panic", "id", c.Writer.Header().Get("X-Request-Id"),
			"type", fmt.Sprintf("%T", cause), "stack", string(debug.Stack()))
		c.Abort()
		if !c.Writer.Written() {
			s.fail(c, http.StatusInternalServerError)
		}
	}()
	c.Next()
}

// sameOrigin refuses requests that change something and come from another website (CSRF).
func (s *server) sameOrigin(c *gin.Context) {
	if err := s.crossOrigin.Check(c.Request); err != nil {
		c.Abort()
		s.fail(c, http.StatusForbidden)
	}
}

// fail answers programs with a problem document and people with a page.
func (s *server) fail(c *gin.Context, status int) {
	if strings.HasPrefix(c.Request.URL.Path, "/api/") {
		c.Header("Content-Type", "application/problem+json")
		c.JSON(status, gin.H{"title": http.StatusText(status), "status": status, "instance": c.Writer.Header().Get("X-Request-Id")})
		return
	}
	s.Web.Fail(c, status)
}

// ready answers load balancers and supervisors.
func (s *server) ready(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), 3*time.Second)
	defer cancel()
	if err := s.Ping(ctx); err != nil {
		s.Log.ErrorContext(ctx, "database does not answer", "error", err)
		c.String(http.StatusServiceUnavailable, "database does not answer\n")
		return
	}
	c.String(http.StatusOK, "ok\n")
}
