package api

import (
	"net/http"

	"minutebook/internal/records"
)

// auditPage is a page of the whole audit.
type auditPage struct {
	Items []records.AuditLine `json:"items"`
	Next  int64               `json:"next,omitempty"` // “before” of the next page; left out on the last one
}

func (a *api) searchAudit(c *call) error {
	asked := c.query.texts
	f := records.AuditFilter{
		Person: asked["person"], CaseNumber: asked["case_number"], RecordID: asked["record"], Action: asked["action"],
		Address: asked["address"], From: c.query.day("from"), To: c.query.day("to"),
		Before: int64(c.query.numbers["before"]), Limit: c.query.numbers["limit"],
	}
	if !f.To.IsZero() {
		f.To = f.To.AddDate(0, 0, 1)
	}
	lines, err := a.Records.SearchAudit(c.Request.Context(), c.by, f)
	if err != nil {
		return err
	}
	page := auditPage{Items: listed(lines)}
	if len(lines) == f.Limit {
		page.Next = lines[len(lines)-1].Seq
	}
	return c.reply(http.StatusOK, page)
}
