package server_test

import (
	"maps"
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
	for name, want := range map[string]string{"future_chair": "theirs", "recommendations.1": "theirs", "recommendations.2": "mine", "recommendations.3": "mine"} {
		if got := choice.Get("take." + name); got != want {
			t.Errorf("%s: %q was chosen beforehand, want %q", name, got, want)
		}
	}
	choice.Set("resolve", "edit")
	edit := tom.post(address, choice).want(http.StatusOK, "This is what you chose. It is not saved yet.").inputs(address)
	tom.post(address, edit).want(http.StatusSeeOther)
	form, version := h.stored(t, rec.ID)
	var got []string
	for _, a := range form.Recommendations.Actions {
		got = append(got, a.Number.String()+" "+a.Recommendation)
	}
	want := "A1 Book the health assessment|A2 Nadia’s action|A3 Tom’s action|A4 Tom’s other action"
	if strings.Join(got, "|") != want || form.Recommendations.FutureChair != "Ruth Abara" || version != 3 {
		t.Errorf("version %d has %s, future chair %q", version, strings.Join(got, "|"), form.Recommendations.FutureChair)
	}
}

// Rows are known by their numbers and words, not by their place: what one person takes away does not make everything below it
// look changed. What both started from is shown.
func TestRowsMove(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, func(f *forms.PPM) {
		for _, what := range []string{"Tell the school", "Visit the aunt", "Order the passport"} {
			f.Recommendations.Actions = append(f.Recommendations.Actions, forms.Action{Recommendation: what, ByWhom: "Tom Brennan"})
		}
	})
	address := section(rec.ID, "recommendations")
	tom, nadia := h.as(t, "tom"), h.as(t, "nadia")
	mine, theirs := tom.get(address).inputs(address), nadia.get(address).inputs(address)
	theirs.Del("recommendations.0.recommendation")
	theirs.Del("recommendations.0.by_whom")
	theirs.Set("recommendations.2.recommendation", "Visit the aunt in May")
	nadia.post(address, theirs).want(http.StatusSeeOther)
	mine.Set("recommendations.2.recommendation", "Visit the aunt twice")
	mine.Set("recommendations.3.by_whom", "Nadia Okafor")
	choice := tom.post(address, mine).want(http.StatusConflict, "What version 1 said", "Visit the aunt").inputs(address)
	took := map[string]string{}
	for name := range choice {
		if row, ok := strings.CutPrefix(name, "take."); ok {
			took[row] = choice.Get(name)
		}
	}
	want := map[string]string{"recommendations.2": "mine", "recommendations.3": "theirs"} // nothing where both wrote
	if !maps.Equal(took, want) {
		t.Fatalf("chosen beforehand: %v, want %v", took, want)
	}
	choice.Set("take.recommendations.1", "both")
	choice.Set("resolve", "save")
	tom.post(address, choice).want(http.StatusSeeOther)
	form, _ := h.stored(t, rec.ID)
	var got []string
	for _, a := range form.Recommendations.Actions {
		got = append(got, a.Number.String()+" "+a.Recommendation+", "+a.ByWhom)
	}
	if all := strings.Join(got, "|"); all != "A2 Tell the school, Tom Brennan|A3 Visit the aunt in May, Tom Brennan|A4 Order the passport, Nadia Okafor|A5 Visit the aunt twice, Tom Brennan" {
		t.Error(all)
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
