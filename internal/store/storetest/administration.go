package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

func administration(b *Bundle) *auth.Administration {
	return &auth.Administration{Store: b.DB, Now: b.Clock, NewID: func() string { return fmt.Sprintf("team-%d", b.ids.Add(1)) }}
}

func administrators(t *testing.T, b *Bundle) {
	ctx, desk := t.Context(), administration(b)
	team, err := desk.AddTeam(ctx, b.Admin, " North ")
	ok(t, err)
	member, err := desk.Member(ctx, b.Admin, b.Worker.ID)
	ok(t, err)
	member.Name, member.Role, member.Teams = "Tom Brown", auth.TeamManager, []string{team.ID}
	ok(t, desk.Change(ctx, b.Admin, member))
	ok(t, desk.Change(ctx, b.Admin, member)) // changes nothing, and leaves no line
	found, total, err := desk.Staff(ctx, b.Admin, "tom b", 10, 0)
	ok(t, err)
	if total != 1 || found[0].Name != "Tom Brown" || found[0].Role != auth.TeamManager || len(found[0].Teams) != 1 {
		t.Errorf("found %+v", found)
	}
	ok(t, desk.SetDisabled(ctx, b.Admin, b.Worker.ID, true))
	ok(t, desk.SetDisabled(ctx, b.Admin, b.Worker.ID, false))
	until := b.Clock()
	ok(t, b.DB.RecordSignIn(ctx, b.Worker.ID, 9, until))
	member, err = desk.Member(ctx, b.Admin, b.Worker.ID)
	ok(t, err)
	if !member.LockedUntil.Equal(until) || member.Codes {
		t.Errorf("read %+v", member)
	}

	for name, refused := range map[string]struct{ got, want error }{
		"own role":      {desk.Change(ctx, b.Admin, auth.Member{Person: auth.Person{ID: b.Admin.ID, Name: "P", Role: auth.Chair}}), auth.ErrOwnAccount},
		"oneself":       {desk.SetDisabled(ctx, b.Admin, b.Admin.ID, true), auth.ErrOwnAccount},
		"last":          {desk.SetDisabled(ctx, auth.CommandLine(auth.Administrator), b.Admin.ID, true), auth.ErrLastAdministrator},
		"last's role":   {b.DB.SetRole(ctx, b.Admin.ID, auth.Chair), auth.ErrLastAdministrator},
		"no name":       {desk.Change(ctx, b.Admin, auth.Member{Person: auth.Person{ID: b.Worker.ID, Role: auth.Chair}}), auth.ErrNoName},
		"unknown":       {desk.SetDisabled(ctx, b.Admin, "nobody", true), auth.ErrUnknownPerson},
		"another role":  {desk.SetDisabled(ctx, b.Chair, b.Worker.ID, true), auth.ErrNotAdministrator},
		"taken name":    {second(desk.AddTeam(ctx, b.Admin, "North")), auth.ErrTeamNameTaken},
		"unknown team":  {desk.RemoveTeam(ctx, b.Admin, "none"), auth.ErrUnknownTeam},
		"strange teams": {desk.Change(ctx, b.Admin, auth.Member{Person: member.Person, Teams: []string{"none"}}), auth.ErrUnknownTeam},
	} {
		if !errors.Is(refused.got, refused.want) {
			t.Errorf("%s: %v, want %v", name, refused.got, refused.want)
		}
	}

	child := b.AddChild(t, "C-1") // belongs to the team of whoever adds it
	wantIs(t, desk.RemoveTeam(ctx, b.Admin, team.ID), auth.ErrTeamHasChildren)
	sizes, err := b.DB.TeamSizes(ctx)
	ok(t, err)
	if sizes[team.ID] != (auth.TeamSize{People: 1, Children: 1}) {
		t.Errorf("the sizes are %v", sizes)
	}
	ok(t, b.Allocate(ctx, b.Admin, records.Allocation{ChildID: child.ID}, ""))
	ok(t, desk.RenameTeam(ctx, b.Admin, auth.Team{ID: team.ID, Name: "South"}))
	ok(t, desk.RemoveTeam(ctx, b.Admin, team.ID))

	lines, err := b.SearchAudit(ctx, auditor, records.AuditFilter{Person: b.Admin.Username})
	ok(t, err)
	var done []string
	for i := len(lines) - 1; i >= 0; i-- {
		done = append(done, lines[i].Action)
	}
	if got, want := strings.Join(done, " "), "team.add person.change person.disable person.enable child.allocate team.rename team.remove"; got != want {
		t.Errorf("the audit has %q, want %q", got, want)
	}
}

func second[T any](_ T, err error) error { return err }

// administratorsAtOnce has two administrators put out each other at the same moment; one stays.
func administratorsAtOnce(t *testing.T, b *Bundle) {
	other := actor("p5", "Olu Adeyemi", auth.Administrator)
	ok(t, b.DB.AddPerson(t.Context(), other.Person, ""))
	desk := administration(b)
	errs := atOnce(2, func(i int) error {
		pair := []records.Actor{b.Admin, other}
		return desk.SetDisabled(t.Context(), pair[i], pair[1-i].ID, true)
	})
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), auth.ErrLastAdministrator) {
		t.Errorf("they got %v", errs)
	}
}

// overviews lists restricted children and openings to those who see no cases.
func overviews(t *testing.T, b *Bundle) {
	ctx := t.Context()
	for _, number := range []string{"C-3", "C-1", "C-2"} {
		child := b.AddChild(t, number)
		ok(t, b.Allocate(ctx, b.Admin, records.Allocation{ChildID: child.ID, Restricted: number != "C-2"}, ""))
		_, err := b.OpenCase(ctx, b.Chair, number, "Covering for Tom")
		ok(t, err)
	}
	restricted, total, err := b.Restricted(ctx, b.Admin, 1, 1)
	ok(t, err)
	if total != 2 || len(restricted) != 1 || restricted[0].CaseNumber != "C-3" {
		t.Errorf("%d restricted: %+v", total, restricted)
	}
	for _, by := range []records.Actor{b.Admin, auditor} {
		openings, total, err := b.AllOpenings(ctx, by, 2, 0)
		ok(t, err)
		if total != 3 || len(openings) != 2 || openings[0].CaseNumber != "C-2" || openings[0].Name != b.Chair.Name {
			t.Errorf("%d openings: %+v", total, openings)
		}
	}
	for _, by := range []records.Actor{b.Chair, b.Worker, auditor} {
		_, _, err := b.Restricted(ctx, by, 0, 0)
		wantIs(t, err, records.ErrForbidden)
	}
	_, _, err = b.AllOpenings(ctx, b.Worker, 0, 0)
	wantIs(t, err, records.ErrForbidden)

	// A manager who opened a case cannot make it theirs.
	manager := actor("p6", "Mo Ito", auth.TeamManager)
	ok(t, b.DB.AddPerson(ctx, manager.Person, ""))
	child, err := b.OpenCase(ctx, manager, "C-1", "Covering for Tom")
	ok(t, err)
	wantIs(t, b.Allocate(ctx, manager, records.Allocation{ChildID: child.ID, People: []string{manager.ID}}, ""), records.ErrForbidden)
}
