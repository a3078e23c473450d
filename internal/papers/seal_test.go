package papers_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"minutebook/forms"
	"minutebook/internal/papers"
	"minutebook/internal/records"
	"minutebook/internal/sign"
	"minutebook/render"
)

// A task list is sealed by the authority, whoever completed it: the files, and the words in them, say so.
func TestTaskListsAreSealed(t *testing.T) {
	t.Parallel()
	p, a := press(t)
	o := order([]byte(`{"child_name":"Aria Testholm","cass_number":"TX-1","as_of":"2026-03-02","T01":{"status":"done","completed_date":"2026-01-12"}}`))
	o.Record.Kind = forms.AdoptionTasksKind
	made, err := p.Papers(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"adoption-tasks-TX-1-2026-03-02-professional.pdf", "adoption-tasks-TX-1-2026-03-02-professional.docx"} {
		d := made[i]
		v := sign.Verify(d.Data, a.Roots())
		if d.Name != name || !v.OK() || len(v.Signatures) != 1 {
			t.Fatalf("%s: %+v", d.Name, v)
		}
		s := v.Signatures[0]
		if s.Signer != "Testerdale Council" || s.Role != "Seal" || s.Subject != "Version 3 of record 0197a0 (adoption-tasks, professional)" {
			t.Errorf("%s: %+v", d.Name, s)
		}
	}
	if !bytes.Contains(made[0].Data, []byte("/T<FEFF005300650061006C>")) { // “Seal” in UTF-16
		t.Error("the PDF has no signature field called Seal")
	}
}

// Every small form becomes papers, even with nothing in it.
func TestSmallFormsBecomePapers(t *testing.T) {
	t.Parallel()
	p, a := press(t)
	for _, kind := range []forms.Kind{
		forms.PPMNotHeldKind, forms.FinalCarePlanningKind, forms.AdoptionAdviceKind, forms.SiblingAssessmentKind,
		forms.RiskClassificationKind, forms.NeedsMatchingKind, forms.Schedule3ReviewKind, forms.AdoptionTasksKind,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			made, err := p.Papers(t.Context(), records.Order{
				Record: records.Record{ID: "0197a0", Kind: kind}, Version: records.Version{Number: 1, Body: []byte(`{}`), At: signedAt},
				Signature: records.Signature{PersonID: "p1", Name: "Dilwyn Parry-Jones", Role: "Chair", At: signedAt},
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range made {
				if v := sign.Verify(d.Data, a.Roots()); !v.OK() {
					t.Errorf("%s: %+v", d.Name, v)
				}
			}
		})
	}
}

// A task list has the due dates that follow from what was known of the child, and says why it has none.
func TestTaskListsAreDated(t *testing.T) {
	t.Parallel()
	shared, _ := press(t)
	o := order([]byte(`{"child_name":"Aria Testholm","cass_number":"TX-1","as_of":"2026-03-02"}`))
	o.Record.Kind, o.Child = forms.AdoptionTasksKind, forms.Child{ID: "c1"}
	p := *shared
	p.Due = func(policy string, child forms.Child, asOf forms.Date) ([]forms.TaskDue, error) {
		if policy != "calderdale" || child.ID != "c1" || asOf != (forms.Date{Year: 2026, Month: 3, Day: 2}) {
			t.Errorf("asked about %s, %s, %s", policy, child.ID, asOf)
		}
		return []forms.TaskDue{{Task: "T01", Date: forms.Date{Year: 2026, Month: 1, Day: 5}}}, nil
	}
	for text, press := range map[string]*papers.Press{"Due 5 January 2026": &p, "Due dates are not shown": shared} {
		made, err := press.Papers(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(wordText(t, made[1].Data), text) {
			t.Errorf("the Word file does not say %q", text)
		}
	}
	p.Due = func(string, forms.Child, forms.Date) ([]forms.TaskDue, error) { return nil, errors.New("no pack") }
	if _, err := p.Papers(t.Context(), o); err == nil || !strings.Contains(err.Error(), "no pack") {
		t.Errorf("%v", err)
	}
}

// The officer's summary tells what the rules had asked in vain on the day of the meeting; other papers do not.
func TestSummariesTellWhatIsOverdue(t *testing.T) {
	t.Parallel()
	shared, _ := press(t)
	p := *shared
	o := order([]byte(`{"child_name":"Aria Testholm","cass_number":"TX-1","meeting_date":"2026-03-02"}`))
	o.Record.Kind, o.Child, o.Meetings = forms.PPMKind, forms.Child{ID: "c1"}, []records.Record{{ID: "m1"}}
	p.Overdue = func(policy string, child forms.Child, meetings []records.Record, held forms.Date) ([]render.Overdue, error) {
		if policy != "calderdale" || child.ID != "c1" || len(meetings) != 1 || held != (forms.Date{Year: 2026, Month: 3, Day: 2}) {
			t.Errorf("asked about %s, %s, %v, %s", policy, child.ID, meetings, held)
		}
		return []render.Overdue{{Rule: "001-R31", Name: "First review", Source: "Calderdale", Due: forms.Date{Year: 2026, Month: 2, Day: 27}}}, nil
	}
	made, err := p.Papers(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range made {
		if d.Format != "docx" {
			continue
		}
		told := strings.Contains(wordText(t, d.Data), "First review (Calderdale, 001-R31): due on 27 February 2026, 3 days before this meeting.")
		if told != (d.Audience == string(forms.IRO)) {
			t.Errorf("%s tells it: %v", d.Name, told)
		}
	}
	p.Overdue = func(string, forms.Child, []records.Record, forms.Date) ([]render.Overdue, error) {
		return nil, errors.New("no pack")
	}
	if _, err := p.Papers(t.Context(), o); err == nil || !strings.Contains(err.Error(), "no pack") {
		t.Errorf("%v", err)
	}
}

// wordText returns the body of a Word file as it is stored.
func wordText(t *testing.T, file []byte) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	body, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
