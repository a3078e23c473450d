package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// Relations of a person to a child, each to a child of its own.
var relations = []string{"named", "team", "other", "restricted", "restricted, named", "opened"}

// sees holds what each role sees of the records of a child, by relation: "all", "done" (not drafts), "signed" or "–".
var sees = map[auth.Role][]string{
	auth.SocialWorker:       {"all", "all", "–", "–", "all", "all"},
	auth.TeamManager:        {"all", "all", "–", "–", "all", "all"},
	auth.Chair:              {"all", "all", "all", "–", "all", "all"},
	auth.IRO:                {"done", "–", "–", "–", "done", "done"},
	auth.PanelAdministrator: {"signed", "signed", "signed", "–", "signed", "signed"},
	auth.PanelMember:        {"signed", "–", "–", "–", "signed", "signed"},
	auth.DecisionMaker:      {"all", "all", "all", "–", "all", "all"},
	auth.Auditor:            {"–", "–", "–", "–", "–", "–"},
	auth.Administrator:      {"–", "–", "–", "–", "–", "–"},
	auth.System:             {"–", "–", "–", "–", "–", "–"},
}

// town is a child for each relation, with a record in each state and one with health particulars.
type town struct {
	*Bundle
	children map[string]forms.Child
	records  map[string]map[records.Status]records.Record
	health   map[string]records.Record
}

func newTown(t *testing.T, b *Bundle) *town {
	w := &town{b, map[string]forms.Child{}, map[string]map[records.Status]records.Record{}, map[string]records.Record{}}
	ok(t, b.DB.AddTeam(t.Context(), auth.Team{ID: "north", Name: "North"}))
	for i, relation := range relations {
		w.children[relation] = b.AddChild(t, fmt.Sprintf("T-%d", i))
		w.records[relation] = map[records.Status]records.Record{}
		for _, status := range []records.Status{records.Draft, records.Complete, records.Signed} {
			rec, _, err := b.Create(t.Context(), b.Worker, w.children[relation].ID, Form())
			ok(t, err)
			if status != records.Draft {
				_, err = b.Complete(t.Context(), b.Worker, rec.ID, 1)
				ok(t, err)
			}
			if status == records.Signed {
				_, err = b.Sign(t.Context(), b.Chair, rec.ID, 1)
				ok(t, err)
			}
			w.records[relation][status] = rec
		}
		health, _, err := b.Create(t.Context(), b.Worker, w.children[relation].ID, &forms.CPRHealth{})
		ok(t, err)
		w.health[relation] = health
	}
	return w
}

// person adds somebody in the role and the team North who stands to each child as its relation says.
func (w *town) person(t *testing.T, role auth.Role) records.Actor {
	who := actor("p-"+string(role), "Somebody "+string(role), role)
	ok(t, w.DB.AddPerson(t.Context(), who.Person, "no password"))
	ok(t, w.DB.SetTeams(t.Context(), who.ID, []string{"north"}))
	for relation, child := range w.children {
		a := records.Allocation{ChildID: child.ID, People: []string{w.Worker.ID}, Restricted: strings.HasPrefix(relation, "restricted")}
		if relation == "team" || relation == "restricted" {
			a.TeamID = "north"
		}
		if strings.HasSuffix(relation, "named") {
			a.People = append(a.People, who.ID)
		}
		ok(t, w.DB.Write(t.Context(), func(s records.Writer) error {
			if relation == "opened" {
				now := w.Clock()
				if err := s.AddOpening(t.Context(), records.Opening{ChildID: child.ID, PersonID: who.ID, At: now, Until: now.Add(time.Hour)}); err != nil {
					return err
				}
			}
			return s.SetAllocation(t.Context(), a)
		}))
	}
	return who
}

func whoSees(t *testing.T, b *Bundle) {
	w := newTown(t, b)
	for role, row := range sees {
		who := w.person(t, role)
		listed, _, err := b.Children(t.Context(), who, records.ChildFilter{Limit: 200})
		if seesNothing := !slices.ContainsFunc(row, func(s string) bool { return s != "–" }); seesNothing {
			wantIs(t, err, records.ErrNotFound)
		} else {
			ok(t, err)
		}
		for i, relation := range relations {
			child := w.children[relation]
			_, err := b.Child(t.Context(), who, child.ID)
			if (err == nil) != (row[i] != "–") || err != nil && !errors.Is(err, records.ErrNotFound) {
				t.Errorf("%s, %s: reading the child gives %v", role, relation, err)
			}
			if slices.ContainsFunc(listed, func(c forms.Child) bool { return c.ID == child.ID }) != (row[i] != "–") {
				t.Errorf("%s, %s: the list of children is wrong", role, relation)
			}
			w.sees(t, who, relation, row[i])
		}
	}
}

