package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// Binder writes a line for each child in place of a workbook, and then so much that the file has several parts.
type Binder struct{ Fail error }

// Knows implements records.Binder.
func (*Binder) Knows(name string) bool { return name == "statutory" }

// Bind implements records.Binder.
func (b *Binder) Bind(w io.Writer, p records.Pack, cases iter.Seq2[records.Case, error]) error {
	var out bytes.Buffer
	for c, err := range cases {
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%s with %d records", c.Child.CaseNumber, len(c.Records))
		for _, rec := range c.Records {
			fmt.Fprintf(&out, ", %s %t", rec.Kind, rec.Form != nil)
		}
		fmt.Fprintln(&out)
	}
	if b.Fail != nil {
		return b.Fail
	}
	out.WriteString(strings.Repeat(".", 3<<20))
	_, err := w.Write(out.Bytes())
	return err
}

// Provenance implements records.Binder.
func (*Binder) Provenance(string) (authority, format string) { return "Example County Council", "1" }

// Keyed implements records.Binder.
func (*Binder) Keyed(records.Pack) ([]string, error) { return nil, nil }

// Cells implements records.Binder.
func (*Binder) Cells(records.Pack, iter.Seq2[records.Case, error]) ([]records.PackCell, error) {
	return nil, nil
}

// PlanCode implements records.Binder.
func (*Binder) PlanCode(string) (string, bool) { return "", false }

// reported says whom each role's pack is about, by relation; nil for those who make none.
var reported = map[auth.Role][]string{
	auth.SocialWorker:       nil,
	auth.TeamManager:        {"team"},
	auth.Chair:              {"named", "team", "other", "restricted, named", "opened"},
	auth.IRO:                nil,
	auth.PanelAdministrator: nil,
	auth.PanelMember:        nil,
	auth.DecisionMaker:      {"named", "team", "other", "restricted, named", "opened"},
	auth.Auditor:            nil,
	auth.Administrator:      nil,
}

