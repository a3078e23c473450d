package store

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"minutebook/forms"
	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// Teams implements records.Reader.
func (t *tx) Teams(ctx context.Context) ([]auth.Team, error) {
	scan := func(r row) (team auth.Team, err error) {
		err = r.Scan(&team.ID, &team.Name)
		return team, err
	}
	return list(ctx, t, "list teams", scan, "SELECT id, name FROM teams ORDER BY name"+t.db.dialect.byBytes)
}

// casesWithin is the condition on the children c that they are within the filter, whatever the page.
func casesWithin(f records.CaseFilter) (string, []any) {
	scope, args := within(f.Scope)
	return scope + " AND (c.team_id = ? OR ? = '')", append(args, f.TeamID, f.TeamID)
}

// CountCases implements records.Reader.
func (t *tx) CountCases(ctx context.Context, f records.CaseFilter) (int, error) {
	where, args := casesWithin(f)
	return one(ctx, t, "count children", number, "SELECT COUNT(*) FROM children c WHERE "+where, args...)
}

// Cases implements records.Reader.
func (t *tx) Cases(ctx context.Context, f records.CaseFilter) ([]records.StoredCase, error) {
	const doing = "read children with their records"
	where, args := casesWithin(f)
	search := "c.search" + t.db.dialect.byBytes
	if f.After != "" {
		where += " AND (" + search + ", c.id) > (SELECT search" + t.db.dialect.byBytes + ", id FROM children WHERE id = ?)"
		args = append(args, f.After)
	}
	children, err := list(ctx, t, doing, scanChild, "SELECT c.body FROM children c WHERE "+where+" ORDER BY "+search+", c.id LIMIT ?", append(args, f.Limit)...)
	if err != nil || len(children) == 0 {
		return nil, err
	}
	cases := make([]records.StoredCase, len(children))
	place := map[string]int{}
	var ids, kinds []any
	for i, c := range children {
		cases[i].Child, place[c.ID] = c, i
		ids = append(ids, c.ID)
	}
	for _, k := range f.Kinds {
		kinds = append(kinds, string(k))
	}
	scan := func(r row) (none struct{}, err error) {
		var rec records.Record
		var v records.Version
		var created, signed, first moment
		err = r.Scan(&rec.ID, &rec.Kind, &rec.ChildID, &rec.Status, &rec.Version, &rec.Standing, &rec.Policy, &created, &signed, &first,
			&v.Number, (*[]byte)(&v.Body), &v.SHA256)
		rec.CreatedAt, rec.SignedAt, rec.FirstAt = created.Time, signed.Time, first.Time
		if rec.Amending() {
			rec = rec.AsSigned()
		}
		v.RecordID = rec.ID
		c := &cases[place[rec.ChildID]]
		c.Records, c.Versions = append(c.Records, rec), append(c.Versions, v)
		return none, err
	}
	_, err = list(ctx, t, doing, scan, `
		SELECT r.id, r.kind, r.child_id, r.status, r.version, r.standing, r.policy, r.created_at, COALESCE(s.at, ''),
			COALESCE((SELECT MIN(f.at) FROM signatures f WHERE f.record_id = r.id), ''), v.number, v.body, v.sha256
		FROM records r JOIN versions v ON v.record_id = r.id AND v.number = CASE WHEN r.standing > 0 THEN r.standing ELSE r.version END
			LEFT JOIN signatures s ON s.record_id = r.id AND s.version = r.standing
		WHERE NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.record_id = r.id) AND r.child_id IN (`+places(len(ids))+`) AND r.kind IN (`+places(len(kinds))+`) ORDER BY r.created_at, r.id`, append(ids, kinds...)...)
	return cases, err
}

func places(n int) string { return strings.TrimPrefix(strings.Repeat(", ?", n), ", ") }

