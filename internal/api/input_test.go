package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"minutebook/forms"
)

// fault is one problem that an answer must name; words are part of its sentence.
type fault struct {
	pointer, code string
	level         forms.Level
	words         string
}

// badForms are forms with something wrong, and what is said of it.
var badForms = map[string]struct {
	body   string
	status int // when the form is saved
	fault
}{
	"malformed":         {"{\n\"background\": oops}", 400, fault{"", "malformed_json", forms.Error, "line 2, column"}},
	"empty":             {"", 400, fault{"", "malformed_json", forms.Error, "ends too early"}},
	"two values":        {"{} {}", 400, fault{"", "malformed_json", forms.Error, "more text"}},
	"invalid UTF-8":     {"{\"background\":\"\xff\"}", 400, fault{"", "invalid_utf8", forms.Error, "line 1, column"}},
	"half a character":  {`{"background":"\ud800"}`, 400, fault{"", "lone_surrogate", forms.Error, "half"}},
	"nested too deep":   {strings.Repeat("[", 10_000), 400, fault{"", "malformed_json", forms.Error, "32 levels"}},
	"not an object":     {`[]`, 422, fault{"", "wrong_type", forms.Error, "an object, not a list"}},
	"unknown field":     {`{"backgroud":"x"}`, 422, fault{"/backgroud", "unknown_field", forms.Error, "Did you mean “background”?"}},
	"field twice":       {`{"venue":"a","venue":"b"}`, 422, fault{"/venue", "duplicate_field", forms.Error, "Venue is given twice"}},
	"wrong type":        {`{"background":7}`, 422, fault{"/background", "wrong_type", forms.Error, "text, not a number"}},
	"wrong type inside": {`{"recommendations":[{"by_whom":[]}]}`, 422, fault{"/recommendations/0/by_whom", "wrong_type", forms.Error, "By whom (action 1)"}},
	"31 February":       {`{"meeting_date":"2026-02-31"}`, 422, fault{"/meeting_date", "date_impossible", forms.Error, "2026-02-31"}},
	"not a date":        {`{"meeting_date":"31/01/2026"}`, 422, fault{"/meeting_date", "date_format", forms.Error, "31/01/2026"}},
	"not a choice":      {`{"plan_selected":"boarding"}`, 422, fault{"/plan_selected", "not_a_choice", forms.Error, "boarding"}},
	"over the limit":    {`{"venue":"` + strings.Repeat("é", 201) + `"}`, 422, fault{"/venue", "too_long", forms.Error, "200 characters or fewer. It has 201"}},
	"5 MB of text":      {`{"background":"` + strings.Repeat("x", 5<<20) + `"}`, 422, fault{"/background", "too_long", forms.Error, "5242880"}},
	"control character": {`{"background":"a\u0000b"}`, 422, fault{"/background", "control_character", forms.Error, "position 2"}},
	"target before meeting": {`{"meeting_date":"2026-01-05","recommendations":[{"recommendation":"r","by_whom":"w","target_date":"2025-01-16"}]}`, 200,
		fault{"/recommendations/0/target_date", "before_meeting", forms.Advice, "Check the year"}},
	"next before meeting": {`{"meeting_date":"2026-01-05","next_date":"2026-01-04"}`, 200, fault{"/next_date", "not_after_meeting", forms.Advice, "Check both"}},
}

func TestBadForms(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.record(map[string]any{})
	for name, c := range badForms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			save := ask{method: "PUT", path: "/api/v1/records/" + rec.ID + "/form", who: "worker", body: c.body, header: at(`"1"`)}
			if c.status >= 400 { // the others are saved below, one after another
				expect(t, h.do(save), c.status, c.fault)
			}
			check := ask{method: "POST", path: "/api/v1/check/ppm", who: "admin", body: c.body}
			expect(t, h.do(check), map[bool]int{true: 400, false: 200}[c.status == 400], c.fault)
			create := ask{method: "POST", path: "/api/v1/children/none/records", who: "worker", body: `{"kind":"ppm","form":` + c.body + `}`}
			switch c.status {
			case 422:
				c.pointer = "/form" + c.pointer
				expect(t, h.do(create), 422, c.fault)
			case 400:
				h.do(create).want(t, 400)
			default:
				h.do(create).want(t, 404) // the form would do, but there is no such child
			}
		})
	}
}

func expect(t *testing.T, res said, status int, f fault) {
	t.Helper()
	res.want(t, status)
	if !has(into[checked](t, res).Problems, f.pointer, f.code, f.level, f.words) {
		t.Errorf("%s: want %+v in %s", res.Request.URL.Path, f, short(res.body))
	}
	if len(res.body) > 10_000 {
		t.Errorf("%d bytes of answer: what was sent must not come back", len(res.body))
	}
}

