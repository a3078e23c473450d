package render_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"minutebook/forms"
	"minutebook/render"
)

// sheetJSON is a parent's sheet with an answer to every question.
const sheetJSON = `{"child_name":"Aria Vale","cass_number":"TX-20311","meeting_date":"2025-12-09","parent":"mother","parent_name":"Rosalind Vale",
"what_was_decided":"Aria stays with her foster carers for now.\n- Both of you are assessed.\n- Aria sees a doctor.",
"why_there_is_more_than_one_plan":"We plan for two things at once, so that Aria does not wait.","what_happens_next":"The court meets on 17 December 2025.",
"next_date":"2026-01-20","family_time":"Three times a week.","who_to_contact":"Hana Underhill, 01632 960801","discussed_on":"2025-12-10","sent_on":"2025-12-12",
"shared":[{"id":"life_story","heading":"Life story work","text":"Aria has a book with pictures of you."}],
"releases":[{"text":"Kiln Street","reason":"She lives there.","by":"Nadia Okafor","on":"2025-12-10"}]}`

// The trees of copies and sheets, beside those of the full papers.
func TestGoldenTreesOfAudiences(t *testing.T) {
	t.Parallel()
	full, err := os.ReadFile("testdata/ppm-full.json")
	if err != nil {
		t.Fatal(err)
	}
	before, problems := forms.Decode(forms.PPMKind, full)
	if problems.Has(forms.Error) {
		t.Fatalf("%+v", problems)
	}
	review, err := forms.CarryForward(before)
	if err != nil {
		t.Fatal(err)
	}
	twice := 2
	review.MeetingDate, review.PlanSelected = forms.Date{Year: 2026, Month: 6, Day: 9}, "ltf"
	review.Carried[0].TimesCarried, review.Carried[0].Barrier = &twice, "No interpreter"
	reviewed, err := json.Marshal(review)
	if err != nil {
		t.Fatal(err)
	}
	seal := &render.Signature{Name: "Testerdale Council", Role: render.SealRole, At: time.Date(2026, 6, 1, 12, 5, 0, 0, time.UTC)}
	for name, c := range map[string]struct {
		kind     forms.Kind
		form     string
		audience string
		draft    bool
	}{
		"summary-full":   {forms.SummaryKind, sheetJSON, "parent-mother", false},
		"summary-bare":   {forms.SummaryKind, `{"child_name":"Aria Vale","parent":"father"}`, "parent-father-large", true},
		"ppm-panel":      {forms.PPMKind, string(full), "panel", false},
		"prpm-iro":       {forms.PRPMKind, string(reviewed), "iro", false},
		"ppm-profile":    {forms.PPMKind, string(full), "profile", false},
		"ppm-iro-bare":   {forms.PPMKind, `{}`, "iro", true},
		"ppm-no-reader":  {forms.PPMKind, string(full), "", true},
		"prpm-adopter":   {forms.PRPMKind, string(reviewed), "adopter", true},
		"ppm-profile-no": {forms.PPMKind, `{}`, "profile", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := documentOf(t, c.kind, c.form, func(p *render.Paper) {
				p.Audience, p.Large, p.Born = c.audience, strings.HasSuffix(c.audience, "-large"), forms.Date{Year: 2023, Month: 4, Day: 9}
				if c.kind == forms.PRPMKind {
					p.Previous = before
					p.Overdue = []render.Overdue{
						{Rule: "001-R31", Name: "First review", Source: "Calderdale", Due: forms.Date{Year: 2026, Month: 6, Day: 8}},
						{Rule: "001-R04", Name: "Next planning meeting", Source: "Calderdale", Due: forms.Date{Year: 2026, Month: 6, Day: 1}, Met: true},
					}
				}
				p.Minutes, p.Signature = p.Signature, seal
				if c.kind == forms.SummaryKind {
					p.Minutes = nil
				}
				if c.draft {
					p.Minutes, p.Signature = nil, nil
				}
			})
			got, golden := outline(doc), filepath.Join("testdata", name+".txt")
			if doc.Attached != nil {
				got += "\n" + string(doc.Attached.Data) + "\n"
			}
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
			if (doc.TextSize == render.LargePrint) != strings.HasSuffix(c.audience, "-large") {
				t.Errorf("text of %v points for %s", doc.TextSize, c.audience)
			}
		})
	}
}
