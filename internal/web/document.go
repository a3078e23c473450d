package web

import (
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"minutebook/internal/records"
)

// document sends a paper as a file to keep.
func (w *Web) document(v *visit) (answer, error) {
	doc, err := w.Records.Document(v.Context(), v.actor(), v.param("document"))
	if err != nil {
		return answer{}, err
	}
	if doc.RecordID != v.param("record") {
		return answer{}, records.ErrNotFound
	}
	return answer{file: &doc}, nil
}

// pdfFirst puts the paper that most people want before the one for editing.
func pdfFirst(papers []records.Document) {
	slices.SortStableFunc(papers, func(a, b records.Document) int { return strings.Compare(b.Format, a.Format) })
}

var mediaTypes = map[string]string{
	"pdf":  "application/pdf",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

func sendFile(c *gin.Context, doc *records.Document) {
	kind, ok := mediaTypes[doc.Format]
	if !ok {
		kind = "application/octet-stream"
	}
	// FormatMediaType writes names beyond ASCII as RFC 2231 asks.
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": doc.Name}))
	c.Header("Content-Length", strconv.Itoa(len(doc.Data)))
	c.Data(http.StatusOK, kind, doc.Data)
}
