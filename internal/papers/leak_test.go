package papers_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/papers"
	"minutebook/render"
)

var update = flag.Bool("update", false, "write the table of readers anew; then read every line of the difference")

// canary is a word that stands in one field of one form and nowhere else.
type canary struct {
	field string // of the section: "background"
	text  string
}

// filled returns a form of the kind in which every text and date is a canary.
func filled(t *testing.T, kind forms.Kind) (forms.Form, []canary) {
	t.Helper()
	var all []canary
	fill := func(fields []forms.Field) map[string]any { return nil }
	top, day := "", forms.Date{Year: 1931, Month: 1, Day: 3}
	answer := func(f *forms.Field) any {
		switch f.Type {
		case forms.Text, forms.LongText:
			if f.ID == "start_time" || strings.HasPrefix(f.ID, "weight") || strings.HasPrefix(f.ID, "height") { // no words
				return nil
			}
			text := fmt.Sprintf("Zq%s%03dkx", strings.ToUpper(string(kind[0])), len(all))
			all = append(all, canary{top, text})
			return text
		case forms.DateType:
			day = day.AddDays(37)
			all = append(all, canary{top, day.Long()}, canary{top, day.String()})
			return day.String()
		case forms.ChoiceOf:
			return f.Options[0].Value
		case forms.Group:
			return fill(f.Fields)
		case forms.Repeat:
			return []any{fill(f.Fields), fill(f.Fields)}
		}
		return nil
	}
	fill = func(fields []forms.Field) map[string]any {
		m := map[string]any{}
		for i := range fields {
			m[fields[i].ID] = answer(&fields[i])
		}
		return m
	}
	body := map[string]any{}
	for _, s := range forms.Define(kind).Sections {
		for i := range s.Fields {
			top = s.Fields[i].ID
			body[top] = answer(&s.Fields[i])
		}
	}
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	form, problems := forms.Decode(kind, data)
	if problems.Has(forms.Error) {
		t.Fatalf("%s: %+v", kind, problems)
	}
	return form, all
}

// readers is the decision who may read each field, written down apart from the tags that carry it out: kind and field, and
// the audiences beside professionals.
func readers(t *testing.T) map[string][]string {
	t.Helper()
	const name = "testdata/readers.txt"
	if *update {
		var b strings.Builder
		b.WriteString("# Who may read each field beside professionals. A change here is a decision about confidentiality.\n")
		for _, kind := range forms.Kinds() {
			for _, s := range forms.Define(kind).Sections {
				for _, f := range s.Fields {
					fmt.Fprintf(&b, "%s/%s %s\n", kind, f.ID, strings.Join(f.Audience, ","))
				}
			}
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	table := map[string][]string{}
	for in := bufio.NewScanner(file); in.Scan(); {
		if field, audiences, ok := strings.Cut(in.Text(), " "); ok && field != "#" {
			table[field] = strings.Split(audiences, ",")
		}
	}
	return table
}

// printed makes every paper of a form: each audience, standard and large print, PDF and Word.
func printed(t *testing.T, p *papers.Press, form forms.Form) []papers.File {
	t.Helper()
	paper := &render.Paper{Form: form, RecordID: "0197a0", Version: 1, Stored: signedAt, Authority: p.Authority(""), Born: forms.Date{Year: 1977, Month: 5, Day: 5},
		Signature: &render.Signature{Name: "Dilwyn Parry-Jones", Role: "Chair", At: signedAt}}
	var files []papers.File
	var err error
	if form.Kind() == forms.SummaryKind {
		files, err = p.Sheet(t.Context(), paper, "mother")
	} else {
		files, err = p.Issue(t.Context(), paper, "p1")
	}
	if err != nil {
		t.Fatalf("%s: %v", form.Kind(), err)
	}
	return files
}

// leaks lists what a file holds that its reader may not know by the table, and what a full paper lacks.
func leaks(kind forms.Kind, f papers.File, c content, all []canary, table map[string][]string) []string {
	reader, _, _ := strings.Cut(f.Audience, "-")
	var found []string
	for _, bird := range all {
		switch {
		case reader == papers.Professional:
		case slices.Contains(table[string(kind)+"/"+bird.field], reader):
		case c.has(bird.text):
			found = append(found, bird.field)
		}
	}
	return slices.Compact(found)
}

// Every field of every form is filled with a word of its own; no finished file for any audience, in any format, has a word
// of a field that the audience may not read: not printed, nor in properties, bookmarks, structure or attachments.
func TestNoPaperLeaks(t *testing.T) {
	t.Parallel()
	table := readers(t)
	for _, kind := range forms.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			p, _ := press(t)
			form, all := filled(t, kind)
			for _, f := range printed(t, p, form) {
				c := open(t, f)
				if found := leaks(kind, f, c, all, table); len(found) > 0 {
					t.Errorf("%s gives away %v", f.Name, found)
				}
				if f.Audience != papers.Professional {
					continue
				}
				seen := 0
				for _, bird := range all {
					if c.has(bird.text) {
						seen++
					}
				}
				if seen < len(all)/2 { // a search that finds nothing anywhere would prove nothing
					t.Errorf("%s: only %d of %d words are found in the full paper", f.Name, seen, len(all))
				}
			}
		})
	}
}

// A field whose tag lets somebody read it against the decision is found in every file of that reader, and nowhere else.
func TestMistaggedFieldIsFound(t *testing.T) {
	t.Parallel()
	p, _ := press(t)
	form, all := filled(t, forms.PPMKind)
	table := readers(t)
	table["ppm/contingency"] = []string{"iro"} // the tag says iro and panel
	files := map[string][]string{}
	for _, f := range printed(t, p, form) {
		if found := leaks(forms.PPMKind, f, open(t, f), all, table); len(found) > 0 {
			files[f.Audience+" "+f.Format] = found
		}
	}
	want := []string{"contingency"}
	if len(files) != 2 || !slices.Equal(files["panel pdf"], want) || !slices.Equal(files["panel docx"], want) {
		t.Errorf("found %v", files)
	}
}

// The tags carry out the decision.
func TestTagsFollowTheDecision(t *testing.T) {
	t.Parallel()
	table := readers(t)
	count := 0
	for _, kind := range forms.Kinds() {
		for _, s := range forms.Define(kind).Sections {
			for _, f := range s.Fields {
				want, ok := table[string(kind)+"/"+f.ID]
				if got := strings.Join(f.Audience, ","); !ok || got != strings.Join(want, ",") {
					t.Errorf("%s/%s is tagged for %q; the decision is %q (known: %v)", kind, f.ID, got, strings.Join(want, ","), ok)
				}
				count++
			}
		}
	}
	if count != len(table) {
		t.Errorf("the table has %d fields, the forms %d", len(table), count)
	}
}

// shared is the folder of example cases beside the repository.
func shared() string {
	if dir := os.Getenv("MINUTEBOOK_SHARED"); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "..", "shared")
}
