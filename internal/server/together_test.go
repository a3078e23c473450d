package server_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// siblings are Mia and Ben, who are on file as sister and brother, and Cai, of whom only his own file knows.
func (h *house) siblings(t testing.TB) (mia, ben, cai forms.Child) {
	t.Helper()
	add := func(child forms.Child) forms.Child {
		child, err := h.Service.AddChild(t.Context(), h.Worker, child)
		if err != nil {
			t.Fatal(err)
		}
		return child
	}
	ben = add(forms.Child{Name: "Ben Fictional", CaseNumber: "C-2", DateOfBirth: forms.Date{Year: 2018, Month: 9, Day: 20}})
	cai = add(forms.Child{Name: "Cai Fictional", CaseNumber: "C-3"})
	mia = add(forms.Child{Name: "Mia Fictional", CaseNumber: "C-1", People: []forms.Person{{Key: "b", Role: "sibling", Name: "Ben", CaseNumber: "C-2"}}})
	return mia, ben, cai
}

// heldAbout returns the records of a record's meeting by case number.
func (h *house) heldAbout(t testing.TB, address string) map[string]records.Record {
	t.Helper()
	rec, err := h.Summary(t.Context(), h.Worker, strings.TrimPrefix(address, "/records/"))
	if err != nil {
		t.Fatal(err)
	}
	found, _, err := h.Records(t.Context(), h.Worker, records.Filter{Meeting: rec.Meeting, ChildID: map[bool]string{true: rec.ChildID}[rec.Meeting == ""]})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]records.Record{}
	for _, r := range found {
		child, err := h.Child(t.Context(), h.Worker, r.ChildID)
		if err != nil {
			t.Fatal(err)
		}
		all[child.CaseNumber] = r
	}
	return all
}

// A child who is named by number is shown by name before anything is started.
func TestStartTogether(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mia, ben, cai := h.siblings(t)
	c := h.as(t, "tom")
	address := "/children/" + mia.ID + "/records/new"
	page := c.get(address).want(http.StatusOK, "Is this meeting also about brothers or sisters?", "Ben Fictional", "C-2, born 20 September 2018")
	if strings.Contains(page.body, "Cai") || strings.Contains(page.body, "checked") {
		t.Error("somebody is offered who is not on file as a brother, or chosen without being asked")
	}
	post := func(pairs ...string) url.Values {
		v := url.Values{"kind": {"ppm"}}
		for i := 0; i < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		return v
	}
	c.post(address, post("case_number", "C-99")).want(http.StatusUnprocessableEntity, "No child on file has the case number C-99")
	c.post(address, post("case_number", "C-1")).want(http.StatusUnprocessableEntity, "own case number")
	found := c.post(address, post("with", ben.ID, "case_number", " C-3 ")).want(http.StatusOK, "Cai Fictional was found. Check that this is the right child")
	inputs := found.inputs(address)
	if !slices.Equal(inputs["with"], []string{ben.ID, cai.ID}) || inputs.Get("kind") != "ppm" || inputs.Get("case_number") != "" {
		t.Errorf("the page goes on with %v", inputs)
	}
	delete(inputs, "find")
	report := url.Values{"kind": {"cpr"}, "with": inputs["with"]}
	c.post(address, report).want(http.StatusUnprocessableEntity, "A form of this kind is about one child")
	c.post(address, post("with", ben.ID, "with", ben.ID)).want(http.StatusUnprocessableEntity, "Name each of the other children once")
	started := c.post(address, inputs).want(http.StatusSeeOther).location()
	if all := h.heldAbout(t, started); len(all) != 3 {
		t.Fatalf("records about %v", all)
	}
	alone := c.post(address, post()).want(http.StatusSeeOther).location()
	if page := c.get(alone).want(http.StatusOK); strings.Contains(page.body, "Held together") {
		t.Error("a meeting about one child says that it was held together with others")
	}
}

// Two records of one meeting, from choosing the children to the review.
func TestTogetherPath(t *testing.T) {
	t.Parallel()
	for _, scripts := range []bool{true, false} {
		name := map[bool]string{true: "together", false: "together-plain"}[scripts]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			b := h.tab(t, name)
			if !scripts {
				b.withoutScripts()
			}
			togetherPath(t, h, b)
		})
	}
}

