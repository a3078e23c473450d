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
