package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// invitable are the roles that may be invited; to a restricted child’s draft only where they are named.
var invitable = map[auth.Role]bool{
	auth.SocialWorker: true, auth.TeamManager: true, auth.Chair: true, auth.IRO: true, auth.DecisionMaker: true,
}

// An invitation opens one version of one record to read and to comment on, whoever its owner is, and no other door.
func invitedSees(t *testing.T, b *Bundle) {
	w := newTown(t, b)
	for role, row := range sees {
		who := w.person(t, role)
		for i, relation := range relations {
			child, draft := w.children[relation], w.records[relation][records.Draft]
			ok(t, b.DB.Write(t.Context(), func(s records.Writer) error { // the chair who sends it is near every child
				a, err := s.Allocation(t.Context(), child.ID)
				if err != nil {
					return err
				}
				a.People = append(a.People, b.Chair.ID)
				return s.SetAllocation(t.Context(), a)
			}))
			_, err := b.Sent(t.Context(), who, draft.ID)
			wantIs(t, err, records.ErrNotFound)
			err = b.Invite(t.Context(), b.Chair, draft.ID, 1, who.ID)
			outside := strings.HasPrefix(relation, "restricted") && !strings.HasSuffix(relation, "named")
			if !invitable[role] || outside {
				code := want[*records.InvalidError](t, err).Problems[0].Code
				if (code == "invitation_restricted") != (invitable[role] && outside) {
					t.Errorf("%s, %s: refused for %s", role, relation, code)
				}
				continue
			}
			ok(t, err)
			sent, err := b.Sent(t.Context(), who, draft.ID)
			ok(t, err)
			if sent.Version != 1 || sent.ID != draft.ID || sent.Form == nil {
				t.Errorf("%s, %s: shown %+v", role, relation, sent)
			}
			w.sees(t, who, relation, row[i]) // everything else is as it was
			_, err = b.Agreement(t.Context(), who, draft.ID)
			if drafts := row[i] == "all"; (err == nil) != drafts || err != nil && !errors.Is(err, records.ErrNotFound) {
				t.Errorf("%s, %s: who else was asked: %v", role, relation, err)
			}
			if _, err = b.Child(t.Context(), who, child.ID); (err == nil) != (row[i] != "–") {
				t.Errorf("%s, %s: the child: %v", role, relation, err)
			}
			ok(t, b.Respond(t.Context(), who, draft.ID, 1, records.Agrees))
			_, _, err = b.Save(t.Context(), who, draft.ID, 1, draft.Form)
			if changes := row[i] == "all" && role != auth.DecisionMaker; (err == nil) != changes {
				t.Errorf("%s, %s: saving gives %v", role, relation, err)
			}
			ok(t, b.Uninvite(t.Context(), b.Chair, draft.ID, who.ID))
			_, err = b.Sent(t.Context(), who, draft.ID)
			wantIs(t, err, records.ErrInvitationOver)
			wantIs(t, b.Respond(t.Context(), who, draft.ID, 1, records.HasComments, records.Remark{Text: "Too late."}), records.ErrInvitationOver)
		}
	}
}

// colleague adds somebody who does not work with any child.
func (b *Bundle) colleague(t *testing.T, id, name string, role auth.Role) records.Actor {
	t.Helper()
	who := actor(id, name, role)
	ok(t, b.DB.AddPerson(t.Context(), who.Person, "no password"))
	return who
}

