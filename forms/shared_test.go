package forms_test

import (
	"slices"
	"testing"

	"minutebook/forms"
)

// What one meeting says for several children, written down apart from the tags. A field that is added to a shared section
// fails here, so that somebody asks whether it may stand in another child's record.
func TestWhatIsShared(t *testing.T) {
	t.Parallel()
	meeting := []string{"meeting_date", "chair", "minute_taker", "venue", "start_time", "attendance"}
	want := map[forms.Kind][]string{
		forms.PPMKind: append(meeting, "background"), forms.PRPMKind: append(meeting, "background"),
		forms.FinalCarePlanningKind: meeting, forms.NeedsMatchingKind: meeting, forms.Schedule3ReviewKind: meeting,
	}
	for _, kind := range forms.Kinds() {
		var got []string
		for _, s := range forms.SharedSections(kind) {
			for _, f := range s.Fields {
				got = append(got, f.ID)
			}
		}
		if !slices.Equal(got, want[kind]) || forms.HeldTogether(kind) != (want[kind] != nil) {
			t.Errorf("%s shares %v", kind, got)
		}
		for id, property := range forms.Schema(kind)["properties"].(map[string]any) {
			_, marked := property.(map[string]any)["x-shared"]
			if marked != slices.Contains(want[kind], id) {
				t.Errorf("the schema of %s says of %s that shared is %t", kind, id, marked)
			}
		}
	}
}

// Bringing a section's shared answers leaves everything else as it was.
func TestBring(t *testing.T) {
	t.Parallel()
	from, to := &forms.PPM{}, &forms.PPM{}
	from.ChildName, from.MeetingDate, from.Venue = "Ada", forms.Date{Year: 2026, Month: 3, Day: 2}, "Town hall"
	to.ChildName, to.Venue = "Ben", "Library"
	details := forms.SharedSections(forms.PPMKind)[0]
	if details.ID != "child_details" || details.Same(from, to) || details.Answered(to) {
		t.Fatalf("the first shared section is %+v", details)
	}
	details.Bring(from, to)
	if to.ChildName != "Ben" || to.Venue != "Library" || to.MeetingDate != from.MeetingDate || !details.Same(from, to) || !details.Answered(to) {
		t.Errorf("afterwards it is %+v", to)
	}
}