// sees compares what the person sees of the records, one by one and in the list, with what they are to see.
func (w *town) sees(t *testing.T, who records.Actor, relation, extent string) {
	wanted := map[string][]records.Status{
		"all": {records.Draft, records.Complete, records.Signed}, "done": {records.Complete, records.Signed}, "signed": {records.Signed},
	}[extent]
	listed, _, _ := w.Records(t.Context(), who, records.Filter{ChildID: w.children[relation].ID})
	check := func(what string, id string, want bool) {
		_, err := w.Record(t.Context(), who, id)
		_, version := w.Version(t.Context(), who, id, 1)
		_, papers := w.Bundle.Documents(t.Context(), who, id)
		_, audit := w.Audit(t.Context(), who, id)
		for _, err := range []error{err, version, papers, audit} {
			if (err == nil) != want || err != nil && !errors.Is(err, records.ErrNotFound) {
				t.Errorf("%s, %s, %s: %v", who.Role, relation, what, err)
			}
		}
		if slices.ContainsFunc(listed, func(r records.Record) bool { return r.ID == id }) != want {
			t.Errorf("%s, %s, %s: the list is wrong", who.Role, relation, what)
		}
	}
	for status, rec := range w.records[relation] {
		check(string(status), rec.ID, slices.Contains(wanted, status))
	}
	near := relation != "other" && relation != "restricted" // health particulars are for those who work with the child
	check("health", w.health[relation].ID, extent == "all" && near)
}

func whoChanges(t *testing.T, b *Bundle) {
	w := newTown(t, b)
	for role, row := range sees {
		who := w.person(t, role)
		changes := role == auth.SocialWorker || role == auth.TeamManager || role == auth.Chair
		for i, relation := range relations {
			rec := w.records[relation][records.Draft]
			form := Form()
			form.Venue = string(role)
			now, err := b.Summary(t.Context(), b.Worker, rec.ID)
			ok(t, err)
			_, _, err = b.Save(t.Context(), who, rec.ID, now.Version, form)
			switch {
			case !changes:
				wantIs(t, err, records.ErrForbidden)
			case row[i] == "–":
				wantIs(t, err, records.ErrNotFound)
			default:
				ok(t, err)
			}
			_, _, err = b.Create(t.Context(), who, w.children[relation].ID, Form())
			if (err == nil) != (changes && row[i] != "–") {
				t.Errorf("%s, %s: starting a record gives %v", role, relation, err)
			}
			_, err = b.Sign(t.Context(), who, w.records[relation][records.Complete].ID, 1)
			if signed := errors.As(err, new(*records.SignedError)); (err == nil || signed) != (role == auth.Chair && row[i] != "–") {
				t.Errorf("%s, %s: signing gives %v", role, relation, err)
			}
		}
	}
}

func allocations(t *testing.T, b *Bundle) {
	ok(t, b.DB.AddTeam(t.Context(), auth.Team{ID: "north", Name: "North"}))
	ok(t, b.DB.SetTeams(t.Context(), b.Worker.ID, []string{"north"}))
	child := b.AddChild(t, "A-1")
	a, err := b.Allocation(t.Context(), b.Admin, " A-1 ")
	ok(t, err)
	if a.TeamID != "north" || a.Restricted || !slices.Equal(a.People, []string{b.Worker.ID}) {
		t.Fatalf("a new child is allocated %+v", a)
	}
	seen := a.Mark()
	a.Restricted, a.People = true, []string{b.Chair.ID, b.Chair.ID}
	wantIs(t, b.Allocate(t.Context(), b.Worker, a, ""), records.ErrForbidden)
	ok(t, b.Allocate(t.Context(), b.Admin, a, seen))
	open := a // by another administrator, who saw what it was before
	open.Restricted = false
	wantIs(t, b.Allocate(t.Context(), b.Admin, open, seen), records.ErrAllocationChanged)
	_, err = b.Child(t.Context(), b.Worker, child.ID)
	wantIs(t, err, records.ErrNotFound)
	_, err = b.Child(t.Context(), b.Chair, child.ID)
	ok(t, err)
	a.TeamID = "south"
	wantIs(t, b.Allocate(t.Context(), b.Admin, a, ""), records.ErrNotFound)
	a.TeamID, a.People = "", []string{"nobody"}
	wantIs(t, b.Allocate(t.Context(), b.Admin, a, ""), records.ErrNotFound)
	manager := actor("p8", "Maud Ellery", auth.TeamManager)
	_, err = b.Allocation(t.Context(), manager, "A-1")
	wantIs(t, err, records.ErrNotFound)
	_, err = b.Allocation(t.Context(), b.Admin, "A-2")
	wantIs(t, err, records.ErrNotFound)
}

