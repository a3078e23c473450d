package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"minutebook/internal/auth"
	"minutebook/internal/auth/authtest"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/web"
)

// person returns somebody of the house.
func (h *house) person(t testing.TB, username string) auth.Actor {
	t.Helper()
	a, err := h.DB.Account(t.Context(), username)
	if err != nil {
		t.Fatal(err)
	}
	return auth.Actor{Person: a.Person, From: "192.0.2.1"}
}

// withProvider gives a house work accounts: of Ada, a chair, and Ben, who is in no group.
func withProvider(p *authtest.Provider) option {
	return func(h *house, _ *web.Config, _ *server.Config) {
		h.provider = p
		p.Employ(authtest.Worker{Subject: "sub-ada", Name: "Ada Mbeki", Username: "ada@council.example", Groups: []string{"g-chair", "g-north"}})
		p.Employ(authtest.Worker{Subject: "sub-ben", Name: "Ben Lindqvist", Username: "ben@council.example"})
	}
}

// follow follows redirects, also to the provider and back, and chooses a worker where the provider asks.
func (c *caller) follow(address, worker string) *got {
	c.t.Helper()
	for range 8 {
		if !strings.HasPrefix(address, "http") {
			address = c.h.sites.URL + address
		}
		if worker != "" && strings.Contains(address, "/authorize?") {
			address += "&worker=" + worker
		}
		r, err := http.NewRequestWithContext(c.t.Context(), http.MethodGet, address, nil)
		if err != nil {
			c.t.Fatal(err)
		}
		page := c.do(r)
		if page.location() == "" {
			return page
		}
		address = page.location()
	}
	c.t.Fatal("one redirect after the other")
	return nil
}

// A person whose role or account changes while they are signed in meets that at their next request.
func TestNextRequest(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.Completed(t)
	c, nadia := h.as(t, "nadia"), h.person(t, "nadia")
	address := "/records/" + rec.ID + "/sign"
	c.get(address).want(http.StatusOK, "You cannot take a signature back")
	if err := h.DB.SetRole(t.Context(), nadia.ID, auth.SocialWorker); err != nil {
		t.Fatal(err)
	}
	c.get(address).want(http.StatusForbidden)
	c.post(address, url.Values{"version": {"1"}, "password": {password}}).want(http.StatusForbidden)
	if err := h.DB.SetRole(t.Context(), nadia.ID, auth.Auditor); err != nil {
		t.Fatal(err)
	}
	c.get("/records/" + rec.ID).want(http.StatusNotFound)
	if err := h.DB.SetDisabled(t.Context(), nadia.ID, true); err != nil {
		t.Fatal(err)
	}
	c.get("/").want(http.StatusSeeOther)
	c.post("/sign-in", url.Values{"username": {"nadia"}, "password": {password}}).want(http.StatusUnprocessableEntity)
}

// What was typed goes with the person through password and code, and back to the section.
func TestSessionEndedWithCodes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	_, recovery := authtest.Enrol(t, h.people, h.person(t, "tom"))
	c, address := h.caller(t), section(rec.ID, "background")
	form := c.post(address, url.Values{"version": {"1"}, "background": {"A long <story>"}, "go": {"next"}}).want(http.StatusForbidden).inputs("/sign-in")
	form.Set("username", "tom")
	form.Set("password", password)
	form = c.post("/sign-in", form).want(http.StatusOK, "Enter your code").inputs("/sign-in/code")
	form.Set("code", "000000")
	form = c.post("/sign-in/code", form).want(http.StatusUnprocessableEntity, "Enter the code that your app shows now").inputs("/sign-in/code")
	form.Set("code", recovery[0])
	page := c.post("/sign-in/code", form).want(http.StatusOK, "You are signed in again")
	if back := c.post(address, page.inputs(address)).want(http.StatusSeeOther).location(); back != address {
		t.Errorf("saving leads to %s", back)
	}
	c.get(address).want(http.StatusOK, "Saved as version 2", "A long <story>")
}

