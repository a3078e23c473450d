package store

import (
	"context"
	"time"

	"minutebook/internal/records"
)

// WorkingCopy implements records.Reader.
func (t *tx) WorkingCopy(ctx context.Context, recordID, section, personID string) (records.WorkingCopy, error) {
	scan := func(r row) (records.WorkingCopy, error) {
		c := records.WorkingCopy{RecordID: recordID, Section: section, PersonID: personID}
		var at moment
		err := r.Scan(&c.Name, &c.Version, &c.Inputs, &c.Window, &c.Step, &at)
		c.At = at.Time
		return c, err
	}
	return one(ctx, t, "read a working copy", scan, `
		SELECT name, version, inputs, page, step, at FROM working_copies WHERE record_id = ? AND section = ? AND person_id = ?`,
		recordID, section, personID)
}

// WorkingCopies implements records.Reader.
func (t *tx) WorkingCopies(ctx context.Context, recordID string) ([]records.WorkingCopy, error) {
	scan := func(r row) (records.WorkingCopy, error) {
		c := records.WorkingCopy{RecordID: recordID}
		var at moment
		err := r.Scan(&c.Section, &c.PersonID, &c.Name, &c.Version, &at)
		c.At = at.Time
		return c, err
	}
	return list(ctx, t, "list working copies", scan, `
		SELECT section, person_id, name, version, at FROM working_copies WHERE record_id = ? ORDER BY at, section, person_id`, recordID)
}

// mine is the condition that a working copy may be replaced or removed by a page: it showed it, or wrote it and has more to say.
const mine = "(working_copies.mark = ? OR working_copies.page <> '' AND working_copies.page = ? AND working_copies.step <= ?)"

// SetWorkingCopy implements records.Writer.
func (t *tx) SetWorkingCopy(ctx context.Context, c records.WorkingCopy, seen string) (bool, error) {
	return t.guarded(ctx, "keep a working copy", `
		INSERT INTO working_copies (record_id, section, person_id, name, version, inputs, mark, page, step, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (record_id, section, person_id) DO UPDATE SET name = excluded.name, version = excluded.version,
			inputs = excluded.inputs, mark = excluded.mark, page = excluded.page, step = excluded.step, at = excluded.at
		WHERE `+mine,
		c.RecordID, c.Section, c.PersonID, c.Name, c.Version, c.Inputs, c.Mark(), c.Window, c.Step, stamp(c.At), seen, c.Window, c.Step)
}

// DropWorkingCopy implements records.Writer.
func (t *tx) DropWorkingCopy(ctx context.Context, c records.WorkingCopy, seen string) (bool, error) {
	return t.guarded(ctx, "drop a working copy",
		"DELETE FROM working_copies WHERE record_id = ? AND section = ? AND person_id = ? AND "+mine,
		c.RecordID, c.Section, c.PersonID, seen, c.Window, c.Step)
}

// BrowserKey implements records.Writer.
func (t *tx) BrowserKey(ctx context.Context, personID string, offered []byte) ([]byte, error) {
	const doing = "look up a browser's key"
	err := t.run(ctx, doing, "INSERT INTO browser_keys (person_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING", personID, offered)
	if err != nil {
		return nil, err
	}
	scan := func(r row) (key []byte, err error) {
		err = r.Scan(&key)
		return key, err
	}
	return one(ctx, t, doing, scan, "SELECT key FROM browser_keys WHERE person_id = ?", personID)
}

// SetPresence implements records.Writer.
func (t *tx) SetPresence(ctx context.Context, p records.Presence, forgotten time.Time) error {
	const doing = "note who has a section open"
	if err := t.run(ctx, doing, "DELETE FROM presences WHERE record_id = ? AND at < ?", p.RecordID, stamp(forgotten)); err != nil {
		return err
	}
	return t.run(ctx, doing, `
		INSERT INTO presences (record_id, section, person_id, name, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (record_id, section, person_id) DO UPDATE SET name = excluded.name, at = excluded.at`,
		p.RecordID, p.Section, p.PersonID, p.Name, stamp(p.At))
}

// Presences implements records.Reader.
func (t *tx) Presences(ctx context.Context, recordID, but string, since time.Time) ([]records.Presence, error) {
	scan := func(r row) (records.Presence, error) {
		p := records.Presence{RecordID: recordID}
		var at moment
		err := r.Scan(&p.Section, &p.PersonID, &p.Name, &at)
		p.At = at.Time
		return p, err
	}
	return list(ctx, t, "list who has sections open", scan, `
		SELECT section, person_id, name, at FROM presences WHERE record_id = ? AND person_id <> ? AND at >= ?
		ORDER BY section`+t.db.dialect.byBytes+", name"+t.db.dialect.byBytes+", person_id", recordID, but, stamp(since))
}
