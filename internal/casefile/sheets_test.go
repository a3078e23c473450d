package casefile_test

import (
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/casefile"
)

const sheetCase = `{"authority": {"name": "Testholm Council", "adoption_agency": "Adopt Testholm"},
"people": [{"id": "mother", "name": "Rosalind Vale", "role": "mother", "address": "7 Kiln Street"}, {"id": "sw", "name": "Hana", "role": "child_social_worker", "organisation": "Localities"},
 {"id": "fc", "name": "Una Ferncastle", "role": "foster_carer", "address": "4 Tithebarn Fold, Upper Testwick"}],
"children": [
 {"id": "c1", "name": "Aria", "place_of_birth": "Testholm", "siblings": [{"child_id": "c2"}, {"name": "Finn", "living_with": "an aunt"}],
  "placements": [{"from": "2025-01-01", "placement_type": "U6", "carer": "Una Ferncastle", "address": "elsewhere"}, {"from": "2026-01-01", "placement_type": "A3", "carer": "Ada Quill", "address": "1 Hay Row, Testby"}]},
 {"id": "c2", "name": "Bea", "cass_number": "TX-2", "date_of_birth": "2020-02-02", "placements": [{"from": "2025-01-01", "placement_type": "K2", "carer": "Larch children's home", "address": "Larch, Oak Road, Testby"}]}],
"meetings": [{"children": ["c1"], "venue": "Room 1"}, {"children": ["c2"], "venue": "Room 2"}],
"cprs": [{"child_id": "c1", "schedule_1_part_1": {"schools": [{"name": "Old School", "from": "2025-09-01"}, {"name": "New School", "from": "2026-02-01"}]}}],
"parents_receiving_sheets": {"c1": ["mother", "father"]},
"forms": [{"id": "f1", "child_id": "c1", "values": {"child_name": "Aria", "cass_number": "TX-1", "meeting_date": "2026-02-24"},
  "parents_summary": {"what_was_decided": "Aria stays.", "discussed_with": [{"who": "mother", "date": "2026-02-25"}]}}, {"id": "f2", "child_id": "c1"}]}`

func TestSheets(t *testing.T) {
	t.Parallel()
	sheets, err := casefile.Sheets([]byte(sheetCase))
	if err != nil || len(sheets) != 2 {
		t.Fatalf("%d sheets, %v", len(sheets), err)
	}
	mother, father := sheets[0], sheets[1]
	if f := mother.Form; f.ParentKey != "mother" || f.ParentName != "Rosalind Vale" || f.Decided != "Aria stays." || f.DiscussedOn != (forms.Date{Year: 2026, Month: 2, Day: 25}) || f.CaseNumber != "TX-1" {
		t.Errorf("%+v", f)
	}
	if f := father.Form; f.ParentKey != "father" || !f.DiscussedOn.IsZero() || f.ParentName != "" {
		t.Errorf("%+v", f)
	}
	var got []string
	for _, p := range mother.People {
		got = append(got, strings.Join([]string{p.Key, p.Role, p.Name, p.CaseNumber, p.LivesWith}, "|"))
		if p.CaresForChild != (p.Key == "fc" || p.Key == "c1-placement-2") {
			t.Errorf("%s cares for the child: %v", p.Key, p.CaresForChild)
		}
	}
	want := []string{"mother|mother|Rosalind Vale||", "sw|child_social_worker|Hana||", "fc|foster_carer|Una Ferncastle||", "sibling-1|sibling|Bea|TX-2|", "sibling-2|sibling|Finn||an aunt",
		"c1-placement-2|adopter|Ada Quill||", "c2-placement-1|residential_home|Larch children's home||", "school-2|school|New School||"}
	if !slices.Equal(got, want) {
		t.Errorf("people %q", got)
	}
	if want := []string{"Testholm Council", "Adopt Testholm", "Testholm", "Room 1", "Localities"}; !slices.Equal(mother.Public, want) {
		t.Errorf("public %q", mother.Public)
	}
}

// What does not fit is a problem of the sheet; what cannot be read is an error that says where.
func TestSheetMistakes(t *testing.T) {
	t.Parallel()
	sheets, err := casefile.Sheets([]byte(strings.Replace(sheetCase, "2026-02-24", "2026-02-31", 1)))
	if err != nil || len(sheets) != 2 || !sheets[0].Problems.Has(forms.Error) {
		t.Errorf("%+v, %v", sheets, err)
	}
	for from, to := range map[string]string{`"child_id": "c1", "values"`: `"child_id": "c9", "values"`, `"forms": [`: `"forms": 7, "x": [`} {
		if _, err := casefile.Sheets([]byte(strings.Replace(sheetCase, from, to, 1))); err == nil {
			t.Errorf("%s goes through", to)
		}
	}
}

func FuzzSheets(f *testing.F) {
	f.Add([]byte(sheetCase))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, err := casefile.Sheets(data)
		if err != nil {
			return
		}
		for _, s := range sheets {
			if s.Form == nil {
				t.Fatal("a sheet without a form")
			}
		}
	})
}
