package store

import (
	"context"
	"errors"
	"fmt"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// live is the condition on an invitation i that it has not ended; over are the ways in which it ends without being withdrawn
// itself.
const (
	over = `(EXISTS (SELECT 1 FROM signatures s WHERE s.record_id = i.record_id AND s.version >= i.version)
		OR EXISTS (SELECT 1 FROM amendments m WHERE m.record_id = i.record_id AND m.version <= i.version AND m.discarded_at > i.at)
		OR EXISTS (SELECT 1 FROM withdrawals w WHERE w.record_id = i.record_id))`
	live = "i.withdrawn_at = '' AND NOT " + over
)

const selectInvitation = `
SELECT i.record_id, i.person_id, i.name, i.version, i.by_name, i.at, i.reminded_at, i.withdrawn_at, i.answer, i.answered_version, i.answered_at, ` + over + `
FROM invitations i WHERE `

func scanInvitation(r row) (i records.Invitation, err error) {
	var at, reminded, withdrawn, answered moment
	err = r.Scan(&i.RecordID, &i.PersonID, &i.Name, &i.Version, &i.By, &at, &reminded, &withdrawn, &i.Answer, &i.AnsweredVersion, &answered, &i.Over)
	i.At, i.RemindedAt, i.WithdrawnAt, i.AnsweredAt = at.Time, reminded.Time, withdrawn.Time, answered.Time
	return i, err
}

// Invitation implements records.Reader.
func (t *tx) Invitation(ctx context.Context, recordID, personID string) (records.Invitation, error) {
	return one(ctx, t, "read an invitation", scanInvitation, selectInvitation+"i.record_id = ? AND i.person_id = ?", recordID, personID)
}

// Invitations implements records.Reader.
func (t *tx) Invitations(ctx context.Context, recordID string) ([]records.Invitation, error) {
	return list(ctx, t, "list invitations", scanInvitation,
		selectInvitation+"i.record_id = ? ORDER BY i.name"+t.db.dialect.byBytes+", i.person_id"+t.db.dialect.byBytes, recordID)
}

// InvitationsOf implements records.Reader.
func (t *tx) InvitationsOf(ctx context.Context, personID string) ([]records.Invitation, error) {
	return list(ctx, t, "list a person's invitations", scanInvitation,
		selectInvitation+"i.person_id = ? AND "+live+" ORDER BY i.at DESC, i.record_id"+t.db.dialect.byBytes, personID)
}

// Invite implements records.Writer.
func (t *tx) Invite(ctx context.Context, i records.Invitation) (bool, error) {
	const doing = "send minutes to somebody"
	signed, err := one(ctx, t, doing, number, "SELECT COUNT(*) FROM signatures WHERE record_id = ? AND version >= ?", i.RecordID, i.Version)
	if err != nil || signed > 0 {
		return false, err
	}
	return true, t.run(ctx, doing, `
		INSERT INTO invitations (record_id, person_id, name, version, by_name, at, reminded_at, withdrawn_at, answer, answered_version, answered_at)
		VALUES (?, ?, ?, ?, ?, ?, '', '', '', 0, '')
		ON CONFLICT (record_id, person_id) DO UPDATE SET name = excluded.name, version = excluded.version, by_name = excluded.by_name,
			at = excluded.at, reminded_at = '', withdrawn_at = ''`,
		i.RecordID, i.PersonID, i.Name, i.Version, i.By, stamp(i.At))
}

// MarkInvitation implements records.Writer.
func (t *tx) MarkInvitation(ctx context.Context, i records.Invitation) (bool, error) {
	return t.guarded(ctx, "change an invitation",
		"UPDATE invitations AS i SET reminded_at = ?, withdrawn_at = ? WHERE i.record_id = ? AND i.person_id = ? AND "+live,
		stamp(i.RemindedAt), stamp(i.WithdrawnAt), i.RecordID, i.PersonID)
}

// AnswerInvitation implements records.Writer.
func (t *tx) AnswerInvitation(ctx context.Context, i records.Invitation) (bool, error) {
	return t.guarded(ctx, "answer an invitation",
		"UPDATE invitations AS i SET answer = ?, answered_version = ?, answered_at = ? WHERE i.record_id = ? AND i.person_id = ? AND "+live,
		string(i.Answer), i.AnsweredVersion, stamp(i.AnsweredAt), i.RecordID, i.PersonID)
}

const selectComment = `
SELECT id, record_id, version, section, words, person_id, name, at, outcome, reply, settled_by, settled_at, settled_in FROM comments WHERE `

func scanComment(r row) (c records.Comment, err error) {
	var at, settled moment
	err = r.Scan(&c.ID, &c.RecordID, &c.Version, &c.Section, &c.Text, &c.PersonID, &c.Name, &at, &c.Outcome, &c.Reply, &c.SettledBy, &settled, &c.SettledIn)
	c.At, c.SettledAt = at.Time, settled.Time
	return c, err
}

// Comments implements records.Reader.
func (t *tx) Comments(ctx context.Context, recordID string) ([]records.Comment, error) {
	return list(ctx, t, "list comments", scanComment, selectComment+"record_id = ? ORDER BY at, id"+t.db.dialect.byBytes, recordID)
}

// Comment implements records.Reader.
func (t *tx) Comment(ctx context.Context, id string) (records.Comment, error) {
	return one(ctx, t, "read a comment", scanComment, selectComment+"id = ?", id)
}

// AddComment implements records.Writer. The invitation is held, so that it is not withdrawn at the same moment.
func (t *tx) AddComment(ctx context.Context, c records.Comment) (bool, error) {
	const doing = "add a comment"
	_, err := one(ctx, t, doing, text, "SELECT i.record_id FROM invitations i WHERE i.record_id = ? AND i.person_id = ? AND "+live+t.db.dialect.lockRow,
		c.RecordID, c.PersonID)
	if errors.Is(err, records.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", doing, err)
	}
	return true, t.run(ctx, doing, `
		INSERT INTO comments (id, record_id, version, section, words, person_id, name, at, outcome, reply, settled_by, settled_at, settled_in)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '', 0)`,
		c.ID, c.RecordID, c.Version, c.Section, c.Text, c.PersonID, c.Name, stamp(c.At))
}

// SettleComment implements records.Writer.
func (t *tx) SettleComment(ctx context.Context, c records.Comment) (bool, error) {
	return t.guarded(ctx, "settle a comment",
		"UPDATE comments SET outcome = ?, reply = ?, settled_by = ?, settled_at = ?, settled_in = ? WHERE id = ? AND outcome = ''",
		string(c.Outcome), c.Reply, c.SettledBy, stamp(c.SettledAt), c.SettledIn, c.ID)
}

// People implements records.Reader.
func (t *tx) People(ctx context.Context) ([]auth.Person, error) {
	return list(ctx, t, "list people", scanPerson, "SELECT "+personColumns+" FROM people ORDER BY username"+t.db.dialect.byBytes)
}
