package storetest

import (
	"context"
	"errors"
	"testing"

	"minutebook/forms"
	"minutebook/internal/records"
)

// failsWhole takes a table away while a step is tried: whatever was done before the statement that fails must be undone.
func failsWhole(t *testing.T, b *Bundle) {
	draft, complete, signed := b.Draft(t), b.Completed(t), b.SignedRecord(t)
	child, err := b.Service.Child(t.Context(), b.Worker, draft.ChildID)
	ok(t, err)
	ctx := t.Context()
	changed := func() *forms.PPM {
		form := Form()
		form.Venue = "Changed"
		return form
	}
	steps := map[string]func() error{
		"add child": func() error {
			_, err := b.Service.AddChild(ctx, b.Worker, forms.Child{Name: "N", CaseNumber: "new"})
			return err
		},
		"update child": func() error { child.Name = "Changed"; return b.UpdateChild(ctx, b.Worker, child) },
		"create":       func() error { _, _, err := b.Create(ctx, b.Worker, child.ID, changed()); return err },
		"save":         func() error { _, _, err := b.Save(ctx, b.Worker, draft.ID, 1, changed()); return err },
		"complete":     func() error { _, err := b.Complete(ctx, b.Worker, draft.ID, 1); return err },
		"sign":         func() error { _, err := b.Sign(ctx, b.Chair, complete.ID, 1); return err },
		"issue":        func() error { return b.Issue(ctx, signed.ID, 1) },
		"read":         func() error { _, err := b.Record(ctx, b.Worker, draft.ID); return err },
	}
	for _, c := range []struct {
		table string
		steps []string
	}{
		{"audit", []string{"add child", "update child", "create", "save", "complete", "sign", "issue", "read"}},
		{"river_job", []string{"sign"}},
		{"signatures", []string{"sign"}},
		{"documents", []string{"issue"}},
		{"versions", []string{"create", "save"}},
	} {
		_, err := b.Raw.Exec("ALTER TABLE " + c.table + " RENAME TO gone")
		ok(t, err)
		for _, step := range c.steps {
			if steps[step]() == nil {
				t.Errorf("%s went well without the table %s", step, c.table)
			}
		}
		_, err = b.Raw.Exec("ALTER TABLE gone RENAME TO " + c.table)
		ok(t, err)
	}
	b.count(t, 3, "SELECT COUNT(*) FROM children")
	b.count(t, 3, "SELECT COUNT(*) FROM versions")
	b.count(t, 1, "SELECT COUNT(*) FROM signatures")
	b.count(t, 1, "SELECT COUNT(*) FROM river_job")
	b.count(t, 0, "SELECT COUNT(*) FROM documents")
	b.count(t, 6, "SELECT SUM(next_action) FROM children")
	for id, status := range map[string]records.Status{draft.ID: records.Draft, complete.ID: records.Complete, signed.ID: records.Signed} {
		now, err := b.Record(ctx, b.Worker, id)
		ok(t, err)
		if now.Status != status || now.Version != 1 || now.Form.(*forms.PPM).Venue != "" {
			t.Errorf("the %s record is now %+v", status, now)
		}
	}
	for name, step := range steps { // and with all tables back, each works
		if err := step(); err != nil && name != "complete" && name != "save" {
			t.Errorf("%s, afterwards: %v", name, err)
		}
	}
}

func panicLeavesNothing(t *testing.T, b *Bundle) {
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		err := b.DB.Write(t.Context(), func(w records.Writer) error {
			if err := w.AddChild(t.Context(), forms.Child{ID: "c", Name: "N", CaseNumber: "1"}, b.Clock()); err != nil {
				return err
			}
			panic("a fault in the program")
		})
		t.Errorf("Write returned %v", err)
	}()
	b.count(t, 0, "SELECT COUNT(*) FROM children")
	b.Draft(t) // and the connection is free again
}

func guards(t *testing.T, b *Bundle) {
	rec := b.SignedRecord(t)
	ok(t, b.Issue(t.Context(), rec.ID, 1))
	b.Draft(t)
	b.amending(t)
	gone := b.SignedRecord(t)
	_, err := b.WithdrawRecord(t.Context(), b.Chair, gone.ID, 1, "Wrong child")
	ok(t, err)
	for _, statement := range []string{
		"UPDATE versions SET body = NULL", "DELETE FROM versions",
		"UPDATE signatures SET name = 'Somebody Else'", "DELETE FROM signatures",
		"UPDATE documents SET data = NULL", "DELETE FROM documents",
		"UPDATE audit SET name = 'Somebody Else'", "DELETE FROM audit",
		"UPDATE records SET status = 'draft' WHERE status = 'issued'", "UPDATE records SET version = 2 WHERE status = 'issued'",
		"DELETE FROM records", "UPDATE records SET version = 2, standing = 2 WHERE status = 'issued'", "UPDATE records SET standing = 0 WHERE standing > 0",
		"UPDATE records SET status = 'issued' WHERE status = 'withdrawn'", "UPDATE records SET child_id = '' WHERE standing > 0",
		"UPDATE withdrawals SET reason = ''", "DELETE FROM withdrawals", "UPDATE amendments SET reason = ''", "DELETE FROM amendments",
	} {
		if _, err := b.Raw.Exec(statement); err == nil {
			t.Errorf("the database let %q happen", statement)
		}
	}
}

func closedDatabase(t *testing.T, b *Bundle) {
	rec := b.Draft(t)
	ok(t, b.DB.Close())
	form := Form()
	form.Venue = "Changed"
	_, _, err := b.Save(t.Context(), b.Worker, rec.ID, 1, form)
	want[*records.UnavailableError](t, err)
	_, _, err = b.Records(t.Context(), b.Worker, records.Filter{})
	want[*records.UnavailableError](t, err)
	want[*records.UnavailableError](t, b.DB.Ping(t.Context()))
	_, err = b.DB.Account(t.Context(), "tom")
	want[*records.UnavailableError](t, err)
}

// givesUp cancels a request in the middle of a change.
func givesUp(t *testing.T, b *Bundle) {
	ctx, cancel := context.WithCancel(t.Context())
	err := b.DB.Write(ctx, func(w records.Writer) error {
		if err := w.AddChild(ctx, forms.Child{ID: "c", Name: "N", CaseNumber: "1"}, b.Clock()); err != nil {
			return err
		}
		cancel()
		return w.AddAudit(ctx, records.AuditLine{Action: "child.add"})
	})
	if !errors.Is(err, context.Canceled) || errors.As(err, new(*records.UnavailableError)) {
		t.Errorf("giving up ended in %v", err)
	}
	b.count(t, 0, "SELECT COUNT(*) FROM children")
	b.Draft(t) // and the next caller is served
}
