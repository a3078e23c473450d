package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"minutebook/forms"
)

// This file keeps what people have typed and not saved yet. The rules are:
//
//   - Typing makes no versions. A version is what somebody meant to save: papers name it, others build on it, and it never
//     changes. What a page sends while a person types goes into that person's working copy of the section, which stands
//     beside the record and is theirs alone. So versions stay few and mean something, and half a sentence of one person is
//     never in the minutes of another.
//   - A working copy holds inputs and no answers: a date that is not in the calendar is kept as it was typed.
//   - A copy is replaced by the page that wrote it and by a page that showed it, and by nobody else: two windows of one
//     person do not overwrite each other (see WorkingCopy.Mark).
//   - It ends when its page is saved, or when its person throws it away; the signature of a record does not end it.
//   - The audit says when a copy was begun and when it was thrown away, and not how often it was typed in.

// WorkingCopy is what one person has typed in one section of a record since version Version.
type WorkingCopy struct {
	RecordID, Section string
	PersonID, Name    string
	Version           int
	Inputs            []byte    // as the page sends them; empty in lists
	Window            string    // names the page that wrote it; empty for one without scripts
	Step              int64     // grows with everything that the page sends, so that what arrives late does not replace what is newer
	At                time.Time // when it was typed
}

// Mark stands for exactly these inputs.
func (c WorkingCopy) Mark() string {
	sum := sha256.Sum256(c.Inputs)
	return hex.EncodeToString(sum[:8])
}

// ErrElsewhere says that another window of the same person has typed in the section meanwhile. Nothing was stored.
var ErrElsewhere = errors.New("typed in another window meanwhile")

// Kept says what became of what was typed.
type Kept struct {
	Copy   WorkingCopy
	Record Record   // without its form
	Since  *Version // the latest version, without its body, if others changed the same section since the copy's version
}

// KeepTyped stores a working copy of the actor's, whose person and time it fills in. Seen is the Mark of the copy that the page
// showed, empty for none. It fails with ErrElsewhere.
func (s *Service) KeepTyped(ctx context.Context, by Actor, c WorkingCopy, seen string) (kept Kept, err error) {
	if err := authorise(by, changeCase); err != nil {
		return Kept{}, err
	}
	c.PersonID, c.Name, c.At = by.ID, by.Name, s.now()
	err = s.write(ctx, by, func(w Writer) error {
		rec, err := w.Record(ctx, c.RecordID)
		if err != nil {
			return err
		}
		section, known := forms.Define(rec.Kind).Section(c.Section)
		if !known || c.Version < 1 || c.Version > rec.Version {
			return ErrNotFound
		}
		_, err = w.WorkingCopy(ctx, c.RecordID, c.Section, by.ID)
		begun := errors.Is(err, ErrNotFound)
		if err != nil && !begun {
			return err
		}
		switch stored, err := w.SetWorkingCopy(ctx, c, seen); {
		case err != nil:
			return err
		case !stored:
			return ErrElsewhere
		}
		if begun {
			if err := w.AddAudit(ctx, s.lineFor(by, "record.type", rec)); err != nil {
				return err
			}
		}
		kept = Kept{Copy: c, Record: rec}
		kept.Since, err = since(ctx, w, rec, section, c.Version)
		return err
	})
	if err != nil {
		return Kept{}, fmt.Errorf("keep what was typed: %w", err)
	}
	return kept, nil
}

// since returns the latest version, without its body, if the section in it differs from that in an earlier one.
func since(ctx context.Context, r Reader, rec Record, section *forms.Section, version int) (*Version, error) {
	if rec.Version == version {
		return nil, nil
	}
	now, latest, err := withForm(ctx, r, rec)
	if err != nil {
		return nil, err
	}
	was := rec
	was.Version = version
	if was, _, err = withForm(ctx, r, was); err != nil || section.Same(was.Form, now.Form) {
		return nil, err
	}
	latest.Body = nil
	return &latest, nil
}

// Typed returns the actor's working copy of a section; none is ErrNotFound.
func (s *Service) Typed(ctx context.Context, by Actor, recordID, section string) (c WorkingCopy, err error) {
	if err := authorise(by, readCase); err != nil {
		return WorkingCopy{}, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		c, err = r.WorkingCopy(ctx, recordID, section, by.ID)
		return err
	})
	if err != nil {
		return WorkingCopy{}, fmt.Errorf("read what was typed: %w", err)
	}
	return c, nil
}

// Unsaved lists who has typed something in a record that is not saved, by section, without what it is.
func (s *Service) Unsaved(ctx context.Context, by Actor, recordID string) (list []WorkingCopy, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.read(ctx, by, func(r Reader) error {
		list, err = r.WorkingCopies(ctx, recordID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what was typed: %w", err)
	}
	return list, nil
}

// DropTyped ends a working copy of the actor's: because it is saved, or, with thrown, because the person does not want it. A copy
// that is not exactly this one, or of this window, stays: it was typed meanwhile.
func (s *Service) DropTyped(ctx context.Context, by Actor, c WorkingCopy, seen string, thrown bool) error {
	if err := authorise(by, changeCase); err != nil {
		return err
	}
	c.PersonID = by.ID
	err := s.write(ctx, by, func(w Writer) error {
		rec, err := w.Record(ctx, c.RecordID)
		if err != nil {
			return err
		}
		dropped, err := w.DropWorkingCopy(ctx, c, seen)
		if err != nil || !dropped || !thrown {
			return err
		}
		return w.AddAudit(ctx, s.lineFor(by, "record.untype", rec))
	})
	if err != nil {
		return fmt.Errorf("drop what was typed: %w", err)
	}
	return nil
}

// BrowserKey returns the key under which a browser may keep what the actor types until it is sent, so that nobody can read it
// there who does not sign in as the same person. The first key that a browser offers is it, from then on in every browser.
func (s *Service) BrowserKey(ctx context.Context, by Actor, offered []byte) (key []byte, err error) {
	if err := authorise(by, readCase); err != nil {
		return nil, err
	}
	err = s.write(ctx, by, func(w Writer) error {
		key, err = w.BrowserKey(ctx, by.ID, offered)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up a browser's key: %w", err)
	}
	return key, nil
}
