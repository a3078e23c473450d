package storetest

import (
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

func sheetIsChecked(t *testing.T, b *Bundle) {
	child := b.AddChild(t, "C-SHEET")
	meeting := Form()
	meeting.Contact.Contact = "The new swing was put up behind the greenhouse on Tuesday."
	_, _, err := b.Create(t.Context(), b.Worker, child.ID, meeting) // a draft: what it withholds counts already
	ok(t, err)

	sheet := new(forms.Summary)
	sheet.ParentKey, sheet.MeetingDate, sheet.Contact = "mother", meeting.MeetingDate, "Tom Brennan"
	sheet.Decided = "Mia lives at Tithebarn Fold. The new swing was put up."
	rec, problems, err := b.Create(t.Context(), b.Worker, child.ID, sheet)
	ok(t, err)
	if got := blockers(problems); !slices.Equal(got, []string{"unknown_parent"}) {
		t.Errorf("without people around the child: %v", got)
	}

	child.People = []forms.Person{
		{Key: "mother", Role: "mother", Name: "Rosalind Vale"},
		{Key: "fc", Role: "foster_carer", Name: "Una Ferncastle", Address: "4 Tithebarn Fold, Upper Testwick"},
	}
	ok(t, b.UpdateChild(t.Context(), b.Worker, child))
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, rec.Version)
	if got := blockers(want[*records.BlockedError](t, err).Problems); !slices.Equal(got, []string{"reveals_address", "reveals_withheld"}) {
		t.Errorf("a sheet that gives away two things is stopped for %v", got)
	}

	sheet = rec.Form.(*forms.Summary)
	if sheet.ChildName != child.Name || sheet.CaseNumber != child.CaseNumber {
		t.Errorf("the sheet is about %q, %q", sheet.ChildName, sheet.CaseNumber)
	}
	sheet.Decided = "Mia lives at Tithebarn Fold. There is a swing now."
	sheet.Releases = []forms.Release{{Text: "Tithebarn Fold", Reason: "The mother has lived there herself."}}
	_, _, err = b.Save(t.Context(), b.Worker, rec.ID, rec.Version, sheet)
	if p := want[*records.InvalidError](t, err).Problems; len(p) != 1 || p[0].Code != "release_by_chair" || p[0].Pointer != "/releases/0" {
		t.Errorf("a release by a social worker is answered with %+v", p)
	}
	sheet.Releases[0].By = "Somebody Else" // the service says who and when
	rec, _, err = b.Save(t.Context(), b.Chair, rec.ID, rec.Version, sheet)
	ok(t, err)
	sheet = rec.Form.(*forms.Summary)
	if r := sheet.Releases[0]; r.By != b.Chair.Name || r.On != (forms.Date{Year: 2026, Month: 3, Day: 2}) {
		t.Errorf("the release is %+v", r)
	}
	sheet.Decided, sheet.Releases[0].By = "Mia lives at Tithebarn Fold. There is a swing.", ""
	rec, problems, err = b.Save(t.Context(), b.Worker, rec.ID, rec.Version, sheet) // keeps what was released
	ok(t, err)
	if r := rec.Form.(*forms.Summary).Releases[0]; r.By != b.Chair.Name {
		t.Errorf("after a worker’s save the release is %+v", r)
	}
	if got := blockers(problems); got != nil {
		t.Errorf("what was released is stopped for %v", got)
	}
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, rec.Version)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Worker, rec.ID, rec.Version)
	wantIs(t, err, records.ErrForbidden) // only the chair releases
	_, err = b.Sign(t.Context(), b.Chair, rec.ID, rec.Version)
	ok(t, err)
}

func blockers(problems forms.Problems) []string {
	var codes []string
	for _, p := range problems.At(forms.Blocker) {
		codes = append(codes, p.Code)
	}
	return codes
}