// Codes are set up, asked for at sign-in and before a signature, and ended.
func TestCodesOnScreen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.Completed(t)
	b := h.tab(t, "codes")
	b.signIn("nadia")
	b.open("/account")
	b.press("Sign in with a code from an app as well")
	b.says("scan this picture")
	b.inspect("setup")
	secret := strings.ReplaceAll(ask[string](b, `document.querySelector("strong.mb-sha").textContent`), " ", "")
	b.fill("code", "000000", "password", password)
	b.press("Turn on codes")
	b.says("Enter the six digits that your app shows now")
	b.inspect("setup-problem")
	b.fill("code", authtest.Code(t, secret, time.Now().Add(-30*time.Second)), "password", password) // leaves the present code for later
	b.press("Turn on codes")
	b.says("Write down your recovery codes")
	b.inspect("recovery")
	recovery := strings.Fields(ask[string](b, `document.querySelector(".mb-codes").innerText`))
	if len(recovery) != 10 {
		t.Fatalf("recovery codes %q", recovery)
	}
	b.press("I have written them down")
	b.says("Codes from an app are on")

	b.leave(chromedp.Click(chromedp.CSS("form[action='/sign-out'] button")))
	b.signIn("nadia")
	b.says("Enter your code")
	b.inspect("sign-in")
	b.fill("code", "000000")
	b.press("Sign in")
	b.inspect("sign-in-problem")
	b.fill("code", recovery[0])
	b.press("Sign in")
	b.says("Welcome, Nadia Okafor")

	b.open("/records/" + rec.ID + "/sign")
	b.inspect("sign")
	b.fill("password", password)
	b.press("Sign these minutes")
	b.says("Enter the code that your app shows now")
	b.inspect("sign-problem")
	b.fill("password", password, "code", recovery[1])
	b.press("Sign these minutes")
	b.says("Signed by Nadia Okafor")

	b.open("/account/codes")
	b.says("8 recovery codes are left")
	b.inspect("on")
	b.fill("password", password, "code", recovery[0])
	b.press("Turn off codes")
	b.says("Enter your password and the code")
	b.inspect("off-problem")
	b.fill("password", password, "code", recovery[2])
	b.press("Turn off codes")
	b.says("Codes are no longer asked for")
}

