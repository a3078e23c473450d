package forms_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
)

func decode(t *testing.T, kind forms.Kind, text string) forms.Form {
	t.Helper()
	f, problems := forms.Decode(kind, []byte(text))
	if len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
	return f
}

const firstMeeting = `{"child_name":"Aria","cass_number":"T1","meeting_kind":"initial","meeting_date":"2026-01-05","next_date":"2026-02-16",
	"background":"long ago","chair":"Bea","start_time":"10:00","achieved":"no","attendance":[{"name":"Cy","relation":"IRO","attended":"apologies"}],
	"foster_carer":{"invited":"yes"},"referrals":"one","options":{"adoption":{"considered":"yes","comment":"why"}},
	"recommendations":[{"number":"A1","id":"r1","recommendation":"write","by_whom":"Cy","target_date":"2026-01-20"},{"number":"A2","recommendation":"ask"},{}]}`

func TestCarryForward(t *testing.T) {
	t.Parallel()
	previous := decode(t, forms.PPMKind, firstMeeting)
	review, err := forms.CarryForward(previous)
	if err != nil {
		t.Fatal(err)
	}
	want := decode(t, forms.PRPMKind, `{"child_name":"Aria","cass_number":"T1","meeting_kind":"review","meeting_date":"2026-02-16",
		"background":"long ago","chair":"Bea","attendance":[{"name":"Cy","relation":"IRO"}],"options":{"adoption":{"considered":"yes","comment":"why"}},
		"carried_forward":[{"number":"A1","id":"r1","recommendation":"write","by_whom":"Cy","target_date":"2026-01-20","first_agreed":"2026-01-05","times_carried":1},
			{"number":"A2","recommendation":"ask","first_agreed":"2026-01-05","times_carried":1}]}`)
	if diff := cmp.Diff(want, forms.Form(review)); diff != "" {
		t.Error(diff)
	}
	if previous.(*forms.PPM).Attendance[0].Attended != "apologies" {
		t.Error("the previous form was changed")
	}

	// The next review carries what is neither completed nor closed, and what this one agrees.
	review.Carried[0].CompletedDate = date(t, "2026-02-01")
	review.Carried[1].Update = "asked twice"
	review.NewRecommendations.Actions = []forms.Action{{Number: 3, Recommendation: "visit"}}
	third, err := forms.CarryForward(review)
	if err != nil {
		t.Fatal(err)
	}
	if len(third.Carried) != 2 || third.Carried[0].Number != 2 || *third.Carried[0].TimesCarried != 2 || third.Carried[0].Update != "" ||
		third.Carried[1].Number != 3 || third.Carried[1].FirstAgreed != date(t, "2026-02-16") {
		t.Errorf("%+v", third.Carried)
	}
	if days := third.Carried[0].AgeOn(date(t, "2026-03-30")); days != 84 {
		t.Errorf("A2 is %d days old", days)
	}

	third.Carried[1].ClosedReason = "the family moved"
	third.Carried = third.Carried[1:]
	gone := forms.Dropped(review, third)
	if len(gone) != 1 || gone[0].Number != 2 {
		t.Errorf("dropped %+v", gone)
	}
	if left := third.Outstanding(); len(left) != 0 {
		t.Errorf("outstanding %+v", left)
	}
}

func TestNumberCarriedFromAnotherSystem(t *testing.T) {
	t.Parallel()
	previous := decode(t, forms.PPMKind, firstMeeting)
	review := decode(t, forms.PRPMKind, `{"carried_forward":[{"recommendation":"ask"},{"id":"r1","recommendation":"write, reworded"},{"recommendation":"unheard of"}]}`).(*forms.PRPM)
	forms.NumberCarried(review, previous)
	var numbers []forms.ActionNumber
	for _, a := range review.Carried {
		numbers = append(numbers, a.Number)
	}
	if diff := cmp.Diff([]forms.ActionNumber{2, 1, 0}, numbers); diff != "" {
		t.Error(diff)
	}
	if gone := forms.Dropped(previous, review); len(gone) != 0 {
		t.Errorf("dropped %+v", gone)
	}
}

