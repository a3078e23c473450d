package store

import (
	"context"

	"minutebook/internal/records"
)

// AddAudit implements records.Writer.
func (t *tx) AddAudit(ctx context.Context, l records.AuditLine) error {
	return t.run(ctx, "write an audit line", `
		INSERT INTO audit (at, person_id, name, came_from, action, child_id, record_id, version, detail)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		stamp(l.At), l.PersonID, l.Name, l.From, l.Action, l.ChildID, l.RecordID, l.Version, l.Detail)
}

// Audit implements records.Reader.
func (t *tx) Audit(ctx context.Context, recordID string) ([]records.AuditLine, error) {
	scan := func(r row) (records.AuditLine, error) {
		l := records.AuditLine{RecordID: recordID}
		var at moment
		err := r.Scan(&at, &l.PersonID, &l.Name, &l.From, &l.Action, &l.ChildID, &l.Version, &l.Detail)
		l.At = at.Time
		return l, err
	}
	return list(ctx, t, "read audit lines", scan, `
		SELECT at, person_id, name, came_from, action, child_id, version, detail FROM audit WHERE record_id = ? ORDER BY seq`,
		recordID)
}
