package tracker_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/render/tracker"
	"minutebook/render/tracker/trackertest"
	"minutebook/render/xlsx"
)

// marked puts a word of its own into every text of a child, so that each can be looked for.
func marked(i int) (c *tracker.Child, words []string) {
	c = trackertest.Child(i)
	canary := func(what string) string {
		words = append(words, fmt.Sprintf("Canary%s%d", what, i))
		return words[len(words)-1]
	}
	f := &c.Facts.Child
	f.ID, f.Name, f.CaseNumber = canary("Id"), canary("Name"), canary("Number")
	c.Coded = tracker.Coded{Sex: canary("Sex"), Ethnicity: canary("Ethnic"), Need: canary("Need")}
	for n := range c.Facts.Meetings {
		m := &c.Facts.Meetings[n]
		m.ID = canary("Meeting")
		c.Chairs[m.ID] = canary("Chair")
	}
	for n, filled := range c.Forms {
		c.Forms[n].Record = canary("Record")
		form := filled.Form.(*forms.PRPM)
		form.Chair, form.IROName, form.IROView, form.Contingency.Contingency = canary("Chaired"), canary("Iro"), canary("View"), canary("Contingency")
		for k := range form.Carried {
			a := &form.Carried[k]
			a.Recommendation, a.ByWhom, a.Update, a.Barrier = canary("Action"), canary("Whom"), canary("Update"), canary("Barrier")
		}
	}
	return c, words
}

// TestAnonymous fills every text about a child with a word of its own, and looks for all of them, for every day about a child
// and for every number under five in every part of the file.
func TestAnonymous(t *testing.T) {
	t.Parallel()
	const n = 150
	in := population(t, 0)
	in.Anonymous, in.ID, in.Scope = true, "pack", "All children of the service"
	var words []string
	days := map[string]bool{}
	in.Children = func(yield func(*tracker.Child, error) bool) {
		for i := range n {
			c, own := marked(i)
			words = append(words, own...)
			days[c.Facts.Child.DateOfBirth.String()] = true
			for _, e := range c.Facts.Child.Events {
				days[e.Date.String()] = true
			}
			if !yield(c, nil) {
				return
			}
		}
	}
	var file bytes.Buffer
	if err := xlsx.Write(&file, made(t, in)); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	value := regexp.MustCompile(`<v>([^<]*)</v>`)
	figures := 0
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		text := f.Name + string(data)
		for _, word := range append(words, "Canary") {
			if strings.Contains(text, word) {
				t.Errorf("%s holds %s", f.Name, word)
			}
		}
		if strings.Contains(text, "<f>") && strings.HasPrefix(f.Name, "xl/worksheets/") {
			t.Errorf("%s holds a formula", f.Name)
		}
		if !strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		for _, m := range value.FindAllStringSubmatch(text, -1) {
			figures++
			v, err := strconv.ParseFloat(m[1], 64)
			if err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			// Months are the only days; a share is of at least ten.
			if day := (forms.Date{Year: 1899, Month: 12, Day: 30}).AddDays(int(v)); v > 40_000 && day.Day != 1 {
				t.Errorf("%s holds the day %s", f.Name, day)
			}
			if v == 0 || v >= 1 && v < 5 {
				t.Errorf("%s holds the figure %v", f.Name, v)
			}
		}
	}
	if figures < 30 {
		t.Errorf("only %d figures", figures)
	}
	all := tableOf(t, made(t, in))
	said := strings.Join(all.column("Indicators", "count"), " ")
	if !strings.Contains(said, "Fewer than 5") || !strings.Contains(said, fmt.Sprint(n)) {
		t.Errorf("the figures are %s", said)
	}
	for _, row := range all["Scorecard"] {
		for key, value := range row {
			if value == "" {
				t.Errorf("%s, %s: an empty cell tells that there was nothing", row["month"], key)
			}
		}
	}
	for _, row := range all["Cover"] {
		for day := range days {
			if strings.Contains(row["value"], day) {
				t.Errorf("the cover says %s", row["value"])
			}
		}
	}
}

// TestAnonymousFew: of a handful of children nothing is said.
func TestAnonymousFew(t *testing.T) {
	t.Parallel()
	in := population(t, 4)
	in.Anonymous = true
	all := tableOf(t, made(t, in))
	for _, row := range all["Indicators"] {
		if row["count"] != "Fewer than 5" && !strings.Contains(row["text"], "ction") && !strings.Contains(row["text"], "deadline") {
			t.Errorf("%s: %s", row["text"], row["count"])
		}
	}
}
