package storetest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/intake"
	"minutebook/internal/records"
	"minutebook/internal/workbook"
)

func extract(lines ...string) []records.ImportFile {
	return []records.ImportFile{{Name: "extract.csv", Data: []byte(strings.Join(lines, "\n") + "\n")}}
}

// readBefore is a store in which a transaction that writes gives out no files and no mappings: what takes long is read before.
type readBefore struct{ records.Store }

func (s readBefore) Write(ctx context.Context, do func(records.Writer) error) error {
	return s.Store.Write(ctx, func(w records.Writer) error { return do(unread{w}) })
}

type unread struct{ records.Writer }

var errReadInside = errors.New("an extract is read while others wait")

func (unread) ImportFiles(context.Context, string) ([]records.ImportFile, error) {
	return nil, errReadInside
}

func (unread) Mappings(context.Context) ([]intake.Mapping, error) { return nil, errReadInside }

func importLife(t *testing.T, b *Bundle) {
	ctx := t.Context()
	config := b.Config()
	config.Store = readBefore{b.DB}
	b.Service = records.New(config)
	ok(t, b.DB.AddTeam(ctx, auth.Team{ID: "north", Name: "North"}))
	manager := actor("p-manager", "Mo Ito", auth.TeamManager)
	ok(t, b.DB.AddPerson(ctx, manager.Person, "no password"))
	ok(t, b.DB.SetTeams(ctx, manager.ID, []string{"north"}))
	other := b.AddChild(t, "X-9") // nobody's team
	files := extract("Case number,Name,Date of birth,Team,Worker username,Stage",
		"X-1,Ada Testlake,01/02/2019,North,tom.brennan,a", "X-2,Bo Testlake,13/13/2019,North,tom.brennan,a", "X-3,Cy Testlake,03/02/2019,Unknown,,b", "X-9,Somebody Else,04/02/2019,North,,c")
	sent, err := b.Upload(ctx, manager, files)
	ok(t, err)
	i, plan, err := b.PlanImport(ctx, manager, sent.ID)
	ok(t, err)
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'import.read' AND person_id = 'p-manager'")
	if i.Earlier != nil || plan.Count(intake.Changing) != 2 || plan.Count(intake.Rejected) != 2 {
		t.Errorf("the plan of %+v changes %d rows and rejects %d", i, plan.Count(intake.Changing), plan.Count(intake.Rejected))
	}
	if why := plan.Rows[3].Problems[0].Reason(); !strings.Contains(why, "not one whom you may change") {
		t.Errorf("a child of another team is rejected because %q", why)
	}
	for _, who := range []records.Actor{b.Chair, b.Worker, b.Admin} { // an extract is its uploader's
		if _, _, err := b.PlanImport(ctx, who, sent.ID); !errors.Is(err, records.ErrNotFound) && !errors.Is(err, records.ErrForbidden) {
			t.Errorf("%s sees somebody else's extract: %v", who.Name, err)
		}
	}
	_, err = b.ApplyImport(ctx, manager, sent.ID, intake.AllOrNothing, plan.Mark)
	wantIs(t, err, intake.ErrRejected)
	_, err = b.ApplyImport(ctx, manager, sent.ID, intake.RowByRow, "another mark")
	wantIs(t, err, records.ErrPlanChanged)
	b.count(t, 0, "SELECT COUNT(*) FROM audit WHERE action = 'import.apply'")

	done, err := b.ApplyImport(ctx, manager, sent.ID, intake.RowByRow, plan.Mark)
	ok(t, err)
	again, err := b.ApplyImport(ctx, manager, sent.ID, intake.RowByRow, plan.Mark)
	ok(t, err)
	if done.Added != 2 || done.Changed != 0 || again.Applied != done.Applied {
		t.Errorf("applied: %+v, and again: %+v", done, again)
	}
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'import.apply'")
	b.count(t, 2, "SELECT COUNT(*) FROM audit WHERE action = 'child.add' AND detail LIKE 'import %'")
	b.count(t, 0, "SELECT COUNT(*) FROM import_files")
	ada, err := b.ChildNumbered(ctx, manager, "X-1")
	ok(t, err)
	if a := b.allocationOf(t, ada.ID); a.TeamID != "north" || !slices.Equal(a.People, []string{b.Worker.ID}) {
		t.Errorf("Ada is allocated to %+v", a)
	}
	cy, err := b.ChildNumbered(ctx, manager, "X-3") // of a team that is not here: the importer's
	ok(t, err)
	if a := b.allocationOf(t, cy.ID); a.TeamID != "north" || !slices.Equal(a.People, []string{manager.ID}) {
		t.Errorf("Cy is allocated to %+v", a)
	}
	if a := b.allocationOf(t, other.ID); a.TeamID != "" {
		t.Errorf("a child of others is allocated to %+v", a)
	}

	// A case that somebody opened does not become theirs.
	_, err = b.OpenCase(ctx, manager, "X-9", "on duty tonight")
	ok(t, err)
	was := b.allocationOf(t, other.ID).People
	_, plan, err = b.ImportNow(ctx, manager, extract("Case number,Name,Date of birth,Team,Worker username", "X-9,Mia Newname,04/05/2021,North,mo.ito"), nil, intake.RowByRow, false)
	ok(t, err)
	if a := b.allocationOf(t, other.ID); plan.Count(intake.Changing) != 1 || a.TeamID != "" || !slices.Equal(a.People, was) {
		t.Errorf("a case that was opened is allocated to %+v", a)
	}

	// The same file again says so, and has nothing to do for whom it was applied.
	i, plan, err = b.ImportNow(ctx, manager, files[:1], nil, intake.RowByRow, true)
	ok(t, err)
	if i.Earlier == nil || i.Earlier.Name != "Mo Ito" || i.Earlier.Applied != done.Applied || plan.Rows[0].Verdict() != intake.NothingToDo {
		t.Errorf("the second time: %+v, %+v", i.Earlier, plan.Rows[0])
	}

	// Who sees restricted children only if named does not change them; whoever runs the service changes all.
	ok(t, b.DB.Write(ctx, func(w records.Writer) error {
		return w.SetAllocation(ctx, records.Allocation{ChildID: ada.ID, TeamID: "north", Restricted: true})
	}))
	change := extract("Case number,Name,Date of birth", "X-1,Ada Newname,01/02/2019")
	_, plan, err = b.ImportNow(ctx, b.Chair, change, nil, intake.RowByRow, false)
	ok(t, err)
	if plan.Count(intake.Rejected) != 1 {
		t.Errorf("a restricted child is not rejected: %+v", plan.Rows)
	}
	_, _, err = b.ImportNow(ctx, auth.CommandLine(auth.System), change, nil, intake.AllOrNothing, false)
	ok(t, err)
	ok(t, b.DB.Read(ctx, func(r records.Reader) error {
		child, err := r.Child(ctx, ada.ID)
		if child.Name != "Ada Newname" {
			t.Errorf("her name is %s", child.Name)
		}
		return err
	}))
}

