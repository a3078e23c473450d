package storetest

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// issued stores a record whose papers are made.
func (b *Bundle) issued(t testing.TB) records.Record {
	t.Helper()
	rec := b.SignedRecord(t)
	ok(t, b.Issue(t.Context(), rec.ID, rec.Version))
	rec, err := b.Record(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	return rec
}

// amending stores a record of which an amendment was begun.
func (b *Bundle) amending(t testing.TB) records.Record {
	t.Helper()
	rec := b.issued(t)
	rec, err := b.Amend(t.Context(), b.Chair, rec.ID, rec.Version, "The venue was wrong")
	ok(t, err)
	return rec
}

// amended signs an amendment that changes the venue, and makes its papers.
func (b *Bundle) amended(t testing.TB, rec records.Record, venue string) records.Record {
	t.Helper()
	form := rec.Form.(*forms.PPM)
	form.Venue = venue
	rec, _, err := b.Save(t.Context(), b.Worker, rec.ID, rec.Version, form)
	ok(t, err)
	_, err = b.Complete(t.Context(), b.Worker, rec.ID, rec.Version)
	ok(t, err)
	rec, err = b.Sign(t.Context(), b.Chair, rec.ID, rec.Version)
	ok(t, err)
	ok(t, b.Issue(t.Context(), rec.ID, rec.Version))
	rec, err = b.Record(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	return rec
}

func amends(t *testing.T, b *Bundle) {
	rec := b.amending(t)
	if rec.Status != records.Draft || rec.Version != 2 || rec.Standing != 1 || !rec.Amending() || rec.SignedBy != b.Chair.Name {
		t.Fatalf("the amendment begins as %+v", rec)
	}
	replaced, err := b.Replaced(t.Context(), b.Worker, rec)
	ok(t, err)
	if changes := forms.Diff(replaced, rec.Form); len(changes) != 0 {
		t.Errorf("it begins with changes: %+v", changes)
	}
	first := *b.Press.Last.Load()
	if first.Amendment != nil || first.Replaced != nil {
		t.Errorf("the first papers tell of an amendment: %+v", first.Amendment)
	}
	rec = b.amended(t, rec, "Town hall")
	if rec.Status != records.Issued || rec.Version != 3 || rec.Standing != 3 || !rec.FirstAt.Equal(first.Signature.At) || !rec.SignedAt.After(rec.FirstAt) {
		t.Errorf("the amended record is %+v", rec)
	}
	order := b.Press.Last.Load()
	if a := order.Amendment; a == nil || a.Replaces != 1 || a.Version != 2 || a.Reason != "The venue was wrong" || a.Name != b.Chair.Name {
		t.Fatalf("its papers are told of %+v", a)
	}
	if !order.Replaces.At.Equal(first.Signature.At) || len(forms.Diff(order.Replaced, order.Record.Form)) != 1 {
		t.Errorf("they replace %+v", order.Replaces)
	}
	documents, err := b.Documents(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if len(documents) != 4 || documents[0].Version != 3 || documents[3].Version != 1 {
		t.Errorf("the papers are %+v", documents)
	}
	if old, err := b.Version(t.Context(), b.Worker, rec.ID, 1); err != nil || old.SHA256 != first.Version.SHA256 {
		t.Errorf("the version that was signed first: %v", err)
	}
	runs := b.Press.Runs.Load()
	ok(t, b.Issue(t.Context(), rec.ID, 1)) // a job that ran twice
	ok(t, b.Issue(t.Context(), rec.ID, 3))
	if b.Press.Runs.Load() != runs {
		t.Error("papers were made again")
	}
}

// amendmentHidden: who sees no drafts sees the version that stands until the amendment has got so far, in lists too.
func amendmentHidden(t *testing.T, b *Bundle) {
	rec := b.amending(t)
	ctx := t.Context()
	panel, officer := actor("p-panel", "Pat Panel", auth.PanelAdministrator), actor("p-iro", "Ina Officer", auth.IRO)
	for _, a := range []records.Actor{panel, officer} {
		ok(t, b.DB.AddPerson(ctx, a.Person, "no password"))
	}
	ok(t, b.Allocate(ctx, b.Admin, records.Allocation{ChildID: rec.ChildID, People: []string{officer.ID, b.Worker.ID}}, ""))
	look := func(by records.Actor, status records.Status, version int) {
		t.Helper()
		got, err := b.Record(ctx, by, rec.ID)
		ok(t, err)
		listed, total, err := b.Records(ctx, by, records.Filter{Status: status})
		ok(t, err)
		versions, err := b.Versions(ctx, by, rec.ID)
		ok(t, err)
		if got.Status != status || got.Version != version || total != 1 || listed[0].Version != version || versions[0].Number != max(version, versions[0].Number) {
			t.Errorf("%s sees %s at version %d, and %d listed", by.Role, got.Status, got.Version, total)
		}
	}
	look(panel, records.Issued, 1)
	look(officer, records.Issued, 1)
	look(b.Worker, records.Draft, 2)
	_, err := b.Version(ctx, panel, rec.ID, 2)
	wantIs(t, err, records.ErrNotFound)
	if versions, err := b.Versions(ctx, panel, rec.ID); err != nil || len(versions) != 1 {
		t.Errorf("the panel's administrator sees %+v, %v", versions, err)
	}
	if all, err := b.Amendments(ctx, panel, rec.ID); err != nil || len(all) != 0 {
		t.Errorf("the panel's administrator is told of %+v, %v", all, err)
	}
	_, total, err := b.Records(ctx, panel, records.Filter{Status: records.Draft})
	if err != nil || total != 0 {
		t.Errorf("the panel's administrator finds %d drafts, %v", total, err)
	}
	// Nor is who writes it told.
	section := forms.Define(rec.Kind).Sections[0].ID
	_, err = b.KeepTyped(ctx, b.Worker, records.WorkingCopy{RecordID: rec.ID, Section: section, Version: 2, Inputs: []byte("venue=x")}, "")
	ok(t, err)
	_, err = b.Present(ctx, b.Worker, rec.ID, section)
	ok(t, err)
	for by, names := range map[*records.Actor]int{&panel: 0, &officer: 0, &b.Chair: 1} {
		present, err := b.Present(ctx, *by, rec.ID, section)
		ok(t, err)
		unsaved, err := b.Unsaved(ctx, *by, rec.ID)
		ok(t, err)
		told := slices.ContainsFunc(present, func(p records.Presence) bool { return p.PersonID == b.Worker.ID })
		if told != (names > 0) || len(unsaved) != names {
			t.Errorf("%s is told of %+v and %+v", by.Role, present, unsaved)
		}
	}
	_, err = b.Complete(ctx, b.Worker, rec.ID, 2)
	ok(t, err)
	look(panel, records.Issued, 1)
	look(officer, records.Complete, 2)
	// What is said of the child meanwhile rests on what was signed.
	found, err := b.Forms(ctx, b.Worker, rec.ChildID, forms.PPMKind)
	ok(t, err)
	if len(found) != 1 || found[0].Version != 1 || found[0].Status != records.Issued || found[0].Form == nil {
		t.Errorf("deadlines are worked out from %+v", found)
	}
	review, _, err := b.StartReview(ctx, b.Worker, rec.ID, false)
	ok(t, err)
	if review.Follows != 1 {
		t.Errorf("a review follows version %d", review.Follows)
	}
}

func amendmentDiscarded(t *testing.T, b *Bundle) {
	rec := b.amending(t)
	_, err := b.Discard(t.Context(), b.Chair, rec.ID, 1)
	want[*records.StaleError](t, err)
	back, err := b.Discard(t.Context(), b.Chair, rec.ID, 2)
	ok(t, err)
	read, err := b.Record(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if back.Version != 1 || read.Version != 1 || read.Status != records.Issued || read.PaperWork.State != records.Done {
		t.Errorf("discarded, it is %+v", read)
	}
	_, _, err = b.Save(t.Context(), b.Worker, rec.ID, 2, rec.Form)
	want[*records.SignedError](t, err)
	_, err = b.Discard(t.Context(), b.Chair, rec.ID, 1)
	want[*records.SignedError](t, err)
	// The number is not used again, and papers tell of the amendment that was signed.
	again, err := b.Amend(t.Context(), b.Chair, rec.ID, 1, "Another reason")
	ok(t, err)
	if again.Version != 3 {
		t.Errorf("the next amendment is version %d", again.Version)
	}
	b.amended(t, again, "Library")
	if a := b.Press.Last.Load().Amendment; a == nil || a.Reason != "Another reason" {
		t.Errorf("the papers are told of %+v", a)
	}
	// Who sees no drafts sees what was signed: nothing of what was discarded, or written on the way.
	panel := b.colleague(t, "p-panel", "Pat Panel", auth.PanelAdministrator)
	versions, err := b.Versions(t.Context(), panel, rec.ID)
	if err != nil || len(versions) != 2 || versions[0].Number != 4 || versions[1].Number != 1 {
		t.Errorf("the panel’s administrator sees the versions %+v, %v", versions, err)
	}
	for version, seen := range []bool{1: true, 2: false, 3: false, 4: true, 5: false} {
		if _, err := b.Version(t.Context(), panel, rec.ID, version); (err == nil) != seen || err != nil && !errors.Is(err, records.ErrNotFound) {
			t.Errorf("version %d for the panel’s administrator: %v", version, err)
		}
	}
	lines, err := b.Audit(t.Context(), panel, rec.ID)
	ok(t, err)
	if i := slices.IndexFunc(lines, func(l records.AuditLine) bool { return l.Version != 1 && l.Version != 4 }); len(lines) == 0 || i >= 0 {
		t.Errorf("the panel’s administrator reads %d audit lines, among them number %d", len(lines), i)
	}
	all, err := b.Amendments(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if len(all) != 2 || !all[0].DiscardedAt.IsZero() || all[1].DiscardedAt.IsZero() {
		t.Errorf("the amendments are %+v", all)
	}
	draft := b.Draft(t)
	_, err = b.Discard(t.Context(), b.Chair, draft.ID, 1)
	want[*records.StatusError](t, err)
}

func amendRefused(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	_, err := b.Amend(t.Context(), b.Chair, rec.ID, 1, "why")
	want[*records.StatusError](t, err) // its papers are not made yet
	ok(t, b.Issue(t.Context(), rec.ID, 1))
	for _, by := range []records.Actor{b.Worker, b.Admin} {
		_, err := b.Amend(t.Context(), by, rec.ID, 1, "why")
		wantIs(t, err, records.ErrForbidden)
		_, err = b.Discard(t.Context(), by, rec.ID, 1)
		wantIs(t, err, records.ErrForbidden)
		_, err = b.WithdrawRecord(t.Context(), by, rec.ID, 1, "why")
		wantIs(t, err, records.ErrForbidden)
	}
	for _, reason := range []string{"", " \n", strings.Repeat("x", 501), "a\x00b"} {
		_, err := b.Amend(t.Context(), b.Chair, rec.ID, 1, reason)
		want[*records.InvalidError](t, err)
		_, err = b.WithdrawRecord(t.Context(), b.Chair, rec.ID, 1, reason)
		want[*records.InvalidError](t, err)
	}
	_, err = b.Amend(t.Context(), b.Chair, rec.ID, 2, "why")
	want[*records.StaleError](t, err)
	_, err = b.Amend(t.Context(), b.Chair, rec.ID, 1, "Two lines\r\nof reason")
	ok(t, err)
	_, err = b.Amend(t.Context(), b.Chair, rec.ID, 2, "why")
	want[*records.StatusError](t, err)
	_, err = b.WithdrawRecord(t.Context(), b.Chair, rec.ID, 2, "why")
	want[*records.StatusError](t, err)
	_, err = b.WithdrawRecord(t.Context(), b.Chair, b.Draft(t).ID, 1, "why")
	want[*records.StatusError](t, err)
}

func amendAtOnce(t *testing.T, b *Bundle) {
	rec := b.issued(t)
	var all sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		all.Go(func() { _, errs[i] = b.Amend(t.Context(), b.Chair, rec.ID, 1, "why") })
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !errors.As(err, new(*records.StaleError)) && !errors.As(err, new(*records.StatusError)):
			t.Error(err)
		}
	}
	found, err := b.Amendments(t.Context(), b.Chair, rec.ID)
	ok(t, err)
	if won != 1 || len(found) != 1 {
		t.Errorf("%d amendments were begun: %v", len(found), errs)
	}
}

func withdraws(t *testing.T, b *Bundle) {
	issued, signed := b.issued(t), b.SignedRecord(t)
	for _, rec := range []records.Record{issued, signed} {
		gone, err := b.WithdrawRecord(t.Context(), b.Chair, rec.ID, 1, " About another child ")
		ok(t, err)
		read, err := b.Record(t.Context(), b.Worker, rec.ID)
		ok(t, err)
		for _, is := range []records.Record{gone, read} {
			if is.Status != records.Withdrawn || is.Withdrawn == nil || is.Withdrawn.Reason != "About another child" || is.Withdrawn.Name != b.Chair.Name {
				t.Errorf("withdrawn, it is %+v, %+v", is, is.Withdrawn)
			}
		}
		_, _, err = b.Save(t.Context(), b.Chair, rec.ID, 1, Form())
		want[*records.SignedError](t, err)
		_, err = b.Amend(t.Context(), b.Chair, rec.ID, 1, "why")
		want[*records.StatusError](t, err)
		_, err = b.WithdrawRecord(t.Context(), b.Chair, rec.ID, 1, "why")
		want[*records.StatusError](t, err)
		_, _, err = b.StartReview(t.Context(), b.Worker, rec.ID, false)
		want[*records.StatusError](t, err)
		if found, err := b.Forms(t.Context(), b.Worker, rec.ChildID, forms.PPMKind); err != nil || len(found) != 0 {
			t.Errorf("deadlines still rest on %+v, %v", found, err)
		}
		lines, err := b.Audit(t.Context(), b.Worker, rec.ID)
		ok(t, err)
		if !slices.ContainsFunc(lines, func(l records.AuditLine) bool {
			return l.Action == "record.withdraw" && l.PersonID == b.Chair.ID && !strings.Contains(l.Detail, "child")
		}) {
			t.Errorf("the audit says %+v", lines)
		}
	}
	if documents, err := b.Documents(t.Context(), b.Worker, issued.ID); err != nil || len(documents) != 2 {
		t.Errorf("its papers are %+v, %v", documents, err)
	}
	runs := b.Press.Runs.Load()
	ok(t, b.Issue(t.Context(), signed.ID, 1)) // the job finds that its papers are not wanted any more
	if b.Press.Runs.Load() != runs {
		t.Error("papers of a withdrawn record were made")
	}
}

func proofs(t *testing.T, b *Bundle) {
	rec := b.issued(t)
	old := b.Press.Last.Load().Signature
	prove := func(code string, version int, state records.Validity) records.Proof {
		t.Helper()
		byCode, err := b.ProofOfCode(t.Context(), code)
		ok(t, err)
		byFile, err := b.ProofOfFile(t.Context(), byCode.Document.SHA256)
		ok(t, err)
		if byFile.Document.ID != byCode.Document.ID || byCode.Document.Version != version || byCode.State != state || byFile.State != state || byCode.Document.Data != nil {
			t.Errorf("%s of version %d: %+v, %+v", state, version, byCode, byFile)
		}
		return byCode
	}
	code := old.Code("professional")
	if len(code) != 12 || code == old.Code("panel") || code != old.Code("professional") {
		t.Fatalf("the codes are %q and %q", code, old.Code("panel"))
	}
	if p := prove(code, 1, records.Current); !p.SignedAt.Equal(old.At) || !p.Since.IsZero() {
		t.Errorf("current: %+v", p)
	}
	draft, err := b.Amend(t.Context(), b.Chair, rec.ID, 1, "why")
	ok(t, err)
	prove(code, 1, records.Current) // nothing is amended until it is signed
	rec = b.amended(t, draft, "Town hall")
	if p := prove(code, 1, records.Superseded); !p.Since.Equal(rec.SignedAt) || !p.SignedAt.Equal(old.At) {
		t.Errorf("superseded: %+v", p)
	}
	latest := b.Press.Last.Load().Signature.Code("professional")
	prove(latest, 3, records.Current)
	gone, err := b.WithdrawRecord(t.Context(), b.Chair, rec.ID, 3, "why")
	ok(t, err)
	for code, version := range map[string]int{code: 1, latest: 3} {
		if p := prove(code, version, records.TakenBack); !p.Since.Equal(gone.Withdrawn.At) {
			t.Errorf("withdrawn: %+v", p)
		}
	}
	for _, unknown := range []string{old.Code("panel"), "", "000000000000"} {
		_, err := b.ProofOfCode(t.Context(), unknown)
		wantIs(t, err, records.ErrNotFound)
	}
}

// reviewFollows: who writes a review is told that the minutes before it were amended, and brings over what nobody touched.
func reviewFollows(t *testing.T, b *Bundle) {
	meeting := b.issued(t)
	review, _, err := b.StartReview(t.Context(), b.Worker, meeting.ID, false)
	ok(t, err)
	form := review.Form.(*forms.PRPM)
	form.Contingency.Contingency = "Ours"
	form.Carried[0].Update = "Booked"
	review, _, err = b.Save(t.Context(), b.Worker, review.ID, 1, form)
	ok(t, err)
	none, err := b.PreviousAmended(t.Context(), b.Worker, review)
	ok(t, err)
	if none != nil {
		t.Fatalf("nothing was amended, and it says %+v", none)
	}
	draft, err := b.Amend(t.Context(), b.Chair, meeting.ID, 1, "Incomplete")
	ok(t, err)
	minutes := draft.Form.(*forms.PPM)
	minutes.Contingency.Contingency, minutes.Background.Background = "Theirs", "Told anew"
	minutes.Recommendations.Actions = append(minutes.Recommendations.Actions, forms.Action{Recommendation: "Visit the aunt"})
	b.amended(t, draft, "Town hall")
	amended, err := b.PreviousAmended(t.Context(), b.Worker, review)
	ok(t, err)
	if amended == nil || amended.From.Version != 1 || amended.To.Version != 3 || len(amended.Left) != 1 || amended.Left[0].Pointer != "/contingency" {
		t.Fatalf("it says %+v", amended)
	}
	before, err := b.PreviousForm(t.Context(), b.Worker, review)
	ok(t, err)
	if before.(*forms.PPM).Background.Background != "" {
		t.Error("it is compared with what it does not follow")
	}
	_, err = b.BringForward(t.Context(), b.Worker, review.ID, 1)
	want[*records.StaleError](t, err)
	review, err = b.BringForward(t.Context(), b.Worker, review.ID, 2)
	ok(t, err)
	got := review.Form.(*forms.PRPM)
	if review.Version != 3 || review.Follows != 3 || got.Background.Background != "Told anew" || got.Venue != "Town hall" || got.Contingency.Contingency != "Ours" {
		t.Errorf("the review has %q, %q, %q at version %d", got.Background.Background, got.Venue, got.Contingency.Contingency, review.Version)
	}
	if len(got.Carried) != 2 || got.Carried[0].Update != "Booked" || got.Carried[1].Recommendation != "Visit the aunt" || got.Carried[1].Number != 2 {
		t.Errorf("it carries %+v", got.Carried)
	}
	if none, err := b.PreviousAmended(t.Context(), b.Worker, review); none != nil || err != nil {
		t.Errorf("brought, it still says %+v, %v", none, err)
	}
	_, _, err = b.Save(t.Context(), b.Worker, review.ID, 3, got)
	ok(t, err)
}
