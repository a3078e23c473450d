package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
	"minutebook/internal/store/storetest"
)

// returned is a service with children, each with a plan, a signed meeting with an action, and its review begun.
type returned struct {
	t        *testing.T
	service  *records.Service
	by       records.Actor
	children []forms.Child
}

func newReturned(t *testing.T, dsn string) *returned {
	t.Helper()
	service, db, err := openRecords(t.Context(), settings{db: dsn, authority: "Example County Council", policy: "calderdale"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &returned{t: t, service: service, by: records.Actor{Person: auth.Person{ID: "p1", Username: "nadia", Name: "Nadia Okafor", Role: auth.Chair}}}
	if err := db.AddPerson(t.Context(), h.by.Person, "no password"); err != nil {
		t.Fatal(err)
	}
	day := forms.Date{Year: 2025, Month: time.March, Day: 3}
	for i := range 4 {
		child, err := service.AddChild(t.Context(), h.by, forms.Child{
			Name: fmt.Sprintf("Child %d Fictional", i), CaseNumber: fmt.Sprintf("W-%d", i), DateOfBirth: forms.Date{Year: 2020, Month: time.May, Day: 4},
			Plan: &forms.CarePlan{Code: "LTF", Since: day}, Events: []forms.Event{{Kind: "child_becomes_looked_after", Date: day, Done: true}},
			LegalStatus: []forms.LegalPeriod{{Code: "C2", From: day}},
		})
		h.ok(err)
		form := &forms.PPM{}
		form.MeetingKind, form.MeetingDate, form.Chair = "initial", day.AddDays(30), h.by.Name
		form.Recommendations.Actions = []forms.Action{{Recommendation: "Book the health assessment", ByWhom: "Tom Brennan"}}
		rec, _, err := service.Create(t.Context(), h.by, child.ID, form)
		h.ok(err)
		if rec, err = service.Complete(t.Context(), h.by, rec.ID, rec.Version); err != nil {
			var blocked *records.BlockedError
			if errors.As(err, &blocked) {
				t.Fatalf("%+v", blocked.Problems)
			}
			t.Fatal(err)
		}
		rec, err = service.Sign(t.Context(), h.by, rec.ID, rec.Version)
		h.ok(err)
		_, _, err = service.StartReview(t.Context(), h.by, rec.ID, false)
		h.ok(err)
		h.children = append(h.children, child)
	}
	return h
}

func (h *returned) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *returned) pack() []byte {
	h.t.Helper()
	var file bytes.Buffer
	_, err := h.service.StreamPack(h.t.Context(), h.by, records.PackOrder{Policy: "calderdale", AsOf: forms.Date{Year: 2026, Month: time.March, Day: 2}},
		func(records.Pack) io.Writer { return &file })
	h.ok(err)
	return file.Bytes()
}

// edit changes open cells of every column, up to so many, and returns the file as LibreOffice saves it.
func (h *returned) edit(file []byte, most int, further func(*excelize.File)) (saved []byte, want map[string]string) {
	h.t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	h.ok(err)
	want = map[string]string{}
	titles := map[string][]string{
		"Children": {"Plan", "Plan since", "Gateway decision", "SHOBPA decision", "Placement order", "Match decided", "Placed", "Adoption order", "Special guardianship order"},
		"Actions":  {"Update", "Barrier", "What would move it forward", "Completed on", "Closed because"},
	}
	for _, sheet := range []string{"Children", "Actions"} {
		rows, err := f.GetRows(sheet)
		h.ok(err)
		top := slices.IndexFunc(rows, func(r []string) bool { return slices.Contains(r, "Key") })
		for at := top + 1; at < len(rows) && at <= top+4; at++ {
			for _, title := range titles[sheet] {
				column := slices.Index(rows[top], title)
				if column < 0 {
					h.t.Fatalf("sheet %s has no column %q: %q", sheet, title, rows[top])
				}
				if len(want) == most {
					continue
				}
				cell, err := excelize.CoordinatesToCellName(column+1, at+1)
				h.ok(err)
				day := time.Date(2025, time.June, at+column%20+1, 0, 0, 0, 0, time.UTC)
				value, text := any(day), day.Format(time.DateOnly)
				switch title {
				case "Plan":
					value, text = "Adoption", "Adoption"
				case "Update", "Barrier", "What would move it forward", "Closed because":
					text = title + " in " + cell
					value = text
				}
				h.ok(f.SetCellValue(sheet, cell, value))
				want[sheet+" "+cell] = text
			}
		}
	}
	if further != nil {
		further(f)
	}
	folder := h.t.TempDir()
	h.ok(f.SaveAs(filepath.Join(folder, "edited.xlsx")))
	out := filepath.Join(folder, "saved")
	office := exec.CommandContext(h.t.Context(), "soffice", "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", "xlsx", "--outdir", out, filepath.Join(folder, "edited.xlsx"))
	if said, err := office.CombinedOutput(); err != nil {
		h.t.Fatalf("LibreOffice (install Debian’s libreoffice-calc): %v\n%s", err, said)
	}
	saved, err = os.ReadFile(filepath.Join(out, "edited.xlsx"))
	h.ok(err)
	return saved, want
}

func (h *returned) send(file []byte) (string, *records.WayBack) {
	h.t.Helper()
	i, err := h.service.UploadBack(h.t.Context(), h.by, records.ImportFile{Name: "edited.xlsx", Data: file})
	h.ok(err)
	back, err := h.service.PlanBack(h.t.Context(), h.by, i.ID)
	h.ok(err)
	return i.ID, back
}

// Fifty cells of every kind that may be changed come back from LibreOffice, and exactly those.
func TestTrackerComesBack(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgresql": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			comesBack(t, newReturned(t, dsn(t)))
		})
	}
}