// packOpen is the condition that a pack p is open to whom the filter names, and its arguments. Nobody named is the service.
func packOpen(f records.PackFilter) (string, []any) {
	if f.Scope == nil {
		return "1 = 1", nil
	}
	scope, args := within(f.Scope)
	return `CASE WHEN p.anonymous THEN ? ELSE p.state = 'ready' AND NOT EXISTS (
		SELECT 1 FROM pack_children k JOIN children c ON c.id = k.child_id WHERE k.pack_id = p.id AND NOT ` + scope + `) END`,
		append([]any{f.Boards}, args...)
}

const packColumns = `p.id, p.policy, p.as_of, p.team_id, p.anonymous, p.scope, p.person_id, p.name, p.role, p.came_from, p.at, COALESCE(p.slot, ''),
	p.state, p.done, p.total, p.size, p.until`

func scanPack(r row) (p records.Pack, err error) {
	var asOf string
	var at, until moment
	err = r.Scan(&p.ID, &p.Policy, &asOf, &p.TeamID, &p.Anonymous, &p.Scope, &p.PersonID, &p.Name, &p.Role, &p.From, &at, &p.Slot,
		&p.State, &p.Done, &p.Total, &p.Size, &until, &p.Open)
	p.At, p.Until = at.Time, until.Time
	if err == nil {
		p.AsOf, err = forms.ParseDate(asOf)
	}
	return p, err
}

// Pack implements records.Reader.
func (t *tx) Pack(ctx context.Context, id string, f records.PackFilter) (records.Pack, error) {
	open, args := packOpen(f)
	return one(ctx, t, "read a tracker pack", scanPack, "SELECT "+packColumns+", "+open+" FROM packs p WHERE p.id = ?", append(args, id)...)
}

// Packs implements records.Reader.
func (t *tx) Packs(ctx context.Context, f records.PackFilter) ([]records.Pack, int, error) {
	const doing = "list tracker packs"
	open, args := packOpen(f)
	if f.Scope == nil {
		f.Scope = &records.Scope{} // the service asked, to which all are open
	}
	seen := append(slices.Clone(args), f.Scope.PersonID)
	where := " FROM packs p WHERE (" + open + ") OR p.person_id = ?"
	total, err := one(ctx, t, doing, number, "SELECT COUNT(*)"+where, seen...)
	if err != nil {
		return nil, 0, err
	}
	found, err := list(ctx, t, doing, scanPack, "SELECT "+packColumns+", "+open+where+" ORDER BY p.at DESC, p.id DESC LIMIT ? OFFSET ?",
		slices.Concat(args, seen, []any{f.Limit, f.Offset})...)
	return found, total, err
}

// PackPart implements records.Reader.
func (t *tx) PackPart(ctx context.Context, id string, n int) ([]byte, error) {
	scan := func(r row) (data []byte, err error) {
		err = r.Scan(&data)
		return data, err
	}
	return one(ctx, t, "read a tracker pack", scan, "SELECT data FROM pack_parts WHERE pack_id = ? AND n = ?", id, n)
}

// AddPack implements records.Writer.
func (t *tx) AddPack(ctx context.Context, p records.Pack, job bool) (bool, error) {
	added, err := t.guarded(ctx, "order a tracker pack", `
		INSERT INTO packs (id, policy, as_of, team_id, anonymous, scope, person_id, name, role, came_from, at, slot, state, done, total, size, until)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, ''), ?, 0, 0, 0, ?) ON CONFLICT (slot) DO NOTHING`,
		p.ID, p.Policy, p.AsOf.String(), p.TeamID, p.Anonymous, p.Scope, p.PersonID, p.Name, string(p.Role), p.From, stamp(p.At), p.Slot,
		string(p.State), stamp(p.Until))
	if err != nil || !added || !job {
		return added, err
	}
	if _, err := t.db.queue.InsertTx(ctx, t.tx, packArgs{p.ID}, nil); err != nil {
		return false, t.db.fault("queue a tracker pack", err)
	}
	return true, nil
}