// family stores a child with a brother whose own case the social worker may not read, and an issued meeting about the child.
func family(t *testing.T, b *Bundle) (meeting records.Record) {
	t.Helper()
	brother := b.AddChild(t, "C-BROTHER")
	brother.People = []forms.Person{{Key: "fc", Role: "foster_carer", Name: "Wilma Oakenshaw", Address: "5 Fell View, Netherby"}}
	ok(t, b.UpdateChild(t.Context(), b.Worker, brother))
	form := Form()
	form.Background.Background = "He told his teacher about the marmalade cat next door."
	_, _, err := b.Create(t.Context(), b.Worker, brother.ID, form)
	ok(t, err)

	ok(t, b.Allocate(t.Context(), b.Admin, records.Allocation{ChildID: brother.ID, Restricted: true, People: []string{b.Chair.ID}}, ""))
	_, err = b.Child(t.Context(), b.Worker, brother.ID)
	wantIs(t, err, records.ErrNotFound) // and yet the sister's sheet must not tell of him

	child := b.AddChild(t, "C-SISTER")
	child.People = []forms.Person{
		{Key: "mother", Role: "mother", Name: "Rosalind Vale"},
		{Key: "father", Role: "father", Name: "Chidi Okoro", Address: "18 Rope Walk, Testmouth"},
		{Key: "brother", Role: "sibling", Name: "Finn Vale", CaseNumber: "C-BROTHER"},
		{Key: "elsewhere", Role: "sibling", Name: "Ana Vale", CaseNumber: "UNKNOWN"},
	}
	ok(t, b.UpdateChild(t.Context(), b.Worker, child))
	form = Form()
	form.Contact.Contact = "The new swing was put up behind the greenhouse at Rope Walk on Tuesday."
	meeting, _, err = b.Create(t.Context(), b.Worker, child.ID, form)
	ok(t, err)
	_, err = b.Complete(t.Context(), b.Worker, meeting.ID, 1)
	ok(t, err)
	_, err = b.Sign(t.Context(), b.Chair, meeting.ID, 1)
	ok(t, err)
	_, err = b.StartSheet(t.Context(), b.Worker, meeting.ID, "mother")
	want[*records.StatusError](t, err)
	ok(t, b.Issue(t.Context(), meeting.ID, 1))
	return meeting
}

func sheetOfMeeting(t *testing.T, b *Bundle) {
	meeting := family(t, b)
	_, err := b.StartSheet(t.Context(), b.Worker, meeting.ID, "brother")
	if p := want[*records.InvalidError](t, err).Problems; p[0].Code != "unknown_parent" {
		t.Errorf("a sheet for a brother: %+v", p)
	}
	_, err = b.StartSheet(t.Context(), b.Admin, meeting.ID, "mother")
	wantIs(t, err, records.ErrForbidden)
	_, err = b.StartSheet(t.Context(), b.Worker, "unknown", "mother")
	wantIs(t, err, records.ErrNotFound)

	rec, err := b.StartSheet(t.Context(), b.Worker, meeting.ID, "mother")
	ok(t, err)
	again, err := b.StartSheet(t.Context(), b.Chair, meeting.ID, "mother")
	ok(t, err)
	other, err := b.StartSheet(t.Context(), b.Worker, meeting.ID, "father")
	ok(t, err)
	if rec.About != meeting.ID || again.ID != rec.ID || other.ID == rec.ID {
		t.Errorf("started %+v, then %s, for the father %s", rec, again.ID, other.ID)
	}
	if f := rec.Form.(*forms.Summary); f.ParentName != "Rosalind Vale" || f.MeetingDate != meeting.Form.(*forms.PPM).MeetingDate {
		t.Errorf("the sheet begins as %+v", f)
	}
	sheets, err := b.Sheets(t.Context(), b.Worker, meeting.ID)
	ok(t, err)
	if len(sheets) != 2 || sheets[0].ID != other.ID || sheets[1].Form.(*forms.Summary).ParentKey != "mother" {
		t.Errorf("the meeting’s sheets are %+v", sheets)
	}
	if none, err := b.Sheets(t.Context(), b.Worker, rec.ID); err != nil || len(none) != 0 {
		t.Errorf("a sheet has the sheets %+v, %v", none, err)
	}

	// What the brother's records hold is protected as well, and not said to be his.
	sheet := rec.Form.(*forms.Summary)
	sheet.Decided, sheet.Contact = "The cat is well. Fell View is far.", "Tom Brennan"
	_, problems, err := b.Save(t.Context(), b.Worker, rec.ID, rec.Version, sheet)
	ok(t, err)
	if got := blockers(problems); !slices.Equal(got, []string{"reveals_address"}) {
		t.Errorf("a brother’s carers are found as %v", got)
	}
	for _, p := range problems.At(forms.Blocker) {
		if words := forms.Word(forms.SummaryKind, p); strings.Contains(words, "Finn") || !strings.Contains(words, "the carers of a brother or sister") {
			t.Error(words)
		}
	}
	sheet.Decided = "He told his teacher about the marmalade cat next door."
	_, problems, err = b.Save(t.Context(), b.Worker, rec.ID, rec.Version+1, sheet)
	ok(t, err)
	if got := blockers(problems); !slices.Equal(got, []string{"reveals_withheld"}) {
		t.Errorf("a brother’s minutes are found as %v", got)
	}
}