func TestAdviceIsSavedAndTold(t *testing.T) {
	t.Parallel()
	for name, c := range badForms {
		if c.status != 200 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			rec := h.record(json.RawMessage(c.body))
			expect(t, h.do(ask{method: "GET", path: "/api/v1/records/" + rec.ID + "/problems", who: "worker"}), 200, c.fault)
			save := ask{method: "PUT", path: "/api/v1/records/" + rec.ID + "/form", who: "worker", body: c.body, header: at(`"1"`)}
			h.do(save).want(t, 200)
		})
	}
}

func TestMeetingBeforeBirthIsAdvice(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	form := exampleForm()
	form.MeetingDate = forms.Date{Year: 2019, Month: 3, Day: 13}
	rec := h.record(form)
	if !has(rec.Problems, "/meeting_date", "before_birth", forms.Advice, "14 March 2019") {
		t.Errorf("%+v", rec.Problems)
	}
}

func TestBadBodies(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.record(map[string]any{})
	const children = "/api/v1/children"
	for name, c := range map[string]struct {
		path, body string
		status     int
		fault
	}{
		"malformed":        {children, `{"name":`, 400, fault{"", "malformed_json", forms.Error, "ends too early"}},
		"invalid UTF-8":    {children, "{\"name\":\"\xc3\"}", 400, fault{"", "invalid_utf8", forms.Error, "UTF-8"}},
		"half a character": {children, `{"name":"\udc00"}`, 400, fault{"", "lone_surrogate", forms.Error, "half"}},
		"not an object":    {children, `"Robin"`, 422, fault{"", "wrong_type", forms.Error, "The body must be an object, not text"}},
		"null":             {children, `null`, 422, fault{"/name", "required", forms.Error, "Enter “name”"}},
		"unknown member":   {children, `{"nmae":"Robin"}`, 422, fault{"/nmae", "unknown_field", forms.Error, "Did you mean “name”?"}},
		"unknown inside":   {children, `{"events":[{"knd":"x"}]}`, 422, fault{"/events/0/knd", "unknown_field", forms.Error, "Did you mean “kind”?"}},
		"odd name":         {children, `{"a/b~c":1}`, 422, fault{"/a~1b~0c", "unknown_field", forms.Error, "a/b~c"}},
		"member twice":     {children, `{"name":"a","name":"b"}`, 422, fault{"/name", "duplicate_field", forms.Error, "“name” is given twice"}},
		"wrong type":       {children, `{"name":7}`, 422, fault{"/name", "wrong_type", forms.Error, "“name” must be text, not a number"}},
		"wrong truth":      {children, `{"events":[{"done":"yes"}]}`, 422, fault{"/events/0/done", "wrong_type", forms.Error, "true or false, not text"}},
		"wrong list":       {children, `{"events":{}}`, 422, fault{"/events", "wrong_type", forms.Error, "a list, not an object"}},
		"too many":         {children, `{"events":[` + strings.Repeat("{},", 1000) + `{}]}`, 422, fault{"/events", "too_many", forms.Error, "1000 rows"}},
		"31 February":      {children, `{"date_of_birth":"2020-02-31"}`, 422, fault{"/date_of_birth", "date_impossible", forms.Error, "2020-02-31"}},
		"not a date":       {children, `{"placements":[{"from":"yesterday"}]}`, 422, fault{"/placements/0/from", "date_format", forms.Error, "yesterday"}},
		"date as number":   {children, `{"date_of_birth":2020}`, 422, fault{"/date_of_birth", "wrong_type", forms.Error, "as text, not a number"}},
		"own id":           {children, `{"id":"mine","name":"a","case_number":"b"}`, 422, fault{"/id", "id_mismatch", forms.Error, "Leave “id” out"}},
		"no name":          {children, `{"case_number":"b"}`, 422, fault{"/name", "required", forms.Error, ""}},
		"NUL":              {children, `{"name":"a\u0000","case_number":"b"}`, 422, fault{"/name", "control_character", forms.Error, "U+0000"}},
		"same number":      {children, `{"name":"a","case_number":"EX-0042"}`, 422, fault{"/case_number", "case_number_taken", forms.Error, ""}},
		"no kind":          {children + "/none/records", `{"form":{}}`, 422, fault{"/kind", "unknown_kind", forms.Error, "no form called"}},
		"unknown kind":     {children + "/none/records", `{"kind":"pmp","form":{}}`, 422, fault{"/kind", "unknown_kind", forms.Error, "pmp"}},
		"number not given": {children + "/" + childOf(h, rec) + "/records", `{"kind":"ppm","form":{"recommendations":[{"number":"A9"}]}}`, 422,
			fault{"/form/recommendations/0/number", "unknown_action_number", forms.Error, "A9 is not an action"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expect(t, h.do(ask{method: "POST", path: c.path, who: "worker", body: c.body}), c.status, c.fault)
		})
	}
}

