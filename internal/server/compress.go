package server

import (
	"compress/gzip"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

// This file sends pages in fewer bytes, without giving away what is in them. Whoever can make a browser ask for a page again
// and again, with words of their own in it, and sees how many bytes come back encrypted, can find out letter by letter what
// else is in the page (BREACH). There is no token in our pages to be found, but there are children's names. So a page is
// compressed only where the browser itself says that no other site made it ask: Sec-Fetch-Site, which scripts cannot set. What
// is the same for everybody, the assets, may always be.

// compressible are the kinds of content that become smaller; papers and pictures are compressed in themselves.
var compressible = []string{"text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"}

var gzips = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

func (s *server) compress(c *gin.Context) {
	own := slices.Contains([]string{"same-origin", "none"}, c.GetHeader("Sec-Fetch-Site"))
	public := strings.HasPrefix(c.Request.URL.Path, "/assets/")
	c.Writer.Header().Add("Vary", "Accept-Encoding, Sec-Fetch-Site")
	if !strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") || !own && !public {
		return
	}
	w := &compressing{ResponseWriter: c.Writer}
	c.Writer = w
	c.Next()
	if w.gzip == nil {
		return
	}
	if err := w.gzip.Close(); err != nil {
		s.Log.InfoContext(c.Request.Context(), "answer not sent", "error", err) // whoever asked is gone
	}
	w.gzip.Reset(nil)
	gzips.Put(w.gzip)
}

// compressing decides at the first byte, when the kind of content is known.
type compressing struct {
	gin.ResponseWriter
	begun bool
	gzip  *gzip.Writer
}

func (w *compressing) Write(data []byte) (int, error) {
	h := w.Header()
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	if !w.begun && slices.Contains(compressible, kind) && h.Get("Content-Encoding") == "" {
		w.gzip = gzips.Get().(*gzip.Writer)
		w.gzip.Reset(w.ResponseWriter)
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
	}
	w.begun = true
	if w.gzip != nil {
		return w.gzip.Write(data)
	}
	return w.ResponseWriter.Write(data)
}

func (w *compressing) WriteString(text string) (int, error) { return w.Write([]byte(text)) }
