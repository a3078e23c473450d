package forms_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

// found is a problem as tests state it.
type found struct{ Pointer, Code string }

func brief(problems forms.Problems) []found {
	out := []found{}
	for _, p := range problems {
		out = append(out, found{p.Pointer, p.Code})
	}
	return out
}

func TestDecodeReportsEveryProblemAtOnce(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 201)
	_, problems := forms.Decode(forms.PPMKind, []byte(`{
		"child_nam": "X", "child_name": 7, "meeting_date": "2025-02-31", "next_date": "soon",
		"legal_status": "ZZ", "siblings_apart_count": 1.5, "venue": "`+long+`",
		"attendance": [{"name": "A", "attended": "maybe"}, "B", {"nmae": "C"}],
		"options": {"adoption": {"considered": "yes", "coment": ""}},
		"recommendations": {"a": 1}, "background": "bell \u0007", "venue": "twice", "start_time": "25:00"
	}`))
	want := []found{
		{"/child_nam", "unknown_field"}, {"/child_name", "wrong_type"}, {"/meeting_date", "date_impossible"},
		{"/next_date", "date_format"}, {"/legal_status", "not_a_choice"}, {"/siblings_apart_count", "not_whole_number"},
		{"/attendance/0/attended", "not_a_choice"}, {"/attendance/1", "wrong_type"}, {"/attendance/2/nmae", "unknown_field"},
		{"/options/adoption/coment", "unknown_field"}, {"/recommendations", "wrong_type"}, {"/background", "control_character"},
		{"/venue", "duplicate_field"}, {"/venue", "too_long"}, {"/start_time", "time_format"},
	}
	if diff := cmp.Diff(want, brief(problems)); diff != "" {
		t.Error(diff)
	}
	if near := problems[0].Args["nearest"]; near != "child_name" {
		t.Errorf("nearest to child_nam is %v", near)
	}
}

func TestDecodeWholeTextProblems(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, code string }{
		"not JSON":           {"{\n \"child_name\": tru", "malformed_json"},
		"cut off":            {`{"child_name": "A"`, "malformed_json"},
		"two values":         {`{} {}`, "malformed_json"},
		"empty":              {``, "malformed_json"},
		"deep":               {strings.Repeat("[", 100), "malformed_json"},
		"a list":             {`[]`, "wrong_type"},
		"invalid UTF-8":      {"{\"child_name\": \"\xff\"}", "invalid_utf8"},
		"truncated UTF-8":    {"{\"child_name\": \"\xe0\xa6\"}", "invalid_utf8"},
		"half a surrogate":   {`{"child_name": "\ud83d"}`, "lone_surrogate"},
		"halves turned":      {`{"child_name": "\ude00\ud83d"}`, "lone_surrogate"},
		"noncharacter":       {`{"child_name": "\uffff"}`, "control_character"},
		"line break in name": {`{"child_name": "A\nB"}`, "control_character"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, problems := forms.Decode(forms.PPMKind, []byte(c.in))
			if len(problems) != 1 || problems[0].Code != c.code || problems[0].Level != forms.Error {
				t.Errorf("got %+v, want one %s", problems, c.code)
			}
		})
	}
	if _, problems := forms.Decode(forms.PPMKind, []byte(`{"child_name": "\ud83d\ude00 \\ud83d"}`)); len(problems) > 0 {
		t.Errorf("a whole pair and an escaped backslash: %+v", problems)
	}
	if form, problems := forms.Decode("nonsense", []byte(`{}`)); form != nil || problems[0].Code != "unknown_kind" {
		t.Errorf("unknown kind: %v %+v", form, problems)
	}
}

