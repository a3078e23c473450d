package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"minutebook/forms"
)

// stored returns the latest form and its number.
func (h *house) stored(t *testing.T, id string) (*forms.PPM, int) {
	t.Helper()
	rec, err := h.Record(t.Context(), h.Chair, id)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Form.(*forms.PPM), rec.Version
}

// Two people who change different sections at the same time both get what they typed.
func TestOtherSectionChanged(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	nadia.post(section(rec.ID, "contact"), url.Values{"version": {"1"}, "contact": {"Every week"}}).want(http.StatusSeeOther)
	tom.post(section(rec.ID, "background"), url.Values{"version": {"1"}, "background": {"How it began"}, "go": {"return"}}).want(http.StatusSeeOther)
	tom.get("/records/"+rec.ID).want(http.StatusOK, "Meanwhile Nadia Okafor had changed other sections")
	form, version := h.stored(t, rec.ID)
	if form.Contact.Contact != "Every week" || form.Background.Background != "How it began" || version != 3 {
		t.Errorf("version %d has %q and %q", version, form.Contact.Contact, form.Background.Background)
	}
}

// The same page sent twice, for instance after a failure on the way back, is no conflict.
func TestSameTwice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	tom := h.as(t, "tom")
	for range 2 {
		tom.post(section(rec.ID, "background"), url.Values{"version": {"1"}, "background": {"How it\r\nbegan"}}).want(http.StatusSeeOther)
	}
	if _, version := h.stored(t, rec.ID); version != 2 {
		t.Errorf("version %d", version)
	}
}

// Two texts for one question are shown beside each other, and each way of putting them together stores what it says.
func TestSameQuestion(t *testing.T) {
	t.Parallel()
	for take, want := range map[string]string{"mine": "Tom’s text", "theirs": "Nadia’s text", "both": "Nadia’s text\n\nTom’s text"} {
		t.Run(take, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			rec := h.draft(t, nil)
			address := section(rec.ID, "background")
			tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
			nadia.post(address, url.Values{"version": {"1"}, "background": {"Nadia’s text"}}).want(http.StatusSeeOther)
			page := tom.post(address, url.Values{"version": {"1"}, "background": {"Tom’s text"}}).
				want(http.StatusConflict, "Somebody else saved first", "Nadia Okafor saved version 2", "Nadia’s text", "Tom’s text")
			choice := page.inputs(address)
			if choice.Get("take.background") != "" {
				t.Error("a choice was made for the person")
			}
			choice.Set("resolve", "save")
			page = tom.post(address, choice).want(http.StatusConflict, "Choose which answer to keep: Background", "Tom’s text")
			choice = page.inputs(address)
			choice.Set("resolve", "save")
			choice.Set("take.background", take)
			tom.post(address, choice).want(http.StatusSeeOther)
			if form, _ := h.stored(t, rec.ID); form.Background.Background != want {
				t.Errorf("stored %q, want %q", form.Background.Background, want)
			}
		})
	}
}

// Two people add an action each: both actions are kept, with numbers of their own. What only one of them touched needs no
// thought.
func TestBothAddedActions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "recommendations")
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	opened := tom.get(address).inputs(address)
	theirs := nadia.get(address).inputs(address)
	theirs.Set("recommendations.1.recommendation", "Nadia’s action")
	theirs.Set("future_chair", "Ruth Abara")
	nadia.post(address, theirs).want(http.StatusSeeOther)
	opened.Set("recommendations.1.recommendation", "Tom’s action")
	opened.Set("recommendations.2.recommendation", "Tom’s other action")
	choice := tom.post(address, opened).want(http.StatusConflict, "Action 2", "Action 3", "Future chair").inputs(address)
	if choice.Get("take.future_chair") != "theirs" || choice.Get("take.recommendations.2") != "mine" || choice.Get("take.recommendations.1") != "" {
		t.Errorf("chosen beforehand: %v", choice)
	}
	choice.Set("take.recommendations.1", "both")
	choice.Set("resolve", "edit")
	edit := tom.post(address, choice).want(http.StatusOK, "This is what you chose. It is not saved yet.").inputs(address)
	tom.post(address, edit).want(http.StatusSeeOther)
	form, version := h.stored(t, rec.ID)
	var got []string
	for _, a := range form.Recommendations.Actions {
		got = append(got, a.Number.String()+" "+a.Recommendation)
	}
	want := "A1 Book the health assessment|A2 Nadia’s action|A3 Tom’s other action|A4 Tom’s action"
	if strings.Join(got, "|") != want || form.Recommendations.FutureChair != "Ruth Abara" || version != 3 {
		t.Errorf("version %d has %s, future chair %q", version, strings.Join(got, "|"), form.Recommendations.FutureChair)
	}
}

// Somebody saves again while the two texts are being put together: the same page once more, with what was chosen.
func TestOvertakenAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	address := section(rec.ID, "background")
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	nadia.post(address, url.Values{"version": {"1"}, "background": {"First"}}).want(http.StatusSeeOther)
	choice := tom.post(address, url.Values{"version": {"1"}, "background": {"Tom’s text"}}).want(http.StatusConflict).inputs(address)
	nadia.post(address, url.Values{"version": {"2"}, "background": {"Second"}}).want(http.StatusSeeOther)
	choice.Set("take.background", "both")
	choice.Set("resolve", "save")
	tom.post(address, choice).want(http.StatusConflict, "Nadia Okafor saved version 3", "First Tom’s text", "Second")
}

// What was typed while the record was signed cannot be stored, but is there to be copied.
func TestSignedMeanwhile(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.Completed(t)
	tom := h.as(t, "tom")
	if _, err := h.Sign(t.Context(), h.Chair, rec.ID, rec.Version); err != nil {
		t.Fatal(err)
	}
	tom.post(section(rec.ID, "background"), url.Values{"version": {"1"}, "background": {"A long story"}}).
		want(http.StatusConflict, "These minutes were signed meanwhile", "Nadia Okafor signed them", "A long story")
	tom.get(section(rec.ID, "background")).want(http.StatusConflict, "signed by Nadia Okafor")
}
