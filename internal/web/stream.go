package web

import (
	"fmt"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
)

// stream is a file that is written as it is read, because it may be larger than what one would hold in memory.
type stream struct {
	name, kind string // file name and media type
	write      func(io.Writer) error
}

// send writes the file. When something fails half-way, the connection is cut off: a file that ends early must not look like
// a whole one.
func (s *stream) send(c *gin.Context, w *Web, v *visit) {
	c.Header("Content-Type", s.kind)
	c.Header("Content-Disposition", fmt.Sprintf("attachment; filename=%q", s.name))
	if err := s.write(c.Writer); err != nil {
		w.Log.ErrorContext(v.Context(), "file not sent whole", "id", v.id, "error", err)
		panic(http.ErrAbortHandler)
	}
}