func importMappings(t *testing.T, b *Bundle) {
	ctx := t.Context()
	files := extract("Case number,Name,Date of birth,Flag", "X-1,Ada Testlake,01/02/2019,04/05/2020")
	sent, err := b.Upload(ctx, b.Chair, files)
	ok(t, err)
	_, plan, err := b.PlanImport(ctx, b.Chair, sent.ID)
	ok(t, err)
	m := plan.Tables()[0].Mapping
	m.Columns = slices.Clone(m.Columns)
	m.Columns[3].Field = "event:placement_order_granted"
	ok(t, b.MapImport(ctx, b.Chair, sent.ID, []intake.Mapping{m}))
	wantIs(t, b.MapImport(ctx, b.Admin, sent.ID, nil), records.ErrForbidden)
	_, plan, err = b.PlanImport(ctx, b.Chair, sent.ID)
	ok(t, err)
	_, err = b.ApplyImport(ctx, b.Chair, sent.ID, intake.AllOrNothing, plan.Mark)
	ok(t, err)
	child, err := b.ChildNumbered(ctx, b.Chair, "X-1")
	ok(t, err)
	if day, _ := child.Happened("placement_order_granted", forms.Date{Year: 2030}); day.String() != "2020-05-04" {
		t.Errorf("the placement order was on %s", day)
	}
	// The next file with the same headings is read in the same way.
	_, plan, err = b.ImportNow(ctx, b.Chair, extract("Date of birth,Flag,Name,Case number", "01/02/2018,05/05/2020,Bo Testlake,X-2"), nil, intake.AllOrNothing, true)
	ok(t, err)
	if !slices.ContainsFunc(plan.Rows[0].Changes, func(c intake.Change) bool { return c.Kind == intake.AddEvent }) {
		t.Errorf("the meaning of the column was forgotten: %+v", plan.Rows[0])
	}

	for name, c := range map[string]struct {
		data string
		want error
	}{"empty": {"", workbook.ErrEmpty}, "page": {"<html>", workbook.ErrMarkup}, "archive": {"PK\x03\x04 and no more", workbook.ErrDamaged}} {
		if _, err := b.Upload(ctx, b.Chair, []records.ImportFile{{Name: "x.xlsx", Data: []byte(c.data)}}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var rejected bytes.Buffer
	sent, err = b.Upload(ctx, b.Chair, extract("Case number,Name,Date of birth", "X-7,Di Testlake,soon"))
	ok(t, err)
	ok(t, b.WriteRejected(ctx, b.Chair, sent.ID, &rejected))
	if !bytes.HasPrefix(rejected.Bytes(), []byte("PK")) {
		t.Error("the rejected rows are no workbook")
	}
	wantIs(t, b.WriteRejected(ctx, b.Worker, sent.ID, &rejected), records.ErrForbidden)
}

// Who sends more and more without applying any keeps the last; what others sent and what was applied stays.
func importLimit(t *testing.T, b *Bundle) {
	ctx := t.Context()
	send := func(by records.Actor) records.Import {
		i, err := b.Upload(ctx, by, extract("Case number,Name,Date of birth", "X-1,Ada Testlake,01/02/2019"))
		ok(t, err)
		return i
	}
	colleague := actor("p4", "Ada Ofori", auth.Chair)
	applied, other := send(b.Chair), send(colleague)
	_, plan, err := b.PlanImport(ctx, b.Chair, applied.ID)
	ok(t, err)
	_, err = b.ApplyImport(ctx, b.Chair, applied.ID, intake.AllOrNothing, plan.Mark)
	ok(t, err)
	first := send(b.Chair)
	second := send(b.Chair)
	for range records.MostUploads - 1 {
		send(b.Chair)
	}
	_, _, err = b.PlanImport(ctx, b.Chair, first.ID)
	wantIs(t, err, records.ErrNotFound)
	for id, by := range map[string]records.Actor{applied.ID: b.Chair, second.ID: b.Chair, other.ID: colleague} {
		_, _, err = b.PlanImport(ctx, by, id)
		ok(t, err)
	}
	b.count(t, records.MostUploads+1, "SELECT COUNT(*) FROM import_files")
}

func (b *Bundle) allocationOf(t *testing.T, childID string) (a records.Allocation) {
	t.Helper()
	ok(t, b.DB.Read(t.Context(), func(r records.Reader) (err error) {
		a, err = r.Allocation(t.Context(), childID)
		return err
	}))
	return a
}
