package api

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"minutebook/internal/records"
)

func TestTracker(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		child := h.childNumbered(1)
		res := h.do(ask{method: "GET", path: "/api/v1/tracker?as_of=2026-03-01&team=north", who: "chair"})
		res.want(t, 200)
		if !strings.HasPrefix(string(res.body), child.CaseNumber+" with 0 records\n") || res.Header.Get("Content-Type") != workbookType ||
			res.Header.Get("Content-Disposition") != "attachment; filename=tracker-2026-03-01.xlsx" {
			t.Errorf("%v %.60s", res.Header, res.body)
		}
		for query, says := range map[string]string{
			"policy=atlantis": "policy pack", "team=south": "id of a team", "anonymous=true&team=north": "whole service",
			"anonymous=perhaps": "must be one of", "as_of=yesterday": "year-month-day",
		} {
			p := h.do(ask{method: "GET", path: "/api/v1/tracker?" + query, who: "chair"}).want(t, 400)
			if len(p.Problems) > 0 {
				p.Detail = p.Problems[0].Message
			}
			if !strings.Contains(p.Detail, says) {
				t.Errorf("%s: %q", query, p.Detail)
			}
		}
	})
}

// noInk is a service that makes no packs.
type noInk struct{ working }

func (noInk) StreamPack(context.Context, records.Actor, records.PackOrder, func(records.Pack) io.Writer) (records.Pack, error) {
	return records.Pack{}, errors.New("no ink")
}

func TestTrackerThatFails(t *testing.T) {
	t.Parallel()
	h := houseOn(t, databases["sqlite"](t), func(c *Config) { c.Records = noInk{c.Records} })
	h.do(ask{method: "GET", path: "/api/v1/tracker", who: "chair"}).want(t, 500)
}
