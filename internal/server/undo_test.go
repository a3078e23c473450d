package server_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"
)

// An earlier version comes back as the next one; every version stays.
func TestBringBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address, record := section(rec.ID, "background"), "/records/"+rec.ID
	tom := h.as(t, "tom")
	for i, text := range []string{"The first text", "The second text"} {
		tom.post(address, url.Values{"version": {strconv.Itoa(i + 1)}, "background": {text}}).want(http.StatusSeeOther)
	}
	tom.get(record+"/versions").want(http.StatusOK, "Version 3 (latest)", "Changed: Background", "The first version")
	tom.get(record+"/difference?from=3&to=2").want(http.StatusOK, "Versions 2 and 3", "The first text", "The second text")
	tom.get(record+"/difference?from=2&to=2").want(http.StatusOK, "No answer differs")
	page := tom.get(record+"/versions/2").want(http.StatusOK, "Bring this version back").inputs(record + "/versions/2")
	h.as(t, "nadia").post(section(rec.ID, "contact"), url.Values{"version": {"3"}, "contact": {"Every week"}}).want(http.StatusSeeOther)
	tom.post(record+"/versions/2", page).want(http.StatusConflict, "The record has changed since you opened it")
	page = tom.get(record + "/versions/2").inputs(record + "/versions/2")
	tom.post(record+"/versions/2", page).want(http.StatusSeeOther)
	tom.get(record).want(http.StatusOK, "Version 2 is back, as version 5.")
	form, version := h.stored(t, rec.ID)
	if form.Background.Background != "The first text" || form.Contact.Contact != "" || version != 5 {
		t.Errorf("version %d has %q and %q", version, form.Background.Background, form.Contact.Contact)
	}
	lines, err := h.Audit(t.Context(), h.Chair, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, l := range lines {
		found = found || l.Action == "record.save" && l.Version == 5 && l.Detail == "version 2 brought back"
	}
	if !found {
		t.Error("no audit line says that a version was brought back")
	}

	signed := h.Completed(t)
	if _, err := h.Sign(t.Context(), h.Chair, signed.ID, signed.Version); err != nil {
		t.Fatal(err)
	}
	tom.post("/records/"+signed.ID+"/versions/1", url.Values{"version": {"1"}}).want(http.StatusConflict, "signed already")
}

// The pages of versions in a browser.
func TestVersionsScreens(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	record := "/records/" + rec.ID
	h.as(t, "tom").post(section(rec.ID, "background"), url.Values{"version": {"1"}, "background": {"A text " + unbroken}}).want(http.StatusSeeOther)
	b := h.tab(t, "versions")
	b.signIn("tom")
	b.open(record)
	b.press("All versions, what each changed, and how to bring one back")
	b.inspect("list")
	b.press("Show what differs")
	b.says("Versions 1 and 2")
	b.inspect("difference")
	b.open(record + "/versions/1")
	b.inspect("old")
	b.press("Bring this version back")
	b.says("Version 1 is back, as version 3.")
}
