package server_test

import (
	"net/http"
	"testing"

	"minutebook/internal/server"
	"minutebook/internal/web"
)

// Behind a proxy whose header is believed, both doors know where a call comes from; without one, nobody can pretend.
func TestProxy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		proxies []string
		want    string
	}{"believed": {[]string{"127.0.0.1"}, "203.0.113.9"}, "not believed": {nil, "127.0.0.1"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var from string
			h := newHouse(t, func(_ *house, _ *web.Config, sc *server.Config) {
				sc.Proxies = c.proxies
				sc.API = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { from = r.RemoteAddr })
			})
			rec := h.draft(t, nil)
			visitor := h.as(t, "tom")
			for _, path := range []string{"/api/v1/anything", "/records/" + rec.ID} {
				r := visitor.request(http.MethodGet, path, "", nil)
				r.Header.Set("X-Forwarded-For", "198.51.100.1, 203.0.113.9") // the first is what the caller pretended
				visitor.do(r).want(http.StatusOK)
			}
			if from != c.want+":0" {
				t.Errorf("the API is told %q, want %q", from, c.want)
			}
			lines, err := h.Audit(t.Context(), h.Worker, rec.ID)
			if err != nil || lines[len(lines)-1].From != c.want {
				t.Errorf("the audit has %+v, %v", lines, err)
			}
		})
	}
}