// A body of nothing but unknown fields is cut short, and where a text breaks is counted right.
func TestDecodeStopsAndPoints(t *testing.T) {
	t.Parallel()
	_, problems := forms.Decode(forms.PPMKind, []byte("{"+strings.Repeat(`"aaaaa":1,`, 800_000)+`"b":1}`))
	if len(problems) != 1000 {
		t.Errorf("%d problems", len(problems))
	}
	for in, want := range map[string][2]int{
		"{\"child_name\" x": {1, 15}, "{\n \"chair\": tru}": {2, 14}, "{\"é\":\"\xff\"}": {1, 7}, "{\"a\":\"\\ud800\"}": {1, 7}, "{}\n{}": {2, 1},
	} {
		_, problems := forms.Decode(forms.PPMKind, []byte(in))
		if got := [2]int{problems[0].Args["line"].(int), problems[0].Args["column"].(int)}; got != want {
			t.Errorf("%q: %v, want %v (%v)", in, got, want, problems[0])
		}
	}
}

func TestDecodeFiveMegabytes(t *testing.T) {
	t.Parallel()
	_, problems := forms.Decode(forms.PPMKind, []byte(`{"background": "`+strings.Repeat("x", 5<<20)+`"}`))
	if diff := cmp.Diff([]found{{"/background", "too_long"}}, brief(problems)); diff != "" {
		t.Error(diff)
	}
	if got := problems[0].Args; got["max"] != 20000 || got["count"] != 5<<20 {
		t.Errorf("args %v", got)
	}
}

func TestCheckLevels(t *testing.T) {
	t.Parallel()
	child := &forms.Child{CaseNumber: "TD-1", DateOfBirth: forms.Date{Year: 2025, Month: 12, Day: 10}}
	form, problems := forms.Decode(forms.PPMKind, []byte(`{
		"cass_number": "TD-2", "meeting_date": "2025-12-09", "next_date": "2025-12-09", "sibling_group": "no",
		"siblings_apart_count": 2, "recommendations": [{"recommendation": "Write", "by_whom": "A", "target_date": "2024-12-12"}]
	}`))
	if len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
	all := forms.Check(form, child)
	blockers := []found{{"/child_name", "required"}, {"/meeting_kind", "required"}, {"/cass_number", "other_child"}}
	if diff := cmp.Diff(blockers, brief(all.At(forms.Blocker))); diff != "" {
		t.Error(diff)
	}
	for _, want := range []found{
		{"/meeting_date", "before_birth"}, {"/next_date", "not_after_meeting"}, {"/recommendations/0/target_date", "before_meeting"},
		{"/siblings_apart_count", "no_sibling_group"}, {"/attendance", "none_given"}, {"/chair", "required"},
	} {
		if !contains(brief(all.At(forms.Advice)), want) {
			t.Errorf("no advice %v in %v", want, brief(all))
		}
	}
	if all[0].Level != forms.Blocker || all.Has(forms.Error) {
		t.Errorf("order or level: %+v", all)
	}
}

func contains(all []found, want found) bool {
	for _, f := range all {
		if f == want {
			return true
		}
	}
	return false
}

// Every code that the package can produce has a sentence that names no unfilled argument.
func TestEveryProblemHasWords(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		`{"child_nam": 1, "child_name": 7, "meeting_date": "2025-02-31", "next_date": "x", "legal_status": "Z", "siblings_apart_count": "x"}`,
		`{"siblings_apart_count": 99, "venue": "` + strings.Repeat("x", 300) + `", "start_time": "9", "recommendations": [{"number": "7"}]}`,
		`{"attendance": [` + strings.Repeat(`{},`, 200) + `{}], "child_name": "\u0001", "chair": "", "chair": ""}`,
		`{`, "\xff", `"\ud800"`, `{"meeting_date": "2024-01-01", "next_date": "2024-01-01", "sibling_group": "no", "siblings_apart_count": 1}`,
	} {
		form, problems := forms.Decode(forms.PPMKind, []byte(in))
		problems = append(problems, forms.Check(form, &forms.Child{DateOfBirth: forms.Date{Year: 2030, Month: 1, Day: 1}})...)
		if len(problems) == 0 {
			t.Errorf("%s has no problem", in)
		}
		for _, p := range problems {
			sentence := forms.Word(forms.PPMKind, p)
			if strings.ContainsAny(sentence, "{}") || strings.Contains(sentence, p.Code) || strings.Contains(sentence, "<nil>") {
				t.Errorf("%+v reads %q", p, sentence)
			}
		}
	}
}