// The whole way: sent, commented on, changed, sent again, answered, signed; and then it is over.
func agreeing(t *testing.T, b *Bundle) {
	ctx := t.Context()
	nurse, reviewer := b.colleague(t, "p8", "Ines Varga", auth.TeamManager), b.colleague(t, "p9", "Maud Ellery", auth.IRO)
	child := b.AddChild(t, "C-AGREE")
	form := Form()
	form.ChildName = child.Name
	form.Attendance = []forms.Attendance{{Name: "VARGA, Ms Ines (health)"}, {Name: "Rosalind Vale, mother"}}
	rec, _, err := b.Create(ctx, b.Worker, child.ID, form)
	ok(t, err)

	found, err := b.Candidates(ctx, b.Chair, rec.ID)
	ok(t, err)
	var offered, attend []string
	for _, c := range found {
		offered = append(offered, c.Name)
		if c.Attends {
			attend = append(attend, c.Name)
		}
	}
	if !slices.Equal(offered, []string{"Ines Varga", "Maud Ellery", "Tom Brennan"}) || !slices.Equal(attend, offered[:1]) {
		t.Errorf("offered are %q, of whom attended %q", offered, attend)
	}
	wantIs(t, b.Invite(ctx, b.Worker, rec.ID, 1, nurse.ID), records.ErrForbidden)
	ok(t, b.Invite(ctx, b.Chair, rec.ID, 1, nurse.ID, reviewer.ID))
	asked, err := b.Asked(ctx, nurse)
	ok(t, err)
	if len(asked) != 1 || asked[0].Child != child.Name || asked[0].Kind != forms.PPMKind || !asked[0].Waits() {
		t.Errorf("asked for %+v", asked)
	}
	if none, err := b.Asked(ctx, b.Worker); err != nil || len(none) != 0 {
		t.Errorf("somebody else is asked for %+v, %v", none, err)
	}

	for _, bad := range []struct {
		version       int
		section, text string
		code          string
	}{
		{1, "", " \r\n ", "comment_missing"}, {1, "", strings.Repeat("ä", 5001), "comment_too_long"}, {1, "", "a\x00b", "comment_character"},
		{1, "", "a\xffb", "comment_character"}, {1, "nowhere", "x", "unknown_section"}, {2, "", "x", "version_not_sent"}, {0, "", "x", "version_not_sent"},
	} {
		err := b.Respond(ctx, nurse, rec.ID, bad.version, records.HasComments, records.Remark{Section: "plan", Text: "Kept back."}, records.Remark{Section: bad.section, Text: bad.text})
		if p := want[*records.InvalidError](t, err).Problems; len(p) != 1 || p[0].Code != bad.code {
			t.Errorf("%+v is refused for %+v", bad, p)
		}
	}
	wantIs(t, b.Respond(ctx, b.Worker, rec.ID, 1, records.Agrees), records.ErrNotFound)
	want[*records.InvalidError](t, b.Respond(ctx, nurse, rec.ID, 1, records.HasComments)) // and has none
	want[*records.InvalidError](t, b.Respond(ctx, nurse, rec.ID, 1, "perhaps"))
	want[*records.InvalidError](t, b.Respond(ctx, nurse, rec.ID, 1, records.Agrees, make([]records.Remark, 30)...))
	wording := strings.Repeat("ä", 4998) + "\nß"
	remarks := []records.Remark{
		{Section: "background", Text: " " + strings.ReplaceAll(wording, "\n", "\r\n") + "\r\n"}, {Text: "<b>Thank you.</b>"},
	}
	for range 2 { // sent again, nothing is stored twice
		ok(t, b.Respond(ctx, nurse, rec.ID, 1, records.HasComments, remarks...))
	}
	sent, err := b.Sent(ctx, nurse, rec.ID)
	ok(t, err)
	if len(sent.Comments) != 2 || sent.Comments[0].Text != wording || sent.Comments[0].Section != "background" {
		t.Fatalf("the comments are stored as %+v", sent.Comments)
	}
	first, second := sent.Comments[0], sent.Comments[1]

	// What one says, the other does not read; those who see the record read it all.
	if sent, err := b.Sent(ctx, reviewer, rec.ID); err != nil || len(sent.Comments) != 0 {
		t.Errorf("another invited person reads %+v, %v", sent.Comments, err)
	}
	all, err := b.Agreement(ctx, b.Worker, rec.ID)
	ok(t, err)
	if len(all.Invitations) != 2 || len(all.Open()) != 2 || all.Invitations[0].Answer != records.HasComments {
		t.Fatalf("the agreement is %+v", all)
	}

	form = rec.Form.(*forms.PPM)
	form.Background.Background = "She lives with her aunt."
	rec, _, err = b.Save(ctx, b.Worker, rec.ID, 1, form)
	ok(t, err)
	if sent, err := b.Sent(ctx, nurse, rec.ID); err != nil || sent.Version != 1 || sent.Form.(*forms.PPM).Background.Background != "" {
		t.Errorf("after a save the invitation shows %+v, %v", sent, err)
	}
	_, err = b.Settle(ctx, b.Worker, rec.ID, first.ID, records.Accepted, "")
	wantIs(t, err, records.ErrForbidden)
	_, err = b.Settle(ctx, b.Chair, rec.ID, second.ID, records.Answered, "  ")
	want[*records.InvalidError](t, err)
	_, err = b.Settle(ctx, b.Chair, rec.ID, second.ID, "", "why")
	want[*records.InvalidError](t, err)
	_, err = b.Settle(ctx, b.Chair, "another", second.ID, records.Accepted, "")
	wantIs(t, err, records.ErrNotFound)
	settled, err := b.Settle(ctx, b.Chair, rec.ID, first.ID, records.Accepted, "")
	ok(t, err)
	again, err := b.Settle(ctx, b.Chair, rec.ID, first.ID, records.Answered, "No.")
	ok(t, err)
	if settled.SettledIn != 2 || settled.SettledBy != b.Chair.Name || again != settled {
		t.Errorf("settled %+v, then %+v", settled, again)
	}

	want[*records.StaleError](t, b.Invite(ctx, b.Chair, rec.ID, 1, nurse.ID))
	ok(t, b.Invite(ctx, b.Chair, rec.ID, 2, nurse.ID))
	ok(t, b.Respond(ctx, nurse, rec.ID, 1, records.HasComments, records.Remark{Text: "Written about the version before."}))
	ok(t, b.Respond(ctx, nurse, rec.ID, 2, records.Agrees))
	ok(t, b.Remind(ctx, b.Chair, rec.ID, reviewer.ID))
	wantIs(t, b.Remind(ctx, b.Chair, rec.ID, b.Worker.ID), records.ErrNotFound)

	// Open comments and answers that are missing stop nothing.
	_, err = b.Complete(ctx, b.Worker, rec.ID, 2)
	ok(t, err)
	_, err = b.Sign(ctx, b.Chair, rec.ID, 2)
	ok(t, err)
	ok(t, b.Issue(ctx, rec.ID, 2))
	kept := b.Press.Last.Load().Signature.Agreed
	if len(kept) != 2 || kept[0].Name != "Ines Varga" || kept[0].Answer != records.Agrees || kept[0].Version != 2 || kept[0].At.IsZero() || kept[1].Answer != "" {
		t.Errorf("the signature keeps %+v", kept)
	}
	_, err = b.Sent(ctx, nurse, rec.ID)
	wantIs(t, err, records.ErrInvitationOver)
	wantIs(t, b.Respond(ctx, nurse, rec.ID, 2, records.HasComments), records.ErrInvitationOver)
	_, err = b.Settle(ctx, b.Chair, rec.ID, second.ID, records.Accepted, "")
	want[*records.SignedError](t, err)
	want[*records.SignedError](t, b.Invite(ctx, b.Chair, rec.ID, 2, nurse.ID))
	wantIs(t, b.Uninvite(ctx, b.Chair, rec.ID, nurse.ID), records.ErrNotFound)
	if asked, err := b.Asked(ctx, nurse); err != nil || len(asked) != 0 {
		t.Errorf("after signing asked for %+v, %v", asked, err)
	}
	all, err = b.Agreement(ctx, b.Worker, rec.ID)
	ok(t, err)
	if len(all.Open()) != 2 || !all.Invitations[0].Over {
		t.Errorf("the record keeps %+v", all)
	}

	lines, err := b.Audit(ctx, b.Worker, rec.ID)
	ok(t, err)
	done := map[string]int{}
	for _, l := range lines {
		done[l.Action]++
		if strings.Contains(l.Detail, "Thank you") {
			t.Errorf("the audit quotes a comment: %+v", l)
		}
	}
	for action, n := range map[string]int{"agree.invite": 3, "agree.comment": 3, "agree.answer": 4, "agree.settle": 1, "agree.remind": 1} {
		if done[action] != n {
			t.Errorf("%s has %d lines, want %d", action, done[action], n)
		}
	}
	for _, statement := range []string{"UPDATE comments SET words = 'Never mind'", "UPDATE comments SET outcome = ''", "DELETE FROM comments"} {
		if _, err := b.Raw.Exec(statement); err == nil {
			t.Errorf("the database let %q happen", statement)
		}
	}
}

