package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// numbersIn returns the action numbers in a form, in its order.
func numbersIn(form forms.Form) []forms.ActionNumber {
	var numbers []forms.ActionNumber
	for _, row := range forms.NumberedRows(form) {
		numbers = append(numbers, row.Number)
	}
	return numbers
}

func actionNumbers(t *testing.T, b *Bundle) {
	child, other := b.AddChild(t, "C-1"), b.AddChild(t, "C-2")
	first, _, err := b.Create(t.Context(), b.Worker, child.ID, Form())
	ok(t, err)
	second, _, err := b.Create(t.Context(), b.Worker, child.ID, Form())
	ok(t, err)
	elsewhere, _, err := b.Create(t.Context(), b.Worker, other.ID, Form())
	ok(t, err)
	for i, c := range []struct {
		rec  records.Record
		want forms.ActionNumber
	}{{first, 1}, {second, 2}, {elsewhere, 1}} {
		if got := numbersIn(c.rec.Form); !slices.Equal(got, []forms.ActionNumber{c.want}) {
			t.Errorf("record %d has actions %v, want %v", i, got, c.want)
		}
	}
	form := second.Form.(*forms.PPM)
	form.Recommendations.Actions = append(form.Recommendations.Actions,
		forms.Action{Number: 1, Recommendation: "Carried forward"}, forms.Action{}, forms.Action{Recommendation: "New"})
	saved, _, err := b.Save(t.Context(), b.Worker, second.ID, 1, form)
	ok(t, err)
	if got := numbersIn(saved.Form); !slices.Equal(got, []forms.ActionNumber{2, 1, 3}) {
		t.Errorf("the actions are %v, want A2, A1, A3", got)
	}
	form = saved.Form.(*forms.PPM)
	sent := &forms.PPM{}
	*sent = *form
	sent.Recommendations.Actions = slices.Clone(form.Recommendations.Actions)
	for i := range sent.Recommendations.Actions {
		sent.Recommendations.Actions[i].Number = 0
	}
	if same, _, err := b.Save(t.Context(), b.Worker, second.ID, 2, sent); err != nil || same.Version != 2 || !slices.Equal(numbersIn(same.Form), numbersIn(form)) {
		t.Errorf("sent again without numbers the actions are %v in version %d, %v", numbersIn(same.Form), same.Version, err)
	}
	form.Recommendations.Actions = append(form.Recommendations.Actions,
		forms.Action{Number: 4, Recommendation: "Never given"}, forms.Action{Number: 3, Recommendation: "Twice"})
	_, _, err = b.Save(t.Context(), b.Worker, second.ID, 2, form)
	var got []string
	for _, p := range want[*records.InvalidError](t, err).Problems {
		got = append(got, p.Pointer+" "+p.Code)
	}
	if expected := []string{"/recommendations/4/number unknown_action_number", "/recommendations/5/number repeated_action_number"}; !slices.Equal(got, expected) {
		t.Errorf("problems %q, want %q", got, expected)
	}
}

func children(t *testing.T, b *Bundle) {
	for i, name := range []string{"Élodie Invented", "Bram Invented", "zoë Invented", "100% Invented", "Under_score Made-up"} {
		_, err := b.Service.AddChild(t.Context(), b.Worker, forms.Child{Name: " " + name + " ", CaseNumber: fmt.Sprintf("C-10%d", i)})
		ok(t, err)
	}
	for _, c := range []struct {
		query string
		names string
	}{
		{"", "100% Invented, Bram Invented, Élodie Invented, Under_score Made-up, zoë Invented"},
		{"élod", "Élodie Invented"},
		{"ZOË", "zoë Invented"},
		{"zoe", "zoë Invented"},
		{"c-101", "Bram Invented"},
		{"%", "100% Invented"},
		{"_", "Under_score Made-up"},
		{"nobody", ""},
	} {
		found, total, err := b.Children(t.Context(), b.Worker, records.ChildFilter{Query: c.query})
		ok(t, err)
		var names []string
		for _, child := range found {
			names = append(names, child.Name)
		}
		if got := strings.Join(names, ", "); got != c.names || total != len(names) {
			t.Errorf("%q finds %q (%d); want %q", c.query, got, total, c.names)
		}
	}
	page, total, err := b.Children(t.Context(), b.Worker, records.ChildFilter{Query: "invented", Limit: 2, Offset: 2})
	ok(t, err)
	if len(page) != 2 || total != 4 || page[0].Name != "Élodie Invented" {
		t.Errorf("the second page is %+v of %d", page, total)
	}
	_, err = b.Service.AddChild(t.Context(), b.Worker, forms.Child{Name: "Somebody Else", CaseNumber: " C-101"})
	if p := want[*records.InvalidError](t, err).Problems; p[0].Code != "case_number_taken" || p[0].Pointer != "/case_number" {
		t.Errorf("a doubled case number: %+v", p)
	}
	first := page[0]
	first.CaseNumber = "C-101"
	if p := want[*records.InvalidError](t, b.UpdateChild(t.Context(), b.Worker, first)).Problems; p[0].Code != "case_number_taken" {
		t.Errorf("a case number of somebody else: %+v", p)
	}
	first.CaseNumber, first.Events = "C-900", []forms.Event{{Kind: "second_cla_review", Done: true}}
	ok(t, b.UpdateChild(t.Context(), b.Worker, first))
	read, err := b.Service.Child(t.Context(), b.Worker, first.ID)
	ok(t, err)
	if read.CaseNumber != "C-900" || len(read.Events) != 1 {
		t.Errorf("the changed child is %+v", read)
	}
}

