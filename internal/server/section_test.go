package server_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"minutebook/forms"
)

// section is the address of a section.
func section(recordID, id string) string { return "/records/" + recordID + "/sections/" + id }

// answer fills every question of a section with something that fits, using text for free text.
func answer(values url.Values, fields []forms.Field, prefix, text string) {
	for i := range fields {
		f := &fields[i]
		name := prefix + f.ID
		switch f.Type {
		case forms.Group:
			answer(values, f.Fields, name+".", text)
		case forms.Repeat:
			for row := range 2 {
				answer(values, f.Fields, fmt.Sprintf("%s.%d.", name, row), text)
			}
		case forms.DateType:
			values.Set(name+".day", "9")
			values.Set(name+".month", "12")
			values.Set(name+".year", "2025")
		case forms.ChoiceOf:
			values.Set(name, f.Options[len(f.Options)-1].Value)
		case forms.Integer:
			values.Set(name, "3")
		case forms.Number, forms.Picture:
			values.Set(name, "")
		case forms.LongText:
			values.Set(name, text+"\r\n\r\n"+text)
		default:
			values.Set(name, text)
		}
		if special, ok := map[string]string{
			"start_time": "09:30", "weight": "9.5", "height": "80", "weight_kg": "9.5", "height_cm": "80",
			"id": "", // given by other systems, not on the page
		}[f.ID]; ok {
			values.Set(name, special)
		}
	}
}

// Every question of every section of every form comes back as it was sent, and hostile text is shown as text wherever it
// appears.
func TestSectionsRoundTrip(t *testing.T) {
	t.Parallel()
	for _, kind := range forms.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			child := h.AddChild(t, "C-1000")
			form, err := forms.New(kind)
			if err != nil {
				t.Fatal(err)
			}
			rec, _, err := h.Create(t.Context(), h.Worker, child.ID, form)
			if err != nil {
				t.Fatal(err)
			}
			c := h.as(t, "tom")
			version := 1
			for i := range forms.Define(kind).Sections {
				if forms.Define(kind).Sections[i].ID == "releases" {
					continue // made by a chair, one by one, on another page
				}
				roundTrip(c, rec.ID, &forms.Define(kind).Sections[i], version)
				version++
			}
			for _, path := range []string{"", "/check", fmt.Sprintf("/versions/%d", version)} {
				page := c.get("/records/" + rec.ID + path).want(http.StatusOK)
				if i := strings.Index(page.body, "<i>"); i >= 0 {
					t.Errorf("%s: what was typed is markup in the page: %s", path, page.body[max(0, i-80):i+20])
				}
			}
			c.get("/records/"+rec.ID+"/check").want(http.StatusOK, hostile)
		})
	}
}

// hostile is short enough for every question; longer mischief is in TestHostileText.
const hostile = `<i>{{.}}</i>"'&amp;`

func roundTrip(c *caller, id string, s *forms.Section, version int) {
	c.t.Helper()
	want := url.Values{"version": {fmt.Sprint(version)}, "from": {""}}
	answer(want, s.Fields, "", hostile)
	c.post(section(id, s.ID), want).want(http.StatusSeeOther)
	got := c.get(section(id, s.ID)).want(http.StatusOK).inputs(section(id, s.ID))
	for name := range got {
		if strings.HasSuffix(name, ".number") || strings.HasSuffix(name, ".id") {
			got.Del(name)
			want.Del(name)
		}
	}
	got.Set("version", want.Get("version"))
	for name := range want {
		if _, there := got[name]; !there {
			c.t.Errorf("%s: the page has no input %s", s.ID, name)
		} else if !reflect.DeepEqual(got[name], want[name]) {
			c.t.Errorf("%s: %s came back as %q, want %q", s.ID, name, got[name], want[name])
		}
	}
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	const text = `<script>alert("x")</script><img src=x onerror=alert(1)>{{.}}</textarea>'"&amp;` + "\u202e"
	h := newHouse(t)
	rec := h.draft(t, func(f *forms.PPM) {
		f.ChildName, f.Background.Background, f.Venue = text, text, text
		f.Recommendations.Actions[0].Recommendation, f.Recommendations.Actions[0].ByWhom = text, text
	})
	c := h.as(t, "tom")
	for _, path := range []string{"", "/check", "/versions/1", "/sections/background", "/sections/recommendations", "/sections/arrangements"} {
		page := c.get("/records/" + rec.ID + path).want(http.StatusOK)
		if strings.Contains(page.body, "<script>alert") || strings.Contains(page.body, "<img") {
			t.Errorf("%s: what was typed is markup in the page", path)
		}
	}
	c.get("/records/"+rec.ID+"/check").want(http.StatusOK, text)
}

