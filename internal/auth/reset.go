package auth

import (
	"context"
	"fmt"
	"time"
)

// Reset gives a person another password without asking for the old one, for whoever runs the service. It ends a lock-out
// and the person's sessions. It fails with ErrUnknownPerson and with CheckPassword's errors.
func (s *Service) Reset(ctx context.Context, username, chosen string) error {
	p, err := s.Store.Account(ctx, fold(username))
	if err != nil {
		return fmt.Errorf("looking up %s: %w", username, err)
	}
	if err := CheckPassword(p.Username, chosen); err != nil {
		return err
	}
	h, err := hash(chosen, s.params)
	if err != nil {
		return err
	}
	if err := s.Store.SetPassword(ctx, p.ID, h); err != nil {
		return fmt.Errorf("storing a new password: %w", err)
	}
	if err := s.Store.RecordSignIn(ctx, p.ID, 0, time.Time{}); err != nil {
		return fmt.Errorf("ending a lock-out: %w", err)
	}
	return nil
}