func TestWordNamesTheRow(t *testing.T) {
	t.Parallel()
	for pointer, want := range map[string]string{
		"/recommendations/2/by_whom": "Enter by whom (action 3).", "/meeting_kind": "Select initial or review PPM.",
		"/options/adoption/considered": "Answer the question “Considered?”", "/iro_name": "Enter name of the independent reviewing officer (IRO).",
	} {
		if got := forms.Word(forms.PPMKind, forms.Problem{Pointer: pointer, Code: "required", Level: forms.Advice}); got != want {
			t.Errorf("%s: got %q, want %q", pointer, got, want)
		}
	}
}

func TestCanonicalJSONRoundTrip(t *testing.T) {
	t.Parallel()
	in := `{"child_name":"Zoë Ẁ","siblings_apart_count":0,"ppm_frequency":{"value":6,"unit":"week"},"meeting_date":"2025-12-9",
		"recommendations":[{"number":"A7","recommendation":"a\r\nb"}],"next_date":null,"contact":"e\u0301"}`
	form, problems := forms.Decode(forms.PPMKind, []byte(in))
	if len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
	data, err := json.Marshal(form)
	if err != nil {
		t.Fatal(err)
	}
	again, problems := forms.Decode(forms.PPMKind, data)
	if diff := cmp.Diff(form, again); diff != "" || len(problems) > 0 {
		t.Error(diff, problems)
	}
	ppm := form.(*forms.PPM)
	if ppm.Contact.Contact != "é" || ppm.Recommendations.Actions[0].Recommendation != "a\nb" || ppm.Frequency.String() != "Every 6 weeks" {
		t.Errorf("%+v", ppm)
	}
}

func TestNumberActions(t *testing.T) {
	t.Parallel()
	form := new(forms.PPM)
	form.Recommendations.Actions = []forms.Action{{Recommendation: "a"}, {}, {Recommendation: "b", Number: 3}, {Recommendation: "c"}}
	if next := forms.NumberActions(form, 7); next != 9 {
		t.Errorf("next is %d", next)
	}
	want := []forms.NumberedRow{{"/recommendations/0/number", 7}, {"/recommendations/2/number", 3}, {"/recommendations/3/number", 8}}
	if diff := cmp.Diff(want, forms.NumberedRows(form)); diff != "" {
		t.Error(diff)
	}
	if next := forms.NumberActions(form, 9); next != 9 {
		t.Errorf("numbering again moved on to %d", next)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"child_name":"A","attendance":[{"name":"B"}],"meeting_date":"2025-12-09"}`))
	f.Add([]byte(`{"options":{"adoption":{"considered":"yes"}},"x":[[[]]],"siblings_apart_count":-1}`))
	f.Add([]byte("\xff{\"a\":\"\\ud800\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		form, problems := forms.Decode(forms.PPMKind, data)
		if problems.Has(forms.Error) {
			return
		}
		canonical, err := json.Marshal(form)
		if err != nil {
			t.Fatal(err)
		}
		again, problems := forms.Decode(forms.PPMKind, canonical)
		if diff := cmp.Diff(form, again); diff != "" || len(problems) > 0 {
			t.Errorf("%s\n%v", diff, problems)
		}
	})
}

func BenchmarkDecodeAndCheck(b *testing.B) {
	text := strings.Repeat("A sentence of a length that people write. ", 20)
	data := []byte(`{"child_name":"A","cass_number":"1","meeting_date":"2025-12-09","background":"` + text + `","contact":"` + text +
		`","recommendations":[` + strings.Repeat(`{"recommendation":"`+text+`","by_whom":"B","target_date":"2026-01-01"},`, 19) + `{}]}`)
	b.ReportAllocs()
	for b.Loop() {
		form, _ := forms.Decode(forms.PPMKind, data)
		forms.Check(form, nil)
	}
}
