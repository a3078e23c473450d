package auth

import (
	"context"
	"errors"
	"time"
)

// What a Store says when it cannot do what it was asked for.
var (
	ErrUsernameTaken = errors.New("there is somebody with this username already")
	ErrUnknownPerson = errors.New("there is no such person")
	ErrTeamNameTaken = errors.New("there is a team with this name already")
	ErrUnknownTeam   = errors.New("there is no such team")
)

// Store keeps people and what is needed to know them again. Usernames are lower case.
type Store interface {
	// AddPerson fails with ErrUsernameTaken.
	AddPerson(ctx context.Context, p Person, passwordHash string) error
	// PersonByUsername fails with ErrUnknownPerson. Failures counts wrong passwords since the last right one; until
	// lockedUntil no password is accepted, and zero means not locked.
	PersonByUsername(ctx context.Context, username string) (p Person, passwordHash string, failures int, lockedUntil time.Time, err error)
	// Person fails with ErrUnknownPerson.
	Person(ctx context.Context, id string) (Person, error)
	// People returns everybody, by username.
	People(ctx context.Context) ([]Person, error)
	SetPassword(ctx context.Context, id, hash string) error
	SetDisabled(ctx context.Context, id string, disabled bool) error
	// RecordSignIn stores what the next PersonByUsername is to return.
	RecordSignIn(ctx context.Context, id string, failures int, lockedUntil time.Time) error
}

// Directory is what an administrator keeps: who works in which role and teams.
type Directory interface {
	// SetRole fails with ErrUnknownPerson; the person's next request is answered by what the new role may do.
	SetRole(ctx context.Context, id string, role Role) error
	// AddTeam and RenameTeam fail with ErrTeamNameTaken, RenameTeam with ErrUnknownTeam.
	AddTeam(ctx context.Context, t Team) error
	RenameTeam(ctx context.Context, t Team) error
	// Teams returns all teams by name, and Memberships the ids of everybody's teams by their own ids.
	Teams(ctx context.Context) ([]Team, error)
	Memberships(ctx context.Context) (map[string][]string, error)
	// SetTeams makes these the person's teams, and no others. It fails with ErrUnknownPerson and ErrUnknownTeam.
	SetTeams(ctx context.Context, personID string, teamIDs []string) error
}
