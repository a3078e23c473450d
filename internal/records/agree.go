package records

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"minutebook/forms"
)

// This file and agree_*.go are about attendees who agree minutes. The rules are:
//
//   - A chair sends a version of a draft to people who have accounts. An invitation shows its owner that version of that
//     record and what they said of it themselves, and nothing else; see right.invited and view.Sent.
//   - It lasts until it is withdrawn, until that version or a later one is signed, or until the amendment that the version
//     belongs to is discarded or the record withdrawn.
//   - What somebody says is about the version that they read. It stays on record when the draft goes on, and is never
//     changed by anybody; the chair adds what became of it.
//   - Nothing of this stops minutes from being signed. What people had answered by then is part of the signature.

// Answer is what somebody says of minutes that they were sent.
type Answer string

// The answers. The empty one is none.
const (
	Agrees      Answer = "agree"
	HasComments Answer = "comments"
)

// Invitation asks somebody to read a draft and to say whether they agree.
type Invitation struct {
	RecordID        string    `json:"record_id"`
	PersonID        string    `json:"person_id"`
	Name            string    `json:"name"`    // as it was when they were asked
	Version         int       `json:"version"` // that they were sent last
	By              string    `json:"by"`      // name of the chair
	At              time.Time `json:"at"`
	RemindedAt      time.Time `json:"reminded_at,omitzero"`
	WithdrawnAt     time.Time `json:"withdrawn_at,omitzero"`
	Answer          Answer    `json:"answer,omitempty"`
	AnsweredVersion int       `json:"answered_version,omitempty"`
	AnsweredAt      time.Time `json:"answered_at,omitzero"`
	Over            bool      `json:"over"` // ended with the draft: signed, discarded or withdrawn
}

// Live reports whether the invitation still asks for an answer, and lets its owner read.
func (i Invitation) Live() bool { return !i.Over && i.WithdrawnAt.IsZero() }

// Waits reports whether there is no answer yet to the version that was sent.
func (i Invitation) Waits() bool { return i.Live() && i.AnsweredVersion < i.Version }

// Outcome is what a chair did about a comment.
type Outcome string

// The outcomes. The empty one is none: the comment is open.
const (
	Accepted Outcome = "accepted" // the draft says it now
	Answered Outcome = "answered" // and stays as it is
)

// Comment is what an invited person says about a section of a version, or about the whole of it.
type Comment struct {
	ID        string    `json:"id"`
	RecordID  string    `json:"record_id"`
	Version   int       `json:"version"`           // that it is about
	Section   string    `json:"section,omitempty"` // id; empty for the whole
	Text      string    `json:"text"`
	PersonID  string    `json:"person_id"`
	Name      string    `json:"name"`
	At        time.Time `json:"at"`
	Outcome   Outcome   `json:"outcome,omitempty"`
	Reply     string    `json:"reply,omitempty"`
	SettledBy string    `json:"settled_by,omitempty"`
	SettledAt time.Time `json:"settled_at,omitzero"`
	SettledIn int       `json:"settled_in,omitempty"` // the version that the record was at then
}

// Agreement is how far a record is agreed: who was asked, in order of name, and what they said, the first first.
type Agreement struct {
	Invitations []Invitation `json:"invitations"`
	Comments    []Comment    `json:"comments"`
}

// Open returns the comments about which nothing was done.
func (a Agreement) Open() []Comment {
	return slices.DeleteFunc(slices.Clone(a.Comments), func(c Comment) bool { return c.Outcome != "" })
}

// Agreed is one person's part in the agreement as minutes keep and print it.
type Agreed struct {
	Name    string    `json:"name"`
	Answer  Answer    `json:"answer,omitempty"`
	Version int       `json:"version,omitempty"` // that the answer is about
	At      time.Time `json:"at,omitzero"`
}

// Sent is what an invitation shows.
type Sent struct {
	Record     // at that version, with its form
	Invitation Invitation
	Comments   []Comment // the person's own
}

// Asked is an invitation in the list of somebody who has it.
type Asked struct {
	Invitation
	Kind  forms.Kind `json:"kind"`
	Child string     `json:"child"` // as the version that was sent names them
}

// ErrInvitationOver says that the person was asked to agree the minutes and is not any more: they are signed, the invitation
// is withdrawn, or the case is restricted to others.
var ErrInvitationOver = fmt.Errorf("the invitation has ended: %w", ErrForbidden)

// Agreement returns who was asked to agree a record and what they said. It is for those who see the record anyway.
func (s *Service) Agreement(ctx context.Context, by Actor, recordID string) (a Agreement, err error) {
	if err := authorise(by, readCase); err != nil {
		return Agreement{}, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		a, err = agreement(ctx, r, recordID)
		return err
	})
	if err != nil {
		return Agreement{}, fmt.Errorf("read who agrees a record: %w", err)
	}
	return a, nil
}

func agreement(ctx context.Context, r Reader, recordID string) (a Agreement, err error) {
	if a.Invitations, err = r.Invitations(ctx, recordID); err == nil {
		a.Comments, err = r.Comments(ctx, recordID)
	}
	return a, err
}

// agreedBy is what the signature keeps of a record's agreement.
func agreedBy(ctx context.Context, r Reader, recordID string) ([]Agreed, error) {
	invitations, err := r.Invitations(ctx, recordID)
	var all []Agreed
	for _, i := range invitations {
		if i.Live() {
			all = append(all, Agreed{i.Name, i.Answer, i.AnsweredVersion, i.AnsweredAt})
		}
	}
	return all, err
}

// Asked returns the invitations of the person that have not ended, the latest first: minutes that they are to agree.
func (s *Service) Asked(ctx context.Context, by Actor) (all []Asked, err error) {
	if err := authorise(by, commentCase); err != nil {
		return nil, err
	}
	err = s.c.Store.Read(ctx, func(r Reader) error {
		v := view{r, by, s.now()}
		found, err := v.InvitationsOf(ctx, by.ID)
		if err != nil {
			return err
		}
		for _, i := range found {
			sent, err := v.sent(ctx, i.RecordID)
			if errors.Is(err, ErrInvitationOver) {
				continue
			} else if err != nil {
				return err
			}
			all = append(all, Asked{i, sent.Record.Kind, forms.InWords(sent.Form, "/child_name")})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list minutes to agree: %w", err)
	}
	return all, nil
}

// Sent returns the version of a record that the person was sent, and writes down that they read it. Errors: ErrNotFound for
// people who were never asked, ErrInvitationOver.
func (s *Service) Sent(ctx context.Context, by Actor, recordID string) (sent Sent, err error) {
	err = s.asInvited(ctx, by, recordID, func(w Writer, found Sent) error {
		sent = found
		return w.AddAudit(ctx, s.lineFor(by, "record.read", sent.Record))
	})
	if err != nil {
		return Sent{}, fmt.Errorf("read minutes to agree: %w", err)
	}
	return sent, nil
}

// asInvited runs do in a transaction with what an invitation shows the person.
func (s *Service) asInvited(ctx context.Context, by Actor, recordID string, do func(Writer, Sent) error) error {
	if err := authorise(by, readCase); err != nil {
		return err
	}
	return s.edit(ctx, by, func(e editor) error {
		sent, err := e.sent(ctx, recordID)
		if err != nil {
			return err
		}
		return do(e, sent)
	})
}