func togetherPath(t *testing.T, h *house, b *tab) {
	mia, _, _ := h.siblings(t)
	b.signIn("nadia")
	b.open("/children/" + mia.ID + "/records/new")
	b.choose("kind", "with")
	b.fill("case_number", "C-99")
	b.press("Find the child")
	b.says("No child on file has the case number C-99")
	b.inspect("not-found")
	b.fill("case_number", "C-3")
	b.press("Find the child")
	b.says("Cai Fictional was found")
	b.inspect("found")
	b.press("Start it")
	b.says("Held together with: Ben Fictional (draft), Cai Fictional (draft).")
	b.inspect("record")
	record := b.path()
	all := h.heldAbout(t, record)

	b.open(record + "/sections/child_details")
	b.says("Of this section, “Date of meeting” is shared. What you save is saved in Ben Fictional’s and Cai Fictional’s record too")
	b.choose("meeting_kind")
	b.fill("meeting_date-day", "2", "meeting_date-month", "3", "meeting_date-year", "2026")
	b.press("Save and return")
	b.open(record + "/sections/plan")
	if strings.Contains(b.text(), "is shared") {
		t.Error("the plan is said to be shared")
	}
	ben := section(all["C-2"].ID, "background")
	b.open(ben)
	b.fill("background", "Ben’s own story.")
	b.press("Save and return")
	b.open(section(all["C-3"].ID, "background"))
	b.says("Shared with other children’s records", "This section is shared. What you save is saved in Ben Fictional’s and Mia Fictional’s record too")
	b.fill("background", "Cai’s own story.")
	b.choose("alone")
	b.inspect("section")
	b.press("Save and return")
	b.open(section(strings.TrimPrefix(record, "/records/"), "background"))
	if got := h.told(t, all["C-1"].ID); got != "Ben’s own story." {
		t.Errorf("Mia's record says %q", got)
	}
	b.fill("background", "The three children came in June.")
	b.press("Save and return")
	b.says("“Background” differs from Cai Fictional’s record")
	b.inspect("differs")
	b.press("Bring these answers to Cai Fictional’s record: Background")
	b.says("Cai Fictional’s record has these answers now")
	if strings.Contains(b.text(), "differs") {
		t.Error("they are said to differ still")
	}
	if got := h.told(t, all["C-3"].ID); got != "The three children came in June." {
		t.Errorf("Cai's record says %q", got)
	}

	rec := h.sign(t, strings.TrimPrefix(record, "/records/"))
	h.change(t, all["C-2"].ID, func(f *forms.PPM) { f.Venue = "Library" })
	b.open("/records/" + all["C-2"].ID)
	b.says("“The meeting” differs from Mia Fictional’s record, which is signed and stays as it is.")
	b.inspect("differs-signed")
	b.open(recordPath(rec))
	b.press("Start the review meeting")
	b.says("Is this meeting also about brothers or sisters?", "Cai Fictional")
	b.inspect("review-new")
	b.press("Start the review meeting")
	b.says("Permanence review planning meeting", "Held together with: Ben Fictional (draft), Cai Fictional (draft).")
	b.open(recordPath(rec) + "/reviews")
	b.press("Start the review meeting")
	b.says("A review has been started already")
	b.inspect("reviewed")
	b.press("Start another all the same")
	b.says("Held together with: Ben Fictional (draft), Cai Fictional (draft).")
}

func recordPath(rec records.Record) string { return "/records/" + rec.ID }

// told is the background in a planning meeting's record.
func (h *house) told(t testing.TB, id string) string {
	t.Helper()
	rec, err := h.Record(t.Context(), h.Worker, id)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Form.(*forms.PPM).Background.Background
}

// change saves a change of a planning meeting's form.
func (h *house) change(t testing.TB, id string, change func(*forms.PPM)) {
	t.Helper()
	rec, err := h.Record(t.Context(), h.Worker, id)
	if err == nil {
		change(rec.Form.(*forms.PPM))
		_, _, err = h.Save(t.Context(), h.Worker, id, rec.Version, rec.Form)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// sign completes and signs a record as it is.
func (h *house) sign(t testing.TB, id string) records.Record {
	t.Helper()
	rec, err := h.Summary(t.Context(), h.Worker, id)
	if err == nil {
		rec, err = h.Complete(t.Context(), h.Worker, id, rec.Version)
	}
	if err == nil {
		rec, err = h.Sign(t.Context(), h.Chair, id, rec.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
	return rec
}
