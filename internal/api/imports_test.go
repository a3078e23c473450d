package api

import (
	"net/http"
	"strings"
	"testing"
)

func TestImport(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		good := h.request(routeNamed(t, "importFile"), 1)
		good.who = "chair"
		send := func(query string) imported {
			a := good
			a.path += query
			res := h.do(a)
			res.want(t, http.StatusOK)
			return into[imported](t, res)
		}
		if got := send("?dry_run=true"); got.Applied || got.Changing != 1 || got.Rejected != 1 || len(got.Problems) != 1 || got.Problems[0].Row != 3 {
			t.Errorf("a dry run: %+v", got)
		}
		if got := send(""); got.Applied || got.Added != 0 {
			t.Errorf("all or nothing: %+v", got)
		}
		if got := send("?mode=rows"); !got.Applied || got.Added != 1 {
			t.Errorf("row by row: %+v", got)
		}
		if got := send("?mode=rows"); got.Added != 0 || got.Nothing != 1 || got.Earlier == nil || got.Earlier.By != "Person chair" {
			t.Errorf("again: %+v", got)
		}
		bad := good
		bad.body = "<html>"
		if p := h.do(bad).want(t, http.StatusBadRequest); !strings.Contains(p.Detail, "web page or XML") {
			t.Errorf("%+v", p)
		}
	})
}