func sheetReleases(t *testing.T, b *Bundle) {
	meeting := family(t, b)
	rec, err := b.StartSheet(t.Context(), b.Worker, meeting.ID, "mother")
	ok(t, err)
	parts, err := b.Withheld(t.Context(), b.Worker, rec)
	ok(t, err)
	told := map[string]int{}
	for _, p := range parts {
		told[p.Pointer] = len(p.Tells)
	}
	if told["/contact"] != 1 { // the father's street
		t.Errorf("withheld from the mother: %+v", parts)
	}
	other, err := b.StartSheet(t.Context(), b.Worker, meeting.ID, "father")
	ok(t, err)
	parts, err = b.Withheld(t.Context(), b.Worker, other)
	ok(t, err)
	for _, p := range parts {
		if p.Pointer == "/contact" && len(p.Tells) > 0 {
			t.Errorf("withheld from the father, who lives there: %+v", p)
		}
	}

	release := forms.Release{ID: "/contact", Reason: "She built the swing."}
	_, err = b.Release(t.Context(), b.Worker, rec.ID, 1, release)
	wantIs(t, err, records.ErrForbidden)
	for _, id := range []string{"/background", "/meeting_date", "/nothing", "/recommendations/0/by_whom"} { // empty, for parents anyway, unknown, a part of one
		_, err = b.Release(t.Context(), b.Chair, rec.ID, 1, forms.Release{ID: id, Reason: "Why not?"})
		wantIs(t, err, records.ErrNotFound)
	}
	_, err = b.Release(t.Context(), b.Chair, meeting.ID, 1, release)
	want[*records.SignedError](t, err)
	rec, err = b.Release(t.Context(), b.Chair, rec.ID, 1, release)
	ok(t, err)
	sheet := rec.Form.(*forms.Summary)
	if len(sheet.Shared) != 1 || !strings.Contains(sheet.Shared[0].Text, "behind the greenhouse") || sheet.Releases[0].By != b.Chair.Name {
		t.Fatalf("after the release the sheet is %+v", sheet)
	}
	_, err = b.Release(t.Context(), b.Chair, rec.ID, 1, release)
	want[*records.StaleError](t, err)

	if again, err := b.Release(t.Context(), b.Chair, rec.ID, rec.Version, release); err != nil || again.Version != rec.Version {
		t.Errorf("released twice: %+v, %v", again, err)
	}

	// Its words may stand now, the father's street still may not; the chair can let that stand as well.
	problems, err := b.Check(t.Context(), b.Worker, rec)
	ok(t, err)
	hits := slices.DeleteFunc(problems.At(forms.Blocker), func(p forms.Problem) bool { return p.Pointer != "/shared/0/text" })
	if len(hits) != 1 || hits[0].Code != "reveals_address" {
		t.Errorf("in what was released there is %+v", hits)
	}
	rec, err = b.Release(t.Context(), b.Chair, rec.ID, rec.Version, forms.Release{Text: "Rope Walk", Reason: "She knows where he lives."})
	ok(t, err)
	if problems, err = b.Check(t.Context(), b.Worker, rec); err != nil || slices.ContainsFunc(problems, func(p forms.Problem) bool { return p.Pointer == "/shared/0/text" && p.Level == forms.Blocker }) {
		t.Errorf("%+v, %v", problems, err)
	}
	lines, err := b.Audit(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	var released []string
	for _, l := range lines {
		if l.Action == "sheet.release" {
			released = append(released, l.Name+" "+l.Detail)
		}
	}
	if !slices.Equal(released, []string{b.Chair.Name + " /contact", b.Chair.Name + " "}) {
		t.Errorf("the audit trail has %q", released)
	}

	// Taken back, the words are found again.
	rec, err = b.Withdraw(t.Context(), b.Worker, rec.ID, rec.Version, 0)
	ok(t, err)
	problems, err = b.Check(t.Context(), b.Worker, rec)
	ok(t, err)
	if !slices.Contains(blockers(problems), "reveals_withheld") {
		t.Errorf("after it was taken back: %+v", problems)
	}
	_, err = b.Withdraw(t.Context(), b.Worker, rec.ID, rec.Version, 7)
	wantIs(t, err, records.ErrNotFound)

	// A section in plain words begins with what the parent may read, once.
	rec, err = b.Tell(t.Context(), b.Worker, rec.ID, rec.Version, "child_details")
	ok(t, err)
	again, err := b.Tell(t.Context(), b.Worker, rec.ID, rec.Version, "child_details")
	ok(t, err)
	sheet = again.Form.(*forms.Summary)
	if len(sheet.Shared) != 2 || again.Version != rec.Version || !strings.Contains(sheet.Shared[1].Text, "2 March 2026") || strings.Contains(sheet.Shared[1].Text, "C-SISTER") {
		t.Errorf("told in plain words: %+v", sheet.Shared)
	}
	_, err = b.Tell(t.Context(), b.Worker, rec.ID, rec.Version, "nothing")
	wantIs(t, err, records.ErrNotFound)
}