// Signing in and out, what was refused, and what changes an account are in the audit, without secrets.
func TestSignInIsAudited(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	tom := h.person(t, "tom")
	_, recovery := authtest.Enrol(t, h.people, tom)
	c := h.caller(t)
	c.post("/sign-in", url.Values{"username": {"tom"}, "password": {"wrong " + password}}).want(http.StatusUnprocessableEntity)
	c.post("/sign-in", url.Values{"username": {"tom"}, "password": {password}}).want(http.StatusOK)
	c.post("/sign-in/code", url.Values{"code": {recovery[0]}}).want(http.StatusSeeOther)
	page := c.post("/account/tokens", url.Values{"name": {"x"}, "days": {"30"}, "scopes": {"records:read"}, "password": {password}, "code": {recovery[1]}}).want(http.StatusOK)
	secret := auth.TokenPrefix + strings.Fields(strings.Split(page.body, auth.TokenPrefix)[1])[0][:26]
	for range 3 {
		if _, _, err := h.people.Bearer(t.Context(), secret, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	tokens, err := h.DB.Tokens(t.Context(), tom.ID)
	if err != nil {
		t.Fatal(err)
	}
	c.post("/account/tokens/"+tokens[0].ID+"/revoke", nil).want(http.StatusSeeOther)
	c.post("/account/codes/end", url.Values{"password": {password}, "code": {recovery[2]}}).want(http.StatusSeeOther)
	c.post("/sign-out", nil).want(http.StatusSeeOther)
	rows, err := h.Raw.Query("SELECT action, detail FROM audit WHERE person_id = ? ORDER BY seq", tom.ID)
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for rows.Next() {
		var action, detail string
		if err := rows.Scan(&action, &detail); err != nil {
			t.Fatal(err)
		}
		actions = append(actions, action)
		if strings.Contains(detail, password) || strings.Contains(detail, secret) || strings.Contains(detail, recovery[0]) {
			t.Errorf("%s tells a secret: %s", action, detail)
		}
	}
	const want = "person.code-set person.refused person.recovery-code person.sign-in person.recovery-code token.make token.use token.revoke person.recovery-code person.code-end person.sign-out"
	if got := strings.Join(actions, " "); got != want || rows.Err() != nil || rows.Close() != nil {
		t.Errorf("the audit says\n%s, want\n%s (%v)", got, want, rows.Err())
	}
}

// Whose role must use codes gets nowhere before they are set up.
func TestCodesRequired(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(h *house, _ *web.Config, _ *server.Config) {
		h.people.CodesFor = func(r auth.Role) bool { return r == auth.Chair }
	})
	c := h.as(t, "nadia")
	for _, path := range []string{"/", "/children", "/account"} {
		if got := c.get(path); got.location() != "/account/codes" {
			t.Errorf("%s leads to %q", path, got.location())
		}
	}
	b := h.tab(t, "must")
	b.signIn("nadia")
	b.says("Set this up before you go on")
	b.inspect("setup")
	h.as(t, "tom").get("/").want(http.StatusOK)
}

// An invitation leads to a password, once.
func TestInvitationOnScreen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	l, err := h.people.Invite(t.Context(), h.person(t, "priya"), "zoe", "Zoë Ward", auth.SocialWorker)
	if err != nil {
		t.Fatal(err)
	}
	b := h.tab(t, "invitation")
	b.open(l.Path())
	b.says("Zoë Ward, your username is zoe")
	b.inspect("choose")
	b.fill("new-password", "short")
	b.press("Set password")
	b.says("at least 12 characters")
	b.inspect("problem")
	b.fill("new-password", password)
	b.press("Set password")
	b.says("Your password is set")
	b.inspect("chosen")
	b.open(l.Path())
	b.says("This link cannot be used any more")
	b.inspect("over")
	b.signIn("zoe")
	b.says("Welcome, Zoë Ward")
	if strings.Contains(h.log.String(), l.Token) {
		t.Error("the log holds the link")
	}
}

func TestTokensOnScreen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.tab(t, "tokens")
	b.signIn("tom")
	b.open("/account/tokens")
	b.says("You have no tokens")
	b.inspect("none")
	b.press("Make the token")
	b.says("Enter your password")
	b.fill("password", password)
	b.press("Make the token")
	b.says("Enter what the token is for")
	b.fill("name", "Case system", "password", password)
	b.press("Make the token")
	b.says("Choose what the system may do")
	b.inspect("problem")
	b.choose("scopes", "scopes-3")
	b.fill("password", password)
	b.press("Make the token")
	b.says("Your new token")
	b.inspect("made")
	secret := ask[string](b, `document.getElementById("token").textContent`)
	p, token, err := h.people.Bearer(t.Context(), secret, "192.0.2.1")
	if err != nil || p.Username != "tom" || !token.Allows(auth.ReadRecords) || token.Allows(auth.WriteRecords) {
		t.Errorf("%+v %+v %v", p, token, err)
	}
	b.open("/account/tokens")
	b.says("Case system", "Works until", "Read children")
	if strings.Contains(b.text(), secret) {
		t.Error("the token is shown again")
	}
	b.inspect("one")
	b.leave(chromedp.Click(chromedp.CSS("form[action$='/revoke'] button")))
	b.says("The token is revoked", "Revoked on")
	b.inspect("revoked")
	h.as(t, "nadia").post("/account/tokens/"+token.ID+"/revoke", nil).want(http.StatusNotFound) // somebody else's
}

