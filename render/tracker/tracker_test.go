package tracker_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"minutebook/internal/policy"
	"minutebook/render"
	"minutebook/render/tracker"
	"minutebook/render/tracker/trackertest"
)

// table is a book as texts: the rows of each sheet, each value under the key of its column.
type table map[string][]map[string]string

func tableOf(t *testing.T, book *render.Book) table {
	t.Helper()
	all := table{}
	for row, err := range book.Rows {
		if err != nil {
			t.Fatal(err)
		}
		s := &book.Sheets[row.Sheet]
		if len(row.Values) != len(s.Columns) {
			t.Fatalf("a row of %s has %d values for %d columns", s.Name, len(row.Values), len(s.Columns))
		}
		cells := map[string]string{}
		for i, v := range row.Values {
			cells[s.Columns[i].Key] = v.String()
		}
		all[s.Name] = append(all[s.Name], cells)
	}
	return all
}

// column returns what a column of a sheet holds.
func (all table) column(sheet, key string) []string {
	var values []string
	for _, row := range all[sheet] {
		values = append(values, row[key])
	}
	return values
}

func made(t *testing.T, in *tracker.Input) *render.Book {
	t.Helper()
	book, err := tracker.New(in)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func population(t *testing.T, n int) *tracker.Input {
	t.Helper()
	in, err := trackertest.Input(n)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestShape holds for every sheet what Excel and the way back ask of it.
func TestShape(t *testing.T) {
	t.Parallel()
	book := made(t, population(t, 1))
	known := map[string]bool{}
	for _, i := range policy.Inventory() {
		known[i.ID] = true
	}
	id := regexp.MustCompile(`\b00[0-9]-[A-Z]+[0-9]+\b`)
	tables := map[string]bool{}
	for i, s := range book.Sheets {
		if n := len([]rune(s.Name)); n == 0 || n > 31 || strings.ContainsAny(s.Name, `:\/?*[]`) {
			t.Errorf("Excel takes no sheet called %q", s.Name)
		}
		if s.Table != "" && (tables[s.Table] || !regexp.MustCompile(`^[A-Za-z]+$`).MatchString(s.Table)) {
			t.Errorf("%s: the table’s name %q is taken, or has more than letters", s.Name, s.Table)
		}
		tables[s.Table] = true
		titles, keys := map[string]bool{}, map[string]bool{}
		for _, c := range s.Columns {
			if c.Title == "" || c.Key == "" || c.About == "" || c.Source == "" || c.Width == 0 {
				t.Errorf("%s: the column %q %q lacks something", s.Name, c.Key, c.Title)
			}
			if titles[c.Title] || keys[c.Key] || strings.ContainsAny(c.Title, "[]#'@") {
				t.Errorf("%s: the column %q %q is there twice, or formulas cannot name it", s.Name, c.Key, c.Title)
			}
			titles[c.Title], keys[c.Key] = true, true
			for _, cited := range id.FindAllString(c.Source, -1) {
				if !known[cited] {
					t.Errorf("%s, %s: %s is not in the inventory", s.Name, c.Title, cited)
				}
			}
		}
		for _, note := range s.Notes {
			for _, cited := range id.FindAllString(note, -1) {
				if !known[cited] {
					t.Errorf("%s: %s is not in the inventory", s.Name, cited)
				}
			}
		}
		for _, chart := range s.Charts {
			for _, key := range chart.Columns {
				if !keys[key] {
					t.Errorf("%s: the chart %q shows the column %q, which is not there", s.Name, chart.Title, key)
				}
			}
		}
		if i == 0 && s.Name != "Cover" || i == len(book.Sheets)-1 && s.Name != "Dictionary" {
			t.Errorf("sheet %d is %s", i, s.Name)
		}
	}
	for _, code := range []string{"A", "B", "C", "E", "F", "G", "H", "J", "L"} {
		if !tables["Section"+code] {
			t.Errorf("there is no section %s", code)
		}
	}
}

// TestRepeatable reads one book twice.
func TestRepeatable(t *testing.T) {
	t.Parallel()
	book := made(t, population(t, 200))
	if diff := cmp.Diff(tableOf(t, book), tableOf(t, book)); diff != "" {
		t.Error(diff)
	}
}

// TestOneFieldOneCell: no field can be changed in two places, and every plan that can be chosen is one.
func TestOneFieldOneCell(t *testing.T) {
	t.Parallel()
	seen := map[render.Field]string{}
	of := map[render.Subject]int{}
	book := made(t, population(t, 60))
	for c, err := range book.Editable() {
		if err != nil {
			t.Fatal(err)
		}
		at := c.Sheet + " " + c.Column
		if before, twice := seen[c.Field]; twice {
			t.Errorf("%+v can be changed at %s and at %s", c.Field, before, at)
		}
		seen[c.Field] = at
		of[c.Field.Of]++
		if c.Field.Name == "plan" && c.Value.Text != "" {
			if _, ok := tracker.PlanCode(c.Value.Text); !ok {
				t.Errorf("%q is no plan", c.Value.Text)
			}
		}
	}
	if of[render.OfChild] != 120 || of[render.OfEvent] != 60*16 || of[render.OfAction] == 0 {
		t.Errorf("there are %v", of)
	}
}

// TestScope: a pack is about the children handed in and nobody else, and shared meetings count once.
func TestScope(t *testing.T) {
	t.Parallel()
	in := population(t, 4)
	all := tableOf(t, made(t, in))
	if got := all.column("Children", "key"); !slices.Equal(got, []string{"c000000", "c000001", "c000002", "c000003"}) {
		t.Errorf("the children are %q", got)
	}
	meetings := all.column("Minutes", "key")
	if slices.Sort(meetings); len(meetings) == 0 || len(slices.Compact(slices.Clone(meetings))) != len(meetings) {
		t.Errorf("the meetings are %q", meetings)
	}
}

func TestUnknownPolicy(t *testing.T) {
	t.Parallel()
	in := population(t, 1)
	in.Policy = "atlantis"
	if _, err := tracker.New(in); err == nil || !strings.Contains(err.Error(), "atlantis") {
		t.Errorf("got %v", err)
	}
}
