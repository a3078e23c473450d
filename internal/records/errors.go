package records

import (
	"errors"
	"fmt"
	"time"

	"minutebook/forms"
)

// ErrNotFound says that there is no such thing, or that the person may not know of it: both look the same from outside.
var ErrNotFound = errors.New("not found")

// ErrForbidden says that the person may see the record but not do this to it.
var ErrForbidden = errors.New("your role does not allow this")

// StaleError says that somebody saved since the caller last looked. Nothing was stored.
type StaleError struct {
	Have    int     // the version that the caller started from
	Current Version // the latest version, for a side-by-side comparison
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("version %d is out of date: %s saved version %d", e.Have, e.Current.Author, e.Current.Number)
}

// InvalidError carries everything that is wrong with a form that could not be stored.
type InvalidError struct{ Problems forms.Problems }

func (e *InvalidError) Error() string {
	return fmt.Sprintf("%d problems stop this form from being saved", len(e.Problems))
}

// BlockedError carries everything that stops a record from being completed or signed.
type BlockedError struct{ Problems forms.Problems }

func (e *BlockedError) Error() string {
	return fmt.Sprintf("%d problems stop this record from being signed", len(e.Problems))
}

// SignedError says that the record is signed already; a signed version never changes.
type SignedError struct {
	By string
	At time.Time
}

func (e *SignedError) Error() string {
	return fmt.Sprintf("signed by %s on %s", e.By, e.At.Format("2 January 2006 at 15:04"))
}

// StatusError says that the record is not in a state from which this step can be taken.
type StatusError struct {
	Status Status // where it is
	Want   Status // where it would have to be
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the record is %s; it has to be %s first", e.Status, e.Want)
}

// UnavailableError says that the database or the disk failed. Nothing was stored; the caller should keep what was typed
// and try again.
type UnavailableError struct{ Err error }

func (e *UnavailableError) Error() string { return "the database is not available: " + e.Err.Error() }
func (e *UnavailableError) Unwrap() error { return e.Err }
