package store

import (
	"context"
	"encoding/json"
	"fmt"

	"minutebook/forms"
	"minutebook/internal/records"
)

// selectRecord joins the signature of the version that stands, if there is one, and the withdrawal.
const selectRecord = `
SELECT r.id, r.kind, r.child_id, r.previous, r.follows, r.about, r.meeting, r.status, r.version, r.standing, r.policy,
	r.created_at, r.created_by, r.updated_at, r.updated_by, COALESCE(s.name, ''), COALESCE(s.at, ''), COALESCE(s.job_id, 0),
	COALESCE((SELECT MIN(f.at) FROM signatures f WHERE f.record_id = r.id), ''), COALESCE(w.reason, ''), COALESCE(w.name, ''), COALESCE(w.at, '')
FROM records r LEFT JOIN signatures s ON s.record_id = r.id AND s.version = r.standing
	LEFT JOIN withdrawals w ON w.record_id = r.id `

// recordRow is a record, and the job that makes its papers; 0 for none.
type recordRow struct {
	records.Record
	job int64
}

func scanRecord(r row) (recordRow, error) {
	var v recordRow
	var created, updated, signed, first, ended moment
	var end records.Ending
	err := r.Scan(&v.ID, &v.Kind, &v.ChildID, &v.Previous, &v.Follows, &v.About, &v.Meeting, &v.Status, &v.Version, &v.Standing, &v.Policy,
		&created, &v.CreatedBy, &updated, &v.UpdatedBy, &v.SignedBy, &signed, &v.job, &first, &end.Reason, &end.Name, &ended)
	v.CreatedAt, v.UpdatedAt, v.SignedAt, v.FirstAt = created.Time, updated.Time, signed.Time, first.Time
	if end.At = ended.Time; !end.At.IsZero() {
		v.Withdrawn = &end
	}
	return v, err
}

// Record implements records.Reader.
func (t *tx) Record(ctx context.Context, id string) (records.Record, error) {
	v, err := one(ctx, t, "read a record", scanRecord, selectRecord+"WHERE r.id = ?", id)
	if err != nil {
		return records.Record{}, err
	}
	v.PaperWork, err = t.paperWork(ctx, v)
	return v.Record, err
}

// Records implements records.Reader.
func (t *tx) Records(ctx context.Context, f records.Filter) ([]records.Record, int, error) {
	var of []records.Status
	if f.Status != "" {
		of = append(of, f.Status)
	}
	scope, args := recordsWithin(f.Scope, of...)
	where := "JOIN children c ON c.id = r.child_id WHERE " + scope +
		" AND (r.child_id = ? OR ? = '') AND (r.previous = ? OR ? = '') AND (r.about = ? OR ? = '') AND (r.meeting = ? OR ? = '')"
	args = append(args, f.ChildID, f.ChildID, f.Previous, f.Previous, f.About, f.About, f.Meeting, f.Meeting)
	total, err := one(ctx, t, "count records", number, "SELECT COUNT(*) FROM records r "+where, args...)
	if err != nil {
		return nil, 0, err
	}
	rows, err := list(ctx, t, "list records", scanRecord,
		selectRecord+where+" ORDER BY r.updated_at DESC, r.id LIMIT ? OFFSET ?", append(args, f.Limit, f.Offset)...)
	if err != nil {
		return nil, 0, err
	}
	all := make([]records.Record, len(rows))
	for i, v := range rows {
		if v.PaperWork, err = t.paperWork(ctx, v); err != nil {
			return nil, 0, err
		}
		all[i] = v.Record
	}
	return all, total, nil
}

// AddRecord implements records.Writer.
func (t *tx) AddRecord(ctx context.Context, r records.Record) error {
	return t.run(ctx, "add a record", `
		INSERT INTO records (id, kind, child_id, previous, follows, about, meeting, status, version, standing, policy, created_at, created_by, updated_at, updated_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)`,
		r.ID, string(r.Kind), r.ChildID, r.Previous, r.Follows, r.About, r.Meeting, string(r.Status), r.Version, r.Policy,
		stamp(r.CreatedAt), r.CreatedBy, stamp(r.UpdatedAt), r.UpdatedBy)
}

// Advance implements records.Writer.
func (t *tx) Advance(ctx context.Context, v records.Version) (bool, error) {
	return t.guarded(ctx, "advance a record", `
		UPDATE records SET version = ?, status = 'draft', updated_at = ?, updated_by = ?
		WHERE id = ? AND version = ? AND status IN ('draft', 'complete')`,
		v.Number, stamp(v.At), v.Author, v.RecordID, v.Number-1)
}

// Move implements records.Writer.
func (t *tx) Move(ctx context.Context, recordID string, version int, from, to records.Status) (bool, error) {
	return t.guarded(ctx, "move a record on", `
		UPDATE records SET status = ?, standing = CASE WHEN ? = 'signed' THEN version ELSE standing END
		WHERE id = ? AND version = ? AND status = ?`,
		string(to), string(to), recordID, version, string(from))
}

// Follow implements records.Writer.
func (t *tx) Follow(ctx context.Context, recordID string, version, follows int) (bool, error) {
	return t.guarded(ctx, "note which version a review follows",
		"UPDATE records SET follows = ? WHERE id = ? AND version = ? AND status IN ('draft', 'complete')", follows, recordID, version)
}

// AddSignature implements records.Writer.
func (t *tx) AddSignature(ctx context.Context, s records.Signature) error {
	job, err := t.queueIssue(ctx, s.RecordID, s.Version)
	if err != nil {
		return err
	}
	child, err := json.Marshal(s.Child)
	if err != nil {
		return fmt.Errorf("write a child as JSON: %w", err)
	}
	together, err := json.Marshal(s.Together)
	if err != nil {
		return fmt.Errorf("write names as JSON: %w", err)
	}
	agreed, err := json.Marshal(s.Agreed)
	if err != nil {
		return fmt.Errorf("write answers as JSON: %w", err)
	}
	return t.run(ctx, "add a signature", `
		INSERT INTO signatures (record_id, version, person_id, name, role, at, child, authority, together, agreed, secret, job_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.RecordID, s.Version, s.PersonID, s.Name, s.Role, stamp(s.At), child, s.Authority, together, agreed, s.Secret, job)
}

const selectSignature = "SELECT record_id, version, person_id, name, role, at, child, authority, together, agreed, secret FROM signatures WHERE record_id = ?"

func scanSignature(r row) (records.Signature, error) {
	var s records.Signature
	var at moment
	err := r.Scan(&s.RecordID, &s.Version, &s.PersonID, &s.Name, &s.Role, &at, &jsonColumn[*forms.Child]{&s.Child}, &s.Authority,
		&jsonColumn[*[]string]{&s.Together}, &jsonColumn[*[]records.Agreed]{&s.Agreed}, &s.Secret)
	s.At = at.Time
	return s, err
}

// Signature implements records.Reader.
func (t *tx) Signature(ctx context.Context, recordID string, version int) (records.Signature, error) {
	return one(ctx, t, "read a signature", scanSignature, selectSignature+" AND version = ?", recordID, version)
}

// Signatures implements records.Reader.
func (t *tx) Signatures(ctx context.Context, recordID string) ([]records.Signature, error) {
	return list(ctx, t, "list signatures", scanSignature, selectSignature+" ORDER BY version", recordID)
}
