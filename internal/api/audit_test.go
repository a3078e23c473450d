package api

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// An auditor goes through the audit page by page and learns of no child but the case number.
func TestSearchAudit(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		rec := h.record(exampleForm())
		for range 3 {
			h.do(ask{method: http.MethodGet, path: v1 + "/records/" + rec.ID, who: "worker"}).want(t, 200)
		}
		address, seen := v1+"/audit?limit=2&record="+rec.ID, 0
		for next := ""; ; {
			res := h.do(ask{method: http.MethodGet, path: address + next, who: "auditor"})
			res.want(t, 200)
			if strings.Contains(string(res.body), exampleChild().Name) {
				t.Errorf("the audit names the child: %s", res.body)
			}
			page := into[auditPage](t, res)
			for _, l := range page.Items {
				if l.RecordID != rec.ID || l.CaseNumber == "" || l.Hash == "" {
					t.Errorf("found %+v", l)
				}
			}
			seen += len(page.Items)
			if page.Next == 0 {
				break
			}
			next = "&before=" + strconv.FormatInt(page.Next, 10)
		}
		if seen != 4 {
			t.Errorf("%d lines were found, want 4", seen)
		}
		h.do(ask{method: http.MethodGet, path: v1 + "/audit?from=yesterday", who: "auditor"}).want(t, 400)
		h.do(ask{method: http.MethodGet, path: v1 + "/audit?from=2020-01-01&to=2020-01-01", who: "auditor"}).want(t, 200)
	})
}
