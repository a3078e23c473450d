package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"minutebook/internal/auth"
	"minutebook/internal/records"
)

// SetRole implements auth.Directory.
func (db *DB) SetRole(ctx context.Context, id string, role auth.Role, events ...auth.Event) error {
	return db.write(ctx, func(t *tx) error {
		err := t.anotherAdministrator(ctx, id, role != auth.Administrator)
		if err == nil {
			err = t.changePerson(ctx, "UPDATE people SET role = ? WHERE id = ?", string(role), id)
		}
		return t.after(ctx, err, events)
	})
}

// ChangePerson implements auth.Directory.
func (db *DB) ChangePerson(ctx context.Context, p auth.Person, teamIDs []string, events ...auth.Event) error {
	return db.write(ctx, func(t *tx) error {
		err := t.anotherAdministrator(ctx, p.ID, p.Role != auth.Administrator)
		if err == nil {
			err = t.changePerson(ctx, "UPDATE people SET name = ?, role = ? WHERE id = ?", p.Name, string(p.Role), p.ID)
		}
		if err == nil {
			err = t.setTeams(ctx, p.ID, teamIDs)
		}
		return t.after(ctx, err, events)
	})
}

// Staff implements auth.Directory.
func (db *DB) Staff(ctx context.Context) (all []auth.Member, err error) {
	scan := func(r row) (m auth.Member, err error) {
		var until moment
		err = r.Scan(&m.ID, &m.Username, &m.Name, &m.Role, &m.Disabled, &until, &m.Codes)
		m.LockedUntil = until.Time
		return m, err
	}
	err = db.read(ctx, func(t *tx) error {
		all, err = list(ctx, t, "list people", scan, "SELECT "+personColumns+", locked_until, secret IS NOT NULL FROM people ORDER BY username"+db.dialect.byBytes)
		return err
	})
	if err != nil {
		return nil, err
	}
	teams, err := db.Memberships(ctx)
	for i := range all {
		all[i].Teams = teams[all[i].ID]
	}
	return all, err
}

// AddTeam implements auth.Store.
func (db *DB) AddTeam(ctx context.Context, team auth.Team, events ...auth.Event) error {
	return teamName(db.write(ctx, func(t *tx) error {
		err := t.run(ctx, "add a team", "INSERT INTO teams (id, name) VALUES (?, ?)", team.ID, team.Name)
		return t.after(ctx, err, events)
	}))
}

// RenameTeam implements auth.Store.
func (db *DB) RenameTeam(ctx context.Context, team auth.Team, events ...auth.Event) error {
	return teamName(db.write(ctx, func(t *tx) error {
		found, err := t.guarded(ctx, "rename a team", "UPDATE teams SET name = ? WHERE id = ?", team.Name, team.ID)
		if err == nil && !found {
			err = auth.ErrUnknownTeam
		}
		return t.after(ctx, err, events)
	}))
}

// RemoveTeam implements auth.Directory. The statement that finds children is the guard, the foreign key stands behind it.
func (db *DB) RemoveTeam(ctx context.Context, id string, events ...auth.Event) error {
	const doing = "remove a team"
	return db.write(ctx, func(t *tx) error {
		if _, err := one(ctx, t, doing, text, "SELECT id FROM teams WHERE id = ?"+db.dialect.lockGone, id); errors.Is(err, records.ErrNotFound) {
			return auth.ErrUnknownTeam
		} else if err != nil {
			return err
		}
		children, err := one(ctx, t, doing, number, "SELECT COUNT(*) FROM children WHERE team_id = ?", id)
		if err == nil && children > 0 {
			err = auth.ErrTeamHasChildren
		}
		for _, statement := range []string{"DELETE FROM memberships WHERE team_id = ?", "DELETE FROM teams WHERE id = ?"} {
			if err == nil {
				err = t.run(ctx, doing, statement, id)
			}
		}
		return t.after(ctx, err, events)
	})
}

// TeamSizes implements auth.Directory.
func (db *DB) TeamSizes(ctx context.Context) (map[string]auth.TeamSize, error) {
	sizes := map[string]auth.TeamSize{}
	scan := func(r row) (id string, err error) {
		var s auth.TeamSize
		err = r.Scan(&id, &s.People, &s.Children)
		sizes[id] = s
		return id, err
	}
	err := db.read(ctx, func(t *tx) error {
		_, err := list(ctx, t, "count teams", scan, `
			SELECT id, (SELECT COUNT(*) FROM memberships m WHERE m.team_id = t.id), (SELECT COUNT(*) FROM children c WHERE c.team_id = t.id)
			FROM teams t`)
		return err
	})
	return sizes, err
}

func teamName(err error) error {
	if taken(err) {
		return fmt.Errorf("%w", auth.ErrTeamNameTaken)
	}
	return err
}

// Teams implements auth.Store.
func (db *DB) Teams(ctx context.Context) (all []auth.Team, err error) {
	err = db.read(ctx, func(t *tx) error {
		all, err = t.Teams(ctx)
		return err
	})
	return all, err
}

// Memberships implements auth.Store.
func (db *DB) Memberships(ctx context.Context) (map[string][]string, error) {
	scan := func(r row) (m [2]string, err error) {
		err = r.Scan(&m[0], &m[1])
		return m, err
	}
	teams := map[string][]string{}
	err := db.read(ctx, func(t *tx) error {
		all, err := list(ctx, t, "list memberships", scan, "SELECT person_id, team_id FROM memberships ORDER BY person_id, team_id")
		for _, m := range all {
			teams[m[0]] = append(teams[m[0]], m[1])
		}
		return err
	})
	return teams, err
}

// SetTeams implements auth.Directory.
func (db *DB) SetTeams(ctx context.Context, personID string, teamIDs []string, events ...auth.Event) error {
	return db.write(ctx, func(t *tx) error { return t.after(ctx, t.setTeams(ctx, personID, teamIDs), events) })
}

func (t *tx) setTeams(ctx context.Context, personID string, teamIDs []string) error {
	const doing = "set a person's teams"
	if _, err := one(ctx, t, doing, text, "SELECT id FROM people WHERE id = ?"+t.db.dialect.lockRow, personID); err != nil {
		return unknown(err)
	}
	if err := t.run(ctx, doing, "DELETE FROM memberships WHERE person_id = ?", personID); err != nil {
		return err
	}
	for _, team := range slices.Compact(slices.Sorted(slices.Values(teamIDs))) {
		found, err := t.guarded(ctx, doing,
			"INSERT INTO memberships (person_id, team_id) SELECT ?, id FROM teams WHERE id = ?", personID, team)
		if err == nil && !found {
			err = auth.ErrUnknownTeam
		}
		if err != nil {
			return err
		}
	}
	return nil
}
