package api

import (
	"slices"
	"strings"
	"testing"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/auth/authtest"
)

// token makes a token for somebody.
func (h *house) token(who string, scopes ...auth.Scope) (secret string, by auth.Actor) {
	h.t.Helper()
	a, err := h.db.Account(h.ctx, who)
	must(h.t, err)
	by = auth.Actor{Person: a.Person, From: "192.0.2.1"}
	secret, err = h.people.MakeToken(h.ctx, by, "tests", scopes, time.Hour)
	must(h.t, err)
	return secret, by
}

// Every route answers a token that has the route's scope as it answers its owner, and refuses one that has all others.
func TestEachRouteAndItsScope(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	with, without := map[auth.Scope]string{}, map[auth.Scope]string{}
	for _, s := range auth.Scopes {
		with[s], _ = h.token("chair", s)
		without[s], _ = h.token("chair2", slices.DeleteFunc(slices.Clone(auth.Scopes), func(other auth.Scope) bool { return other == s })...)
	}
	with[auth.AnyScope] = with[auth.ReadTracker]
	for i, r := range routes() {
		if r.open {
			continue
		}
		good := h.request(r, i)
		if good.token = with[r.scope]; good.token == "" {
			t.Errorf("%s has the scope %q; say which scope a token needs for it", r.name, r.scope)
			continue
		}
		if r.name == "searchAudit" { // the owners of the others may not
			good.token, _ = h.token("auditor", r.scope)
		}
		if bad := good; r.scope != auth.AnyScope {
			bad.token = without[r.scope]
			if p := h.do(bad).want(t, 403); p.Type != "/problems/scope" || !strings.Contains(p.Detail, string(r.scope)) {
				t.Errorf("%s without its scope: %+v", r.name, p)
			}
		}
		if res := h.do(good); res.err != nil || res.StatusCode >= 300 {
			t.Errorf("%s with its scope: %v %s", r.name, res.err, short(res.body))
		}
	}
}

// A token is its owner's: it sees no more, and it ends with the account, the role, its time, or a click.
func TestATokenIsItsOwners(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		admin, _ := h.token("admin", auth.Scopes...)
		h.do(ask{method: "GET", path: "/api/v1/children", token: admin}).want(t, 404)

		list := ask{method: "GET", path: "/api/v1/children"}
		var by auth.Actor
		list.token, by = h.token("worker", auth.ReadChildren)
		h.do(list).want(t, 200)
		must(t, h.db.SetRole(h.ctx, by.ID, auth.Auditor))
		h.do(list).want(t, 404) // the next call sees the new role
		must(t, h.db.SetRole(h.ctx, by.ID, auth.SocialWorker))
		must(t, h.db.SetDisabled(h.ctx, by.ID, true))
		h.do(list).want(t, 401)
		must(t, h.db.SetDisabled(h.ctx, by.ID, false))
		h.do(list).want(t, 200)
		tokens, err := h.db.Tokens(h.ctx, by.ID)
		must(t, err)
		if tokens[0].Used.IsZero() {
			t.Error("the use was not noted")
		}
		must(t, h.people.RevokeToken(h.ctx, by, by.ID, tokens[0].ID))
		if p := h.do(list).want(t, 401); strings.Contains(p.Detail, "revoked") {
			t.Errorf("an answer tells more than the log: %q", p.Detail)
		}
		for _, wrong := range []string{"", "mb_", "mb_AAAAAAAAAAAAAAAAAAAAAAAAAA", list.token + "x", strings.Repeat("x", 5000), "ü"} {
			list.header = map[string]string{"Authorization": "Bearer " + wrong}
			list.token = ""
			h.do(list).want(t, 401)
		}
	})
}

// A token signs with its owner's password only, and a code is asked for where the account has codes.
func TestATokenDoesNotSign(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	i := slices.IndexFunc(routes(), func(r route) bool { return r.name == "signRecord" })
	sign := h.request(routes()[i], 1)
	sign.token, _ = h.token("chair", auth.WriteRecords)
	sign.body = signBody{Password: sign.token}
	if p := h.do(sign).want(t, 403); p.Type != "/problems/password" {
		t.Errorf("%+v", p)
	}
	sign.body = signBody{Password: password}
	h.do(sign).want(t, 200)
}

// An account with codes is opened by a token, not by its password alone, and its owner signs with both.
func TestAccountsWithCodes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	i := slices.IndexFunc(routes(), func(r route) bool { return r.name == "signRecord" })
	sign := h.request(routes()[i], 1)
	token, by := h.token("chair", auth.WriteRecords, auth.ReadChildren)
	_, recovery := authtest.Enrol(t, h.people, by)
	list := ask{method: "GET", path: "/api/v1/children", who: "chair"}
	if p := h.do(list).want(t, 401); p.Type != "/problems/code" {
		t.Errorf("%+v", p)
	}
	list.who, list.token = "", token
	h.do(list).want(t, 200)
	sign.token = token
	sign.body = signBody{Password: password}
	if p := h.do(sign).want(t, 403); !strings.Contains(p.Detail, "authenticator app") {
		t.Errorf("%+v", p)
	}
	sign.body = signBody{Password: password, Code: recovery[0]}
	h.do(sign).want(t, 200)
}