func comesBack(t *testing.T, h *returned) {
	ctx := context.WithoutCancel(t.Context())
	file, want := h.edit(h.pack(), 50, nil)
	id, back := h.send(file)
	got := map[string]string{}
	for _, c := range back.Cells {
		got[c.Sheet+" "+c.Address] = c.To
		if c.Verdict != records.WayAccepted {
			t.Errorf("%+v", c)
		}
	}
	if len(want) != 50 || len(got) != 50 || len(back.Notes) > 0 {
		t.Errorf("%d cells were edited, %d seen; %q", len(want), len(got), back.Notes)
	}
	for at, text := range want {
		if got[at] != text {
			t.Errorf("%s came back as %q, want %q", at, got[at], text)
		}
	}
	if _, err := h.service.ApplyBack(ctx, h.by, id, "another"); !errors.Is(err, records.ErrPlanChanged) {
		t.Errorf("with another mark: %v", err)
	}
	done, err := h.service.ApplyBack(ctx, h.by, id, back.Mark)
	h.ok(err)
	if done.Import.Changed != 7 { // four children, three reviews
		t.Errorf("%d things were changed", done.Import.Changed)
	}
	child, err := h.service.Child(ctx, h.by, h.children[0].ID)
	h.ok(err)
	if child.Plan.Code != "ADOPTION" || len(child.Events) != 8 {
		t.Errorf("the first child is %+v", child)
	}
	found, err := h.service.Forms(ctx, h.by, h.children[0].ID, forms.PRPMKind)
	h.ok(err)
	if a := found[0].Form.(*forms.PRPM).Carried[0]; a.Update == "" || a.Barrier == "" || a.CompletedDate.IsZero() || found[0].Version != 2 {
		t.Errorf("the action is %+v in version %d", a, found[0].Version)
	}
	if again, err := h.service.ApplyBack(ctx, h.by, id, back.Mark); err != nil || again.Import.Applied.IsZero() {
		t.Errorf("applied again: %v", err)
	}
}

// What cannot be taken is named, cell by cell.
func TestTrackerThatDoesNotFit(t *testing.T) {
	t.Parallel()
	h := newReturned(t, storetest.SQLite(t))
	ctx := t.Context()
	original := h.pack()
	file, _ := h.edit(original, 1, func(f *excelize.File) {
		h.ok(f.SetCellValue("Children", "B7", "Somebody else")) // locked
	})
	child := h.children[0]
	child.Plan = &forms.CarePlan{Code: "SGO", Since: child.Plan.Since}
	h.ok(h.service.UpdateChild(ctx, h.by, child))
	_, back := h.send(file)
	verdicts := map[records.WayVerdict]records.WayCell{}
	for _, c := range back.Cells {
		verdicts[c.Verdict] = c
	}
	if c := verdicts[records.WayConflict]; len(back.Cells) != 2 || c.Column != "Plan" || c.Now != "Special guardianship" || c.Who != "Nadia Okafor" || c.When.IsZero() {
		t.Errorf("the cells are %+v", back.Cells)
	}
	if c := verdicts[records.WayRefused]; c.Column != "Child" || c.To != "Somebody else" {
		t.Errorf("the locked cell is %+v", c)
	}
	worker := records.Actor{Person: auth.Person{ID: "p2", Role: auth.DecisionMaker}}
	i, err := h.service.UploadBack(ctx, worker, records.ImportFile{Name: "edited.xlsx", Data: file})
	h.ok(err)
	back, err = h.service.PlanBack(ctx, worker, i.ID)
	h.ok(err)
	if back.Count(records.WayRefused) != 2 {
		t.Errorf("who may not change children is told %+v", back.Cells)
	}

	refused := func(what string, want error, change func(*excelize.File)) {
		t.Helper()
		f, err := excelize.OpenReader(bytes.NewReader(original))
		h.ok(err)
		change(f)
		var out bytes.Buffer
		h.ok(f.Write(&out))
		if _, err := h.service.UploadBack(ctx, h.by, records.ImportFile{Name: "edited.xlsx", Data: out.Bytes()}); !errors.Is(err, want) {
			t.Errorf("%s: %v", what, err)
		}
	}
	cover := func(item, value string) func(*excelize.File) {
		return func(f *excelize.File) {
			found, err := f.SearchSheet("Cover", item)
			h.ok(err)
			at := found[len(found)-1]
			h.ok(f.SetCellValue("Cover", "B"+at[1:], value))
		}
	}
	refused("another authority", records.ErrOtherTracker, cover("Authority", "Elsewhere Council"))
	refused("another format", records.ErrOldTracker, cover("Format", "0"))
	refused("an unknown pack", records.ErrTrackerGone, cover("Pack", "unknown"))
	refused("no pack", records.ErrNoTracker, func(f *excelize.File) { h.ok(f.SetSheetName("Cover", "Something")) })
}
