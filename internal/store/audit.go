package store

import (
	"context"
	"strings"

	"minutebook/internal/records"
)

// This file keeps the chain of audit lines. The rules are:
//
//   - Lines that a transaction adds are written when everything else in it is done, just before it commits. The head is
//     therefore the last thing that a transaction locks: whoever holds it waits for nobody, so that no two transactions
//     wait for each other, and others wait for one commit only.
//   - Nobody reads, in a transaction, the lines that it is going to write.

// AddAudit implements records.Writer.
func (t *tx) AddAudit(_ context.Context, l records.AuditLine) error {
	t.lines = append(t.lines, l)
	return nil
}

// writeLines puts the lines of the transaction at the end of the chain.
func (t *tx) writeLines(ctx context.Context) error {
	if len(t.lines) == 0 {
		return nil
	}
	const doing = "write an audit line"
	head, err := one(ctx, t, doing, scanHead, "SELECT seq, hash FROM audit_head"+t.db.dialect.lockRow)
	if err != nil {
		return err
	}
	for _, l := range t.lines {
		l.Seq, l.Before = head.Seq+1, head.Hash
		l.Hash = l.Digest()
		err := t.run(ctx, doing, "INSERT INTO audit (seq, "+auditColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			l.Seq, stamp(l.At), l.PersonID, l.Name, l.From, l.Action, l.ChildID, l.RecordID, l.Version, l.Detail, l.Before, l.Hash)
		if err != nil {
			return err
		}
		head = records.AuditHead{Seq: l.Seq, Hash: l.Hash}
	}
	return t.run(ctx, doing, "UPDATE audit_head SET seq = ?, hash = ?", head.Seq, head.Hash)
}

func scanHead(r row) (h records.AuditHead, err error) {
	err = r.Scan(&h.Seq, &h.Hash)
	return h, err
}

const auditColumns = "at, person_id, name, came_from, action, child_id, record_id, version, detail, before, hash"

// scanLine reads seq and auditColumns, and after them what further points to.
func scanLine(r row, further ...func(*records.AuditLine) any) (l records.AuditLine, err error) {
	var at moment
	into := []any{&l.Seq, &at, &l.PersonID, &l.Name, &l.From, &l.Action, &l.ChildID, &l.RecordID, &l.Version, &l.Detail, &l.Before, &l.Hash}
	for _, f := range further {
		into = append(into, f(&l))
	}
	err = r.Scan(into...)
	l.At = at.Time
	return l, err
}

// AuditHead implements records.Reader.
func (t *tx) AuditHead(ctx context.Context) (head records.AuditHead, last int64, err error) {
	scan := func(r row) (h records.AuditHead, err error) {
		err = r.Scan(&h.Seq, &h.Hash, &last)
		return h, err
	}
	head, err = one(ctx, t, "read the head of the audit", scan, "SELECT seq, hash, (SELECT COALESCE(MAX(seq), 0) FROM audit) FROM audit_head")
	return head, last, err
}

// AuditAfter implements records.Reader.
func (t *tx) AuditAfter(ctx context.Context, seq int64, limit int) ([]records.AuditLine, error) {
	return list(ctx, t, "read audit lines", func(r row) (records.AuditLine, error) { return scanLine(r) },
		"SELECT seq, "+auditColumns+" FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit)
}

// Audit implements records.Reader.
func (t *tx) Audit(ctx context.Context, recordID string) ([]records.AuditLine, error) {
	return list(ctx, t, "read audit lines", func(r row) (records.AuditLine, error) { return scanLine(r) },
		"SELECT seq, "+auditColumns+" FROM audit WHERE record_id = ? ORDER BY seq", recordID)
}

// SearchAudit implements records.Reader.
func (t *tx) SearchAudit(ctx context.Context, f records.AuditFilter) ([]records.AuditLine, error) {
	const doing = "search the audit"
	where, args := []string{"1 = 1"}, []any{}
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if f.Person != "" {
		ids, err := t.peopleCalled(ctx, f.Person)
		if err != nil {
			return nil, err
		}
		add("a.person_id IN (?"+strings.Repeat(", ?", len(ids)-1)+")", ids...)
	}
	if f.CaseNumber != "" {
		add("a.child_id = (SELECT id FROM children WHERE case_number = ?)", f.CaseNumber)
	}
	for _, c := range [][2]string{{"record_id", f.RecordID}, {"action", f.Action}, {"came_from", f.Address}} {
		if c[1] != "" {
			add("a."+c[0]+" = ?", c[1])
		}
	}
	// The bounds by seq only help to find the lines quickly.
	if !f.From.IsZero() {
		add("a.at >= ? AND a.seq >= COALESCE((SELECT seq FROM audit WHERE at >= ? ORDER BY at LIMIT 1), 0) - ?", stamp(f.From), stamp(f.From), looseness)
	}
	if !f.To.IsZero() {
		add("a.at < ? AND a.seq <= COALESCE((SELECT seq FROM audit WHERE at < ? ORDER BY at DESC LIMIT 1), 0) + ?", stamp(f.To), stamp(f.To), looseness)
	}
	if f.Before > 0 {
		add("a.seq < ?", f.Before)
	}
	scan := func(r row) (records.AuditLine, error) {
		return scanLine(r, func(l *records.AuditLine) any { return &l.CaseNumber })
	}
	return list(ctx, t, doing, scan, "SELECT a.seq, a."+strings.ReplaceAll(auditColumns, ", ", ", a.")+", COALESCE(c.case_number, '')"+
		" FROM audit a LEFT JOIN children c ON c.id = a.child_id WHERE "+strings.Join(where, " AND ")+" ORDER BY a.seq DESC LIMIT ?", append(args, f.Limit)...)
}

// looseness is by how many lines the order of times may differ from the order of lines: several machines have several
// clocks, and a line gets its time a little before its place.
const looseness = 1000

// peopleCalled returns the ids of the people whom a search means: a username, an id, or a part of the name. What is no
// person's id any more, or never was, such as that of the service itself, stands for itself.
func (t *tx) peopleCalled(ctx context.Context, called string) ([]any, error) {
	all, err := list(ctx, t, "look up people", scanPerson, "SELECT "+personColumns+" FROM people")
	ids := []any{called}
	for _, p := range all {
		if strings.EqualFold(p.Username, called) || strings.Contains(strings.ToLower(p.Name), strings.ToLower(called)) {
			ids = append(ids, p.ID)
		}
	}
	return ids, err
}