// A row keeps its picture while rows come and go around it, though no page carries the picture itself.
func TestPicturesStay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	child := h.AddChild(t, "C-1000")
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	form := &forms.CPR{}
	form.Parents = []forms.CPRParent{{Name: "First Parent"}, {Name: "Second Parent", Photograph: forms.Photo{MediaType: "image/png", Data: drawn.Bytes(), Alt: "A parent"}}}
	rec, _, err := h.Create(t.Context(), h.Worker, child.ID, form)
	if err != nil {
		t.Fatal(err)
	}
	c := h.as(t, "tom")
	address := section(rec.ID, "parents")
	typed := c.get(address).want(http.StatusOK, "Save and change the picture").inputs(address)
	typed.Set("remove", "parents.0")
	typed = c.post(address, typed).want(http.StatusOK).inputs(address)
	typed.Set("parents.0.photograph.alt", "The second parent, laughing")
	c.post(address, typed).want(http.StatusSeeOther)
	now, err := h.Record(t.Context(), h.Worker, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	parents := now.Form.(*forms.CPR).Parents
	was := rec.Form.(*forms.CPR).Parents[1].Photograph.Mark()
	if len(parents) != 1 || was == "" || parents[0].Photograph.Mark() != was || parents[0].Photograph.Alt != "The second parent, laughing" {
		t.Errorf("%d parents, the first with the picture %q, %q; want the picture %q", len(parents), parents[0].Photograph.Mark(), parents[0].Photograph.Alt, was)
	}
}

// What cannot be stored is shown again exactly as it was typed, with a link from each problem to its input.
func TestProblemsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	for _, test := range []struct {
		section string
		typed   url.Values
		link    string
		says    string
	}{
		{"child_details", url.Values{"meeting_date.day": {"31"}, "meeting_date.month": {"Feb"}, "meeting_date.year": {"2026"}, "child_name": {"Mia"}}, "meeting_date-day", "“31 Feb 2026” is not in the calendar"},
		{"child_details", url.Values{"meeting_date.day": {"31"}, "meeting_date.month": {"2"}, "meeting_date.year": {"2026"}}, "meeting_date-day", "must be a real date"},
		{"child_details", url.Values{"child_name": {strings.Repeat("é", 201)}}, "child_name", "must be 200 characters or fewer. It has 201"},
		{"siblings", url.Values{"siblings_apart_count": {"two"}}, "siblings_apart_count", "must be a whole number"},
		{"siblings", url.Values{"siblings_apart_count": {"31"}}, "siblings_apart_count", "outside its limits"},
		{"arrangements", url.Values{"start_time": {"25:61"}, "venue": {"here"}}, "start_time", "24-hour clock"},
		{"legal_status", url.Values{"legal_status": {"Z9"}}, "legal_status", "must be one of"},
		{"background", url.Values{"background": {"a\x07b"}}, "background", "no paper can show"},
		{"recommendations", url.Values{"recommendations.0.recommendation": {"x"}, "recommendations.0.target_date.day": {"x"}}, "recommendations-0-target_date-day", "Target date (action 1)"},
		{"recommendations", url.Values{"recommendations.0.number": {"A99"}, "recommendations.0.recommendation": {"x"}}, "recommendations-0-number", "A99 is not an action of this child"},
	} {
		test.typed.Set("version", "1")
		page := c.post(section(rec.ID, test.section), test.typed).want(http.StatusUnprocessableEntity, "There is a problem", test.says)
		if !strings.Contains(page.body, `href="#`+test.link+`"`) || !strings.Contains(page.body, `id="`+test.link+`"`) && test.link != "recommendations-0-number" {
			t.Errorf("%s: no link to %s, or no such input", test.section, test.link)
		}
		if !strings.HasPrefix(page.title(), "Error: ") {
			t.Errorf("title %q", page.title())
		}
		got := page.inputs(section(rec.ID, test.section))
		for name, v := range test.typed {
			if test.typed.Get("legal_status") == "Z9" && name == "legal_status" {
				continue // not a choice of the list, so the list cannot show it
			}
			if name != "background" && !reflect.DeepEqual(got[name], v) {
				t.Errorf("%s: %s is shown as %q, typed was %q", test.section, name, got[name], v)
			}
		}
	}
	if now, err := h.Record(t.Context(), h.Worker, rec.ID); err != nil || now.Version != 1 {
		t.Errorf("something was stored: version %d (%v)", now.Version, err)
	}
}