// inPack are the case numbers in a file that Binder wrote.
func inPack(file string) (numbers []string) {
	for line := range strings.Lines(file) {
		if number, _, found := strings.Cut(line, " with "); found {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

func packScopes(t *testing.T, b *Bundle) {
	w := newTown(t, b)
	for role, want := range reported {
		who := w.person(t, role)
		var file bytes.Buffer
		_, err := b.StreamPack(t.Context(), who, records.PackOrder{}, func(records.Pack) io.Writer { return &file })
		if want == nil {
			wantIs(t, err, records.ErrForbidden)
			_, _, err := b.Packs(t.Context(), who, 0, 0)
			wantIs(t, err, records.ErrForbidden)
			wantIs(t, b.WritePack(t.Context(), who, "any", io.Discard), records.ErrForbidden)
			continue
		}
		ok(t, err)
		var numbers []string
		for _, relation := range want {
			numbers = append(numbers, w.children[relation].CaseNumber)
		}
		slices.Sort(numbers)
		if got := inPack(file.String()); !slices.Equal(slices.Sorted(slices.Values(got)), numbers) {
			t.Errorf("%s reports on %v, want %v", role, got, numbers)
		}
		if !strings.Contains(file.String(), "T-1 with 3 records, ppm true, ppm true, ppm true\n") {
			t.Errorf("%s: the records of a child in the team are missing: %.300s", role, file.String())
		}
		board, err := b.OrderPack(t.Context(), who, records.PackOrder{Anonymous: true})
		if records.Boards(role) {
			ok(t, err)
			ok(t, b.MakePack(t.Context(), board.ID))
			file.Reset()
			ok(t, b.WritePack(t.Context(), who, board.ID, &file))
			if got := inPack(file.String()); len(got) != len(relations) { // everybody, restricted or not
				t.Errorf("%s: figures for a board are about %v", role, got)
			}
		} else {
			wantIs(t, err, records.ErrForbidden)
		}
		_, err = b.OrderPack(t.Context(), who, records.PackOrder{TeamID: "unknown", Policy: "atlantis"})
		var invalid *records.InvalidError
		if !errors.As(err, &invalid) || len(invalid.Problems) != 2 {
			t.Errorf("%s: an order for nothing gives %v", role, err)
		}
	}
}

func packLife(t *testing.T, b *Bundle) {
	ctx := t.Context()
	ok(t, b.DB.AddTeam(ctx, auth.Team{ID: "north", Name: "North"}))
	manager := actor("p-manager", "Mo Ito", auth.TeamManager)
	ok(t, b.DB.AddPerson(ctx, manager.Person, "no password"))
	ok(t, b.DB.SetTeams(ctx, manager.ID, []string{"north"}))
	var children []forms.Child
	allocate := func(child forms.Child, team string, restricted bool) {
		ok(t, b.DB.Write(ctx, func(w records.Writer) error {
			return w.SetAllocation(ctx, records.Allocation{ChildID: child.ID, TeamID: team, Restricted: restricted})
		}))
	}
	for i := range 450 { // more than two pages, all of one name
		child := b.AddChild(t, fmt.Sprintf("P-%03d", i))
		allocate(child, "north", false)
		children = append(children, child)
	}
	p, err := b.OrderPack(ctx, manager, records.PackOrder{TeamID: "north", AsOf: forms.Date{Year: 2026, Month: 3, Day: 1}})
	ok(t, err)
	if p.Scope != "Children of the team North; restricted ones only where Mo Ito is named for them" {
		t.Errorf("the scope is %q", p.Scope)
	}
	wantIs(t, b.WritePack(ctx, manager, p.ID, io.Discard), records.ErrNotFound) // not made yet
	ok(t, b.MakePack(ctx, p.ID))
	ok(t, b.MakePack(ctx, p.ID)) // the job once more
	var file bytes.Buffer
	ok(t, b.WritePack(ctx, manager, p.ID, &file))
	if got := slices.Compact(inPack(file.String())); len(got) != 450 || !slices.IsSorted(got) || file.Len() < 3<<20 {
		t.Errorf("%d children in %d bytes", len(got), file.Len())
	}
	got, err := b.Pack(ctx, manager, p.ID)
	ok(t, err)
	if got.State != records.PackReady || got.Done != 450 || got.Total != 450 || got.Size != int64(file.Len()) || !got.Open || got.AsOf != p.AsOf {
		t.Errorf("the pack is %+v", got)
	}
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'pack.order' AND person_id = 'p-manager'")
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'pack.make'")
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'pack.read'")

	// Who may report on all children in it gets it; a child that was restricted since takes it along.
	wantIs(t, b.WritePack(ctx, b.Worker, p.ID, io.Discard), records.ErrForbidden)
	ok(t, b.WritePack(ctx, b.Chair, p.ID, io.Discard))
	allocate(children[7], "north", true)
	for _, who := range []records.Actor{manager, b.Chair} {
		wantIs(t, b.WritePack(ctx, who, p.ID, io.Discard), records.ErrNotFound)
	}
	list, total, err := b.Packs(ctx, manager, 0, 0)
	ok(t, err)
	if total != 1 || len(list) != 1 || list[0].Open {
		t.Errorf("the list of who asked for it is %+v", list)
	}
	if list, total, err = b.Packs(ctx, b.Chair, 0, 0); err != nil || total != 0 || len(list) != 0 {
		t.Errorf("somebody else's list is %+v, %v", list, err)
	}

	// What goes wrong leaves no file, and is made good.
	config := b.Config()
	config.Binder = &Binder{Fail: errors.New("no ink")}
	broken := records.New(config)
	p, err = b.OrderPack(ctx, manager, records.PackOrder{})
	ok(t, err)
	if err := broken.MakePack(ctx, p.ID); !errors.Is(err, config.Binder.(*Binder).Fail) {
		t.Errorf("without ink: %v", err)
	}
	if got, err = b.Pack(ctx, manager, p.ID); err != nil || got.State != records.PackFailed {
		t.Errorf("without ink the pack is %+v, %v", got, err)
	}
	_, err = broken.StreamPack(ctx, manager, records.PackOrder{}, func(records.Pack) io.Writer { return io.Discard })
	wantIs(t, err, config.Binder.(*Binder).Fail)
	b.count(t, 1, "SELECT COUNT(*) FROM packs WHERE state = 'failed'") // nobody would try the other again
	wantIs(t, b.DB.Write(ctx, func(w records.Writer) error {           // another attempt began and took the parts away
		ok(t, w.StartPack(ctx, p.ID, 1))
		short := p
		short.Size = 5
		return w.FinishPack(ctx, short, nil)
	}), records.ErrNotFound)
	ok(t, b.MakePack(ctx, p.ID))
	wantIs(t, b.DB.Write(ctx, func(w records.Writer) error { return w.StartPack(ctx, p.ID, 1) }), records.ErrNotFound)
	b.count(t, 449, "SELECT COUNT(*) FROM pack_children WHERE pack_id = '"+p.ID+"'")
	if got, err = b.Pack(ctx, manager, p.ID); err != nil || got.State != records.PackReady || got.Done != 449 {
		t.Errorf("with ink the pack is %+v, %v", got, err)
	}
	ok(t, b.DB.Write(ctx, func(w records.Writer) error {
		removed, err := w.RemovePacks(ctx, got.Until.AddDate(0, 0, 1))
		if removed != 2 {
			t.Errorf("%d packs removed", removed)
		}
		return err
	}))
	b.count(t, 0, "SELECT COUNT(*) FROM pack_parts")
	ok(t, b.MakePack(ctx, p.ID)) // a job that comes too late
}

// Who asks for more and more packs keeps the last; others' stay, and those by the clock.
func packLimit(t *testing.T, b *Bundle) {
	ctx := t.Context()
	other, err := b.OrderPack(ctx, actor("p4", "Ada Ofori", auth.Chair), records.PackOrder{})
	ok(t, err)
	var made []records.Pack
	for range records.MostPacks + 1 {
		p, err := b.OrderPack(ctx, b.Chair, records.PackOrder{})
		ok(t, err)
		made = append(made, p)
	}
	_, err = b.Pack(ctx, b.Chair, made[0].ID)
	wantIs(t, err, records.ErrNotFound)
	_, err = b.Pack(ctx, b.Chair, made[1].ID)
	ok(t, err)
	b.count(t, 1, "SELECT COUNT(*) FROM packs WHERE id = '"+other.ID+"'")
	b.count(t, 1, "SELECT COUNT(*) FROM audit WHERE action = 'pack.remove'")
	ok(t, b.DB.Write(ctx, func(w records.Writer) error {
		clock := made[0]
		clock.Slot = "weekly 2026-03-02"
		_, err := w.AddPack(ctx, clock, false)
		return err
	}))
	_, err = b.StreamPack(ctx, b.Chair, records.PackOrder{}, func(records.Pack) io.Writer { return io.Discard })
	ok(t, err)
	b.count(t, 1, "SELECT COUNT(*) FROM packs WHERE slot IS NOT NULL")
	ok(t, b.MakePack(ctx, made[1].ID)) // one that is gone by now
}

func packJobs(t *testing.T, b *Bundle) {
	b.startJobs(t)
	b.AddChild(t, "P-1")
	p, err := b.OrderPack(t.Context(), b.Chair, records.PackOrder{})
	ok(t, err)
	for p.State != records.PackReady {
		time.Sleep(20 * time.Millisecond)
		p, err = b.Pack(context.WithoutCancel(t.Context()), b.Chair, p.ID)
		ok(t, err)
	}
}

func packClock(t *testing.T, b *Bundle) {
	ctx := t.Context()
	ok(t, b.DB.AddTeam(ctx, auth.Team{ID: "north", Name: "North"}))
	config := b.Config() // on a Monday that is the first working day of its month
	config.PackClock = &records.PackClock{Weekly: true, Monthly: true, Zone: time.UTC, WorkingDay: func(d forms.Date) bool { return d.Time().Weekday() == time.Monday }}
	service := records.New(config)
	child := b.AddChild(t, "P-1")
	ok(t, b.DB.Write(ctx, func(w records.Writer) error {
		return w.SetAllocation(ctx, records.Allocation{ChildID: child.ID, TeamID: "north", Restricted: true})
	}))
	for range 2 {
		ok(t, service.LookAtClock(ctx))
		b.count(t, 5, "SELECT COUNT(*) FROM packs") // for all and for the team each week and month, and figures for a board
		b.count(t, 5, "SELECT COUNT(*) FROM river_job WHERE kind = 'pack'")
	}
	list, _, err := b.Packs(ctx, b.Chair, 0, 0)
	ok(t, err)
	if len(list) != 1 || !list[0].Anonymous { // of those that are not made yet
		t.Errorf("open to a chair: %+v", list)
	}
	b.startJobs(t)
	for len(list) != 5 || slices.ContainsFunc(list, func(p records.Pack) bool { return p.State != records.PackReady }) {
		time.Sleep(20 * time.Millisecond)
		list, _, err = b.Packs(ctx, b.Chair, 0, 0)
		ok(t, err)
	}
	for _, p := range list {
		if want := map[bool]int{true: 1}[p.Anonymous]; p.Done != want || p.Name != "Minutebook" { // she is restricted
			t.Errorf("%+v", p)
		}
	}
}
