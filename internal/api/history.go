package api

import (
	"mime"
	"net/http"
	"strconv"

	"minutebook/internal/records"
)

// versionSummary is a version without its form.
type versionSummary struct {
	records.Version
	Body *absent `json:"form,omitempty"`
}

func (a *api) listVersions(c *call) error {
	versions, err := a.Records.Versions(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	items := make([]versionSummary, len(versions))
	for i, v := range versions {
		items[i].Version = v
	}
	return c.reply(http.StatusOK, list[versionSummary]{items})
}

func (a *api) getVersion(c *call) error {
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || n < 1 || n > 1<<30 {
		return records.ErrNotFound
	}
	v, err := a.Records.Version(c.Request.Context(), c.by, c.id, n)
	if err != nil {
		return err
	}
	c.Header("ETag", `"`+strconv.Itoa(v.Number)+`"`)
	return c.reply(http.StatusOK, v)
}

func (a *api) listDocuments(c *call) error {
	documents, err := a.Records.Documents(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, list[records.Document]{listed(documents)})
}

func (a *api) getDocument(c *call) error {
	document, err := a.Records.Document(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	contentType, ok := map[string]string{"pdf": pdfType, "docx": wordType}[document.Format]
	if !ok {
		contentType = bytesType
	}
	if err := acceptable(c.Request.Header, []string{contentType}); err != nil {
		return err
	}
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": document.Name}))
	c.Header("ETag", `"`+document.SHA256+`"`)
	send(c.Context, http.StatusOK, contentType, document.Data)
	return nil
}

func (a *api) listAudit(c *call) error {
	lines, err := a.Records.Audit(c.Request.Context(), c.by, c.id)
	if err != nil {
		return err
	}
	return c.reply(http.StatusOK, list[records.AuditLine]{listed(lines)})
}
