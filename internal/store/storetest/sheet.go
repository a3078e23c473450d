package storetest

import (
	"slices"
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
	rec, problems, err = b.Save(t.Context(), b.Worker, rec.ID, rec.Version, sheet)
	ok(t, err)
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
