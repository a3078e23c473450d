package papers_test

import (
	"bytes"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
	"minutebook/internal/sign"
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
