package server_test

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/xuri/excelize/v2"

	"minutebook/forms"
	"minutebook/internal/papers"
	"minutebook/internal/policy"
	"minutebook/internal/records"
	"minutebook/internal/server"
	"minutebook/internal/web"
	"minutebook/render"
	"minutebook/templates"
)

// A changed pack on screen: accepted, conflicting and locked cells, and files that are none.
func TestTrackerBack(t *testing.T) {
	t.Parallel()
	rules, err := fs.Sub(templates.FS, "policies")
	if err != nil {
		t.Fatal(err)
	}
	packs, err := policy.Load(rules)
	if err != nil {
		t.Fatal(err)
	}
	var service *records.Service
	h := newHouse(t, func(h *house, wc *web.Config, _ *server.Config) {
		c := h.Config()
		c.Binder = &papers.Binder{
			Packs: func() *policy.Packs { return packs }, Meetings: func([]records.Record) []policy.Meeting { return nil },
			Authority: func(string) render.Authority {
				return render.Authority{Name: "Example County Council", Marking: "OFFICIAL-SENSITIVE"}
			},
		}
		service = records.New(c)
		wc.Records = service
	})
	child := h.AddChild(t, "C-4711")
	var file bytes.Buffer
	by := h.actorOf(t, "nadia")
	if _, err := service.StreamPack(t.Context(), by, records.PackOrder{}, func(records.Pack) io.Writer { return &file }); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	const row = "6" // under a title, two notes, an empty row and the headings
	for title, value := range map[string]string{"Plan": "Adoption", "Placement order": "soon", "Child": "Somebody Else", "Plan since": "2026-02-01"} {
		rows, err := f.GetRows("Children")
		if err != nil {
			t.Fatal(err)
		}
		for i, heading := range rows[4] {
			if heading != title {
				continue
			}
			name, err := excelize.ColumnNumberToName(i + 1)
			if err == nil {
				err = f.SetCellValue("Children", name+row, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var edited bytes.Buffer
	if err := f.Write(&edited); err != nil {
		t.Fatal(err)
	}
	child.Plan = &forms.CarePlan{Code: "SGO", Since: child.DateOfBirth}
	if err := service.UpdateChild(t.Context(), by, child); err != nil {
		t.Fatal(err)
	}

	b := h.tab(t, "tracker-back")
	b.signIn("nadia")
	b.open("/trackers")
	b.press("Send the changed pack")
	b.inspect("new")
	b.press("See what was changed")
	b.says("Choose the workbook that you changed")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{kept(t, "children.csv", children)}))
	b.press("See what was changed")
	b.says("This is no tracker pack")
	b.inspect("new-refused")
	b.run(chromedp.SetUploadFiles(chromedp.ID("file"), []string{kept(t, "pack.xlsx", edited.String())}))
	b.press("See what was changed")
	b.says("Special guardianship", "Nadia Okafor changed the child’s case last", "This is not a date", "The cell is locked", "Adoption")
	b.inspect("changes-conflict")

	child.Plan = nil
	if err := service.UpdateChild(t.Context(), by, child); err != nil {
		t.Fatal(err)
	}
	b.open(b.path())
	b.says("Cells that will be taken: 2")
	b.inspect("changes")
	b.press("Take the accepted cells")
	b.says("What could be taken was taken on")
	b.inspect("taken")
	got, err := service.Child(t.Context(), by, child.ID)
	if err != nil || got.Plan == nil || got.Plan.Code != "ADOPTION" {
		t.Errorf("the plan is %+v, %v", got.Plan, err)
	}
	h.as(t, "mo").get(b.path()).want(http.StatusNotFound) // somebody else's upload
}
