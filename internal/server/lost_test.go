package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// While the store is away, the page holds what was typed and offers to send it again; then it is stored.
func TestUnavailable(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	address := section(rec.ID, "background")
	h.faults.down.Store(true)
	page := c.post(address, url.Values{"version": {"1"}, "background": {"A long\r\nstory"}, "go": {"next"}}).
		want(http.StatusServiceUnavailable, "What you typed is kept in this page", "Try again")
	c.get(address).want(http.StatusServiceUnavailable, "Try again")
	h.faults.down.Store(false)
	c.post(address, page.inputs(address)).want(http.StatusSeeOther)
	if form, _ := h.stored(t, rec.ID); form.Background.Background != "A long\nstory" {
		t.Errorf("stored %q", form.Background.Background)
	}
}

// A mistake in the program must not cost anybody their text either.
func TestPanicKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	address := section(rec.ID, "background")
	h.faults.panic.Store(true)
	page := c.post(address, url.Values{"version": {"1"}, "background": {"A long story"}}).want(http.StatusInternalServerError, "What you typed is kept in this page")
	h.faults.panic.Store(false)
	c.post(address, page.inputs(address)).want(http.StatusSeeOther)
}

// The database may be lost before it is even known who is asking.
func TestSessionsUnavailable(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	address := section(rec.ID, "background")
	if _, err := h.Raw.Exec("ALTER TABLE sessions RENAME TO gone"); err != nil {
		t.Fatal(err)
	}
	page := c.post(address, url.Values{"version": {"1"}, "background": {"A long story"}}).want(http.StatusServiceUnavailable, "What you typed is kept")
	if strings.Contains(page.body, "Fictional") {
		t.Error("the page shows a case to somebody unknown")
	}
	c.post("/account", url.Values{"password": {"secret one"}, "new-password": {"secret two"}}).want(http.StatusServiceUnavailable)
	if page := c.post("/account", url.Values{"password": {"secret one"}}); strings.Contains(page.body, "secret") {
		t.Error("a password is carried about in a page")
	}
	if _, err := h.Raw.Exec("ALTER TABLE gone RENAME TO sessions"); err != nil {
		t.Fatal(err)
	}
	c.post(address, page.inputs(address)).want(http.StatusSeeOther)
}

// The session may be what fails, after the step was stored: the page does not claim otherwise, and sending the step again
// stores nothing twice.
func TestSessionNotKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	address := section(rec.ID, "background")
	if _, err := h.Raw.Exec("CREATE TRIGGER full BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'full'); END"); err != nil {
		t.Fatal(err)
	}
	page := c.post(address, url.Values{"version": {"1"}, "background": {"A long story"}}).
		want(http.StatusServiceUnavailable, "It is not certain that this step was stored", "What you typed is kept")
	if _, err := h.Raw.Exec("DROP TRIGGER full"); err != nil {
		t.Fatal(err)
	}
	c.post(address, page.inputs(address)).want(http.StatusSeeOther)
	if form, version := h.stored(t, rec.ID); form.Background.Background != "A long story" || version != 2 {
		t.Errorf("version %d has %q", version, form.Background.Background)
	}
}

// Whoever types for longer than a session lasts signs in and goes on.
func TestSessionEnded(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.caller(t)
	address := section(rec.ID, "background")
	page := c.post(address, url.Values{"version": {"1"}, "background": {"A long <story>"}, "go": {"return"}}).want(http.StatusForbidden, "Your session has ended")
	form := page.inputs("/sign-in")
	form.Set("username", "tom")
	form.Set("password", "wrong")
	form = c.post("/sign-in", form).want(http.StatusUnprocessableEntity).inputs("/sign-in")
	form.Set("password", password)
	page = c.post("/sign-in", form).want(http.StatusOK, "You are signed in again", "not saved yet")
	c.post(address, page.inputs(address)).want(http.StatusSeeOther)
	if form, _ := h.stored(t, rec.ID); form.Background.Background != "A long <story>" {
		t.Errorf("stored %q", form.Background.Background)
	}
}
