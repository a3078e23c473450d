package store

import (
	"context"
	"time"

	"minutebook/internal/records"
)

// Amendments implements records.Reader.
func (t *tx) Amendments(ctx context.Context, recordID string) ([]records.Amendment, error) {
	scan := func(r row) (records.Amendment, error) {
		a := records.Amendment{RecordID: recordID}
		var at, discarded moment
		err := r.Scan(&a.Version, &a.Replaces, &a.Reason, &a.PersonID, &a.Name, &at, &discarded)
		a.At, a.DiscardedAt = at.Time, discarded.Time
		return a, err
	}
	return list(ctx, t, "list amendments", scan, `
		SELECT version, replaces, reason, person_id, name, at, discarded_at FROM amendments WHERE record_id = ? ORDER BY version DESC`, recordID)
}

// Amend implements records.Writer.
func (t *tx) Amend(ctx context.Context, a records.Amendment, first records.Version) (bool, error) {
	moved, err := t.guarded(ctx, "amend a record", `
		UPDATE records SET version = ?, status = 'draft', updated_at = ?, updated_by = ?
		WHERE id = ? AND version = ? AND status = 'issued'`,
		first.Number, stamp(first.At), first.Author, a.RecordID, a.Replaces)
	if err != nil || !moved {
		return false, err
	}
	if err := t.AddVersion(ctx, first); err != nil {
		return false, err
	}
	return true, t.run(ctx, "add an amendment", `
		INSERT INTO amendments (record_id, version, replaces, reason, person_id, name, at, discarded_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, '')`,
		a.RecordID, a.Version, a.Replaces, a.Reason, a.PersonID, a.Name, stamp(a.At))
}

// Discard implements records.Writer.
func (t *tx) Discard(ctx context.Context, recordID string, version int, by string, at time.Time) (bool, error) {
	moved, err := t.guarded(ctx, "discard an amendment", `
		UPDATE records SET version = standing, status = 'issued', updated_at = ?, updated_by = ?
		WHERE id = ? AND version = ? AND standing > 0 AND status IN ('draft', 'complete')`,
		stamp(at), by, recordID, version)
	if err != nil || !moved {
		return false, err
	}
	return true, t.run(ctx, "discard an amendment", `
		UPDATE amendments SET discarded_at = ? WHERE record_id = ? AND version = (SELECT MAX(version) FROM amendments WHERE record_id = ?)`,
		stamp(at), recordID, recordID)
}

// Withdraw implements records.Writer.
func (t *tx) Withdraw(ctx context.Context, recordID string, version int, from records.Status, end records.Ending) (bool, error) {
	moved, err := t.guarded(ctx, "withdraw a record", "UPDATE records SET status = 'withdrawn' WHERE id = ? AND version = ? AND status = ?",
		recordID, version, string(from))
	if err != nil || !moved {
		return false, err
	}
	return true, t.run(ctx, "withdraw a record", "INSERT INTO withdrawals (record_id, reason, name, at) VALUES (?, ?, ?, ?)",
		recordID, end.Reason, end.Name, stamp(end.At))
}
