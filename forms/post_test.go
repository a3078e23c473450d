package forms_test

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

func section(t *testing.T, id string) *forms.Section {
	t.Helper()
	s, ok := forms.Define(forms.PPMKind).Section(id)
	if !ok {
		t.Fatalf("no section %s", id)
	}
	return s
}

func TestPostRoundTrip(t *testing.T) {
	t.Parallel()
	form, problems := forms.Decode(forms.PPMKind, []byte(`{"child_name":"A","ppm_frequency":{"value":6,"unit":"week"},"future_chair":"B",
		"recommendations":[{"number":"A1","id":"r1","recommendation":"one\ntwo","by_whom":"C","target_date":"2026-01-05"},{"recommendation":"three"}]}`))
	if len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
	for _, s := range forms.Define(forms.PPMKind).Sections {
		values := forms.PostValues(form, &s)
		again, problems := forms.DecodePost(form, &s, forms.TidyPost(&s, values))
		if diff := cmp.Diff(form, again); diff != "" || len(problems) > 0 {
			t.Errorf("section %s: %s %v", s.ID, diff, problems)
		}
	}
}

func TestTidyPostDropsEmptyRows(t *testing.T) {
	t.Parallel()
	s := section(t, "recommendations")
	values := url.Values{
		"recommendations.0.number": {"A1"}, "recommendations.0.recommendation": {"  "},
		"recommendations.1.number": {"A2"}, "recommendations.1.recommendation": {"kept"}, "recommendations.1.target_date.day": {"1"},
		"recommendations.4.by_whom": {"somebody"}, "future_chair": {"B"}, "other": {"x"},
	}
	tidy := forms.TidyPost(s, values)
	want := url.Values{
		"recommendations.0.number": {"A2"}, "recommendations.0.recommendation": {"kept"}, "recommendations.0.target_date.day": {"1"},
		"recommendations.1.by_whom": {"somebody"}, "future_chair": {"B"},
	}
	if diff := cmp.Diff(want, tidy); diff != "" {
		t.Error(diff)
	}
	if n := forms.RowsIn(tidy, "recommendations"); n != 2 {
		t.Errorf("%d rows", n)
	}
}

func TestDecodePostProblems(t *testing.T) {
	t.Parallel()
	base := new(forms.PPM)
	base.ChildName, base.Background.Background = "before", "kept"
	form, problems := forms.DecodePost(base, section(t, "child_details"), url.Values{
		"child_name": {"after"}, "meeting_date.day": {"31"}, "meeting_date.month": {"2"}, "meeting_date.year": {"2025"}, "meeting_kind": {"both"},
	})
	if diff := cmp.Diff([]found{{"/meeting_kind", "not_a_choice"}, {"/meeting_date", "date_impossible"}}, brief(problems)); diff != "" {
		t.Error(diff)
	}
	got := form.(*forms.PPM)
	if got.ChildName != "after" || got.Background.Background != "kept" || base.ChildName != "before" {
		t.Errorf("got %+v, base %+v", got.ChildDetails, base.ChildDetails)
	}
	_, problems = forms.DecodePost(base, section(t, "child_details"), url.Values{"meeting_date.month": {"2"}, "child_name": {"\xff"}})
	if len(problems) != 1 || problems[0].Code != "invalid_utf8" || problems[0].Pointer != "/child_name" {
		t.Errorf("%+v", problems)
	}
	named, problems := forms.DecodePost(base, section(t, "child_details"), url.Values{"meeting_date.day": {"3"}, "meeting_date.month": {"november"}, "meeting_date.year": {"2025"}})
	if len(problems) > 0 || named.(*forms.PPM).MeetingDate != date(t, "2025-11-03") {
		t.Errorf("a month by name: %v, %+v", named.(*forms.PPM).MeetingDate, problems)
	}
	_, problems = forms.DecodePost(base, section(t, "child_details"), url.Values{"meeting_date.month": {"2"}})
	if diff := cmp.Diff([]found{{"/meeting_date", "date_format"}}, brief(problems)); diff != "" {
		t.Error(diff)
	}
}
