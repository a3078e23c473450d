package storetest

import (
	"strings"
	"testing"
	"time"

	"minutebook/internal/records"
)

func papersOfTheSigned(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	child, err := b.Service.Child(t.Context(), b.Worker, rec.ChildID)
	ok(t, err)
	child.Name = "Somebody Else"
	ok(t, b.UpdateChild(t.Context(), b.Worker, child))
	ok(t, b.Issue(t.Context(), rec.ID, 1))
	docs, err := b.Documents(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if len(docs) != 2 || docs[0].Format != "docx" || docs[1].Format != "pdf" || docs[0].Data != nil {
		t.Fatalf("the documents are %+v", docs)
	}
	doc, err := b.Document(t.Context(), b.Worker, docs[1].ID)
	ok(t, err)
	text := string(doc.Data)
	if !strings.Contains(text, "for Mia Fictional signed by Nadia Okafor at "+rec.SignedAt.Format(time.RFC3339)) {
		t.Errorf("the paper says %.120q", text)
	}
	if doc.Name != "minutes.pdf" || doc.Audience != "professional" || doc.Version != 1 || doc.MadeAt.IsZero() {
		t.Errorf("the document is %+v", doc)
	}
	proof, err := b.ProofOfFile(t.Context(), strings.ToUpper(doc.SHA256))
	ok(t, err)
	if proof.Document.ID != doc.ID || proof.Document.Data != nil || proof.Record.ID != rec.ID || proof.Record.Form != nil ||
		proof.State != records.Current || !proof.SignedAt.Equal(rec.SignedAt) {
		t.Errorf("the checksum leads to %+v", proof)
	}
}

// papersKnowMeetings: the papers of a meeting are told of every meeting about the child that was signed by then, and of no
// draft and no meeting that was signed later, so that they do not change with the day on which they are made.
func papersKnowMeetings(t *testing.T, b *Bundle) {
	first := b.SignedRecord(t)
	signed := func() records.Record {
		t.Helper()
		rec, _, err := b.Create(t.Context(), b.Worker, first.ChildID, Form())
		ok(t, err)
		_, err = b.Complete(t.Context(), b.Worker, rec.ID, 1)
		ok(t, err)
		rec, err = b.Sign(t.Context(), b.Chair, rec.ID, 1)
		ok(t, err)
		return rec
	}
	second := signed()
	signed()
	_, _, err := b.Create(t.Context(), b.Worker, first.ChildID, Form())
	ok(t, err)
	for of, want := range map[string]int{first.ID: 1, second.ID: 2} {
		ok(t, b.Issue(t.Context(), of, 1))
		got := b.Press.Last.Load().Meetings
		if len(got) != want || got[len(got)-1].ID != first.ID || got[0].ID != of || got[0].Form == nil {
			t.Errorf("the papers are told of %+v", got)
		}
	}
}

func issueTwice(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	ok(t, b.Issue(t.Context(), rec.ID, 1))
	before, err := b.Documents(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	lines, err := b.Audit(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	ok(t, b.Issue(t.Context(), rec.ID, 1))
	after, err := b.Documents(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	linesAfter, err := b.Audit(t.Context(), b.Worker, rec.ID)
	ok(t, err)
	if len(after) != 2 || after[0].ID != before[0].ID || after[1].ID != before[1].ID || len(linesAfter) != len(lines)+1 { // the look before
		t.Errorf("a second run turned %+v into %+v", before, after)
	}
	if n := b.Press.Runs.Load(); n != 1 {
		t.Errorf("the papers were made %d times", n)
	}
	if now, err := b.Summary(t.Context(), b.Worker, rec.ID); err != nil || now.Status != records.Issued {
		t.Errorf("the record is %+v, %v", now, err)
	}
}