// Sixty actions can be typed, added to and taken from without scripts.
func TestSixtyActions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	address := section(rec.ID, "recommendations")
	typed := c.get(address).inputs(address)
	for i := range 60 {
		typed.Set(fmt.Sprintf("recommendations.%d.recommendation", i), fmt.Sprintf("Action number %d", i))
		typed.Set(fmt.Sprintf("recommendations.%d.by_whom", i), "Tom Brennan")
	}
	typed.Set("future_chair", "Ruth Abara")
	typed.Set("add", "recommendations")
	more := c.post(address, typed).want(http.StatusOK, "not saved yet", "Action 61")
	if !strings.Contains(more.body, `id="recommendations-60-recommendation" name="recommendations.60.recommendation" rows="3" aria-describedby="recommendations-60-recommendation-info" autofocus`) {
		t.Error("typing does not go on in the new row")
	}
	typed = more.inputs(address)
	typed.Set("remove", "recommendations.30")
	fewer := c.post(address, typed).want(http.StatusOK, "Action 59")
	typed = fewer.inputs(address)
	if forms.RowsIn(typed, "recommendations") != 59 || strings.Contains(fewer.body, "Action number 30<") || typed.Get("future_chair") != "Ruth Abara" {
		t.Errorf("%d rows after taking one of 60 away", forms.RowsIn(typed, "recommendations"))
	}
	if now, err := h.Record(t.Context(), h.Worker, rec.ID); err != nil || now.Version != 1 {
		t.Errorf("a row more or less was stored before anybody saved: version %d (%v)", now.Version, err)
	}
	typed.Set("go", "return")
	c.post(address, typed).want(http.StatusSeeOther)
	now, err := h.Record(t.Context(), h.Worker, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	actions := now.Form.(*forms.PPM).Recommendations.Actions
	if len(actions) != 59 || actions[0].Number != 1 || actions[58].Recommendation != "Action number 59" || actions[58].Number == 0 {
		t.Errorf("%d actions stored, the last %+v", len(actions), actions[len(actions)-1])
	}
	c.get("/records/"+rec.ID+"/check").want(http.StatusOK, "Action 59", "Action number 59")
}

func TestTooMuch(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.draft(t, nil)
	c := h.as(t, "tom")
	address := section(rec.ID, "background")
	five := strings.Repeat("much ", 1<<20)
	page := c.post(address, url.Values{"version": {"1"}, "background": {five}}).want(http.StatusUnprocessableEntity, "Background must be 20000 characters or fewer. It has 5242880")
	if page.inputs(address).Get("background") != five {
		t.Error("5 MB of text were not kept")
	}
	c.post(address, url.Values{"version": {"1"}, "background": {strings.Repeat("ß", 5<<20)}}).want(http.StatusRequestEntityTooLarge, "That is too large")
	c.post("/account", url.Values{"password": {strings.Repeat("x", 100<<10)}}).want(http.StatusRequestEntityTooLarge, "That is too large")
}

func FuzzSection(f *testing.F) {
	h := newHouse(f)
	rec := h.Draft(f)
	c := h.as(f, "tom")
	f.Add("recommendations", "version=1&recommendations.0.recommendation=x&add=recommendations")
	f.Add("recommendations", "version=1&remove=recommendations.0&recommendations.9999.by_whom=%ff")
	f.Add("options", "version=1&options.adoption.considered=yes&resolve=save&take.options.adoption.considered=mine")
	f.Add("child_details", "version=99&from=check&meeting_date.day=%00")
	f.Add("present", "%0X")
	f.Add("present", "version=1&add=..&remove=")
	f.Fuzz(func(t *testing.T, section, body string) {
		c := &caller{t, h, c.http}
		r := c.request(http.MethodPost, "/records/"+rec.ID+"/sections/"+url.PathEscape(section), "application/x-www-form-urlencoded", strings.NewReader(body))
		if got := c.do(r); got.status >= 500 {
			t.Errorf("%d: %s", got.status, text(got.doc))
		}
	})
}