func openings(t *testing.T, b *Bundle) {
	child := b.AddChild(t, "O-1")
	other := actor("p7", "Ines Varga", auth.SocialWorker)
	ok(t, b.DB.AddPerson(t.Context(), other.Person, "no password"))
	_, err := b.Child(t.Context(), other, child.ID)
	wantIs(t, err, records.ErrNotFound)
	for _, reason := range []string{" ", strings.Repeat("x", 501)} {
		_, err = b.OpenCase(t.Context(), other, "O-1", reason)
		want[*records.InvalidError](t, err)
	}
	_, err = b.OpenCase(t.Context(), b.Admin, "O-1", "to look")
	wantIs(t, err, records.ErrForbidden)
	_, err = b.OpenCase(t.Context(), other, "O-2", "on duty tonight")
	wantIs(t, err, records.ErrNotFound)
	_, err = b.OpenCase(t.Context(), other, "O-1", "on duty tonight")
	ok(t, err)
	_, err = b.Child(t.Context(), other, child.ID)
	ok(t, err)
	all, err := b.Openings(t.Context(), b.Worker, child.ID)
	ok(t, err)
	if len(all) != 1 || all[0].Name != other.Name || all[0].Reason != "on duty tonight" {
		t.Errorf("the openings are %+v", all)
	}
	b.now.Add(int64(records.OpeningTime / time.Second))
	_, err = b.Child(t.Context(), other, child.ID)
	wantIs(t, err, records.ErrNotFound)
}

func teams(t *testing.T, b *Bundle) {
	ctx := t.Context()
	ok(t, b.DB.AddTeam(ctx, auth.Team{ID: "s", Name: "South"}))
	ok(t, b.DB.AddTeam(ctx, auth.Team{ID: "n", Name: "North"}))
	wantIs(t, b.DB.AddTeam(ctx, auth.Team{ID: "x", Name: "South"}), auth.ErrTeamNameTaken)
	wantIs(t, b.DB.RenameTeam(ctx, auth.Team{ID: "n", Name: "South"}), auth.ErrTeamNameTaken)
	wantIs(t, b.DB.RenameTeam(ctx, auth.Team{ID: "x", Name: "East"}), auth.ErrUnknownTeam)
	ok(t, b.DB.RenameTeam(ctx, auth.Team{ID: "n", Name: "East"}))
	all, err := b.DB.Teams(ctx)
	ok(t, err)
	if want := []auth.Team{{ID: "n", Name: "East"}, {ID: "s", Name: "South"}}; !slices.Equal(all, want) {
		t.Errorf("the teams are %+v", all)
	}
	ok(t, b.DB.SetTeams(ctx, b.Worker.ID, []string{"s", "n", "s"}))
	wantIs(t, b.DB.SetTeams(ctx, b.Worker.ID, []string{"x"}), auth.ErrUnknownTeam)
	wantIs(t, b.DB.SetTeams(ctx, "nobody", nil), auth.ErrUnknownPerson)
	members, err := b.DB.Memberships(ctx)
	ok(t, err)
	if len(members) != 1 || !slices.Equal(members[b.Worker.ID], []string{"n", "s"}) {
		t.Errorf("the memberships are %v", members)
	}
	ok(t, b.DB.SetRole(ctx, b.Worker.ID, auth.IRO))
	if p, err := b.DB.Person(ctx, b.Worker.ID); err != nil || p.Role != auth.IRO {
		t.Errorf("the person is %+v, %v", p, err)
	}
}