// What is inside the lists is not looked at by this door, so the databases must be able to take it.
func TestOddTextsOfAChild(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		body := `{"name":"a","case_number":"b","date_of_birth":null,"events":[{"kind":"\u0000\ufffe","date":"2026-01-05","done":true}]}`
		res := h.do(ask{method: "POST", path: "/api/v1/children", who: "worker", body: body})
		if res.err != nil || res.StatusCode >= http.StatusInternalServerError {
			t.Errorf("%v %s", res.err, short(res.body))
		}
	})
}

func childOf(h *house, rec stored) string {
	r, err := h.service.Summary(h.t.Context(), h.chair(), rec.ID)
	must(h.t, err)
	return r.ChildID
}

func TestBadQueries(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		for query, words := range map[string]string{
			"limt=5":                "no query parameter called “limt” here. Did you mean “limit”?",
			"limit=0":               "from 1 to 200, not “0”",
			"limit=all":             "from 1 to 200, not “all”",
			"offset=-1":             "from 0 to 1000000, not “-1”",
			"status=lost":           "draft, complete, signed, issued",
			"limit=1&limit=2":       "“limit” once",
			"child=%00":             "without control characters",
			"child=%ff":             "without control characters",
			"%zz":                   "",
			"a;b":                   "",
			strings.Repeat("x", 99): "xxx…",
		} {
			p := h.do(ask{method: "GET", path: "/api/v1/records?" + query, who: "worker"}).want(t, http.StatusBadRequest)
			if p.Type != "/problems/query" || words != "" && (len(p.Problems) != 1 || !strings.Contains(p.Problems[0].Message, words)) {
				t.Errorf("%s: %+v", query, p)
			}
		}
		p := h.do(ask{method: "GET", path: "/api/v1/children?limit=x&offset=y&z=1", who: "worker"}).want(t, http.StatusBadRequest)
		if len(p.Problems) != 3 {
			t.Errorf("not everything at once: %+v", p.Problems)
		}
	})
}

func TestIfMatch(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	rec := h.record(exampleForm())
	for header, want := range map[string]struct {
		status int
		kind   string
	}{
		"": {428, "unguarded"}, "*": {400, "precondition"}, "1": {400, "precondition"}, `W/"1"`: {400, "precondition"}, `"1", "2"`: {400, "precondition"},
		`"0"`: {400, "precondition"}, `"one"`: {400, "precondition"}, `"`: {400, "precondition"}, `"9"`: {412, "stale"}, `"99999999999999999999"`: {400, "precondition"},
	} {
		for _, a := range []ask{
			{method: "PUT", path: "/form", who: "worker", body: exampleForm()},
			{method: "POST", path: "/complete", who: "worker"},
			{method: "POST", path: "/sign", who: "chair", body: signBody{Password: password}},
		} {
			a.path = "/api/v1/records/" + rec.ID + a.path
			if header != "" {
				a.header = at(header)
			}
			if p := h.do(a).want(t, want.status); p.Type != "/problems/"+want.kind {
				t.Errorf("%s with %s: %+v", a.path, header, p)
			}
		}
	}
	h.do(ask{method: "PUT", path: "/api/v1/children/" + childOf(h, rec), who: "worker", body: exampleChild()}).want(t, 428)
}

func TestUnknownThings(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, h *house) {
		for _, path := range []string{
			"/api", "/api/", "/api/v1", "/api/v2/records", "/api/v1/records/", "/api/v1/records/none", "/api/v1/records/none/versions", "/api/v1/records/%00",
			"/api/v1/records/%ff", "/api/v1/records/a%2Fb", "/api/v1/records/" + strings.Repeat("x", 65), "/api/v1/children/none", "/api/v1/documents/none",
			"/api/v1/forms/none", "/api/v1/forms/none/schema", "/api/v1/records/none/audit", "/api/v1/records/none/problems", "/api/v1/records/none/documents",
			"/api/v1/records/" + h.record(map[string]any{}).ID + "/versions/2", "/api/v1/records/none/versions/x", "/api/v1/records/none/versions/99999999999999999999",
		} {
			if p := h.do(ask{method: "GET", path: path, who: "chair"}).want(t, 404); p.Type != "/problems/not-found" {
				t.Errorf("%s: %+v", path, p)
			}
		}
	})
}
