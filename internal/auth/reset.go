package auth

import (
	"context"
	"fmt"
	"time"
)

// Reset gives a person another password without asking for the old one, for whoever runs the service. It ends a lock-out
// and the person's sessions. It fails with ErrUnknownPerson and with CheckPassword's errors.
func (s *Service) Reset(ctx context.Context, by Actor, username, chosen string) error {
	a, err := s.Store.Account(ctx, fold(username))
	if err != nil {
		return fmt.Errorf("looking up %s: %w", username, err)
	}
	if err := CheckPassword(a.Username, chosen); err != nil {
		return err
	}
	if err := s.setPassword(ctx, by, a.Person, chosen); err != nil {
		return err
	}
	return s.Unlock(ctx, by, a.ID)
}

// Unlock ends a lock-out.
func (s *Service) Unlock(ctx context.Context, by Actor, personID string) error {
	p, err := s.Store.Person(ctx, personID)
	if err == nil {
		err = s.Store.RecordSignIn(ctx, personID, 0, time.Time{}, s.event(by, "person.unlock", p.Username))
	}
	if err != nil {
		return fmt.Errorf("ending a lock-out: %w", err)
	}
	return nil
}
