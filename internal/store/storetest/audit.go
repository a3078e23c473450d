package storetest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

var auditor = actor("p4", "Amir Rahman", auth.Auditor)

// unguard takes the triggers off the audit, as somebody would who wants to meddle with it.
func (b *Bundle) unguard(t *testing.T) {
	statements := []string{"ALTER TABLE audit DISABLE TRIGGER USER", "ALTER TABLE audit_head DISABLE TRIGGER USER"}
	if !strings.Contains(b.DSN, "://") {
		statements = []string{"DROP TRIGGER audit_stays", "DROP TRIGGER audit_kept", "DROP TRIGGER audit_head_grows"}
	}
	b.exec(t, statements...)
}

func (b *Bundle) exec(t *testing.T, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := b.Raw.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// auditMeddled meddles in every way that the chain is to show.
func auditMeddled(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	ok(t, b.Issue(t.Context(), rec.ID, rec.Version))
	head, err := records.VerifyAudit(t.Context(), b.DB)
	ok(t, err)
	if head.Seq != 5 || head.Hash == "" {
		t.Fatalf("the head is %s", head)
	}
	_, err = b.Record(t.Context(), b.Chair, rec.ID)
	ok(t, err)
	_, err = records.VerifyAudit(t.Context(), b.DB, head) // it goes on, and the noted head stays right
	ok(t, err)
	for _, column := range []string{"person_id", "name", "came_from", "action", "child_id", "record_id", "detail"} {
		b.broken(t, 3, "UPDATE audit SET "+column+" = "+column+" || 'x' WHERE seq = 3")
	}
	b.broken(t, 3, "UPDATE audit SET at = '2026-03-02T09:00:00.000000Z' WHERE seq = 3")
	b.broken(t, 3, "UPDATE audit SET version = version + 1 WHERE seq = 3")
	b.broken(t, 3, "UPDATE audit SET before = '' WHERE seq = 3")
	b.broken(t, 3, "UPDATE audit SET hash = before WHERE seq = 3")
	b.broken(t, 1, "DELETE FROM audit WHERE seq = 1")
	b.broken(t, 3, "DELETE FROM audit WHERE seq = 3")
	b.broken(t, 6, "DELETE FROM audit WHERE seq = 6")
	b.broken(t, 1, "DELETE FROM audit")
	b.broken(t, 3, "UPDATE audit SET seq = 99 WHERE seq = 3", "UPDATE audit SET seq = 3 WHERE seq = 4", "UPDATE audit SET seq = 4 WHERE seq = 99")
	b.broken(t, 7, "INSERT INTO audit SELECT 7, at, person_id, name, came_from, action, child_id, record_id, version, detail, before, hash FROM audit WHERE seq = 6")

	// The last lines away and the head put back: only a head that was noted down shows it.
	b.broken(t, 0, "DELETE FROM audit WHERE seq > 4", "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE seq = 4)")
	b.broken(t, 5, "noted "+head.String(), "DELETE FROM audit WHERE seq > 4", "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE seq = 4)")
	b.broken(t, 5, "noted "+strings.Repeat("ab", 32)+"@5")
}

// broken meddles with the audit, wants the line to be named as the first that is wrong (0 for none), and takes it back.
func (b *Bundle) broken(t *testing.T, seq int64, meddle ...string) {
	t.Helper()
	var noted []records.AuditHead
	if text, found := strings.CutPrefix(meddle[0], "noted "); found {
		head, err := records.ParseAuditHead(text)
		ok(t, err)
		noted, meddle = append(noted, head), meddle[1:]
	}
	b.unguard(t)
	b.exec(t, "CREATE TABLE lines AS SELECT * FROM audit", "CREATE TABLE heads AS SELECT * FROM audit_head")
	b.exec(t, meddle...)
	_, err := records.VerifyAudit(t.Context(), b.DB, noted...)
	var found *records.BrokenAuditError
	if seq == 0 {
		ok(t, err)
	} else if !errors.As(err, &found) || found.Seq != seq {
		t.Errorf("%q: %v, want line %d", meddle, err, seq)
	}
	b.exec(t, "DELETE FROM audit", "INSERT INTO audit SELECT * FROM lines", "UPDATE audit_head SET seq = (SELECT seq FROM heads), hash = (SELECT hash FROM heads)",
		"DROP TABLE lines", "DROP TABLE heads")
	b.guard(t)
}

func (b *Bundle) guard(t *testing.T) {
	if strings.Contains(b.DSN, "://") {
		b.exec(t, "ALTER TABLE audit ENABLE TRIGGER USER", "ALTER TABLE audit_head ENABLE TRIGGER USER")
		return
	}
	for name, when := range map[string]string{"audit_stays": "UPDATE ON audit", "audit_kept": "DELETE ON audit", "audit_head_grows": "UPDATE ON audit_head"} {
		b.exec(t, fmt.Sprintf("CREATE TRIGGER %s BEFORE %s WHEN 1 = 2 BEGIN SELECT 1; END", name, when))
	}
}

// auditAtOnce has two processes write at once; the chain must not fork, and nobody may fail.
func auditAtOnce(t *testing.T, b *Bundle) {
	other := Open(t, b.DSN)
	const writers, lines = 8, 10
	errs := atOnce(writers, func(i int) error {
		db := b.DB
		if i%2 == 1 {
			db = other
		}
		for n := range lines {
			e := auth.Event{At: b.Clock(), By: b.Chair, Action: "test", Detail: fmt.Sprintf("%d of %d", n, i)}
			if err := db.AddEvent(t.Context(), e); err != nil {
				return err
			}
		}
		return nil
	})
	ok(t, errors.Join(errs...))
	head, err := records.VerifyAudit(t.Context(), b.DB)
	ok(t, err)
	if head.Seq != writers*lines {
		t.Errorf("there are %d lines", head.Seq)
	}
}

func auditSearched(t *testing.T, b *Bundle) {
	ctx := t.Context()
	rec := b.SignedRecord(t)
	ok(t, b.Issue(ctx, rec.ID, rec.Version))
	other := b.AddChild(t, "=1+1")
	_, err := b.Service.Child(ctx, b.Chair, other.ID)
	ok(t, err)
	find := func(f records.AuditFilter) string {
		t.Helper()
		lines, err := b.SearchAudit(ctx, auditor, f)
		ok(t, err)
		var found []string
		for _, l := range lines {
			found = append(found, l.Action)
		}
		return strings.Join(found, " ")
	}
	var first records.AuditLine
	lines, err := b.SearchAudit(ctx, auditor, records.AuditFilter{Action: "record.create"})
	ok(t, err)
	first = lines[0]
	for _, c := range []struct {
		name string
		f    records.AuditFilter
		want string
	}{
		{"record", records.AuditFilter{RecordID: rec.ID}, "record.issue record.sign record.complete record.create"},
		{"case number", records.AuditFilter{CaseNumber: "=1+1"}, "child.read child.add"},
		{"no such case", records.AuditFilter{CaseNumber: "no such"}, ""},
		{"part of a name", records.AuditFilter{Person: "okaf", CaseNumber: "=1+1"}, "child.read"},
		{"username", records.AuditFilter{Person: "Nadia.Okafor", RecordID: rec.ID}, "record.sign"},
		{"the service", records.AuditFilter{Person: "system"}, "record.issue"},
		{"nobody", records.AuditFilter{Person: "zzz"}, ""},
		{"address", records.AuditFilter{Address: "192.0.2.7", Action: "record.sign"}, "record.sign"},
		{"other address", records.AuditFilter{Address: "192.0.2.8"}, ""},
		{"from", records.AuditFilter{RecordID: rec.ID, From: first.At.Add(time.Microsecond)}, "record.issue record.sign record.complete"},
		{"to", records.AuditFilter{RecordID: rec.ID, To: first.At.Add(time.Microsecond)}, "record.create"},
		{"page", records.AuditFilter{RecordID: rec.ID, Limit: 2}, "record.issue record.sign"},
		{"further page", records.AuditFilter{RecordID: rec.ID, Limit: 2, Before: first.Seq + 2}, "record.complete record.create"},
	} {
		if got := find(c.f); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := find(records.AuditFilter{Limit: 1, Action: "audit.search"}); got != "audit.search" {
		t.Errorf("a search was not written down: %q", got)
	}
	for _, by := range []records.Actor{b.Chair, b.Worker, b.Admin} {
		_, err := b.SearchAudit(ctx, by, records.AuditFilter{})
		wantIs(t, err, records.ErrForbidden)
	}

	var file bytes.Buffer
	out, err := records.NewAuditCSV(&file)
	ok(t, err)
	ok(t, b.ExportAudit(ctx, auditor, records.AuditFilter{CaseNumber: "=1+1"}, out.Write))
	ok(t, out.Flush())
	rows, err := csv.NewReader(&file).ReadAll()
	ok(t, err)
	if len(rows) != 3 || rows[1][6] != "'=1+1" || strings.Contains(file.String(), "Mia") {
		t.Errorf("the file is %q", rows)
	}
}

// auditExported goes over several pages.
func auditExported(t *testing.T, b *Bundle) {
	const lines = 2500
	ok(t, b.DB.Write(t.Context(), func(w records.Writer) error {
		for range lines {
			if err := w.AddAudit(t.Context(), records.AuditLine{At: b.Clock(), Action: "test"}); err != nil {
				return err
			}
		}
		return nil
	}))
	next := int64(lines)
	ok(t, b.ExportAudit(t.Context(), auditor, records.AuditFilter{Action: "test"}, func(l records.AuditLine) error {
		if l.Seq != next {
			return fmt.Errorf("line %d comes where %d should", l.Seq, next)
		}
		next--
		return nil
	}))
	if next != 0 {
		t.Errorf("%d lines are missing", next)
	}
	_, err := records.VerifyAudit(t.Context(), b.DB)
	ok(t, err)
}