// Ada signs in at the provider, shows anew who she is before she signs, and signs out here and there.
func TestWorkAccountOnScreen(t *testing.T) {
	t.Parallel()
	h := newHouse(t, withProvider(authtest.StartProvider(t)))
	rec := h.Completed(t)
	b := h.tab(t, "work")
	b.open("/records/" + rec.ID + "/sign")
	b.inspect("sign-in")
	b.press("Sign in with your work account")
	b.leave(chromedp.Click(`//a[.="Ada Mbeki"]`))
	b.says("First confirm that it is you")
	b.inspect("sign-unconfirmed")
	b.press("Confirm with your work account")
	b.leave(chromedp.Click(`//a[.="Ada Mbeki"]`))
	b.says("You have confirmed")
	b.inspect("sign-confirmed")
	b.press("Sign these minutes")
	b.says("Signed by Ada Mbeki")
	b.open("/account")
	b.says("ada@council.example", "Chair")
	b.inspect("account")
	b.open("/account/tokens")
	b.says("First confirm that it is you")
	b.inspect("tokens-unconfirmed")
	b.press("Confirm with your work account")
	b.leave(chromedp.Click(`//a[.="Ada Mbeki"]`))
	b.fill("name", "Case system")
	b.choose("scopes")
	b.press("Make the token")
	b.says("Your new token")
	draft := h.draft(t, nil)
	b.open(section(draft.ID, "background"))
	b.fill("background", "A long story")
	if _, err := h.Raw.Exec("DELETE FROM sessions"); err != nil {
		t.Fatal(err)
	}
	b.press("Save and return")
	b.says("Leave it open, sign in in a new tab")
	b.inspect("session-ended")
	b.open("/sign-in/work?next=/sign-in/done") // the provider still knows her
	b.says("Go back to the tab with what you typed")
	b.inspect("done")
	b.leave(chromedp.Click(chromedp.CSS("form[action='/sign-out'] button")))
	b.run(chromedp.WaitVisible(`//h1[.="Sign in"]`))
	b.open("/sign-in/work")
	b.leave(chromedp.Click(`//a[.="Ada Mbeki"]`))
	// The page after signing out leaves at once, so it is looked at without the header that makes it leave.
	ask[bool](b, `fetch("/sign-out", {method: "POST"}).then(r => r.text()).then(t => {
		document.documentElement.innerHTML = new DOMParser().parseFromString(t, "text/html").documentElement.innerHTML; return true })`, chromedp.EvalAwaitPromise)
	b.says("You are signed out of Minutebook")
	b.inspect("signed-out")
	b.leave(chromedp.Click(`//a[.="sign out of your work account"]`))
	b.open("/sign-in/work")
	b.says("Choose your account") // the provider has forgotten her too
	b.leave(chromedp.Click(`//a[.="Ben Lindqvist"]`))
	b.says("You cannot use this service yet", "Ask whoever looks after this service")
	b.inspect("no-role")
	b.open("/sign-in/work/back?code=x&state=y")
	b.says("You are not signed in", "Error number")
	b.inspect("refused")
}

// What was typed stays in its page while somebody signs in at the provider in another tab.
func TestSessionEndedWithWorkAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t, withProvider(authtest.StartProvider(t)))
	h.people.NoPasswords = true
	rec := h.draft(t, nil)
	c, address := h.caller(t), section(rec.ID, "background")
	page := c.post(address, url.Values{"version": {"1"}, "background": {"A long <story>"}, "go": {"next"}}).want(http.StatusForbidden, "Sign in with your work account (opens in new tab)")
	if strings.Contains(page.body, `name="username"`) {
		t.Error("local accounts are off, and a username is asked for")
	}
	link := ""
	for n := range page.doc.Descendants() {
		if to, _ := attr(n, "href"); n.Type == html.ElementNode && strings.HasPrefix(to, "/sign-in/work?") {
			link = to
		}
	}
	c.follow(link, "sub-ada").want(http.StatusOK, "Go back to the tab with what you typed")
	if back := c.post(address, page.inputs(address)).want(http.StatusSeeOther).location(); back != address {
		t.Errorf("saving leads to %s", back)
	}
	c.get(address).want(http.StatusOK, "A long <story>")
	c.post("/sign-in", url.Values{"username": {"nadia"}, "password": {password}}).want(http.StatusUnprocessableEntity)
}