// While an amendment is agreed, whoever sees no drafts sees nothing of it; and it is over when the amendment is discarded.
func agreeingAmendment(t *testing.T, b *Bundle) {
	ctx := t.Context()
	nurse, reviewer := b.colleague(t, "p8", "Ines Varga", auth.TeamManager), b.colleague(t, "p9", "Maud Ellery", auth.IRO)
	rec := b.Draft(t)
	ok(t, b.Allocate(ctx, b.Admin, records.Allocation{ChildID: rec.ChildID, People: []string{b.Worker.ID, reviewer.ID}}, ""))
	ok(t, b.Invite(ctx, b.Chair, rec.ID, 1, nurse.ID))
	_, err := b.Complete(ctx, b.Worker, rec.ID, 1)
	ok(t, err)
	_, err = b.Sign(ctx, b.Chair, rec.ID, 1)
	ok(t, err)
	ok(t, b.Issue(ctx, rec.ID, 1))
	_, err = b.Amend(ctx, b.Chair, rec.ID, 1, "The date of the visit was wrong.")
	ok(t, err)
	_, err = b.Sent(ctx, nurse, rec.ID)
	wantIs(t, err, records.ErrInvitationOver) // it was about what is signed
	ok(t, b.Invite(ctx, b.Chair, rec.ID, 2, nurse.ID))
	ok(t, b.Respond(ctx, nurse, rec.ID, 2, records.HasComments, records.Remark{Text: "It was a Tuesday."}))
	if a, err := b.Agreement(ctx, b.Worker, rec.ID); err != nil || len(a.Comments) != 1 || len(a.Invitations) != 1 {
		t.Errorf("a social worker reads %+v, %v", a, err)
	}
	if a, err := b.Agreement(ctx, reviewer, rec.ID); err != nil || len(a.Comments) != 0 || len(a.Invitations) != 0 {
		t.Errorf("somebody who sees no drafts reads %+v, %v", a, err)
	}
	_, err = b.Discard(ctx, b.Chair, rec.ID, 2)
	ok(t, err)
	_, err = b.Sent(ctx, nurse, rec.ID)
	wantIs(t, err, records.ErrInvitationOver)
	_, err = b.Amend(ctx, b.Chair, rec.ID, 1, "Once more.")
	ok(t, err)
	_, err = b.Sent(ctx, nurse, rec.ID)
	wantIs(t, err, records.ErrInvitationOver)
}

