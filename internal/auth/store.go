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

	ErrLastAdministrator = errors.New("this is the last administrator; make somebody else an administrator first")
	ErrTeamHasChildren   = errors.New("children belong to this team; allocate them to another team first")
)

// Account is a person with what is needed to know them again.
type Account struct {
	Person
	PasswordHash string    // empty for somebody without a password: not chosen yet, or known by a provider
	Failures     int       // wrong passwords and codes since the last sign-in
	LockedUntil  time.Time // nothing is accepted before; zero: not locked
	Secret       []byte    // sealed, of the codes that an app shows; nil for none
	Step         int64     // time step of the last such code that was accepted
}

// Store keeps people and what is needed to know them again. Usernames are lower case. What changes something writes the
// events given along with it, in the same transaction.
type Store interface {
	// AddPerson fails with ErrUsernameTaken.
	AddPerson(ctx context.Context, p Person, passwordHash string, events ...Event) error
	// Account and AccountByID fail with ErrUnknownPerson.
	Account(ctx context.Context, username string) (Account, error)
	AccountByID(ctx context.Context, id string) (Account, error)
	// Person fails with ErrUnknownPerson.
	Person(ctx context.Context, id string) (Person, error)
	// People returns everybody, by username.
	People(ctx context.Context) ([]Person, error)
	SetPassword(ctx context.Context, id, hash string, events ...Event) error
	SetDisabled(ctx context.Context, id string, disabled bool, events ...Event) error
	// RecordSignIn stores what the next Account is to return.
	RecordSignIn(ctx context.Context, id string, failures int, lockedUntil time.Time, events ...Event) error
	// AddEvent writes what changed nothing else.
	AddEvent(ctx context.Context, e Event) error

	CodeStore
	LinkStore
	TokenStore
	IdentityStore
}

// Member is a person as administrators see them.
type Member struct {
	Person
	LockedUntil time.Time
	Codes       bool     // is asked for codes from an app
	Teams       []string // ids, in order
}

// TeamSize says how much belongs to a team.
type TeamSize struct{ People, Children int }

// Directory is what an administrator keeps: who works in which role and teams.
type Directory interface {
	// Staff returns everybody, by username.
	Staff(ctx context.Context) ([]Member, error)
	// ChangePerson stores name, role and teams. It fails as SetRole and SetTeams do.
	ChangePerson(ctx context.Context, p Person, teamIDs []string, events ...Event) error
	// SetRole fails with ErrUnknownPerson, and as Store.SetDisabled does with ErrLastAdministrator if nobody would be left
	// who administers. The person's next request is answered by what the new role may do.
	SetRole(ctx context.Context, id string, role Role, events ...Event) error
	// AddTeam and RenameTeam fail with ErrTeamNameTaken, RenameTeam with ErrUnknownTeam.
	AddTeam(ctx context.Context, t Team, events ...Event) error
	RenameTeam(ctx context.Context, t Team, events ...Event) error
	// RemoveTeam fails with ErrUnknownTeam and ErrTeamHasChildren.
	RemoveTeam(ctx context.Context, id string, events ...Event) error
	// TeamSizes returns the sizes of teams by their ids; one that is not there is empty.
	TeamSizes(ctx context.Context) (map[string]TeamSize, error)
	// Teams returns all teams by name, and Memberships the ids of everybody's teams by their own ids.
	Teams(ctx context.Context) ([]Team, error)
	Memberships(ctx context.Context) (map[string][]string, error)
	// SetTeams makes these the person's teams, and no others. It fails with ErrUnknownPerson and ErrUnknownTeam.
	SetTeams(ctx context.Context, personID string, teamIDs []string, events ...Event) error
}