// A signature needs the confirmation of this sign page, and each confirmation is good for one.
func TestSigningWithWorkAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t, withProvider(authtest.StartProvider(t)))
	first, second := h.Completed(t), h.Completed(t)
	c := h.caller(t)
	c.follow("/sign-in/work", "sub-ada").want(http.StatusOK, "Welcome, Ada Mbeki")
	sign := func(rec records.Record, want int) {
		t.Helper()
		c.post("/records/"+rec.ID+"/sign", url.Values{"version": {"1"}, "password": {password}}).want(want)
	}
	sign(first, http.StatusUnprocessableEntity)
	c.follow("/sign-in/work?again=yes&next=/records/"+first.ID+"/sign", "sub-ada").want(http.StatusOK, "You have confirmed")
	sign(second, http.StatusUnprocessableEntity)
	sign(first, http.StatusUnprocessableEntity) // used up by the attempt before
	c.follow("/sign-in/work?again=yes&next=/records/"+first.ID+"/sign", "sub-ben").want(http.StatusForbidden, "could not be confirmed")
	sign(first, http.StatusUnprocessableEntity)
	c.follow("/sign-in/work?again=yes&next=/records/"+first.ID+"/sign", "sub-ada").want(http.StatusOK)
	sign(first, http.StatusSeeOther)
}

// The page warns before its session ends, stays if asked to, and covers what is on it when nobody answers.
func TestSessionEnds(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(_ *house, w *web.Config, _ *server.Config) { w.Sessions.IdleTimeout = 119 * time.Second })
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	b := h.tab(t, "idle")
	b.signIn("tom")
	b.open(address)
	b.run(chromedp.WaitVisible(chromedp.CSS("dialog[open] [data-idle-stay]")))
	b.says("You will be signed out soon", "2 minutes")
	b.inspect("warning")
	b.run(chromedp.Click(chromedp.CSS("[data-idle-stay]")))
	b.run(chromedp.WaitVisible(chromedp.CSS("dialog[open] [data-idle-stay]"))) // the time is short, so it warns again

	b.run(chromedp.SetValue(chromedp.ID("background"), "A long story"))
	if _, err := h.Raw.Exec("DELETE FROM sessions"); err != nil {
		t.Fatal(err)
	}
	b.run(chromedp.Click(chromedp.CSS("[data-idle-stay]")))
	b.run(chromedp.WaitVisible(chromedp.CSS("[data-idle-again]")))
	b.says("You are signed out", "What you typed is still here")
	b.inspect("over")
	b.leave(chromedp.Click(chromedp.CSS("[data-idle-again]")))
	b.says("Your session has ended")
	b.fill("username", "tom", "password", password)
	b.press("Sign in")
	b.press("Save what you typed")
	b.says("Saved as version 2")
	if got := strings.SplitN(b.path(), "#", 2)[0]; got != address {
		t.Errorf("saving leads to %s", got)
	}
	if typed := ask[string](b, `document.getElementById("background").value`); typed != "A long story" {
		t.Errorf("the section holds %q", typed)
	}

	if _, err := h.Raw.Exec("DELETE FROM sessions"); err != nil {
		t.Fatal(err)
	}
	b.run(chromedp.WaitVisible(chromedp.CSS("dialog[open] [data-idle-stay]")))
	b.leave(chromedp.Click(chromedp.CSS("[data-idle-stay]"))) // nothing is typed: the page leaves
	b.says("Sign in")
	if !strings.HasPrefix(b.path(), "/sign-in?next=") {
		t.Errorf("an ended session leads to %s", b.path())
	}
}