func recordPages(t *testing.T, b *Bundle) {
	none, total, err := b.Records(t.Context(), b.Worker, records.Filter{})
	ok(t, err)
	if none == nil || len(none) != 0 || total != 0 {
		t.Errorf("no records are %v of %d", none, total)
	}
	old, complete, signed := b.Draft(t), b.Completed(t), b.SignedRecord(t)
	form := old.Form.(*forms.PPM)
	form.Venue = "Town hall"
	_, _, err = b.Save(t.Context(), b.Worker, old.ID, 1, form)
	ok(t, err)
	for _, c := range []struct {
		name   string
		filter records.Filter
		want   []string
		total  int
	}{
		{"all, latest change first", records.Filter{}, []string{old.ID, signed.ID, complete.ID}, 3},
		{"page", records.Filter{Limit: 1, Offset: 1}, []string{signed.ID}, 3},
		{"status", records.Filter{Status: records.Signed}, []string{signed.ID}, 1},
		{"child", records.Filter{ChildID: complete.ChildID}, []string{complete.ID}, 1},
		{"child and status", records.Filter{ChildID: complete.ChildID, Status: records.Draft}, nil, 0},
	} {
		found, total, err := b.Records(t.Context(), b.Worker, c.filter)
		ok(t, err)
		var ids []string
		for _, r := range found {
			ids = append(ids, r.ID)
			if r.Form != nil {
				t.Errorf("%s: a list carries forms", c.name)
			}
			if r.Status == records.Signed && (r.SignedBy != b.Chair.Name || r.PaperWork.State != records.Waiting) {
				t.Errorf("%s: the signed record is %+v", c.name, r)
			}
		}
		if !slices.Equal(ids, c.want) || total != c.total {
			t.Errorf("%s: %v of %d; want %v of %d", c.name, ids, total, c.want, c.total)
		}
	}
}

func auditTrail(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	ok(t, b.DB.IssueNow(t.Context(), b.Issue))
	_, err := b.Record(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	_, err = b.Version(t.Context(), b.Chair, rec.ID, 1)
	ok(t, err)
	docs, err := b.Documents(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	_, err = b.Document(t.Context(), b.Worker, docs[0].ID)
	ok(t, err)
	_, err = b.Summary(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	lines, err := b.Audit(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	var got []string
	for i, l := range lines {
		got = append(got, l.Name+" "+l.Action)
		if l.RecordID != rec.ID || l.ChildID != rec.ChildID || l.Version != 1 || l.At.IsZero() {
			t.Errorf("line %d is %+v", i, l)
		}
		if by := l.Name != "Minutebook"; by != (l.From == "192.0.2.7") {
			t.Errorf("line %d came from %q", i, l.From)
		}
	}
	expected := []string{
		"Tom Brennan record.create", "Tom Brennan record.complete", "Nadia Okafor record.sign", "Minutebook record.issue",
		"Tom Brennan record.read", "Nadia Okafor record.read", "Tom Brennan document.read",
	}
	if !slices.Equal(got, expected) {
		t.Errorf("the trail is %q, want %q", got, expected)
	}
	// Children have lines too, without a record.
	var n int
	ok(t, b.Raw.QueryRow("SELECT COUNT(*) FROM audit WHERE action = 'child.add' AND record_id = ''").Scan(&n))
	if n != 1 {
		t.Errorf("%d lines tell of a new child", n)
	}
}
