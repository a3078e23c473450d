package store

import (
	"context"
	"fmt"
	"slices"

	"minutebook/internal/auth"
)

// SetRole implements auth.Store.
func (db *DB) SetRole(ctx context.Context, id string, role auth.Role, events ...auth.Event) error {
	return db.changePerson(ctx, events, "UPDATE people SET role = ? WHERE id = ?", string(role), id)
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

func teamName(err error) error {
	if taken(err) {
		return fmt.Errorf("%w", auth.ErrTeamNameTaken)
	}
	return err
}

// Teams implements auth.Store.
func (db *DB) Teams(ctx context.Context) (all []auth.Team, err error) {
	scan := func(r row) (t auth.Team, err error) {
		err = r.Scan(&t.ID, &t.Name)
		return t, err
	}
	err = db.read(ctx, func(t *tx) error {
		all, err = list(ctx, t, "list teams", scan, "SELECT id, name FROM teams ORDER BY name"+db.dialect.byBytes)
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

// SetTeams implements auth.Store.
func (db *DB) SetTeams(ctx context.Context, personID string, teamIDs []string, events ...auth.Event) error {
	const doing = "set a person's teams"
	return db.write(ctx, func(t *tx) error {
		if _, err := one(ctx, t, doing, text, "SELECT id FROM people WHERE id = ?"+db.dialect.lockRow, personID); err != nil {
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
		return t.after(ctx, nil, events)
	})
}