func TestDiff(t *testing.T) {
	t.Parallel()
	before := decode(t, forms.PPMKind, firstMeeting)
	after := decode(t, forms.PRPMKind, `{"child_name":"Aria","cass_number":"T1","meeting_kind":"review","meeting_date":"2026-02-16","background":"longer ago",
		"attendance":[{"name":"Dee"},{"name":"Cy","relation":"IRO","attended":"attended"}],"options":{"adoption":{"considered":"no","comment":"why"}},
		"ppm_frequency":{"value":12,"unit":"week"},"next_date":"2026-02-16","chair":"Bea","achieved":"no","start_time":"10:00","foster_carer":{"invited":"yes"}}`)
	got := forms.Diff(before, after)
	want := []forms.Change{
		{"/meeting_kind", "Child details", "Initial or review PPM", "Initial PPM", "Review PPM"},
		{"/meeting_date", "Child details", "Date of meeting", "5 January 2026", "16 February 2026"},
		{"/attendance/0", "Present and apologies", "Person Dee", "", "Dee"},
		{"/attendance/1", "Present and apologies", "Person Cy", "Cy · IRO · Apologies", "Cy · IRO · Attended"},
		{"/background", "Background", "Background", "long ago", "longer ago"},
		{"/options/adoption/considered", "Permanence planning options", "Permanence planning options: Adoption: Considered?", "Yes", "No"},
		{"/ppm_frequency", "New recommendations", "How often planning meetings will be held", "", "Every 12 weeks"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if same := forms.Diff(before, before); len(same) != 0 {
		t.Errorf("a form differs from itself: %+v", same)
	}
}

// Project leaves nothing of a field that is not for the audience, and says what it left out.
func TestProject(t *testing.T) {
	t.Parallel()
	form := decode(t, forms.PPMKind, firstMeeting)
	got, withheld, err := forms.Project(form, forms.Parent)
	if err != nil {
		t.Fatal(err)
	}
	want := decode(t, forms.PPMKind, `{"child_name":"Aria","meeting_kind":"initial","meeting_date":"2026-01-05","next_date":"2026-02-16"}`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	found := map[string]bool{}
	for _, w := range withheld {
		found[w.Pointer] = true
	}
	if !found["/background"] || !found["/recommendations"] || found["/venue"] || found["/child_name"] {
		t.Errorf("withheld %v", found)
	}
	if form.(*forms.PPM).Background.Background != "long ago" {
		t.Error("the form itself was changed")
	}
	released, _, err := forms.Project(form, forms.Parent, "/background")
	if err != nil || released.(*forms.PPM).Background.Background != "long ago" {
		t.Errorf("released: %+v %v", released, err)
	}
	whole, withheld, err := forms.Project(form, forms.Professional)
	if diff := cmp.Diff(form, whole); diff != "" || err != nil || len(withheld) > 0 {
		t.Error(diff, err, withheld)
	}
}

// What a review is told about the meeting before leaves out what differs from meeting to meeting anyway.
func TestChangedSince(t *testing.T) {
	t.Parallel()
	before := decode(t, forms.PPMKind, firstMeeting)
	review, err := forms.CarryForward(before)
	if err != nil {
		t.Fatal(err)
	}
	review.Achieved, review.Background.Background = "no", strings.Repeat("é", 241)
	review.Options.Adoption.Comment = ""
	var got [][3]string
	for _, c := range forms.ChangedSince(before, review) {
		was, is := c.InShort()
		got = append(got, [3]string{c.Pointer, was, is})
	}
	want := [][3]string{
		{"/background", "See the minutes of the earlier meeting.", "Rewritten; its section has the new text."},
		{"/options/adoption/comment", "why", "Taken away"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if forms.OncePerMeeting("") || forms.OncePerMeeting("/background") || !forms.OncePerMeeting("/attendance/0") {
		t.Error("what belongs to one meeting is told wrongly")
	}
}
