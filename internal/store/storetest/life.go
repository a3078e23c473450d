package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// want ends the test unless err is an error of type E, which it returns.
func want[E error](t *testing.T, err error) (e E) {
	t.Helper()
	if !errors.As(err, &e) {
		t.Fatalf("the error is %v, of type %T; want one of type %T", err, err, e)
	}
	return e
}

// wantIs ends the test unless err is target.
func wantIs(t *testing.T, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("the error is %v; want %v", err, target)
	}
}

// ok ends the test at an error.
func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func lifeOfARecord(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	if rec.Status != records.Draft || rec.Version != 1 || rec.CreatedBy != b.Worker.Name || rec.PaperWork.State != "" {
		t.Fatalf("a new record is %+v", rec)
	}
	if read, err := b.Summary(t.Context(), b.Chair, rec.ID); err != nil || !read.CreatedAt.Equal(rec.CreatedAt) {
		t.Fatalf("created at %s, it reads back as %s, %v", rec.CreatedAt, read.CreatedAt, err)
	}
	form := rec.Form.(*forms.PPM)
	form.Venue = "Video meeting"
	rec, _, err := b.Save(t.Context(), b.Chair, rec.ID, 1, form)
	ok(t, err)
	if rec.Version != 2 || rec.UpdatedBy != b.Chair.Name || !rec.UpdatedAt.After(rec.CreatedAt) {
		t.Fatalf("the saved record is %+v", rec)
	}
	rec, err = b.Complete(t.Context(), b.Worker, rec.ID, 2)
	ok(t, err)
	again, err := b.Complete(t.Context(), b.Worker, rec.ID, 2)
	ok(t, err)
	if rec.Status != records.Complete || again.Status != records.Complete {
		t.Fatalf("completed once %q, twice %q", rec.Status, again.Status)
	}
	rec, err = b.Sign(t.Context(), b.Chair, rec.ID, 2)
	ok(t, err)
	if rec.Status != records.Signed || rec.SignedBy != b.Chair.Name || rec.PaperWork.State != records.Waiting {
		t.Fatalf("the signed record is %+v", rec)
	}
	ok(t, b.DB.IssueNow(t.Context(), b.Issue))
	rec, err = b.Record(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if rec.Status != records.Issued || rec.PaperWork.State != records.Done || rec.SignedAt.Nanosecond() != 0 {
		t.Fatalf("the issued record is %+v", rec)
	}
	if got := rec.Form.(*forms.PPM).Venue; got != "Video meeting" {
		t.Errorf("the venue reads back as %q", got)
	}
	versions, err := b.Versions(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if len(versions) != 2 || versions[0].Number != 2 || versions[1].Author != b.Worker.Name || versions[0].Body != nil {
		t.Errorf("the versions are %+v", versions)
	}
}

func createPrefills(t *testing.T, b *Bundle) {
	child := b.AddChild(t, "C-1")
	form := Form()
	rec, problems, err := b.Create(t.Context(), b.Worker, child.ID, form)
	ok(t, err)
	stored := rec.Form.(*forms.PPM)
	if stored.ChildName != child.Name || stored.CaseNumber != "C-1" {
		t.Errorf("filled in: %q, %q", stored.ChildName, stored.CaseNumber)
	}
	if n := stored.Recommendations.Actions[0].Number; n != 1 {
		t.Errorf("the first action is %v", n)
	}
	if form.ChildName != "" || form.Recommendations.Actions[0].Number != 0 {
		t.Error("the caller's form was changed")
	}
	if !problems.Has(forms.Advice) {
		t.Error("an incomplete form comes back without advice")
	}
	_, _, err = b.Create(t.Context(), b.Worker, child.ID, nil)
	if err == nil {
		t.Error("a record was created without a form")
	}
}

func staleSave(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	form := rec.Form.(*forms.PPM)
	form.Venue = "Town hall"
	_, _, err := b.Save(t.Context(), b.Chair, rec.ID, 1, form)
	ok(t, err)
	form.Venue = "Library"
	_, _, err = b.Save(t.Context(), b.Worker, rec.ID, 1, form)
	stale := want[*records.StaleError](t, err)
	if stale.Have != 1 || stale.Current.Number != 2 || stale.Current.Author != b.Chair.Name {
		t.Errorf("stale: %+v", stale)
	}
	if !strings.Contains(string(stale.Current.Body), "Town hall") {
		t.Error("the answer does not carry the version that is there")
	}
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, 1)
	want[*records.StaleError](t, err)
	_, err = b.Sign(t.Context(), b.Chair, rec.ID, 1)
	want[*records.StaleError](t, err)
}

func sameSave(t *testing.T, b *Bundle) {
	rec := b.Completed(t)
	before, err := b.Audit(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	saved, _, err := b.Save(t.Context(), b.Chair, rec.ID, 1, rec.Form)
	ok(t, err)
	if saved.Version != 1 || saved.Status != records.Complete || saved.UpdatedBy != b.Worker.Name {
		t.Errorf("a save of the same form left %+v", saved)
	}
	after, err := b.Audit(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if len(after) != len(before)+1 { // the look before
		t.Errorf("%d audit lines became %d", len(before), len(after))
	}
}

func saveReopens(t *testing.T, b *Bundle) {
	rec := b.Completed(t)
	form := rec.Form.(*forms.PPM)
	form.Venue = "Town hall"
	rec, _, err := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
	ok(t, err)
	if rec.Status != records.Draft || rec.Version != 2 {
		t.Errorf("it is %s at version %d", rec.Status, rec.Version)
	}
}

func signedRefuses(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	form := Form()
	form.Venue = "Elsewhere"
	for name, try := range map[string]func() error{
		"save":     func() error { _, _, err := b.Save(t.Context(), b.Chair, rec.ID, 1, form); return err },
		"complete": func() error { _, err := b.Complete(t.Context(), b.Chair, rec.ID, 1); return err },
		"sign":     func() error { _, err := b.Sign(t.Context(), b.Chair, rec.ID, 1); return err },
	} {
		signed := want[*records.SignedError](t, try())
		if signed.By != b.Chair.Name || !signed.At.Equal(rec.SignedAt) {
			t.Errorf("%s: signed by %q at %s; want %q at %s", name, signed.By, signed.At, b.Chair.Name, rec.SignedAt)
		}
	}
}

func wrongOrder(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	_, err := b.Sign(t.Context(), b.Chair, rec.ID, 1)
	status := want[*records.StatusError](t, err)
	if status.Status != records.Draft || status.Want != records.Complete {
		t.Errorf("%+v", status)
	}
	want[*records.StatusError](t, b.Issue(t.Context(), rec.ID, 1))
	signed := b.SignedRecord(t)
	want[*records.StatusError](t, b.Issue(t.Context(), signed.ID, 2))
}

func blocked(t *testing.T, b *Bundle) {
	child := b.AddChild(t, "C-1")
	rec, _, err := b.Create(t.Context(), b.Worker, child.ID, &forms.PPM{})
	ok(t, err)
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, 1)
	problems := want[*records.BlockedError](t, err).Problems
	if len(problems) != 2 || problems[0].Pointer != "/meeting_kind" || problems[1].Pointer != "/meeting_date" {
		t.Errorf("blocked by %+v", problems)
	}
	// Blockers count again when signing: what is known of the child may have changed since.
	done := b.Completed(t)
	moved, err := b.Service.Child(t.Context(), b.Worker, done.ChildID)
	ok(t, err)
	moved.CaseNumber = "C-other"
	ok(t, b.UpdateChild(t.Context(), b.Worker, moved))
	_, err = b.Sign(t.Context(), b.Chair, done.ID, 1)
	if problems := want[*records.BlockedError](t, err).Problems; problems[0].Code != "other_child" {
		t.Errorf("blocked by %+v", problems)
	}
}

// needsVenue is a policy pack with one rule.
type needsVenue struct{}

func (needsVenue) CheckAfter(_, form forms.Form, child *forms.Child) forms.Problems {
	if form.(*forms.PPM).Venue != "" || child.ID == "" {
		return nil
	}
	return forms.Problems{{Pointer: "/venue", Code: "required", Level: forms.Blocker, Rule: "001-R10"}}
}

func rules(t *testing.T, b *Bundle) {
	config := b.Config()
	config.Rules = func(policy string) records.Rules {
		if policy != "statutory" {
			return nil
		}
		return needsVenue{}
	}
	config.Replaceable = func(text string) []rune {
		if strings.ContainsRune(text, '🙂') {
			return []rune{'🙂'}
		}
		return nil
	}
	s := records.New(config)
	rec := b.Draft(t)
	_, err := s.Complete(t.Context(), b.Worker, rec.ID, 1)
	if p := want[*records.BlockedError](t, err).Problems; len(p) != 1 || p[0].Rule != "001-R10" {
		t.Errorf("blocked by %+v", p)
	}
	form := rec.Form.(*forms.PPM)
	form.Venue = "Room 🙂"
	rec, saved, err := s.Save(t.Context(), b.Worker, rec.ID, 1, form)
	ok(t, err)
	checked, err := s.Check(t.Context(), b.Worker, rec)
	ok(t, err)
	unprintable := func(p forms.Problem) bool { return p.Code == "unprintable_character" && p.Pointer == "/venue" }
	if !slices.ContainsFunc(saved, unprintable) || len(checked) != len(saved) || checked.Has(forms.Blocker) {
		t.Errorf("saving finds %+v, checking %+v", saved, checked)
	}
	_, err = s.Complete(t.Context(), b.Worker, rec.ID, 2)
	ok(t, err)
	_, err = s.Check(t.Context(), b.Worker, records.Record{ChildID: rec.ChildID})
	if err == nil {
		t.Error("a record without its form was checked")
	}
}

func longTexts(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	form := rec.Form.(*forms.PPM)
	form.Background.Background = strings.Repeat("Zażółć gęślą jaźń 🙂\n", 1000)
	for range 198 {
		form.Attendance = append(form.Attendance, forms.Attendance{Name: strings.Repeat("é", 200)})
	}
	saved, _, err := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
	ok(t, err)
	read, err := b.Record(t.Context(), b.Worker, saved.ID)
	ok(t, err)
	if got := read.Form.(*forms.PPM); got.Background != form.Background || len(got.Attendance) != 198 {
		t.Error("a long text does not read back as it was")
	}
	form.Background.Background += strings.Repeat("x", 20000)
	_, _, err = b.Save(t.Context(), b.Worker, rec.ID, 2, form)
	if p := want[*records.InvalidError](t, err).Problems; p[0].Code != "too_long" || p[0].Pointer != "/background" {
		t.Errorf("a text over its limit: %+v", p)
	}
}

func unknownIDs(t *testing.T, b *Bundle) {
	b.Draft(t)
	ctx := t.Context()
	for name, try := range map[string]func() error{
		"child":        func() error { _, err := b.Service.Child(ctx, b.Chair, "none"); return err },
		"update child": func() error { return b.UpdateChild(ctx, b.Chair, forms.Child{ID: "none", Name: "N", CaseNumber: "1"}) },
		"create":       func() error { _, _, err := b.Create(ctx, b.Chair, "none", Form()); return err },
		"save":         func() error { _, _, err := b.Save(ctx, b.Chair, "none", 1, Form()); return err },
		"record":       func() error { _, err := b.Record(ctx, b.Chair, "none"); return err },
		"summary":      func() error { _, err := b.Summary(ctx, b.Chair, "none"); return err },
		"version":      func() error { _, err := b.Version(ctx, b.Chair, "none", 1); return err },
		"versions":     func() error { _, err := b.Versions(ctx, b.Chair, "none"); return err },
		"complete":     func() error { _, err := b.Complete(ctx, b.Chair, "none", 1); return err },
		"sign":         func() error { _, err := b.Sign(ctx, b.Chair, "none", 1); return err },
		"issue":        func() error { return b.Issue(ctx, "none", 1) },
		"documents":    func() error { _, err := b.Documents(ctx, b.Chair, "none"); return err },
		"document":     func() error { _, err := b.Document(ctx, b.Chair, "none"); return err },
		"by sha":       func() error { _, err := b.ProofOfFile(ctx, "none"); return err },
		"by code":      func() error { _, err := b.ProofOfCode(ctx, "0123456789AB"); return err },
		"amend":        func() error { _, err := b.Amend(ctx, b.Chair, "none", 1, "why"); return err },
		"discard":      func() error { _, err := b.Discard(ctx, b.Chair, "none", 1); return err },
		"withdraw":     func() error { _, err := b.WithdrawRecord(ctx, b.Chair, "none", 1, "why"); return err },
		"audit":        func() error { _, err := b.Audit(ctx, b.Chair, "none"); return err },
	} {
		if err := try(); !errors.Is(err, records.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