// StartPack implements records.Writer.
func (t *tx) StartPack(ctx context.Context, id string, total int) error {
	const doing = "begin a tracker pack"
	found, err := t.guarded(ctx, doing, "UPDATE packs SET state = 'making', done = 0, total = ? WHERE id = ? AND state <> 'ready'", total, id)
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", doing, records.ErrNotFound)
	}
	if err != nil {
		return err
	}
	return t.forgetPack(ctx, doing, id)
}

// forgetPack removes what is in a pack.
func (t *tx) forgetPack(ctx context.Context, doing, id string) error {
	for _, table := range []string{"pack_parts", "pack_children"} {
		if err := t.run(ctx, doing, "DELETE FROM "+table+" WHERE pack_id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// PackDone implements records.Writer.
func (t *tx) PackDone(ctx context.Context, id string, done int) error {
	return t.run(ctx, "say how far a tracker pack is", "UPDATE packs SET done = ? WHERE id = ?", done, id)
}

// AddPackPart implements records.Writer.
func (t *tx) AddPackPart(ctx context.Context, id string, n int, data []byte) error {
	return t.run(ctx, "store a tracker pack", "INSERT INTO pack_parts (pack_id, n, data) VALUES (?, ?, ?)", id, n, data)
}

// FinishPack implements records.Writer.
func (t *tx) FinishPack(ctx context.Context, p records.Pack, childIDs []string) error {
	const doing = "finish a tracker pack"
	found, err := t.guarded(ctx, doing, `UPDATE packs SET state = 'ready', done = ?, size = ? WHERE id = ? AND state = 'making'
		AND (SELECT COALESCE(SUM(LENGTH(data)), 0) FROM pack_parts WHERE pack_id = packs.id) = ?`, p.Done, p.Size, p.ID, p.Size)
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", doing, records.ErrNotFound)
	}
	for page := range slices.Chunk(childIDs, 200) {
		if err != nil {
			break
		}
		var args []any
		for _, child := range page {
			args = append(args, p.ID, child)
		}
		err = t.run(ctx, doing, "INSERT INTO pack_children (pack_id, child_id) VALUES "+strings.TrimPrefix(strings.Repeat(", (?, ?)", len(page)), ", "), args...)
	}
	return err
}

// DropPack implements records.Writer.
func (t *tx) DropPack(ctx context.Context, id string) error {
	_, err := t.removePacks(ctx, "SELECT id FROM packs WHERE id = ? AND state <> 'ready'", id)
	return err
}

// FailPack implements records.Writer.
func (t *tx) FailPack(ctx context.Context, id string) error {
	return t.run(ctx, "give up a tracker pack", "UPDATE packs SET state = 'failed' WHERE id = ? AND state <> 'ready'", id)
}

// RemovePacks implements records.Writer.
func (t *tx) RemovePacks(ctx context.Context, then time.Time) (int, error) {
	return t.removePacks(ctx, "SELECT id FROM packs WHERE until < ? ORDER BY id", stamp(then))
}

// LimitPacks implements records.Writer.
func (t *tx) LimitPacks(ctx context.Context, personID string, most int) (int, error) {
	return t.removePacks(ctx, "SELECT id FROM packs WHERE person_id = ? AND slot IS NULL AND state <> 'making' ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
		personID, math.MaxInt32, most)
}

// removePacks removes the packs that a query finds.
func (t *tx) removePacks(ctx context.Context, query string, args ...any) (int, error) {
	const doing = "remove tracker packs"
	old, err := list(ctx, t, doing, text, query, args...)
	if err != nil {
		return 0, err
	}
	for _, id := range old {
		if err := t.forgetPack(ctx, doing, id); err != nil {
			return 0, err
		}
		if err := t.run(ctx, doing, "DELETE FROM packs WHERE id = ?", id); err != nil {
			return 0, err
		}
	}
	return len(old), nil
}