// A child that becomes restricted is out of reach for those who were asked before, and what is no meeting is never sent.
func agreeingEnds(t *testing.T, b *Bundle) {
	ctx := t.Context()
	nurse := b.colleague(t, "p8", "Ines Varga", auth.TeamManager)
	rec := b.Draft(t)
	ok(t, b.Invite(ctx, b.Chair, rec.ID, 1, nurse.ID))
	ok(t, b.Allocate(ctx, b.Admin, records.Allocation{ChildID: rec.ChildID, Restricted: true, People: []string{b.Chair.ID}}, ""))
	_, err := b.Sent(ctx, nurse, rec.ID)
	wantIs(t, err, records.ErrInvitationOver)
	if asked, err := b.Asked(ctx, nurse); err != nil || len(asked) != 0 {
		t.Errorf("asked for %+v, %v", asked, err)
	}
	ok(t, b.Allocate(ctx, b.Admin, records.Allocation{ChildID: rec.ChildID, Restricted: true, People: []string{b.Chair.ID, nurse.ID}}, ""))
	_, err = b.Sent(ctx, nurse, rec.ID)
	ok(t, err)

	report, _, err := b.Create(ctx, b.Chair, rec.ChildID, new(forms.CPR))
	ok(t, err)
	wantIs(t, b.Invite(ctx, b.Chair, report.ID, 1, nurse.ID), records.ErrNotFound)
	ok(t, b.DB.SetDisabled(ctx, nurse.ID, true))
	for _, people := range [][]string{nil, {nurse.ID}, {"nobody"}, {b.Admin.ID}} {
		want[*records.InvalidError](t, b.Invite(ctx, b.Chair, rec.ID, 1, people...))
	}
}
